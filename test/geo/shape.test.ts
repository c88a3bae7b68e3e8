import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceMeters, lengthMeters, nearestOnLine } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { intersects } from "../../server/geo/relate.ts";
import { distanceToLineMeters, doIntersect, isInside, toParts } from "../../server/geo/shape.ts";
import { seededRandom } from "../worlds/layer.ts";

const DEGREE_METERS = (6_371_008.8 * Math.PI) / 180;

/** A star around a middle: any radius at any of `corners` angles. */
function star(random: () => number, lng: number, lat: number, corners: number): [number, number][] {
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / corners;
    const radius = 0.002 + 0.01 * random();
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
  return [...ring, ring[0]!];
}

describe("isInside", () => {
  const lake = toParts({
    type: "Polygon",
    coordinates: [
      [
        [25, 60],
        [25.01, 60],
        [25.01, 60.01],
        [25, 60.01],
        [25, 60],
      ],
      [
        [25.004, 60.004],
        [25.004, 60.006],
        [25.006, 60.006],
        [25.006, 60.004],
        [25.004, 60.004],
      ],
    ],
  });

  it.each([
    { at: [25.002, 60.002], inside: true },
    { at: [25.005, 60.005], inside: false }, // the island
    { at: [25.02, 60.005], inside: false },
    { at: [60.002, 25.002], inside: false }, // lng and lat swapped
  ])("$at: $inside", ({ at, inside }) => {
    expect(isInside(lake, at[0]!, at[1]!)).toBe(inside);
  });

  it("puts every position of a common border into exactly one of the neighbors", () => {
    const west = toParts({
      type: "Polygon",
      coordinates: [
        [
          [25, 60],
          [25.0123, 60.001],
          [25.011, 60.0107],
          [25, 60.01],
          [25, 60],
        ],
      ],
    });
    const east = toParts({
      type: "Polygon",
      coordinates: [
        [
          [25.0123, 60.001],
          [25.03, 60],
          [25.03, 60.01],
          [25.011, 60.0107],
          [25.0123, 60.001],
        ],
      ],
    });
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (share) => {
        const lng = 25.0123 + share * (25.011 - 25.0123);
        const lat = 60.001 + share * (60.0107 - 60.001);
        expect(Number(isInside(west, lng, lat)) + Number(isInside(east, lng, lat))).toBe(1);
      }),
    );
  });
});

describe("doIntersect", () => {
  it("agrees with the pairwise relation of places anywhere", () => {
    const random = seededRandom(11);
    const place = (): [number, number] => [25 + 0.03 * random(), 60 + 0.03 * random()];
    let met = 0;
    for (let i = 0; i < 400; i++) {
      const shapes = [
        { type: "Polygon" as const, coordinates: [star(random, ...place(), 7)] },
        { type: "LineString" as const, coordinates: [place(), place(), place()] },
        { type: "Point" as const, coordinates: place() },
      ];
      const other = { type: "Polygon" as const, coordinates: [star(random, ...place(), 9)] };
      for (const shape of shapes) {
        const expected = intersects(shape, other);
        expect(doIntersect(toParts(shape), toParts(other))).toBe(expected);
        expect(doIntersect(toParts(other), toParts(shape))).toBe(expected);
        met += Number(expected);
      }
    }
    expect(met).toBeGreaterThan(100); // and not because nothing ever meets
    expect(met).toBeLessThan(1100);
  });

  it("sees a line that crosses an area without a vertex in it", () => {
    const area = toParts({
      type: "Polygon",
      coordinates: [
        [
          [25, 60],
          [25.01, 60],
          [25.01, 60.01],
          [25, 60.01],
          [25, 60],
        ],
      ],
    });
    expect(
      doIntersect(
        toParts({
          type: "LineString",
          coordinates: [
            [24.99, 60.005],
            [25.02, 60.005],
          ],
        }),
        area,
      ),
    ).toBe(true);
    expect(
      doIntersect(
        toParts({
          type: "LineString",
          coordinates: [
            [24.99, 60.02],
            [25.02, 60.02],
          ],
        }),
        area,
      ),
    ).toBe(false);
  });
});

describe("distances on the sphere of 6,371,008.8 m", () => {
  it("measures a degree along a meridian, and half of it along the parallel of 60°", () => {
    expect(distanceMeters([25, 60], [25, 61])).toBeCloseTo(DEGREE_METERS, 6);
    expect(distanceMeters([25, 60], [25.001, 60])).toBeCloseTo(DEGREE_METERS / 2000, 3);
    expect(distanceMeters([0, 0], [180, 0])).toBeCloseTo(DEGREE_METERS * 180, 3);
    expect(distanceMeters([25, 60], [25, 60])).toBe(0);
    expect(distanceMeters([25, Number.NaN], [25, 60])).toBeNaN();
  });

  it("adds up a line, and makes nothing of nothing", () => {
    expect(
      lengthMeters([
        [25, 60],
        [25, 61],
        [25, 60.5],
      ]),
    ).toBeCloseTo(1.5 * DEGREE_METERS, 5);
    expect(lengthMeters([[25, 60]])).toBe(0);
    expect(lengthMeters([])).toBe(0);
  });

  it("finds the nearest place on a line where walking along it does", () => {
    const line: LngLat[] = [
      [25, 60],
      [25.01, 60.002],
      [25.008, 60.01],
    ];
    fc.assert(
      fc.property(
        fc.double({ min: 24.99, max: 25.02, noNaN: true }),
        fc.double({ min: 59.99, max: 60.02, noNaN: true }),
        (lng, lat) => {
          let least = Number.POSITIVE_INFINITY;
          for (let i = 1; i < line.length; i++)
            for (let k = 0; k <= 500; k++) {
              const [a, b] = [line[i - 1]!, line[i]!];
              const here: LngLat = [
                a[0] + (k / 500) * (b[0] - a[0]),
                a[1] + (k / 500) * (b[1] - a[1]),
              ];
              least = Math.min(least, distanceMeters([lng, lat], here));
            }
          const nearest = nearestOnLine([lng, lat], line)!;
          expect(Math.abs(nearest.distanceMeters - least)).toBeLessThan(2);
          expect(
            Math.abs(distanceMeters([lng, lat], nearest.position) - nearest.distanceMeters),
          ).toBeLessThan(0.5);
        },
      ),
      { numRuns: 50 },
    );
    expect(nearestOnLine([25, 60], [])).toBeNull();
  });

  it("says how far places are from a street, and 0 where they touch", () => {
    const street: LngLat[] = [
      [25, 60],
      [25.02, 60],
    ];
    const north = (meters: number) => 60 + meters / DEGREE_METERS;
    expect(
      distanceToLineMeters(toParts({ type: "Point", coordinates: [25.01, north(50)] }), street),
    ).toBeCloseTo(50, 2);
    expect(
      distanceToLineMeters(
        toParts({
          type: "LineString",
          coordinates: [
            [25.01, north(30)],
            [25.01, north(90)],
          ],
        }),
        street,
      ),
    ).toBeCloseTo(30, 2);
    expect(
      distanceToLineMeters(
        toParts({
          type: "LineString",
          coordinates: [
            [25.01, north(-30)],
            [25.01, north(90)],
          ],
        }),
        street,
      ),
    ).toBe(0);
  });
});
