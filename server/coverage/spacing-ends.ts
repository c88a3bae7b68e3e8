import type { NetworkEdge, StreetNetwork } from "../geo/network.ts";
import { costHeap } from "../geo/reach.ts";

/** An edge of a street network that knows its street. */
export type SpacedEdge = NetworkEdge & {
  /** null where the street has no name. */
  readonly streetId: string | null;
  readonly class: string;
};

/** The row of facilities that is looked at: either side for the other, or one side by the direction of the edge. */
export type Side = "any" | "left" | "right";

/**
 * An end of a row along an edge: which edge, whether its `toNode`, and on which side. Packed as a number, so that arrays
 * are by it.
 */
type End = number;

const SIDES: readonly Side[] = ["any", "left", "right"];
export const endOf = (edge: number, isTo: boolean, side: Side): End =>
  6 * edge + 2 * SIDES.indexOf(side) + (isTo ? 1 : 0);

/**
 * Which ends of rows a row goes on to beyond its own end.
 *
 * Of both sides together it goes on into every other edge there. A side goes on along the same street, and stays on the
 * same hand of whoever walks on, whichever way the next edge was drawn: left is right where two edges begin in one
 * node. It does not go around the end of a street. A street without a name goes on where two edges of one class meet
 * and no third.
 */
export function endsBeyond(network: StreetNetwork<SpacedEdge>): (end: End) => End[] {
  const { edges, fromNodes, toNodes, links } = network;
  const isLoop = (edge: number) => fromNodes[edge] === toNodes[edge];

  /** Every end of an edge at a node; a loop has two. */
  function endsAt(node: number): { edge: number; isTo: boolean }[] {
    const ends: { edge: number; isTo: boolean }[] = [];
    for (let at = links.starts[node]!; at < links.starts[node + 1]!; at++) {
      const edge = links.edges[at]!;
      if (isLoop(edge)) ends.push({ edge, isTo: false }, { edge, isTo: true });
      else ends.push({ edge, isTo: toNodes[edge] === node });
    }
    return ends;
  }

  return (end) => {
    const edge = Math.floor(end / 6);
    const side = SIDES[Math.floor((end % 6) / 2)]!;
    const isTo = end % 2 === 1;
    const there = endsAt(isTo ? toNodes[edge]! : fromNodes[edge]!);
    const others = there.filter((other) => other.edge !== edge || other.isTo !== isTo);
    if (side === "any") return others.map((other) => endOf(other.edge, other.isTo, side));
    const street = edges[edge]!;
    return others.flatMap((other) => {
      const next = edges[other.edge]!;
      const goesOn =
        street.streetId === null
          ? next.streetId === null && next.class === street.class && there.length === 2
          : next.streetId === street.streetId;
      if (!goesOn) return [];
      // drawn on in the same direction, or against it
      const isTurned = other.isTo === isTo;
      return [endOf(other.edge, other.isTo, isTurned ? opposite(side) : side)];
    });
  };
}

const opposite = (side: Side): Side =>
  side === "any" ? "any" : side === "left" ? "right" : "left";

/** Where a facility stands in a row. */
export type Standing = { readonly edge: number; readonly side: Side; readonly alongMeters: number };

/**
 * How far the nearest facility beyond each end of a row is, along the rows that go on there.
 *
 * @returns By end; infinite where none is. O(n log n) for n edges.
 */
export function metersBeyond(
  network: StreetNetwork<SpacedEdge>,
  standing: readonly Standing[],
): Float64Array {
  const beyond = endsBeyond(network);
  const least = new Float64Array(6 * network.edges.length).fill(Number.POSITIVE_INFINITY);
  const isDone = new Uint8Array(least.length);
  const heap = costHeap();
  /** A facility so far is told at an end, and from there to whoever looks out of the ends that meet it. */
  const arrive = (end: End, meters: number) => {
    for (const next of beyond(end))
      if (meters < least[next]!) {
        least[next] = meters;
        heap.push(next, meters);
      }
  };
  for (const { edge, side, alongMeters } of standing) {
    arrive(endOf(edge, false, side), alongMeters);
    arrive(endOf(edge, true, side), network.lengthsMeters[edge]! - alongMeters);
  }
  for (let end = heap.pop(); end >= 0; end = heap.pop()) {
    if (isDone[end]) continue;
    isDone[end] = 1;
    const other = end % 2 === 1 ? end - 1 : end + 1;
    arrive(other, least[end]! + network.lengthsMeters[Math.floor(end / 6)]!);
  }
  return least;
}
