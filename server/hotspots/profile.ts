import { discoveries } from "./false-discovery.ts";
import { hypergeometricTails } from "./tails.ts";

/** How often a value occurs among some complaints, against how often it occurs among all. */
export type Share<Value> = {
  readonly value: Value;
  readonly count: number;
  /** The same among all complaints of the period. */
  readonly ofAll: number;
  /** By the share of all. */
  readonly expected: number;
  /** More than chance would give, corrected over all values. */
  readonly standsOut: boolean;
};

/** Fewer than this are an anecdote, whatever chance says. */
const FEWEST = 3;

/**
 * What stands out among some of all complaints.
 *
 * Of N complaints K have the value; n are picked: hypergeometric(N, n, K). One-sided, corrected by Benjamini–Hochberg over the
 * values.
 *
 * @param own  How many of some have each value. @param all  How many of all.
 * @returns The most frequent first.
 */
export function profileOf<Value>(
  own: ReadonlyMap<Value, number>,
  all: ReadonlyMap<Value, number>,
  level: number,
): Share<Value>[] {
  const sum = (counts: ReadonlyMap<Value, number>) =>
    [...counts.values()].reduce((a, b) => a + b, 0);
  const [drawn, population] = [sum(own), sum(all)];
  const values = [...own].filter(([, count]) => count > 0);
  const p = Float64Array.from(values, ([value, count]) => {
    const marked = all.get(value) ?? 0;
    return hypergeometricTails(count, { population, drawn, marked }).upper;
  });
  const { isDiscovery } = discoveries(p, level);
  return values
    .map(([value, count], i) => ({
      ...{ value, count, ofAll: all.get(value) ?? 0 },
      expected: population > 0 ? (drawn * (all.get(value) ?? 0)) / population : 0,
      standsOut: isDiscovery[i] === 1 && count >= FEWEST,
    }))
    .sort((a, b) => b.count - a.count || String(a.value).localeCompare(String(b.value)));
}

/** Counts what a list of values holds; null is left out. */
export function tallied<Value>(values: Iterable<Value | null>): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Of any number of values, 0 or more: as arguments of one call they would be too many. */
export function greatest(values: Iterable<number>) {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
