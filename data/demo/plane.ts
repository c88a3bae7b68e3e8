import type { LngLat } from "./records.ts";

/** Meters east and north of the district's centre, before the land is warped. */
export type Point = readonly [x: number, y: number];

const CENTER: LngLat = [112.57, 26.89];
const METERS_PER_DEGREE = 111_195.08; // sphere of 6,371,008.8 m
const COSINE_OF_CENTER = 0.891878;

/** Sine from products and sums alone: `Math.sin` may differ in the last digit between engines. */
export function sine(angle: number): number {
  const turns = angle / (2 * Math.PI);
  let x = (turns - Math.floor(turns + 0.5)) * 2 * Math.PI;
  if (x > Math.PI / 2) x = Math.PI - x;
  if (x < -Math.PI / 2) x = -Math.PI - x;
  const s = x * x;
  return x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110)))));
}

export const cosine = (angle: number) => sine(angle + Math.PI / 2);

/**
 * Bends the plan a little, everywhere and smoothly, so that no street is ruled.
 * A gradient below 0.2 keeps every crossing a crossing and every ring simple.
 */
function warp([x, y]: Point): Point {
  return [
    x + 34 * sine(y / 410 + 0.7) + 9 * sine(x / 170 + y / 230 + 2.1),
    y + 30 * sine(x / 450 + 1.9) + 9 * sine(y / 190 - x / 210 + 0.4),
  ];
}

const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Where a point of the plan lies on the earth, to 1e-7 of a degree (about a centimeter). */
export function toLngLat(point: Point): LngLat {
  const [x, y] = warp(point);
  return [
    rounded(CENTER[0] + x / (METERS_PER_DEGREE * COSINE_OF_CENTER)),
    rounded(CENTER[1] + y / METERS_PER_DEGREE),
  ];
}

/** A position so many meters east and north of another, as near as a street or two. */
export const shifted = ([lng, lat]: LngLat, eastMeters: number, northMeters: number): LngLat => [
  rounded(lng + eastMeters / (METERS_PER_DEGREE * COSINE_OF_CENTER)),
  rounded(lat + northMeters / METERS_PER_DEGREE),
];

/** Length over the ground of a path of positions, in meters; within 0.05 % of the great circle here. */
export function lengthMetersOf(path: readonly LngLat[]): number {
  let meters = 0;
  for (let i = 1; i < path.length; i++) {
    const dx = (path[i]![0] - path[i - 1]![0]) * METERS_PER_DEGREE * COSINE_OF_CENTER;
    const dy = (path[i]![1] - path[i - 1]![1]) * METERS_PER_DEGREE;
    meters += Math.sqrt(dx * dx + dy * dy);
  }
  return meters;
}

/** Area over the ground of a closed ring of positions, in square meters; its sign is that of `areaOf`. */
export const areaSquareMetersOf = (ring: readonly LngLat[]) =>
  areaOf(
    ring
      .slice(1)
      .map(
        ([lng, lat]): Point => [
          (lng - CENTER[0]) * METERS_PER_DEGREE * COSINE_OF_CENTER,
          (lat - CENTER[1]) * METERS_PER_DEGREE,
        ],
      ),
  );

export function distance(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return Math.sqrt(dx * dx + dy * dy);
}

export const between = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

export function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1;
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

export const leftOf = ([x, y]: Point): Point => [-y, x];

export const moved = (from: Point, along: Point, meters: number): Point => [
  from[0] + along[0] * meters,
  from[1] + along[1] * meters,
];

export function turned([x, y]: Point, angle: number): Point {
  const c = cosine(angle);
  const s = sine(angle);
  return [x * c - y * s, x * s + y * c];
}

/** Twice-signed area halved: positive when the ring runs counter-clockwise. The ring is not closed. */
export function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return twice / 2;
}

