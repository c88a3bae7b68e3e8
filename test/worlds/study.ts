import { cellToLatLng, latLngToCell } from "h3-js";
import type { Demand } from "../../server/coverage/demand.ts";
import type { CoverageEdge, Crossing, TravelProfile } from "../../server/coverage/network.ts";
import { travelNetwork } from "../../server/coverage/network.ts";
import type { Site } from "../../server/coverage/sites.ts";
import { studyOf } from "../../server/coverage/study.ts";
import { SNAP_PEOPLE_METERS, snapAll } from "../../server/coverage/world.ts";
import { type DrawnEdge, streetNetwork } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";

/** A facility of an invented town. */
export const siteAt = (id: string, position: LngLat, capacity: number | null = null): Site => ({
  ...{ id, position, capacity },
  ...{ name: id, nameEn: null, stars: null, isNew: false, from: null },
});

/** People of an invented town, at places of its own choosing: cells are those the places lie in. */
export function demandAt(people: readonly (readonly [LngLat, number])[]): Demand {
  return {
    kind: "residents",
    cells: people.map(([[lng, lat]]) => latLngToCell(lat, lng, 10)),
    centers: people.map(([position]) => position),
    weights: Float64Array.from(people, ([, count]) => Math.round(count * 1000)),
    unplaced: 0,
  };
}

/** The middle of the cell a place lies in. */
export function cellMiddle([lng, lat]: LngLat): LngLat {
  const [cellLat, cellLng] = cellToLatLng(latLngToCell(lat, lng, 10));
  return [cellLng, cellLat];
}

/** A measured town. */
export function townStudy(
  streets: readonly DrawnEdge<CoverageEdge>[],
  people: readonly (readonly [LngLat, number])[],
  sites: readonly Site[],
  {
    radiusMeters,
    profile = "walk",
    hasCapacity = false,
    crosses,
  }: {
    radiusMeters: number;
    profile?: TravelProfile;
    hasCapacity?: boolean;
    crosses?: Crossing;
  },
) {
  const network = travelNetwork(streetNetwork(streets), profile, crosses ? { crosses } : {});
  const demand = demandAt(people);
  return studyOf({
    ...{ network, demand, sites, radiusMeters, hasCapacity },
    snapped: snapAll(network, demand.centers, SNAP_PEOPLE_METERS),
  });
}
