import type { Geometry, Position } from "geojson";

/** Depth of `coordinates` by type: a position is 0. */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/**
 * The geometry a value is.
 *
 * @returns null for null, and in words what is wrong with it otherwise.
 */
export function geometryOf(value: unknown): Geometry | null | string {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object" || !("type" in value) || typeof value.type !== "string") {
    return "it is no geometry: give an object with type and coordinates";
  }
  const depth = DEPTHS[value.type];
  if (depth === undefined) return `${value.type} cannot be imported: split it into simple parts`;
  const coordinates = "coordinates" in value ? value.coordinates : undefined;
  if (!isNested(coordinates, depth)) {
    return `its coordinates are not those of a ${value.type}: give [longitude, latitude] numbers`;
  }
  // isNested has just proven the shape that the type asks for.
  return { type: value.type, coordinates } as Geometry;
}

function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth > 0) return value.length > 0 && value.every((part) => isNested(part, depth - 1));
  return value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}

/** A geometry with every position converted; height is dropped, the register is flat. */
export function mapPositions(geometry: Geometry, convert: (at: Position) => Position): Geometry {
  const walk = (coordinates: unknown, depth: number): unknown =>
    depth === 0
      ? convert(coordinates as Position) // depth says that this is one
      : (coordinates as unknown[]).map((part) => walk(part, depth - 1));
  if (geometry.type === "GeometryCollection") return geometry;
  // Converting positions keeps the shape of the type.
  return {
    type: geometry.type,
    coordinates: walk(geometry.coordinates, DEPTHS[geometry.type]!),
  } as Geometry;
}

/** Every position of a geometry, in order. */
export function positionsOf(geometry: Geometry): Position[] {
  const positions: Position[] = [];
  mapPositions(geometry, (at) => {
    positions.push(at);
    return at;
  });
  return positions;
}
