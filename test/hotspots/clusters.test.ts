import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import {
  type ClusterQuestion,
  NOISE,
  spaceTimeClusters,
  suggestedEps,
} from "../../server/hotspots/clusters.ts";

/** As the paper's algorithm runs, each neighbourhood by measuring every point. */
function naive({ xs, ys, days, epsMeters, epsDays, minPoints }: ClusterQuestion) {
  const indices = Array.from(xs, (_, i) => i);
  const near = (i: number) =>
    indices.filter(
      (j) =>
        (xs[i]! - xs[j]!) ** 2 + (ys[i]! - ys[j]!) ** 2 <= epsMeters ** 2 &&
        Math.abs(days[i]! - days[j]!) <= epsDays,
    );
  const labels = indices.map(() => NOISE);
  let clusters = 0;
  for (const i of indices) {
    if (labels[i] !== NOISE || near(i).length < minPoints) continue;
    const label = clusters++;
    const waiting = [i];
    while (waiting.length > 0) {
      const at = waiting.pop()!;
      labels[at] = label;
      if (near(at).length < minPoints) continue;
      for (const j of near(at)) if (labels[j] === NOISE) waiting.push(j);
    }
  }
  return labels;
}

describe("spaceTimeClusters", () => {
  it("labels as measuring every pair does, of seeded worlds from sparse to crowded", () => {
    const random = randomOf(1, "test/clusters");
    let labelled = 0;
    for (let round = 0; round < 60; round++) {
      const n = random.whole(0, 120);
      const side = random.pick([30, 100, 400]);
      const whole = () => Array.from({ length: n }, () => random.whole(-side, side));
      const question = {
        ...{ xs: whole(), ys: whole(), days: Array.from({ length: n }, () => random.whole(0, 30)) },
        ...{
          epsMeters: random.whole(5, 60),
          epsDays: random.whole(0, 6),
          minPoints: random.whole(1, 6),
        },
      };
      const labels = [...spaceTimeClusters(question)];
      expect(labels).toEqual(naive(question));
      labelled += new Set(labels).size;
    }
    expect(labelled).toBeGreaterThan(200);
  });

  const five = { xs: [0, 1, 2, 3, 4], ys: [0, 0, 0, 0, 0] };

  it("keeps apart in time what is one place", () => {
    const days = [0, 1, 50, 51, 52];
    const reach = { epsMeters: 10, epsDays: 2, minPoints: 2 };
    expect([...spaceTimeClusters({ ...five, days, ...reach })]).toEqual([0, 0, 1, 1, 1]);
  });

  it("takes in the limits themselves, in meters and days", () => {
    const days = [0, 7, 14, 21, 28];
    const reach = { epsMeters: 1, epsDays: 7, minPoints: 3 };
    // The inner three have two others each at exactly 1 m and 7 days; the outer two are borders.
    expect([...spaceTimeClusters({ ...five, days, ...reach })]).toEqual([0, 0, 0, 0, 0]);
    expect([...spaceTimeClusters({ ...five, days, ...reach, epsDays: 6.9 })]).toEqual([
      -1, -1, -1, -1, -1,
    ]);
    expect([...spaceTimeClusters({ ...five, days, ...reach, epsMeters: 0.9 })]).toEqual([
      -1, -1, -1, -1, -1,
    ]);
  });

  it("gives a border between two clusters to the first", () => {
    // Dense triples around 0 and 20; 10 is within 10 m of one point of each, and not dense itself.
    const xs = [20, 21, 22, 10, 0, -1, -2];
    const ys = xs.map(() => 0);
    const days = xs.map(() => 0);
    const labels = spaceTimeClusters({ xs, ys, days, epsMeters: 10, epsDays: 0, minPoints: 4 });
    expect([...labels]).toEqual([0, 0, 0, 0, 1, 1, 1]);
  });

  it("refuses a reach of nothing and lists that do not fit", () => {
    const days = [0, 0, 0, 0, 0];
    const reach = { epsMeters: 1, epsDays: 7, minPoints: 3 };
    expect(() => spaceTimeClusters({ ...five, days, ...reach, epsMeters: 0 })).toThrow(RangeError);
    expect(() => spaceTimeClusters({ ...five, days: [0], ...reach })).toThrow(RangeError);
    expect(() => spaceTimeClusters({ ...five, days: [0, 0, Number.NaN, 0, 0], ...reach })).toThrow(
      /NaN/,
    );
  });
});

describe("suggestedEps", () => {
  it("lies between the width of the clusters and what is between them", () => {
    const random = randomOf(2, "test/clusters");
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < 600; i++) {
      const isIn = i % 3 > 0; // 400 in eight places some 20 m wide, 200 anywhere on 5 × 5 km
      xs.push(isIn ? (i % 8) * 600 + random.spread(10) : random.between(0, 5000));
      ys.push(isIn ? (i % 8) * 500 + random.spread(10) : random.between(0, 5000));
    }
    const eps = suggestedEps({ xs, ys, days: xs.map(() => 0), epsDays: 7, minPoints: 5 })!;
    expect(eps).toBeGreaterThanOrEqual(10);
    expect(eps).toBeLessThan(300);
  });

  it("knows nothing of too few", () => {
    expect(suggestedEps({ xs: [], ys: [], days: [], epsDays: 7, minPoints: 5 })).toBeNull();
    const three = { xs: [0, 1, 2], ys: [0, 0, 0], days: [0, 0, 0] };
    expect(suggestedEps({ ...three, epsDays: 7, minPoints: 5 })).toBeNull();
    expect(suggestedEps({ ...three, epsDays: 7, minPoints: 2 })).toBe(10);
  });
});
