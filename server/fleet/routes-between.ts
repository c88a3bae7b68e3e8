import FlatQueue from "flatqueue";
import type { MatchNetwork } from "./match-network.ts";

/**
 * The arcs that one comes to from the head of an arc, how far it is to the tail of each, and by which arc one came there
 * (−1: straight from the head). A hash table with open addressing; a key is an arc + 1.
 */
export type Reached = {
  readonly limitMeters: number;
  readonly mask: number;
  readonly keys: Int32Array;
  readonly meters: Float32Array;
  readonly before: Int32Array;
};

/** Searches are made for one of these limits, so that what was found serves others too. */
const LIMITS = [100, 150, 220, 330, 500, 750, 1100, 1700, 2500, 3700, 5500, 8300, 12_500];
/** Slots kept altogether; then all are forgotten. 12 bytes each. */
const MOST_SLOTS = 12_000_000;

export const hashOf = (arc: number) => Math.imul(arc, 0x9e3779b1) >>> 8;

/** Meters from the head of the searched arc to the tail of another; Infinity beyond the limit. */
export function metersTo({ mask, keys, meters }: Reached, arc: number): number {
  for (let slot = hashOf(arc) & mask; ; slot = (slot + 1) & mask) {
    const key = keys[slot]!;
    if (key === arc + 1) return meters[slot]!;
    if (key === 0) return Number.POSITIVE_INFINITY;
  }
}

/** The arcs between the searched one and another that it reaches, in the order driven; neither of them. */
export function arcsTo({ mask, keys, before }: Reached, arc: number): number[] {
  const arcs: number[] = [];
  for (let at = arc; ; ) {
    let slot = hashOf(at) & mask;
    while (keys[slot] !== at + 1) slot = (slot + 1) & mask;
    at = before[slot]!;
    if (at < 0) return arcs.reverse();
    arcs.push(at);
  }
}

/**
 * Shortest ways between arcs of one network, kept.
 *
 * A way never turns back but where a street ends; what begins by turning back is asked of the arc that leads back.
 *
 * @returns what one reaches from the head of an arc, to `limitMeters` or farther.
 * @see Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959, pp. 269–271.
 */
export function routesOn({ onward, lengths }: MatchNetwork) {
  const { starts, arcs } = onward;
  const count = lengths.length;
  const kept: (Reached | undefined)[] = new Array(count);
  let slots = 0;
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(count);
  const isDone = new Uint8Array(count);
  const queue = new FlatQueue<number>();
  const touched: number[] = [];

  function offer(arc: number, meters: number, from: number) {
    if (meters >= least[arc]!) return;
    if (least[arc] === Number.POSITIVE_INFINITY) touched.push(arc);
    least[arc] = meters;
    before[arc] = from;
    queue.push(arc, meters);
  }

  function search(from: number, limit: number): Reached {
    for (let at = starts[from]!; at < starts[from + 1]!; at++) offer(arcs[at]!, 0, -1);
    for (let arc = queue.pop(); arc !== undefined; arc = queue.pop()) {
      if (isDone[arc]) continue;
      isDone[arc] = 1;
      const meters = least[arc]! + lengths[arc]!;
      if (meters > limit) continue;
      for (let at = starts[arc]!; at < starts[arc + 1]!; at++) offer(arcs[at]!, meters, arc);
    }
    let size = 4;
    while (size < touched.length * 2) size *= 2;
    const reached = {
      ...{ limitMeters: limit, mask: size - 1, keys: new Int32Array(size) },
      ...{ meters: new Float32Array(size), before: new Int32Array(size) },
    };
    for (const arc of touched) {
      let slot = hashOf(arc) & reached.mask;
      while (reached.keys[slot] !== 0) slot = (slot + 1) & reached.mask;
      reached.keys[slot] = arc + 1;
      reached.meters[slot] = least[arc]!;
      reached.before[slot] = before[arc]!;
      least[arc] = Number.POSITIVE_INFINITY;
      isDone[arc] = 0;
    }
    touched.length = 0;
    return reached;
  }

  return (arc: number, limitMeters: number): Reached => {
    const known = kept[arc];
    if (known && known.limitMeters >= limitMeters) return known;
    const limit = LIMITS.find((meters) => meters >= limitMeters) ?? limitMeters;
    const reached = search(arc, limit);
    slots += reached.keys.length - (known?.keys.length ?? 0);
    if (slots > MOST_SLOTS) {
      kept.fill(undefined);
      slots = reached.keys.length;
    }
    kept[arc] = reached;
    return reached;
  };
}

export type Routes = ReturnType<typeof routesOn>;
