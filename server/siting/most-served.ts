import type { Demand } from "./problem.ts";

/**
 * How much of each row open sites can serve at most between them, each within its capacity.
 *
 * Augmenting paths from a row with weight left to a site with capacity left, shortest first: a greatest flow.
 *
 * @returns per row the weight that is served; which rows go short is one way of several.
 * @see Edmonds & Karp, "Theoretical improvements in algorithmic efficiency for network flow problems", JACM 19, 1972.
 */
export function mostServed(
  demand: Demand,
  open: readonly number[],
  capacities: Float64Array,
  radiusMeters: number,
): Float64Array {
  const n = demand.weights.length;
  const slotOf = new Map(open.map((site, slot) => [site, slot]));
  const near = Array.from({ length: n }, (_, i) => {
    const slots: number[] = [];
    for (let pair = demand.starts[i]!; pair < demand.starts[i + 1]!; pair++) {
      const slot = slotOf.get(demand.sites[pair]!);
      if (slot !== undefined && demand.meters[pair]! <= radiusMeters) slots.push(slot);
    }
    return slots;
  });
  /** What each site serves of which row. */
  const loads = open.map(() => new Map<number, number>());
  const spare = Float64Array.from(open, (site) => capacities[site]!);
  const total = demand.weights.reduce((sum, weight) => sum + weight, 0);
  const nothing = 1e-12 * Math.max(1, total);
  const served = new Float64Array(n);
  for (let i = 0; i < n; i++)
    while (demand.weights[i]! - served[i]! > nothing) {
      const path = pathFrom(i, near, loads, spare, nothing);
      if (!path) break;
      let amount = Math.min(demand.weights[i]! - served[i]!, spare[path.at(-1)!.slot]!);
      for (const { row, from } of path)
        if (from !== null) amount = Math.min(amount, loads[from]!.get(row)!);
      for (const { row, from, slot } of path) {
        loads[slot]!.set(row, (loads[slot]!.get(row) ?? 0) + amount);
        if (from === null) continue;
        const rest = loads[from]!.get(row)! - amount;
        if (rest > nothing) loads[from]!.set(row, rest);
        else loads[from]!.delete(row);
      }
      spare[path.at(-1)!.slot]! -= amount;
      served[i]! += amount;
    }
  return served;
}

/** A row that goes over to a site, from the one that served it; from none for the row that asks. */
type Move = { readonly row: number; readonly from: number | null; readonly slot: number };

function pathFrom(
  row: number,
  near: readonly (readonly number[])[],
  loads: readonly ReadonlyMap<number, number>[],
  spare: Float64Array,
  nothing: number,
): Move[] | null {
  const moveTo = new Map<number, Move>();
  const queue: number[] = [];
  const seenRows = new Set([row]);
  const reach = (moved: number, from: number | null) => {
    for (const slot of near[moved]!) {
      if (moveTo.has(slot)) continue;
      moveTo.set(slot, { row: moved, from, slot });
      queue.push(slot);
    }
  };
  reach(row, null);
  for (const slot of queue) {
    if (spare[slot]! > nothing) {
      const path: Move[] = [];
      for (
        let move = moveTo.get(slot);
        move;
        move = move.from === null ? undefined : moveTo.get(move.from)
      )
        path.unshift(move);
      return path;
    }
    for (const moved of loads[slot]!.keys()) {
      if (seenRows.has(moved)) continue;
      seenRows.add(moved);
      reach(moved, slot);
    }
  }
  return null;
}
