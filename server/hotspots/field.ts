import { discoveries } from "./false-discovery.ts";
import { localG } from "./local-g.ts";
import type { Neighbours } from "./neighbours.ts";
import { binomialTails, hypergeometricTails, type Tails, twoSided } from "./tails.ts";

/** What is asked of one field: units (cells, stretches of street) over one period. */
export type FieldQuestion = {
  /** What happened in each unit; whole, 0 or more. */
  readonly events: ArrayLike<number>;
  /** What it happened to: 1 for plain counts, residents, kilometers of street…; 0 or more. Not looked at when `totals` are given. */
  readonly exposures: ArrayLike<number>;
  /** All cases of each unit, when events are the part of them that is late, reopened…: a share is asked for. */
  readonly totals?: ArrayLike<number> | undefined;
  /** Weights bear on z only: what is tested is a count. */
  readonly neighbours: Neighbours;
  /** Share of chance among what is declared (Benjamini–Hochberg), e.g. 0.05. */
  readonly level: number;
  /** A neighbourhood with fewer events is not called hot, one that expects fewer not cold. */
  readonly minimum: number;
};

/** One entry for each unit. A neighbourhood is the unit with its neighbours. */
export type Field = {
  /** Gi* of the count, rate or share; to be shown, never tested. NaN where undefined. */
  readonly z: Float64Array;
  /** Exact, two-sided, not corrected; NaN where there is nothing to test: no exposure, or no events at all. */
  readonly p: Float64Array;
  /** Events of the neighbourhood. */
  readonly neighbourhood: Float64Array;
  /** Events the neighbourhood would have by its share of the exposure. */
  readonly expected: Float64Array;
  /** 1 hot, -1 cold, 0 neither, after correction. */
  readonly state: Int8Array;
  /** Events of all units. */
  readonly total: number;
};

/**
 * Where events concentrate beyond chance.
 *
 * z is Getis-Ord Gi*, as references print it. Significance does not come from it, because it is not normal where counts are small: given
 * the total N, a neighbourhood with exposure share E_i/E has Binomial(N, E_i/E) events if they fall evenly over the
 * exposure; given all cases, one with n_i of T cases has hypergeometric(T, n_i, N) late ones. p is twice the smaller tail, corrected by
 * Benjamini–Hochberg over all units.
 *
 * @throws {RangeError} when lists differ in length, or a count is negative, not whole, or above its total.
 */
export function fieldOf(question: FieldQuestion): Field {
  const { events, totals, neighbours, level, minimum } = question;
  const base = totals ?? question.exposures;
  check(question, base);
  const [total, allBase] = [sum(events), sum(base)];
  const neighbourhood = neighbourhoodSums(events, neighbours);
  const bases = neighbourhoodSums(base, neighbours);
  const p = new Float64Array(events.length).fill(Number.NaN);
  const expected = new Float64Array(events.length);
  for (let i = 0; i < events.length; i++) {
    if (total === 0 || !(bases[i]! > 0)) continue;
    expected[i] = (total * bases[i]!) / allBase;
    const tails: Tails = totals
      ? hypergeometricTails(neighbourhood[i]!, {
          population: allBase,
          drawn: bases[i]!,
          marked: total,
        })
      : binomialTails(neighbourhood[i]!, total, Math.min(1, bases[i]! / allBase));
    p[i] = twoSided(tails);
  }
  const { isDiscovery } = discoveries(p, level);
  const state = new Int8Array(events.length);
  for (let i = 0; i < state.length; i++) {
    if (isDiscovery[i] === 0) continue;
    const isHot = neighbourhood[i]! > expected[i]!;
    if ((isHot ? neighbourhood[i]! : expected[i]!) >= minimum) state[i] = isHot ? 1 : -1;
  }
  const z = localG(rates(events, base, allBase > 0 ? total / allBase : 0), neighbours, {
    isStar: true,
  });
  return { z, p, neighbourhood, expected, state, total };
}

/** Σ over each unit and its neighbours, weights not looked at. */
function neighbourhoodSums(values: ArrayLike<number>, { starts, items }: Neighbours): Float64Array {
  const sums = Float64Array.from(values);
  for (let i = 0; i < sums.length; i++) {
    for (let k = starts[i]!; k < starts[i + 1]!; k++) sums[i] = sums[i]! + values[items[k]!]!;
  }
  return sums;
}

/** Events for each one of the exposure; a unit that has none takes part with the rate of all. */
export function rates(events: ArrayLike<number>, base: ArrayLike<number>, overall: number) {
  const values = new Float64Array(events.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = base[i]! > 0 ? events[i]! / base[i]! : overall || 0;
  }
  return values;
}

function sum(values: ArrayLike<number>) {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function check({ events, totals, neighbours }: FieldQuestion, base: ArrayLike<number>) {
  const units = neighbours.starts.length - 1;
  if (events.length !== units || base.length !== units)
    throw new RangeError(`${events.length} events and ${base.length} exposures of ${units} units`);
  for (let i = 0; i < units; i++) {
    if (!(events[i]! >= 0) || !Number.isInteger(events[i]))
      throw new RangeError(`events are whole and 0 or more, got ${events[i]} at ${i}`);
    if (!(base[i]! >= 0) || (totals && !Number.isInteger(base[i])))
      throw new RangeError(`an exposure is 0 or more and a total whole, got ${base[i]} at ${i}`);
    if (totals && events[i]! > totals[i]!)
      throw new RangeError(`${events[i]} of ${totals[i]} at ${i}`);
  }
}
