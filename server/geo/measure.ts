import type { LngLat } from "./position.ts";

/** Mean radius of the earth (IUGG R₁), meters. Every distance in the system is measured on this sphere. */
export const EARTH_RADIUS_METERS = 6_371_008.8;

const RADIANS = Math.PI / 180;

/**
 * How far two positions are apart over the ground.
 *
 * @returns Meters along the great circle (haversine), 0 for equal positions; NaN when a coordinate is NaN.
 */
export function distanceMeters([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const a =
    Math.sin(((latB - latA) * RADIANS) / 2) ** 2 +
    Math.cos(latA * RADIANS) *
      Math.cos(latB * RADIANS) *
      Math.sin(((lngB - lngA) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a)));
}

/**
 * How long a line is over the ground.
 *
 * @param line  Positions in order; none or one is a line of 0 m.
 */
export function lengthMeters(line: readonly LngLat[]): number {
  let total = 0;
  for (let i = 1; i < line.length; i++) total += distanceMeters(line[i - 1]!, line[i]!);
  return total;
}

/** Where a position is nearest to on a line, and how far that is. */
export type NearestOnLine = { readonly position: LngLat; readonly distanceMeters: number };

/**
 * Which point of a line is nearest to a position.
 *
 * Works on a plane that touches the sphere at the position, which is exact to 1 part in 10⁵ within 10 km; not for
 * lines across a country.
 *
 * @returns null for an empty line. O(length).
 */
export function nearestOnLine(
  [lng, lat]: LngLat,
  line: readonly (readonly number[])[],
): NearestOnLine | null {
  const perDegree = EARTH_RADIUS_METERS * RADIANS;
  const scaleX = perDegree * Math.cos(lat * RADIANS);
  let best: LngLat | null = null;
  let bestSquared = Number.POSITIVE_INFINITY;
  for (let i = 0; i < line.length; i++) {
    const ax = (line[i]![0]! - lng) * scaleX;
    const ay = (line[i]![1]! - lat) * perDegree;
    const next = line[i + 1] ?? line[i]!;
    const dx = (next[0]! - lng) * scaleX - ax;
    const dy = (next[1]! - lat) * perDegree - ay;
    const lengthSquared = dx * dx + dy * dy;
    const along =
      lengthSquared === 0 ? 0 : Math.min(Math.max(-(ax * dx + ay * dy) / lengthSquared, 0), 1);
    const squared = (ax + along * dx) ** 2 + (ay + along * dy) ** 2;
    if (squared >= bestSquared) continue;
    bestSquared = squared;
    best = [lng + (ax + along * dx) / scaleX, lat + (ay + along * dy) / perDegree];
  }
  return best && { position: best, distanceMeters: Math.sqrt(bestSquared) };
}
