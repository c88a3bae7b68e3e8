import { existsSync, readFileSync } from "node:fs";
import { graphDemand, parseGraph } from "../../server/siting/graph.ts";
import { pointDemand } from "../../server/siting/points.ts";
import type { SitingProblem } from "../../server/siting/problem.ts";
import { solveSiting } from "../../server/siting/siting.ts";
import type { BenchResult } from "./run.ts";
import { drawnGraph, drawnPoints } from "./siting-graphs.ts";

const FOLDER = "../shared/data/siting";
const SECONDS = 30;
const POINTS = 818;
/** Radii that have about 10, 25, 60 and 110 of 818 points in reach, and shares of the sites that all need. */
const RADII_METERS = [500, 800, 1250, 1800];
const SHARES = [0.1, 0.3, 0.6, 0.9];

/** One row of the table: what, how it ended, and how long it took. */
async function line(name: string, problem: SitingProblem, known?: string) {
  const { answer } = await solveSiting(problem, { seconds: SECONDS });
  if (answer.status === "infeasible") throw new Error(`${name} is infeasible`);
  const { objective, bound, gap, seconds, status } = answer;
  const isKnown = known === undefined || Number(known) === objective;
  if (status === "optimal" && !isKnown) throw new Error(`${name}: ${objective}, known ${known}`);
  const cells = [name, objective, bound, `${(100 * gap).toFixed(3)} %`, seconds.toFixed(2)];
  const text = `| ${cells.join(" | ")} |`;
  console.error(text);
  return { text, objective };
}

/**
 * How long the solvers take, and what gap is left after 30 s: OR-Library's pmed1–10, graphs made as its larger ones, and
 * covering of 818 points. A wrong optimum fails the bench.
 */
export async function benchSiting(): Promise<BenchResult> {
  const lines: string[] = [];
  const run = async (name: string, problem: SitingProblem, known?: string) => {
    const { text, objective } = await line(name, problem, known);
    lines.push(text);
    return objective;
  };
  if (existsSync(FOLDER))
    for (const row of readFileSync(`${FOLDER}/pmed_optima.csv`, "utf8")
      .trim()
      .split(/\r?\n/)
      .slice(1)) {
      const [name, , , , median, center] = row.split(",");
      const graph = parseGraph(readFileSync(`${FOLDER}/${name}.txt`, "utf8"), name!);
      const asked = { demand: graphDemand(graph), count: graph.count };
      await run(`${name} p-median, p = ${graph.count}`, { kind: "pmedian", ...asked }, median);
      await run(`${name} p-centre, p = ${graph.count}`, { kind: "pcenter", ...asked }, center);
    }
  for (const n of [300, 400, 500, 600, 700, 800, 900]) {
    const demand = graphDemand(drawnGraph(n, 1));
    for (const count of [5, 10, n / 10, n / 5, Math.floor(n / 3)]) {
      await run(`${n} vertices p-median, p = ${count}`, { kind: "pmedian", demand, count });
      await run(`${n} vertices p-centre, p = ${count}`, { kind: "pcenter", demand, count });
    }
  }
  const points = drawnPoints(POINTS, 1);
  for (const radiusMeters of RADII_METERS) {
    const demand = pointDemand(points, radiusMeters);
    const reach = `${POINTS} points, ${radiusMeters} m (${Math.round(demand.sites.length / POINTS)} in reach)`;
    const all = await run(`${reach} LSCP`, { kind: "lscp", demand, radiusMeters });
    for (const share of SHARES) {
      const count = Math.max(1, Math.round(all * share));
      await run(`${reach} MCLP, ${count} sites`, { kind: "mclp", demand, radiusMeters, count });
    }
  }
  const head = "| problem | best | bound | gap | seconds |\n| --- | --- | --- | --- | --- |";
  const about = `Up to ${SECONDS} s each; solving only, not reading and shortest paths.`;
  return { report: `### Siting\n\n${about}\n\n${head}\n${lines.join("\n")}` };
}