export function centroidOf(ring: readonly Point[]): Point {
  let [x, y, twice] = [0, 0, 0];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
    x += (ring[j]![0] + ring[i]![0]) * cross;
    y += (ring[j]![1] + ring[i]![1]) * cross;
    twice += cross;
  }
  return [x / (3 * twice), y / (3 * twice)];
}

export function isInside(point: Point, ring: readonly Point[]): boolean {
  const x = point[0];
  const y = point[1];
  let inside = false;
  let b = ring[ring.length - 1]!;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    // Heights first: most sides are above or below, and this is the innermost loop of everything.
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside;
    }
    b = a;
  }
  return inside;
}

/** Where two segments meet, as shares of each; null when parallel or apart. Touching counts. */
export function meeting(a: Point, b: Point, c: Point, d: Point): readonly [number, number] | null {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return null;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
  return t < 0 || t > 1 || u < 0 || u > 1 ? null : [t, u];
}

/** The share of a segment nearest to a point, in [0, 1], and how far away that is. */
export function nearestOn(p: Point, a: Point, b: Point): { share: number; meters: number } {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const square = rx * rx + ry * ry;
  const raw = square === 0 ? 0 : ((p[0] - a[0]) * rx + (p[1] - a[1]) * ry) / square;
  const share = Math.min(1, Math.max(0, raw));
  return { share, meters: distance(p, between(a, b, share)) };
}

/** A smooth line through control points (Catmull–Rom), a point about every `stepMeters`. */
export function smooth(controls: readonly Point[], stepMeters: number, isRing = false): Point[] {
  const at = (i: number) =>
    isRing
      ? controls[(i + controls.length) % controls.length]!
      : controls[Math.min(controls.length - 1, Math.max(0, i))]!;
  const line: Point[] = [];
  const spans = isRing ? controls.length : controls.length - 1;
  for (let i = 0; i < spans; i++) {
    const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const steps = Math.max(1, Math.round(distance(q, r) / stepMeters));
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const blend = (a: number, b: number, c: number, d: number) =>
        0.5 *
        (2 * b +
          (c - a) * t +
          (2 * a - 5 * b + 4 * c - d) * t * t +
          (3 * b - a - 3 * c + d) * t * t * t);
      line.push([blend(p[0], q[0], r[0], s[0]), blend(p[1], q[1], r[1], s[1])]);
    }
  }
  if (!isRing) line.push(controls[controls.length - 1]!);
  return line;
}

/** The same line with no gap above `stepMeters`, so that the warp can bend it; equal from both ends. */
export function densified(line: readonly Point[], stepMeters: number): Point[] {
  const dense: Point[] = [line[0]!];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const steps = Math.max(1, Math.ceil(distance(a, b) / stepMeters));
    for (let k = 1; k < steps; k++) dense.push(between(a, b, k / steps));
    dense.push(b);
  }
  return dense;
}

export function lengthOf(line: readonly Point[]): number {
  let meters = 0;
  for (let i = 1; i < line.length; i++) meters += distance(line[i - 1]!, line[i]!);
  return meters;
}

/** The point a distance along a line, and the direction there. */
export function along(line: readonly Point[], meters: number): { point: Point; heading: Point } {
  let left = meters;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const step = distance(a, b);
    if (left <= step || i === line.length - 1) {
      return {
        point: between(a, b, step === 0 ? 0 : Math.min(1, left / step)),
        heading: direction(a, b),
      };
    }
    left -= step;
  }
  return { point: line[0]!, heading: [1, 0] };
}

/** A line beside another, positive to the left of its direction. */
export function beside(line: readonly Point[], meters: number): Point[] {
  return line.map((point, i) => {
    const heading = direction(line[Math.max(0, i - 1)]!, line[Math.min(line.length - 1, i + 1)]!);
    return moved(point, leftOf(heading), meters);
  });
}

/** West, south, east, north of some points. */
export function boundsOf(points: readonly Point[]): readonly [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return [west, south, east, north];
}
