import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import {
  graphDemand,
  parseGraph,
  SitingFileError,
  type VertexGraph,
} from "../../server/siting/graph.ts";

/** Every pair by Floyd and Warshall; Infinity where there is no way. */
function allPairs({ vertexCount: n, edges }: VertexGraph): number[][] {
  const far = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  for (const [a, b, cost] of edges) {
    far[a]![b] = Math.min(far[a]![b]!, cost);
    far[b]![a] = Math.min(far[b]![a]!, cost);
  }
  for (let via = 0; via < n; via++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) far[i]![j] = Math.min(far[i]![j]!, far[i]![via]! + far[via]![j]!);
  return far;
}

describe("graphDemand", () => {
  it("is as far as Floyd and Warshall say, in 60 drawn graphs, many in parts", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = randomOf(seed, "graph");
      const vertexCount = random.whole(1, 20);
      const edges = Array.from({ length: random.whole(0, 30) }, () => {
        const vertex = () => random.whole(0, vertexCount - 1);
        return [vertex(), vertex(), random.whole(0, 50)] as const;
      }).filter(([a, b]) => a !== b);
      const graph = { vertexCount, count: 1, edges };
      const { starts, sites, meters } = graphDemand(graph);
      const found = allPairs(graph).map((row, i) =>
        row.map((_, j) => {
          const at = sites.indexOf(j, starts[i]);
          return at >= 0 && at < starts[i + 1]! ? meters[at]! : Number.POSITIVE_INFINITY;
        }),
      );
      expect(found).toEqual(allPairs(graph));
    }
  });
});

describe("parseGraph", () => {
  it("lets an edge that is listed again replace the earlier one, whichever way round", () => {
    const { edges } = parseGraph("3 4 1\n1 2 9\n2 3 4\n2 1 5\n3 3 1\n", "f");
    expect(edges).toEqual([
      [0, 1, 5],
      [1, 2, 4],
    ]);
  });

  it.each([
    ["", "line 1: the file is empty"],
    ["3 1\n1 2 3", "line 1: 2 fields"],
    ["3 x 1\n1 2 3", 'm is "x"'],
    ["0 0 1", 'n is "0"'],
    ["3 0 0", 'p is "0"'],
    ["3 2 1\n1 2 3", "m is 2"],
    ["3 1 1\n\n1 2", "line 3: 2 fields"],
    ["3 1 1\n1.5 2 3", 'line 2: the first vertex is "1.5"'],
    ["3 1 1\n1 2 -3", 'line 2: the cost is "-3"'],
    ["3 1 1\n1 2 far", 'line 2: the cost is "far"'],
  ])("refuses %j and names the line and what stands there", (text, named) => {
    expect(() => parseGraph(text, "f")).toThrow(SitingFileError);
    expect(() => parseGraph(text, "f")).toThrow(named);
  });
});
