import { describe, expect, it } from "vitest";
import { withManner } from "../../server/fleet/manner.ts";
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
const stretch = (fromSecond: number, toSecond: number, meters = 100) => ({
  ...{ fromMs: START + fromSecond * 1_000, toMs: START + toSecond * 1_000 },
  ...{ fromShare: 0, toShare: 1, lengthMeters: meters },
});
const saidOf = (
  course: Parameters<typeof fixes>[0],
  ...stretches: readonly ReturnType<typeof stretch>[]
) => withManner(stretches, fixes(course)).map(({ isWorking }) => isWorking);

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

describe("how fast a vehicle drove a stretch", () => {
  const kmh = (course: Parameters<typeof fixes>[0], ...of: Parameters<typeof stretch>) =>
    withManner([stretch(...of)], fixes(course))[0]!.speedKmh;
  it("leaves out the time in which it stood", () => {
    const course = [
      [0, "+", 24],
      [67, "+", 24],
      [100, "-", 0],
      [100, "-", 0],
      [100, "-", 0],
      [120, "+", 24],
    ] as const;
    // 100 m in 40 s, of which 15 … 40 s it stood
    expect(kmh(course, 0, 40)).toBeCloseTo(24, 1);
    // 67 m in 10 s
    expect(kmh(course, 0, 10, 67)).toBeCloseTo(24.1, 1);
  });
  it("is never faster for it than its positions say, nor slower than it was with its stops", () => {
    const course = [
      [0, "+", 8],
      [10, "-", 0],
      [10, "-", 0],
      [30, "+", 8],
    ] as const;
    expect(kmh(course, 5, 25, 30)).toBeCloseTo(8, 5);
    expect(
      kmh(
        [
          [0, "+", 0],
          [100, "+", 0],
        ],
        0,
        10,
      ),
    ).toBeCloseTo(36, 5);
  });
  it("is not known where no time passed", () => {
    expect(kmh([[0, "+"]], 0, 0)).toBeNull();
  });
});
