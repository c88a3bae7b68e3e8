import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { graphDemand, parseGraph } from "../../server/siting/graph.ts";
import { solveSiting } from "../../server/siting/siting.ts";

const FOLDER = "../shared/data/siting";
const UNHURRIED = { seconds: Number.POSITIVE_INFINITY };

describe.skipIf(!existsSync(FOLDER))("OR-Library (skipped without ../shared/data)", () => {
  const optima = existsSync(FOLDER)
    ? readFileSync(`${FOLDER}/pmed_optima.csv`, "utf8")
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(","))
    : [];

  it.each(optima.map(([name, , , p, median, center]) => ({ name: name!, p, median, center })))(
    "$name: $p sites have the published optimum, $median and $center",
    async ({ name, ...row }) => {
      const graph = parseGraph(readFileSync(`${FOLDER}/${name}.txt`, "utf8"), name);
      const problem = { demand: graphDemand(graph), count: graph.count };
      for (const kind of ["pmedian", "pcenter"] as const) {
        const { answer } = await solveSiting({ kind, ...problem }, UNHURRIED);
        if (answer.status === "infeasible") throw new Error(`${name} is feasible`);
        const { status, objective, bound, gap, sites } = answer;
        const optimum = Number(kind === "pmedian" ? row.median : row.center);
        const proven = { status: "optimal", objective: optimum, bound: optimum, gap: 0 };
        expect({ kind, status, objective, bound, gap }).toEqual({ kind, ...proven });
        expect(sites.length).toBeLessThanOrEqual(Number(row.p));
      }
    },
  );
});
