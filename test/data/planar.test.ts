import { describe, expect, it } from "vitest";
import { type Face, facesOf, type Line, planarOf } from "../../data/demo/planar.ts";
import { areaOf, type Point } from "../../data/demo/plane.ts";

const line = (tag: string, ...points: Point[]): Line<string> => ({ points, tag });
const areas = (faces: readonly Face<string>[]) =>
  faces.map(({ ring }) => areaOf(ring)).sort((p, q) => p - q);
/** A frame of 300 by 200 meters, cut by one street across the middle. */
const ladder = [
  line("frame", [0, 0], [300, 0], [300, 200], [0, 200], [0, 0]),
  line("across", [100, -40], [100, 240]),
];

describe("planarOf", () => {
  it("makes a crossing a junction: two streets become four edges around five nodes", () => {
    const { nodes, edges } = planarOf([
      line("a", [0, 0], [100, 0]),
      line("b", [40, -50], [40, 70]),
    ]);
    expect([nodes.length, edges.length]).toEqual([5, 4]);
    const center = nodes.findIndex(([x, y]) => x === 40 && y === 0);
    expect(edges.every(({ from, to }) => from === center || to === center)).toBe(true);
  });

  it("joins an end that stops just short, and leaves one that stops further off", () => {
    const joined = planarOf([line("a", [0, 0], [100, 0]), line("b", [50, 4], [50, 90])], 5);
    const apart = planarOf([line("a", [0, 0], [100, 0]), line("b", [50, 6], [50, 90])], 5);
    expect([joined.edges.length, apart.edges.length]).toEqual([3, 2]);
  });

  it("keeps one of two lines that run together, and both where one is a detour", () => {
    const straight = line("a", [0, 0], [100, 0]);
    expect(planarOf([straight, line("b", [0, 1], [100, 1])]).edges.map(({ tag }) => tag)).toEqual([
      "a",
    ]);
    expect(planarOf([straight, line("b", [0, 0], [50, 60], [100, 0])]).edges).toHaveLength(2);
  });

  it("keeps the shape between junctions", () => {
    const [edge] = planarOf([line("a", [0, 0], [50, 30], [100, 0])]).edges;
    expect(edge!.points).toEqual([
      [0, 0],
      [50, 30],
      [100, 0],
    ]);
  });
});

describe("facesOf", () => {
  it("finds each block once, without the outside and the ends that lead nowhere", () => {
    expect(areas(facesOf(planarOf(ladder)))).toEqual([100 * 200, 200 * 200]);
  });

  it("finds E − N + 1 blocks in a grid of streets, together as large as the frame", () => {
    const streets = [0, 1, 2, 3, 4].flatMap((i) => [
      line("x", [i * 80, -20], [i * 80, 420]),
      line("y", [-20, i * 100], [340, i * 100]),
    ]);
    const faces = facesOf(planarOf(streets));
    expect(faces).toHaveLength(16);
    expect(areas(faces).reduce((sum, area) => sum + area, 0)).toBeCloseTo(320 * 400, 6);
  });

  it("says which street each side of a block belongs to", () => {
    const [left] = facesOf(planarOf(ladder)).filter(({ ring }) => areaOf(ring) === 20_000);
    const onCut = left!.ring.flatMap(([x], i) =>
      x === 100 && left!.ring[(i + 1) % left!.ring.length]![0] === 100 ? [i] : [],
    );
    expect(onCut.map((i) => left!.sides[i]!.tag)).toEqual(["across"]);
  });
});
