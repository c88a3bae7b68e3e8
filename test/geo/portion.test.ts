import { describe, expect, it } from "vitest";
import { EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import { lengthInsideMeters, lengthNearMeters } from "../../server/geo/portion.ts";

/** One meter in degrees of latitude, and of longitude at 60°N, where it is twice as much. */
const NORTH = 180 / Math.PI / EARTH_RADIUS_METERS;
const EAST = NORTH * 2;
const at = (x: number, y: number) => [25 + x * EAST, 60 + y * NORTH];

describe("lengthInsideMeters", () => {
  it("counts what is in the area, and not what is in its hole", () => {
    const square = (low: number, high: number) => [
      at(low, low),
      at(high, low),
      at(high, high),
      at(low, high),
      at(low, low),
    ];
    const polygons = [[square(0, 400), square(100, 300)]];
    // 1,000 m across the middle: 400 inside, of which 200 are hole
    expect(lengthInsideMeters([[at(-300, 200), at(700, 200)]], polygons)).toBeCloseTo(200, 1);
    expect(lengthInsideMeters([[at(-300, 500), at(700, 500)]], polygons)).toBe(0);
  });
});

describe("lengthNearMeters", () => {
  const path = [[at(0, 0), at(100, 0)]];

  it.each([
    { line: [at(-500, 0), at(500, 0)], meters: 120 }, // 10 before, 100 along, 10 after
    { line: [at(50, -500), at(50, 500)], meters: 20 }, // across
    { line: [at(-500, 9), at(500, 9)], meters: 100 + 2 * Math.sqrt(100 - 81) },
    { line: [at(-500, 11), at(500, 11)], meters: 0 },
    { line: [at(0, 5), at(100, 5)], meters: 100 },
    { line: [at(20, 5), at(20, 5)], meters: 0 },
  ])("finds $meters m within 10 m", ({ line, meters }) => {
    expect(lengthNearMeters([line], path, 10)).toBeCloseTo(meters, 1);
  });

  it("counts a stretch near two lines once", () => {
    const line = [at(-500, 0), at(500, 0)];
    expect(lengthNearMeters([line], [path[0]!, [at(90, 0), at(200, 0)]], 10)).toBeCloseTo(220, 1);
  });

  it("is near a single position too", () => {
    expect(lengthNearMeters([[at(-500, 0), at(500, 0)]], [[at(0, 0)]], 10)).toBeCloseTo(20, 1);
    expect(lengthNearMeters([[at(-500, 0), at(500, 0)]], [], 10)).toBe(0);
  });
});
