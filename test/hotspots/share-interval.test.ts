import { describe, expect, it } from "vitest";
import { shareInterval } from "../../server/hotspots/share-interval.ts";
import { binomialTails } from "../../server/hotspots/tails.ts";

describe("the exact interval of a share", () => {
  it("is known in closed form where none or all of them are meant", () => {
    // (1 − p)ⁿ = 2.5 %, and pⁿ = 2.5 %
    for (const of of [1, 10, 250]) {
      const edge = 0.025 ** (1 / of);
      expect(shareInterval(0, of).low).toBe(0);
      expect(shareInterval(0, of).high).toBeCloseTo(1 - edge, 12);
      expect(shareInterval(of, of).low).toBeCloseTo(edge, 12);
      expect(shareInterval(of, of).high).toBe(1);
    }
  });

  it.each([
    [1, 2],
    [3, 10],
    [17, 60],
    [900, 1000],
  ])("leaves 2.5 %% on either side of %i of %i", (count, of) => {
    const { low, high } = shareInterval(count, of);
    expect(binomialTails(count, of, low).upper).toBeCloseTo(0.025, 10);
    expect(binomialTails(count, of, high).lower).toBeCloseTo(0.025, 10);
    expect(low).toBeLessThan(count / of);
    expect(high).toBeGreaterThan(count / of);
    const other = shareInterval(of - count, of); // what is not meant, seen from the other side
    expect(other.low).toBeCloseTo(1 - high, 12);
    expect(other.high).toBeCloseTo(1 - low, 12);
  });

  it("says nothing of nothing, and refuses what is no share", () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => shareInterval(3, 2)).toThrow(/3 of 2/);
    expect(() => shareInterval(Number.NaN, 2)).toThrow(RangeError);
  });
});
