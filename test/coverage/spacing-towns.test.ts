import { describe, expect, it } from "vitest";
import { type SpacingRule, spacingOf } from "../../server/coverage/spacing.ts";
import type { SpacedEdge } from "../../server/coverage/spacing-ends.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt, randomTown } from "../worlds/streets.ts";

type Place = readonly [east: number, north: number];
const ANY: SpacingRule = {
  ...{ mostMeters: 100, streetClasses: ["branch"], sides: "any", reachMeters: 30 },
};
const BOTH: SpacingRule = { ...ANY, sides: "both" };
const bins = (...places: Place[]) =>
  places.map(([east, north], i) => ({ id: `b${i}`, position: placeAt(east, north) }));

describe("over random towns", () => {
  /** All ways between nodes by Floyd and Warshall. */
  function between({
    fromNodes,
    toNodes,
    lengthsMeters,
    nodeIds,
  }: ReturnType<typeof streetNetwork>) {
    const n = nodeIds.length;
    const d = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
    );
    for (let e = 0; e < fromNodes.length; e++) {
      const [i, j] = [fromNodes[e]!, toNodes[e]!];
      d[i]![j] = d[j]![i] = Math.min(d[i]![j]!, lengthsMeters[e]!);
    }
    for (let k = 0; k < n; k++)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
    return d;
  }

  it("calls a place a gap exactly where every facility is too far by every way", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const network = streetNetwork<SpacedEdge>(randomTown(random, 25, 800));
      const d = between(network);
      const facilities = Array.from({ length: 6 }, (_, i) => {
        const edge = Math.floor(random() * network.edges.length);
        const along = random() * network.lengthsMeters[edge]!;
        return { id: `f${i}`, position: network.lineBetween(edge, along, along)[0]! };
      });
      const at = facilities.map(({ position }) => network.nearestEdge(position, 30)!);
      const { gaps, servedMeters, lengthMeters, rejects } = spacingOf(network, facilities, {
        ...ANY,
        mostMeters: 300,
      });
      expect(rejects).toEqual([]);
      expect(servedMeters).toBeLessThanOrEqual(lengthMeters);
      for (let edge = 0; edge < network.edges.length; edge++)
        for (let i = 0; i < 10; i++) {
          const [x, length] = [
            random() * network.lengthsMeters[edge]!,
            network.lengthsMeters[edge]!,
          ];
          const ends = (e: number, meters: number) => [
            [network.fromNodes[e]!, meters] as const,
            [network.toNodes[e]!, network.lengthsMeters[e]! - meters] as const,
          ];
          const nearest = Math.min(
            ...at.flatMap((facility) => [
              facility.edge === edge
                ? Math.abs(facility.alongMeters - x)
                : Number.POSITIVE_INFINITY,
              ...ends(edge, x).flatMap(([node, to]) =>
                ends(facility.edge, facility.alongMeters).map(
                  ([other, from]) => to + d[node]![other]! + from,
                ),
              ),
            ]),
          );
          const isGap = gaps.some(
            (gap) => gap.edge === edge && gap.fromMeters <= x && x <= gap.toMeters,
          );
          if (Math.abs(nearest - 150) > 1e-6)
            expect([seed, edge, x, length, isGap]).toEqual([seed, edge, x, length, nearest > 150]);
        }
    }
  });

  it("serves the same length on both sides whichever way edges are drawn", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const town = randomTown(random, 20, 600).map(({ edge, path }) => ({
        // two streets that meet anywhere
        edge: { ...edge, streetId: edge.fromNode % 20 === 0 ? "even" : "odd" },
        path,
      }));
      const turned = town.map((drawn) =>
        random() < 0.5
          ? drawn
          : {
              edge: { ...drawn.edge, fromNode: drawn.edge.toNode, toNode: drawn.edge.fromNode },
              path: drawn.path.toReversed(),
            },
      );
      const places = bins(
        ...Array.from({ length: 12 }, (): Place => [600 * random(), 360 * random()]),
      );
      const rule = { ...BOTH, mostMeters: 200 };
      const [one, other] = [town, turned].map((drawn) =>
        spacingOf(streetNetwork<SpacedEdge>(drawn), places, rule),
      );
      expect(other!.servedMeters).toBeCloseTo(one!.servedMeters, 3);
      expect(other!.greatestIntervalMeters).toBeCloseTo(one!.greatestIntervalMeters, 3);
      expect(other!.rejects).toEqual(one!.rejects);
      const missing = (found: typeof one) =>
        found!.streets.map(({ streetId, missing }) => [streetId, missing]).sort();
      expect(missing(other)).toEqual(missing(one));
    }
  });

  it("never leaves more gaps for one facility more", () => {
    const random = seededRandom(7);
    const network = streetNetwork<SpacedEdge>(randomTown(random, 30, 800));
    const places = bins(
      ...Array.from({ length: 15 }, (): Place => [800 * random(), 480 * random()]),
    );
    for (const rule of [ANY, BOTH]) {
      let before = -1;
      for (let n = 0; n <= places.length; n++) {
        const { servedMeters } = spacingOf(network, places.slice(0, n), rule);
        expect(servedMeters).toBeGreaterThanOrEqual(before - 1e-6);
        before = servedMeters;
      }
    }
  });
});
