import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { type JointKind, type JointProblem, solveJoint } from "../../server/siting/joint.ts";

const UNHURRIED = { seconds: Number.POSITIVE_INFINITY };
const PLOTS = 4;

function drawn(seed: number): JointProblem {
  const random = randomOf(seed, "joint");
  const plots = Array.from({ length: PLOTS }, (_, j) => j);
  const kind = (): JointKind => {
    const n = random.whole(1, 6);
    const pairs = Array.from({ length: n }, () => plots.filter(() => random.chance(0.8)));
    const starts = Int32Array.from([
      0,
      ...pairs.map((_, i) => pairs.slice(0, i + 1).flat().length),
    ]);
    const sites = Int32Array.from(pairs.flat());
    const meters = Float64Array.from(sites, () => random.whole(0, 100));
    const weights = Float64Array.from({ length: n }, () => random.whole(0, 9));
    return {
      demand: { weights, siteCount: PLOTS, starts, sites, meters },
      radiusMeters: random.whole(20, 70),
      count: random.whole(0, 3),
      areaSquareMeters: random.whole(1, 5),
      costs: Float64Array.from(plots, () => random.whole(0, 9)),
      importance: random.whole(1, 3),
      kept: plots.filter(() => random.chance(0.1)),
      barred: plots.filter(() => random.chance(0.1)),
      conflicts: random.chance(0.4) ? [[0, 1] as const] : [],
    };
  };
  return {
    usableSquareMeters: Float64Array.from(plots, () => random.whole(0, 9)),
    kinds: [kind(), kind()],
    budget: random.whole(0, 25),
  };
}

/** Every way of building two kinds on four plots. */
function best({ kinds, usableSquareMeters, budget }: JointProblem): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let mask = 0; mask < 1 << (PLOTS * kinds.length); mask++) {
    const has = (k: number, plot: number) => ((mask >> (k * PLOTS + plot)) & 1) === 1;
    let spent = 0;
    let total = 0;
    const used = new Float64Array(PLOTS);
    let isAllowed = true;
    kinds.forEach((kind, k) => {
      const built = [...used.keys()].filter((plot) => has(k, plot));
      const open = [...built, ...(kind.kept ?? [])];
      for (const plot of built) {
        spent += kind.costs[plot]!;
        used[plot]! += kind.areaSquareMeters;
        if (kind.kept?.includes(plot) || kind.barred?.includes(plot)) isAllowed = false;
      }
      for (const [a, b] of kind.conflicts ?? [])
        if (open.includes(a) && open.includes(b) && (has(k, a) || has(k, b))) isAllowed = false;
      if (built.length > kind.count) isAllowed = false;
      kind.demand.weights.forEach((weight, i) => {
        const pairs = [...kind.demand.sites.keys()].slice(
          kind.demand.starts[i],
          kind.demand.starts[i + 1],
        );
        const isCovered = pairs.some(
          (pair) =>
            open.includes(kind.demand.sites[pair]!) &&
            kind.demand.meters[pair]! <= kind.radiusMeters,
        );
        if (isCovered) total += kind.importance * weight;
      });
    });
    if (spent > budget || used.some((area, plot) => area > usableSquareMeters[plot]!)) continue;
    if (isAllowed) most = Math.max(most, total);
  }
  return most;
}

describe("solveJoint", () => {
  it("is the best of every way of building two kinds on shared plots, in 80 drawn towns", async () => {
    for (let seed = 0; seed < 80; seed++) {
      const problem = drawn(seed);
      const { status, objective } = await solveJoint(problem, UNHURRIED);
      expect({ seed, status, objective }).toEqual({
        seed,
        status: "optimal",
        objective: best(problem),
      });
    }
  });

  it("puts two kinds on a plot only where both fit", async () => {
    const at = (weight: number, areaSquareMeters: number): JointKind => ({
      demand: {
        weights: Float64Array.of(weight),
        siteCount: 1,
        starts: Int32Array.of(0, 1),
        sites: Int32Array.of(0),
        meters: Float64Array.of(10),
      },
      ...{ radiusMeters: 10, count: 1, areaSquareMeters, importance: 1 },
      costs: Float64Array.of(1),
    });
    const kinds = [at(1, 60), at(2, 40)];
    const on = (area: number) =>
      solveJoint({ usableSquareMeters: Float64Array.of(area), kinds, budget: 2 }, UNHURRIED);
    expect((await on(100)).sites).toEqual([[0], [0]]);
    expect((await on(99)).sites).toEqual([[], [0]]);
    expect((await on(39)).sites).toEqual([[], []]);
  });

  it("refuses costs that are not one a plot", async () => {
    const { usableSquareMeters, kinds, budget } = drawn(1);
    const broken = [{ ...kinds[0]!, costs: new Float64Array(1) }];
    await expect(
      solveJoint({ usableSquareMeters, kinds: broken, budget }, UNHURRIED),
    ).rejects.toThrow(RangeError);
  });
});
