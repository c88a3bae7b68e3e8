import { z } from "@hono/zod-openapi";
import { SubjectRef } from "./subject-schema.ts";

const month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "a month as YYYY-MM")
  .describe("YYYY-MM");

const figures = z.object({
  score: z.number().describe("Mean of the month's inspections"),
  n: z.number().int().describe("Inspections"),
  complaints: z.number().int(),
});
const rule = z.object({
  leastInspections: z.number().int(),
  leastScore: z.number(),
  mostComplaints: z.number().int().nullable(),
});

export const RedFlagWire = z
  .object({
    rubricId: z.string(),
    month,
    subject: SubjectRef.nullable().describe("null: it is no longer in the register"),
    subjectKind: z.enum(["facility", "street"]),
    subjectId: z.string(),
    figures,
    rule,
    awardedAt: z.iso.datetime(),
    awardedBy: z.string(),
  })
  .openapi("RedFlag");

export const RedFlagsQuery = z.object({
  rubricId: z.string().min(1).max(40),
  month: month.optional().describe("Left out: the last whole month"),
});

export const RedFlagsAnswer = z
  .object({
    districtId: z.string(),
    rubricId: z.string(),
    month,
    isOver: z.boolean().describe("Only a month that is over is awarded"),
    rule,
    ruleText: z.object({ zh: z.string(), en: z.string() }),
    candidates: z
      .array(
        SubjectRef.extend({
          ...figures.extend({ score: z.number().nullable() }).shape,
          vetoes: z.number().int(),
          place: z.number().int().nullable().describe("By the rule; null: it may not have it"),
          failed: z.array(z.enum(["inspections", "score", "complaints", "veto"])),
        }),
      )
      .describe("Every subject inspected in the month; those that may have it first"),
    tied: z
      .array(z.string())
      .describe("Ids of those that only their code decides between; empty: nothing is tied"),
    winnerId: z.string().nullable().describe("Who has it by the rule"),
    awarded: RedFlagWire.nullable().describe("Who was given it in this month"),
    holder: RedFlagWire.nullable().describe("Who holds it now: of the latest month awarded"),
    history: z.array(RedFlagWire).describe("The latest first"),
  })
  .openapi("RedFlags");
export type RedFlagsAnswer = z.infer<typeof RedFlagsAnswer>;

export const RedFlagAward = z
  .strictObject({
    rubricId: z.string().min(1).max(40),
    month,
    subjectId: z.string().min(1).max(200).describe("Who has it by the rule, as one has seen it"),
  })
  .openapi("RedFlagAward");
