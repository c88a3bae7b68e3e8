import { z } from "@hono/zod-openapi";
import { AssignmentRules } from "./assignment.ts";

/** Who gets what in a district. */
export const Assignment = z
  .object({
    districtId: z.string(),
    rules: AssignmentRules.describe("In order: the first that fits says the unit"),
    areas: z
      .array(z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() }))
      .describe("The sub-districts of today, which rules can name"),
  })
  .openapi("ComplaintAssignment");
export type Assignment = z.infer<typeof Assignment>;

export const AssignmentChosen = z
  .strictObject({ rules: AssignmentRules })
  .openapi("ComplaintAssignmentChosen");

/** The longest that a trial looks back. */
const GREATEST_DAYS = 1100;
export const GREATEST_EXAMPLES = 50;

export const AssignmentTrialAsked = z
  .strictObject({
    rules: AssignmentRules,
    days: z.number().int().min(1).max(GREATEST_DAYS).describe("Days looked back, today included"),
  })
  .openapi("ComplaintAssignmentTrialAsked");
export type AssignmentTrialAsked = z.infer<typeof AssignmentTrialAsked>;

const unitId = z.string().nullable().describe("null: no rule fits, the duty officer decides");

/** What other rules would have done with the complaints that came. */
export const AssignmentTrial = z
  .object({
    districtId: z.string(),
    days: z.number().int(),
    from: z.string().describe("First local day"),
    to: z.string().describe("Last local day"),
    complaints: z
      .number()
      .int()
      .describe("Received in these days and given out by rules; confidential ones are left out"),
    units: z.array(
      z.object({
        unitId,
        present: z.number().int().describe("Complaints the rules in force give it"),
        proposed: z.number().int().describe("Complaints the proposed rules give it"),
      }),
    ),
    changed: z.number().int().describe("Complaints that would go to another unit"),
    examples: z
      .array(
        z.object({
          complaintId: z.string(),
          number: z.string(),
          receivedAt: z.iso.datetime({ offset: true }),
          areaCode: z.string().nullable(),
          category: z.string().nullable(),
          channel: z.string().nullable(),
          present: unitId,
          proposed: unitId,
        }),
      )
      .describe(`The latest of those, at most ${GREATEST_EXAMPLES}`),
  })
  .openapi("ComplaintAssignmentTrial");
export type AssignmentTrial = z.infer<typeof AssignmentTrial>;
