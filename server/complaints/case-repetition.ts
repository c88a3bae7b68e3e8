import { distanceMeters, EARTH_RADIUS_METERS } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { type CaseColumns, PER_DEGREE } from "./case-columns.ts";
import { isPlaced } from "./case-filters.ts";

/** What counts as the same matter at the same place again. */
export type Repetition = { readonly radiusMeters: number; readonly days: number };

const MILLISECONDS_A_DAY = 86_400_000;
const BUCKETS = 1 << 20;
const METERS_A_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180;
/** Past it a degree of longitude is too short for cells; nobody lives there. */
const GREATEST_LATITUDE = 85;

/**
 * Which complaints came after another of the same category nearby (重复投诉点位).
 *
 * A complaint is repeated when one of its category was received before it, by no more than so many days (of 24 hours)
 * and no farther away than so many meters, whatever became of that one. Duplicates are the same matter reported again:
 * they neither repeat nor are repeated. So do those without a position or a category.
 *
 * @param rows  Every complaint, ascending by receipt; of two received in the same instant the first is the earlier.
 * @returns by row, 0 for what cannot repeat, 1 for what does not, 2 for what does.
 */
export function repeatedPlaces(
  { at, nature, charge }: CaseColumns,
  rows: Uint32Array,
  { radiusMeters, days }: Repetition,
): Uint8Array {
  const isDuplicate = nature.field("isDuplicate");
  const category = charge.field("category");
  const repeated = new Uint8Array(at.natures.length);
  const heads = new Int32Array(BUCKETS).fill(-1);
  const earlier = new Int32Array(at.natures.length);

  let highest = 0;
  for (const row of rows) {
    const lat = Math.abs(at.lats[row]! / PER_DEGREE);
    if (isPlaced(at, row) && lat > highest) highest = lat;
  }
  const high = (Math.max(radiusMeters, 1) * 1.01) / METERS_A_DEGREE;
  const wide = high / Math.cos((Math.min(highest, GREATEST_LATITUDE) * Math.PI) / 180);

  const bucketOf = (x: number, y: number, code: number) => {
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(code, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
  };
  const positionOf = (row: number): LngLat => [
    at.lngs[row]! / PER_DEGREE,
    at.lats[row]! / PER_DEGREE,
  ];

  for (const row of rows) {
    const code = category.codes[at.charges[row]!]!;
    if (!isPlaced(at, row) || category.values[code] === null) continue;
    if (isDuplicate.values[isDuplicate.codes[at.natures[row]!]!] === true) continue;
    const position = positionOf(row);
    const [x, y] = [Math.floor(position[0] / wide), Math.floor(position[1] / high)];
    const since = at.receivedAt[row]! - days * MILLISECONDS_A_DAY;
    // a bucket may hold several cells, and neighbors may share one: place and category decide
    const isRepeated = (bucket: number) => {
      for (let other = heads[bucket]!; other >= 0; other = earlier[other]!) {
        if (at.receivedAt[other]! < since) return false;
        if (category.codes[at.charges[other]!] !== code) continue;
        if (distanceMeters(position, positionOf(other)) <= radiusMeters) return true;
      }
      return false;
    };
    repeated[row] = 1;
    for (let cell = 0; cell < 9 && repeated[row] === 1; cell++)
      if (isRepeated(bucketOf(x + (cell % 3) - 1, y + Math.floor(cell / 3) - 1, code)))
        repeated[row] = 2;
    const own = bucketOf(x, y, code);
    earlier[row] = heads[own]!;
    heads[own] = row;
  }
  return repeated;
}
