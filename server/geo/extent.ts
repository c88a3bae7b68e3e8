import type { Position } from "geojson";
import { EARTH_RADIUS_METERS } from "./measure.ts";

/** Rings of each polygon, holes after the outer ring; a ring ends where it begins. */
export type Polygons = readonly (readonly (readonly Position[])[])[];

/** An edge of a ring on the plane, from its southern to its northern end. */
type Edge = {
  readonly south: number;
  readonly north: number;
  readonly xSouth: number;
  readonly xNorth: number;
};

/**
 * How much ground two areas have in common.
 *
 * Cut into strips between the heights of all corners and crossings: in each the sides are straight, so that its width
 * halfway up, times its height, is its area to the last digit. Common borders and corners need no care. Measured on the
 * cylinder that keeps areas (Lambert 1772), with sides straight there: for the blocks of a town that is the sphere's
 * area to 1 part in 10⁶.
 *
 * @param other  left out, the area of the first alone.
 * @returns Square meters. Polygons of one area that overlap one another count there as a hole does: look at each alone.
 */
export function commonSquareMeters(one: Polygons, other?: Polygons): number {
  const a = edgesOf(one);
  const [south, north] = [least(a), greatest(a)];
  // what lies beyond cuts no strip
  const b = other && edgesOf(other).filter((edge) => edge.south < north && edge.north > south);
  if (a.length === 0 || (b && b.length === 0)) return 0;
  const heights = [...a, ...(b ?? [])].flatMap((edge) => [edge.south, edge.north]);
  for (const edge of a)
    for (const crossed of b ?? []) {
      const height = crossingOf(edge, crossed);
      if (height !== null) heights.push(height);
    }
  heights.sort((p, q) => p - q);
  let total = 0;
  for (let i = 1; i < heights.length; i++) {
    const [low, high] = [heights[i - 1]!, heights[i]!];
    if (high <= low || high <= south || low >= north) continue;
    const middle = (low + high) / 2;
    const within = crossedAt(a, middle);
    total += (high - low) * (b ? commonLength(within, crossedAt(b, middle)) : lengthOf(within));
  }
  return total;
}

const least = (edges: readonly Edge[]) =>
  edges.reduce((south, edge) => Math.min(south, edge.south), Number.POSITIVE_INFINITY);
const greatest = (edges: readonly Edge[]) =>
  edges.reduce((north, edge) => Math.max(north, edge.north), Number.NEGATIVE_INFINITY);

const RADIANS = Math.PI / 180;

function edgesOf(polygons: Polygons): Edge[] {
  const edges: Edge[] = [];
  for (const ring of polygons.flat())
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [onPlane(ring[i - 1]!), onPlane(ring[i]!)];
      const [low, high] = from.y < to.y ? [from, to] : [to, from];
      // a level one has no height
      if (low.y < high.y)
        edges.push({ south: low.y, north: high.y, xSouth: low.x, xNorth: high.x });
    }
  return edges;
}

const onPlane = (position: Position) => ({
  x: position[0]! * RADIANS * EARTH_RADIUS_METERS,
  y: Math.sin(position[1]! * RADIANS) * EARTH_RADIUS_METERS,
});

const xAt = ({ south, north, xSouth, xNorth }: Edge, height: number) =>
  xSouth + ((height - south) / (north - south)) * (xNorth - xSouth);

/** At which height two edges cross, where they do between their ends. */
function crossingOf(a: Edge, b: Edge): number | null {
  const [low, high] = [Math.max(a.south, b.south), Math.min(a.north, b.north)];
  if (low >= high) return null;
  const [before, after] = [xAt(a, low) - xAt(b, low), xAt(a, high) - xAt(b, high)];
  if (before * after >= 0) return null;
  return low + (before / (before - after)) * (high - low);
}

/** Where a level line enters and leaves, by turns. */
const crossedAt = (edges: readonly Edge[], height: number): number[] =>
  edges
    .filter(({ south, north }) => south < height && height < north)
    .map((edge) => xAt(edge, height))
    .sort((p, q) => p - q);

function lengthOf(crossed: readonly number[]): number {
  let total = 0;
  for (let i = 1; i < crossed.length; i += 2) total += crossed[i]! - crossed[i - 1]!;
  return total;
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 1; i < a.length; i += 2)
    for (let j = 1; j < b.length; j += 2)
      total += Math.max(0, Math.min(a[i]!, b[j]!) - Math.max(a[i - 1]!, b[j - 1]!));
  return total;
}
