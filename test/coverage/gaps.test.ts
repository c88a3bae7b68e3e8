import { latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { catchments, demandsByEdge } from "../../server/coverage/allocation.ts";
import { STATE, stateAt } from "../../server/coverage/coverage.ts";
import { gapShapes, gapsOf, rasterOf } from "../../server/coverage/gaps.ts";
import { isInside, toParts } from "../../server/geo/shape.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt } from "../worlds/streets.ts";
import { cellMiddle, siteAt, townStudy } from "../worlds/study.ts";
import { randomWays, wayAt } from "../worlds/travel.ts";

const RADIUS_METERS = 250;

/** A town whose people stand in the middles of their cells, as demand does. */
function town(seed: number) {
  const random = seededRandom(seed);
  const streets = randomWays(random, 40, 1500);
  const middles = new Map(
    Array.from({ length: 120 }, () => {
      const position = cellMiddle(placeAt(1500 * random(), 900 * random()));
      return [latLngToCell(position[1], position[0], 10), position] as const;
    }),
  );
  const people = [...middles.values()].map((at) => [at, Math.ceil(100 * random())] as const);
  const sites = [0, 1].map((i) => siteAt(`s${i}`, placeAt(1500 * random(), 900 * random())));
  const study = townStudy(streets, people, sites, { radiusMeters: RADIUS_METERS });
  const { measured, network, demand } = study;
  const { weights, places, nearest, radiusMillimeters } = measured;
  const of = { cells: demand.cells, weights, places, firstWays: nearest.firstWays };
  const isOutside = (i: number) => stateAt(measured, i) === STATE.outside;
  const gaps = gapsOf(network, { ...of, radiusMillimeters }, isOutside);
  return { study, gaps, isOutside };
}

describe("gaps", () => {
  it("have everybody who is outside once, and nobody else", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const { study, gaps, isOutside } = town(seed);
      const { weights } = study.measured;
      const outside = [...weights.keys()].filter(isOutside);
      expect(gaps.flatMap(({ demands }) => demands).toSorted((a, b) => a - b)).toEqual(outside);
      const sum = (demands: readonly number[]) => demands.reduce((all, i) => all + weights[i]!, 0);
      for (const { demands, weight } of gaps) expect(weight).toBe(sum(demands));
    }
  });

  it("begin with the place from which one more site reaches most, found by trying every one", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const { study, gaps, isOutside } = town(seed);
      const { network, measured } = study;
      const { weights, places, radiusMillimeters } = measured;
      const left = places.map((place, i) => (isOutside(i) ? place : null));
      const reach = catchments(network, left, demandsByEdge(network.lengths.length, left));
      const reached = left.map((place, i) => {
        if (!place) return 0;
        const demands = new Set([i, ...reach(place, radiusMillimeters).demands]);
        return [...demands].reduce((all, demand) => all + weights[demand]!, 0);
      });
      expect(gaps[0]?.weight ?? 0).toBe(Math.max(0, ...reached));
      for (const { demands } of gaps)
        expect(
          demands.slice(1).every((i) => {
            const of = [...reach(left[demands[0]!]!, radiusMillimeters).demands];
            return of.includes(i);
          }),
        ).toBe(true);
    }
  });

  it("are drawn where people are farther than the radius, with holes where they are not", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { study, gaps } = town(seed);
      const { network, demand, labels, measured } = study;
      const raster = await rasterOf(network, demand.cells, { stepMeters: 20, snapMeters: 250 });
      const shapes = gapShapes(
        ...[network, labels, raster, demand.cells, gaps, measured.radiusMillimeters],
      );
      expect(shapes).toHaveLength(gaps.length);
      let [right, all] = [0, 0];
      for (const [i, shape] of shapes.entries()) {
        expect(shape.coordinates.length).toBeGreaterThan(0);
        const parts = toParts(shape);
        // of the middles of its cells, which are outside, nearly all lie in it: the border runs between places 20 m apart
        for (const member of gaps[i]!.demands) {
          const [lng, lat] = demand.centers[member]!;
          all++;
          if (isInside(parts, lng, lat)) right++;
        }
      }
      expect(right / Math.max(1, all)).toBeGreaterThan(0.9);
    }
  });

  it("are none where nobody is outside", () => {
    const street = wayAt(
      "a",
      [1, 2],
      [
        [0, 0],
        [200, 0],
      ],
    );
    const study = townStudy([street], [[placeAt(50, 0), 10]], [siteAt("s", placeAt(60, 0))], {
      radiusMeters: RADIUS_METERS,
    });
    const { weights, places, nearest, radiusMillimeters } = study.measured;
    const of = { cells: study.demand.cells, weights, places, firstWays: nearest.firstWays };
    expect(gapsOf(study.network, { ...of, radiusMillimeters }, () => false)).toEqual([]);
  });
});
