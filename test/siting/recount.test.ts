import { describe, expect, it } from "vitest";
import type { Demand, SitingProblem, Solved } from "../../server/siting/problem.ts";
import { RecountError, recounted } from "../../server/siting/recount.ts";
import { solveSiting } from "../../server/siting/siting.ts";

/** Households of 1, 2, 4 and 8 people along a street, 100 m apart, each door a candidate. */
const street: Demand = {
  weights: Float64Array.of(1, 2, 4, 8),
  siteCount: 4,
  starts: Int32Array.of(0, 4, 8, 12, 16),
  sites: Int32Array.from({ length: 16 }, (_, k) => k % 4),
  meters: Float64Array.from({ length: 16 }, (_, k) => 100 * Math.abs(Math.floor(k / 4) - (k % 4))),
};

const said = (objective: number, sites: readonly number[], bound = objective): Solved => ({
  ...{ status: "optimal", objective, bound, gap: 0, sites, seconds: 0 },
});

const median: SitingProblem = { kind: "pmedian", demand: street, count: 1 };
const most: SitingProblem = { kind: "mclp", demand: street, count: 1, radiusMeters: 100 };
const fewest: SitingProblem = { kind: "lscp", demand: street, radiusMeters: 100 };

describe("recounted", () => {
  it("says who goes where, how far, and who is served", () => {
    const { objective, ...rows } = recounted(median, said(1200, [2]));
    expect(objective).toBe(1 * 200 + 2 * 100 + 4 * 0 + 8 * 100);
    expect(rows).toEqual({
      nearest: Int32Array.of(2, 2, 2, 2),
      meters: Float64Array.of(200, 100, 0, 100),
      served: Float64Array.of(1, 2, 4, 8),
    });
    expect(recounted(most, said(0b1110, [2])).nearest).toEqual(Int32Array.of(-1, 2, 2, 2));
  });

  it.each<[string, SitingProblem, Solved]>([
    ["another objective", median, said(1199, [2])],
    ["people who are not in reach", most, said(0b1111, [2])],
    ["a row without a site", fewest, said(1, [2])],
    ["more sites than were allowed", median, said(600, [1, 3])],
    ["a site twice", { ...median, count: 2 }, said(1200, [2, 2])],
    ["a site that there is not", median, said(1200, [4])],
    ["a site that is there already", { ...median, kept: [2] }, said(1200, [2])],
    ["neighbours that are too near", { ...fewest, conflicts: [[1, 2]] }, said(2, [1, 2])],
    ["too near a kept one", { ...fewest, kept: [1], conflicts: [[1, 2]] }, said(1, [2])],
    [
      "more than there is to spend",
      { ...most, purse: { costs: Float64Array.of(1, 1, 5, 1), budget: 4 } },
      said(0b1110, [2]),
    ],
    [
      "more than a site can serve",
      { ...most, capacities: Float64Array.of(9, 9, 9, 9) },
      said(0b1110, [2]),
    ],
    ["a bound that does not prove it", median, said(1200, [2], 1100)],
    ["a bound on the wrong side", median, { ...said(1200, [2], 1300), status: "feasible" }],
  ])("refuses %s", (_, problem, answer) => {
    expect(() => recounted(problem, answer)).toThrow(RecountError);
  });

  it("lets a site serve up to its capacity, whoever that is", () => {
    const capacities = Float64Array.of(9, 9, 9, 9);
    const { served } = recounted({ ...most, capacities }, said(9, [2]));
    expect(served.reduce((sum, weight) => sum + weight)).toBe(9);
  });
});

describe("solveSiting where nothing satisfies what is asked", () => {
  const island: Demand = {
    ...street,
    starts: Int32Array.of(0, 4, 8, 12, 12), // the last household has no pair at all
    sites: street.sites.slice(0, 12),
    meters: street.meters.slice(0, 12),
  };
  const obstacleOf = async (problem: SitingProblem) => {
    const { answer, recount } = await solveSiting(problem, { seconds: Number.POSITIVE_INFINITY });
    expect(recount === null).toBe(answer.status === "infeasible");
    return answer.status === "infeasible" ? answer.obstacle : null;
  };

  it.each([
    { ...fewest, demand: island },
    { kind: "pmedian", demand: island, count: 4 } as const,
    { kind: "pcenter", demand: island, count: 4 } as const,
  ])("$kind names the rows that no candidate reaches", async (problem) => {
    expect(await obstacleOf(problem)).toEqual({ why: "out-of-reach", demands: [3] });
  });

  it("does not miss a row that weighs nothing, but for covering all", async () => {
    const nobody = { ...island, weights: Float64Array.of(1, 2, 4, 0) };
    expect(await obstacleOf({ kind: "pcenter", demand: nobody, count: 1 })).toBeNull();
    expect(await obstacleOf({ ...fewest, demand: nobody })).not.toBeNull();
  });

  it("says how many sites a town in two parts needs", async () => {
    const parts: Demand = {
      ...street,
      starts: Int32Array.of(0, 2, 4, 6, 8),
      sites: Int32Array.of(0, 1, 0, 1, 2, 3, 2, 3),
      meters: Float64Array.of(0, 100, 100, 0, 0, 100, 100, 0),
    };
    for (const kind of ["pmedian", "pcenter"] as const) {
      const problem = { kind, demand: parts, count: 1 };
      expect(await obstacleOf(problem)).toEqual({ why: "too-few", count: 1, needed: 2 });
      expect(await obstacleOf({ ...problem, kept: [0] })).toBeNull();
    }
  });

  it("says that sites are too near each other where that is why", async () => {
    const every: SitingProblem = { ...fewest, radiusMeters: 0, conflicts: [[1, 2]] };
    expect(await obstacleOf(every)).toEqual({ why: "conflicts" });
  });

  it.each<[string, SitingProblem]>([
    ["weight", { ...median, demand: { ...street, weights: Float64Array.of(1, -2, 4, 8) } }],
    ["count", { kind: "pmedian", demand: street, count: 1.5 }],
    ["radiusMeters", { ...fewest, radiusMeters: Number.NaN }],
    ["twice", { ...median, demand: { ...street, sites: new Int32Array(16) } }],
    ["site 4", { ...median, kept: [4] }],
  ])("refuses what does not make sense, naming %s", async (name, problem) => {
    await expect(solveSiting(problem, { seconds: 1 })).rejects.toThrow(name);
    await expect(solveSiting(problem, { seconds: 1 })).rejects.toThrow(RangeError);
  });
});
