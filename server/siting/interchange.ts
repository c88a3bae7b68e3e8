import type { Ranked } from "./ranked.ts";

/** Which candidates rule each other out. */
export type Conflicts = readonly (readonly number[])[];

/** Per site those it cannot be chosen beside. */
export function conflictsOf(
  siteCount: number,
  pairs: readonly (readonly [number, number])[],
): Conflicts | null {
  if (pairs.length === 0) return null;
  const lists = Array.from({ length: siteCount }, () => new Set<number>());
  for (const [a, b] of pairs) {
    lists[a]!.add(b);
    lists[b]!.add(a);
  }
  return lists.map((list) => [...list]);
}

/**
 * A choice made better, one site against another at a time, until no exchange helps.
 *
 * Every pair is weighed at once from two tables: what is lost by closing a site, and what of that a new one takes back.
 * Only sites nearer than a row's second-nearest open one enter them, so that a round costs less the more are open.
 *
 * @param isOpen  changed in place. @param isMovable  1 for open sites that may be closed and for candidates that may open.
 * @param outOfReach  what a row without an open site costs: more than any choice that serves all.
 * @see Resende & Werneck, "On the implementation of a swap-based local search procedure for the p-median problem", ALENEX 2003.
 */
export function interchange(
  rows: Ranked,
  isOpen: Uint8Array,
  isMovable: Uint8Array,
  conflicts: Conflicts | null,
  outOfReach: number,
): void {
  const { rowCount, siteCount: m, starts, sites, costs } = rows;
  const open = [...isOpen.keys()].filter((j) => isOpen[j] === 1 && isMovable[j] === 1);
  if (open.length === 0) return;
  const slotOf = new Int32Array(m).fill(-1);
  open.forEach((site, slot) => {
    slotOf[site] = slot;
  });
  const gains = new Float64Array(m);
  const losses = new Float64Array(open.length);
  const takenBack = new Float64Array(m * open.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    gains.fill(0);
    losses.fill(0);
    takenBack.fill(0);
    for (let i = 0; i < rowCount; i++) {
      const end = starts[i + 1]!;
      let k = starts[i]!;
      while (k < end && isOpen[sites[k]!] === 0) k++;
      let second = k + 1;
      while (second < end && isOpen[sites[second]!] === 0) second++;
      const slot = k < end ? slotOf[sites[k]!]! : -1;
      const near = k < end ? costs[k]! : outOfReach;
      const next = second < end ? costs[second]! : outOfReach;
      for (let at = starts[i]!; at < k; at++) gains[sites[at]!]! += near - costs[at]!;
      if (slot < 0) continue;
      losses[slot]! += next - near;
      for (let at = starts[i]!; at < k; at++)
        takenBack[sites[at]! * open.length + slot]! += next - near;
      const last = Math.min(second, end);
      for (let at = k + 1; at < last; at++)
        takenBack[sites[at]! * open.length + slot]! += next - costs[at]!;
    }
    let best = 1e-9 * outOfReach * 1e-6;
    let entering = -1;
    let leaving = -1;
    for (let j = 0; j < m; j++) {
      if (isOpen[j] === 1 || isMovable[j] === 0) continue;
      const against = conflicts ? conflicts[j]!.filter((other) => isOpen[other] === 1) : [];
      if (against.length > 1) continue;
      const only = against.length === 1 ? slotOf[against[0]!]! : -1;
      if (against.length === 1 && only < 0) continue;
      for (let slot = 0; slot < open.length; slot++) {
        if (only >= 0 && slot !== only) continue;
        const profit = gains[j]! - losses[slot]! + takenBack[j * open.length + slot]!;
        if (profit <= best) continue;
        best = profit;
        entering = j;
        leaving = slot;
      }
    }
    if (entering < 0) return;
    const closed = open[leaving]!;
    isOpen[closed] = 0;
    slotOf[closed] = -1;
    isOpen[entering] = 1;
    slotOf[entering] = leaving;
    open[leaving] = entering;
  }
}

/** Each round is better than the one before; this only keeps rounding errors from going round for ever. */
const MOST_ROUNDS = 100_000;

/**
 * A first choice: sites opened one after the other, each the one that saves most.
 *
 * @param isOpen  what is open already; changed in place.
 */
export function openGreedily(
  rows: Ranked,
  isOpen: Uint8Array,
  isMovable: Uint8Array,
  count: number,
  conflicts: Conflicts | null,
  outOfReach: number,
): void {
  const { rowCount, siteCount: m, starts, sites, costs } = rows;
  const gains = new Float64Array(m);
  for (let n = 0; n < count; n++) {
    gains.fill(0);
    for (let i = 0; i < rowCount; i++) {
      const end = starts[i + 1]!;
      let k = starts[i]!;
      while (k < end && isOpen[sites[k]!] === 0) k++;
      const near = k < end ? costs[k]! : outOfReach;
      for (let at = starts[i]!; at < k; at++) gains[sites[at]!]! += near - costs[at]!;
    }
    let best = -1;
    for (let j = 0; j < m; j++) {
      if (isOpen[j] === 1 || isMovable[j] === 0) continue;
      if (conflicts && conflicts[j]!.some((other) => isOpen[other] === 1)) continue;
      if (best < 0 || gains[j]! > gains[best]!) best = j;
    }
    if (best < 0) return;
    isOpen[best] = 1;
  }
}
