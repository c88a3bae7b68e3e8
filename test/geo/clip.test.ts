import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clippedLine, clippedRing } from "../../server/geo/clip.ts";

const square = { min: -64, max: 4160 };
const coordinate = fc.integer({ min: -3000, max: 8000 });
const path = (minLength: number) =>
  fc
    .array(coordinate, { minLength: 2 * minLength, maxLength: 40 })
    .map((list) => list.slice(0, list.length & ~1));

const isIn = (value: number) => value >= square.min - 1e-6 && value <= square.max + 1e-6;

/** Length of the part of a line inside the square, by cutting it into many small steps. */
function lengthInside(line: readonly number[], steps: number) {
  let total = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = line.slice(i, i + 4) as [number, number, number, number]; // four numbers
    const length = Math.hypot(bx - ax, by - ay) / steps;
    for (let k = 0; k < steps; k++) {
      const share = (k + 0.5) / steps;
      if (isIn(ax + share * (bx - ax)) && isIn(ay + share * (by - ay))) total += length;
    }
  }
  return total;
}

const lengthOf = (line: readonly number[]) => {
  let total = 0;
  for (let i = 0; i + 3 < line.length; i += 2)
    total += Math.hypot(line[i + 2]! - line[i]!, line[i + 3]! - line[i + 1]!);
  return total;
};

const areaOf = (ring: readonly number[]) => {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return sum / 2;
};

describe("clippedLine", () => {
  it("leaves a line inside as it is", () => {
    const line = [0, 0, 4096, 4096, -64, 4160];
    expect(clippedLine(line, square)).toEqual([line]);
  });

  it("gives one piece for each visit", () => {
    const zigzag = [-100, 0, 100, 0, 100, 5000, 200, 5000, 200, 0];
    expect(clippedLine(zigzag, square)).toEqual([
      [-64, 0, 100, 0, 100, 4160],
      [200, 4160, 200, 0],
    ]);
  });

  it("gives nothing for a line that passes by, even across a corner's shadow", () => {
    expect(clippedLine([-200, 0, 0, -200], square)).toEqual([]);
    expect(clippedLine([5000, 0, 5000, 4000], square)).toEqual([]);
    expect(clippedLine([], square)).toEqual([]);
  });

  it("keeps exactly the length that is inside, and nothing outside", () => {
    fc.assert(
      fc.property(path(2), (line) => {
        const pieces = clippedLine(line, square);
        for (const value of pieces.flat()) expect(isIn(value)).toBe(true);
        const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
        const steps = 400;
        const uncertain = (2 * lengthOf(line)) / steps + 1;
        expect(Math.abs(length - lengthInside(line, steps))).toBeLessThan(uncertain);
      }),
    );
  });
});

describe("clippedRing", () => {
  it("cuts a square to the common square, whichever way it runs and wherever it starts", () => {
    const ring = [-1000, 1000, 1000, 1000, 1000, 2000, -1000, 2000, -1000, 1000];
    expect(areaOf(clippedRing(ring, square))).toBe(1064 * 1000);
    const reversed = ring.flatMap((_, i) =>
      i % 2 === 0 ? [ring[ring.length - 2 - i]!, ring[ring.length - 1 - i]!] : [],
    );
    expect(areaOf(clippedRing(reversed, square))).toBe(-1064 * 1000);
  });

  it("gives the whole square for a ring around it, and nothing for one beside it", () => {
    const around = [-9000, -9000, 9000, -9000, 9000, 9000, -9000, 9000];
    expect(areaOf(clippedRing(around, square))).toBe(4224 ** 2);
    expect(clippedRing([5000, 0, 6000, 0, 6000, 1000], square)).toEqual([]);
  });

  it("divides a ring's area among neighbouring squares without loss", () => {
    fc.assert(
      fc.property(path(3), (ring) => {
        let sum = 0;
        for (let x = -1; x <= 2; x++)
          for (let y = -1; y <= 2; y++) {
            const moved = ring.map((value, i) => value - 4096 * (i % 2 === 0 ? x : y));
            sum += areaOf(clippedRing(moved, { min: 0, max: 4096 }));
          }
        expect(sum).toBeCloseTo(areaOf(ring), 3);
      }),
    );
  });
});
