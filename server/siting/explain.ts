import type { Rows } from "./distances.ts";

/** What one chosen site is good for; in people or complaints. */
export type Explained = {
  readonly candidate: number;
  /** Newly within the radius, after what is there and the sites before it. */
  readonly gain: number;
  /** Within its radius and of no other site, whether chosen or there. */
  readonly alone: number;
  readonly inReach: number;
  /** To whom it is the nearest. */
  readonly serves: number;
  /** How far those go; null is nobody. */
  readonly meanMeters: number | null;
};

/**
 * What each of the chosen sites adds, in the order in which each adds most; of equal ones the lower number is first.
 *
 * @returns Their gains add up to what all of them newly cover.
 */
export function explained(
  { demand, kept }: Rows,
  chosen: readonly number[],
  radiusMeters: number,
): Explained[] {
  const { weights, starts, sites, meters } = demand;
  const open = new Set(chosen);
  const isKept = new Set(kept);
  const reached = new Map(chosen.map((site) => [site, [] as number[]]));
  const sums = new Map(chosen.map((site) => [site, { inReach: 0, alone: 0, serves: 0, ways: 0 }]));
  const isCovered = new Uint8Array(weights.length);
  for (let row = 0; row < weights.length; row++) {
    const near: number[] = [];
    let [best, nearest] = [Number.POSITIVE_INFINITY, -1];
    for (let pair = starts[row]!; pair < starts[row + 1]!; pair++) {
      const [site, way] = [sites[pair]!, meters[pair]!];
      if (!open.has(site) && !isKept.has(site)) continue;
      if (way < best || (way === best && site < nearest)) [best, nearest] = [way, site];
      if (way > radiusMeters) continue;
      if (isKept.has(site)) isCovered[row] = 1;
      else near.push(site);
    }
    for (const site of near) {
      reached.get(site)!.push(row);
      sums.get(site)!.inReach += weights[row]!;
    }
    if (near.length === 1 && !isCovered[row]) sums.get(near[0]!)!.alone += weights[row]!;
    const served = sums.get(nearest);
    if (!served) continue;
    served.serves += weights[row]!;
    served.ways += weights[row]! * best;
  }

  const left = new Set(chosen.toSorted((a, b) => a - b));
  const order: Explained[] = [];
  const gainOf = (site: number) =>
    reached.get(site)!.reduce((sum, row) => (isCovered[row] ? sum : sum + weights[row]!), 0);
  while (left.size > 0) {
    let [next, gain] = [-1, -1];
    for (const site of left) {
      const here = gainOf(site);
      if (here > gain) [next, gain] = [site, here];
    }
    left.delete(next);
    for (const row of reached.get(next)!) isCovered[row] = 1;
    const { inReach, alone, serves, ways } = sums.get(next)!;
    const meanMeters = serves > 0 ? ways / serves : null;
    order.push({ candidate: next, gain, alone, inReach, serves, meanMeters });
  }
  return order;
}

/** How much is within the radius of what is there and of some sites. */
export function coveredBy(
  { demand, kept }: Rows,
  chosen: readonly number[],
  radiusMeters: number,
): number {
  const { weights, starts, sites, meters } = demand;
  const open = new Set([...kept, ...chosen]);
  let covered = 0;
  for (let row = 0; row < weights.length; row++)
    for (let pair = starts[row]!; pair < starts[row + 1]!; pair++)
      if (meters[pair]! <= radiusMeters && open.has(sites[pair]!)) {
        covered += weights[row]!;
        break;
      }
  return covered;
}

/** Sites one after the other, each the one that newly covers most and is not too near those before it. */
export function greedySites(
  { demand, kept }: Rows,
  {
    candidates,
    count,
    radiusMeters,
    conflicts,
  }: {
    candidates: number;
    count: number;
    radiusMeters: number;
    conflicts: readonly (readonly [number, number])[];
  },
): number[] {
  const { weights, starts, sites, meters } = demand;
  const isKept = new Set(kept);
  const isCovered = new Uint8Array(weights.length);
  const rowsOf: number[][] = Array.from({ length: candidates }, () => []);
  const gains = new Float64Array(candidates);
  for (let row = 0; row < weights.length; row++) {
    for (let pair = starts[row]!; pair < starts[row + 1]!; pair++)
      if (meters[pair]! <= radiusMeters && isKept.has(sites[pair]!)) isCovered[row] = 1;
    if (isCovered[row]) continue;
    for (let pair = starts[row]!; pair < starts[row + 1]!; pair++) {
      if (meters[pair]! > radiusMeters) continue;
      rowsOf[sites[pair]!]!.push(row);
      gains[sites[pair]!]! += weights[row]!;
    }
  }
  const rivals = new Map<number, number[]>();
  for (const [a, b] of conflicts) {
    rivals.set(a, [...(rivals.get(a) ?? []), b]);
    rivals.set(b, [...(rivals.get(b) ?? []), a]);
  }
  const isBarred = new Uint8Array(candidates);
  const chosen: number[] = [];
  while (chosen.length < count) {
    let best = -1;
    for (let site = 0; site < candidates; site++)
      if (!isBarred[site] && gains[site]! > 0 && (best < 0 || gains[site]! > gains[best]!))
        best = site;
    if (best < 0) break;
    chosen.push(best);
    isBarred[best] = 1;
    for (const rival of rivals.get(best) ?? []) isBarred[rival] = 1;
    for (const row of rowsOf[best]!) {
      if (isCovered[row]) continue;
      isCovered[row] = 1;
      for (let pair = starts[row]!; pair < starts[row + 1]!; pair++)
        if (meters[pair]! <= radiusMeters && sites[pair]! < candidates)
          gains[sites[pair]!]! -= weights[row]!;
    }
  }
  return chosen;
}
