import { z } from "@hono/zod-openapi";
import { contradictions, RUBRIC_PARTS } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";
import { SubjectRef } from "./subject-schema.ts";

const words = (most: number) => z.string().trim().min(1).max(most);
const rubricId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "small letters, digits and hyphens, at most 40");

export const RubricContentWire = z.object(RUBRIC_PARTS).openapi("RubricContent");
export const RubricContentDraft = z
  .strictObject(RUBRIC_PARTS)
  .superRefine(contradictions)
  .openapi("RubricContentDraft");

export const RubricVersionWire = z
  .object({
    rubricId: z.string(),
    version: z.number().int().describe("0: the preset, of which nothing is kept yet"),
    state: z
      .enum(["proposal", "approved", "withdrawn"])
      .describe("What a proposal gives is 试评; of an approved one it is official"),
    effectiveFrom: Day.describe("First local day it is scored by; of a proposal, as proposed"),
    proposedFrom: Day,
    content: RubricContentWire,
    note: z.string(),
    createdAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable(),
    decisionNote: z.string().nullable(),
  })
  .openapi("RubricVersion");

export const RubricWire = z
  .object({
    rubricId: z.string(),
    inForce: z
      .number()
      .int()
      .nullable()
      .describe("The approved version that holds today; null: none is approved, no official star"),
    scoredBy: z
      .number()
      .int()
      .nullable()
      .describe("The version that is scored by today; a proposal where none is approved"),
    lastVersion: z.number().int().describe("To be sent with a new version"),
    versions: z.array(RubricVersionWire).describe("In order"),
  })
  .openapi("Rubric");
export type RubricWire = z.infer<typeof RubricWire>;

export const RubricsAnswer = z
  .object({ districtId: z.string(), day: Day, rubrics: z.array(RubricWire) })
  .openapi("Rubrics");

export const RubricDraft = z
  .strictObject({
    rubricId,
    content: RubricContentDraft,
    effectiveFrom: Day.describe("Today or later"),
    note: z.string().trim().max(500).default(""),
  })
  .openapi("RubricDraft");
export type RubricDraft = z.infer<typeof RubricDraft>;

export const RubricVersionDraft = z
  .strictObject({
    lastVersion: z.number().int().min(0).describe("The last version one has seen"),
    content: RubricContentDraft,
    effectiveFrom: Day.describe("Today or later"),
    note: z.string().trim().max(500).default(""),
  })
  .openapi("RubricVersionDraft");
export type RubricVersionDraft = z.infer<typeof RubricVersionDraft>;

export const RubricApproval = z
  .strictObject({
    effectiveFrom: Day.describe("Today or later"),
    note: z.string().trim().max(500).default(""),
  })
  .openapi("RubricApproval");
export type RubricApproval = z.infer<typeof RubricApproval>;

export const RubricWithdrawal = z.strictObject({ note: words(500) }).openapi("RubricWithdrawal");
export type RubricWithdrawal = z.infer<typeof RubricWithdrawal>;

export const RubricTrial = z
  .strictObject({
    rubricId: z.string().min(1).max(40).nullable().describe("null: one that is not kept yet"),
    content: RubricContentDraft,
  })
  .openapi("RubricTrial");

const assessed = z
  .object({
    stars: z.number().int().min(0).max(5).nullable().describe("null: nothing to tell it by"),
    score: z.number().nullable(),
    n: z.number().int(),
    isSmall: z.boolean(),
  })
  .describe("What the inspections of the window give");

export const RubricPreview = z
  .object({
    districtId: z.string(),
    day: Day,
    rubricId: z.string().nullable(),
    comparedWith: z.number().int().nullable().describe("The version that is scored by today"),
    counts: z.object({
      up: z.number().int(),
      down: z.number().int(),
      same: z.number().int(),
      unknown: z.number().int().describe("Without inspections in one of the windows"),
    }),
    notYetScored: z
      .array(z.object({ itemId: z.string(), inspections: z.number().int() }))
      .describe(
        "Items that are new, or that some inspections have no marks for: so many, in which they do not count",
      ),
    subjects: z
      .array(
        SubjectRef.extend({
          official: z.number().int().nullable().describe("Stars in force; no change by itself"),
          now: assessed,
          after: assessed,
          change: z.enum(["up", "down", "same", "unknown"]),
        }),
      )
      .describe("Those that change first, then by code"),
  })
  .openapi("RubricPreview");
export type RubricPreview = z.infer<typeof RubricPreview>;
