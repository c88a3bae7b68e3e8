import { describe, expect, it } from "vitest";
import { type Random, randomOf } from "../../data/demo/random.ts";
import type { Demand, SitingProblem } from "../../server/siting/problem.ts";
import { solveSiting } from "../../server/siting/siting.ts";
import { bruteForce } from "./brute-force.ts";

const UNHURRIED = { seconds: Number.POSITIVE_INFINITY };

/** Rows and sites in a square of 100 m; every sixth pair is out of reach, every eighth row weighs nothing. */
function town(random: Random, grain: number): Demand {
  const [n, siteCount] = [random.whole(1, 12), random.whole(1, 8)];
  const place = () => [random.between(0, 100), random.between(0, 100)] as const;
  const candidates = Array.from({ length: siteCount }, place);
  const starts = new Int32Array(n + 1);
  const sites: number[] = [];
  const meters: number[] = [];
  for (let i = 0; i < n; i++) {
    const [x, y] = random.chance(0.3) ? random.pick(candidates) : place();
    candidates.forEach(([cx, cy], j) => {
      if (random.chance(1 / 6)) return;
      const far = Math.sqrt((x - cx) ** 2 + (y - cy) ** 2);
      sites.push(j);
      meters.push(grain > 0 ? Math.round(far) * grain : far);
    });
    starts[i + 1] = sites.length;
  }
  const weigh = () =>
    random.chance(1 / 8) ? 0 : grain > 0 ? random.whole(1, 9) : random.between(0, 9);
  return {
    weights: Float64Array.from({ length: n }, weigh),
    siteCount,
    starts,
    sites: Int32Array.from(sites),
    meters: Float64Array.from(meters),
  };
}

function drawn(kind: SitingProblem["kind"], seed: number): SitingProblem {
  const random = randomOf(seed, `siting/${kind}`);
  const demand = town(random, random.pick([0, 0.1, 1]));
  const all = Array.from({ length: demand.siteCount }, (_, j) => j);
  const kept = random.chance(0.3) ? all.filter(() => random.chance(0.2)) : [];
  const conflicts = random.chance(0.3)
    ? all.flatMap((a) => all.filter((b) => b > a && random.chance(0.3)).map((b) => [a, b] as const))
    : [];
  const common = { demand, kept, conflicts };
  const count = random.whole(0, 4);
  const numbers = (low: number, high: number) =>
    Float64Array.from(all, () => random.whole(low, high));
  if (kind === "pmedian" || kind === "pcenter") return { kind, ...common, count };
  const radiusMeters = random.whole(5, 70);
  if (kind === "lscp")
    return { kind, ...common, radiusMeters, ...(random.chance(0.5) && { costs: numbers(1, 9) }) };
  return {
    ...{ kind, ...common, radiusMeters, count },
    ...(random.chance(0.4) && { purse: { costs: numbers(0, 9), budget: random.whole(0, 20) } }),
    ...(random.chance(0.4) && { capacities: numbers(0, 20) }),
  };
}

describe("solveSiting", () => {
  it.each(["mclp", "lscp", "pmedian", "pcenter"] as const)(
    "%s is the best of every choice there is, in 120 drawn towns",
    async (kind) => {
      let feasible = 0;
      for (let seed = 0; seed < 120; seed++) {
        const problem = drawn(kind, seed);
        const { answer } = await solveSiting(problem, UNHURRIED);
        const best = bruteForce(problem);
        if (best === null) {
          expect({ seed, status: answer.status }).toEqual({ seed, status: "infeasible" });
          continue;
        }
        feasible++;
        if (answer.status === "infeasible") throw new Error(`seed ${seed}: ${best} is possible`);
        expect({ seed, status: answer.status }).toEqual({ seed, status: "optimal" });
        expect(Math.abs(answer.objective - best), `seed ${seed}`).toBeLessThan(1e-6);
      }
      expect(feasible).toBeGreaterThan(25);
    },
  );
});
