/**
 * Side of the web-mercator square in world units: 2³², so that a coordinate fits a Uint32 and one unit is at most
 * 9.4 mm on the ground. A position with seven decimals comes back unchanged (half a unit is 4.2e-8 degrees).
 */
export const WORLD_SIZE = 4_294_967_296;

/** Latitude where the web-mercator square ends, degrees. */
export const GREATEST_LAT = 85.0511287798066;

const clamped = (unit: number) => Math.min(Math.max(Math.round(unit), 0), WORLD_SIZE - 1);

/**
 * Where a longitude lies from the west edge of the web-mercator square.
 *
 * @param lng  Degrees; beyond ±180 is clamped to the edge.
 * @returns A whole number from 0 to 2³² − 1.
 */
export const worldX = (lng: number) => clamped((lng / 360 + 0.5) * WORLD_SIZE);

/**
 * Where a latitude lies from the north edge of the web-mercator square.
 *
 * @param lat  Degrees; beyond ±85.0511 is clamped to the edge.
 * @returns A whole number from 0 (north) to 2³² − 1 (south).
 */
export function worldY(lat: number) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return clamped((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD_SIZE);
}

const toSevenDecimals = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Longitude of a world coordinate, degrees to seven decimals. */
export const lngOf = (x: number) => toSevenDecimals((x / WORLD_SIZE - 0.5) * 360);

/** Latitude of a world coordinate, degrees to seven decimals. */
export const latOf = (y: number) =>
  toSevenDecimals((Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD_SIZE))) * 180) / Math.PI);
