import { distanceMeters, EARTH_RADIUS_METERS } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { type CaseColumns, PER_DEGREE } from "./case-columns.ts";
import { isPlaced } from "./case-filters.ts";

const BUCKETS = 1 << 20;
const METERS_A_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180;
/** Past it a degree of longitude is too short for cells; nobody lives there. */
const GREATEST_LATITUDE = 85;

/** Complaints that were added, to be found by what they share and by place. */
export type NearbyCases = {
  /** Takes in a complaint with a place; not received before any that is there. */
  add(row: number): void;
  /**
   * Whether one that is there, with the same key and near the row, is meant; the newest are asked first.
   *
   * @param since  Milliseconds since 1970-01-01T00:00Z: what was received before it is not looked at.
   * @param isMeant  Asked of each that is near, until it says so; left out, the first will do.
   * @param isWorthMeasuring  Asked before the distance is measured.
   */
  some(
    row: number,
    since: number,
    isMeant?: (other: number) => boolean,
    isWorthMeasuring?: (other: number) => boolean,
  ): boolean;
};

/**
 * An empty grid of complaints, in which what is near is found without measuring every pair.
 *
 * @param rows  All that will be added or asked about, in any order.
 * @param keyOf  Only complaints of one key are near each other: a category, a reporter.
 */
export function nearbyCases(
  at: CaseColumns["at"],
  rows: Uint32Array,
  radiusMeters: number,
  keyOf: (row: number) => number,
): NearbyCases {
  const { lngs, lats, receivedAt } = at;
  const heads = new Int32Array(BUCKETS).fill(-1);
  const earlier = new Int32Array(at.natures.length);
  let highest = 0;
  for (const row of rows)
    if (isPlaced(at, row) && Math.abs(lats[row]!) > highest) highest = Math.abs(lats[row]!);
  /** The radius in units of the columns, a little more: north, and east where the meridians are closest. */
  const high = Math.ceil((Math.max(radiusMeters, 1) * 1.01 * PER_DEGREE) / METERS_A_DEGREE);
  const narrowest = Math.cos((Math.min(highest / PER_DEGREE, GREATEST_LATITUDE) * Math.PI) / 180);
  const wide = Math.ceil(high / narrowest);

  const bucketOf = (x: number, y: number, key: number) => {
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(key, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
  };
  const positionOf = (row: number): LngLat => [lngs[row]! / PER_DEGREE, lats[row]! / PER_DEGREE];
  // cells are two radiuses wide: what is near lies in the own one or in those next to the half the row is in
  const halfXOf = (row: number) => Math.floor(lngs[row]! / wide);
  const halfYOf = (row: number) => Math.floor(lats[row]! / high);

  type Test = (other: number) => boolean;
  type Asked = { row: number; key: number; since: number; isMeant: Test; isWorthMeasuring: Test };
  /** A bucket may hold several cells, so place and key decide. */
  function isInBucket(
    bucket: number,
    { row, key, since, isMeant, isWorthMeasuring }: Asked,
  ): boolean {
    const [lng, lat] = [lngs[row]!, lats[row]!];
    for (let other = heads[bucket]!; other >= 0; other = earlier[other]!) {
      if (receivedAt[other]! < since) return false;
      if (Math.abs(lats[other]! - lat) > high || Math.abs(lngs[other]! - lng) > wide) continue;
      if (keyOf(other) !== key || !isWorthMeasuring(other)) continue;
      if (distanceMeters(positionOf(row), positionOf(other)) > radiusMeters) continue;
      if (isMeant(other)) return true;
    }
    return false;
  }

  return {
    add(row) {
      const own = bucketOf(halfXOf(row) >> 1, halfYOf(row) >> 1, keyOf(row));
      earlier[row] = heads[own]!;
      heads[own] = row;
    },
    some(row, since, isMeant = () => true, isWorthMeasuring = () => true) {
      const [halfX, halfY, key] = [halfXOf(row), halfYOf(row), keyOf(row)];
      const [x, y] = [halfX >> 1, halfY >> 1];
      const [besideX, besideY] = [x + (halfX & 1 ? 1 : -1), y + (halfY & 1 ? 1 : -1)];
      const asked = { row, key, since, isMeant, isWorthMeasuring };
      return (
        isInBucket(bucketOf(x, y, key), asked) ||
        isInBucket(bucketOf(besideX, y, key), asked) ||
        isInBucket(bucketOf(x, besideY, key), asked) ||
        isInBucket(bucketOf(besideX, besideY, key), asked)
      );
    },
  };
}
