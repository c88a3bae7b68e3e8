import Flatbush from "flatbush";
import { bboxAround } from "./bbox.ts";
import { distanceMeters, EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";

/**
 * A street from one node to another. Edges meet in a node that both name and nowhere else: one that crosses another
 * without a common node passes over it.
 */
export type NetworkEdge = {
  readonly id: string;
  readonly fromNode: number;
  readonly toNode: number;
  /** 0 or more. It need not be what the course measures: places along the edge are told in shares of it. */
  readonly lengthMeters: number;
};

/** An edge with its course, two positions or more from `fromNode` to `toNode`. */
export type DrawnEdge<E extends NetworkEdge> = {
  readonly edge: E;
  readonly path: readonly (readonly number[])[];
};

/**
 * Which edges leave each node: those of node `n` stand from `starts[n]` to before `starts[n + 1]`, in ascending order,
 * each with the node at its other end. An edge from a node to itself stands there once.
 */
export type Links = {
  readonly starts: Uint32Array;
  readonly edges: Uint32Array;
  readonly ends: Uint32Array;
};

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

/** A street graph in packed arrays: an edge is its place in `edges`, a node its place in `nodeIds`. */
export type StreetNetwork<E extends NetworkEdge = NetworkEdge> = {
  /** In ascending order of id. */
  readonly edges: readonly E[];
  /** Ascending. */
  readonly nodeIds: Float64Array;
  readonly fromNodes: Uint32Array;
  readonly toNodes: Uint32Array;
  readonly lengthsMeters: Float64Array;
  /** Both ways along each edge: a one-way street is one only to whoever drives. */
  readonly links: Links;
  /**
   * The edge that is nearest to a position; of several equally near, the one whose id comes first.
   *
   * Exact on a plane that touches the sphere at the position, as `nearestOnLine`.
   *
   * @param withinMeters  0 or more; an edge that far is found still.
   * @param isUsable  which edges count; left out, all do.
   * @returns null when none is so near, or the position is none (NaN, or beyond the poles).
   */
  nearestEdge(
    position: LngLat,
    withinMeters: number,
    isUsable?: (edge: number) => boolean,
  ): NearestEdge | null;
  /**
   * Calls `visit` for each place where an edge comes nearest to a position: once for an edge that passes it, as often as it
   * comes near and leaves for one that bends back. In no promised order.
   *
   * On the same plane as `nearestEdge`.
   *
   * @param withinMeters  0 or more; a place that far is told still.
   */
  eachPlaceWithin(position: LngLat, withinMeters: number, visit: VisitPlace): void;
  /**
   * The course of a part of an edge, both ends included.
   *
   * @param fromMeters  from `fromNode`; 0 ≤ `fromMeters` ≤ `toMeters` ≤ the edge's length.
   * @returns two positions or more.
   */
  lineBetween(edge: number, fromMeters: number, toMeters: number): LngLat[];
};

/** The courses of all edges: those of edge `e` stand from `starts[e]` to before `starts[e + 1]`. */
type Courses = {
  readonly starts: Uint32Array;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  /** Meters from the edge's beginning, in its own length. */
  readonly alongs: Float64Array;
};

/**
 * Builds a street graph.
 *
 * @param drawn  in any order, their ids all different. None is allowed: then nothing is near.
 * @returns O(n log n) for n positions.
 * @throws {RangeError} when a length is not a number of 0 or more, or a course has fewer than two positions.
 */
export function streetNetwork<E extends NetworkEdge>(
  drawn: readonly DrawnEdge<E>[],
): StreetNetwork<E> {
  for (const { edge, path } of drawn) {
    if (!(edge.lengthMeters >= 0 && edge.lengthMeters < Number.POSITIVE_INFINITY))
      throw new RangeError(
        `the length of ${edge.id} must be 0 m or more, got ${edge.lengthMeters}`,
      );
    if (path.length < 2)
      throw new RangeError(`${edge.id} must have two positions or more, got ${path.length}`);
  }
  const sorted = drawn.toSorted((a, b) => (a.edge.id < b.edge.id ? -1 : 1));
  const edges = sorted.map(({ edge }) => edge);
  const nodeIds = Float64Array.from(
    new Set(edges.flatMap(({ fromNode, toNode }) => [fromNode, toNode])),
  ).sort();
  const nodeOf = new Map(Array.from(nodeIds, (id, node) => [id, node]));
  const fromNodes = Uint32Array.from(edges, ({ fromNode }) => nodeOf.get(fromNode)!);
  const toNodes = Uint32Array.from(edges, ({ toNode }) => nodeOf.get(toNode)!);
  const courses = coursesOf(sorted);
  const segments = segmentsOf(courses);
  return {
    edges,
    nodeIds,
    fromNodes,
    toNodes,
    lengthsMeters: Float64Array.from(edges, ({ lengthMeters }) => lengthMeters),
    links: linksOf(nodeIds.length, fromNodes, toNodes),
    nearestEdge: nearestIn(courses, segments),
    eachPlaceWithin: placesIn(courses, segments),
    lineBetween: (edge, fromMeters, toMeters) => lineIn(courses, edge, fromMeters, toMeters),
  };
}

/** Which edges leave each of `nodes` nodes; edges are given by the nodes at their ends. O(nodes + edges). */
export const linksOf = (nodes: number, fromNodes: Uint32Array, toNodes: Uint32Array): Links =>
  arcsOf(
    { nodes, fromNodes, toNodes },
    () => true,
    (edge) => fromNodes[edge] !== toNodes[edge],
  );

/**
 * The same where not every edge leaves both its nodes. An edge from a node to itself stands there once for each.
 *
 * @param isOut  whether an edge leaves its `fromNode`.
 * @param isIn  whether an edge leaves its `toNode`.
 */
export function arcsOf(
  { nodes, fromNodes, toNodes }: { nodes: number; fromNodes: Uint32Array; toNodes: Uint32Array },
  isOut: (edge: number) => boolean,
  isIn: (edge: number) => boolean,
): Links {
  const starts = new Uint32Array(nodes + 1);
  for (let edge = 0; edge < fromNodes.length; edge++) {
    if (isOut(edge)) starts[fromNodes[edge]! + 1]!++;
    if (isIn(edge)) starts[toNodes[edge]! + 1]!++;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1]! += starts[node]!;
  const next = starts.slice();
  const links = { edges: new Uint32Array(starts[nodes]!), ends: new Uint32Array(starts[nodes]!) };
  const add = (from: number, edge: number, to: number) => {
    const at = next[from]!++;
    links.edges[at] = edge;
    links.ends[at] = to;
  };
  for (let edge = 0; edge < fromNodes.length; edge++) {
    if (isOut(edge)) add(fromNodes[edge]!, edge, toNodes[edge]!);
    if (isIn(edge)) add(toNodes[edge]!, edge, fromNodes[edge]!);
  }
  return { starts, ...links };
}

function coursesOf(drawn: readonly DrawnEdge<NetworkEdge>[]): Courses {
  const starts = new Uint32Array(drawn.length + 1);
  for (const [e, { path }] of drawn.entries()) starts[e + 1] = starts[e]! + path.length;
  const size = starts[drawn.length]!;
  const [lngs, lats] = [new Float64Array(size), new Float64Array(size)];
  const alongs = new Float64Array(size);
  for (const [e, { edge, path }] of drawn.entries()) {
    const start = starts[e]!;
    for (const [i, at] of path.entries()) {
      lngs[start + i] = at[0]!;
      lats[start + i] = at[1]!;
      if (i > 0)
        alongs[start + i] =
          alongs[start + i - 1]! +
          distanceMeters(
            [lngs[start + i - 1]!, lats[start + i - 1]!],
            [lngs[start + i]!, lats[start + i]!],
          );
    }
    const last = starts[e + 1]! - 1;
    const scale = alongs[last] === 0 ? 0 : edge.lengthMeters / alongs[last]!;
    for (let at = start; at < last; at++) alongs[at]! *= scale;
    alongs[last] = edge.lengthMeters;
  }
  return { starts, lngs, lats, alongs };
}

function lineIn({ starts, lngs, lats, alongs }: Courses, edge: number, from: number, to: number) {
  const [start, end] = [starts[edge]!, starts[edge + 1]!];
  const positionAt = (meters: number): LngLat => {
    let at = start;
    while (at < end - 2 && alongs[at + 1]! < meters) at++;
    const length = alongs[at + 1]! - alongs[at]!;
    const share = length === 0 ? 0 : Math.min(Math.max((meters - alongs[at]!) / length, 0), 1);
    return between([lngs[at]!, lats[at]!], [lngs[at + 1]!, lats[at + 1]!], share);
  };
  const line = [positionAt(from)];
  for (let at = start; at < end; at++)
    if (alongs[at]! > from && alongs[at]! < to) line.push([lngs[at]!, lats[at]!]);
  line.push(positionAt(to));
  return line;
}

/** At the ends it is the end itself, to the last digit, so that lines that meet do. */
function between(a: LngLat, b: LngLat, share: number): LngLat {
  if (share === 1) return b;
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/** The first look is so near: most complaints have a street there, and a small look finds few others beside it. */
const FIRST_LOOK_METERS = 30;
const RADIANS = Math.PI / 180;
const METERS_A_DEGREE = EARTH_RADIUS_METERS * RADIANS;

/** An index of all segments, and the edge of each; none of no edges. */
type Segments = { readonly tree: Flatbush; readonly edgeOf: Uint32Array } | null;

function segmentsOf({ starts, lngs, lats }: Courses): Segments {
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

function placesIn(
  { starts, lngs, lats, alongs }: Courses,
  segments: Segments,
): StreetNetwork["eachPlaceWithin"] {
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

function nearestIn(
  { lngs, lats, alongs }: Courses,
  segments: Segments,
): StreetNetwork["nearestEdge"] {
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
