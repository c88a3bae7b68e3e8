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
 * @param repetition.asked  1 for each row to be judged, by any earlier one; the others are left 0.
 * @returns by row, 0 for what cannot repeat, 1 for what does not, 2 for what does.
 */
export function repeatedPlaces(
  { at, nature, charge }: CaseColumns,
  rows: Uint32Array,
  { radiusMeters, days, asked }: Repetition & { asked: Uint8Array },
): Uint8Array {
  const isDuplicate = nature.field("isDuplicate");
  const category = charge.field("category");
  const repeated = new Uint8Array(at.natures.length);
  const heads = new Int32Array(BUCKETS).fill(-1);
  const earlier = new Int32Array(at.natures.length);

  const { lngs, lats, charges, natures, receivedAt } = at;
  let highest = 0;
  for (const row of rows)
    if (isPlaced(at, row) && Math.abs(lats[row]!) > highest) highest = Math.abs(lats[row]!);
  /** The radius in units of the columns, a little more: north, and east where the meridians are closest. */
  const high = Math.ceil((Math.max(radiusMeters, 1) * 1.01 * PER_DEGREE) / METERS_A_DEGREE);
  const narrowest = Math.cos((Math.min(highest / PER_DEGREE, GREATEST_LATITUDE) * Math.PI) / 180);
  const wide = Math.ceil(high / narrowest);

  const bucketOf = (x: number, y: number, code: number) => {
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(code, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
  };
  const positionOf = (row: number): LngLat => [lngs[row]! / PER_DEGREE, lats[row]! / PER_DEGREE];

  /** Whether a bucket holds an earlier complaint near the row; it may hold several cells, so place and category decide. */
  function isNearOne(bucket: number, row: number, code: number): boolean {
    const [lng, lat] = [lngs[row]!, lats[row]!];
    const since = receivedAt[row]! - days * MILLISECONDS_A_DAY;
    for (let other = heads[bucket]!; other >= 0; other = earlier[other]!) {
      if (receivedAt[other]! < since) return false;
      if (Math.abs(lats[other]! - lat) > high || Math.abs(lngs[other]! - lng) > wide) continue;
      if (category.codes[charges[other]!] !== code) continue;
      if (distanceMeters(positionOf(row), positionOf(other)) <= radiusMeters) return true;
    }
    return false;
  }

  const from = rows.findIndex((row) => asked[row] === 1);
  if (from < 0) return repeated;
  const since = receivedAt[rows[from]!]! - days * MILLISECONDS_A_DAY;
  for (const row of rows) {
    if (receivedAt[row]! < since) continue; // nothing that is judged repeats it
    const code = category.codes[charges[row]!]!;
    if (!isPlaced(at, row) || category.values[code] === null) continue;
    if (isDuplicate.values[isDuplicate.codes[natures[row]!]!] === true) continue;
    // cells are two radiuses wide: what is near lies in the own one or in those next to the half the row is in
    const [halfX, halfY] = [Math.floor(lngs[row]! / wide), Math.floor(lats[row]! / high)];
    const [x, y] = [halfX >> 1, halfY >> 1];
    const [besideX, besideY] = [x + (halfX & 1 ? 1 : -1), y + (halfY & 1 ? 1 : -1)];
    const own = bucketOf(x, y, code);
    if (asked[row] === 1) {
      const isRepeated =
        isNearOne(own, row, code) ||
        isNearOne(bucketOf(besideX, y, code), row, code) ||
        isNearOne(bucketOf(x, besideY, code), row, code) ||
        isNearOne(bucketOf(besideX, besideY, code), row, code);
      repeated[row] = isRepeated ? 2 : 1;
    }
    earlier[row] = heads[own]!;
    heads[own] = row;
  }
  return repeated;
}
