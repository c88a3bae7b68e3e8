import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { permutationScan, type ScanQuestion } from "../../server/hotspots/scan.ts";

/** 8 × 8 cells 100 m apart, so many cases of 60 days at random, and more that begin lately. */
function world(
  seed: number,
  cases: number,
  late: readonly (readonly [cell: number, day: number])[],
) {
  const random = randomOf(seed, "test/scan");
  const cellOf = Array.from({ length: cases }, () => random.whole(0, 63));
  const dayOf = Array.from({ length: cases }, () => random.whole(0, 59));
  for (const [cell, day] of late) {
    cellOf.push(cell);
    dayOf.push(day);
  }
  const xs = Array.from({ length: 64 }, (_, i) => (i % 8) * 100);
  const ys = Array.from({ length: 64 }, (_, i) => Math.floor(i / 8) * 100);
  const limits = { maxRadiusMeters: 250, maxDays: 14, permutations: 199, seed: 1 };
  return { cellOf, dayOf, days: 60, xs, ys, ...limits } satisfies ScanQuestion;
}

/** The ratio of every cylinder by the paper's formula; the greatest. */
function greatestByHand({ cellOf, dayOf, days, xs, ys, maxRadiusMeters, maxDays }: ScanQuestion) {
  const count = cellOf.length;
  let greatest = 0;
  for (let center = 0; center < xs.length; center++) {
    const distances = Array.from(xs, (x, i) => Math.hypot(x - xs[center]!, ys[i]! - ys[center]!));
    for (const radius of new Set(distances.filter((meters) => meters <= maxRadiusMeters))) {
      for (let span = 1; span <= maxDays; span++) {
        let [inPlace, inTime, both] = [0, 0, 0];
        for (let i = 0; i < count; i++) {
          const isNear = distances[cellOf[i]!]! <= radius + 1e-6;
          const isLate = dayOf[i]! >= days - span;
          inPlace += Number(isNear);
          inTime += Number(isLate);
          both += Number(isNear && isLate);
        }
        const expected = (inPlace * inTime) / count;
        if (both < 3 || both <= expected) continue;
        const outside = count - both;
        const ratio =
          both * Math.log(both / expected) +
          (outside === 0 ? 0 : outside * Math.log(outside / (count - expected)));
        greatest = Math.max(greatest, ratio);
      }
    }
  }
  return greatest;
}

describe("permutationScan", () => {
  it.each([1, 2, 3, 4])(
    "finds the greatest ratio that trying every cylinder finds (world %d)",
    (seed) => {
      const question = {
        ...world(seed, 150, [
          [9, 59],
          [10, 58],
          [9, 57],
        ]),
        permutations: 1,
      };
      const [first] = permutationScan(question);
      expect(first!.logLikelihoodRatio).toBeCloseTo(greatestByHand(question), 10);
    },
  );

  it("finds what began four days ago, with its place, days and numbers", () => {
    const late = Array.from({ length: 16 }, (_, i) => [27 + (i % 2), 56 + (i % 4)] as const);
    const question = world(5, 400, late);
    const [first, second] = permutationScan(question);
    expect(first!.cells).toEqual(expect.arrayContaining([27, 28]));
    expect(first).toMatchObject({ toDay: 59, p: 1 / 200, recurrenceDays: 200 });
    expect(first!.fromDay).toBeGreaterThanOrEqual(55);
    const isIn = (i: number) => first!.cells.includes(question.cellOf[i]!);
    const indices = question.cellOf.map((_, i) => i);
    const inTime = indices.filter((i) => question.dayOf[i]! >= first!.fromDay);
    expect(first!.observed).toBe(inTime.filter(isIn).length);
    expect(first!.expected).toBeCloseTo((inTime.length * indices.filter(isIn).length) / 416, 12);
    expect(second!.p).toBeGreaterThan(0.05);
  });

  it("is not alarmed by a place that always has many, nor by a day on which all report", () => {
    const always = Array.from({ length: 120 }, (_, i) => [20, i % 60] as const);
    const everywhere = Array.from({ length: 64 }, (_, i) => [i, 59] as const);
    for (const late of [always, everywhere]) {
      const alarms = permutationScan(world(6, 300, late)).filter(({ p }) => p <= 0.05);
      expect(alarms).toEqual([]);
    }
  });

  it("tells no alarm of two cases, and none of none", () => {
    const two = {
      ...world(7, 0, [
        [3, 59],
        [3, 59],
        [40, 2],
        [41, 9],
        [50, 30],
        [60, 20],
      ]),
    };
    expect(permutationScan(two)).toEqual([]);
    expect(permutationScan(world(7, 0, []))).toEqual([]);
    const three = world(7, 0, [
      [3, 59],
      [3, 59],
      [3, 58],
      [40, 2],
      [41, 9],
      [50, 30],
      [60, 20],
    ]);
    expect(permutationScan(three)[0]).toMatchObject({
      centerCell: 3,
      radiusMeters: 0,
      observed: 3,
      fromDay: 58,
    });
  });

  it("puts no cell into two alarms, the more likely first, and is the same for the same seed", () => {
    const question = world(8, 500, [
      [9, 59],
      [9, 59],
      [9, 58],
      [54, 59],
      [54, 58],
      [54, 58],
    ]);
    const alarms = permutationScan(question);
    const cells = alarms.flatMap((alarm) => alarm.cells);
    expect(new Set(cells).size).toBe(cells.length);
    const ratios = alarms.map(({ logLikelihoodRatio }) => logLikelihoodRatio);
    expect(ratios).toEqual([...ratios].sort((a, b) => b - a));
    expect(alarms.length).toBeGreaterThan(1);
    expect(permutationScan(question)).toEqual(alarms);
  });

  it("is alarmed by chance no oftener than its p says", () => {
    const worlds = 100;
    let alarmed = 0;
    for (let seed = 100; seed < 100 + worlds; seed++) {
      const question = { ...world(seed, 150, []), permutations: 39 };
      if ((permutationScan(question)[0]?.p ?? 1) <= 0.05) alarmed++;
    }
    expect(alarmed / worlds).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / worlds));
  });

  it("refuses a case in no cell, on no day, and limits of nothing", () => {
    const question = world(1, 10, []);
    expect(() => permutationScan({ ...question, cellOf: question.cellOf.map(() => 64) })).toThrow(
      /64/,
    );
    expect(() => permutationScan({ ...question, dayOf: question.dayOf.map(() => 60) })).toThrow(
      /60/,
    );
    expect(() => permutationScan({ ...question, maxDays: 0 })).toThrow(RangeError);
  });
});
