import type { Geometry, Position } from "geojson";
import { EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";

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

const DEGREES = 180 / Math.PI;

/** Databases measure on an ellipsoid, where a degree is up to 0.6 % shorter than on our sphere. */
const MARGIN = 1.01;

/**
 * How many degrees east and north of a place hold whatever lies within some meters of it, by either sphere or
 * ellipsoid: for an index, after which what it finds is measured.
 *
 * @param meters  0 or more, and small beside the distance to the poles.
 */
export function degreesAround([, lat]: LngLat, meters: number): [lng: number, lat: number] {
  const north = (meters / EARTH_RADIUS_METERS) * DEGREES * MARGIN + 1e-6; // positions are kept to some 0.1 m
  return [north / Math.max(0.001, Math.cos((Math.abs(lat) + north) / DEGREES)), north];
}

/** A bbox that holds whatever lies within some meters of a place, and little else. As `degreesAround`. */
export function bboxAround(position: LngLat, meters: number): Bbox {
  const [lng, lat] = position;
  const [east, north] = degreesAround(position, meters);
  return [lng - east, lat - north, lng + east, lat + north];
}

/** Whether two bboxes have a place in common; touching counts. */
export function doBboxesMeet(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
