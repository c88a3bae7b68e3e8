import { randomOf } from "../../data/demo/random.ts";
import type { VertexGraph } from "../../server/siting/graph.ts";

/** A graph as those of OR-Library were made: a path, and edges at random until there are n²/50, costs 1 to 100. */
export function drawnGraph(vertexCount: number, seed: number): VertexGraph {
  const random = randomOf(seed, "bench/graph");
  const edges = new Map<number, readonly [number, number, number]>();
  const add = (a: number, b: number) =>
    edges.set(Math.min(a, b) * vertexCount + Math.max(a, b), [a, b, random.whole(1, 100)]);
  for (let i = 1; i < vertexCount; i++) add(i - 1, i);
  while (edges.size < vertexCount ** 2 / 50) {
    const [a, b] = [random.whole(0, vertexCount - 1), random.whole(0, vertexCount - 1)];
    if (a !== b) add(a, b);
  }
  return { vertexCount, count: 5, edges: [...edges.values()] };
}

/** Points of a town: six in ten about twelve centres, the others anywhere in 8 km; demand 1 to 100. */
export function drawnPoints(count: number, seed: number) {
  const random = randomOf(seed, "bench/points");
  const anywhere = () => [random.between(0, 8000), random.between(0, 8000)] as const;
  const centers = Array.from({ length: 12 }, anywhere);
  const points = Array.from({ length: count }, () => {
    const [x, y] = random.pick(centers);
    return random.chance(0.6)
      ? ([x + random.spread(900), y + random.spread(900)] as const)
      : anywhere();
  });
  return {
    xs: Float64Array.from(points, ([x]) => x),
    ys: Float64Array.from(points, ([, y]) => y),
    weights: Float64Array.from(points, () => random.whole(1, 100)),
  };
}
