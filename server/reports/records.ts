import type { ReportItem, ReportLevel } from "../../data/reports.ts";

/** An area that is inspected, as it was called at the end of a period. */
export type ReportArea = {
  readonly areaId: string;
  readonly level: ReportLevel;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Code of the township or sub-district a community is in; null of one itself. */
  readonly parentCode: string | null;
};

/** What was found, and how many points a place cost when it was entered. */
export type Found = {
  readonly itemId: ReportItem;
  readonly places: number;
  readonly points: number;
};

type OfArea = {
  /** Of the area, which keeps it when its boundary changes. */
  readonly level: ReportLevel;
  readonly code: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
};

export type Inspection = OfArea & {
  readonly inspectionId: string;
  readonly found: readonly Found[];
  readonly deducted: number;
  readonly note: string;
};

export type Activity = OfArea & {
  readonly activityId: string;
  readonly done: string;
  readonly people: number | null;
};

export type Exposure = OfArea & {
  readonly exposureId: string;
  readonly medium: string;
  readonly title: string;
  readonly isGood: boolean;
  /** null is not looked into yet: it counts for nothing. */
  readonly isUpheld: boolean | null;
};

/** The records of a period that hold, in order of day and key, and the areas at its end. */
export type Material = {
  readonly areas: readonly ReportArea[];
  readonly inspections: readonly Inspection[];
  readonly activities: readonly Activity[];
  readonly exposures: readonly Exposure[];
};

/** Days of a period, both included. */
export type Period = { readonly from: string; readonly to: string };

/** Hundredths: what is shown as equal is equal. */
export const rounded = (value: number) => Math.round(value * 100) / 100;

/** Points that an inspection deducts of 100, no more than the cap. */
export const deductedOf = (found: readonly Found[], cap: number) =>
  rounded(
    Math.min(
      cap,
      found.reduce((sum, { places, points }) => sum + places * points, 0),
    ),
  );

/** What is left of 100 points on the mean of some inspections; null where there is none. */
export function meanScore(inspections: readonly Pick<Inspection, "deducted">[]): number | null {
  if (inspections.length === 0) return null;
  const deducted = inspections.reduce((sum, one) => sum + one.deducted, 0);
  return rounded(100 - deducted / inspections.length);
}

/** Names an area whatever version of its boundary holds. */
export const keyOf = ({ level, code }: Pick<ReportArea, "level" | "code">) => `${level} ${code}`;

/**
 * Records by area: of a community, and of the township or sub-district it is in as well.
 *
 * @returns what an area's own records and those of the communities in it are.
 */
export function recordsByArea<T extends OfArea>(
  areas: readonly ReportArea[],
  records: readonly T[],
): (area: ReportArea) => readonly T[] {
  const parents = new Map(
    areas.flatMap((area) =>
      area.parentCode === null ? [] : [[keyOf(area), `subdistrict ${area.parentCode}`] as const],
    ),
  );
  const byKey = byArea(records);
  for (const record of records) {
    const parent = parents.get(keyOf(record));
    if (parent !== undefined) put(byKey, parent, record);
  }
  return (area) => byKey.get(keyOf(area)) ?? [];
}

/** Records by the area they are of. */
export function byArea<T extends OfArea>(records: readonly T[]): Map<string, T[]> {
  const byKey = new Map<string, T[]>();
  for (const record of records) put(byKey, keyOf(record), record);
  return byKey;
}

function put<T>(byKey: Map<string, T[]>, key: string, record: T) {
  const known = byKey.get(key);
  if (known) known.push(record);
  else byKey.set(key, [record]);
}
