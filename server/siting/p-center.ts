import type { Highs } from "highs";
import { reachOf, uncovered } from "./cover.ts";
import { type CoverTask, coverAll, greedyCover, reduced } from "./cover-all.ts";
import { type Choice, searchMedian } from "./median-search.ts";
import type { LeastFarthest, Watch } from "./problem.ts";

/**
 * Which sites make the distance of the one who is farthest from the nearest one least.
 *
 * The answer is one of the distances there are. They are halved: can so many sites cover every row within this one? Each
 * question is of covering, answered exactly or, when the time is up, not at all.
 *
 * @returns null when no choice that serves every row was found: with `bound` Infinity there is none.
 * @see Minieka, "The m-center problem", SIAM Review 12, 1970, pp. 138–139.
 */
export function pCenter(
  highs: Highs,
  problem: LeastFarthest,
  watch: Watch,
): Choice | { readonly sites: null; readonly bound: number } {
  const { demand, count } = problem;
  const rows = [...demand.weights.keys()].filter((i) => demand.weights[i]! > 0);
  const distances = new Set<number>();
  for (const i of rows)
    for (let k = demand.starts[i]!; k < demand.starts[i + 1]!; k++)
      distances.add(demand.meters[k]!);
  const steps = Float64Array.from(distances).sort();
  if (rows.length === 0) return { objective: 0, sites: [], bound: 0 };

  /** The first step that is not known to be too short, and the best that is known to do. */
  let low = 0;
  let high = steps.length;
  let sites: readonly number[] | null = null;
  const isCovered = (step: number): boolean | null => {
    const found = coverWithin(highs, problem, rows, steps[step]!, count, watch);
    if (found === null || found === false) return found;
    sites = found;
    high = step;
    return true;
  };
  const tell = () =>
    watch.tell({
      objective: sites ? steps[high]! : null,
      bound: steps[Math.min(low, steps.length - 1)]!,
    });
  if (steps.length === 0) return { sites: null, bound: Number.POSITIVE_INFINITY };
  const atAll = isCovered(steps.length - 1);
  if (atAll !== true || !sites)
    return { sites: null, bound: atAll === false ? Number.POSITIVE_INFINITY : 0 };
  while (low < high) {
    const middle = (low + high) >> 1;
    const answer = isCovered(middle);
    if (answer === false) low = middle + 1;
    if (answer === null) break;
    tell();
  }
  return { objective: steps[high]!, sites, bound: steps[low]! };
}

/** Up to so many sites, branching over them is quicker than HiGHS (docs/decisions/0009-siting-solvers.md). */
const FEW = 6;

/** Sites that cover every row within a distance; false when there are none, null when the time was up before that was known. */
function coverWithin(
  highs: Highs,
  { demand, count, kept = [], conflicts = [] }: LeastFarthest,
  positive: readonly number[],
  meters: number,
  most: number,
  watch: Watch,
): readonly number[] | false | null {
  const open = new Set(kept);
  const barred = new Set(
    conflicts.flatMap(([a, b]) => (open.has(a) ? [b] : open.has(b) ? [a] : [])),
  );
  const reach = reachOf(demand, meters);
  const rows = positive
    .filter((i) => !reach[i]!.some((site) => open.has(site)))
    .map((i) => ({ sites: reach[i]!.filter((site) => !barred.has(site)), weight: 1 }));
  if (rows.some(({ sites }) => sites.length === 0)) return false;
  const pairs = conflicts.filter(([a, b]) => !open.has(a) && !open.has(b));
  const task: CoverTask = { rows, siteCount: demand.siteCount, costs: null, conflicts: pairs };
  const left = reduced(task);
  if (left.length === 0) return [];
  if (pairs.length === 0) {
    const greedy = greedyCover(left, () => 1);
    if (greedy.size <= count) return [...greedy];
    const { choice, bound } = searchMedian(
      uncovered(left, demand.siteCount),
      { count, kept: [demand.siteCount], conflicts: [], cutoff: 1, isRootOnly: count > FEW },
      watch,
    );
    if (choice) return choice.sites;
    if (bound >= 1) return false;
  }
  const found = coverAll(highs, { ...task, rows: left, count: most }, watch);
  if (found.status === "impossible") return false;
  return found.status === "covered" ? found.sites : null;
}
