import { z } from "@hono/zod-openapi";
import { APPEAL_STEPS, INSPECTION_LEVELS } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";
import { KeptPhotograph } from "../http/photograph-contract.ts";

const id = (most = 80) => z.string().min(1).max(most);
const instant = z.iso.datetime({ offset: true });
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
export const Title = z.object({ zh: z.string(), en: z.string() });

/** A client's own id: `crypto.randomUUID()`, or 8 to 64 letters, digits and hyphens that nobody else makes. */
export const InspectionId = z.string().regex(/^[0-9a-zA-Z-]{8,64}$/);

export const SubjectKind = z.enum(["facility", "street"]);
export const SubjectRef = z.strictObject({ kind: SubjectKind, id: id(200) });
export const Level = z.enum(INSPECTION_LEVELS);

const MarkDraft = z.strictObject({
  itemId: id(40),
  points: z.number().min(0).max(100).nullable().describe("null: there is none of it here"),
  note: z.string().trim().max(500).default(""),
});

/** What somebody found on the spot. */
export const InspectionDraft = z
  .strictObject({
    inspectionId: InspectionId.describe("Made where it is entered; sent again it changes nothing"),
    subject: SubjectRef,
    rubricId: id(40),
    rubricVersion: z
      .number()
      .int()
      .min(0)
      .describe("The version it was scored with; 0 is the preset"),
    level: Level,
    inspectedAt: instant,
    marks: z.array(MarkDraft).min(1).max(400).describe("One for each item of the rubric"),
    vetoes: z.array(id(40)).max(30).default([]),
    remark: z.string().trim().max(2_000).default(""),
    position: z.tuple([longitude, latitude]).nullable().describe("[lng, lat], WGS 84"),
    positionSource: z.enum(["device", "typed"]).nullable(),
    accuracyMeters: z.number().min(0).max(1_000_000).nullable().default(null),
    signature: z
      .string()
      .max(20_000)
      .nullable()
      .default(null)
      .describe("Strokes within 0 0 300 100 as an SVG path of M and L; null: confirmed in words"),
    reinspectionOf: InspectionId.nullable().default(null),
    taskId: id(80).nullable().default(null),
  })
  .openapi("InspectionDraft");
export type InspectionDraft = z.infer<typeof InspectionDraft>;

const Subject = z.object({
  kind: SubjectKind,
  id: z.string(),
  code: z.string().nullable(),
  name: z.string().describe("Its id where it is no longer there"),
  nameEn: z.string().nullable(),
  facilityKind: z.string().nullable(),
});

export const PositionCheck = z
  .object({
    state: z.enum(["near", "far", "unknown"]),
    source: z.enum(["device", "typed"]).nullable().describe("What was typed proves little"),
    distanceMeters: z.number().nullable(),
    accuracyMeters: z.number().nullable(),
    limitMeters: z.number().describe("Farther than this, but for the accuracy, is far"),
  })
  .openapi("InspectionPositionCheck");

const Withdrawal = z.object({ at: instant, by: z.string(), reason: z.string() }).nullable();

/** An inspection as lists show it. */
export const InspectionSummary = z
  .object({
    inspectionId: z.string(),
    subject: Subject,
    rubricId: z.string(),
    rubricTitle: Title,
    rubricVersion: z.number().int(),
    isTrial: z.boolean().describe("By a rubric that nobody had approved for that day: 试评"),
    isVersionInForce: z
      .boolean()
      .describe("Whether the version was the one to score by on the day of the inspection"),
    level: Level,
    inspectedAt: instant,
    receivedAt: instant,
    inspector: z.string().describe("Account"),
    inspectorName: z.string(),
    score: z.number().nullable().describe("Of 100, with what appeals corrected"),
    stars: z.number().int().describe("What it would give by itself"),
    cappedFrom: z.number().int().nullable(),
    vetoes: z.array(z.string()).describe("Those that hold"),
    deductionCount: z.number().int(),
    photographCount: z.number().int(),
    positionCheck: PositionCheck,
    reinspectionOf: z.string().nullable(),
    taskId: z.string().nullable(),
    isCorrected: z.boolean(),
    isVoid: z.boolean().describe("Made void by an appeal: it counts no more"),
    withdrawn: Withdrawal.describe("Taken back: it counts no more"),
    appeal: z
      .object({ appealId: z.string(), state: z.enum(APPEAL_STEPS) })
      .nullable()
      .describe("The last one"),
  })
  .openapi("InspectionSummary");
export type InspectionSummary = z.infer<typeof InspectionSummary>;

const Deduction = z.object({
  itemId: z.string(),
  title: Title,
  lost: z.number(),
  of: z.number(),
  note: z.string(),
});
const Mended = z.object({
  itemId: z.string().describe("Item or veto"),
  title: Title,
  lostBefore: z.number().nullable().describe("null: a veto"),
  lostNow: z.number().nullable().describe("null: a veto, or it no longer applies"),
  isMended: z.boolean(),
});

export const InspectionPhotograph = KeptPhotograph.extend({
  itemId: z.string().nullable().describe("The item or veto it shows; null: the whole"),
}).openapi("InspectionPhotograph");

/** An inspection with all that was found. */
export const InspectionWire = InspectionSummary.extend({
  marks: z
    .array(z.object({ itemId: z.string(), points: z.number().nullable(), note: z.string() }))
    .describe("As found"),
  foundVetoes: z.array(z.string()).describe("As found"),
  deductions: z.array(Deduction).describe("With what appeals corrected"),
  remark: z.string(),
  position: z.array(z.number()).nullable(),
  isSigned: z.boolean(),
  signature: z
    .string()
    .nullable()
    .describe("Shown to the inspector and to those who decide; to others null"),
  mended: z
    .array(Mended)
    .nullable()
    .describe("Of a re-inspection: what of the one before is mended, and what is not"),
  photographs: z.array(InspectionPhotograph),
  appeals: z.array(z.object({ appealId: z.string(), state: z.enum(APPEAL_STEPS) })),
  closesTasks: z.array(z.string()).describe("Tasks that it closed"),
  mayAppealUntil: Day.describe("The last local day"),
}).openapi("Inspection");
export type InspectionWire = z.infer<typeof InspectionWire>;

export const InspectionsQuery = z.object({
  from: Day.optional().describe("First local day"),
  to: Day.optional().describe("Last local day"),
  subjectKind: SubjectKind.optional(),
  subjectId: id(200).optional().describe("With `subjectKind`"),
  rubricId: id(40).optional(),
  level: Level.optional(),
  inspector: id().optional().describe("Account"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional().describe("`next` of the page before"),
  format: z.enum(["csv", "xlsx"]).optional().describe("A file of all that is chosen instead"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type InspectionsQuery = z.infer<typeof InspectionsQuery>;

export const InspectionsAnswer = z
  .object({
    districtId: z.string(),
    total: z.number().int().describe("Of all pages"),
    inspections: z
      .array(InspectionSummary)
      .describe("The latest first, those taken back among them"),
    next: z.string().nullable(),
  })
  .openapi("Inspections");

export const WithdrawDraft = z
  .strictObject({ reason: z.string().trim().min(1).max(200) })
  .openapi("InspectionWithdrawal");
