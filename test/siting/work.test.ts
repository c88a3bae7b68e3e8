import { describe, expect, it } from "vitest";
import { STATE, stateAt } from "../../server/coverage/coverage.ts";
import { type TravelProfile, travelNetwork } from "../../server/coverage/network.ts";
import type { Study } from "../../server/coverage/study.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { MOST_PAIRS } from "../../server/siting/distances.ts";
import { type SitingResult, type Told, workOut } from "../../server/siting/work.ts";
import { seededRandom } from "../worlds/layer.ts";
import {
  type Asked,
  corner,
  kindAsked,
  peopleAt,
  studied,
  taskOf,
  villages,
} from "../worlds/siting-town.ts";
import { placeAt } from "../worlds/streets.ts";
import { randomWays } from "../worlds/travel.ts";

const town = villages();
const corners = [0, 1, 2, 3, 4, 5, 6].map(corner);
const asked: Asked = { ...town, candidates: corners, radiusMeters: 300 };

const found = (result: SitingResult) => {
  if (result.status === "infeasible") throw new Error(JSON.stringify(result));
  return { ...result, order: result.kinds[0]!.sites.map(({ candidate }) => candidate) };
};

describe("sites in seven villages of 1, 2, 4 … 64 people", () => {
  it("stand where most people are, in order of what each adds", async () => {
    const result = found(await workOut(taskOf([kindAsked(asked, { count: 3 })])));
    expect(result).toMatchObject({ status: "optimal", objective: 0b1110000, gap: 0 });
    expect(result.order).toEqual([6, 5, 4]);
    expect(result.kinds[0]!.sites[0]).toEqual({
      ...{ candidate: 6, gain: 64, alone: 64, inReach: 64, serves: 64, meanMeters: 10 },
    });
    expect(result.curve).toEqual({
      method: "exact",
      points: [0, 64, 96, 112].map((served, sites) => ({ sites, served })),
    });
  });

  it("leave a village to what is there already", async () => {
    const kept = [corner(6), corner(4)];
    const result = found(await workOut(taskOf([kindAsked({ ...asked, kept }, { count: 2 })])));
    expect(result.objective).toBe(0b1111000);
    expect(result.order).toEqual([5, 3]);
    expect(result.curve.points.map(({ served }) => served)).toEqual([80, 112, 120]);
  });

  it("are as many as the money buys", async () => {
    const costs = Float64Array.from([1, 1, 1, 1, 1, 4, 9]);
    const kind = kindAsked(asked, { count: null, costs });
    // 9 for 64 people, or 4 for 32 and 5 for all the others: 1 + 2 + 4 + 8 + 16
    const result = found(await workOut(taskOf([kind], { budgetYuan: 9 })));
    expect(result.objective).toBe(64);
    const richer = found(await workOut(taskOf([kind], { budgetYuan: 10 })));
    expect(richer.order).toEqual([6, 4]);
  });

  it("keep their distance from each other", async () => {
    const conflicts = [[5, 6] as const, [4, 6] as const];
    const result = found(await workOut(taskOf([kindAsked(asked, { count: 2, conflicts })])));
    expect(result.order).toEqual([6, 3]); // 64 + 8; 32 + 16 would be fewer
  });

  it("serve no more than they have room for", async () => {
    const kind = kindAsked(asked, { count: 2, kept: { places: [] } });
    const capacities = Float64Array.from([100, 100, 100, 100, 100, 100, 10]);
    const result = found(await workOut(taskOf([kind], { capacities })));
    expect(result.objective).toBe(0b0110000); // 32 + 16; in the largest village 10 find room
    expect(result.curve.method).toBe("chosen");
  });

  it("are one a village where everybody has to be within reach", async () => {
    const result = found(await workOut(taskOf([kindAsked(asked)], { method: "lscp" })));
    expect(result).toMatchObject({ status: "optimal", objective: 7 });
    const wide = { ...asked, radiusMeters: 1050 };
    // 1, 4 and one of 5 and 6: each reaches its neighbours
    const fewer = found(await workOut(taskOf([kindAsked(wide)], { method: "lscp" })));
    expect(fewer.objective).toBe(3);
  });

  it("are the cheapest where cost is what counts", async () => {
    const wide = { ...asked, radiusMeters: 1050 };
    const costs = Float64Array.from([1, 9, 9, 1, 9, 9, 1]);
    const kind = kindAsked(wide, { costs });
    const result = found(await workOut(taskOf([kind], { method: "lscp", leastCost: true })));
    expect(result.objective).toBe(3);
    expect(result.order.toSorted()).toEqual([0, 3, 6]); // the only three that reach all and are not dear
    const poor = await workOut(taskOf([kind], { method: "lscp", budgetYuan: 2 }));
    expect(poor).toMatchObject({
      status: "infeasible",
      obstacle: { why: "over-budget", neededYuan: 3 },
    });
  });

  it("make the sum of all ways least, or the longest", async () => {
    const one = (method: "pmedian" | "pcenter") => workOut(taskOf([kindAsked(asked)], { method }));
    // from village 6: 10 m each, and a kilometre for each village between
    const ways = [6, 5, 4, 3, 2, 1, 0].map((far, k) => 2 ** k * (1000 * far + 10));
    const median = found(await one("pmedian"));
    expect(median.order).toEqual([6]);
    expect(median.objective).toBeCloseTo(
      ways.reduce((sum, way) => sum + way, 0),
      3,
    );
    const center = found(await one("pcenter"));
    expect(center.order).toEqual([3]);
    expect(center.objective).toBeCloseTo(3010, 3);
  });

  it("are told of on the way, the best so far and what none can be better than", async () => {
    const told: Told[] = [];
    const task = taskOf([kindAsked(asked, { count: 3 })], { method: "pmedian" });
    const { objective } = found(await workOut(task, (one) => told.push(one)));
    expect(new Set(told.map(({ stage }) => stage))).toEqual(
      new Set(["distances", "solving", "explaining"]),
    );
    for (const one of told) {
      if (one.objective !== null) expect(one.objective).toBeGreaterThanOrEqual(objective - 1e-6);
      if (one.bound !== null) expect(one.bound).toBeLessThanOrEqual(objective + 1e-6);
    }
    expect(told.at(-1)).toEqual({ stage: "explaining", objective, bound: objective });
  });

  it("fit several kinds on a plot as long as its area lasts", async () => {
    const kinds = [
      kindAsked(asked, { count: 1, areaSquareMeters: 60 }),
      kindAsked(asked, { count: 1, areaSquareMeters: 50 }),
    ];
    const usable = (last: number) => Float64Array.from([200, 200, 200, 200, 200, 200, last]);
    const sites = async (last: number) => {
      const result = await workOut(taskOf(kinds, { usableSquareMeters: usable(last) }));
      if (result.status === "infeasible") throw new Error("it is not");
      return {
        objective: result.objective,
        of: result.kinds.map((kind) => kind.sites.map(({ candidate }) => candidate)),
      };
    };
    expect(await sites(110)).toEqual({ objective: 128, of: [[6], [6]] });
    const crowded = await sites(100);
    expect(crowded.objective).toBe(96); // one of them has to go to the village of 32
    expect(crowded.of.flat().toSorted()).toEqual([5, 6]);
    expect(await sites(55)).toEqual({ objective: 96, of: [[5], [6]] });
  });
});

