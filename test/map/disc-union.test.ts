import { describe, expect, it } from "vitest";
import { discUnion } from "../../web/map/disc-union.ts";

type Place = readonly [number, number];

const areaOf = (ring: readonly Place[]) =>
  ring.slice(1).reduce((sum, [x, y], index) => {
    const [ax, ay] = ring[index]!;
    return sum + (ax * y - x * ay) / 2;
  }, 0);
const totalArea = (polygons: readonly (readonly Place[][])[]) =>
  polygons.flat().reduce((sum, ring) => sum + areaOf(ring), 0);

function contains(polygons: readonly (readonly Place[][])[], [x, y]: Place) {
  let crossings = 0;
  for (const ring of polygons.flat()) {
    for (let index = 1; index < ring.length; index += 1) {
      const [ax, ay] = ring[index - 1]!;
      const [bx, by] = ring[index]!;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

/** A sequence of numbers in [0, 1) that is the same on every machine. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe("discUnion", () => {
  it("is nothing around nothing", () => expect(discUnion([], 100)).toEqual([]));

  it("is one circle around one place, however often it is named", () => {
    const polygons = discUnion(
      [
        [10, 20],
        [10, 20],
      ],
      100,
    );
    expect(polygons).toHaveLength(1);
    // a 48-gon of radius r has the area 24 r² sin(7.5°)
    expect(totalArea(polygons)).toBeCloseTo(24 * 100 ** 2 * Math.sin((7.5 * Math.PI) / 180), 3);
  });

  it("counts the lens of two overlapping discs once", () => {
    const radius = 100;
    const apart = 120;
    // the lens of two equal circles: 2 r² acos(d / 2r) − d/2 √(4r² − d²)
    const lens =
      2 * radius ** 2 * Math.acos(apart / (2 * radius)) -
      (apart / 2) * Math.sqrt(4 * radius ** 2 - apart ** 2);
    const polygons = discUnion(
      [
        [0, 0],
        [apart, 0],
      ],
      radius,
    );
    expect(polygons).toHaveLength(1);
    const expected = 2 * Math.PI * radius ** 2 - lens;
    expect(Math.abs(totalArea(polygons) / expected - 1)).toBeLessThan(0.004);
  });

  it("leaves a hole inside a ring of discs, in its outer ring", () => {
    const ring = Array.from({ length: 12 }, (_, index): Place => {
      const angle = (index * Math.PI) / 6;
      return [300 * Math.cos(angle), 300 * Math.sin(angle)];
    });
    const polygons = discUnion(ring, 100);
    expect(polygons.map((rings) => rings.length)).toEqual([2]);
    expect(areaOf(polygons[0]![0]!)).toBeGreaterThan(0);
    expect(areaOf(polygons[0]![1]!)).toBeLessThan(0);
    expect(contains(polygons, [0, 0])).toBe(false);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("holds exactly what is within reach, town %i", (seed) => {
    const random = seeded(seed * 7919);
    const places = Array.from({ length: 60 }, (): Place => [random() * 3000, random() * 3000]);
    const radius = 200;
    const polygons = discUnion(places, radius);
    for (let tries = 0; tries < 2000; tries += 1) {
      const point: Place = [random() * 3400 - 200, random() * 3400 - 200];
      const nearest = Math.min(...places.map(([x, y]) => Math.hypot(x - point[0], y - point[1])));
      // chords lie up to 0.22 % inside the circle
      if (nearest > radius * 0.997 && nearest < radius * 1.001) continue;
      expect(contains(polygons, point), `${point} in town ${seed}`).toBe(nearest <= radius);
    }
  });
});
