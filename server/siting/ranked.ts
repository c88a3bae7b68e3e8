import type { Demand } from "./problem.ts";

/** Demand whose sites stand in order of what serving from them costs: the weight times the distance. */
export type Ranked = {
  readonly rowCount: number;
  readonly siteCount: number;
  readonly starts: Int32Array;
  readonly sites: Int32Array;
  /** Ascending in each row. */
  readonly costs: Float64Array;
};

/** Rows that weigh anything, with their sites ranked; of equal ones the lower number is first. */
export function rankedOf({ weights, siteCount, starts, sites, meters }: Demand): Ranked {
  const rows = [...weights.keys()].filter((i) => weights[i]! > 0);
  const lengths = rows.map((i) => starts[i + 1]! - starts[i]!);
  const rankedStarts = new Int32Array(rows.length + 1);
  lengths.forEach((length, r) => {
    rankedStarts[r + 1] = rankedStarts[r]! + length;
  });
  const rankedSites = new Int32Array(rankedStarts[rows.length]!);
  const costs = new Float64Array(rankedSites.length);
  rows.forEach((i, r) => {
    const from = starts[i]!;
    const order = Int32Array.from({ length: lengths[r]! }, (_, k) => from + k).sort(
      (a, b) => meters[a]! - meters[b]! || sites[a]! - sites[b]!,
    );
    order.forEach((k, rank) => {
      rankedSites[rankedStarts[r]! + rank] = sites[k]!;
      costs[rankedStarts[r]! + rank] = weights[i]! * meters[k]!;
    });
  });
  return { rowCount: rows.length, siteCount, starts: rankedStarts, sites: rankedSites, costs };
}

/**
 * The same without sites that are closed, and without those behind one that is open anyway: nobody would go on to them.
 *
 * @param states  per site: 1 open, −1 closed, 0 to be decided.
 */
export function narrowed(rows: Ranked, states: Int8Array): Ranked {
  const starts = new Int32Array(rows.rowCount + 1);
  const sites = new Int32Array(rows.sites.length);
  const costs = new Float64Array(rows.sites.length);
  let at = 0;
  for (let i = 0; i < rows.rowCount; i++) {
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      const state = states[rows.sites[k]!]!;
      if (state < 0) continue;
      sites[at] = rows.sites[k]!;
      costs[at++] = rows.costs[k]!;
      if (state > 0) break;
    }
    starts[i + 1] = at;
  }
  return { ...rows, starts, sites: sites.slice(0, at), costs: costs.slice(0, at) };
}

/** What serving every row from its nearest open site costs; Infinity when one has none. */
export function costOf(rows: Ranked, isOpen: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < rows.rowCount; i++) {
    let k = rows.starts[i]!;
    const end = rows.starts[i + 1]!;
    while (k < end && isOpen[rows.sites[k]!] === 0) k++;
    if (k === end) return Number.POSITIVE_INFINITY;
    total += rows.costs[k]!;
  }
  return total;
}

/** Costs are looked at down to thousandths. */
const GRAINS = [1, 0.1, 0.01, 0.001];

/** What one answer is better than another by at least: all costs are multiples of it; 0 when there is no such thing. */
export function grainOf({ costs }: Ranked): number {
  const isMultiple = (cost: number, grain: number) => {
    const times = cost / grain;
    return Math.abs(times - Math.round(times)) <= Math.min(1e-6, 1e-12 * Math.max(1, times));
  };
  return GRAINS.find((grain) => costs.every((cost) => isMultiple(cost, grain))) ?? 0;
}

/** The least an answer can come to that is no better than a bound. */
export function raisedTo(grain: number, bound: number): number {
  return grain > 0 ? Math.ceil(bound / grain - 1e-6) * grain : bound;
}
