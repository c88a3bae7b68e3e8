import type { Geometry } from "geojson";

/** Coordinates in WKT's brackets: a position is its numbers, everything else a list. */
const listOf = (coordinates: unknown): string => {
  const parts = coordinates as unknown[]; // GeoJSON nests arrays down to numbers
  if (typeof parts[0] === "number") return `${parts[0]} ${parts[1]}`;
  return parts
    .map((part) =>
      typeof (part as unknown[])[0] === "number" ? listOf(part) : `(${listOf(part)})`,
    )
    .join(",");
};

/** A WGS 84 geometry as PostGIS reads it. Numbers keep every digit. */
export function ewktOf(geometry: Geometry): string {
  if (geometry.type === "GeometryCollection") throw new TypeError("collections are not written");
  return `SRID=4326;${geometry.type.toUpperCase()}(${listOf(geometry.coordinates)})`;
}
