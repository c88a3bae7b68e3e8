import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type RatingSettings = Schemas["RatingSettings"];
export type RatingValues = RatingSettings["merged"];
export type OwnRatings = NonNullable<Schemas["DistrictRatings"]>;
export type Target = NonNullable<OwnRatings["targets"]>[number];

export type FieldUnit =
  | "meters"
  | "days"
  | "hours"
  | "stars"
  | "items"
  | "cases"
  | "casesPerKm"
  | "inspections"
  | "score"
  | "points";

/** One value that is a number. */
export type RatingField = {
  /** As the API names it; `warnings.expiryDays` is one of a group. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  readonly least: number;
  readonly most: number;
  /** Nothing typed is that it does not matter. */
  readonly isOptional?: true;
};

/** Values of one subject. */
export type SettingGroup = {
  readonly id: string;
  /** The presets whose bases are told there. */
  readonly bases: readonly string[];
  readonly settings: readonly RatingField[];
};

const whole = (path: string, unit: FieldUnit, least: number, most: number): RatingField => ({
  ...{ path, unit, isWhole: true, least, most },
});

const weight = (path: string): RatingField => ({
  ...{ path, unit: "points", isWhole: false, least: 0, most: 100 },
});

const perKm = (path: string): RatingField => ({
  ...{ path, unit: "casesPerKm", isWhole: false, least: 0, most: 10_000 },
});

/** Every value, in the order of the page; the bounds are the server's (test/ratings/pages.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: "inspections",
    bases: ["positionMeters", "inspection"],
    settings: [
      whole("positionMeters", "meters", 0, 5_000),
      whole("inspection.oldestDays", "days", 1, 365),
      whole("inspection.withdrawHours", "hours", 0, 720),
      whole("inspection.appealDays", "days", 0, 365),
    ],
  },
  {
    id: "risk",
    bases: ["risk"],
    settings: [
      whole("risk.complaintDays", "days", 7, 730),
      weight("risk.perComplaint"),
      weight("risk.perLostPoint"),
      weight("risk.perDefect"),
      weight("risk.perDay"),
    ],
  },
  {
    id: "warnings",
    bases: ["warnings"],
    settings: [
      whole("warnings.expiryDays", "days", 0, 365),
      whole("warnings.openDefects", "items", 1, 100),
      whole("warnings.complaints", "cases", 1, 1_000),
      perKm("warnings.complaintsPerKm"),
      whole("warnings.complaintDays", "days", 7, 730),
    ],
  },
  {
    id: "complaints",
    bases: ["complaints"],
    settings: [
      whole("complaints.days", "days", 7, 1_100),
      whole("complaints.facilityMeters", "meters", 5, 1_000),
      whole("complaints.many.stars", "stars", 0, 5),
      whole("complaints.many.complaints", "cases", 1, 10_000),
      perKm("complaints.many.perKm"),
      whole("complaints.quiet.stars", "stars", 0, 5),
      whole("complaints.quiet.complaints", "cases", 0, 10_000),
      perKm("complaints.quiet.perKm"),
    ],
  },
  {
    id: "redFlag",
    bases: ["redFlag"],
    settings: [
      whole("redFlag.leastInspections", "inspections", 1, 50),
      { path: "redFlag.leastScore", unit: "score", isWhole: false, least: 0, most: 100 },
      { ...whole("redFlag.mostComplaints", "cases", 0, 1_000), isOptional: true },
    ],
  },
];

export const SETTINGS: readonly RatingField[] = SETTING_GROUPS.flatMap(({ settings }) => settings);

/** Where the edits of the targets are kept among those of the values. */
export const TARGETS = "targets";
