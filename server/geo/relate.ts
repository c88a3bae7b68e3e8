import type { Geometry, Position } from "geojson";

/** A geometry as simple parts: every point, line and polygon in it. */
type Parts = { points: Position[]; lines: Position[][]; polygons: Position[][][] };

function partsOf(geometry: Geometry, parts: Parts = { points: [], lines: [], polygons: [] }) {
  switch (geometry.type) {
    case "Point":
      parts.points.push(geometry.coordinates);
      break;
    case "MultiPoint":
      parts.points.push(...geometry.coordinates);
      break;
    case "LineString":
      parts.lines.push(geometry.coordinates);
      break;
    case "MultiLineString":
      parts.lines.push(...geometry.coordinates);
      break;
    case "Polygon":
      parts.polygons.push(geometry.coordinates);
      break;
    case "MultiPolygon":
      parts.polygons.push(...geometry.coordinates);
      break;
    default:
      for (const member of geometry.geometries) partsOf(member, parts);
  }
  return parts;
}

/** Where a position is to a ring: 1 inside, 0 on it, -1 outside. */
function sideOfRing([x, y]: Position, ring: readonly Position[]) {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as [number, number]; // positions have at least two numbers
    const [bx, by] = ring[j] as [number, number];
    if (isOnSegment(x!, y!, ax, ay, bx, by)) return 0;
    if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside ? 1 : -1;
}

/** Where a position is to a polygon with holes: 1 inside, 0 on its boundary, -1 outside. */
function sideOfPolygon(position: Position, polygon: readonly Position[][]) {
  const outer = sideOfRing(position, polygon[0]!);
  if (outer <= 0) return outer;
  for (const hole of polygon.slice(1)) {
    const side = sideOfRing(position, hole);
    if (side >= 0) return side === 0 ? 0 : -1;
  }
  return 1;
}

function isOnSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number) {
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx)) return false;
  if (y < Math.min(ay, by) || y > Math.max(ay, by)) return false;
  return (bx - ax) * (y - ay) === (by - ay) * (x - ax);
}

/** Where segments a→b and c→d meet, as shares of a→b: none, one, or the two ends of a common stretch. */
function meetings(a: Position, b: Position, c: Position, d: Position): number[] {
  const [rx, ry] = [b[0]! - a[0]!, b[1]! - a[1]!];
  const [sx, sy] = [d[0]! - c[0]!, d[1]! - c[1]!];
  const [qx, qy] = [c[0]! - a[0]!, c[1]! - a[1]!];
  const cross = rx * sy - ry * sx;
  if (cross !== 0) {
    const t = (qx * sy - qy * sx) / cross;
    const u = (qx * ry - qy * rx) / cross;
    return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [t] : [];
  }
  if (qx * ry - qy * rx !== 0) return [];
  const lengthSquared = rx * rx + ry * ry;
  if (lengthSquared === 0) return a[0] === c[0] && a[1] === c[1] ? [0] : [];
  const t0 = (qx * rx + qy * ry) / lengthSquared;
  const t1 = t0 + (sx * rx + sy * ry) / lengthSquared;
  const [low, high] = [Math.max(0, Math.min(t0, t1)), Math.min(1, Math.max(t0, t1))];
  return low <= high ? [low, high] : [];
}

function doLinesMeet(one: readonly Position[], other: readonly Position[]) {
  for (let i = 1; i < one.length; i++)
    for (let j = 1; j < other.length; j++)
      if (meetings(one[i - 1]!, one[i]!, other[j - 1]!, other[j]!).length > 0) return true;
  return false;
}

const isOnLine = ([x, y]: Position, line: readonly Position[]) =>
  line.some((b, i) => {
    const a = line[Math.max(0, i - 1)]!;
    return isOnSegment(x!, y!, a[0]!, a[1]!, b[0]!, b[1]!);
  });

/**
 * Whether two geometries have any place in common; touching counts.
 *
 * Planar on degrees, as PostGIS does for `geometry`: a segment is straight in lng and lat. Nothing wraps around the
 * antimeridian. Every pair of segments is looked at, so leave far geometries out by bbox first.
 */
export function intersects(a: Geometry, b: Geometry): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  const meets = (x: Parts, y: Parts) =>
    x.points.some(
      (p) =>
        y.points.some((q) => p[0] === q[0] && p[1] === q[1]) ||
        y.lines.some((line) => isOnLine(p, line)) ||
        y.polygons.some((polygon) => sideOfPolygon(p, polygon) >= 0),
    ) ||
    x.lines.some(
      (line) =>
        y.lines.some((second) => doLinesMeet(line, second)) ||
        y.polygons.some((polygon) => doesLineMeetPolygon(line, polygon)),
    ) ||
    x.polygons.some((polygon) =>
      y.polygons.some(
        (second) =>
          doesLineMeetPolygon(polygon[0]!, second) || sideOfPolygon(second[0]![0]!, polygon) >= 0,
      ),
    );
  return meets(one, other) || meets(other, one);
}

