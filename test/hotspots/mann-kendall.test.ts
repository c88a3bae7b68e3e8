import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { mannKendall, mannKendallZ, senSlope } from "../../server/hotspots/mann-kendall.ts";
import { normalTwoSided } from "../../server/hotspots/tails.ts";

describe("mannKendall", () => {
  it("sees no trend in a series that stays", () => {
    const none = { s: 0, variance: 0, z: 0, p: 1, tau: 0, tauB: 0 };
    expect(mannKendall([4, 4, 4, 4, 4])).toEqual(none);
    expect(mannKendall([4])).toEqual(none);
    expect(mannKendall([])).toEqual(none);
  });

  it("sees every pair rise in 1 … 10", () => {
    // 45 pairs; variance 10·9·25/18 = 125; z = 44/√125.
    const z = 44 / Math.sqrt(125);
    const rising = { s: 45, variance: 125, z, p: normalTwoSided(z), tau: 1, tauB: 1 };
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual(rising);
    const falling = mannKendall([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(falling).toEqual({ ...rising, s: -45, z: -z, tau: -1, tauB: -1 });
  });

  it("corrects the variance for ties", () => {
    // 1 2 2 3 3 3 1: pairs from the first 5 up and 1 tied; from the twos 3 up 1 down each, tied once; from each three 1 down:
    // s = 5 + (3 − 1) + (3 − 1) − 3 = 6. Ties of 2, 2 and 3:
    // (7·6·19 − 2·1·9 − 2·1·9 − 3·2·11)/18 = (798 − 18 − 18 − 66)/18 = 696/18. Tied pairs 1 + 1 + 3 = 5 of 21.
    const tied = mannKendall([1, 2, 2, 3, 3, 3, 1]);
    expect(tied.s).toBe(6);
    expect(tied.variance).toBeCloseTo(696 / 18, 12);
    expect(tied.z).toBeCloseTo(5 / Math.sqrt(696 / 18), 12);
    expect(tied.tau).toBeCloseTo(6 / 21, 12);
    expect(tied.tauB).toBeCloseTo(6 / Math.sqrt(21 * 16), 12);
  });

  it("does not doubt one pair more than none: the correction ends at 0", () => {
    expect(mannKendall([1, 3, 2]).z).toBe(0); // s = 1
    expect(mannKendall([2, 3, 1]).z).toBe(0); // s = −1
  });

  it("counts as comparing every pair does, of seeded random series of every length", () => {
    const random = randomOf(1, "test/mann-kendall");
    for (let n = 0; n < 70; n++) {
      const values = Array.from({ length: n }, () =>
        random.chance(0.5) ? random.whole(0, 5) : random.between(0, 5),
      );
      let s = 0;
      for (let i = 0; i < n; i++)
        for (let j = i + 1; j < n; j++) s += Math.sign(values[j]! - values[i]!);
      const ties = new Map<number, number>();
      for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
      let variance = n * (n - 1) * (2 * n + 5);
      for (const t of ties.values()) variance -= t * (t - 1) * (2 * t + 5);
      const got = mannKendall(values);
      expect(got.s).toBe(s);
      expect(got.variance).toBeCloseTo(variance / 18, 9);
    }
  });

  it("refuses what is not a number", () => {
    expect(() => mannKendall([1, Number.NaN])).toThrow(RangeError);
  });
});

it("gives many series the z each has by itself", () => {
  const random = randomOf(2, "test/mann-kendall");
  const values = Float64Array.from({ length: 40 * 23 }, () => random.whole(0, 9));
  const zs = mannKendallZ(values, 23);
  expect(zs).toHaveLength(40);
  zs.forEach((z, i) => {
    expect(z).toBe(mannKendall(values.subarray(i * 23, i * 23 + 23)).z);
  });
});

describe("senSlope", () => {
  it("is the slope of a line, and an outlier does not move it", () => {
    expect(senSlope([1, 3, 5, 7, 9])).toBe(2);
    expect(senSlope([1, 3, 500, 7, 9])).toBe(2);
  });

  it("is for one unit of time, whatever the order", () => {
    expect(senSlope([0, 30, 10], [0, 6, 2])).toBe(5);
  });

  it("is the middle of two where pairs are even in number", () => {
    // Slopes of 0 0 1 5: 0, ½, 5/3, 1, 5/2, 4 → between 1 and 5/3.
    expect(senSlope([0, 0, 1, 5])).toBeCloseTo((1 + 5 / 3) / 2, 12);
  });

  it("is none of one value, and refuses two at one time", () => {
    expect(senSlope([3])).toBeNaN();
    expect(() => senSlope([1, 2], [5, 5])).toThrow(RangeError);
    expect(() => senSlope([1, 2], [5])).toThrow(RangeError);
  });
});
