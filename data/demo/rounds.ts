import type { DemoEdge, DemoFacility } from "./records.ts";
import { nearestOnEdge } from "./ways.ts";

/** A stop farther from the streets of a round is not on it. */
const REACH_METERS = 26;
/** Bins are emptied every so many meters at most, of those that stand along the way. */
const BIN_EVERY_METERS = 420;

/** Where a stop of a round is. */
export type Stop = {
  readonly facility: DemoFacility;
  /** Index of the edge in the round's order. */
  readonly at: number;
  readonly share: number;
  readonly meters: number;
};

/** Where the stops of a round are, in the order in which it comes to them; one that lies on no edge of it is left out. */
export function placesOf(edges: readonly DemoEdge[], stops: readonly DemoFacility[]): Stop[] {
  return stops
    .flatMap((facility): Stop[] => {
      let best: Stop | null = null;
      for (const [at, edge] of edges.entries()) {
        const { share, meters } = nearestOnEdge(edge, facility.position);
        if (meters <= REACH_METERS && (best === null || meters < best.meters - 1))
          best = { facility, at, share, meters };
      }
      return best ? [best] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** The points and the station of a round, and bins along its way. */
export function stopsAlong(
  edges: readonly DemoEdge[],
  facilities: readonly DemoFacility[],
  ownIds: readonly string[],
): string[] {
  const isOwn = new Set(ownIds);
  const open = facilities.filter(({ status }) => status === "open");
  const own = placesOf(
    edges,
    open.filter(({ facilityId }) => isOwn.has(facilityId)),
  );
  const bins = placesOf(
    edges,
    open.filter(({ kind }) => kind === "bin"),
  );
  const kept: Stop[] = [];
  let gone = 0;
  let lastMeters = Number.NEGATIVE_INFINITY;
  for (const [at, edge] of edges.entries()) {
    for (const bin of bins) {
      if (bin.at !== at) continue;
      const meters = gone + bin.share * edge.lengthMeters;
      if (meters - lastMeters < BIN_EVERY_METERS) continue;
      kept.push(bin);
      lastMeters = meters;
    }
    gone += edge.lengthMeters;
  }
  const station = own.find(({ facility }) => facility.kind === "transfer_station");
  return [...own, ...kept]
    .filter((stop) => stop !== station)
    .sort((a, b) => a.at - b.at || a.share - b.share)
    .concat(station ?? [])
    .map(({ facility }) => facility.facilityId);
}
