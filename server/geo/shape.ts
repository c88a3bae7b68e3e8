import { EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";

/**
 * A geometry taken apart: vertices of every line or ring one after the other, and where each begins.
 * Points are lines of one vertex.
 */
export type Parts = {
  /** 1 points, 2 lines, 3 rings. */
  readonly dimension: 1 | 2 | 3;
  /** lng0, lat0, lng1, lat1… */
  readonly coordinates: ArrayLike<number>;
  /** First vertex of each part, and the number of vertices at the end. */
  readonly starts: ArrayLike<number>;
};

/**
 * Whether a position lies in an area.
 *
 * Edges are straight in degrees (RFC 7946). A position on the border belongs to exactly one of two areas that share
 * the border (the one to its east or north), so that counts of neighbours add up.
 *
 * @param rings  All rings of all polygons: holes are where an even number of rings surrounds a position.
 */
export function isInside(rings: Parts, lng: number, lat: number): boolean {
  const { coordinates, starts } = rings;
  let inside = false;
  for (let part = 0; part + 1 < starts.length; part++) {
    const end = starts[part + 1]!;
    let previous = end - 1;
    for (let i = starts[part]!; i < end; previous = i++) {
      const lngA = coordinates[2 * i]!;
      const latA = coordinates[2 * i + 1]!;
      const lngB = coordinates[2 * previous]!;
      const latB = coordinates[2 * previous + 1]!;
      if (latA > lat === latB > lat) continue;
      // always worked out from the southern end: both neighbours round the same way
      const crossing =
        latA < latB
          ? lngA + ((lat - latA) * (lngB - lngA)) / (latB - latA)
          : lngB + ((lat - latB) * (lngA - lngB)) / (latA - latB);
      if (lng < crossing) inside = !inside;
    }
  }
  return inside;
}

/** Whether two geometries share a place. Points count as inside by the rule of `isInside`. */
export function doIntersect(a: Parts, b: Parts): boolean {
  if (b.dimension === 3 && hasVertexInside(b, a)) return true;
  if (a.dimension === 3 && hasVertexInside(a, b)) return true;
  return a.dimension > 1 && b.dimension > 1 && doEdgesCross(a, b);
}

function hasVertexInside(rings: Parts, other: Parts): boolean {
  const end = other.starts[other.starts.length - 1] ?? 0;
  for (let i = 0; i < end; i++) {
    if (isInside(rings, other.coordinates[2 * i]!, other.coordinates[2 * i + 1]!)) return true;
  }
  return false;
}

function doEdgesCross(a: Parts, b: Parts): boolean {
  for (let p = 0; p + 1 < a.starts.length; p++)
    for (let i = a.starts[p]! + 1; i < a.starts[p + 1]!; i++)
      for (let q = 0; q + 1 < b.starts.length; q++)
        for (let j = b.starts[q]! + 1; j < b.starts[q + 1]!; j++)
          if (doSegmentsMeet(a.coordinates, i, b.coordinates, j)) return true;
  return false;
}

/** Whether the segments that end at vertex `i` of one and `j` of the other share a point. */
function doSegmentsMeet(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): boolean {
  const ax = a[2 * i - 2]!;
  const ay = a[2 * i - 1]!;
  const bx = a[2 * i]!;
  const by = a[2 * i + 1]!;
  const cx = b[2 * j - 2]!;
  const cy = b[2 * j - 1]!;
  const dx = b[2 * j]!;
  const dy = b[2 * j + 1]!;
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const e = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const f = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return c * d <= 0 && e * f <= 0;
}

const POINT_TYPES = new Set(["Point", "MultiPoint"]);

type Positions = readonly (readonly number[])[];

/** A geometry as GeoJSON gives it, without the ones that hold others. */
export type SimpleGeometry =
  | { readonly type: "Point"; readonly coordinates: readonly number[] }
  | { readonly type: "MultiPoint"; readonly coordinates: Positions }
  | { readonly type: "LineString"; readonly coordinates: Positions }
  | { readonly type: "MultiLineString"; readonly coordinates: readonly Positions[] }
  | { readonly type: "Polygon"; readonly coordinates: readonly Positions[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Positions[])[] };

/** The lines or rings of a geometry, each an array of positions. */
export function linesOf(geometry: SimpleGeometry): readonly Positions[] {
  if (geometry.type === "Point") return [[geometry.coordinates]];
  if (geometry.type === "MultiPoint") return geometry.coordinates.map((position) => [position]);
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.coordinates;
}

/** A geometry taken apart, for `isInside` and `doIntersect`. */
export function toParts(geometry: SimpleGeometry): Parts {
  const lines = linesOf(geometry);
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1]! + line.length);
  const coordinates = new Float64Array(2 * starts[starts.length - 1]!);
  let at = 0;
  for (const line of lines)
    for (const position of line) {
      coordinates[at++] = position[0]!;
      coordinates[at++] = position[1]!;
    }
  const isPoint = POINT_TYPES.has(geometry.type);
  const dimension = isPoint ? 1 : geometry.type.endsWith("LineString") ? 2 : 3;
  return { dimension, coordinates, starts };
}

const METERS_PER_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180;

/**
 * How far a geometry is from a line, at the nearest.
 *
 * @param geometry  Anything; an area that holds a vertex of the line is 0 m away.
 * @param line  At least one position. Distances are taken on a plane that touches the sphere at its first one.
 * @returns Meters; 0 where they touch.
 */
export function distanceToLineMeters(geometry: Parts, line: readonly LngLat[]): number {
  const path = toParts({ type: "LineString", coordinates: line });
  if (doIntersect(geometry, path)) return 0;
  const [lng, lat] = line[0]!;
  const scaleX = METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  const onPlane = (parts: Parts): Parts => ({
    ...parts,
    coordinates: Float64Array.from({ length: parts.coordinates.length }, (_, i) =>
      i % 2 === 0
        ? (parts.coordinates[i]! - lng) * scaleX
        : (parts.coordinates[i]! - lat) * METERS_PER_DEGREE,
    ),
  });
  const a = onPlane(geometry);
  const b = onPlane(path);
  return Math.sqrt(Math.min(leastSquared(a, b), leastSquared(b, a)));
}

/** Least squared distance from a vertex of one to a segment (or lone vertex) of the other. */
function leastSquared(vertices: Parts, segments: Parts): number {
  const { coordinates: v } = vertices;
  const { coordinates: s, starts } = segments;
  let least = Number.POSITIVE_INFINITY;
  for (let part = 0; part + 1 < starts.length; part++)
    for (let j = starts[part]!; j < starts[part + 1]!; j++) {
      const next = j + 1 < starts[part + 1]! ? j + 1 : j;
      const dx = s[2 * next]! - s[2 * j]!;
      const dy = s[2 * next + 1]! - s[2 * j + 1]!;
      const lengthSquared = dx * dx + dy * dy;
      for (let i = 0; i < v.length; i += 2) {
        const px = v[i]! - s[2 * j]!;
        const py = v[i + 1]! - s[2 * j + 1]!;
        const along =
          lengthSquared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / lengthSquared, 0), 1);
        least = Math.min(least, (px - along * dx) ** 2 + (py - along * dy) ** 2);
      }
    }
  return least;
}
