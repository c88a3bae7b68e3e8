import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type HotspotSettings = Schemas["HotspotSettings"];
export type HotspotValues = HotspotSettings["merged"];

/** What a number counts. */
export type FieldUnit =
  | "days"
  | "percent"
  | "complaints"
  | "rings"
  | "resolution"
  | "cells"
  | "steps"
  | "meters"
  | "times"
  | "residents";

/** One value hotspots are found by. */
export type HotspotField = {
  /** As the API names it: `level`, or `scan.level` for one of a group. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  /** Shown as percent and kept as a share; the bounds are of what is shown. */
  readonly isShare?: true;
  readonly least: number;
  /** `least` itself is too small. */
  readonly isAbove?: true;
  readonly most: number;
  /** Bounds that another value sets. */
  readonly within?: (values: HotspotValues) => { readonly least?: number; readonly most?: number };
};

/** One value that is one of a few words. */
export type HotspotChoice = { readonly path: string; readonly options: readonly string[] };

export type HotspotSetting = HotspotField | HotspotChoice;
export const isChoice = (setting: HotspotSetting): setting is HotspotChoice => "options" in setting;

/** Values of one subject. */
export type SettingGroup = { readonly id: string; readonly settings: readonly HotspotSetting[] };

type Bounds = readonly [least: number, most: number];
type More = Pick<HotspotField, "within">;

const whole = (path: string, unit: FieldUnit, [least, most]: Bounds, more: More = {}) => ({
  ...{ path, unit, isWhole: true, least, most },
  ...more,
});
const number = (path: string, unit: FieldUnit, [least, most]: Bounds, more: More = {}) => ({
  ...{ path, unit, isWhole: false, least, most },
  ...more,
});
const above0 = (path: string, unit: FieldUnit, most: number): HotspotField => ({
  ...{ path, unit, isWhole: false, least: 0, isAbove: true, most },
});
const share = (path: string, mostPercent: number): HotspotField => ({
  ...above0(path, "percent", mostPercent),
  isShare: true,
});

/** How many stretches of full length neighbours may reach over, as the server has it. */
const MOST_UNITS_NEAR = 20;

/** Every value, in the order of the page; the bounds are the server's (test/hotspots/settings-fields.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: "general",
    settings: [
      whole("periodDays", "days", [1, 366]),
      share("level", 50),
      whole("minimumEvents", "complaints", [1, 100]),
      whole("rings", "rings", [1, 5]),
    ],
  },
  {
    id: "resolutions",
    settings: [
      whole("resolutions.least", "resolution", [5, 12]),
      whole("resolutions.greatest", "resolution", [5, 12], {
        within: ({ resolutions }) => ({ least: resolutions.least }),
      }),
      whole("resolutions.greatestCells", "cells", [1, 20_000]),
      above0("resolutions.eventsInNeighbourhood", "complaints", 100),
    ],
  },
  {
    id: "steps",
    settings: [
      { path: "steps.unit", options: ["day", "week"] },
      whole("steps.count", "steps", [10, 400]),
    ],
  },
  {
    id: "streets",
    settings: [
      number("streets.unitMeters", "meters", [20, 1000]),
      number("streets.neighbourMeters", "meters", [0, 2000], {
        within: ({ streets }) => ({ most: MOST_UNITS_NEAR * streets.unitMeters }),
      }),
      above0("streets.snapMeters", "meters", 500),
    ],
  },
  {
    id: "comparison",
    settings: [
      whole("comparison.fewestEvents", "complaints", [1, 1000]),
      whole("comparison.fewestResidents", "residents", [0, 1_000_000]),
    ],
  },
  {
    id: "clusters",
    settings: [
      above0("clusters.epsMeters", "meters", 5000),
      number("clusters.epsDays", "days", [0, 366]),
      whole("clusters.minPoints", "complaints", [2, 1000]),
    ],
  },
  {
    id: "scan",
    settings: [
      whole("scan.days", "days", [1, 31]),
      whole("scan.baselineDays", "days", [14, 731], {
        within: ({ scan }) => ({ least: scan.days + 1 }),
      }),
      above0("scan.radiusMeters", "meters", 5000),
      whole("scan.fewestEvents", "complaints", [2, 1000]),
      share("scan.level", 50),
      whole("scan.permutations", "times", [99, 9999]),
    ],
  },
  {
    id: "repeats",
    settings: [
      above0("repeats.radiusMeters", "meters", 1000),
      whole("repeats.days", "days", [1, 366]),
      whole("repeats.returnDays", "days", [1, 366]),
      whole("repeats.fewest", "complaints", [2, 1000]),
      share("repeats.manyShare", 100),
      whole("repeats.fewestToRate", "complaints", [1, 1000]),
    ],
  },
];

export const SETTINGS: readonly HotspotSetting[] = SETTING_GROUPS.flatMap(
  ({ settings }) => settings,
);
