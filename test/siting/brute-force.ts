import type { Demand, SitingProblem } from "../../server/siting/problem.ts";

/** All subsets of up to `most` of the numbers below `n`. */
function* choices(n: number, most: number): Generator<number[]> {
  for (let mask = 0; mask < 1 << n; mask++) {
    const chosen = Array.from({ length: n }, (_, j) => j).filter((j) => (mask >> j) & 1);
    if (chosen.length <= most) yield chosen;
  }
}

const near = (demand: Demand, row: number, open: readonly number[]) => {
  let best = Number.POSITIVE_INFINITY;
  for (let k = demand.starts[row]!; k < demand.starts[row + 1]!; k++)
    if (open.includes(demand.sites[k]!)) best = Math.min(best, demand.meters[k]!);
  return best;
};

/**
 * What can be served within capacities, by the theorem that a greatest flow is a least cut: over every set of sites that
 * is cut off at its capacity, the rows with another site in reach are cut off at their weight.
 */
function leastCut(problem: SitingProblem & { kind: "mclp" }, open: readonly number[]): number {
  const { demand, capacities, radiusMeters } = problem;
  let least = Number.POSITIVE_INFINITY;
  for (const cut of choices(open.length, open.length)) {
    let total = cut.reduce((sum, at) => sum + capacities![open[at]!]!, 0);
    const others = open.filter((_, at) => !cut.includes(at));
    demand.weights.forEach((weight, i) => {
      if (near(demand, i, others) <= radiusMeters) total += weight;
    });
    least = Math.min(least, total);
  }
  return least;
}

function worthOf(problem: SitingProblem, chosen: readonly number[]): number | null {
  const { demand, kept = [] } = problem;
  const open = [...kept, ...chosen];
  const far = Array.from(demand.weights, (_, i) => near(demand, i, open));
  const rows = [...demand.weights.keys()];
  if (problem.kind === "mclp") {
    if (problem.capacities) return leastCut(problem, [...new Set(open)]);
    return rows
      .filter((i) => far[i]! <= problem.radiusMeters)
      .reduce((sum, i) => sum + demand.weights[i]!, 0);
  }
  if (problem.kind === "lscp") {
    if (rows.some((i) => far[i]! > problem.radiusMeters)) return null;
    return chosen.reduce((sum, site) => sum + (problem.costs?.[site] ?? 1), 0);
  }
  const asked = rows.filter((i) => demand.weights[i]! > 0);
  if (asked.some((i) => far[i] === Number.POSITIVE_INFINITY)) return null;
  return problem.kind === "pmedian"
    ? asked.reduce((sum, i) => sum + demand.weights[i]! * far[i]!, 0)
    : asked.reduce((most, i) => Math.max(most, far[i]!), 0);
}

/** The best objective over every choice there is; null when none is allowed. */
export function bruteForce(problem: SitingProblem): number | null {
  const { demand, kept = [], conflicts = [] } = problem;
  const most = ("count" in problem ? problem.count : undefined) ?? demand.siteCount;
  let best: number | null = null;
  for (const chosen of choices(demand.siteCount, most)) {
    if (chosen.some((site) => kept.includes(site))) continue;
    const beside = (site: number) => chosen.includes(site) || kept.includes(site);
    if (
      conflicts.some(
        ([a, b]) => beside(a) && beside(b) && (chosen.includes(a) || chosen.includes(b)),
      )
    )
      continue;
    if (problem.kind === "mclp" && problem.purse) {
      const { costs, budget } = problem.purse;
      if (chosen.reduce((sum, site) => sum + costs[site]!, 0) > budget) continue;
    }
    const worth = worthOf(problem, chosen);
    if (worth === null) continue;
    const isBetter = best === null || (problem.kind === "mclp" ? worth > best : worth < best);
    if (isBetter) best = worth;
  }
  return best;
}
