import { type Bbox, bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { CaseCells } from "./case-cells.ts";
import { type CaseColumns, NO_DEGREES, NO_HOUR, PER_DEGREE } from "./case-columns.ts";
import type { DueStanding } from "./case-row.ts";
import type { CaseValue, TupleField } from "./case-tuples.ts";

/**
 * Which complaints are meant. What is not given does not matter; all that is given has to hold. In a list any one of
 * its values will do, and null stands for "without a value". An empty list means none.
 */
export type CaseFilters = {
  readonly kind?: readonly CaseValue[];
  readonly channel?: readonly CaseValue[];
  readonly category?: readonly CaseValue[];
  readonly state?: readonly CaseValue[];
  readonly importance?: readonly CaseValue[];
  readonly unitId?: readonly CaseValue[];
  readonly areaId?: readonly CaseValue[];
  readonly placeKind?: readonly CaseValue[];
  readonly dueStep?: readonly CaseValue[];
  readonly satisfaction?: readonly CaseValue[];
  readonly isResolved?: readonly CaseValue[];
  readonly due?: readonly DueStanding[];
  readonly isOpen?: boolean;
  readonly isReopened?: boolean;
  readonly hasPosition?: boolean;
  readonly isDuplicate?: boolean;
  readonly hasDuplicates?: boolean;
  readonly isSupervised?: boolean;
  readonly isConfidential?: boolean;
  readonly streetId?: string;
  readonly facilityId?: string;
  readonly reporterId?: string;
  /** Just these, by id. */
  readonly ids?: readonly string[];
  /** Local days, the last one included. */
  readonly receivedFrom?: number;
  readonly receivedTo?: number;
  readonly settledFrom?: number;
  readonly settledTo?: number;
  /** Local days of the week of receipt, Monday 1 to Sunday 7. */
  readonly weekdays?: readonly number[];
  /** Local hours of receipt, from `from` up to and not including `to`, over midnight where it is not the greater. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** Its place lies in one of these H3 cells, all of one resolution. */
  readonly cells?: readonly string[];
  /** Its edges are inside; not over the antimeridian. */
  readonly bbox?: Bbox;
  readonly near?: { readonly position: LngLat; readonly radiusMeters: number };
  /** Words between white space, all of which occur in the text, the number or the address. */
  readonly text?: string;
};

/**
 * What the asker may see at all: the rest is not there, neither in lists nor in counts. Not given, everything but what
 * is confidential.
 */
export type CaseScope = {
  readonly areaIds?: readonly CaseValue[];
  readonly unitIds?: readonly CaseValue[];
  /** For grants whose borders are no area of the register: looks at each complaint, so it is slower than the others. */
  readonly isSeen?: (position: LngLat | null, unitId: string | null) => boolean;
  /** Ids of confidential complaints to be seen, or all of them. */
  readonly confidential?: readonly string[] | "all";
};

/** Properties that complaints are counted by, in the table of combinations that holds them. */
export const NATURE_FACETS = [
  "kind",
  "channel",
  "importance",
  "placeKind",
  "hasPosition",
  "isDuplicate",
  "hasDuplicates",
  "isSupervised",
] as const;
export const COURSE_FACETS = [
  "state",
  "dueStep",
  "satisfaction",
  "isResolved",
  "isReopened",
  "isOpen",
] as const;
export const CHARGE_FACETS = ["category", "unitId", "areaId"] as const;
export type CaseFacet =
  | (typeof NATURE_FACETS)[number]
  | (typeof COURSE_FACETS)[number]
  | (typeof CHARGE_FACETS)[number]
  | "due";

/** The bit of a combination that is out of what the asker may see: no choice of values brings it back. */
export const OUT_OF_SCOPE = 1 << 30;

/** By combination, a bit for each facet whose filter it fails: bit i for facet i of the table. */
export function failures(
  facets: readonly { field: TupleField; wanted: readonly CaseValue[] | undefined; bit: number }[],
  length: number,
): Uint32Array {
  const failed = new Uint32Array(length);
  for (const { field, wanted, bit } of facets) {
    if (!wanted) continue;
    const { codes, values } = field;
    const fails = Uint32Array.from(values, (value) => (wanted.includes(value) ? 0 : bit));
    for (let tuple = 0; tuple < length; tuple++) failed[tuple]! |= fails[codes[tuple]!]!;
  }
  return failed;
}

/** Rows that are left, in a list that is shortened in place. */
type Left = { rows: Uint32Array; count: number };

function keep(left: Left, into: Uint32Array, isKept: (row: number) => boolean): Left {
  const { rows } = left;
  let count = 0;
  for (let i = 0; i < left.count; i++) {
    const row = rows[i]!;
    if (isKept(row)) into[count++] = row;
  }
  return { rows: into, count };
}

function keepEqual(left: Left, into: Uint32Array, codes: Uint32Array, code: number): Left {
  const { rows } = left;
  let count = 0;
  for (let i = 0; i < left.count; i++) {
    const row = rows[i]!;
    if (codes[row] === code) into[count++] = row;
  }
  return { rows: into, count };
}

function keepDays(
  left: Left,
  into: Uint32Array,
  days: Int32Array,
  {
    from = -2_147_483_647,
    to = 2_147_483_647,
  }: { from?: number | undefined; to?: number | undefined },
): Left {
  const { rows } = left;
  let count = 0;
  for (let i = 0; i < left.count; i++) {
    const row = rows[i]!;
    const day = days[row]!;
    if (day >= from && day <= to) into[count++] = row;
  }
  return { rows: into, count };
}

function keepBox(
  left: Left,
  into: Uint32Array,
  { lngs, lats }: CaseColumns["at"],
  bbox: Bbox,
): Left {
  const { rows } = left;
  const [west, south] = [Math.round(bbox[0] * PER_DEGREE), Math.round(bbox[1] * PER_DEGREE)];
  const [east, north] = [Math.round(bbox[2] * PER_DEGREE), Math.round(bbox[3] * PER_DEGREE)];
  let count = 0;
  for (let i = 0; i < left.count; i++) {
    const row = rows[i]!;
    const lng = lngs[row]!;
    const lat = lats[row]!;
    if (lng >= west && lng <= east && lat >= south && lat <= north) into[count++] = row;
  }
  return { rows: into, count };
}

/**
 * The rows that no choice of counted values brings back: ids, text, place, days, street, facility, reporter.
 *
 * @param left  All rows there are, or those that a search found.
 * @param into  Takes them, in the order they came; as long as there are rows.
 * @param skipsReceived  Leaves the days of receipt alone, because complaints are counted by day.
 */
export function rowsLeft(
  columns: CaseColumns,
  filters: CaseFilters,
  asked: {
    rows: Uint32Array;
    into: Uint32Array;
    skipsReceived: boolean;
    scope: CaseScope;
    cells: CaseCells;
  },
): Uint32Array {
  const { rows, into, skipsReceived, scope, cells } = asked;
  const { at } = columns;
  let left: Left = { rows, count: rows.length };
  const { receivedFrom, receivedTo, settledFrom, settledTo, bbox, near } = filters;
  if (filters.ids) {
    const wanted = new Set(filters.ids.map((id) => columns.ids.find(id)));
    left = keep(left, into, (row) => wanted.has(row));
  }
  if (filters.isConfidential !== undefined) {
    const { codes, values } = columns.nature.field("isConfidential");
    const { natures } = at;
    left = keep(
      left,
      into,
      (row) => (values[codes[natures[row]!]!] === true) === filters.isConfidential,
    );
  }
  if (filters.streetId !== undefined)
    left = keepEqual(left, into, at.streetCodes, codeOf(columns.streets, filters.streetId));
  if (filters.facilityId !== undefined)
    left = keepEqual(left, into, at.facilityCodes, codeOf(columns.facilities, filters.facilityId));
  if (filters.reporterId !== undefined)
    left = keepEqual(left, into, at.reporterCodes, codeOf(columns.reporters, filters.reporterId));
  if (!skipsReceived && (receivedFrom !== undefined || receivedTo !== undefined))
    left = keepDays(left, into, at.receivedDays, { from: receivedFrom, to: receivedTo });
  if (settledFrom !== undefined || settledTo !== undefined)
    left = keepDays(left, into, at.settledDays, { from: settledFrom, to: settledTo });
  if (filters.weekdays) {
    const isWanted = Array.from({ length: 7 }, (_, i) => filters.weekdays!.includes(i + 1));
    left = keep(left, into, (row) => isWanted[weekdayOf(at.receivedDays[row]!) - 1]!);
  }
  if (filters.hours) {
    const isWanted = hourTest(filters.hours);
    left = keep(left, into, (row) => isWanted(at.receivedHours[row]!));
  }
  if (bbox) left = keepBox(left, into, at, bbox);
  if (filters.cells) {
    const count = cells.within(left.rows, left.count, into, filters.cells);
    left = { rows: into, count };
  }
  if (near) {
    left = keepBox(left, into, at, bboxAround(near.position, near.radiusMeters));
    left = keep(left, into, (row) => {
      const position: LngLat = [at.lngs[row]! / PER_DEGREE, at.lats[row]! / PER_DEGREE];
      return distanceMeters(near.position, position) <= near.radiusMeters;
    });
  }
  const { isSeen } = scope;
  if (isSeen) {
    const { codes, values } = columns.charge.field("unitId");
    left = keep(left, into, (row) => {
      const unitId = values[codes[at.charges[row]!]!];
      const position: LngLat | null = isPlaced(at, row)
        ? [at.lngs[row]! / PER_DEGREE, at.lats[row]! / PER_DEGREE]
        : null;
      return isSeen(position, typeof unitId === "string" ? unitId : null);
    });
  }
  return left.rows.subarray(0, left.count);
}

/** Monday 1 to Sunday 7; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;

const hourTest =
  ({ from, to }: { readonly from: number; readonly to: number }) =>
  (hour: number) =>
    hour !== NO_HOUR && (from < to ? hour >= from && hour < to : hour >= from || hour < to);

/** A code no row has, for a word no row has: NO_WORD itself would find those without one. */
const NOWHERE = 0xfffffffe;
const codeOf = (words: { find(word: string): number }, word: string) => {
  const code = words.find(word);
  return code < 0 ? NOWHERE : code;
};

/** Whether a row has a position. */
export const isPlaced = ({ lngs }: CaseColumns["at"], row: number) => lngs[row] !== NO_DEGREES;
