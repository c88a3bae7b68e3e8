import type { CaseColumns } from "./case-columns.ts";
import { isPlaced } from "./case-filters.ts";
import { type NearbyCases, nearbyCases } from "./case-nearby.ts";

/** What counts as the same matter at the same place again. */
export type Repetition = { readonly radiusMeters: number; readonly days: number };

/** Days of repetition have 24 hours. */
export const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Which complaints can repeat another or be repeated: those with a position and a category. Duplicates are the same matter
 * reported again: they cannot.
 */
export function repeatability({ at, nature, charge }: CaseColumns): (row: number) => boolean {
  const isDuplicate = nature.field("isDuplicate");
  const category = charge.field("category");
  return (row) =>
    isPlaced(at, row) &&
    category.values[category.codes[at.charges[row]!]!] !== null &&
    isDuplicate.values[isDuplicate.codes[at.natures[row]!]!] !== true;
}

/** An empty grid in which complaints of the same category are near each other. */
export function sameMatters(
  { at, charge }: CaseColumns,
  rows: Uint32Array,
  radiusMeters: number,
): NearbyCases {
  const { codes } = charge.field("category");
  const { charges } = at;
  return nearbyCases(at, rows, radiusMeters, (row) => codes[charges[row]!]!);
}

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
  columns: CaseColumns,
  rows: Uint32Array,
  { radiusMeters, days, asked }: Repetition & { asked: Uint8Array },
): Uint8Array {
  const { receivedAt } = columns.at;
  const canRepeat = repeatability(columns);
  const before = sameMatters(columns, rows, radiusMeters);
  const repeated = new Uint8Array(columns.at.natures.length);
  const span = days * MILLISECONDS_A_DAY;

  const from = rows.findIndex((row) => asked[row] === 1);
  if (from < 0) return repeated;
  const since = receivedAt[rows[from]!]! - span;
  for (const row of rows) {
    if (receivedAt[row]! < since) continue; // nothing that is judged repeats it
    if (!canRepeat(row)) continue;
    if (asked[row] === 1) repeated[row] = before.some(row, receivedAt[row]! - span) ? 2 : 1;
    before.add(row);
  }
  return repeated;
}
