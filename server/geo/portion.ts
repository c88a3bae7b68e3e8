import type { Position } from "geojson";
import { distanceMeters, EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";
import { stretchesInside } from "./relate.ts";

/** A part of a segment, as shares of its length. */
type Stretch = [from: number, to: number];

/**
 * How much of some lines lies in or on an area.
 *
 * @param polygons  Rings of each polygon, holes after the outer ring.
 * @returns Meters.
 */
export function lengthInsideMeters(
  lines: readonly (readonly Position[])[],
  polygons: readonly Position[][][],
): number {
  return portionMeters(lines, (a, b) => stretchesInside(a, b, polygons));
}

/**
 * How much of some lines lies within a distance of other lines.
 *
 * Exact on a plane that touches the sphere at the first position of `paths`, which holds for a district.
 *
 * @param withinMeters  0 or more. @returns Meters.
 */
export function lengthNearMeters(
  lines: readonly (readonly Position[])[],
  paths: readonly (readonly Position[])[],
  withinMeters: number,
): number {
  const origin = paths.find((path) => path.length > 0)?.[0];
  if (!origin) return 0;
  const perDegree = (EARTH_RADIUS_METERS * Math.PI) / 180;
  const scaleX = perDegree * Math.cos((origin[1]! * Math.PI) / 180);
  const flat = (p: Position): Point => [
    (p[0]! - origin[0]!) * scaleX,
    (p[1]! - origin[1]!) * perDegree,
  ];
  const flatPaths = paths.map((path) => path.map(flat));
  return portionMeters(lines, (a, b) => {
    const near: Stretch[] = [];
    for (const path of flatPaths)
      for (let i = 0; i < Math.max(1, path.length - 1); i++) {
        const found = nearStretch(
          flat(a),
          flat(b),
          path[i]!,
          path[i + 1] ?? path[i]!,
          withinMeters,
        );
        if (found) near.push(found);
      }
    return joined(near);
  });
}

type Point = readonly [x: number, y: number];

function portionMeters(
  lines: readonly (readonly Position[])[],
  stretchesOf: (a: Position, b: Position) => readonly Stretch[],
) {
  let total = 0;
  for (const line of lines)
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const share = stretchesOf(a, b).reduce((sum, [from, to]) => sum + to - from, 0);
      // a position has at least two numbers
      if (share > 0)
        total += share * distanceMeters(a as unknown as LngLat, b as unknown as LngLat);
    }
  return total;
}

function joined(stretches: Stretch[]): Stretch[] {
  stretches.sort((x, y) => x[0] - y[0]);
  const whole: Stretch[] = [];
  for (const [from, to] of stretches) {
    const last = whole.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/**
 * The part of a→b within `reach` of c→d. The distance to a segment is convex along a line, so that it is one stretch:
 * from the first to the last place in the circle around c, the circle around d, or the band between.
 */
function nearStretch(a: Point, b: Point, c: Point, d: Point, reach: number): Stretch | null {
  const found = [inCircle(a, b, c, reach), inCircle(a, b, d, reach), inBand(a, b, c, d, reach)];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stretch of found) {
    if (!stretch) continue;
    from = Math.min(from, stretch[0]);
    to = Math.max(to, stretch[1]);
  }
  return from < to ? [from, to] : null;
}

function inCircle(a: Point, b: Point, center: Point, reach: number): Stretch | null {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const [fx, fy] = [a[0] - center[0], a[1] - center[1]];
  const [square, half] = [dx * dx + dy * dy, fx * dx + fy * dy];
  const root = half * half - square * (fx * fx + fy * fy - reach * reach);
  if (square === 0 || root < 0) return null;
  return clamped((-half - Math.sqrt(root)) / square, (-half + Math.sqrt(root)) / square);
}

function inBand(a: Point, b: Point, c: Point, d: Point, reach: number): Stretch | null {
  const [ux, uy] = [d[0] - c[0], d[1] - c[1]];
  const length = Math.hypot(ux, uy);
  if (length === 0) return null;
  const [ex, ey] = [ux / length, uy / length];
  const [ax, ay, bx, by] = [a[0] - c[0], a[1] - c[1], b[0] - c[0], b[1] - c[1]];
  // where a and b are along c→d, and across it
  const one = between(ax * ex + ay * ey, bx * ex + by * ey, 0, length);
  const other = between(ay * ex - ax * ey, by * ex - bx * ey, -reach, reach);
  return one && other && clamped(Math.max(one[0], other[0]), Math.min(one[1], other[1]));
}

/** Where a value that goes from `start` to `end` is in a range. */
function between(start: number, end: number, low: number, high: number): Stretch | null {
  if (start === end) return start >= low && start <= high ? [0, 1] : null;
  const [one, other] = [(low - start) / (end - start), (high - start) / (end - start)];
  return [Math.min(one, other), Math.max(one, other)];
}

function clamped(from: number, to: number): Stretch | null {
  const [low, high] = [Math.max(0, from), Math.min(1, to)];
  return low <= high ? [low, high] : null;
}
