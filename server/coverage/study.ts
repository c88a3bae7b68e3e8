import type { LngLat } from "../geo/position.ts";
import { allocate, type Catchment, catchments, demandsByEdge } from "./allocation.ts";
import { type Measured, STATE, sharesOf, stateAt } from "./coverage.ts";
import type { Demand } from "./demand.ts";
import { type Labels, nearestTwo } from "./labels.ts";
import { findNearest, nearestOf } from "./nearest.ts";
import type { Place, TravelNetwork } from "./network.ts";
import type { Site } from "./sites.ts";
import { snapAll } from "./world.ts";

/** Farther from a street than this, nobody gets to a facility. */
export const SNAP_SITE_METERS = 150;

/** Ways longer than this are none: the farthest anybody in a district is told to go. */
const FARTHEST_MILLIMETERS = 50_000_000;

/** Demand, sites and the streets between them, measured. It can be tried out and taken back. */
export type Study = {
  readonly network: TravelNetwork;
  readonly demand: Demand;
  readonly sites: readonly Site[];
  readonly siteFailures: readonly (string | null)[];
  readonly labels: Labels;
  readonly measured: Measured;
  readonly demandFailures: readonly (string | null)[];
  /**
   * What becomes of demand when one site stands elsewhere, or is closed, or a new one stands somewhere.
   *
   * @param site  its number; one beyond the last is new. @param position  null is closed.
   */
  tryOut<T>(site: number, position: LngLat | null, look: (measured: Measured) => T): T;
  /** The same of several sites that close together. */
  tryClosed<T>(sites: readonly number[], look: (measured: Measured) => T): T;
};

/**
 * Measures how demand is served.
 *
 * @param places  where demand is on the network.
 * @param hasCapacity  whether sites have only so much room.
 */
export function studyOf({
  network,
  demand,
  snapped,
  sites,
  radiusMeters,
  hasCapacity,
}: {
  network: TravelNetwork;
  demand: Demand;
  snapped: { places: readonly (Place | null)[]; failures: readonly (string | null)[] };
  sites: readonly Site[];
  radiusMeters: number;
  hasCapacity: boolean;
}): Study {
  const { places, failures } = snapped;
  const sitePlaces = snapAll(
    network,
    sites.map(({ position }) => position),
    SNAP_SITE_METERS,
  );
  const radiusMillimeters = Math.round(radiusMeters * 1000);
  const labels = nearestTwo(network, sitePlaces.places, FARTHEST_MILLIMETERS);
  const catchmentOf = hasCapacity
    ? catchments(network, places, demandsByEdge(network.streets.edges.length, places))
    : null;
  const capacities = sites.map(({ capacity }) => (capacity ?? Number.POSITIVE_INFINITY) * 1000);
  const reached: (Catchment | null)[] = catchmentOf
    ? labels.sites.map((place) => place && catchmentOf(place, radiusMillimeters))
    : [];

  const measuredAs = (nearest: Measured["nearest"], of: readonly (Catchment | null)[]) => ({
    ...{ weights: demand.weights, places, nearest, radiusMillimeters },
    allocation: catchmentOf
      ? allocate(
          demand.weights,
          of,
          of.map((_, site) => capacities[site] ?? Number.POSITIVE_INFINITY),
        )
      : null,
  });
  const near = () => findNearest(network, labels, places, FARTHEST_MILLIMETERS, scratch);
  const scratch = nearestOf(places.length);
  const measured = measuredAs(
    findNearest(network, labels, places, FARTHEST_MILLIMETERS, nearestOf(places.length)),
    reached,
  );

  return {
    ...{ network, demand, sites, labels, measured },
    siteFailures: sitePlaces.failures,
    demandFailures: failures,
    tryOut(site, position, look) {
      const found = position && network.snap(position, SNAP_SITE_METERS);
      return tryAll([{ site, place: typeof found === "string" ? null : found }], look);
    },
    tryClosed: (closed, look) =>
      tryAll(
        closed.map((site) => ({ site, place: null })),
        look,
      ),
  };

  function tryAll<T>(
    changes: readonly { readonly site: number; readonly place: Place | null }[],
    look: (tried: Measured) => T,
  ): T {
    return labels.attempt(
      () => {
        for (const { site, place } of changes) labels.set(site, place);
      },
      () => {
        const tried = reached.slice();
        if (catchmentOf)
          for (const { site, place } of changes)
            tried[site] = place && catchmentOf(place, radiusMillimeters);
        return look(measuredAs(near(), tried));
      },
    );
  }
}

/** What differs between two measurements of the same demand. */
export function differenceOf(before: Measured, after: Measured) {
  const demands: number[] = [];
  const states: number[] = [];
  const meters: (number | null)[] = [];
  let [gained, lost] = [0, 0];
  for (let demand = 0; demand < before.weights.length; demand++) {
    const [was, is] = [stateAt(before, demand), stateAt(after, demand)];
    const way = after.nearest.firstWays[demand]!;
    if (was === is && way === before.nearest.firstWays[demand]) continue;
    demands.push(demand);
    states.push(is);
    meters.push(Number.isFinite(way) ? way / 1000 : null);
    if (is === STATE.served && was !== STATE.served) gained += after.weights[demand]!;
    if (was === STATE.served && is !== STATE.served) lost += after.weights[demand]!;
  }
  return { demands, states, meters, gained, lost };
}

/** Every demand together, and what has no place at all. */
export function totalsOf(measured: Measured, unplaced: number) {
  const shares = sharesOf(measured, measured.weights.keys());
  return { ...shares, demand: shares.demand + unplaced, rejected: shares.rejected + unplaced };
}
