import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type CleaningSettings = Schemas["CleaningSettings"];
export type CleaningValues = CleaningSettings["merged"];
/** Which values a preset's basis is of. */
export type BasisOf = string;

/** What a number counts. */
export type FieldUnit = "percent" | "minutes" | "celsius" | "times" | "meters" | "seconds";

/** One value that is a number. */
export type CleaningField = {
  /** As the API names it; `gradeWeights.grades.0` is one of a list. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  /** Shown as percent and kept as a share; the bounds are of what is shown. */
  readonly isShare?: true;
  readonly least: number;
  /** `least` itself is too small. */
  readonly isAbove?: true;
  readonly most: number;
};
/** One value that is yes or no. */
export type CleaningChoice = { readonly path: string; readonly options: readonly string[] };
/** Months of a year, any of them. */
export type CleaningMonths = { readonly path: string; readonly months: true };

export type CleaningSetting = CleaningField | CleaningChoice | CleaningMonths;
export const isChoice = (setting: CleaningSetting): setting is CleaningChoice =>
  "options" in setting;
export const isMonths = (setting: CleaningSetting): setting is CleaningMonths =>
  "months" in setting;

/** Values of one subject. */
export type SettingGroup = {
  readonly id: string;
  /** The presets whose bases are told there. */
  readonly bases: readonly BasisOf[];
  readonly settings: readonly CleaningSetting[];
};

const share = (path: string): CleaningField => ({
  ...{ path, unit: "percent", isWhole: false, isShare: true, least: 0, isAbove: true, most: 100 },
});
const weight = (path: string): CleaningField => ({
  ...{ path, unit: "times", isWhole: false, least: 0, isAbove: true, most: 10 },
});

/** Every value, in the order of the page; the bounds are the server's (test/cleaning/pages.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: "proof",
    bases: ["coveredShare", "observedShare", "graceMinutes", "tooFastCounts"],
    settings: [
      share("coveredShare"),
      share("observedShare"),
      { path: "graceMinutes", unit: "minutes", isWhole: true, least: 0, most: 240 },
      { path: "tooFastCounts", options: ["false", "true"] },
    ],
  },
  {
    id: "season",
    bases: ["summerMonths", "suspendedBelowCelsius"],
    settings: [
      { path: "summerMonths", months: true },
      { path: "suspendedBelowCelsius", unit: "celsius", isWhole: false, least: -40, most: 40 },
    ],
  },
  {
    id: "workload",
    bases: ["gradeWeights"],
    settings: [
      weight("gradeWeights.main"),
      ...[0, 1, 2, 3].map((grade) => weight(`gradeWeights.grades.${grade}`)),
    ],
  },
  {
    id: "rounds",
    bases: ["stand"],
    settings: [
      {
        ...{ path: "stand.meters", unit: "meters", isWhole: false },
        ...{ least: 0, isAbove: true, most: 500 },
      },
      {
        ...{ path: "stand.seconds", unit: "seconds", isWhole: true },
        ...{ least: 0, isAbove: true, most: 7200 },
      },
    ],
  },
];

export const SETTINGS: readonly CleaningSetting[] = SETTING_GROUPS.flatMap(
  ({ settings }) => settings,
);
