import type { Ranked } from "./ranked.ts";

/** Where the sites stand at a place of the search. */
export type Standing = {
  /** Per site: 1 open, −1 closed, 0 to be decided. */
  readonly states: Int8Array;
  /** Sites still to be opened among the undecided. */
  readonly missing: number;
};

export type Ascent = {
  /** No choice that keeps to the standing costs less. */
  readonly bound: number;
  readonly multipliers: Float64Array;
  /** How often each site was chosen of late: what a linear program would say of it, roughly. */
  readonly shares: Float64Array;
};

/**
 * A bound from below on what a p-median can cost, by a price for each row (Lagrangian multipliers).
 *
 * Each row offers its price, a site that opens collects what is above its cost, and the best `missing` sites open; the
 * prices are then moved towards rows being served once. Pairs that cost more than the price do not enter, and rows
 * are ranked, so that a round reads only the near ones.
 *
 * @param start  prices to begin with. @param rounds  how often they are moved.
 * @param target  what is to be passed: the bound is of no more use above it. Asked each round, as it can fall.
 * @param visit  called each round with the bound so far, the sites that opened and what each collected (negative),
 *   so that they can be tried as a choice and sites decided. The standing it returns holds from then on; null ends.
 * @see Beasley, "Lagrangean heuristics for location problems", European Journal of Operational Research 65, 1993, pp. 383–399;
 *   Barahona & Anbil, "The volume algorithm", Mathematical Programming 87, 2000, pp. 385–399, for the shares.
 */
export function ascend(
  rows: Ranked,
  standing: Standing,
  start: Float64Array,
  rounds: number,
  target: () => number,
  visit: (round: Round) => Standing | null,
  theta0 = 1,
): Ascent {
  const { rowCount, siteCount: m, starts, sites, costs } = rows;
  let { states, missing } = standing;
  const prices = start.slice();
  let best = Number.NEGATIVE_INFINITY;
  const bestPrices = start.slice();
  const worth = new Float64Array(m);
  const chosen = new Uint8Array(m);
  const shares = new Float64Array(m);
  const slope = new Float64Array(rowCount);
  const order = new Float64Array(m);
  let theta = theta0;
  let stalled = 0;
  for (let round = 0; round < rounds; round++) {
    worth.fill(0);
    let total = 0;
    for (let i = 0; i < rowCount; i++) {
      const price = prices[i]!;
      total += price;
      const end = starts[i + 1]!;
      for (let k = starts[i]!; k < end; k++) {
        const cost = costs[k]!;
        if (cost >= price) break;
        worth[sites[k]!]! += cost - price;
      }
    }
    let free = 0;
    for (let j = 0; j < m; j++) {
      if (states[j]! > 0) total += worth[j]!;
      else if (states[j] === 0) order[free++] = worth[j]!;
    }
    order.subarray(0, free).sort();
    const opening = Math.min(missing, free);
    for (let n = 0; n < opening; n++) total += order[n]!;
    const last = opening > 0 ? order[opening - 1]! : Number.NEGATIVE_INFINITY;
    const next = opening < free ? order[opening]! : 0; // one less opens, and nothing instead
    let ties = opening;
    for (let n = 0; n < opening && order[n]! < last; n++) ties--;
    for (let j = 0; j < m; j++) {
      let is = states[j]! > 0 ? 1 : 0;
      if (states[j] === 0 && (worth[j]! < last || (worth[j] === last && ties-- > 0))) is = 1;
      chosen[j] = is;
      shares[j]! += 0.05 * (is - shares[j]!);
    }
    if (total > best + 1e-7 * Math.abs(best)) stalled = 0;
    else stalled++;
    const isBetter = total > best;
    if (isBetter) {
      best = total;
      bestPrices.set(prices);
    }
    const then = visit({ bound: best, total, isBetter, worth, chosen, shares, last, next });
    if (then === null || best > target()) break;
    ({ states, missing } = then);
    if (stalled >= PATIENCE) {
      theta /= 2;
      stalled = 0;
      prices.set(bestPrices);
      if (theta < 0.002) break;
    }
    let norm = 0;
    for (let i = 0; i < rowCount; i++) {
      let served = 0;
      const price = prices[i]!;
      const end = starts[i + 1]!;
      for (let k = starts[i]!; k < end; k++) {
        if (costs[k]! >= price) break;
        served += chosen[sites[k]!]!;
      }
      const step = 1 - served + MEMORY * slope[i]!;
      slope[i] = step;
      norm += step * step;
    }
    if (norm === 0) break;
    const step = (theta * Math.max(target() - total, 1e-9 * Math.abs(total))) / norm;
    for (let i = 0; i < rowCount; i++) prices[i] = Math.max(0, prices[i]! + step * slope[i]!);
  }
  return { bound: best, multipliers: bestPrices, shares };
}

/** What a round of `ascend` found. */
export type Round = {
  /** The best so far, and of this round. */
  readonly bound: number;
  readonly total: number;
  readonly isBetter: boolean;
  /** Per site what it collects, 0 or less. */
  readonly worth: Float64Array;
  readonly chosen: Uint8Array;
  /** As in `Ascent`. */
  readonly shares: Float64Array;
  /** Of the undecided: what the last that opened collects, and the first that did not. */
  readonly last: number;
  readonly next: number;
};

/** Rounds without a better bound before steps are halved. */
const PATIENCE = 12;
/** How much of the way before is kept, so that prices do not swing. */
const MEMORY = 0.5;
