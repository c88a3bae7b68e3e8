import type { MultiPolygon, Polygon } from "geojson";
import { type Bbox, bboxOf } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import { distanceToLineMeters, doIntersect, type Parts, toParts } from "../geo/shape.ts";
import { type WorldBox, withoutAntimeridian, worldBoxOf } from "../geo/tile.ts";
import { dayOf, NO_DAY } from "./column.ts";
import type { Snapshot } from "./snapshot.ts";

/** Which records of a layer are meant. What is left out does not limit. */
export type Selection = {
  /** Records that touch the box, its edges included. West > east crosses the antimeridian. */
  readonly bbox?: Bbox | undefined;
  /** Records that touch the area; a point on a border shared by two areas is in exactly one of them. */
  readonly shape?: Polygon | MultiPolygon | undefined;
  /** Records within so many meters of a line, at their nearest. */
  readonly near?: { readonly line: readonly LngLat[]; readonly withinMeters: number } | undefined;
  /** Records that hold on this local day, in layers with a validity; others are not limited by it. */
  readonly date?: string | undefined;
  /**
   * First and last local day, both included: of happenings, those of these days (one without a day is left out); of
   * records with a validity, those that hold on one of these days, unless `date` says which.
   */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /**
   * Records that touch an area. Happenings count in the area that held on their day, so that a boundary change leaves
   * the past where it was.
   */
  readonly area?: AreaLimit | undefined;
  /** Any other condition, made ready for the snapshot it is asked of. */
  readonly where?: ((snapshot: Snapshot) => (row: number) => boolean) | undefined;
};

/** An area and the half-open days on which it held; null is unbounded. */
export type AreaLimit = {
  readonly shape: Polygon | MultiPolygon;
  readonly from: string | null;
  readonly to: string | null;
};

type Test = (row: number) => boolean;

/** Half-open days [from, end) as day numbers. */
function periodOf({ date, from, to, area }: Selection, hasValidity: boolean) {
  if (hasValidity && date !== undefined) return { from: dayOf(date), end: dayOf(date) + 1 };
  const [least, greatest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const held = hasValidity ? undefined : area; // what stands there now is in the area whatever its days
  const begin = Math.max(from ? dayOf(from) : least, held?.from ? dayOf(held.from) : least);
  const end = Math.min(to ? dayOf(to) + 1 : greatest, held?.to ? dayOf(held.to) : greatest);
  return begin === least && end === greatest ? null : { from: begin, end };
}

/** Whether a row holds or happened on the days asked for; null when every row does. */
function dayTest(snapshot: Snapshot, selection: Selection): Test | null {
  const { validity, day } = snapshot.source;
  const period = periodOf(selection, validity !== undefined);
  if (!period) return null;
  if (validity) {
    const begins = snapshot.days(validity.from);
    const ends = snapshot.days(validity.to);
    return (row) =>
      (begins[row] === NO_DAY || begins[row]! < period.end) &&
      (ends[row] === NO_DAY || ends[row]! > period.from);
  }
  if (!day) return null;
  const days = snapshot.days(day);
  return (row) => days[row] !== NO_DAY && days[row]! >= period.from && days[row]! < period.end;
}

/**
 * A test for every condition that is not about place; null when there is none.
 *
 * @throws {RangeError} when a day is not one of the calendar.
 */
export function factTest(snapshot: Snapshot, selection: Selection): Test | null {
  const onDays = dayTest(snapshot, selection);
  const where = selection.where?.(snapshot) ?? null;
  if (onDays && where) return (row) => onDays(row) && where(row);
  return onDays ?? where;
}

const box = ([west, south, east, north]: Bbox): Parts =>
  toParts({
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  });

/** Whether any vertex is in a box, its edges included. */
function hasVertexIn({ coordinates }: Parts, [west, south, east, north]: Bbox) {
  for (let i = 0; i < coordinates.length; i += 2) {
    const lng = coordinates[i]!;
    const lat = coordinates[i + 1]!;
    if (lng >= west && lng <= east && lat >= south && lat <= north) return true;
  }
  return false;
}

/** One condition about place: boxes outside which nothing can meet it, and the exact test. */
type PlaceTest = { boxes: WorldBox[]; test: Test };

function placeTests(snapshot: Snapshot, { bbox, shape, near, area }: Selection): PlaceTest[] {
  const tests: PlaceTest[] = [];
  const { parts } = snapshot.rows;
  if (bbox) {
    const boxes = withoutAntimeridian(bbox).map((half) => ({ half, ring: box(half) }));
    tests.push({
      boxes: boxes.map(({ half }) => worldBoxOf(half)),
      test: (row) =>
        boxes.some(
          ({ half, ring }) =>
            hasVertexIn(parts(row), half) ||
            (snapshot.rows.shapes !== null && doIntersect(parts(row), ring)),
        ),
    });
  }
  for (const polygon of [shape, area?.shape]) {
    if (!polygon) continue;
    const rings = toParts(polygon);
    tests.push({
      boxes: [worldBoxOf(bboxOf(polygon))],
      test: (row) => doIntersect(parts(row), rings),
    });
  }
  if (near) {
    const { line, withinMeters } = near;
    const [west, south, east, north] = bboxOf({
      type: "LineString",
      coordinates: line.map((position) => [...position]),
    });
    const degrees = withinMeters / 111_000;
    const stretch =
      1 / Math.max(Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180), 0.01);
    tests.push({
      boxes: [
        worldBoxOf([
          west - degrees * stretch,
          south - degrees,
          east + degrees * stretch,
          north + degrees,
        ]),
      ],
      test: (row) => distanceToLineMeters(parts(row), line) <= withinMeters,
    });
  }
  return tests;
}

/**
 * The rows of a snapshot that a selection means: the one place where records are chosen, so that map, legend, table,
 * export and OGC give the same number.
 *
 * @returns Rows in ascending order. Records whose place is unknown are in it unless a place is asked for.
 * @throws {RangeError} when a day is not one of the calendar.
 */
export function selectedRows(snapshot: Snapshot, selection: Selection): Uint32Array {
  const isMeant = factTest(snapshot, selection);
  const [first, ...others] = placeTests(snapshot, selection);
  const chosen: number[] = [];
  const consider = (row: number) => {
    if (isMeant && !isMeant(row)) return;
    if (first && !first.test(row)) return;
    if (!others.every(({ test }) => test(row))) return;
    chosen.push(row);
  };
  if (!first) {
    snapshot.visitAll(consider);
    return Uint32Array.from(chosen);
  }
  for (const worldBox of first.boxes) snapshot.visitBox(worldBox, consider);
  const sorted = Uint32Array.from(chosen).sort();
  return first.boxes.length < 2
    ? sorted
    : sorted.filter((row, i) => i === 0 || sorted[i - 1] !== row);
}
