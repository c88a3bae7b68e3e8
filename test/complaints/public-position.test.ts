import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicPosition } from "../../server/complaints/layers.ts";
import { distanceMeters, nearestOnLine } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";

const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;
const north = (meters: number) => 60 + meters / METERS_PER_DEGREE;

/** A street along the parallel and one across it. */
const streets: LngLat[][] = [
  [
    [25, 60],
    [25.02, 60],
  ],
  [
    [25.015, 59.99],
    [25.015, 60.01],
  ],
];
const toPublic = publicPosition(streets);

describe("publicPosition", () => {
  it("moves a door to the street in front of it", () => {
    const [lng, lat] = toPublic([25.01, north(40)]);
    expect([lng, lat]).toEqual([expect.closeTo(25.01, 9), expect.closeTo(60, 9)]);
  });

  it("gives two doors across the street from each other one place", () => {
    const [one, other] = [toPublic([25.01, north(12)]), toPublic([25.01, north(-30)])];
    expect(distanceMeters(one, other)).toBeLessThan(0.001);
  });

  it.each([
    { meters: 99, expected: [25.0054, 60] },
    { meters: 101, expected: [25.005, 60.001] }, // three decimals: no street is near
  ])("looks for a street within 100 m: $meters m", ({ meters, expected: [lng, lat] }) => {
    const [shownLng, shownLat] = toPublic([25.0054, north(meters)]);
    expect(shownLng).toBeCloseTo(lng!, 7);
    expect(shownLat).toBeCloseTo(lat!, 7);
  });

  it("rounds where there is no street at all", () => {
    expect(publicPosition([])([25.01234, 60.00567])).toEqual([25.012, 60.006]);
  });

  it("takes the nearest of all streets, as measuring each of them would", () => {
    const lng = fc.double({ min: 24.99, max: 25.03, noNaN: true });
    const lat = fc.double({ min: 59.985, max: 60.015, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(lng, lat), (door) => {
        const distances = streets.map((street) => nearestOnLine(door, street)!.distanceMeters);
        const least = Math.min(...distances);
        fc.pre(Math.abs(least - 100) > 0.01);
        const shown = toPublic(door);
        const isOnStreet =
          Math.min(...streets.map((street) => nearestOnLine(shown, street)!.distanceMeters)) <
          0.001;
        if (least > 100)
          expect(shown).toEqual(door.map((degrees) => Math.round(degrees * 1000) / 1000));
        else {
          expect(isOnStreet).toBe(true);
          expect(distanceMeters(door, shown)).toBeCloseTo(least, 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
