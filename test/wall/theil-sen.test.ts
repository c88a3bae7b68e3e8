import { expect, it } from "vitest";
import { theilSen } from "../bench/theil-sen.ts";

it("finds the slope of a line exactly, whatever one sample does", () => {
  const line = Array.from({ length: 20 }, (_, x) => [x, 3 * x + 7] as [number, number]);
  expect(theilSen(line)).toEqual({ slope: 3, low: 3, high: 3 });
  line[4] = [4, 9000];
  expect(theilSen(line).slope).toBe(3);
});

// the slopes of all 21 pairs, in order: 1 2.5 11/3 26/7 3.75 23/6 59/15 63/16 4 4 4 4 69/17 33/8 29/7 25/6 46/11 4.375 5 5 6;
// 1.96 × √(7 × 6 × 19 / 18) is 13.05, so the interval goes from the 4th to the 18th of them
it("gives the middle of all slopes, and the ranks that Kendall's score says around it", () => {
  const [x, y] = [
    [1, 2, 3, 4, 10, 12, 18],
    [9, 15, 19, 20, 45, 55, 78],
  ] as const;
  expect(theilSen(x.map((at, i) => [at, y[i]!]))).toEqual({ slope: 4, low: 26 / 7, high: 4.375 });
});

it("refuses to say what two points would", () => {
  expect(() =>
    theilSen([
      [0, 1],
      [1, 2],
    ]),
  ).toThrow(RangeError);
});
