import type { Demand } from "../../server/coverage/demand.ts";
import { type TravelNetwork, travelNetwork } from "../../server/coverage/network.ts";
import { SNAP_SITE_METERS, type Study, studyOf } from "../../server/coverage/study.ts";
import { snapAll } from "../../server/coverage/world.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { sendable } from "../../server/siting/distances.ts";
import type { KindTask, SitingTask } from "../../server/siting/work.ts";
import { placeAt } from "./streets.ts";
import { wayAt } from "./travel.ts";

/**
 * Seven villages along one straight street at 60°N, a kilometre apart. In village k live 2ᵏ people, 10 m off the street; two
 * lanes of 50 m meet the street there, so that each village has a corner.
 */
export function villages() {
  const ways = Array.from({ length: 7 }, (_, k) => k).flatMap((k) => [
    wayAt(
      `lane-${k}-n`,
      [k, 100 + k],
      [
        [1000 * k, 0],
        [1000 * k, 50],
      ],
    ),
    wayAt(
      `lane-${k}-s`,
      [k, 200 + k],
      [
        [1000 * k, 0],
        [1000 * k, -50],
      ],
    ),
    ...(k === 0
      ? []
      : [
          wayAt(
            `street-${k}`,
            [k - 1, k],
            [
              [1000 * (k - 1), 0],
              [1000 * k, 0],
            ],
            { name: "长街", nameEn: "Long Street" },
          ),
        ]),
  ]);
  const network = travelNetwork(streetNetwork(ways), "walk");
  return { network, demand: peopleAt(all.map((k) => [1000 * k, 10, 2 ** k])) };
}
const all = [0, 1, 2, 3, 4, 5, 6];

/** The corner of village k. */
export const corner = (k: number): LngLat => placeAt(1000 * k, 0);

/** People by where they live, in meters east and north of 60°N 25°E. */
export function peopleAt(
  homes: readonly (readonly [east: number, north: number, people: number])[],
): Demand {
  return {
    kind: "residents",
    cells: homes.map((_, i) => `cell-${i}`),
    centers: homes.map(([east, north]) => placeAt(east, north)),
    weights: Float64Array.from(homes, ([, , people]) => 1000 * people),
    unplaced: 0,
  };
}

export type Asked = {
  network: TravelNetwork;
  demand: Demand;
  candidates: readonly LngLat[];
  kept?: readonly LngLat[];
  radiusMeters: number;
};

/** How demand is served by sites at some positions, by the engine of coverage. */
export function studied(
  { network, demand, radiusMeters }: Asked,
  positions: readonly LngLat[],
): Study {
  return studyOf({
    ...{ network, demand, radiusMeters, hasCapacity: false },
    snapped: snapAll(network, demand.centers, 250),
    sites: positions.map((position, i) => ({
      ...{ id: `site-${i}`, name: null, nameEn: null, position },
      ...{ stars: null, capacity: null, isNew: true, from: null },
    })),
  });
}

/** What a thread is told of one kind; for one site that is kept or none. */
export function kindAsked(asked: Asked, more: Partial<KindTask> = {}): KindTask {
  const { network, candidates, kept = [], radiusMeters } = asked;
  const { measured, demand } = studied(asked, kept);
  return {
    ...{ ways: sendable(network), places: measured.places, weights: demand.weights },
    candidates: snapAll(network, candidates, SNAP_SITE_METERS).places,
    kept: { nearest: measured.nearest.firstWays },
    radiusMillimeters: radiusMeters * 1000,
    ...{ count: 1, costs: new Float64Array(candidates.length), conflicts: [] },
    ...{ areaSquareMeters: 0, importance: 1, ...more },
  };
}

/** The least a thread is told. */
export const taskOf = (kinds: readonly KindTask[], more: Partial<SitingTask> = {}): SitingTask => ({
  ...{ method: "mclp", seconds: 20, kinds, budgetYuan: null, leastCost: false },
  usableSquareMeters: new Float64Array(kinds[0]!.candidates.length),
  ...{ farMillimeters: 50_000_000, leaveOutUnreachable: false, capacities: null, ...more },
});
