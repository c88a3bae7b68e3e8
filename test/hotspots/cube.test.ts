import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { type CubeQuestion, emergingOf } from "../../server/hotspots/cube.ts";
import { PATTERNS } from "../../server/hotspots/emerging.ts";
import { discoveries } from "../../server/hotspots/false-discovery.ts";
import { localG } from "../../server/hotspots/local-g.ts";
import { mannKendall, senSlope } from "../../server/hotspots/mann-kendall.ts";
import { bandNeighbours, fromRows, type Neighbours } from "../../server/hotspots/neighbours.ts";
import { binomialTails, twoSided } from "../../server/hotspots/tails.ts";
import { honeycomb, poissonDraw } from "../worlds/counts.ts";

const STEPS = 12;

/** The same cube as one graph of cells × steps: each beside the same and neighbouring cells of its step and the one before. */
function asGraph({ starts, items }: Neighbours, stepCount: number, stepsBack: 0 | 1) {
  const rows: number[][] = [];
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    const near = [cell, ...items.subarray(starts[cell], starts[cell + 1])];
    for (let step = 0; step < stepCount; step++) {
      const both = near.flatMap((other) =>
        [step, ...(stepsBack === 1 && step > 0 ? [step - 1] : [])].map(
          (at) => other * stepCount + at,
        ),
      );
      rows.push(both.filter((at) => at !== cell * stepCount + step));
    }
  }
  return fromRows(rows);
}

function worldOf(seed: number): CubeQuestion {
  const random = randomOf(seed, "test/cube");
  const { xs, ys } = honeycomb(5, 4, 100);
  const counts = Float64Array.from({ length: 20 * STEPS }, (_, i) =>
    poissonDraw(random, i < 4 * STEPS ? 6 : 1.5),
  );
  const exposures = xs.map((_, i) => (seed % 2 === 0 ? 1 : i === 3 ? 0 : random.whole(20, 200)));
  const neighbours = bandNeighbours(xs, ys, 110);
  return { counts, exposures, stepCount: STEPS, neighbours, level: 0.05, minimum: 2 };
}

