import type { Geometry } from "geojson";
import type { Bbox, LngLat } from "../map/geometry.ts";

/** The box around some geometries; null when there are none. */
export function bboxOf(geometries: readonly Geometry[]): Bbox | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (coordinates: readonly unknown[]) => {
    const [lng, lat] = coordinates;
    if (typeof lng === "number" && typeof lat === "number") {
      [west, east] = [Math.min(west, lng), Math.max(east, lng)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
      return;
    }
    for (const inner of coordinates) if (Array.isArray(inner)) visit(inner);
  };
  for (const geometry of geometries) if ("coordinates" in geometry) visit(geometry.coordinates);
  return west <= east ? [west, south, east, north] : null;
}

/** Where a record is, to go there: one point itself, of anything else the box around it. */
export function placeOf(geometries: readonly Geometry[]): LngLat | Bbox | null {
  const [only] = geometries;
  if (geometries.length === 1 && only?.type === "Point") {
    return [only.coordinates[0]!, only.coordinates[1]!];
  }
  return bboxOf(geometries);
}
