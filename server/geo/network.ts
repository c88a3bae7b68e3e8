import { coursesOf, lineIn } from "./courses.ts";
import {
  type NearestEdge,
  nearestIn,
  placesIn,
  segmentsOf,
  type VisitPlace,
} from "./nearest-edge.ts";
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
