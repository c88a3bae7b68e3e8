import type { Geometry, Position } from "geojson";
import proj4 from "proj4";
import { DomainError } from "../http/problem.ts";

/** A system the OGC endpoints speak. */
export type OgcCrs = {
  readonly uri: string;
  /** From the system's first and second axis to lng and lat. */
  readonly toLngLat: (position: Position) => Position;
  readonly fromLngLat: (position: Position) => Position;
};

const swap = (position: Position): Position => [position[1]!, position[0]!];
const same = (position: Position): Position => position;
const mercator = proj4("EPSG:3857");

/** Positions as GeoJSON has them: longitude first. */
export const CRS84: OgcCrs = {
  uri: "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
  toLngLat: same,
  fromLngLat: same,
};

/**
 * The systems items may be asked for in. EPSG:4326 and EPSG:4490 have latitude first, as their register says.
 *
 * EPSG:4490 is CGCS2000 in degrees; its difference from WGS 84 is below a meter and left out, as in `server/geo/crs.ts`.
 */
export const OGC_CRS: readonly OgcCrs[] = [
  CRS84,
  { uri: "http://www.opengis.net/def/crs/EPSG/0/4326", toLngLat: swap, fromLngLat: swap },
  {
    uri: "http://www.opengis.net/def/crs/EPSG/0/3857",
    toLngLat: (position) => mercator.inverse([position[0]!, position[1]!]),
    fromLngLat: (position) => mercator.forward([position[0]!, position[1]!]),
  },
  { uri: "http://www.opengis.net/def/crs/EPSG/0/4490", toLngLat: swap, fromLngLat: swap },
];

/**
 * The system a parameter names.
 *
 * @throws {DomainError} `query-invalid`, with the systems there are.
 */
export function ogcCrsOf(field: string, uri: string | undefined): OgcCrs {
  if (uri === undefined) return CRS84;
  const found = OGC_CRS.find((crs) => crs.uri === uri);
  if (found) return found;
  const remedy = `one of ${OGC_CRS.map((crs) => crs.uri).join(", ")}`;
  throw new DomainError("query-invalid", `${field}: ${remedy}`, [{ field, value: uri, remedy }]);
}

/**
 * A bbox parameter as west, south, east, north.
 *
 * Of six numbers, the heights are left out. A box that crosses the antimeridian (west > east) is refused: no district does.
 *
 * @throws {DomainError} `query-invalid`, when it is not four or six finite numbers in order, or lies off the earth.
 */
export function parseBbox(
  text: string,
  crs: OgcCrs = CRS84,
): [west: number, south: number, east: number, north: number] {
  const fail = (remedy: string) =>
    new DomainError("query-invalid", `bbox: ${remedy}`, [
      { field: "bbox", value: text.slice(0, 200), remedy },
    ]);
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if ((numbers.length !== 4 && numbers.length !== 6) || !numbers.every(Number.isFinite))
    throw fail("give four finite numbers: west,south,east,north");
  const [low, high] =
    numbers.length === 4
      ? [numbers.slice(0, 2), numbers.slice(2)]
      : [numbers.slice(0, 2), numbers.slice(3, 5)];
  const [west, south] = crs.toLngLat(low) as [number, number]; // two in, two out
  const [east, north] = crs.toLngLat(high) as [number, number];
  if (west > east || south > north) throw fail("the first corner is the lower one on both axes");
  const isOnEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  if (!isOnEarth) throw fail("longitude is from -180 to 180, latitude from -90 to 90");
  return [west, south, east, north];
}

/** A geometry with every position moved. */
export function movedGeometry(
  geometry: Geometry,
  move: (position: Position) => Position,
): Geometry {
  if (geometry.type === "GeometryCollection")
    return { ...geometry, geometries: geometry.geometries.map((g) => movedGeometry(g, move)) };
  // Coordinates are positions nested to the depth of the type, and stay so.
  const deep = (value: unknown): unknown =>
    Array.isArray(value) && typeof value[0] === "number"
      ? move(value)
      : (value as unknown[]).map(deep);
  return { ...geometry, coordinates: deep(geometry.coordinates) } as Geometry;
}
