import { between, lengthMetersOf } from "./plane.ts";
import type { DemoEdge, LngLat } from "./records.ts";

/** An edge driven one way. */
export type Way = { readonly edge: DemoEdge; readonly isAgainst: boolean };

/** Streets as vehicles may drive them. */
export type Ways = {
  readonly edgeById: ReadonlyMap<string, DemoEdge>;
  /** Ways that leave a node. */
  leaving(node: number): readonly Way[];
  /**
   * The shortest way from a node to the nearest that is a goal.
   *
   * @returns null when none can be reached; empty when the node is one itself.
   */
  toNearest(from: number, isGoal: (node: number) => boolean): Way[] | null;
};

export const endOf = ({ edge, isAgainst }: Way) => (isAgainst ? edge.fromNode : edge.toNode);
export const startOf = ({ edge, isAgainst }: Way) => (isAgainst ? edge.toNode : edge.fromNode);

/** @param isOpen  whether an edge may be driven at all; one-way streets are driven one way. */
export function waysOf(edges: readonly DemoEdge[], isOpen: (edge: DemoEdge) => boolean): Ways {
  const byNode = new Map<number, Way[]>();
  for (const edge of edges) {
    if (!isOpen(edge)) continue;
    for (const isAgainst of [false, true]) {
      if (edge.oneway === (isAgainst ? "forward" : "backward")) continue;
      const way = { edge, isAgainst };
      const known = byNode.get(startOf(way));
      if (known) known.push(way);
      else byNode.set(startOf(way), [way]);
    }
  }
  const leaving = (node: number) => byNode.get(node) ?? [];

  function toNearest(from: number, isGoal: (node: number) => boolean): Way[] | null {
    const best = new Map([[from, 0]]);
    const via = new Map<number, Way>();
    const open = new Set([from]);
    // the open set stays small before the nearest goal is found: no heap is needed
    while (open.size > 0) {
      let node = -1;
      let least = Number.POSITIVE_INFINITY;
      for (const one of open) {
        const meters = best.get(one)!;
        if (meters < least || (meters === least && one < node)) [node, least] = [one, meters];
      }
      open.delete(node);
      if (isGoal(node)) {
        const path: Way[] = [];
        for (let at = node; at !== from; at = startOf(path.at(-1)!)) path.push(via.get(at)!);
        return path.reverse();
      }
      for (const way of leaving(node)) {
        const further = least + way.edge.lengthMeters;
        if (further >= (best.get(endOf(way)) ?? Number.POSITIVE_INFINITY)) continue;
        best.set(endOf(way), further);
        via.set(endOf(way), way);
        open.add(endOf(way));
      }
    }
    return null;
  }
  return { edgeById: new Map(edges.map((edge) => [edge.edgeId, edge])), leaving, toNearest };
}

/**
 * An order in which edges are worked one after the other with little driving between them: along each street as far as it
 * goes, then whatever is next, then the nearest that is left.
 *
 * @returns each once; those that cannot be reached last.
 */
export function workingOrder(ways: Ways, edges: readonly DemoEdge[], from: number): DemoEdge[] {
  const left = new Set(edges.map(({ edgeId }) => edgeId));
  const order: DemoEdge[] = [];
  let node = from;
  let streetId: string | null = null;
  const isLeft = ({ edge }: Way) => left.has(edge.edgeId);
  while (left.size > 0) {
    const here = ways.leaving(node).filter(isLeft);
    const next: Way | undefined = here.find(({ edge }) => edge.streetId === streetId) ?? here[0];
    if (next) {
      left.delete(next.edge.edgeId);
      order.push(next.edge);
      node = endOf(next);
      streetId = next.edge.streetId;
      continue;
    }
    const path = ways.toNearest(node, (one) => ways.leaving(one).some(isLeft));
    if (!path) break;
    node = path.length > 0 ? endOf(path.at(-1)!) : node;
  }
  return [...order, ...edges.filter(({ edgeId }) => left.has(edgeId))];
}

