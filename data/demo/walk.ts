import type { Stretch } from "./streets.ts";

/**
 * The edges of the shortest way from one stretch to another over drivable streets, both included.
 *
 * Dijkstra over a few thousand edges, for routes only; coverage has its own, faster one.
 *
 * @returns Empty when there is no way.
 */
export function shortestPath(stretches: readonly Stretch[], from: Stretch, to: Stretch): string[] {
  const goal = new Set([to.edge.fromNode, to.edge.toNode]);
  const best = new Map<number, number>();
  const via = new Map<number, { node: number; edgeId: string }>();
  const queue = new Heap();
  for (const node of [from.edge.fromNode, from.edge.toNode]) {
    best.set(node, 0);
    queue.push(0, node);
  }
  const edgesAt = adjacencyOf(stretches);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [meters, node] = next;
    if (meters > best.get(node)!) continue;
    if (goal.has(node)) {
      const edges = [to.edge.edgeId];
      for (let at = node; via.has(at); at = via.get(at)!.node) edges.push(via.get(at)!.edgeId);
      if (edges.at(-1) !== from.edge.edgeId) edges.push(from.edge.edgeId);
      return edges.reverse();
    }
    for (const { edge } of edgesAt.get(node) ?? []) {
      const other = edge.fromNode === node ? edge.toNode : edge.fromNode;
      const further = meters + edge.lengthMeters;
      if (further >= (best.get(other) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(other, further);
      via.set(other, { node, edgeId: edge.edgeId });
      queue.push(further, other);
    }
  }
  return [];
}

const known = new WeakMap<readonly Stretch[], Map<number, Stretch[]>>();

function adjacencyOf(stretches: readonly Stretch[]): Map<number, Stretch[]> {
  const ready = known.get(stretches);
  if (ready) return ready;
  const edgesAt = new Map<number, Stretch[]>();
  for (const stretch of stretches) {
    if (!stretch.edge.isDrivable) continue;
    for (const node of [stretch.edge.fromNode, stretch.edge.toNode]) {
      edgesAt.set(node, [...(edgesAt.get(node) ?? []), stretch]);
    }
  }
  known.set(stretches, edgesAt);
  return edgesAt;
}

/** A binary heap of numbered nodes, nearest first. */
class Heap {
  private readonly items: [number, number][] = [];

  push(priority: number, node: number) {
    const { items } = this;
    items.push([priority, node]);
    for (let i = items.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (items[parent]![0] <= items[i]![0]) break;
      [items[parent], items[i]] = [items[i]!, items[parent]!];
      i = parent;
    }
  }

  pop(): [number, number] | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top;
    items[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      let least = i;
      for (const child of [left, left + 1]) {
        if (child < items.length && items[child]![0] < items[least]![0]) least = child;
      }
      if (least === i) return top;
      [items[i], items[least]] = [items[least]!, items[i]!];
      i = least;
    }
  }
}
