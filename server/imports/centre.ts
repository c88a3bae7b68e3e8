import type { Geometry, Point, Position } from "geojson";
import { centroidOf } from "./rings.ts";

const point = (coordinates: Position): Point => ({ type: "Point", coordinates });

/**
 * The place of a thing as one point: the point itself, the centre of a surface's largest ring.
 *
 * @returns null for lines and for several points, which are not one place.
 */
export function centreOf(geometry: Geometry): Point | null {
  if (geometry.type === "Point") return point(geometry.coordinates.slice(0, 2));
  if (geometry.type === "MultiPoint" && geometry.coordinates.length === 1) {
    return point(geometry.coordinates[0]!.slice(0, 2));
  }
  if (geometry.type === "Polygon") return point(centroidOf(geometry.coordinates[0]!));
  if (geometry.type !== "MultiPolygon") return null;
  const shells = geometry.coordinates.map(([shell]) => shell!);
  return point(centroidOf(shells.reduce((a, b) => (b.length > a.length ? b : a))));
}