function doesLineMeetPolygon(line: readonly Position[], polygon: readonly Position[][]) {
  return sideOfPolygon(line[0]!, polygon) >= 0 || polygon.some((ring) => doLinesMeet(line, ring));
}

/**
 * Which stretches of a segment lie in or on a polygon, as shares of its length from 0 to 1.
 *
 * @returns intervals in order, which do not overlap; a segment that only touches gives none.
 */
export function stretchesInside(
  a: Position,
  b: Position,
  polygons: readonly Position[][][],
): [from: number, to: number][] {
  const cuts = [0, 1];
  for (const polygon of polygons)
    for (const ring of polygon)
      for (let i = 1; i < ring.length; i++) cuts.push(...meetings(a, b, ring[i - 1]!, ring[i]!));
  cuts.sort((x, y) => x - y);
  const inside: [number, number][] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [from, to] = [cuts[i - 1]!, cuts[i]!];
    if (to - from < 1e-12) continue;
    const middle = positionAt(a, b, (from + to) / 2);
    if (polygons.some((polygon) => sideOfPolygon(middle, polygon) >= 0)) inside.push([from, to]);
  }
  return inside;
}

const positionAt = (a: Position, b: Position, share: number): Position => [
  a[0]! + (b[0]! - a[0]!) * share,
  a[1]! + (b[1]! - a[1]!) * share,
];

/**
 * Whether every place of `a` is in `b`, and not only on its boundary.
 *
 * Planar on degrees. A line within a line is decided with a tolerance of 1e-12 degrees, because the middle of a
 * stretch is seldom exactly on it.
 */
export function within(a: Geometry, b: Geometry): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  const isCovered = (p: Position) =>
    other.points.some((q) => p[0] === q[0] && p[1] === q[1]) ||
    other.lines.some((line) => isOnLine(p, line)) ||
    other.polygons.some((polygon) => sideOfPolygon(p, polygon) >= 0);
  if (!one.points.every(isCovered)) return false;
  if (!one.lines.every((line) => isLineCovered(line, other))) return false;
  for (const polygon of one.polygons) {
    if (!polygon.every((ring) => isLineCovered(ring, { ...other, lines: [] }))) return false;
    const holes = other.polygons.flatMap((second) => second.slice(1));
    if (holes.some((hole) => sideOfPolygon(interiorOf([hole]), polygon) > 0)) return false;
  }
  return hasCommonInterior(one, other);
}

function isLineCovered(line: readonly Position[], by: Parts) {
  return line.every((b, i) => {
    if (i === 0) return true;
    const a = line[i - 1]!;
    const stretches = stretchesInside(a, b, by.polygons);
    for (const second of by.lines)
      for (let j = 1; j < second.length; j++) {
        const common = meetings(a, b, second[j - 1]!, second[j]!);
        if (common.length === 2) stretches.push([common[0]!, common[1]!]);
      }
    return isWhole(stretches);
  });
}

function isWhole(stretches: [number, number][]) {
  stretches.sort((x, y) => x[0] - y[0]);
  let reached = 0;
  for (const [from, to] of stretches) if (from <= reached + 1e-12) reached = Math.max(reached, to);
  return reached >= 1 - 1e-12;
}

/** When `one` is covered by `other`: whether it is more than a piece of the boundary. */
function hasCommonInterior(one: Parts, other: Parts) {
  if (other.polygons.length === 0 || one.polygons.length > 0) return true;
  const isInside = (p: Position) =>
    other.polygons.some((polygon) => sideOfPolygon(p, polygon) > 0) ||
    other.lines.some((line) => isOnLine(p, line));
  return (
    one.points.some(isInside) ||
    one.lines.some((line) =>
      line.some((b, i) => isInside(positionAt(line[Math.max(0, i - 1)]!, b, 0.5))),
    )
  );
}

/** A position inside a polygon: the middle of the longest stretch of a line across it. */
export function interiorOf(polygon: readonly Position[][]): Position {
  const lats = polygon[0]!.map((p) => p[1]!);
  const lngs = polygon[0]!.map((p) => p[0]!);
  // A third of the way up rarely passes through a vertex, unlike the middle.
  const lat = Math.min(...lats) + (Math.max(...lats) - Math.min(...lats)) * 0.3819;
  const [a, b]: [Position, Position] = [
    [Math.min(...lngs) - 1e-6, lat],
    [Math.max(...lngs) + 1e-6, lat],
  ];
  const longest = stretchesInside(a, b, [polygon.map((ring) => [...ring])]).sort(
    (x, y) => y[1] - y[0] - (x[1] - x[0]),
  )[0];
  return longest ? positionAt(a, b, (longest[0] + longest[1]) / 2) : polygon[0]![0]!;
}
