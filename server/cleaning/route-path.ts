import type { NetworkEdge, StreetNetwork } from "../geo/network.ts";
import { costHeap } from "../geo/reach.ts";

/** A street edge as a route goes along it. */
export type RouteEdge = NetworkEdge & {
  readonly streetId: string | null;
  readonly grade: number | null;
  /** Of a main or model road. */
  readonly isMain: boolean;
  readonly oneway: "no" | "forward" | "backward";
  readonly isDrivable: boolean;
  readonly isWalkable: boolean;
};

export type RouteNetwork = StreetNetwork<RouteEdge>;

/** How a route moves: by vehicle along one-way streets as they are, or on foot, which they do not bind. */
export type Going = "vehicle" | "foot";

/** Whether a route may lie on an edge at all. */
export const isOpenTo = (going: Going, edge: RouteEdge) =>
  going === "vehicle" ? edge.isDrivable : edge.isWalkable || edge.isDrivable;

const isAlong = (going: Going, { oneway }: RouteEdge) => going === "foot" || oneway !== "backward";
const isAgainst = (going: Going, { oneway }: RouteEdge) => going === "foot" || oneway !== "forward";

/**
 * Where a course may stand after its edges: at one node, or at two while it is not yet said which way its last edges
 * are gone along.
 *
 * @param breaks  gets the places in `edges` that do not go on from the edge before.
 * @returns No node of no edges.
 */
export function endsOf(
  network: RouteNetwork,
  edges: readonly number[],
  going: Going,
  breaks: number[] = [],
): number[] {
  let ends: number[] = [];
  for (const [i, edge] of edges.entries()) {
    const all = passagesOf(network, edge, going);
    const onward = all.filter(([from]) => ends.includes(from));
    if (i > 0 && onward.length === 0) breaks.push(i);
    ends = [...new Set((onward.length > 0 ? onward : all).map(([, to]) => to))];
  }
  return ends;
}

/** The ways an edge may be gone along: the node it is entered by, and the node it is left by. */
function passagesOf(network: RouteNetwork, edge: number, going: Going): [number, number][] {
  const [from, to] = [network.fromNodes[edge]!, network.toNodes[edge]!];
  const along: [number, number][] = isAlong(going, network.edges[edge]!) ? [[from, to]] : [];
  return isAgainst(going, network.edges[edge]!) ? [...along, [to, from]] : along;
}

/**
 * The edges that lead from where a course stands through one after the other of some edges, by the shortest way.
 *
 * @param after  the course so far; with none it begins with the first of `through`.
 * @param through  an edge that cannot be come to is put in all the same, and the course breaks there.
 * @returns What comes after `after`, with `through` in it.
 * @see Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959, pp. 269–271.
 */
export function pathThrough(
  network: RouteNetwork,
  after: readonly number[],
  through: readonly number[],
  going: Going,
): number[] {
  const path: number[] = [];
  for (const edge of through) {
    const ends = endsOf(network, [...after, ...path], going);
    path.push(...(ends.length === 0 ? [] : wayTo(network, ends, edge, going)), edge);
  }
  return path;
}

/** The edges between where one stands and an edge; none where it is next, or cannot be come to. */
function wayTo(network: RouteNetwork, ends: readonly number[], edge: number, going: Going) {
  const tree = searchFrom(network, ends, going);
  const entered = nearestEntry(network, tree.spent, edge, going);
  return entered === null ? [] : tree.wayTo(entered);
}

function nearestEntry(network: RouteNetwork, spent: Float64Array, edge: number, going: Going) {
  let found: number | null = null;
  for (const [from] of passagesOf(network, edge, going))
    if (spent[from]! < (found === null ? Number.POSITIVE_INFINITY : spent[found]!)) found = from;
  return found;
}

/** The shortest ways from some nodes to all others. */
function searchFrom(network: RouteNetwork, from: readonly number[], going: Going) {
  const { nodeIds, links, lengthsMeters, edges, fromNodes } = network;
  const spent = new Float64Array(nodeIds.length).fill(Number.POSITIVE_INFINITY);
  const by = new Int32Array(nodeIds.length).fill(-1);
  const isDone = new Uint8Array(nodeIds.length);
  const heap = costHeap();
  for (const node of from) {
    spent[node] = 0;
    heap.push(node, 0);
  }
  for (let node = heap.pop(); node >= 0; node = heap.pop()) {
    if (isDone[node]) continue;
    isDone[node] = 1;
    for (let at = links.starts[node]!; at < links.starts[node + 1]!; at++) {
      const [edge, to] = [links.edges[at]!, links.ends[at]!];
      const isOnward = (fromNodes[edge] === node ? isAlong : isAgainst)(going, edges[edge]!);
      const cost = spent[node]! + lengthsMeters[edge]!;
      if (!isOnward || !isOpenTo(going, edges[edge]!) || cost >= spent[to]!) continue;
      spent[to] = cost;
      by[to] = edge;
      heap.push(to, cost);
    }
  }
  return {
    spent,
    wayTo(node: number) {
      const way: number[] = [];
      for (let at = node; by[at]! >= 0; ) {
        const edge = by[at]!;
        way.push(edge);
        at = fromNodes[edge] === at ? network.toNodes[edge]! : fromNodes[edge]!;
      }
      return way.reverse();
    },
  };
}

/**
 * The edges of a street in the order in which one goes along it: from the end of it that is nearest to where the course
 * stands, each time to the nearest that is left.
 *
 * @param after  the course so far; with none it begins at an end of the street.
 */
export function alongStreet(
  network: RouteNetwork,
  after: readonly number[],
  street: readonly number[],
  going: Going,
): number[] {
  const left = new Set(street);
  const order: number[] = [];
  while (left.size > 0) {
    const ends = endsOf(network, [...after, ...order], going);
    // it is begun at an end of its own, so that no part of it is come back for
    const isBegun = order.length > 0;
    const candidates = isBegun ? [...left] : outerOf(network, street, going);
    const next = nearestOf(network, ends, candidates, going);
    order.push(next);
    left.delete(next);
  }
  return order;
}

function nearestOf(
  network: RouteNetwork,
  ends: readonly number[],
  candidates: readonly number[],
  going: Going,
): number {
  if (ends.length === 0) return candidates[0]!;
  const { spent } = searchFrom(network, ends, going);
  let [best, least] = [candidates[0]!, Number.POSITIVE_INFINITY];
  for (const edge of candidates) {
    const entered = nearestEntry(network, spent, edge, going);
    if (entered !== null && spent[entered]! < least) [best, least] = [edge, spent[entered]!];
  }
  return best;
}

/** The edges by which a street is entered at its ends; all of one that has none, as a ring. */
function outerOf(network: RouteNetwork, street: readonly number[], going: Going): number[] {
  const met = new Map<number, number>();
  for (const edge of street)
    for (const node of new Set([network.fromNodes[edge]!, network.toNodes[edge]!]))
      met.set(node, (met.get(node) ?? 0) + 1);
  const outer = street.filter((edge) =>
    passagesOf(network, edge, going).some(([from]) => met.get(from) === 1),
  );
  return outer.length > 0 ? outer : [...street];
}
