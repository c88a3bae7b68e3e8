import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { FoundWire, ItemName, instant, LevelName, TextWire } from "./document-schema.ts";

const words = (most: number) => z.string().trim().min(1).max(most);
const key = z
  .uuid()
  .optional()
  .describe("Made by whoever sends it: sending it again makes no second one");
const withdrawn = z
  .object({ at: instant, by: z.string(), reason: z.string() })
  .nullable()
  .describe("It stays to be read and counts no more");

const AreaChoice = z.object({
  areaId: z.string(),
  level: LevelName,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  parentId: z.string().nullable(),
});

export const ChoicesAnswer = z
  .object({
    districtId: z.string(),
    today: Day,
    areas: z.array(AreaChoice).describe("Those that hold today, within one's reach"),
    items: z.array(z.object({ itemId: ItemName, title: TextWire, points: z.number() })),
    deductionsCap: z.number(),
    hygieneWeekday: z.number().int(),
  })
  .openapi("ReportChoices");
export type ChoicesAnswer = z.infer<typeof ChoicesAnswer>;

export const InspectionDraft = z
  .strictObject({
    inspectionId: key,
    areaId: words(200),
    day: Day,
    found: z
      .array(FoundWire.omit({ points: true }).strict())
      .max(40)
      .describe("None is a clean inspection"),
    note: z.string().trim().max(500).default(""),
  })
  .openapi("CommunityInspectionDraft");
export type InspectionDraft = z.infer<typeof InspectionDraft>;

export const ActivityDraft = z
  .strictObject({
    activityId: key,
    areaId: words(200),
    day: Day,
    done: words(500),
    people: z.number().int().min(1).max(100_000).optional(),
  })
  .openapi("HygieneActivityDraft");
export type ActivityDraft = z.infer<typeof ActivityDraft>;

export const ExposureDraft = z
  .strictObject({
    exposureId: key,
    areaId: words(200),
    day: Day,
    medium: words(100),
    title: words(200),
    isGood: z.boolean(),
  })
  .openapi("MediaExposureDraft");
export type ExposureDraft = z.infer<typeof ExposureDraft>;

export const WithdrawDraft = z.strictObject({ reason: words(200) }).openapi("ReportWithdrawal");
export const JudgeDraft = z
  .strictObject({ isUpheld: z.boolean(), reason: words(200) })
  .openapi("MediaExposureJudgement");
export type JudgeDraft = z.infer<typeof JudgeDraft>;

const common = {
  areaId: z.string(),
  level: LevelName,
  areaName: z.string(),
  areaNameEn: z.string().nullable(),
  day: Day,
  enteredAt: instant,
  enteredBy: z.string(),
  withdrawn,
};

export const InspectionWire = z
  .object({
    inspectionId: z.string(),
    ...common,
    found: z.array(FoundWire),
    deducted: z.number(),
    note: z.string(),
    photographs: z.number().int(),
  })
  .openapi("CommunityInspection");
export type InspectionWire = z.infer<typeof InspectionWire>;

export const ActivityWire = z
  .object({
    activityId: z.string(),
    ...common,
    done: z.string(),
    people: z.number().int().nullable(),
  })
  .openapi("HygieneActivity");
export type ActivityWire = z.infer<typeof ActivityWire>;

export const ExposureWire = z
  .object({
    exposureId: z.string(),
    ...common,
    medium: z.string(),
    title: z.string(),
    isGood: z.boolean(),
    judged: z
      .object({ isUpheld: z.boolean(), at: instant, by: z.string(), reason: z.string() })
      .nullable(),
  })
  .openapi("MediaExposure");
export type ExposureWire = z.infer<typeof ExposureWire>;

export const RecordsQuery = z.object({
  from: Day,
  to: Day,
  areaId: z.string().min(1).max(200).optional().describe("Of it, and of the communities in it"),
});
export type RecordsQuery = z.infer<typeof RecordsQuery>;

export const RecordsAnswer = z
  .object({
    districtId: z.string(),
    query: RecordsQuery,
    counts: z
      .object({ inspections: z.number(), activities: z.number(), exposures: z.number() })
      .describe("Of those that were not withdrawn"),
    inspections: z.array(InspectionWire).describe("The latest first"),
    activities: z.array(ActivityWire),
    exposures: z.array(ExposureWire),
    greatestCount: z.number().int().describe("Of each kind no more are listed"),
  })
  .openapi("ReportRecords");
export type RecordsAnswer = z.infer<typeof RecordsAnswer>;
