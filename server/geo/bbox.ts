import type { Geometry, Position } from "geojson";

/** West, south, east, north in degrees; west ≤ east: nothing here wraps around the antimeridian. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/** The smallest bbox around a geometry; of an empty one, a bbox that meets nothing. */
export function bboxOf(geometry: Geometry): Bbox {
  const bbox: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const grow = (value: Position | Position[] | Position[][] | Position[][][]) => {
    if (typeof value[0] !== "number") {
      for (const part of value as Position[]) grow(part); // nested to the depth of the type
      return;
    }
    const [lng, lat] = value as [number, number]; // a position has at least two numbers
    if (lng < bbox[0]) bbox[0] = lng;
    if (lat < bbox[1]) bbox[1] = lat;
    if (lng > bbox[2]) bbox[2] = lng;
    if (lat > bbox[3]) bbox[3] = lat;
  };
  if (geometry.type === "GeometryCollection")
    for (const part of geometry.geometries) {
      const [west, south, east, north] = bboxOf(part);
      grow([
        [west, south],
        [east, north],
      ]);
    }
  else grow(geometry.coordinates);
  return bbox;
}

/** Whether two bboxes have a place in common; touching counts. */
export function doBboxesMeet(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