describe("what cannot be had says why", () => {
  it("names whom nothing reaches, and answers without them when it is asked to", async () => {
    const some = { ...asked, candidates: corners.slice(0, 5) };
    const whole = await workOut(taskOf([kindAsked(some)], { method: "lscp" }));
    expect(whole).toMatchObject({
      status: "infeasible",
      obstacle: { why: "out-of-reach", demands: [5, 6] },
    });
    const task = taskOf([kindAsked(some)], { method: "lscp", leaveOutUnreachable: true });
    const result = found(await workOut(task));
    expect(result.objective).toBe(5);
    expect(result.kinds[0]!.leftOut).toEqual([5, 6]);
  });

  it("says how many would do", async () => {
    const task = taskOf([kindAsked(asked, { count: 1 })], {
      ...{ method: "pmedian", farMillimeters: 2_100_000 },
    });
    expect(await workOut(task)).toMatchObject({
      status: "infeasible",
      obstacle: { why: "too-few", count: 1, needed: 2 },
    });
  });

  it("says when those that are needed are too near each other", async () => {
    const kind = kindAsked(asked, { conflicts: [[2, 3]] });
    expect(await workOut(taskOf([kind], { method: "lscp" }))).toMatchObject({
      status: "infeasible",
      obstacle: { why: "conflicts" },
    });
  });

  it("refuses more distances than fit", async () => {
    const homes = Array.from({ length: 2100 }, (_, i) => [i, 0, 1] as const);
    const crowd = { ...asked, demand: peopleAt(homes), radiusMeters: 20_000 };
    const candidates = Array.from({ length: 2000 }, (_, i) => placeAt(i, 0));
    expect(homes.length * candidates.length).toBeGreaterThan(MOST_PAIRS);
    await expect(workOut(taskOf([kindAsked({ ...crowd, candidates })]))).rejects.toThrow("pairs");
  });
});

