import type { CaseColumns } from "../complaints/case-columns.ts";
import { MILLISECONDS_A_DAY, repeatability, sameMatters } from "../complaints/case-repetition.ts";
import { NO_DAY } from "../store/column.ts";

/** What became of a settled complaint's place. */
export const RETURNS = {
  /** Not settled, or nothing that can come back: no place, no category, or a duplicate. */
  unable: 0,
  /** Settled so lately that it may still come back. */
  early: 1,
  /** Not complained of again. */
  stayed: 2,
  /** Complained of again. */
  returned: 3,
} as const;

/**
 * Whether places were complained of again soon after a complaint was settled there (办结后再投诉).
 *
 * A place came back when a complaint of the same category was received no farther away than so many meters, after the
 * settlement and no more than so many days (of 24 hours) after it. What can come back, or be what comes back, is the register's
 * own 口径 of repetition: a position, a category, no duplicate. A complaint is judged from the day on which all these days have
 * passed: until then it counts neither way, also when something came already, or the last days of a period would look worse
 * than they are.
 *
 * @param rows  Every complaint that can be what comes back, ascending by receipt.
 * @param asked.settled  Those of `rows` to be judged; of a reopened one the last settlement counts.
 * @param asked.today  The local day now, counted from 1970-01-01.
 * @returns one of `RETURNS` for each of `settled`.
 */
export function placeReturns(
  columns: CaseColumns,
  rows: Uint32Array,
  asked: {
    readonly settled: Uint32Array;
    readonly radiusMeters: number;
    readonly returnDays: number;
    readonly today: number;
  },
): Uint8Array {
  const { settled, radiusMeters, returnDays, today } = asked;
  const { receivedAt, settledAt, settledDays } = columns.at;
  const canRepeat = repeatability(columns);
  const span = returnDays * MILLISECONDS_A_DAY;
  const found = new Uint8Array(settled.length);
  const judged: number[] = [];
  settled.forEach((row, i) => {
    if (settledDays[row] === NO_DAY || !canRepeat(row)) return;
    if (settledDays[row]! + returnDays >= today) found[i] = RETURNS.early;
    else judged.push(i);
  });
  judged.sort((a, b) => settledAt[settled[a]!]! - settledAt[settled[b]!]!);

  // whenever one is judged the grid ends with what came in time, so that the newest in it are those that matter
  const able = rows.filter(canRepeat);
  const grid = sameMatters(columns, able, radiusMeters);
  let next = 0;
  for (const i of judged) {
    const row = settled[i]!;
    const at = settledAt[row]!;
    while (next < able.length && receivedAt[able[next]!]! <= at + span) grid.add(able[next++]!);
    const isAgain = (other: number) => receivedAt[other]! > at;
    found[i] = grid.some(row, at, isAgain, isAgain) ? RETURNS.returned : RETURNS.stayed;
  }
  return found;
}
