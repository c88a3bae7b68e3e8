import type { TravelNetwork } from "../coverage/network.ts";
import { degreesAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";

/** Where streets meet. */
export type Corner = {
  readonly nodeId: number;
  readonly position: LngLat;
  /** Of the streets that meet there, without repeats. */
  readonly names: readonly string[];
  readonly namesEn: readonly string[];
};

/** Usable edges that make a corner of a node. */
const LEAST_EDGES = 3;

/** Every node where three usable edges or more meet, in order of node; an edge from a node to itself is one. */
export function cornersOf({ streets, isForward, isBackward }: TravelNetwork): Corner[] {
  const { nodeIds, links, fromNodes, edges, lengthsMeters } = streets;
  const corners: Corner[] = [];
  for (let node = 0; node < nodeIds.length; node++) {
    const usable: number[] = [];
    for (let at = links.starts[node]!; at < links.starts[node + 1]!; at++) {
      const edge = links.edges[at]!;
      if (isForward[edge] || isBackward[edge]) usable.push(edge);
    }
    if (usable.length < LEAST_EDGES) continue;
    const edge = usable[0]!;
    const course = streets.lineBetween(edge, 0, lengthsMeters[edge]!);
    const position = fromNodes[edge] === node ? course[0]! : course.at(-1)!;
    const named = (name: (edge: number) => string | null) => [
      ...new Set(usable.flatMap((each) => name(each) ?? [])),
    ];
    corners.push({
      ...{ nodeId: nodeIds[node]!, position },
      names: named((each) => edges[each]!.name),
      namesEn: named((each) => edges[each]!.nameEn),
    });
  }
  return corners;
}

/**
 * Some of the positions, so that no two are nearer each other than a distance: each stays that is far enough from all that
 * stayed before it.
 *
 * @returns their places, ascending.
 */
export function thinned(positions: readonly LngLat[], apartMeters: number): number[] {
  const grid = createGrid(positions, apartMeters);
  const kept: number[] = [];
  for (const [i, position] of positions.entries()) {
    if (grid.near(i).some((other) => distanceMeters(position, positions[other]!) < apartMeters))
      continue;
    grid.add(i);
    kept.push(i);
  }
  return kept;
}

/** Every pair of positions that are nearer each other than a distance, the lower place first; null where there are more than so many. */
export function pairsNearer(
  positions: readonly LngLat[],
  apartMeters: number,
  most: number,
): [number, number][] | null {
  const grid = createGrid(positions, apartMeters);
  const pairs: [number, number][] = [];
  for (const [i, position] of positions.entries()) {
    for (const other of grid.near(i))
      if (distanceMeters(position, positions[other]!) < apartMeters) pairs.push([other, i]);
    if (pairs.length > most) return null;
    grid.add(i);
  }
  return pairs;
}

/** Squares as large as a distance, so that what is nearer is in one of nine. */
function createGrid(positions: readonly LngLat[], meters: number) {
  const [width, height] = degreesAround(northmost(positions), meters);
  const squares = new Map<string, number[]>();
  const at = positions.map(
    ([lng, lat]) => [Math.floor(lng / width), Math.floor(lat / height)] as const,
  );
  return {
    add(i: number) {
      const key = at[i]!.join();
      squares.set(key, [...(squares.get(key) ?? []), i]);
    },
    near(i: number): number[] {
      const [column, row] = at[i]!;
      return [-1, 0, 1].flatMap((dx) =>
        [-1, 0, 1].flatMap((dy) => squares.get(`${column + dx},${row + dy}`) ?? []),
      );
    },
  };
}

/** Where degrees of longitude are shortest: squares that are wide enough there are so everywhere. */
const northmost = (positions: readonly LngLat[]): LngLat =>
  positions.reduce<LngLat>(
    (best, position) => (Math.abs(position[1]) > Math.abs(best[1]) ? position : best),
    [0, 0],
  );
