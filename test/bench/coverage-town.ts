import { latLngToCell } from "h3-js";
import type { Demand } from "../../server/coverage/demand.ts";
import type { CoverageEdge, Place, TravelNetwork } from "../../server/coverage/network.ts";
import { travelNetwork } from "../../server/coverage/network.ts";
import type { Site } from "../../server/coverage/sites.ts";
import { lengthMeters } from "../../server/geo/measure.ts";
import { type DrawnEdge, streetNetwork } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";

/** Crossings along each side: of so many in a grid, with the links that are missing, some 20,000 edges are left. */
const SIDE = 104;
const MISSING = 0.07;
const ONE_WAY = 0.15;
/** About 150 m at 30°N. */
const [STEP_LNG, STEP_LAT] = [0.00156, 0.00135];
const [WEST, SOUTH] = [112.3, 30];

/** A grid of streets, some 15 × 15 km, crossings moved a little, some links missing, some one-way. */
export function benchStreets(random: () => number): DrawnEdge<CoverageEdge>[] {
  const moved = () => 0.5 * (random() - 0.5);
  const crossings = Array.from(
    { length: SIDE * SIDE },
    (_, node): LngLat => [
      WEST + STEP_LNG * ((node % SIDE) + moved()),
      SOUTH + STEP_LAT * (Math.floor(node / SIDE) + moved()),
    ],
  );
  const drawn: DrawnEdge<CoverageEdge>[] = [];
  const join = (fromNode: number, toNode: number) => {
    if (random() < MISSING) return;
    const path = [crossings[fromNode]!, crossings[toNode]!];
    const id = `e${String(drawn.length).padStart(5, "0")}`;
    const oneway = random() < ONE_WAY ? (random() < 0.5 ? "forward" : "backward") : "no";
    drawn.push({
      edge: {
        ...{ id, fromNode, toNode, oneway, lengthMeters: lengthMeters(path) },
        ...{ streetId: null, name: null, nameEn: null, class: "branch" },
        ...{ isWalkable: true, isDrivable: true },
      },
      path,
    });
  };
  for (const node of crossings.keys()) {
    if (node % SIDE < SIDE - 1) join(node, node + 1);
    if (node + SIDE < crossings.length) join(node, node + SIDE);
  }
  return drawn;
}

export const benchNetwork = (
  drawn: readonly DrawnEdge<CoverageEdge>[],
  profile: "walk" | "vehicle",
): TravelNetwork => travelNetwork(streetNetwork(drawn), profile);

/** Anywhere in the town. */
export const anywhere = (random: () => number): LngLat => [
  WEST + STEP_LNG * (SIDE - 1) * random(),
  SOUTH + STEP_LAT * (SIDE - 1) * random(),
];

/** So many sites anywhere. */
export const benchSites = (random: () => number, count: number, capacity: number | null): Site[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `s${i}`, name: null, nameEn: null, position: anywhere(random) },
    ...{ stars: null, capacity, isNew: false, from: null },
  }));

/** People at so many positions anywhere, from 1 to 100 at each. */
export function benchDemand(random: () => number, count: number): Demand {
  const centers = Array.from({ length: count }, () => anywhere(random));
  return {
    kind: "residents",
    cells: centers.map(([lng, lat]) => latLngToCell(lat, lng, 10)),
    centers,
    weights: Float64Array.from(centers, () => 1000 * (1 + Math.floor(100 * random()))),
    unplaced: 0,
  };
}

/** A node as a place on one of its edges; null where no edge leaves it. */
export function placeAtNode({ streets, lengths }: TravelNetwork, node: number): Place | null {
  const at = streets.links.starts[node]!;
  if (at === streets.links.starts[node + 1]!) return null;
  const edge = streets.links.edges[at]!;
  const alongMillimeters = streets.fromNodes[edge] === node ? 0 : lengths[edge]!;
  const meters = Math.min(alongMillimeters / 1000, streets.lengthsMeters[edge]!);
  const [position] = streets.lineBetween(edge, meters, meters);
  return { edge, alongMillimeters, offsetMillimeters: 0, position: position! };
}
