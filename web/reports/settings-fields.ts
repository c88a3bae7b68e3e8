import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type ReportSettings = Schemas["ReportSettings"];
export type ReportValues = ReportSettings["merged"];

/** What a number counts. */
export type FieldUnit = "days" | "points" | "times" | "weight";

/** One value that is a number. */
export type ReportField = {
  /** As the API names it; `points.litter` is one of a group. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  readonly least: number;
  /** `least` itself is too small. */
  readonly isAbove?: true;
  readonly most: number;
};
/** One day of the week; 1 is Monday. */
export type ReportWeekday = { readonly path: string; readonly weekdays: true };
export type ReportSetting = ReportField | ReportWeekday;
export const isWeekday = (setting: ReportSetting): setting is ReportWeekday =>
  "weekdays" in setting;

/** Values of one subject, and the presets whose bases are told there. */
export type SettingGroup = {
  readonly id: string;
  readonly bases: readonly string[];
  readonly settings: readonly ReportSetting[];
};

const points = (path: string, most: number): ReportField => ({
  ...{ path, unit: "points", isWhole: false, least: 0, most },
});
const weight = (path: string): ReportField => ({
  ...{ path, unit: "weight", isWhole: false, least: 0, most: 100 },
});

const ITEMS = [
  ...["exposed_waste", "dead_corner", "collection_late", "toilet_dirty", "bins_full"],
  ...["standing_sewage", "ditch_blocked", "dung", "litter", "small_ads", "sundries"],
];

/** Every value, in the order of the page; the bounds are the server's (test/reports/titles.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: "rhythm",
    bases: ["intervalDays", "hygieneWeekday"],
    settings: [
      { path: "intervalDays", unit: "days", isWhole: true, least: 1, most: 31 },
      { path: "hygieneWeekday", weekdays: true },
    ],
  },
  {
    id: "ranking",
    bases: ["weights", "leastInspections", "media"],
    settings: [
      { ...weight("weights.inspections"), isAbove: true },
      weight("weights.hygiene"),
      weight("weights.media"),
      { path: "leastInspections", unit: "times", isWhole: true, least: 1, most: 100 },
      points("media.base", 100),
      points("media.good", 100),
      points("media.bad", 100),
    ],
  },
  {
    id: "points",
    bases: ["points", "deductionsCap"],
    settings: [
      { ...points("deductionsCap", 100), least: 1 },
      ...ITEMS.map((itemId) => points(`points.${itemId}`, 20)),
    ],
  },
];

export const SETTINGS: readonly ReportSetting[] = SETTING_GROUPS.flatMap(
  ({ settings }) => settings,
);
