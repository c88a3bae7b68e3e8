import type { Highs } from "highs";
import { type CoverRow, merged, reachOf, uncovered, withoutDominated } from "./cover.ts";
import { type Choice, searchMedian } from "./median-search.ts";
import type { CoverMost, Watch } from "./problem.ts";
import { type ProgramAnswer, type Rule, solveProgram } from "./program.ts";

/** Rows in reach of a candidate and not of a kept site, and what is served by kept sites as it is. */
function openRows({ demand, radiusMeters, kept = [] }: CoverMost, barred: ReadonlySet<number>) {
  const open = new Set(kept);
  let served = 0;
  const rows: CoverRow[] = [];
  reachOf(demand, radiusMeters).forEach((near, i) => {
    const weight = demand.weights[i]!;
    if (near.some((site) => open.has(site))) served += weight;
    else rows.push({ sites: near.filter((site) => !barred.has(site)), weight });
  });
  return { served, rows: rows.filter(({ sites, weight }) => sites.length > 0 && weight > 0) };
}

/**
 * Which sites cover most demand within the radius, with so many of them or so much to spend.
 *
 * Rows that the same sites cover are one, and sites that are never better than another are left out. By number alone, the
 * prices of `searchMedian` say first how good an answer can be and decide most sites; HiGHS has the rest, and everything
 * with costs.
 */
export function coverMost(highs: Highs, problem: CoverMost, watch: Watch): Choice {
  const { demand, conflicts = [], kept = [], purse, count } = problem;
  const open = new Set(kept);
  const barred = new Set(
    conflicts.flatMap(([a, b]) => (open.has(a) ? [b] : open.has(b) ? [a] : [])),
  );
  const pairs = conflicts.filter(([a, b]) => !open.has(a) && !open.has(b));
  const { served, rows: asked } = openRows(problem, barred);
  const alike = merged(asked);
  const rows =
    pairs.length > 0 ? alike : withoutDominated(alike, demand.siteCount, purse?.costs ?? null);
  const all = rows.reduce((sum, { weight }) => sum + weight, 0);
  const whole = rows.every(({ weight }) => Number.isInteger(weight));
  const most = Math.min(count ?? demand.siteCount, demand.siteCount);
  const tell = { ...watch, tell: () => {} };

  let states: Int8Array = new Int8Array(demand.siteCount + 1);
  let sites: readonly number[] = [];
  let bound = all;
  if (!purse) {
    const found = searchMedian(
      uncovered(rows, demand.siteCount),
      { count: most, kept: [demand.siteCount], conflicts: pairs, isRootOnly: true },
      tell,
    );
    ({ states } = found);
    sites = found.choice?.sites ?? [];
    bound = all - Math.max(0, Math.min(found.bound, all));
    watch.tell({ objective: served + coveredBy(rows, sites), bound: served + bound });
  } else sites = greedyWithin(rows, purse, most, pairs);
  const known = coveredBy(rows, sites);
  if (bound <= known * (1 + 1e-12))
    return { objective: served + known, sites: needed(rows, sites), bound: served + known };
  const columns = [...new Set(rows.flatMap((row) => row.sites))]
    .filter((j) => states[j]! >= 0)
    .sort((a, b) => a - b);
  const found = solveProgram(
    highs,
    programOf(rows, columns, states, most, purse, pairs),
    {
      ...watch,
      tell: ({ objective, bound: b }) =>
        watch.tell({
          objective: served + Math.max(known, objective ?? 0),
          bound: served + Math.min(bound, b ?? bound),
        }),
    },
    startOf(rows, columns, sites),
  );
  const better = chosenBy(found, columns);
  const covered = better ? coveredBy(rows, better) : 0;
  const best = better && covered > known ? better : sites;
  const objective = Math.max(known, covered);
  if (found.status === "optimal" || found.status === "infeasible") bound = objective;
  else
    bound = Math.min(
      bound,
      Math.max(objective, whole ? Math.floor(found.bound + 1e-6) : found.bound),
    );
  return { objective: served + objective, sites: needed(rows, best), bound: served + bound };
}

