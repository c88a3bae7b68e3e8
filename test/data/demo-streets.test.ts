import Flatbush from "flatbush";
import { describe, expect, it } from "vitest";
import type { DemoEdge, LngLat } from "../../data/demo/records.ts";
import { demo, kilometers, meters } from "../worlds/demo.ts";
import { isInRing, outlineOf } from "../worlds/ring.ts";

describe("the streets of the demonstration district", () => {
  it("meet at shared nodes: one place is one node, and one node is one place", () => {
    const placeOf = new Map<number, string>();
    const nodeOf = new Map<string, number>();
    for (const { fromNode, toNode, path } of demo.edges) {
      for (const [node, position] of [
        [fromNode, path[0]!],
        [toNode, path.at(-1)!],
      ] as const) {
        expect(placeOf.get(node) ?? position.join()).toBe(position.join());
        expect(nodeOf.get(position.join()) ?? node).toBe(node);
        placeOf.set(node, position.join());
        nodeOf.set(position.join(), node);
      }
    }
  });

  it("cross nowhere without a junction", () => {
    const pieces = demo.edges.flatMap((edge) =>
      edge.path.slice(1).map((b, i) => ({ edge, a: edge.path[i]!, b })),
    );
    const tree = new Flatbush(pieces.length);
    for (const { a, b } of pieces) {
      tree.add(
        Math.min(a[0], b[0]),
        Math.min(a[1], b[1]),
        Math.max(a[0], b[0]),
        Math.max(a[1], b[1]),
      );
    }
    tree.finish();
    const side = (p: LngLat, q: LngLat, r: LngLat) =>
      (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    const crossings = pieces.flatMap((one, i) =>
      tree
        .search(
          Math.min(one.a[0], one.b[0]),
          Math.min(one.a[1], one.b[1]),
          Math.max(one.a[0], one.b[0]),
          Math.max(one.a[1], one.b[1]),
        )
        .filter((k) => k > i)
        .map((k) => pieces[k]!)
        .filter(({ edge, a, b }) => {
          const nodes = [one.edge.fromNode, one.edge.toNode];
          if (edge === one.edge || nodes.includes(edge.fromNode) || nodes.includes(edge.toNode))
            return false;
          return (
            side(one.a, one.b, a) * side(one.a, one.b, b) < 0 &&
            side(a, b, one.a) * side(a, b, one.b) < 0
          );
        })
        .map(({ edge }) => [one.edge.edgeId, edge.edgeId]),
    );
    expect(crossings).toEqual([]);
  });

  it("hang together but for four walled corners", () => {
    const root = new Map<number, number>();
    const find = (node: number): number => {
      const up = root.get(node) ?? node;
      return up === node ? node : find(up);
    };
    for (const { fromNode, toNode } of demo.edges) root.set(find(fromNode), find(toNode));
    const parts = new Map<number, DemoEdge[]>();
    for (const edge of demo.edges) {
      const part = find(edge.fromNode);
      parts.set(part, [...(parts.get(part) ?? []), edge]);
    }
    const lengths = [...parts.values()].map(kilometers).sort((p, q) => q - p);
    expect(lengths).toHaveLength(5);
    expect(lengths[0]! / kilometers(demo.edges)).toBeGreaterThan(0.99);
  });

  it("are as long as their paths measure on the sphere", () => {
    for (const { lengthMeters, path } of demo.edges) {
      const measured = path.slice(1).reduce((sum, b, i) => sum + meters(path[i]!, b), 0);
      expect(Math.abs(lengthMeters - measured)).toBeLessThan(0.02 + measured * 0.001);
    }
  });

  it("cross the river on five bridges and nowhere else", () => {
    const bridges = demo.edges.filter(({ isBridge }) => isBridge);
    const names = bridges.map(
      ({ streetId }) => demo.streets.find((s) => s.streetId === streetId)!.name,
    );
    expect(new Set(names).size).toBe(5);
    const river = demo.ground.find(({ kind, name }) => kind === "water" && name === "蒸水")!.shape;
    const ring = outlineOf(river);
    const wet = demo.edges.filter(
      ({ isBridge, path }) => !isBridge && path.slice(1, -1).some((p) => isInRing(p, ring)),
    );
    expect(wet).toEqual([]);
  });

  it("carry the grade of their class, and the model road the first", () => {
    const grades = new Map(demo.edges.map(({ edgeId, grade }) => [edgeId, grade]));
    const model = demo.streets.filter(({ isModel }) => isModel);
    expect(model.map(({ name }) => name)).toEqual(["常胜西路"]);
    const ownGrades = demo.edges
      .filter(({ streetId }) => streetId === model[0]!.streetId)
      .map(({ edgeId }) => grades.get(edgeId));
    expect(new Set(ownGrades)).toEqual(new Set([1]));
    expect(new Set(demo.edges.filter((e) => e.class === "lane").map((e) => e.grade))).toEqual(
      new Set([4]),
    );
    expect(new Set(demo.edges.map((e) => e.grade))).toEqual(new Set([1, 2, 3, 4, null]));
  });
});
