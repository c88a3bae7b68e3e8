import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markImportance } from "../../server/geo/simplify.ts";

type Position = [x: number, y: number];

/** Douglas–Peucker as the paper tells it, from the top. */
function douglasPeucker(line: Position[], tolerance: number): Position[] {
  if (line.length < 3) return line;
  const [a, b] = [line[0]!, line[line.length - 1]!];
  let farthest = 1;
  let greatest = -1;
  for (let i = 1; i < line.length - 1; i++) {
    const distance = distanceToSegment(line[i]!, a, b);
    if (distance > greatest) [greatest, farthest] = [distance, i];
  }
  if (greatest <= tolerance) return [a, b];
  return [
    ...douglasPeucker(line.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...douglasPeucker(line.slice(farthest), tolerance),
  ];
}

function distanceToSegment([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = squared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared;
  const along = Math.min(Math.max(share, 0), 1);
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

function kept(line: Position[], tolerance: number): Position[] {
  const importance = new Float32Array(line.length);
  markImportance(line.flat(), 0, line.length, importance);
  return line.filter((_, i) => importance[i]! > tolerance ** 2);
}

const isRing = (line: Position[]) =>
  line[0]?.[0] === line[line.length - 1]?.[0] && line[0]?.[1] === line[line.length - 1]?.[1];

const line = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((positions) => !isRing(positions));

describe("markImportance", () => {
  it("keeps what Douglas–Peucker keeps, at every tolerance", () => {
    fc.assert(
      // a tolerance of k + 0.4567 is no distance between whole positions, so that rounding decides nothing
      fc.property(line, fc.integer({ min: 0, max: 100 }), (positions, whole) => {
        expect(kept(positions, whole + 0.4567)).toEqual(douglasPeucker(positions, whole + 0.4567));
      }),
    );
  });

  it("keeps the ends, and of a ring the place farthest from its start, at any tolerance", () => {
    const ring: Position[] = [
      [0, 0],
      [3, 1],
      [9, 9],
      [1, 3],
      [0, 0],
    ];
    expect(kept(ring, 1e9)).toEqual([
      [0, 0],
      [9, 9],
      [0, 0],
    ]);
  });

  it("writes only between the vertices it was given", () => {
    const importance = new Float32Array(6).fill(7);
    markImportance([9, 9, 0, 0, 1, 1, 2, 0, 9, 9, 9, 9], 1, 4, importance);
    expect([...importance]).toEqual([7, Infinity, 1, Infinity, 7, 7]);
  });
});
