import type { Highs } from "highs";
import { reachOf } from "./cover.ts";
import type { Choice } from "./median-search.ts";
import type { CoverMost, Watch } from "./problem.ts";
import { UndecidedError } from "./problem.ts";
import { type Rule, solveProgram } from "./program.ts";

/**
 * Which sites serve most demand within the radius when each serves only so much.
 *
 * A row can be shared between sites and be served in part; kept sites have capacities too. Rows with the same sites in reach
 * are one. By HiGHS: the choice is yes or no, the shares are continuous.
 *
 * @throws {UndecidedError} never in practice: choosing nothing is an answer.
 */
export function coverMostShared(highs: Highs, problem: CoverMost, watch: Watch): Choice {
  const { demand, kept = [], conflicts = [], purse, count, radiusMeters } = problem;
  const capacities = problem.capacities!;
  const open = new Set(kept);
  const barred = new Set(
    conflicts.flatMap(([a, b]) => (open.has(a) ? [b] : open.has(b) ? [a] : [])),
  );
  const byKey = new Map<string, { sites: number[]; weight: number }>();
  reachOf(demand, radiusMeters).forEach((near, i) => {
    const sites = near.filter(
      (site) => (open.has(site) || !barred.has(site)) && capacities[site]! > 0,
    );
    const weight = demand.weights[i]!;
    if (sites.length === 0 || weight === 0) return;
    const row = byKey.get(sites.join());
    if (row) row.weight += weight;
    else byKey.set(sites.join(), { sites, weight });
  });
  const rows = [...byKey.values()];
  const used = [...new Set(rows.flatMap(({ sites }) => sites))].sort((a, b) => a - b);
  const candidates = used.filter((site) => !open.has(site));
  const at = new Map(candidates.map((site, c) => [site, c]));

  const worth: number[] = candidates.map(() => 0);
  const upper: number[] = candidates.map(() => 1);
  const rules: Rule[] = [];
  const loads = new Map<number, number[]>(used.map((site) => [site, []]));
  const below = Number.NEGATIVE_INFINITY;
  for (const { sites, weight } of rows) {
    const pieces = sites.map((site) => {
      const column = worth.length;
      const most = Math.min(weight, capacities[site]!);
      worth.push(1);
      upper.push(most);
      loads.get(site)!.push(column);
      const chosen = at.get(site);
      if (chosen !== undefined)
        rules.push({ columns: [column, chosen], factors: [1, -most], low: below, high: 0 });
      return column;
    });
    rules.push({ columns: pieces, low: below, high: weight });
  }
  for (const [site, pieces] of loads) {
    const chosen = at.get(site);
    const capacity = capacities[site]!;
    if (chosen === undefined) rules.push({ columns: pieces, low: below, high: capacity });
    else
      rules.push({
        columns: [...pieces, chosen],
        factors: [...pieces.map(() => 1), -capacity],
        low: below,
        high: 0,
      });
  }
  const each = candidates.map((_, c) => c);
  if (count !== undefined) rules.push({ columns: each, low: below, high: count });
  if (purse)
    rules.push({
      columns: each,
      factors: candidates.map((site) => purse.costs[site]!),
      low: below,
      high: purse.budget,
    });
  for (const pair of conflicts) {
    const both = pair.map((site) => at.get(site));
    if (both.every((c) => c !== undefined)) rules.push({ columns: both, low: below, high: 1 });
  }
  if (worth.length === 0) return { objective: 0, sites: [], bound: 0 };
  const found = solveProgram(
    highs,
    {
      sense: "most",
      worth: Float64Array.from(worth),
      upper: Float64Array.from(upper),
      whole: new Uint8Array(worth.length).fill(1, 0, candidates.length),
      rules: rules.filter(({ columns }) => columns.length > 0),
    },
    watch,
  );
  if (!("values" in found)) throw new UndecidedError(watch.elapsedSeconds());
  const sites = candidates.filter((_, c) => found.values[c]! > 0.5);
  return { objective: found.objective, sites, bound: found.bound };
}