/** A way that is driven, to work on it or to get to where the work is. */
export type Step = Way & {
  readonly isWork: boolean;
  /** Shares from which to which it is driven; whole where it is left out. */
  readonly part?: readonly [from: number, to: number];
};

/**
 * The way along edges in their order, with what has to be driven between them; what cannot be reached is left out.
 *
 * @param from  the node it begins at. @param to  the node it ends at, when it has to.
 */
export function stepsAlong(
  ways: Ways,
  edges: readonly DemoEdge[],
  from: number,
  to: number | null,
): Step[] {
  const steps: Step[] = [];
  let node = from;
  const drive = (path: readonly Way[]) => {
    for (const way of path) steps.push({ ...way, isWork: false });
    if (path.length > 0) node = endOf(path.at(-1)!);
  };
  for (const edge of edges) {
    const own = (at: number) => ways.leaving(at).find((way) => way.edge === edge);
    const path = ways.toNearest(node, (one) => own(one) !== undefined);
    if (!path) continue;
    drive(path);
    const way = own(node)!;
    steps.push({ ...way, isWork: true });
    node = endOf(way);
  }
  if (to !== null) drive(ways.toNearest(node, (one) => one === to) ?? []);
  return steps;
}

/** Where a place beside a street lies on the network: on which edge, and by which of its ends one gets away and back. */
export type Gate = { readonly edge: DemoEdge; readonly share: number; readonly node: number };

export function gateOf({ edgeById, leaving }: Ways, position: LngLat): Gate {
  let best: { edge: DemoEdge; share: number; meters: number } | null = null;
  for (const edge of edgeById.values()) {
    const isOpen = leaving(edge.fromNode).length > 1 || leaving(edge.toNode).length > 1;
    if (!isOpen || edge.oneway !== "no") continue;
    const { share, meters } = nearestOnEdge(edge, position);
    if (best === null || meters < best.meters) best = { edge, share, meters };
  }
  const { edge, share } = best!;
  const isNearFrom =
    share < 0.5 ? leaving(edge.fromNode).length > 1 : leaving(edge.toNode).length < 2;
  return { edge, share, node: isNearFrom ? edge.fromNode : edge.toNode };
}

/** The way from a gate to its node, or back. */
export function throughGate({ edge, share, node }: Gate, isOut: boolean): Step {
  const end = node === edge.fromNode ? 0 : 1;
  const part = isOut ? ([share, end] as const) : ([end, share] as const);
  return { edge, isAgainst: part[1] < part[0], isWork: false, part };
}

/** The place on an edge nearest to a position: its share of the length, and how far away it is. */
export function nearestOnEdge({ path }: DemoEdge, position: LngLat) {
  let best = { along: 0, meters: Number.POSITIVE_INFINITY };
  let gone = 0;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const length = lengthMetersOf([a, b]);
    for (let part = 0; part <= PARTS; part++) {
      const at = between(a, b, part / PARTS);
      const meters = lengthMetersOf([at, position]);
      if (meters < best.meters) best = { along: gone + (length * part) / PARTS, meters };
    }
    gone += length;
  }
  return { share: gone > 0 ? best.along / gone : 0, meters: best.meters };
}

/** Pieces of at most 45 m are looked at in so many places. */
const PARTS = 16;

const DEGREES = 180 / Math.PI;

/** Where along an edge a share of its length is, and which way it runs there. */
export function placeOn({ path }: DemoEdge, share: number): { at: LngLat; headingDegrees: number } {
  const whole = lengthMetersOf(path);
  let left = share * whole;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const length = lengthMetersOf([a, b]);
    if (left > length && i + 1 < path.length) {
      left -= length;
      continue;
    }
    const part = length > 0 ? left / length : 0;
    const at: LngLat = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
    const east = (b[0] - a[0]) * Math.cos(a[1] / DEGREES);
    return { at, headingDegrees: Math.atan2(east, b[1] - a[1]) * DEGREES };
  }
  return { at: path[0]!, headingDegrees: 0 };
}
