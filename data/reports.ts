import { z } from "zod";
import reportsTable from "./standards/reports.json" with { type: "json" };
import { Basis } from "./standards.ts";

type Title = { readonly zh: string; readonly en: string };

/** What the sanitation of communities is inspected for. */
export const REPORT_ITEMS = [
  "exposed_waste",
  "dead_corner",
  "collection_late",
  "toilet_dirty",
  "bins_full",
  "standing_sewage",
  "ditch_blocked",
  "dung",
  "litter",
  "small_ads",
  "sundries",
] as const;
export type ReportItem = (typeof REPORT_ITEMS)[number];

/** Levels of areas that are inspected: townships and sub-districts, communities and villages. */
export const REPORT_LEVELS = ["subdistrict", "community"] as const;
export type ReportLevel = (typeof REPORT_LEVELS)[number];

export const REPORT_LEVEL_TITLES: Readonly<Record<ReportLevel, Title>> = {
  subdistrict: { zh: "乡镇、街道", en: "Townships and sub-districts" },
  community: { zh: "社区、村", en: "Communities and villages" },
};

const points = (most: number) => z.number().min(0).max(most);
const weight = points(100);
const Points = z.strictObject(
  Object.fromEntries(REPORT_ITEMS.map((itemId) => [itemId, points(20)])) as Record<
    ReportItem,
    z.ZodNumber
  >, // one for each item
);

/** Every value the bulletins and rankings of communities are held to. */
export const ReportPresets = z.strictObject({
  intervalDays: z.number().int().min(1).max(31).describe("Days from one bulletin to the next"),
  hygieneWeekday: z.number().int().min(1).max(7).describe("Of the hygiene day; 1 is Monday"),
  deductionsCap: z.number().min(1).max(100).describe("The most that one inspection deducts of 100"),
  leastInspections: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe("Fewer inspections in the month are no data: the area is not ranked"),
  weights: z
    .strictObject({ inspections: weight, hygiene: weight, media: weight })
    .refine(({ inspections }) => inspections > 0, {
      error: "inspections must count",
      path: ["inspections"],
    })
    .describe("Parts of the score; each counts by its share of their sum"),
  media: z
    .strictObject({ base: points(100), good: points(100), bad: points(100) })
    .describe("Where nothing was exposed; more for a good one, less for a bad one, both upheld"),
  points: Points.describe("Deducted for each place; 0 is not asked for"),
  items: z.array(
    z.strictObject({
      itemId: z.enum(REPORT_ITEMS),
      title: z.strictObject({ zh: z.string(), en: z.string() }),
    }),
  ),
  bases: z.array(z.strictObject({ of: z.string(), basis: Basis })),
});

/** What holds where a district has not said otherwise. */
export const REPORTS = ReportPresets.parse(reportsTable);
export const REPORT_ITEM_TITLES: ReadonlyMap<string, Title> = new Map(
  REPORTS.items.map(({ itemId, title }) => [itemId, title]),
);

const Rules = ReportPresets.omit({ items: true, bases: true });
/** Everything that holds in a district. */
export type ReportRules = z.infer<typeof Rules>;

/** What a district sets itself (`district_setting`, key `reports`); what is left out is as the presets have it. */
export const DistrictReports = Rules.partial();
export type DistrictReports = z.infer<typeof DistrictReports>;
