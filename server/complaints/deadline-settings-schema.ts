import { z } from "@hono/zod-openapi";
import {
  DEADLINE_STEPS,
  DeadlineTerms,
  DistrictDeadlines,
} from "../../data/complaint-deadlines.ts";
import { COMPLAINT_INTAKE, DistrictIntake } from "../../data/complaint-intake.ts";
import { COMPLAINT_IMPORTANCES, COMPLAINT_KINDS } from "../../data/complaint-life.ts";

const instant = z.iso.datetime({ offset: true });
const title = z.object({ zh: z.string(), en: z.string() });
const oneOf = <T extends string>(values: readonly T[]) => z.enum(values as readonly [T, ...T[]]);
const stepIds = [...new Set(DEADLINE_STEPS.map(({ id }) => id))];
const starts = [...new Set(DEADLINE_STEPS.map(({ from }) => from))];

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnDeadlines = z.strictObject(DistrictDeadlines.shape).openapi("DistrictDeadlines");
const Terms = z.object(DeadlineTerms.shape).openapi("DeadlineTerms");

/** Terms of complaints in a district, each with what it stands on. */
export const DeadlineSettings = z
  .object({
    districtId: z.string(),
    steps: z
      .array(
        z.object({ kind: z.enum(COMPLAINT_KINDS), id: oneOf(stepIds), from: oneOf(starts), title }),
      )
      .describe("What can fall due, and the event that starts its term"),
    presets: Terms,
    own: OwnDeadlines.nullable().describe("What the district set; null is nothing"),
    merged: Terms.describe("What holds"),
  })
  .openapi("DeadlineSettings");
export type DeadlineSettings = z.infer<typeof DeadlineSettings>;

/** A complaint to try terms on. */
export const TermTrial = z
  .strictObject({
    kind: z.enum(COMPLAINT_KINDS),
    channel: z.string().max(200).nullable().default(null),
    category: z.string().max(200).nullable().default(null),
    importance: z.enum(COMPLAINT_IMPORTANCES).nullable().default(null),
    from: instant.optional().describe("When the term begins; left out: now"),
    own: OwnDeadlines.optional().describe("Tries these and not what is set; nothing is written"),
  })
  .openapi("TermTrial");
export type TermTrial = z.infer<typeof TermTrial>;

export const DeadlineTrial = z
  .object({
    kind: z.enum(COMPLAINT_KINDS),
    channel: z.string().nullable(),
    category: z.string().nullable(),
    importance: z.enum(COMPLAINT_IMPORTANCES).nullable(),
    from: instant,
    isOfDraft: z.boolean().describe("By the terms that were sent, not those that are set"),
    steps: z.array(
      z.object({
        step: oneOf(stepIds),
        startsWith: oneOf(starts),
        title,
        term: z
          .object({
            ruleId: z.string(),
            amount: z.number().int(),
            unit: z.enum(["minutes", "hours", "working-hours", "working-days", "calendar-days"]),
            dueAt: instant,
            lastDay: z.string().describe("The local day on which it ends"),
            isCalendarKnown: z.boolean(),
            soonAt: instant,
            veryLateAt: instant,
          })
          .nullable()
          .describe("null: nothing is due"),
      }),
    ),
  })
  .openapi("DeadlineTrial");
export type DeadlineTrial = z.infer<typeof DeadlineTrial>;

export const OwnIntake = z.strictObject(DistrictIntake.shape).openapi("DistrictIntake");
const intake = z.object({
  numberPrefix: z.string(),
  numberDigits: z.number().int(),
  reporterTermMonths: z.number().int(),
});
export const IntakeSettings = z
  .object({
    districtId: z.string(),
    presets: intake.extend({ basis: z.object({ source: z.string(), confidence: z.string() }) }),
    own: OwnIntake,
    merged: intake,
  })
  .openapi("IntakeSettings");
export type IntakeSettings = z.infer<typeof IntakeSettings>;

/** What the presets say, with what they stand on. */
export const INTAKE_PRESETS: IntakeSettings["presets"] = {
  numberPrefix: COMPLAINT_INTAKE.numberPrefix,
  numberDigits: COMPLAINT_INTAKE.numberDigits,
  reporterTermMonths: COMPLAINT_INTAKE.reporterTermMonths,
  basis: {
    source: COMPLAINT_INTAKE.basis.source,
    confidence: COMPLAINT_INTAKE.basis.confidence,
  },
};
