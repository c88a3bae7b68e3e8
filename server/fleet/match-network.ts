import type { NetworkEdge, StreetNetwork } from "../geo/network.ts";

/** Which ways an edge may be driven: along from `fromNode`, against, or both. */
export type Ways = "both" | "forward" | "backward";

/**
 * A street graph as vehicles drive it. An arc is an edge driven one way: arc `2e` is edge `e` from its `fromNode`, arc
 * `2e + 1` the same edge against that.
 */
export type MatchNetwork = {
  readonly streets: StreetNetwork;
  /** By arc. */
  readonly isOpen: Uint8Array;
  /** Nodes by arc. */
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  /** By arc: the arc that leads back over the same ground; −1 where there is none. */
  readonly backs: Int32Array;
  /** Meters by arc. */
  readonly lengths: Float64Array;
  /** Arcs that go on from an arc, itself turned round only where nothing else does: of arc `a` from `starts[a]`. */
  readonly onward: { readonly starts: Uint32Array; readonly arcs: Uint32Array };
  /** By arc: whether one comes onto it from any other than the one back. */
  readonly isFed: Uint8Array;
};

export const edgeOf = (arc: number) => arc >> 1;
export const isAgainst = (arc: number) => (arc & 1) === 1;

/** Courses of two edges that differ less in length and in the middle are the same ground. */
const SAME_METERS = 1;

/**
 * A street graph as vehicles drive it.
 *
 * Two edges over the same ground in opposite directions are the two ways of one street: where both may be driven both ways,
 * each is kept for its own direction, so that an answer names the one that was driven as it was drawn.
 *
 * @param waysOf  of an edge.
 */
export function matchNetwork<E extends NetworkEdge>(
  streets: StreetNetwork<E>,
  waysOf: (edge: E) => Ways,
): MatchNetwork {
  const { edges, fromNodes, toNodes, lengthsMeters } = streets;
  const arcs = edges.length * 2;
  const isOpen = new Uint8Array(arcs);
  const [tails, heads] = [new Uint32Array(arcs), new Uint32Array(arcs)];
  const lengths = new Float64Array(arcs);
  const backs = new Int32Array(arcs).fill(-1);
  for (const [e, edge] of edges.entries()) {
    const ways = waysOf(edge);
    isOpen[2 * e] = ways === "backward" ? 0 : 1;
    isOpen[2 * e + 1] = ways === "forward" ? 0 : 1;
    tails[2 * e] = fromNodes[e]!;
    heads[2 * e] = toNodes[e]!;
    tails[2 * e + 1] = toNodes[e]!;
    heads[2 * e + 1] = fromNodes[e]!;
    lengths[2 * e] = lengthsMeters[e]!;
    lengths[2 * e + 1] = lengthsMeters[e]!;
  }
  for (const [a, b, isOpposite] of sameGround(streets)) {
    // the arc of b over the ground of a, as a is drawn
    const along = isOpposite ? 2 * b + 1 : 2 * b;
    // of an arc that both have, a's is kept, unless only b is drawn that way
    if (isOpen[2 * a] && isOpen[along]) isOpen[along] = 0;
    if (isOpen[2 * a + 1] && isOpen[along ^ 1]) isOpen[isOpposite ? 2 * a + 1 : along ^ 1] = 0;
    for (const arc of [2 * a, 2 * a + 1]) {
      const other = arc === 2 * a ? along : along ^ 1;
      const back = other ^ 1;
      if (isOpen[arc] && isOpen[back]) {
        backs[arc] = back;
        backs[back] = arc;
      }
    }
  }
  for (let arc = 0; arc < arcs; arc++) if (isOpen[arc] && isOpen[arc ^ 1]) backs[arc] = arc ^ 1;
  const { onward, isFed } = onwardOf({ isOpen, tails, heads, backs }, streets.nodeIds.length);
  return { streets, isOpen, tails, heads, backs, lengths, onward, isFed };
}

/** Pairs of edges over the same ground, and whether they are drawn in opposite directions. */
function sameGround({ edges, fromNodes, toNodes, lengthsMeters, lineBetween }: StreetNetwork) {
  const byNodes = new Map<string, number[]>();
  for (let e = 0; e < edges.length; e++) {
    const [a, b] = [fromNodes[e]!, toNodes[e]!];
    if (a === b) continue;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const group = byNodes.get(key);
    if (group) group.push(e);
    else byNodes.set(key, [e]);
  }
  const pairs: [a: number, b: number, isOpposite: boolean][] = [];
  const middleOf = (e: number) => lineBetween(e, lengthsMeters[e]! / 2, lengthsMeters[e]! / 2)[0]!;
  for (const group of byNodes.values())
    for (const [i, a] of group.entries())
      for (const b of group.slice(i + 1)) {
        if (Math.abs(lengthsMeters[a]! - lengthsMeters[b]!) > SAME_METERS) continue;
        const [[lngA, latA], [lngB, latB]] = [middleOf(a), middleOf(b)];
        const east = (lngA - lngB) * Math.cos((latA * Math.PI) / 180);
        if (Math.hypot(east, latA - latB) * 111_195 > SAME_METERS) continue;
        pairs.push([a, b, fromNodes[a] !== fromNodes[b]]);
      }
  return pairs;
}

type Arcs = Pick<MatchNetwork, "isOpen" | "tails" | "heads" | "backs">;

function onwardOf({ isOpen, tails, heads, backs }: Arcs, nodes: number) {
  const leaving: number[][] = Array.from({ length: nodes }, () => []);
  for (let arc = 0; arc < isOpen.length; arc++) if (isOpen[arc]) leaving[tails[arc]!]!.push(arc);
  const starts = new Uint32Array(isOpen.length + 1);
  const arcs: number[] = [];
  const isFed = new Uint8Array(isOpen.length);
  for (let arc = 0; arc < isOpen.length; arc++) {
    if (isOpen[arc]) {
      const out = leaving[heads[arc]!]!;
      const others = out.filter((next) => next !== backs[arc]);
      for (const next of others) isFed[next] = 1;
      arcs.push(...(others.length > 0 ? others : out));
    }
    starts[arc + 1] = arcs.length;
  }
  return { onward: { starts, arcs: Uint32Array.from(arcs) }, isFed };
}
