import type { RouteEdge, RouteNetwork } from "../../server/cleaning/route-path.ts";
import { streetNetwork } from "../../server/geo/network.ts";

/**
 * A town of two blocks at 60°N 25°E:
 *
 * ```
 *   4 ──c── 5 ──d── 6        c d: North Street, drivable both ways
 *   │       │       │
 *   w       m       x        w: lane for walking only · m: one-way, south to north · x: without a street
 *   │       │       │
 *   1 ──a── 2 ──b── 3 ──e── 7     a b: South Street · e: a dead end of it
 * ```
 * Ways along the meridian are 100 m, those along the parallel 300 m, but `e` 50 m.
 */
export const TOWN: readonly Partial<RouteEdge>[] = [
  { id: "a", fromNode: 1, toNode: 2, lengthMeters: 300, streetId: "south", grade: 1, isMain: true },
  { id: "b", fromNode: 2, toNode: 3, lengthMeters: 300, streetId: "south", grade: 1, isMain: true },
  { id: "c", fromNode: 4, toNode: 5, lengthMeters: 300, streetId: "north", grade: 2 },
  { id: "d", fromNode: 6, toNode: 5, lengthMeters: 300, streetId: "north", grade: 2 },
  { id: "e", fromNode: 3, toNode: 7, lengthMeters: 50, streetId: "south", grade: 4 },
  {
    id: "m",
    fromNode: 2,
    toNode: 5,
    lengthMeters: 100,
    streetId: "middle",
    oneway: "forward",
    grade: 3,
  },
  { id: "w", fromNode: 1, toNode: 4, lengthMeters: 100, streetId: "lane", isDrivable: false },
  { id: "x", fromNode: 3, toNode: 6, lengthMeters: 100 },
];

const AT: Readonly<Record<number, readonly [number, number]>> = {
  ...{ 1: [25, 60], 2: [25.005, 60], 3: [25.01, 60], 7: [25.011, 60] },
  ...{ 4: [25, 60.001], 5: [25.005, 60.001], 6: [25.01, 60.001] },
};

export const routeTown = (): RouteNetwork =>
  streetNetwork(
    TOWN.map((changes) => {
      const edge: RouteEdge = {
        ...{ id: "", fromNode: 0, toNode: 0, lengthMeters: 0, streetId: null, grade: null },
        ...{ isMain: false, oneway: "no", isDrivable: true, isWalkable: true, ...changes },
      };
      return { edge, path: [AT[edge.fromNode]!, AT[edge.toNode]!] };
    }),
  );
