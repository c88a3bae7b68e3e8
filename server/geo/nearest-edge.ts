import Flatbush from "flatbush";
import { bboxAround } from "./bbox.ts";
import { between, type Courses } from "./courses.ts";
import { EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";

/** Where a position is nearest to on a network. */
export type NearestEdge = {
  /** The place of the edge in `edges`. */
  readonly edge: number;
  /** From 0 at `fromNode` to the edge's length. */
  readonly alongMeters: number;
  /** How far the edge is from the position. */
  readonly offsetMeters: number;
  /** The nearest position on the edge. */
  readonly position: LngLat;
};

/**
 * A place where an edge comes nearest to a position: meters from `fromNode`, how far that is from the position, and the
 * course there, from `fromNode` on, in degrees from north clockwise.
 */
export type VisitPlace = (
  edge: number,
  alongMeters: number,
  offsetMeters: number,
  courseDegrees: number,
) => void;

/** The nearest edge of those that count; null when none is so near. */
type FindNearest = (
  position: LngLat,
  withinMeters: number,
  isUsable?: (edge: number) => boolean,
) => NearestEdge | null;

/** The first look is so near: most complaints have a street there, and a small look finds few others beside it. */
const FIRST_LOOK_METERS = 30;
const RADIANS = Math.PI / 180;
const METERS_A_DEGREE = EARTH_RADIUS_METERS * RADIANS;

/** An index of all segments, and the edge of each; none of no edges. */
type Segments = { readonly tree: Flatbush; readonly edgeOf: Uint32Array } | null;

export function segmentsOf({ starts, lngs, lats }: Courses): Segments {
  const edgeCount = starts.length - 1;
  if (edgeCount === 0) return null;
  const edgeOf = new Uint32Array(lngs.length - edgeCount); // by segment
  const tree = new Flatbush(edgeOf.length);
  for (let edge = 0; edge < edgeCount; edge++)
    for (let at = starts[edge]!; at < starts[edge + 1]! - 1; at++) {
      const [west, east] = [Math.min(lngs[at]!, lngs[at + 1]!), Math.max(lngs[at]!, lngs[at + 1]!)];
      const south = Math.min(lats[at]!, lats[at + 1]!);
      edgeOf[tree.add(west, south, east, Math.max(lats[at]!, lats[at + 1]!))] = edge;
    }
  tree.finish();
  return { tree, edgeOf };
}

/** Answers where edges come nearest to a position. */
export function placesIn(
  { starts, lngs, lats, alongs }: Courses,
  segments: Segments,
): (position: LngLat, withinMeters: number, visit: VisitPlace) => void {
  if (!segments) return () => {};
  const { tree, edgeOf } = segments;
  return (position, withinMeters, visit) => {
    const [lng, lat] = position;
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return;
    const scaleX = METERS_A_DEGREE * Math.cos(lat * RADIANS);
    /** Where on the segment from a vertex the position is nearest; one without length is left behind. */
    const shareAt = (vertex: number) => {
      const ax = (lngs[vertex]! - lng) * scaleX;
      const ay = (lats[vertex]! - lat) * METERS_A_DEGREE;
      const dx = (lngs[vertex + 1]! - lngs[vertex]!) * scaleX;
      const dy = (lats[vertex + 1]! - lats[vertex]!) * METERS_A_DEGREE;
      const lengthSquared = dx * dx + dy * dy;
      return lengthSquared === 0 ? 1 : -(ax * dx + ay * dy) / lengthSquared;
    };
    for (const segment of tree.search(...bboxAround(position, withinMeters))) {
      const edge = edgeOf[segment]!;
      const vertex = segment + edge; // each edge before it has one position more than segments
      let share = shareAt(vertex);
      // a bend is told by the segment after it, and only where the one before ends in it too
      if (share >= 1) {
        if (vertex + 2 < starts[edge + 1]!) continue;
        share = 1;
      } else if (share <= 0) {
        if (vertex > starts[edge]! && shareAt(vertex - 1) < 1) continue;
        share = 0;
      }
      const dx = (lngs[vertex + 1]! - lngs[vertex]!) * scaleX;
      const dy = (lats[vertex + 1]! - lats[vertex]!) * METERS_A_DEGREE;
      const x = (lngs[vertex]! - lng) * scaleX + share * dx;
      const y = (lats[vertex]! - lat) * METERS_A_DEGREE + share * dy;
      const offset = Math.sqrt(x * x + y * y);
      if (offset > withinMeters) continue;
      const [from, to] = [alongs[vertex]!, alongs[vertex + 1]!];
      const course = Math.atan2(dx, dy) / RADIANS;
      visit(
        edge,
        share === 1 ? to : from + share * (to - from),
        offset,
        course < 0 ? course + 360 : course,
      );
    }
  };
}

/** Answers which edge is nearest to a position. */
export function nearestIn({ lngs, lats, alongs }: Courses, segments: Segments): FindNearest {
  if (!segments) return () => null;
  const { tree, edgeOf } = segments;

  // the nearest of the segments measured last
  let [bestSquared, bestEdge, bestVertex, bestShare] = [Number.POSITIVE_INFINITY, 0, 0, 0];

  function measure(
    [lng, lat]: LngLat,
    found: readonly number[],
    isUsable: ((edge: number) => boolean) | undefined,
  ) {
    bestSquared = Number.POSITIVE_INFINITY;
    const scaleX = METERS_A_DEGREE * Math.cos(lat * RADIANS);
    for (const segment of found) {
      const edge = edgeOf[segment]!;
      if (isUsable && !isUsable(edge)) continue;
      const vertex = segment + edge; // each edge before it has one position more than segments
      const [ax, ay] = [(lngs[vertex]! - lng) * scaleX, (lats[vertex]! - lat) * METERS_A_DEGREE];
      const bx = (lngs[vertex + 1]! - lng) * scaleX;
      const by = (lats[vertex + 1]! - lat) * METERS_A_DEGREE;
      const [dx, dy] = [bx - ax, by - ay];
      const lengthSquared = dx * dx + dy * dy;
      const share = lengthSquared === 0 ? 0 : -(ax * dx + ay * dy) / lengthSquared;
      // an end is measured as itself, so that edges that meet in it are equally near to the last digit
      const [x, y] =
        share <= 0 ? [ax, ay] : share >= 1 ? [bx, by] : [ax + share * dx, ay + share * dy];
      const squared = x * x + y * y;
      if (squared > bestSquared) continue;
      if (
        squared === bestSquared &&
        (edge > bestEdge || (edge === bestEdge && vertex > bestVertex))
      )
        continue;
      bestSquared = squared;
      bestEdge = edge;
      bestVertex = vertex;
      bestShare = Math.min(Math.max(share, 0), 1);
    }
    return Math.sqrt(bestSquared);
  }

  return (position, withinMeters, isUsable) => {
    const [lng, lat] = position;
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null;
    for (let look = Math.min(FIRST_LOOK_METERS, withinMeters); ; ) {
      const offsetMeters = measure(position, tree.search(...bboxAround(position, look)), isUsable);
      if (offsetMeters <= look) {
        const a: LngLat = [lngs[bestVertex]!, lats[bestVertex]!];
        const b: LngLat = [lngs[bestVertex + 1]!, lats[bestVertex + 1]!];
        const [from, to] = [alongs[bestVertex]!, alongs[bestVertex + 1]!];
        return {
          edge: bestEdge,
          alongMeters: bestShare === 1 ? to : from + bestShare * (to - from),
          offsetMeters,
          position: between(a, b, bestShare),
        };
      }
      if (!(look < withinMeters)) return null;
      // what was found bounds the next look: nothing beyond it is nearer
      look = Math.min(withinMeters, offsetMeters, look * 4);
    }
  };
}
