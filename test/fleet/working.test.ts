import { describe, expect, it } from "vitest";
import { withWork } from "../../server/fleet/working.ts";
import { fixAt } from "../worlds/fleet.ts";

const START = Date.UTC(2026, 2, 2);
/** Each ten seconds somewhere along 60° N, in meters; `+` worked, `-` did not, `?` does not say. */
const fixes = (
  course: readonly (readonly [meters: number, said: "+" | "-" | "?", kmh?: number])[],
) =>
  course.map(([meters, said, speedKmh = 8], i) =>
    fixAt(START + i * 10_000, [25 + meters / 55_600, 60], {
      speedKmh,
      isWorking: said === "?" ? null : said === "+",
    }),
  );
const stretch = (fromSecond: number, toSecond: number) => ({
  ...{ fromMs: START + fromSecond * 1_000, toMs: START + toSecond * 1_000 },
});
const saidOf = (
  course: Parameters<typeof fixes>[0],
  ...stretches: readonly ReturnType<typeof stretch>[]
) => withWork(stretches, fixes(course)).map(({ isWorking }) => isWorking);

describe("whether a vehicle worked on a stretch", () => {
  it("is said by the meters and not by the positions: at a red light the brush is lifted", () => {
    const course = [
      [0, "+"],
      [20, "+"],
      [40, "-", 0],
      [40, "-", 0],
      [41, "-", 0],
      [60, "+"],
    ] as const;
    expect(saidOf(course, stretch(0, 50))).toEqual([true]);
    expect(saidOf(course, stretch(12, 41))).toEqual([true]);
  });

  it("is said between two positions by the one that is nearer in time", () => {
    const course = [
      [0, "-"],
      [100, "+"],
      [120, "+"],
    ] as const;
    expect(saidOf(course, stretch(1, 4), stretch(6, 9), stretch(9, 20))).toEqual([
      ...[false, true, true],
    ]);
  });

  it("is said by most of its meters where it changes on the way", () => {
    const course = [
      [0, "-", 30],
      [80, "-", 30],
      [160, "+"],
      [180, "+"],
    ] as const;
    expect(saidOf(course, stretch(0, 30), stretch(12, 30))).toEqual([false, true]);
  });

  it("is not known where no position says so, or where there is none", () => {
    expect(
      saidOf(
        [
          [0, "?"],
          [20, "?"],
        ],
        stretch(0, 10),
      ),
    ).toEqual([null]);
    expect(saidOf([], stretch(0, 10))).toEqual([null]);
    expect(saidOf([[0, "+"]], stretch(0, 0))).toEqual([true]);
  });
});
