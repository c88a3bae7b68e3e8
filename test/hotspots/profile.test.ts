import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { most } from "../../server/hotspots/analysis.ts";
import { profileOf, tallied } from "../../server/hotspots/profile.ts";

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
/** P(X ≥ count) when `drawn` of `population` are picked and `marked` of them have the value, term by term. */
function upperTail(count: number, population: number, drawn: number, marked: number) {
  let sum = 0;
  for (let k = count; k <= Math.min(drawn, marked); k++)
    if (drawn - k <= population - marked)
      sum +=
        (choose(marked, k) * choose(population - marked, drawn - k)) / choose(population, drawn);
  return sum;
}

/** Benjamini–Hochberg by its definition: the greatest k with k tests at or below k·level/m. */
function declared(p: readonly number[], level: number) {
  const sorted = [...p].sort((a, b) => a - b);
  const k = sorted.findLastIndex((value, i) => value <= ((i + 1) * level) / p.length);
  return p.map((value) => k >= 0 && value <= sorted[k]!);
}

describe("profileOf", () => {
  it("says of each value what chance would give, and whether it is more, as counted term by term", () => {
    const random = randomOf(3, "test/profile");
    let out = 0;
    for (let round = 0; round < 60; round++) {
      const values = ["a", "b", "c", "d", "e"].slice(0, random.whole(1, 5));
      const all = Array.from({ length: random.whole(5, 40) }, () => random.pick(values));
      const skewed = all.map((value) => random.chance(value === "a" ? 0.8 : 0.15));
      const own = all.filter((_, i) => skewed[i]);
      const [ownCounts, allCounts] = [tallied(own), tallied(all)];
      const told = profileOf(ownCounts, allCounts, 0.05);
      const p = told.map(({ value, count }) =>
        upperTail(count, all.length, own.length, allCounts.get(value)!),
      );
      const isDeclared = declared(p, 0.05);
      told.forEach(({ value, count, ofAll, expected, standsOut }, i) => {
        expect([count, ofAll]).toEqual([ownCounts.get(value), allCounts.get(value)]);
        expect(expected).toBeCloseTo((own.length * ofAll) / all.length, 12);
        expect(standsOut).toBe(isDeclared[i]! && count >= 3);
        out += Number(standsOut);
      });
      expect(told.map(({ count }) => count)).toEqual(
        told.map(({ count }) => count).sort((a, b) => b - a),
      );
    }
    expect(out).toBeGreaterThan(10);
  });

  it("does not call two an accumulation, however rare they are", () => {
    const all = new Map([
      ["rare", 2],
      ["usual", 1022],
    ]);
    expect(profileOf(new Map([["rare", 2]]), all, 0.05)[0]).toMatchObject({
      ...{ count: 2, expected: 2 * (2 / 1024), standsOut: false },
    });
    const three = new Map([
      ["rare", 3],
      ["usual", 1021],
    ]);
    expect(profileOf(new Map([["rare", 3]]), three, 0.05)[0]!.standsOut).toBe(true);
  });

  it("says nothing of nothing", () => {
    expect(profileOf(new Map(), new Map(), 0.05)).toEqual([]);
    expect([...tallied([null, "a", null, "a"])]).toEqual([["a", 2]]);
  });
});

describe("most", () => {
  it("is what occurs most often among what is known, of equals the first by name", () => {
    expect(most(["b", null, null, null, "b", "a"])).toBe("b");
    expect(most(["b", "a", "a", "b"])).toBe("a");
    expect(most([null, null])).toBeNull();
  });
});
