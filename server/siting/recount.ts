import { mostServed } from "./most-served.ts";
import type { SitingAnswer, SitingProblem } from "./problem.ts";

/** A solver said what the distances do not. */
export class RecountError extends Error {
  constructor(message: string) {
    super(`the answer does not stand up to being counted again: ${message}`);
    this.name = "RecountError";
  }
}

/** Who is served from where, counted from the distances alone. */
export type Recount = {
  readonly objective: number;
  /** Per row the nearest open site, within the radius where there is one; −1 where there is none. */
  readonly nearest: Int32Array;
  /** Per row how far that is; NaN where there is none. */
  readonly meters: Float64Array;
  /** Per row how much of its weight is served. */
  readonly served: Float64Array;
};

/**
 * What a choice of sites really comes to, and whether it is allowed: counted anew, with nothing that the solvers use.
 *
 * @throws {RecountError} when the choice is not allowed, or the answer's objective is another.
 */
export function recounted(
  problem: SitingProblem,
  answer: Exclude<SitingAnswer, { status: "infeasible" }>,
): Recount {
  const { sites, objective, bound, status } = answer;
  checkChoice(problem, sites);
  const count = countOf(problem, sites);
  const differs = (a: number, b: number) => !(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b)));
  if (differs(count.objective, objective))
    throw new RecountError(`it is said to come to ${objective}, and comes to ${count.objective}`);
  const isPast = problem.kind === "mclp" ? bound < objective : bound > objective;
  if ((isPast && differs(bound, objective)) || (status === "optimal" && differs(bound, objective)))
    throw new RecountError(`the bound ${bound} does not go with ${status} at ${objective}`);
  return count;
}

/** @throws {RecountError} when the choice is not one that was allowed. */
function checkChoice(problem: SitingProblem, sites: readonly number[]): void {
  const { demand, kept = [], conflicts = [] } = problem;
  const chosen = new Set(sites);
  if (chosen.size !== sites.length) throw new RecountError("a site is chosen twice");
  for (const site of sites) {
    if (!(Number.isInteger(site) && site >= 0 && site < demand.siteCount))
      throw new RecountError(`site ${site} is not one of ${demand.siteCount}`);
    if (kept.includes(site)) throw new RecountError(`site ${site} is there already`);
  }
  const count = "count" in problem ? problem.count : undefined;
  if (count !== undefined && sites.length > count)
    throw new RecountError(`${sites.length} sites are chosen where ${count} may be`);
  if ("purse" in problem && problem.purse) {
    const { costs, budget } = problem.purse;
    let spent = 0;
    for (const site of sites) spent += costs[site]!;
    if (spent > budget * (1 + 1e-9)) throw new RecountError(`${spent} is spent of ${budget}`);
  }
  for (const [a, b] of conflicts)
    if (
      (chosen.has(a) && (chosen.has(b) || kept.includes(b))) ||
      (chosen.has(b) && kept.includes(a))
    )
      throw new RecountError(`sites ${a} and ${b} are too near each other`);
}

function countOf(problem: SitingProblem, sites: readonly number[]): Recount {
  const { demand, kept = [], kind } = problem;
  const open = new Set([...kept, ...sites]);
  const radius = "radiusMeters" in problem ? problem.radiusMeters : Number.POSITIVE_INFINITY;
  const n = demand.weights.length;
  const nearest = new Int32Array(n).fill(-1);
  const meters = new Float64Array(n).fill(Number.NaN);
  let weighted = 0;
  let farthest = 0;
  for (let i = 0; i < n; i++) {
    let best = Number.POSITIVE_INFINITY;
    for (let pair = demand.starts[i]!; pair < demand.starts[i + 1]!; pair++) {
      const far = demand.meters[pair]!;
      if (far > radius || far >= best || !open.has(demand.sites[pair]!)) continue;
      best = far;
      nearest[i] = demand.sites[pair]!;
      meters[i] = far;
    }
    if (nearest[i]! >= 0) {
      if (demand.weights[i]! > 0 && best > farthest) farthest = best;
      weighted += demand.weights[i]! * best;
      continue;
    }
    if (kind === "lscp" || (kind !== "mclp" && demand.weights[i]! > 0))
      throw new RecountError(`row ${i} has no open site in reach`);
  }
  const reached = demand.weights.map((weight, i) => (nearest[i]! >= 0 ? weight : 0));
  if (kind === "pmedian") return { objective: weighted, nearest, meters, served: reached };
  if (kind === "pcenter") return { objective: farthest, nearest, meters, served: reached };
  if (kind === "lscp") {
    let cost = 0;
    for (const site of sites) cost += problem.costs ? problem.costs[site]! : 1;
    return { objective: cost, nearest, meters, served: reached };
  }
  const served = problem.capacities
    ? mostServed(demand, [...open], problem.capacities, radius)
    : reached;
  let objective = 0;
  for (const weight of served) objective += weight;
  return { objective, nearest, meters, served };
}
