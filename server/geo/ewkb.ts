import type { Geometry, Position } from "geojson";

const KIND_NUMBERS = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const;
const HAS_SRID = 0x20000000;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * A geometry as PostGIS reads it fastest: extended well-known binary, little-endian, in hexadecimal, WGS 84.
 *
 * Cast it with `::geometry`. Heights are dropped.
 *
 * @throws {TypeError} for a GeometryCollection.
 * @see PostGIS manual, ST_AsHEXEWKB; OGC 06-103r4 section 8.
 */
export function toEwkbHex(geometry: Geometry): string {
  if (geometry.type === "GeometryCollection")
    throw new TypeError("a collection is not one geometry");
  const numbers: number[] = []; // 1 byte each
  const scratch = new DataView(new ArrayBuffer(8));
  const byte = (value: number) => numbers.push(value);
  const uint32 = (value: number) => {
    scratch.setUint32(0, value, true);
    for (let i = 0; i < 4; i++) byte(scratch.getUint8(i));
  };
  const float64 = (value: number) => {
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) byte(scratch.getUint8(i));
  };
  const point = ([x, y]: Position) => {
    float64(x!);
    float64(y!);
  };
  const list = <T>(items: readonly T[], write: (item: T) => void) => {
    uint32(items.length);
    items.forEach(write);
  };
  const line = (positions: readonly Position[]) => list(positions, point);
  const rings = (polygon: readonly (readonly Position[])[]) => list(polygon, line);
  const part =
    <T>(type: keyof typeof KIND_NUMBERS, write: (item: T) => void) =>
    (item: T) => {
      byte(1);
      uint32(KIND_NUMBERS[type]);
      write(item);
    };

  byte(1);
  uint32(KIND_NUMBERS[geometry.type] | HAS_SRID);
  uint32(4326);
  switch (geometry.type) {
    case "Point":
      point(geometry.coordinates);
      break;
    case "LineString":
      line(geometry.coordinates);
      break;
    case "Polygon":
      rings(geometry.coordinates);
      break;
    case "MultiPoint":
      list(geometry.coordinates, part("Point", point));
      break;
    case "MultiLineString":
      list(geometry.coordinates, part("LineString", line));
      break;
    case "MultiPolygon":
      list(geometry.coordinates, part("Polygon", rings));
      break;
  }
  let hex = "";
  for (const value of numbers) hex += HEX[value];
  return hex;
}
