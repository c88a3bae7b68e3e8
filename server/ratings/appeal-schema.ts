import { z } from "@hono/zod-openapi";
import { APPEAL_STEPS } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";
import { InspectionId, InspectionSummary, SubjectKind } from "./inspection-schema.ts";
import { TaskWire } from "./plan-schema.ts";

const id = (most = 80) => z.string().min(1).max(most);
const words = z.string().trim().min(1).max(2_000);

const Correction = z
  .union([
    z.strictObject({
      itemId: id(40),
      points: z.number().min(0).max(100).nullable().describe("null: it does not apply"),
    }),
    z.strictObject({ vetoId: id(40), isStruck: z.literal(true) }),
  ])
  .openapi("AppealCorrection");

const Step = z.enum(APPEAL_STEPS);

export const AppealWire = z
  .object({
    appealId: z.string(),
    inspection: InspectionSummary,
    raisedAt: z.iso.datetime(),
    raisedBy: z.string(),
    words: z.string().describe("Why"),
    state: Step.describe("The last step"),
    isClosed: z.boolean(),
    nextSteps: z.array(Step).describe("What may follow, by those who may"),
    task: TaskWire.nullable().describe("The re-inspection that was ordered"),
    trail: z.array(
      z.object({
        at: z.iso.datetime(),
        step: Step,
        actorName: z.string(),
        words: z.string(),
        corrections: z.array(Correction).nullable(),
      }),
    ),
  })
  .openapi("RatingAppeal");
export type AppealWire = z.infer<typeof AppealWire>;

export const AppealsQuery = z.object({
  state: Step.optional(),
  isOpen: z.enum(["true", "false"]).optional(),
  inspectionId: InspectionId.optional(),
  subjectKind: SubjectKind.optional(),
  subjectId: id(200).optional(),
});
export type AppealsQuery = z.infer<typeof AppealsQuery>;

export const MOST_APPEALS = 200;

export const AppealsAnswer = z
  .object({
    districtId: z.string(),
    total: z.number().int(),
    appeals: z.array(AppealWire).describe(`The latest first, at most ${MOST_APPEALS}`),
  })
  .openapi("RatingAppeals");

export const AppealDraft = z
  .strictObject({ inspectionId: InspectionId, words })
  .openapi("RatingAppealDraft");
export type AppealDraft = z.infer<typeof AppealDraft>;

export const StepDraft = z
  .strictObject({
    step: z.enum(["accepted", "reinspection", "corrected", "voided", "rejected"]),
    words: words.describe("Why"),
    corrections: z
      .array(Correction)
      .min(1)
      .max(100)
      .optional()
      .describe("corrected: what holds instead of what was found"),
    dueOn: Day.optional().describe("reinspection: by when"),
    assignedTo: id().nullable().optional().describe("reinspection: account"),
  })
  .openapi("RatingAppealStep");
export type StepDraft = z.infer<typeof StepDraft>;

export const AppealWithdrawal = z.strictObject({ words }).openapi("RatingAppealWithdrawal");
