import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { RATING_KINDS } from "../../data/rubric.ts";
import { Day } from "../http/day.ts";

export const SUBJECT_KINDS = ["facility", "street"] as const;
const position = z.tuple([z.number(), z.number()]).nullable().describe("WGS 84 [lng, lat]");

/** 0: no star. */
export const Stars = z.number().int().min(0).max(5);

/** What is rated, as lists name it. */
export const SubjectRef = z.object({
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: z.string(),
  kind: z.enum([...FACILITY_KINDS, "street"]),
  rubricId: z.string(),
  code: z.string().nullable().describe("Streets have none"),
  name: z.string(),
  nameEn: z.string().nullable(),
  position: position.describe("Of a street: a place on it, near its middle"),
});

export const RatingWire = z
  .object({
    ratingId: z.string(),
    stars: Stars.describe("0: a rating of no star"),
    isTrial: z.boolean(),
    kind: z.enum(RATING_KINDS),
    validFrom: Day,
    validTo: Day.nullable().describe("First local day it no longer holds"),
    reason: z.string(),
    rubricId: z.string().nullable().describe("null: entered without one"),
    rubricVersion: z.number().int().nullable(),
    score: z.number().nullable(),
    evidence: z.array(z.string()).describe("Ids of the inspections it rests on"),
    decidedAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
  })
  .openapi("Rating");
export type RatingWire = z.infer<typeof RatingWire>;

export const TrialWire = z
  .object({
    rubricVersion: z.number().int(),
    isApproved: z.boolean().describe("Whether the version it is worked out by is approved"),
    from: Day,
    to: Day,
    n: z.number().int().describe("Inspections of the window that count"),
    score: z.number().nullable().describe("Their mean, of 100"),
    stars: Stars.nullable().describe("What they give; null: there is none"),
    isSmall: z.boolean().describe("Fewer than the rubric asks for: no official star rests on it"),
    leastInspections: z.number().int(),
    vetoes: z.array(z.string()),
    cappedFrom: z
      .number()
      .int()
      .nullable()
      .describe("A needed item is missing: fewer stars than this"),
    inspectionIds: z.array(z.string()),
  })
  .openapi("RatingTrial");

export const WARNING_KINDS = [
  "expiring",
  "score",
  "needed",
  "veto",
  "defects",
  "overdue",
  "complaints",
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

export const WarningWire = z
  .object({
    kind: z
      .enum(WARNING_KINDS)
      .describe(
        "It ends soon; the mean is below its stars; a needed item is missing; a veto; open defects; not inspected in time; complaints",
      ),
    value: z
      .number()
      .nullable()
      .describe("Days left, the mean, items, vetoes, days late, complaints; null: never inspected"),
    limit: z.number().nullable().describe("What it is held against"),
    perKm: z.number().nullable().describe("Of a street, complaints a kilometre"),
    days: z.number().int().nullable().describe("Of so many days complaints were counted"),
    n: z.number().int().nullable().describe("Inspections the mean is of"),
    isSmall: z.boolean().describe("It rests on a small sample"),
    day: Day.nullable().describe("The last day of the rating, or when it was due"),
    ids: z.array(z.string()).describe("Items or vetoes"),
  })
  .openapi("RatingWarning");
export type WarningWire = z.infer<typeof WarningWire>;

export const ComplaintCount = z
  .object({
    n: z.number().int(),
    linked: z.number().int().describe("Of them, recorded as about it"),
    near: z
      .number()
      .int()
      .describe("Of them, about no facility, and nearest to this within `nearMeters`"),
    perKm: z.number().nullable().describe("Of a street, per kilometre of it"),
    from: Day,
    to: Day.describe("The last day"),
    days: z.number().int(),
  })
  .openapi("RatingComplaints");

export const SubjectWire = SubjectRef.extend({
  areaId: z
    .string()
    .nullable()
    .describe("The sub-district; of a street, that with most of its length"),
  areaName: z.string().nullable(),
  areaNameEn: z.string().nullable(),
  manager: z
    .string()
    .nullable()
    .describe("Who runs it; of a street, the team that fully sweeps most of it"),
  status: z.string().nullable().describe("Of a facility"),
  isModel: z.boolean().describe("文明样板路"),
  lengthMeters: z.number().nullable().describe("Of a street"),
  rating: RatingWire.nullable().describe("The official rating in force on the day"),
  trial: TrialWire.nullable().describe("试评; null: no version is scored by on the day"),
  lastInspectedOn: Day.nullable(),
  dueOn: Day.nullable().describe("null: never inspected"),
  openDefects: z.number().int(),
  openTasks: z.number().int().describe("Inspections drawn and not done"),
  redFlags: z.number().int(),
  complaints: ComplaintCount,
  warnings: z.array(WarningWire),
  rank: z.number().int().nullable().describe("null: a small sample is not ranked"),
}).openapi("RatedSubject");
export type SubjectWire = z.infer<typeof SubjectWire>;
