import type { Highs } from "highs";
import { type CoverRow, merged, withoutDominated, withoutImplied } from "./cover.ts";
import type { Watch } from "./problem.ts";
import { type ProgramAnswer, type Rule, solveProgram } from "./program.ts";

/** A set of rows to be covered, every one. */
export type CoverTask = {
  readonly rows: readonly CoverRow[];
  readonly siteCount: number;
  /** Per site; null when it is their number that counts. */
  readonly costs: Float64Array | null;
  readonly conflicts: readonly (readonly [number, number])[];
  /** Sites that may be chosen at most. */
  readonly count?: number;
};

export type CoverAnswer =
  | {
      readonly status: "covered";
      readonly sites: readonly number[];
      readonly objective: number;
      readonly bound: number;
    }
  | { readonly status: "impossible" }
  | { readonly status: "undecided"; readonly bound: number };

/** The rows that are left when what follows from others is taken out, over and over. */
export function reduced({ rows, siteCount, costs, conflicts }: CoverTask): CoverRow[] {
  let left = merged(rows);
  for (;;) {
    const before = left.reduce((sum, { sites }) => sum + sites.length, 0);
    // a dominated site may be the one that is in nobody's way
    if (conflicts.length === 0) left = withoutDominated(left, siteCount, costs);
    left = withoutImplied(left, siteCount);
    if (left.reduce((sum, { sites }) => sum + sites.length, 0) === before) return left;
  }
}

/**
 * The fewest sites, or the cheapest, that cover every row.
 *
 * Rows and sites that follow from others are taken out first; what falls apart is solved in parts, HiGHS does the rest.
 */
export function coverAll(highs: Highs, task: CoverTask, watch: Watch): CoverAnswer {
  const rows = reduced(task);
  if (rows.some(({ sites }) => sites.length === 0)) return { status: "impossible" };
  const columns = [...new Set(rows.flatMap(({ sites }) => sites))].sort((a, b) => a - b);
  if (columns.length === 0) return { status: "covered", sites: [], objective: 0, bound: 0 };
  const at = new Map(columns.map((site, c) => [site, c]));
  const costOf = (site: number) => task.costs?.[site] ?? 1;
  const rules: Rule[] = rows.map(({ sites }) => ({
    columns: sites.map((site) => at.get(site)!),
    low: 1,
    high: Number.POSITIVE_INFINITY,
  }));
  for (const pair of task.conflicts) {
    const both = pair.map((site) => at.get(site));
    if (both.every((c) => c !== undefined)) rules.push({ columns: both, low: 0, high: 1 });
  }
  if (task.count !== undefined)
    rules.push({ columns: columns.map((_, c) => c), low: 0, high: task.count });
  const start =
    task.conflicts.length === 0 && task.count === undefined ? greedyCover(rows, costOf) : null;
  const found: ProgramAnswer = solveProgram(
    highs,
    {
      sense: "least",
      worth: Float64Array.from(columns, costOf),
      upper: new Float64Array(columns.length).fill(1),
      whole: new Uint8Array(columns.length).fill(1),
      rules,
    },
    watch,
    start && Float64Array.from(columns, (site) => (start.has(site) ? 1 : 0)),
  );
  if (found.status === "infeasible") return { status: "impossible" };
  const isWhole = columns.every((site) => Number.isInteger(costOf(site)));
  const raised = (bound: number) => (isWhole ? Math.ceil(bound - 1e-6) : bound);
  if (found.status === "undecided") {
    if (!start) return { status: "undecided", bound: raised(Math.max(0, found.bound)) };
    const sites = [...start];
    const objective = sites.reduce((sum, site) => sum + costOf(site), 0);
    return { status: "covered", sites, objective, bound: raised(Math.max(0, found.bound)) };
  }
  const sites = columns.filter((_, c) => found.values[c]! > 0.5);
  const objective = sites.reduce((sum, site) => sum + costOf(site), 0);
  const bound = found.status === "optimal" ? objective : Math.min(objective, raised(found.bound));
  return { status: "covered", sites, objective, bound };
}

/** Sites taken one after the other, each the one that covers most for its cost, and those left out again that are not needed. */
export function greedyCover(
  rows: readonly CoverRow[],
  costOf: (site: number) => number,
): Set<number> {
  const open = new Set<number>();
  let left = rows;
  while (left.length > 0) {
    const covers = new Map<number, number>();
    for (const { sites } of left)
      for (const site of sites) covers.set(site, (covers.get(site) ?? 0) + 1);
    let best = -1;
    let score = -1;
    for (const [site, count] of covers) {
      const worth = count / Math.max(costOf(site), 1e-9);
      if (worth > score || (worth === score && site < best)) [best, score] = [site, worth];
    }
    open.add(best);
    left = left.filter(({ sites }) => !sites.includes(best));
  }
  for (const site of [...open])
    if (rows.every(({ sites }) => sites.some((other) => other !== site && open.has(other))))
      open.delete(site);
  return open;
}
