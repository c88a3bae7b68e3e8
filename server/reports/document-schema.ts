import { z } from "@hono/zod-openapi";
import { REPORT_ITEMS, REPORT_LEVELS } from "../../data/reports.ts";
import { Day } from "../http/day.ts";

const count = z.number().int().nonnegative();
const score = z.number().min(0).max(100);
export const instant = z.iso.datetime({ offset: true });
export const TextWire = z.object({ zh: z.string(), en: z.string() });
export const LevelName = z.enum(REPORT_LEVELS).openapi("ReportLevel");
export const ItemName = z.enum(REPORT_ITEMS).openapi("ReportItem");
export const KindName = z.enum(["bulletin", "ranking"]).openapi("ReportKind");
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .openapi({ example: "2026-03" });

export const ReportAreaWire = z
  .object({
    areaId: z.string(),
    level: LevelName,
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    parent: z
      .object({ name: z.string(), nameEn: z.string().nullable() })
      .nullable()
      .describe("The township or sub-district a community is in"),
  })
  .openapi("ReportArea");
export type ReportAreaWire = z.infer<typeof ReportAreaWire>;

export const FoundWire = z
  .object({
    itemId: ItemName,
    places: z.number().int().min(1).max(99),
    points: z.number().nonnegative().describe("A place, as they were when it was entered"),
  })
  .openapi("ReportFound");

const InspectionTold = z.object({
  inspectionId: z.string(),
  areaId: z.string(),
  day: Day,
  found: z.array(FoundWire),
  deducted: z.number().nonnegative(),
  note: z.string(),
});
const ActivityTold = z.object({
  activityId: z.string(),
  areaId: z.string(),
  day: Day,
  done: z.string(),
  people: z.number().int().nullable(),
});
const ExposureTold = z.object({
  exposureId: z.string(),
  areaId: z.string(),
  day: Day,
  medium: z.string(),
  title: z.string(),
  isGood: z.boolean(),
  isUpheld: z.boolean().nullable().describe("null is not looked into yet"),
});

/** What a bulletin says: it is kept as it is told. */
export const BulletinContent = z
  .object({
    kind: z.literal("bulletin"),
    from: Day,
    to: Day,
    totals: z.object({
      inspections: count,
      areas: count.describe("That were inspected"),
      places: count.describe("At which something was found"),
      score: score.nullable().describe("The mean of all inspections; null of none"),
      communities: count,
      notInspected: count.describe("Communities without an inspection: no data"),
    }),
    named: z.array(ReportAreaWire).describe("Areas that its records are of, by code"),
    areas: z
      .array(
        z.object({
          areaId: z.string(),
          inspections: count,
          deducted: z.number().nonnegative(),
          score,
        }),
      )
      .describe("Those that were inspected, the worst first"),
    items: z.array(
      z.object({ itemId: ItemName, title: TextWire, places: count, points: z.number() }),
    ),
    inspections: z.array(InspectionTold),
    activities: z.array(ActivityTold),
    exposures: z.array(ExposureTold),
    definition: TextWire,
  })
  .openapi("BulletinContent");
export type BulletinContent = z.infer<typeof BulletinContent>;

export const RankedArea = z
  .object({
    rank: z.number().int().nullable().describe("null is no data: not ranked"),
    area: ReportAreaWire,
    score: score.nullable(),
    inspections: z.object({
      count,
      deducted: z.number().nonnegative(),
      score: score.nullable(),
    }),
    hygiene: z.object({
      days: count.describe("Taken part in, of each of its communities"),
      of: count.describe("That it could have taken part in"),
      score: score.nullable(),
    }),
    media: z.object({ good: count, bad: count, open: count, score }),
  })
  .openapi("RankedArea");
export type RankedArea = z.infer<typeof RankedArea>;

