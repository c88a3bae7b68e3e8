export type LngLat = readonly [lng: number, lat: number];
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/** WGS 84's equatorial radius: the sphere of Web Mercator. */
const EARTH_RADIUS_METERS = 6_378_137;

/** Mean radius, for distances on the ground. */
const MEAN_RADIUS_METERS = 6_371_008.8;

/**
 * How many meters of ground one screen pixel covers, on a map of 512-pixel tiles.
 *
 * @param lat  Degrees, within ±85.06.
 */
export const metersPerPixel = (lat: number, zoom: number) =>
  (2 * Math.PI * EARTH_RADIUS_METERS * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

/**
 * A circle on the ground as a closed ring, counter-clockwise.
 *
 * On a sphere: at a service radius of some hundred meters the difference to the ellipsoid is below 0.6 %.
 *
 * @param radiusMeters  Greater than 0.
 * @param corners  How many; the ring repeats its first at the end.
 */
export function circleRing(center: LngLat, radiusMeters: number, corners = 48): LngLat[] {
  const [lng, lat] = center;
  const angle = radiusMeters / MEAN_RADIUS_METERS;
  const latRadians = (lat * Math.PI) / 180;
  return Array.from({ length: corners + 1 }, (_, index) => {
    const bearing = (-2 * Math.PI * (index % corners)) / corners;
    const toLat = Math.asin(
      Math.sin(latRadians) * Math.cos(angle) +
        Math.cos(latRadians) * Math.sin(angle) * Math.cos(bearing),
    );
    const byLng = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(latRadians),
      Math.cos(angle) - Math.sin(latRadians) * Math.sin(toLat),
    );
    return [lng + (byLng * 180) / Math.PI, (toLat * 180) / Math.PI];
  });
}

/** Meters along the great circle between two places. */
export function distanceMeters([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const toRadians = Math.PI / 180;
  const half =
    Math.sin(((latB - latA) * toRadians) / 2) ** 2 +
    Math.cos(latA * toRadians) *
      Math.cos(latB * toRadians) *
      Math.sin(((lngB - lngA) * toRadians) / 2) ** 2;
  return 2 * MEAN_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * A place to write a polygon's name: the centroid of its largest part, or, where that lies outside as in the bend of
 * a river, the middle of the widest stretch beside it.
 *
 * @param parts  Outer rings, closed.
 * @returns null where there is no part with an area.
 * @see Bourke, "Calculating the area and centroid of a polygon", 1988.
 */
export function labelPosition(parts: readonly (readonly LngLat[])[]): LngLat | null {
  let largest = 0;
  let position: LngLat | null = null;
  let within: readonly LngLat[] = [];
  for (const ring of parts) {
    const [originLng, originLat] = ring[0] ?? [0, 0];
    let doubledArea = 0;
    let lngSum = 0;
    let latSum = 0;
    for (let index = 1; index < ring.length; index += 1) {
      const ax = ring[index - 1]![0] - originLng;
      const ay = ring[index - 1]![1] - originLat;
      const bx = ring[index]![0] - originLng;
      const by = ring[index]![1] - originLat;
      const cross = ax * by - bx * ay;
      doubledArea += cross;
      lngSum += (ax + bx) * cross;
      latSum += (ay + by) * cross;
    }
    if (Math.abs(doubledArea) <= largest) continue;
    largest = Math.abs(doubledArea);
    within = ring;
    position = [originLng + lngSum / (3 * doubledArea), originLat + latSum / (3 * doubledArea)];
  }
  return position && insideOf(within, position);
}

/** The position itself where it is inside, else the middle of the longest stretch inside on its parallel. */
function insideOf(ring: readonly LngLat[], [lng, lat]: LngLat): LngLat {
  const crossings: number[] = [];
  for (let index = 1; index < ring.length; index += 1) {
    const [aLng, aLat] = ring[index - 1]!;
    const [bLng, bLat] = ring[index]!;
    if (aLat > lat !== bLat > lat) {
      crossings.push(aLng + ((lat - aLat) / (bLat - aLat)) * (bLng - aLng));
    }
  }
  crossings.sort((a, b) => a - b);
  let best: readonly [west: number, east: number] = [lng, lng];
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [west, east] = [crossings[index]!, crossings[index + 1]!];
    if (west <= lng && lng <= east) return [lng, lat];
    if (east - west > best[1] - best[0]) best = [west, east];
  }
  return [(best[0] + best[1]) / 2, lat];
}
