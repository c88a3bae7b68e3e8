import type { Geometry, Position } from "geojson";

/** Deeper nesting than any geometry has. */
const MAX_DEPTH = 4;

/**
 * The geometry of well-known binary, in either byte order; Z and M are dropped.
 *
 * @returns null for an empty geometry.
 * @throws {RangeError} when the bytes end too early or the type is none of GeoJSON's.
 * @see OGC 06-103r4, section 8.2; EWKB flags as PostGIS and GeoPackage's ISO codes.
 */
export function parseWkb(bytes: Uint8Array): Geometry | null {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  return readGeometry(reader, 0);
}

type Reader = { view: DataView; at: number };

function readGeometry(reader: Reader, depth: number): Geometry | null {
  if (depth > MAX_DEPTH) throw new RangeError("geometry nests too deep");
  const isLittle = reader.view.getUint8(reader.at) === 1;
  const code = reader.view.getUint32(reader.at + 1, isLittle);
  reader.at += 5;
  const flags = code >>> 28;
  const [type, iso] = [(code & 0xffff) % 1000, Math.floor((code & 0xffff) / 1000)];
  if (flags & 2) reader.at += 4; // EWKB: a spatial reference follows
  const extra =
    Number(iso === 1 || iso === 3 || (flags & 8) > 0) + Number(iso >= 2 || (flags & 4) > 0);

  const count = () => {
    const value = reader.view.getUint32(reader.at, isLittle);
    reader.at += 4;
    if (value > reader.view.byteLength) throw new RangeError(`${value} parts do not fit`);
    return value;
  };
  const position = (): Position => {
    const x = reader.view.getFloat64(reader.at, isLittle);
    const y = reader.view.getFloat64(reader.at + 8, isLittle);
    reader.at += 16 + extra * 8;
    return [x, y];
  };
  const many = <T>(read: () => T): T[] => Array.from({ length: count() }, read);
  const ring = () => many(position);

  if (type === 1) {
    const at = position();
    return Number.isNaN(at[0]) ? null : { type: "Point", coordinates: at };
  }
  if (type === 2) return orNull({ type: "LineString", coordinates: ring() });
  if (type === 3) return orNull({ type: "Polygon", coordinates: many(ring) });
  const parts = () => many(() => readGeometry(reader, depth + 1)).filter((part) => part !== null);
  if (type === 4) return collected("MultiPoint", parts());
  if (type === 5) return collected("MultiLineString", parts());
  if (type === 6) return collected("MultiPolygon", parts());
  throw new RangeError(`geometry type ${type} cannot be imported`);
}

const orNull = (geometry: Exclude<Geometry, { type: "GeometryCollection" }>) =>
  geometry.coordinates.length > 0 ? geometry : null;

function collected(type: "MultiPoint" | "MultiLineString" | "MultiPolygon", parts: Geometry[]) {
  const coordinates = parts.map((part) =>
    part.type === "GeometryCollection" ? [] : part.coordinates,
  );
  // The parts are of the simple type that the collection is of, or the file is not WKB.
  return coordinates.length > 0 ? ({ type, coordinates } as Geometry) : null;
}
