import type { Geometry, Position } from "geojson";
import type { OsmTags } from "./osm.ts";
import { centroidOf } from "./rings.ts";

/** Whose the records of an OSM file are. */
export const SOURCE = "osm";

/** Something with tags and a place: a node, a closed or open way, a multipolygon. */
export type Thing = {
  readonly key: string;
  readonly tags: OsmTags;
  readonly geometry: Geometry;
};

/** The key of a record in the register. */
export const idOf = (key: string) => `osm-${key.replace(/^(\w)\w*\//, "$1")}`;

/** Where a symbol stands: the point itself, the centre of a surface, the first point of a line. */
export function placeOf(geometry: Geometry): Position | null {
  if (geometry.type === "Point") return geometry.coordinates;
  if (geometry.type === "Polygon") return rounded(centroidOf(geometry.coordinates[0]!));
  if (geometry.type === "MultiPolygon")
    return rounded(centroidOf(geometry.coordinates.at(-1)![0]!));
  return geometry.type === "LineString" ? geometry.coordinates[0]! : null;
}
const rounded = (position: Position) => position.map((degrees) => Math.round(degrees * 1e7) / 1e7);