describe("in random towns with one-way streets", () => {
  const PROFILES: TravelProfile[] = ["walk", "vehicle"];

  it.each([1, 2, 3, 4, 5, 6])(
    "nothing is better by the engine of coverage (town %i)",
    async (seed) => {
      const random = seededRandom(seed);
      const network = travelNetwork(
        streetNetwork(randomWays(random, 40, 1500)),
        PROFILES[seed % 2]!,
      );
      const at = () => [1500 * random(), 900 * random()] as const;
      const demand = peopleAt(
        Array.from({ length: 60 }, () => [...at(), Math.floor(50 * random())] as const),
      );
      const candidates = Array.from({ length: 12 }, () => placeAt(...at()));
      const kept = [placeAt(...at())];
      const here = { network, demand, candidates, kept, radiusMeters: 350 };
      const pairs = candidates.flatMap((a, i) => candidates.slice(i + 1).map((b) => [a, b]));
      const all = pairs.map((pair) => studied(here, [...kept, ...pair]));

      const kind = kindAsked(here, { count: 2 });
      const most = found(await workOut(taskOf([kind])));
      expect(most.objective).toBeCloseTo(Math.max(...all.map(servedBy)), 6);
      // gains add up to what is newly served
      const gains = most.kinds[0]!.sites.reduce((sum, { gain }) => sum + gain, 0);
      expect(servedBy(studied(here, kept)) + gains).toBeCloseTo(most.objective, 6);

      const task = { leaveOutUnreachable: true };
      const median = await workOut(taskOf([kind], { ...task, method: "pmedian" }));
      const center = await workOut(taskOf([kind], { ...task, method: "pcenter" }));
      const left = new Set(leftOutOf(median));
      expect(objectiveOf(median)).toBeCloseTo(
        Math.min(...all.map((one) => waysOf(one, left).sum)),
        3,
      );
      expect(objectiveOf(center)).toBeCloseTo(
        Math.min(...all.map((one) => waysOf(one, left).most)),
        3,
      );
    },
  );
});

const servedBy = ({ measured, demand }: Study) =>
  [...demand.weights.keys()].reduce(
    (sum, i) => (stateAt(measured, i) === STATE.served ? sum + demand.weights[i]! / 1000 : sum),
    0,
  );

function waysOf({ measured, demand }: Study, left: ReadonlySet<number>) {
  let [sum, most] = [0, 0];
  for (const [i, weight] of demand.weights.entries()) {
    if (weight === 0 || !measured.places[i] || left.has(i)) continue;
    const way = measured.nearest.firstWays[i]! / 1000;
    sum += (weight / 1000) * way;
    most = Math.max(most, way);
  }
  return { sum, most };
}

/** No pair of sites may do: then the least is Infinity too. */
const objectiveOf = (result: SitingResult) =>
  result.status === "infeasible" ? Number.POSITIVE_INFINITY : result.objective;
const leftOutOf = (result: SitingResult) =>
  result.status === "infeasible" ? result.leftOut : result.kinds[0]!.leftOut;
