import { describe, expect, it } from "vitest";
import { convexHull } from "../../server/geo/hull.ts";

describe("the smallest convex shape around points", () => {
  it("has the corners of a square, whatever lies within or on its edges", () => {
    const square = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ] as const;
    expect(convexHull([[1, 1], [2, 1], [0, 0], ...square, [1, 2], [1.5, 0.5]])).toEqual(square);
  });

  it("turns left at every corner and leaves no point outside", () => {
    const points = Array.from({ length: 200 }, (_, i): [number, number] => [
      Math.sin(i * 12.9898) * 100,
      Math.sin(i * 78.233) * 100,
    ]);
    const hull = convexHull(points);
    const left = (
      [ax, ay]: readonly number[],
      [bx, by]: readonly number[],
      [x, y]: readonly number[],
    ) => (bx! - ax!) * (y! - ay!) - (by! - ay!) * (x! - ax!);
    hull.forEach((corner, i) => {
      const next = hull[(i + 1) % hull.length]!;
      expect(points.every((point) => left(corner, next, point) >= -1e-9)).toBe(true);
    });
    expect(hull.length).toBeGreaterThan(3);
  });

  it("is one or two points where there is no area, and nothing of nothing", () => {
    expect(convexHull([])).toEqual([]);
    expect(
      convexHull([
        [3, 4],
        [3, 4],
      ]),
    ).toEqual([[3, 4]]);
    expect(
      convexHull([
        [2, 2],
        [0, 0],
        [1, 1],
      ]),
    ).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });
});
