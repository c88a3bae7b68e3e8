import type { Geometry } from "geojson";
import type { LngLat } from "../../data/demo/records.ts";

/** Whether a position is inside a closed ring, by counting crossings to the east. */
export function isInRing([x, y]: LngLat, ring: readonly LngLat[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The outer ring of a polygon. */
export function outlineOf(shape: Geometry): LngLat[] {
  if (shape.type !== "Polygon") throw new TypeError(`expected a polygon, got ${shape.type}`);
  return shape.coordinates[0]!.map(([lng, lat]) => [lng!, lat!] as const);
}