/** What a ranking says: it is kept as it is told. */
export const RankingContent = z
  .object({
    kind: z.literal("ranking"),
    from: Day,
    to: Day,
    hygieneDays: count.describe("On which anybody recorded activity"),
    weights: z.object({ inspections: z.number(), hygiene: z.number(), media: z.number() }),
    leastInspections: z.number().int(),
    groups: z.array(z.object({ level: LevelName, areas: z.array(RankedArea) })),
    records: z.object({
      inspectionIds: z.array(z.string()),
      activityIds: z.array(z.string()),
      exposures: z.array(z.object({ exposureId: z.string(), isUpheld: z.boolean().nullable() })),
    }),
    definition: TextWire,
  })
  .openapi("RankingContent");
export type RankingContent = z.infer<typeof RankingContent>;

export const Content = z.discriminatedUnion("kind", [BulletinContent, RankingContent]);
export type Content = z.infer<typeof Content>;

/** A bulletin or ranking in a list. */
export const ReportHead = z
  .object({
    reportId: z.string(),
    kind: KindName,
    from: Day,
    to: Day,
    isPublished: z.boolean(),
    year: z.number().int().nullable().describe("Of its publication; null of a draft"),
    number: z.number().int().nullable().describe("Within the year; null of a draft"),
    publishedAt: instant.nullable(),
    publishedBy: z.string().nullable(),
    composedAt: instant,
    composedBy: z.string(),
    corrects: z.object({ reportId: z.string(), year: z.number(), number: z.number() }).nullable(),
    correctedBy: z
      .object({ reportId: z.string(), year: z.number(), number: z.number() })
      .nullable(),
    records: count.describe("That it was composed from"),
  })
  .openapi("ReportHead");
export type ReportHead = z.infer<typeof ReportHead>;

export const ReportWire = ReportHead.extend({
  remarks: z.string(),
  revision: z.number().int().describe("Of a draft, to be sent back; 0 once it is published"),
  content: Content,
  since: z
    .object({
      withdrawn: count.describe("Records it names that were withdrawn since, or judged otherwise"),
      added: count.describe("Records of its period that it does not name"),
    })
    .describe("What became of its records after it was composed"),
}).openapi("Report");
export type ReportWire = z.infer<typeof ReportWire>;

export const OverviewQuery = z.object({ from: Day, to: Day });
export const OverviewAnswer = z
  .object({
    districtId: z.string(),
    query: OverviewQuery,
    intervalDays: z.number().int(),
    since: Day.nullable().describe("Day of the first inspection; null where there is none"),
    due: z.object({ bulletins: count, rankings: count }),
    issued: z.object({ bulletins: count, rankings: count, corrections: count }),
    definition: TextWire,
    drafts: z.array(ReportHead).describe("Only to whoever may publish"),
    bulletins: z.array(ReportHead).describe("Published within the period, the latest first"),
    rankings: z.array(ReportHead),
    next: z.object({ from: Day, to: Day, month: Month }).describe("What could be composed next"),
  })
  .openapi("ReportsOverview");
export type OverviewAnswer = z.infer<typeof OverviewAnswer>;

export const MonthAnswer = z
  .object({
    districtId: z.string(),
    month: Month,
    isOver: z.boolean(),
    published: z.array(ReportHead).describe("The latest first; a later one corrects"),
    drafts: z.array(ReportHead).describe("Only to whoever may publish"),
    current: RankingContent.describe("As the records are now: not a published ranking"),
  })
  .openapi("MonthRanking");

export const ComposeDraft = z
  .strictObject({
    kind: KindName,
    from: Day,
    to: Day,
    corrects: z.string().min(1).max(200).optional().describe("The published one it puts right"),
  })
  .openapi("ReportComposing");
export type ComposeDraft = z.infer<typeof ComposeDraft>;

export const Remarks = z
  .strictObject({ remarks: z.string().trim().max(4_000), revision: z.number().int().min(1) })
  .openapi("ReportRemarks");
export const Revision = z
  .strictObject({ revision: z.number().int().min(1).describe("The draft as one has read it") })
  .openapi("ReportRevision");
