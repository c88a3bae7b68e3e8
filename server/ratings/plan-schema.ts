import { z } from "@hono/zod-openapi";
import { TASK_REASONS, TASK_STATES } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";
import { SubjectKind, SubjectRef, Title } from "./inspection-schema.ts";

const id = (most = 80) => z.string().min(1).max(most);

const RiskPart = z.object({
  part: z.enum(["complaints", "score", "defects", "days"]),
  value: z.number().nullable().describe("What was counted; null: never inspected"),
  points: z.number(),
});

/** The figures a task was drawn by, those that belong to its reason. */
export const TaskBasis = z
  .object({
    lastInspectedOn: Day.nullable().optional().describe("interval: null is never"),
    intervalDays: z.number().int().optional(),
    seed: z.string().optional().describe("random: what the draw was made with"),
    candidates: z.number().int().optional().describe("random: of how many"),
    candidatesDigest: z
      .string()
      .optional()
      .describe("random: SHA-256 of their ids in order, one a line"),
    ticket: z
      .string()
      .optional()
      .describe("random: SHA-256 of `seed rubric kind id`; the smallest were drawn"),
    place: z.number().int().optional().describe("random, risk: 1 is the first"),
    risk: z.number().optional(),
    parts: z.array(RiskPart).optional().describe("risk: what makes it up"),
    complaintDays: z.number().int().optional().describe("risk, complaints: in so many days"),
    complaints: z.number().int().optional(),
    stars: z
      .number()
      .int()
      .nullable()
      .optional()
      .describe("complaints: in force when it was drawn"),
    inspectionId: z.string().optional().describe("reinspection, appeal: of which"),
    items: z.array(z.string()).optional().describe("reinspection: items and vetoes to look at"),
    appealId: z.string().optional(),
    inspector: z
      .string()
      .optional()
      .describe("appeal: whose inspection it was; somebody else inspects"),
  })
  .openapi("InspectionTaskBasis");
export type TaskBasis = z.infer<typeof TaskBasis>;

/** Something that is to be inspected. */
export const TaskWire = z
  .object({
    taskId: z.string(),
    rubricId: z.string(),
    rubricTitle: Title,
    subject: z.object({
      kind: SubjectKind,
      id: z.string(),
      code: z.string().nullable(),
      name: z.string(),
      nameEn: z.string().nullable(),
    }),
    dueOn: Day,
    reason: z.enum(TASK_REASONS),
    basis: TaskBasis,
    state: z.enum(TASK_STATES),
    assignedTo: z.string().nullable().describe("Account"),
    assignedName: z.string().nullable(),
    drawnAt: z.iso.datetime(),
    drawnBy: z.string(),
    done: z
      .object({ inspectionId: z.string(), day: Day, isLate: z.boolean() })
      .nullable()
      .describe("The first inspection of the subject since, whether or not it named the task"),
    dropped: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
  })
  .openapi("InspectionTask");
export type TaskWire = z.infer<typeof TaskWire>;

export const PlanQuery = z.object({
  state: z.enum(TASK_STATES).optional(),
  rubricId: id(40).optional(),
  reason: z.enum(TASK_REASONS).optional(),
  assignedTo: id().optional().describe("Account; `none`: nobody"),
  subjectKind: SubjectKind.optional(),
  subjectId: id(200).optional(),
  from: Day.optional().describe("Due from this local day on"),
  to: Day.optional().describe("Due until this local day"),
});
export type PlanQuery = z.infer<typeof PlanQuery>;

export const MOST_TASKS = 500;

const Counts = z.record(z.enum(TASK_STATES), z.number().int());

export const PlanAnswer = z
  .object({
    districtId: z.string(),
    asOf: z.iso.datetime(),
    today: Day,
    counts: Counts.describe("Of all that is chosen but for `state`"),
    tasks: z.array(TaskWire).describe(`The most urgent first, at most ${MOST_TASKS}`),
    isCut: z.boolean(),
  })
  .openapi("InspectionPlan");

/** Which inspections are drawn. */
export const DrawDraft = z
  .strictObject({
    from: Day,
    to: Day.describe("At most 92 days later"),
    rubricIds: z.array(id(40)).max(40).optional().describe("Left out: all that are in force"),
    seed: z
      .string()
      .regex(/^[\x21-\x7e]{1,80}$/, "1 to 80 visible ASCII characters")
      .optional()
      .describe("Of a preview, to draw what it showed; left out, a new one is made"),
    subjects: z
      .array(
        SubjectRef.extend({
          complaints: z.number().int().min(0).max(100_000),
          days: z.number().int().min(1).max(2_000).describe("The period they were counted in"),
          stars: z.number().int().min(0).max(5).nullable().default(null),
        }),
      )
      .max(500)
      .default([])
      .describe("Those whose stars do not agree with complaints"),
    assignedTo: id().nullable().default(null).describe("Account that may inspect"),
  })
  .openapi("InspectionDraw");
export type DrawDraft = z.infer<typeof DrawDraft>;

export const DrawnTask = TaskWire.pick({
  rubricId: true,
  rubricTitle: true,
  subject: true,
  dueOn: true,
  reason: true,
  basis: true,
}).openapi("DrawnInspectionTask");

export const DrawAnswer = z
  .object({
    districtId: z.string(),
    seed: z.string(),
    from: Day,
    to: Day,
    drawn: z.array(DrawnTask),
    subjects: z
      .number()
      .int()
      .describe("How many could have been drawn, tasks already open included"),
    alreadyOpen: z.number().int().describe("Not drawn: they have an open task"),
    taskIds: z.array(z.string()).describe("In the order of `drawn`; empty in a preview"),
  })
  .openapi("DrawnInspectionPlan");

export const TaskChange = z
  .strictObject({
    assignedTo: id().nullable().optional().describe("Account that may inspect; null: nobody"),
    dueOn: Day.optional(),
  })
  .openapi("InspectionTaskChange");
export type TaskChange = z.infer<typeof TaskChange>;

export const DropDraft = z
  .strictObject({ reason: z.string().trim().min(1).max(200) })
  .openapi("InspectionTaskDrop");

export const ReinspectionDraft = z
  .strictObject({ dueOn: Day, assignedTo: id().nullable().default(null) })
  .openapi("ReinspectionDraft");

export const InspectorsAnswer = z
  .object({
    inspectors: z.array(
      z.object({ accountId: z.string(), name: z.string(), roles: z.array(z.string()) }),
    ),
  })
  .openapi("Inspectors");