const chosenBy = (found: ProgramAnswer, columns: readonly number[]) =>
  "values" in found ? columns.filter((_, c) => found.values[c]! > 0.5) : null;

function coveredBy(rows: readonly CoverRow[], sites: readonly number[]): number {
  const open = new Set(sites);
  return rows.reduce(
    (sum, row) => sum + (row.sites.some((site) => open.has(site)) ? row.weight : 0),
    0,
  );
}

/** The sites without those that cover nothing which the others do not: nobody is to build them. */
function needed(rows: readonly CoverRow[], sites: readonly number[]): number[] {
  const open = new Set(sites);
  for (const site of sites) {
    const isAlone = (row: CoverRow) =>
      row.sites.includes(site) && !row.sites.some((other) => other !== site && open.has(other));
    if (!rows.some(isAlone)) open.delete(site);
  }
  return [...open];
}

/** A column for each site, then one for each row: how much of it is covered. */
function programOf(
  rows: readonly CoverRow[],
  columns: readonly number[],
  states: Int8Array,
  most: number,
  purse: CoverMost["purse"],
  pairs: readonly (readonly [number, number])[],
) {
  const at = new Map(columns.map((site, c) => [site, c]));
  const width = columns.length + rows.length;
  const worth = new Float64Array(width);
  const rules: Rule[] = [{ columns: columns.map((_, c) => c), low: 0, high: most }];
  rows.forEach(({ sites, weight }, r) => {
    const column = columns.length + r;
    worth[column] = weight;
    const near = sites.flatMap((site) => at.get(site) ?? []);
    const factors = [...near.map(() => 1), -1];
    rules.push({ columns: [...near, column], factors, low: 0, high: Number.POSITIVE_INFINITY });
  });
  columns.forEach((site, c) => {
    if (states[site]! > 0) rules.push({ columns: [c], low: 1, high: 1 });
  });
  if (purse) {
    const factors = columns.map((site) => purse.costs[site]!);
    rules.push({ columns: columns.map((_, c) => c), factors, low: 0, high: purse.budget });
  }
  for (const pair of pairs) {
    const both = pair.map((site) => at.get(site));
    if (both.every((c) => c !== undefined)) rules.push({ columns: both, low: 0, high: 1 });
  }
  const upper = new Float64Array(width).fill(1);
  return {
    sense: "most" as const,
    worth,
    upper,
    whole: new Uint8Array(width).fill(1, 0, columns.length),
    rules,
  };
}

function startOf(rows: readonly CoverRow[], columns: readonly number[], sites: readonly number[]) {
  const open = new Set(sites);
  return Float64Array.from([
    ...columns.map((site) => (open.has(site) ? 1 : 0)),
    ...rows.map((row) => (row.sites.some((site) => open.has(site)) ? 1 : 0)),
  ]);
}

/** Sites taken one after the other, each the one that adds most for its cost, while there is money. */
function greedyWithin(
  rows: readonly CoverRow[],
  { costs, budget }: NonNullable<CoverMost["purse"]>,
  most: number,
  pairs: readonly (readonly [number, number])[],
): number[] {
  const chosen: number[] = [];
  let left = [...rows];
  let money = budget;
  while (chosen.length < most) {
    const gains = new Map<number, number>();
    for (const { sites, weight } of left)
      for (const site of sites) gains.set(site, (gains.get(site) ?? 0) + weight);
    const affordable = [...gains].filter(
      ([site]) =>
        costs[site]! <= money &&
        !pairs.some(
          ([a, b]) => (a === site && chosen.includes(b)) || (b === site && chosen.includes(a)),
        ),
    );
    if (affordable.length === 0) return chosen;
    const value = ([site, gain]: readonly [number, number]) => gain / Math.max(costs[site]!, 1e-9);
    const [site] = affordable.reduce((a, b) =>
      value(b) > value(a) || (value(b) === value(a) && b[0] < a[0]) ? b : a,
    );
    chosen.push(site);
    money -= costs[site]!;
    left = left.filter((row) => !row.sites.includes(site));
  }
  return chosen;
}
