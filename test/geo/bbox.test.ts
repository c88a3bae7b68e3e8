import { expect, it } from "vitest";
import { bboxAround } from "../../server/geo/bbox.ts";
import { EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";

const RADIANS = Math.PI / 180;

/** Where one comes who goes so far in a direction on the sphere. */
function gone([lng, lat]: LngLat, meters: number, direction: number): LngLat {
  const [from, arc] = [lat * RADIANS, meters / EARTH_RADIUS_METERS];
  const to = Math.asin(
    Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(direction),
  );
  const across = Math.atan2(
    Math.sin(direction) * Math.sin(arc) * Math.cos(from),
    Math.cos(arc) - Math.sin(from) * Math.sin(to),
  );
  return [lng + across / RADIANS, to / RADIANS];
}

const PLACES: readonly LngLat[] = [
  [1, 0],
  [112.57, 26.89],
  [25, 60],
  [-70.9, -53.2],
];

it.each(PLACES)("a bbox around %d, %d holds all that is so near, and little else", (lng, lat) => {
  for (const meters of [50, 2_000, 20_000]) {
    const [west, south, east, north] = bboxAround([lng, lat], meters);
    for (let i = 0; i < 360; i++) {
      const [x, y] = gone([lng, lat], meters, i * RADIANS);
      expect(x >= west && x <= east && y >= south && y <= north).toBe(true);
    }
    const [, top] = gone([lng, lat], meters, 0);
    const [right] = gone([lng, lat], meters, Math.PI / 2);
    expect((north - lat) / (top - lat)).toBeLessThan(1.02);
    expect((east - lng) / (right - lng)).toBeLessThan(1.03);
  }
});

it("a bbox holds what an ellipsoid calls near, where a degree is shortest", () => {
  // WGS 84: along a meridian at the equator a degree is a (1 − e²) π/180 = 110 574 m
  const degree = 6_378_137 * (1 - 0.00669437999) * RADIANS;
  const [, , , north] = bboxAround([30, 0], 2_000);
  expect(north).toBeGreaterThan(2_000 / degree);
});
