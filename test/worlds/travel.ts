import type { CoverageEdge, Place, TravelNetwork } from "../../server/coverage/network.ts";
import type { DrawnEdge } from "../../server/geo/network.ts";
import { randomTown, streetAt } from "./streets.ts";

/** A street of an invented town that is walked both ways and driven both ways, until told otherwise. */
export function wayAt(
  id: string,
  nodes: readonly [number, number],
  course: readonly (readonly [east: number, north: number])[],
  more: Partial<CoverageEdge> = {},
): DrawnEdge<CoverageEdge> {
  const { edge, path } = streetAt(id, nodes, course);
  return { edge: { ...travelled(edge), ...more }, path };
}

const travelled = ({
  id,
  fromNode,
  toNode,
  lengthMeters,
  ...rest
}: Omit<CoverageEdge, "oneway" | "isWalkable" | "isDrivable">) => ({
  ...{ id, fromNode, toNode, lengthMeters },
  ...{ streetId: rest.streetId, name: rest.name, nameEn: rest.nameEn, class: rest.class },
  oneway: "no" as const,
  isWalkable: true,
  isDrivable: true,
});

/** Streets of a random town, a fifth of them one-way, some for walkers alone. */
export const randomWays = (
  random: () => number,
  nodes: number,
  sideMeters: number,
): DrawnEdge<CoverageEdge>[] =>
  randomTown(random, nodes, sideMeters).map(({ edge, path }) => ({
    edge: {
      ...travelled(edge),
      oneway: random() < 0.2 ? (random() < 0.5 ? "forward" : "backward") : "no",
      isDrivable: random() < 0.85,
    },
    path,
  }));

/** A place somewhere on a usable edge; null when there is none. */
export function randomPlace(network: TravelNetwork, random: () => number): Place | null {
  const { edges } = network.streets;
  for (let tries = 0; tries < 100; tries++) {
    const edge = Math.floor(edges.length * random());
    if (!network.isForward[edge] && !network.isBackward[edge]) continue;
    const alongMillimeters = Math.round(network.lengths[edge]! * random());
    return {
      edge,
      alongMillimeters,
      offsetMillimeters: Math.round(30_000 * random()),
      position: network.streets.lineBetween(
        edge,
        Math.min(alongMillimeters / 1000, network.streets.lengthsMeters[edge]!),
        network.streets.lengthsMeters[edge]!,
      )[0]!,
    };
  }
  return null;
}
