import type { Links } from "./network.ts";

/**
 * Calls `visit` once for each node within `limit` of the nearest of `from`, nearest first.
 *
 * @param already  what has been spent where each of `from` is reached; left out, nothing.
 */
export type Reach = (
  from: readonly number[],
  limit: number,
  visit: (node: number, cost: number) => void,
  already?: readonly number[],
) => void;

/**
 * Searches a graph outward from some nodes, many times.
 *
 * Costs of whole numbers add up the same in whichever order, so that a limit holds alike from either end of a way.
 *
 * @param costs  of each edge, 0 or more, in the unit of the limit.
 * @returns One search at a time: `visit` must not begin another. Each takes time for what lies within the limit only.
 * @see Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959, pp. 269–271.
 */
export function reachOver({ starts, edges, ends }: Links, costs: ArrayLike<number>): Reach {
  const nodes = starts.length - 1;
  const least = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const isDone = new Uint8Array(nodes);
  const heap = costHeap();
  const touched: number[] = [];

  function offer(node: number, cost: number) {
    if (cost >= least[node]!) return;
    if (least[node] === Number.POSITIVE_INFINITY) touched.push(node);
    least[node] = cost;
    heap.push(node, cost);
  }

  return (from, limit, visit, already) => {
    for (const [i, node] of from.entries()) {
      const cost = already?.[i] ?? 0;
      if (cost <= limit) offer(node, cost);
    }
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (isDone[node]) continue;
      isDone[node] = 1;
      const cost = least[node]!;
      visit(node, cost);
      for (let at = starts[node]!; at < starts[node + 1]!; at++) {
        const onward = cost + costs[edges[at]!]!;
        if (onward <= limit) offer(ends[at]!, onward);
      }
    }
    for (const node of touched) {
      least[node] = Number.POSITIVE_INFINITY;
      isDone[node] = 0;
    }
    touched.length = 0;
  };
}

/** A binary heap; equal costs come out in no promised order. */
export function costHeap() {
  const nodes: number[] = [];
  const costs: number[] = [];
  return {
    push(node: number, cost: number) {
      let at = nodes.length;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (costs[parent]! <= cost) break;
        nodes[at] = nodes[parent]!;
        costs[at] = costs[parent]!;
        at = parent;
      }
      nodes[at] = node;
      costs[at] = cost;
    },
    /** @returns −1 when it is empty. */
    pop() {
      if (nodes.length === 0) return -1;
      const first = nodes[0]!;
      const [node, cost] = [nodes.pop()!, costs.pop()!];
      const size = nodes.length;
      if (size === 0) return first;
      let at = 0;
      for (let child = 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && costs[child + 1]! < costs[child]!) child++;
        if (costs[child]! >= cost) break;
        nodes[at] = nodes[child]!;
        costs[at] = costs[child]!;
        at = child;
      }
      nodes[at] = node;
      costs[at] = cost;
      return first;
    },
  };
}
