import type { Highs } from "highs";
import { type CoverRow, reachOf } from "./cover.ts";
import { type CoverAnswer, coverAll } from "./cover-all.ts";
import { coverMost } from "./cover-most.ts";
import type { Choice } from "./median-search.ts";
import { pCenter } from "./p-center.ts";
import { pMedian } from "./p-median.ts";
import {
  type CoverAll,
  checkProblem,
  type Effort,
  type LeastDistance,
  type LeastFarthest,
  type Obstacle,
  type SitingAnswer,
  type SitingProblem,
  solved,
  startWatch,
  UndecidedError,
  type Watch,
} from "./problem.ts";
import { loadSolver } from "./program.ts";
import { type Recount, recounted } from "./recount.ts";
import { coverMostShared } from "./shared-cover.ts";

/** An answer, and who is served from where by it; null where there is no answer. */
export type Siting = { readonly answer: SitingAnswer; readonly recount: Recount | null };

/**
 * Where sites do most: proven best, or with how much better it could be when the time was up.
 *
 * Every answer has been counted again from the distances before it is given out. Holds its thread until it is done: run it
 * in a worker, and end the worker to cancel. Methods and measurements: docs/decisions/0009-siting-solvers.md.
 *
 * @throws {RangeError} when the problem does not make sense.
 * @throws {UndecidedError} when the time was up before it was known whether there is an answer at all.
 * @throws {RecountError} when a solver erred.
 */
export async function solveSiting(problem: SitingProblem, effort: Effort): Promise<Siting> {
  checkProblem(problem);
  const highs = await loadSolver();
  const watch = startWatch(effort);
  const found = choose(highs, problem, watch);
  if ("why" in found) {
    const seconds = watch.elapsedSeconds();
    return { answer: { status: "infeasible", obstacle: found, seconds }, recount: null };
  }
  const answer = solved(found, watch);
  watch.tell({ objective: answer.objective, bound: answer.bound });
  return { answer, recount: recounted(problem, answer) };
}

function choose(highs: Highs, problem: SitingProblem, watch: Watch): Choice | Obstacle {
  if (problem.kind === "mclp")
    return problem.capacities
      ? coverMostShared(highs, problem, watch)
      : coverMost(highs, problem, watch);
  const left = needyRows(problem);
  const alone = left.filter(({ sites }) => sites.length === 0);
  if (alone.length > 0) return { why: "out-of-reach", demands: alone.map(({ row }) => row) };
  if (problem.kind === "lscp") {
    const found = coverNeedy(highs, problem, left, watch);
    if (found.status === "covered") return found;
    if (found.status === "impossible") return { why: "conflicts" };
    throw new UndecidedError(watch.elapsedSeconds());
  }
  if (problem.kind === "pcenter") {
    const found = pCenter(highs, problem, watch);
    if (found.sites !== null) return found;
    if (found.bound < Number.POSITIVE_INFINITY) throw new UndecidedError(watch.elapsedSeconds());
    return tooFew(highs, problem, left, watch);
  }
  const found = pMedian(problem, watch);
  if (found.choice) return found.choice;
  const cover = coverNeedy(highs, problem, left, watch);
  if (cover.status === "covered" && cover.sites.length <= problem.count) {
    const { choice } = pMedian(problem, watch, cover.sites);
    if (choice) return choice;
  }
  return obstacleOf(cover, problem.count, watch);
}

type NeedyRow = CoverRow & { readonly row: number };

/** Rows that need a site and are not in reach of a kept one, with the candidates that are not too near one. */
function needyRows(problem: CoverAll | LeastDistance | LeastFarthest): NeedyRow[] {
  const { demand, kept = [], conflicts = [], kind } = problem;
  const open = new Set(kept);
  const barred = new Set(
    conflicts.flatMap(([a, b]) => (open.has(a) ? [b] : open.has(b) ? [a] : [])),
  );
  const radius = kind === "lscp" ? problem.radiusMeters : Number.POSITIVE_INFINITY;
  return reachOf(demand, radius).flatMap((near, row) => {
    if (kind !== "lscp" && demand.weights[row] === 0) return [];
    if (near.some((site) => open.has(site))) return [];
    return [{ row, weight: 1, sites: near.filter((site) => !barred.has(site)) }];
  });
}

function coverNeedy(
  highs: Highs,
  problem: CoverAll | LeastDistance | LeastFarthest,
  rows: readonly CoverRow[],
  watch: Watch,
): CoverAnswer {
  const { demand, kept = [], conflicts = [] } = problem;
  const open = new Set(kept);
  const pairs = conflicts.filter(([a, b]) => !open.has(a) && !open.has(b));
  const costs = (problem.kind === "lscp" && problem.costs) || null;
  return coverAll(highs, { rows, siteCount: demand.siteCount, costs, conflicts: pairs }, watch);
}

const tooFew = (highs: Highs, problem: LeastFarthest, rows: readonly CoverRow[], watch: Watch) =>
  obstacleOf(coverNeedy(highs, problem, rows, watch), problem.count, watch);

/** Why so many sites cannot serve every row, by the fewest that can. */
function obstacleOf(cover: CoverAnswer, count: number, watch: Watch): Obstacle {
  if (cover.status === "impossible") return { why: "conflicts" };
  if (cover.bound <= count) throw new UndecidedError(watch.elapsedSeconds());
  const isProven = cover.status === "covered" && cover.sites.length === cover.bound;
  return { why: "too-few", count, needed: isProven ? cover.bound : null };
}
