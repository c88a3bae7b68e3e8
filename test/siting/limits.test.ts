import { expect, it } from "vitest";
import { graphDemand } from "../../server/siting/graph.ts";
import { pointDemand } from "../../server/siting/points.ts";
import type { Progress, SitingProblem } from "../../server/siting/problem.ts";
import { solveSiting } from "../../server/siting/siting.ts";
import { drawnGraph, drawnPoints } from "../bench/siting-graphs.ts";

const graph = graphDemand(drawnGraph(300, 1));
const town = pointDemand(drawnPoints(400, 1), 800);
const problems: readonly SitingProblem[] = [
  { kind: "pmedian", demand: graph, count: 30 },
  { kind: "mclp", demand: town, radiusMeters: 800, count: 20 },
  { kind: "lscp", demand: town, radiusMeters: 800 },
];

it.each(problems)("$kind told to stop at once gives what it has, with the gap", async (problem) => {
  const { answer } = await solveSiting(problem, { seconds: 1e-9 });
  if (answer.status === "infeasible") throw new Error("it is feasible");
  const { objective, bound, gap, status } = answer;
  expect(status === "optimal").toBe(gap === 0);
  expect(Math.abs(objective - bound)).toBeCloseTo(gap * objective, 6);
});

it("stops when whoever listens says so", async () => {
  const heard: Progress[] = [];
  const { answer } = await solveSiting(problems[0]!, {
    seconds: Number.POSITIVE_INFINITY,
    onProgress: (progress) => {
      heard.push(progress);
      return "stop";
    },
  });
  expect(answer.status).toBe("feasible");
  expect(heard[0]!.objective).not.toBeNull();
});

it("tells of answers that get better and bounds that close in", async () => {
  const heard: Progress[] = [];
  await solveSiting(problems[0]!, {
    seconds: Number.POSITIVE_INFINITY,
    onProgress: (progress) => {
      heard.push(progress);
      return undefined;
    },
  });
  expect(heard.at(-1)).toEqual({ objective: heard.at(-1)!.bound, bound: heard.at(-1)!.bound });
  for (const [i, { objective, bound }] of heard.slice(1).entries()) {
    expect(objective!).toBeLessThanOrEqual(heard[i]!.objective!);
    expect(bound!).toBeGreaterThanOrEqual(heard[i]!.bound!);
  }
});

it("gives the same sites each time", async () => {
  for (const problem of problems) {
    const [a, b] = [1, 2].map(() => solveSiting(problem, { seconds: Number.POSITIVE_INFINITY }));
    const sites = async (solving: typeof a) => {
      const { answer } = await solving!;
      return answer.status === "infeasible" ? null : answer.sites;
    };
    expect(await sites(a)).toEqual(await sites(b));
  }
});
