import { describe, expect, it } from "vitest";
import { compareAreas } from "../../server/hotspots/area-comparison.ts";
import { poissonInterval } from "../../server/hotspots/interval.ts";
import { shareInterval } from "../../server/hotspots/share-interval.ts";

/** P(X ≤ x) of a Poisson count, term by term. */
function poissonAtMost(x: number, mean: number) {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k <= x; k++) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

describe("exact intervals", () => {
  it("are those of the tables", () => {
    // Garwood 1936, 95 %
    expect(poissonInterval(0).high).toBeCloseTo(-Math.log(0.025), 10);
    expect(poissonInterval(10).low).toBeCloseTo(4.795389, 5);
    expect(poissonInterval(10).high).toBeCloseTo(18.390356, 5);
  });

  it("leave half of what is left on either side", () => {
    for (const x of [1, 3, 7, 40]) {
      const { low, high } = poissonInterval(x);
      expect(1 - poissonAtMost(x - 1, low)).toBeCloseTo(0.025, 10);
      expect(poissonAtMost(x, high)).toBeCloseTo(0.025, 10);
    }
    expect(poissonInterval(2000).high).toBeGreaterThan(2000 + 1.96 * Math.sqrt(2000));
  });
});

const plain = { totals: null, level: 0.05, fewestEvents: 10, isSmall: () => false };

describe("areas compared", () => {
  it("have what they would have by their share, with the interval of what they have", () => {
    const [a, b] = compareAreas({ ...plain, events: [60, 20], exposures: [3, 1] });
    expect(a).toMatchObject({ expected: 60, ratio: 1, state: 0, p: 1, rank: 1 });
    expect(b).toMatchObject({ expected: 20, ratio: 1, rank: 2 });
    expect(b!.interval.low).toBeCloseTo(poissonInterval(20).low / 20, 12);
  });

  it("are above or below beyond chance exactly when the interval leaves out 1, before correction", () => {
    for (let events = 0; events <= 60; events++) {
      const [{ p, interval }] = compareAreas({
        ...{ ...plain, events: [events, 240 - events], exposures: [1, 7] },
      }) as [ReturnType<typeof compareAreas>[number]];
      expect([events, p < 0.05]).toEqual([events, interval.low > 1 || interval.high < 1]);
    }
  });

  it("are ranked by excess, and not where few are expected, however great the ratio", () => {
    // 200 of 1,000: one expects 2 and has 12, six times as many
    const compared = compareAreas({
      ...{ ...plain, events: [12, 100, 88], exposures: [10, 390, 600] },
    });
    expect(compared.map(({ expected }) => expected)).toEqual([2, 78, 120]);
    expect(compared.map(({ rank }) => rank)).toEqual([null, 1, 2]);
    expect(compared[0]).toMatchObject({ ratio: 6, p: Number.NaN, state: 0 });
    expect(compared.map(({ state }) => state)).toEqual([0, 1, -1]);
  });

  it("are not compared where they are too small for another reason", () => {
    const compared = compareAreas({
      ...{ ...plain, events: [30, 30], exposures: [1, 1], isSmall: (area) => area === 1 },
    });
    expect(compared.map(({ rank }) => rank)).toEqual([1, null]);
  });

  it("take shares as parts of what they have", () => {
    // 30 of 100 are late: of 40 one expects 12, of 60 it is 18
    const compared = compareAreas({
      ...{ ...plain, events: [20, 10], exposures: [0, 0], totals: [40, 60] },
    });
    expect(compared.map(({ expected }) => expected)).toEqual([12, 18]);
    expect(compared[0]!.interval.high).toBeCloseTo((shareInterval(20, 40).high * 40) / 12, 12);
    // exchangeable: what one has too many of, the other has too few
    expect(compared[0]!.p).toBeCloseTo(compared[1]!.p, 12);
    expect(compared.map(({ state }) => state)).toEqual([1, -1]);
  });

  it("say nothing of nothing", () => {
    const [a] = compareAreas({ ...plain, events: [0, 0], exposures: [0, 0] });
    expect(a).toMatchObject({ expected: 0, ratio: Number.NaN, rank: null, state: 0 });
    expect(compareAreas({ ...plain, events: [], exposures: [] })).toEqual([]);
  });
});
