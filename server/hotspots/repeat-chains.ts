import { type CaseColumns, NO_WORD } from "../complaints/case-columns.ts";
import { isPlaced } from "../complaints/case-filters.ts";
import { type NearbyCases, nearbyCases } from "../complaints/case-nearby.ts";
import {
  MILLISECONDS_A_DAY,
  type Repetition,
  repeatability,
  sameMatters,
} from "../complaints/case-repetition.ts";

/** Joins what belongs together, two at a time. */
function joining(length: number) {
  const parents = new Int32Array(length).fill(-1);
  function rootOf(row: number): number {
    let root = row;
    while (parents[root]! >= 0) root = parents[root]!;
    for (let at = row; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  }
  return {
    rootOf,
    join(a: number, b: number) {
      const [one, other] = [rootOf(a), rootOf(b)];
      if (one === other) return;
      // negative numbers count what hangs on a root: the smaller hangs itself on the greater
      const [small, great] = parents[one]! > parents[other]! ? [one, other] : [other, one];
      parents[great]! += parents[small]!;
      parents[small] = great;
    },
  };
}

/** Gathers rows by the root they hang on, in the order in which they come. */
function gathered(rows: Iterable<number>, rootOf: (row: number) => number): number[][] {
  const chains = new Map<number, number[]>();
  for (const row of rows) {
    const root = rootOf(row);
    const known = chains.get(root);
    if (known) known.push(row);
    else chains.set(root, [row]);
  }
  return [...chains.values()];
}

/**
 * Complaints of one matter at one place, chained: each is of the same category as another of its chain, no farther away than
 * so many meters and no more days (of 24 hours) apart. Who can be in one at all is the register's own 口径 of repetition.
 *
 * @param rows  Ascending by receipt; only these are chained, whatever else the register holds.
 * @returns Chains of one or more, in the order of their first complaint.
 */
export function repeatChains(
  columns: CaseColumns,
  rows: Uint32Array,
  { radiusMeters, days }: Repetition,
): number[][] {
  const { receivedAt } = columns.at;
  const able = rows.filter(repeatability(columns));
  const before = sameMatters(columns, able, radiusMeters);
  const span = days * MILLISECONDS_A_DAY;
  return chained(columns, able, before, (row) => receivedAt[row]! - span);
}

/**
 * Places that each of some complaints' reporters complained of, whatever they said of them and when: what is no farther apart
 * than so many meters is chained into one. Rows without a place or a reporter are left out.
 *
 * @returns Chains of one or more, each of one reporter.
 */
export function reporterChains(
  { at }: CaseColumns,
  rows: Uint32Array,
  radiusMeters: number,
): number[][] {
  const able = rows.filter((row) => isPlaced(at, row) && at.reporterCodes[row] !== NO_WORD);
  const before = nearbyCases(at, able, radiusMeters, (row) => at.reporterCodes[row]!);
  return chained({ at }, able, before, () => Number.NEGATIVE_INFINITY);
}

/** Joins each row to every one before it that is near. */
function chained(
  { at }: Pick<CaseColumns, "at">,
  rows: Uint32Array,
  before: NearbyCases,
  sinceOf: (row: number) => number,
): number[][] {
  const { rootOf, join } = joining(at.natures.length);
  for (const row of rows) {
    const joinTo = (other: number) => {
      join(row, other);
      return false;
    };
    before.some(row, sinceOf(row), joinTo, (other) => rootOf(other) !== rootOf(row));
    before.add(row);
  }
  return gathered(rows, rootOf);
}