describe("emergingOf", () => {
  it.each([
    { seed: 2, stepsBack: 1 as const },
    { seed: 3, stepsBack: 1 as const },
    { seed: 4, stepsBack: 0 as const },
    { seed: 5, stepsBack: 0 as const },
  ])(
    "is Gi*, exact tails and correction of the cube as one graph (world $seed, steps back $stepsBack)",
    (asked) => {
      const question = { ...worldOf(asked.seed), stepsBack: asked.stepsBack };
      const { counts, exposures, neighbours } = question;
      const graph = asGraph(neighbours, STEPS, asked.stepsBack);
      const total = counts.reduce((a, b) => a + b, 0);
      const base = Array.from(exposures).reduce((a, b) => a + b, 0) * STEPS;
      const exposed = (at: number) => exposures[Math.floor(at / STEPS)]!;
      const values = counts.map((count, at) =>
        exposed(at) > 0 ? count / exposed(at) : total / base,
      );
      const zs = localG(values, graph, { isStar: true });
      const sums = (of: (at: number) => number) =>
        Float64Array.from(counts, (_, at) =>
          [at, ...graph.items.subarray(graph.starts[at], graph.starts[at + 1])].reduce(
            (sum, other) => sum + of(other),
            0,
          ),
        );
      const events = sums((at) => counts[at]!);
      const shares = sums(exposed).map((exposure) => exposure / base);
      const ps = events.map((sum, at) => twoSided(binomialTails(sum, total, shares[at]!)));
      const { isDiscovery } = discoveries(ps, 0.05);

      const got = emergingOf(question);
      expect(got.total).toBe(total);
      counts.forEach((_, at) => {
        expect(got.z[at]).toBeCloseTo(zs[at]!, 4);
        expect(Math.abs(got.p[at]! - ps[at]!)).toBeLessThanOrEqual(1e-10 * ps[at]!);
        const expected = total * shares[at]!;
        const isHot = events[at]! > expected && events[at]! >= 2;
        const isCold = events[at]! < expected && expected >= 2;
        expect(got.states[at]).toBe(isDiscovery[at] ? (isHot ? 1 : isCold ? -1 : 0) : 0);
      });
      expect(got.states.some((state) => state === 1)).toBe(true);
      for (let cell = 0; cell < 20; cell++) {
        const own = got.z.subarray(cell * STEPS, (cell + 1) * STEPS);
        expect(got.trendZ[cell]).toBe(mannKendall(own).z);
        expect(got.trendP[cell]).toBe(mannKendall(own).p);
        expect(got.slopeOf(cell)).toBe(senSlope(own));
      }
    },
  );

  /** 49 cells of 2 a step; the one in the middle and those around it have `hot(step)` instead. */
  function planted(hot: (step: number) => number, steps = 20) {
    const { xs, ys } = honeycomb(7, 7, 100);
    const middle = 24;
    const near = (i: number) => Math.hypot(xs[i]! - xs[middle]!, ys[i]! - ys[middle]!) < 110;
    const counts = Float64Array.from({ length: 49 * steps }, (_, at) =>
      near(Math.floor(at / steps)) ? hot(at % steps) : 2,
    );
    const neighbours = bandNeighbours(xs, ys, 110);
    const question = { counts, exposures: xs.map(() => 1), stepCount: steps, neighbours };
    const { pattern } = emergingOf({ ...question, level: 0.05, minimum: 3 });
    return { middle: PATTERNS[pattern[middle]!], corner: PATTERNS[pattern[6]!] };
  }

  it.each([
    {
      story: "hot in the last week only",
      hot: (step: number) => (step === 19 ? 12 : 2),
      is: "new-hot",
    },
    {
      story: "hot in the last five weeks",
      hot: (step: number) => (step >= 15 ? 8 : 2),
      is: "consecutive-hot",
    },
    {
      story: "hot throughout and growing",
      hot: (step: number) => 8 + step,
      is: "intensifying-hot",
    },
    {
      story: "hot throughout and shrinking",
      hot: (step: number) => 28 - step,
      is: "diminishing-hot",
    },
    { story: "hot throughout", hot: (step: number) => 8 + (step % 2), is: "persistent-hot" },
    {
      story: "hot until two weeks ago",
      hot: (step: number) => (step < 18 ? 8 : 2),
      is: "historical-hot",
    },
    {
      story: "hot every fourth week",
      hot: (step: number) => (step % 4 === 3 ? 12 : 2),
      is: "sporadic-hot",
    },
    {
      story: "cold, then hot",
      hot: (step: number) => (step % 6 === 5 || step > 18 ? 14 : step < 9 ? 0 : 2),
      is: "oscillating-hot",
    },
    {
      story: "empty in the last five weeks",
      hot: (step: number) => (step >= 15 ? 0 : 2),
      is: "consecutive-cold",
    },
  ])("calls a place that is $story $is", ({ hot, is }) => {
    expect(planted(hot).middle).toBe(is);
  });

  it("says nothing of a city where everything is as everywhere", () => {
    expect(planted(() => 2)).toEqual({ middle: "none", corner: "none" });
  });

  it("declares pure noise no oftener than the level", () => {
    const random = randomOf(6, "test/cube/noise");
    const { xs, ys } = honeycomb(8, 8, 100);
    const neighbours = bandNeighbours(xs, ys, 110);
    const cubes = 200;
    let declared = 0;
    for (let k = 0; k < cubes; k++) {
      const counts = Float64Array.from({ length: 64 * 10 }, () => poissonDraw(random, 0.5));
      const question = { counts, exposures: xs.map(() => 1), stepCount: 10, neighbours };
      const { states } = emergingOf({ ...question, level: 0.05, minimum: 1 });
      if (states.some((state) => state !== 0)) declared++;
    }
    expect(declared / cubes).toBeLessThanOrEqual(0.05 + 2 * Math.sqrt((0.05 * 0.95) / cubes));
  });

  it("works with counts too far apart for one table, with nothing at all, and without cells", () => {
    const neighbours = fromRows([[1], [0], []]);
    const counts = new Float64Array(3 * STEPS).fill(50_000);
    counts[STEPS] = 3;
    const question = {
      counts,
      exposures: [1, 1, 1],
      stepCount: STEPS,
      neighbours,
      level: 0.05,
      minimum: 3,
    };
    expect(emergingOf(question).states[STEPS]).toBe(-1);
    const nothing = emergingOf({ ...question, counts: new Float64Array(3 * STEPS) });
    expect([...nothing.pattern].map((index) => PATTERNS[index])).toEqual(["none", "none", "none"]);
    const none = {
      ...question,
      counts: new Float64Array(0),
      exposures: [],
      neighbours: fromRows([]),
    };
    expect(emergingOf(none).pattern).toHaveLength(0);
  });

  it("refuses fewer than 10 steps, lists that do not fit and counts that are none", () => {
    const question = worldOf(2);
    expect(() => emergingOf({ ...question, stepCount: 9 })).toThrow(/10 steps/);
    expect(() => emergingOf({ ...question, stepCount: 13 })).toThrow(RangeError);
    const broken = question.counts.slice();
    broken[5] = 0.5;
    expect(() => emergingOf({ ...question, counts: broken })).toThrow(/0.5/);
  });
});
