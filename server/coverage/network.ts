import { arcsOf, type Links, type NetworkEdge, type StreetNetwork } from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";

/** On foot: everything walkable, both ways. By small vehicle: what is drivable, as one-way streets allow. */
export type TravelProfile = "walk" | "vehicle";
export const TRAVEL_PROFILES = ["walk", "vehicle"] as const satisfies readonly TravelProfile[];

/** A street as coverage travels it. */
export type CoverageEdge = NetworkEdge & {
  readonly streetId: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly class: string;
  readonly oneway: "no" | "forward" | "backward";
  readonly isWalkable: boolean;
  readonly isDrivable: boolean;
};

/** A position as the network has it. Whole millimetres, so that sums are the same in whichever order they are made. */
export type Place = {
  readonly edge: number;
  /** From the edge's `fromNode`. */
  readonly alongMillimeters: number;
  /** From the position to the edge, straight. */
  readonly offsetMillimeters: number;
  /** On the edge. */
  readonly position: LngLat;
};

/** Why a position has no place on the network. */
export type SnapFailure = "no-street" | "obstacle";

/** A street graph as one profile travels it, in packed arrays. */
export type TravelNetwork = {
  readonly streets: StreetNetwork<CoverageEdge>;
  readonly profile: TravelProfile;
  /** Of each edge; whole millimetres. */
  readonly lengths: Float64Array;
  /** Whether one may travel each edge from its `fromNode` to its `toNode`. */
  readonly isForward: Uint8Array;
  /** Whether one may travel each edge from its `toNode` to its `fromNode`. */
  readonly isBackward: Uint8Array;
  /** Which edges can be travelled to reach each node: how a search spreads outward from where people want to go. */
  readonly spread: Links;
  /** Which edges can be travelled on from each node. */
  readonly onward: Links;
  /**
   * Where a position meets the network: on the nearest usable edge that a straight line reaches without crossing an obstacle.
   *
   * @param withinMeters  an edge farther than that is none.
   */
  snap(position: LngLat, withinMeters: number): Place | SnapFailure;
};

/** What a search along streets needs of them: arrays that can be sent to a thread. */
export type Travelled = Pick<TravelNetwork, "lengths" | "isForward" | "isBackward" | "spread"> & {
  readonly streets: Pick<StreetNetwork, "fromNodes" | "toNodes" | "links">;
};

/** Whether a straight line from a position to another crosses what nobody crosses. */
export type Crossing = (from: LngLat, to: LngLat) => boolean;

/** Streets tried for a position whose nearest ones lie behind an obstacle. */
const MOST_TRIED = 24;

/**
 * A street graph as one profile travels it.
 *
 * @param isClosed  Edges that nobody travels, whatever the profile: what a planner's barrier cuts.
 * @param crosses  Left out, nothing is in the way beside the streets.
 */
export function travelNetwork(
  streets: StreetNetwork<CoverageEdge>,
  profile: TravelProfile,
  {
    isClosed = () => false,
    crosses = () => false,
  }: { isClosed?: (edge: number) => boolean; crosses?: Crossing } = {},
): TravelNetwork {
  const { edges, fromNodes, toNodes, lengthsMeters, nodeIds } = streets;
  const isForward = new Uint8Array(edges.length);
  const isBackward = new Uint8Array(edges.length);
  for (const [e, { oneway, isWalkable, isDrivable }] of edges.entries()) {
    if (isClosed(e) || !(profile === "walk" ? isWalkable : isDrivable)) continue;
    isForward[e] = profile === "walk" || oneway !== "backward" ? 1 : 0;
    isBackward[e] = profile === "walk" || oneway !== "forward" ? 1 : 0;
  }
  const goesForward = (edge: number) => isForward[edge] === 1;
  const goesBackward = (edge: number) => isBackward[edge] === 1;
  const isUsable = (edge: number) => goesForward(edge) || goesBackward(edge);

  function snap(position: LngLat, withinMeters: number): Place | SnapFailure {
    let tried: Set<number> | null = null;
    for (let tries = 0; tries < MOST_TRIED; tries++) {
      const left: ReadonlySet<number> | null = tried;
      const found = streets.nearestEdge(
        position,
        withinMeters,
        left ? (edge) => isUsable(edge) && !left.has(edge) : isUsable,
      );
      if (!found) break;
      if (!crosses(position, found.position))
        return {
          edge: found.edge,
          alongMillimeters: Math.round(found.alongMeters * 1000),
          offsetMillimeters: Math.round(found.offsetMeters * 1000),
          position: found.position,
        };
      tried ??= new Set();
      tried.add(found.edge);
    }
    return tried ? "obstacle" : "no-street";
  }

  const ends = { nodes: nodeIds.length, fromNodes, toNodes };
  return {
    streets,
    profile,
    lengths: Float64Array.from(lengthsMeters, (meters) => Math.round(meters * 1000)),
    isForward,
    isBackward,
    spread: arcsOf(ends, goesBackward, goesForward),
    onward: arcsOf(ends, goesForward, goesBackward),
    snap,
  };
}

/** How far one travels from the end of an edge to a place on it, ways and offset together; null where it is not allowed. */
export function waysTo(
  { lengths, isForward, isBackward }: Travelled,
  { edge, alongMillimeters, offsetMillimeters }: Place,
): { fromStart: number | null; fromEnd: number | null } {
  return {
    fromStart: isForward[edge] ? alongMillimeters + offsetMillimeters : null,
    fromEnd: isBackward[edge] ? lengths[edge]! - alongMillimeters + offsetMillimeters : null,
  };
}

/** How far one travels from a place to another of the same edge without leaving it; null where it is not allowed. */
export function wayAlong(network: Travelled, from: Place, to: Place): number | null {
  const along = to.alongMillimeters - from.alongMillimeters;
  const isAllowed =
    along === 0 || (along > 0 ? network.isForward[from.edge] : network.isBackward[from.edge]);
  return isAllowed ? Math.abs(along) + from.offsetMillimeters + to.offsetMillimeters : null;
}
