/**
 * Who asks for service and what it is to each site, row by row.
 *
 * A pair that is not listed is out of reach. Weights say how much a row counts: people, complaints, tonnes.
 */
export type Demand = {
  /** N numbers, 0 or more. */
  readonly weights: Float64Array;
  /** Sites a row can list: 0 … siteCount − 1. */
  readonly siteCount: number;
  /** N + 1 numbers: row i holds the pairs `starts[i]` … `starts[i + 1] − 1`. */
  readonly starts: Int32Array;
  /** The site of each pair; none twice in a row. */
  readonly sites: Int32Array;
  /** How far the demand of each pair is from its site, 0 or more, in meters or whatever unit the radius is in. */
  readonly meters: Float64Array;
};

/** What every kind of siting can be held to. */
type Siting = {
  readonly demand: Demand;
  /** Sites that are there already: open whatever is chosen, and neither counted, paid for nor named in the answer. */
  readonly kept?: readonly number[];
  /** Pairs of candidates of which one at most can be chosen, because they are too near each other. */
  readonly conflicts?: readonly (readonly [number, number])[];
};

/** What a site costs, and what there is to spend. */
export type Purse = { readonly costs: Float64Array; readonly budget: number };

/** Most demand within a radius (maximal covering, 最大覆盖). */
export type CoverMost = Siting & {
  readonly kind: "mclp";
  readonly radiusMeters: number;
  /** Sites that may be chosen at most; as many as the purse buys when it is not given. */
  readonly count?: number;
  readonly purse?: Purse;
  /** Weight a site can serve, per site; without, as much as comes. Demand can be shared between sites, and be served in part. */
  readonly capacities?: Float64Array;
};

/** Fewest sites, or the cheapest, so that every row is within a radius, whatever it weighs (set covering, 集合覆盖). */
export type CoverAll = Siting & {
  readonly kind: "lscp";
  readonly radiusMeters: number;
  readonly costs?: Float64Array;
};

/** Least weighted distance to the nearest site (p-median, p-中值). */
export type LeastDistance = Siting & { readonly kind: "pmedian"; readonly count: number };

/** Least distance of the one who is farthest from the nearest site, of rows that weigh anything (p-centre, p-中心). */
export type LeastFarthest = Siting & { readonly kind: "pcenter"; readonly count: number };

export type SitingProblem = CoverMost | CoverAll | LeastDistance | LeastFarthest;

/** Why nothing satisfies what was asked. */
export type Obstacle =
  /** No candidate and no kept site is in reach of these rows. */
  | { readonly why: "out-of-reach"; readonly demands: readonly number[] }
  /** Every row can be reached, but not by so few; `needed` is proven to be too few less one, when that is known. */
  | { readonly why: "too-few"; readonly count: number; readonly needed: number | null }
  /** Candidates that would be needed are too near each other. */
  | { readonly why: "conflicts" };

/** How good an answer is, and how good any answer can be. */
export type Progress = {
  /** What the best answer so far comes to; null while there is none. */
  readonly objective: number | null;
  /** No answer is better than this; null while that is not known. */
  readonly bound: number | null;
};

export type Solved = {
  /** `feasible`: the time was up, or it was told to stop, before the answer was proven best. */
  readonly status: "optimal" | "feasible";
  readonly objective: number;
  readonly bound: number;
  /** How much better an answer could be, as a share of the objective: 0 when proven best (where costs have no common unit down to 0.001: to a millionth). */
  readonly gap: number;
  /** Chosen candidates, ascending, without the kept ones. */
  readonly sites: readonly number[];
  /** How long it took. */
  readonly seconds: number;
};

export type SitingAnswer =
  | Solved
  | { readonly status: "infeasible"; readonly obstacle: Obstacle; readonly seconds: number };

/** The time was up before it was known whether anything satisfies what was asked. */
export class UndecidedError extends Error {
  constructor(seconds: number) {
    super(`after ${seconds} s it is not known whether any choice of sites satisfies this`);
    this.name = "UndecidedError";
  }
}

/** What a solver may take, and whom it tells. */
export type Effort = {
  /** After this the best answer so far is given out with its gap; Infinity for as long as it takes. */
  readonly seconds: number;
  /** Hears of each better answer or bound; `stop` is as if the time were up. */
  readonly onProgress?: (progress: Progress) => "stop" | undefined;
};

/**
 * Whether there is time left, as a solver asks in its loops.
 *
 * Solvers count rounds and look at the clock only to give up: an answer that is proven is the same on any machine.
 */
export type Watch = {
  readonly isOver: () => boolean;
  readonly tell: (progress: Progress) => void;
  readonly elapsedSeconds: () => number;
  readonly remainingSeconds: () => number;
};

export function startWatch({ seconds, onProgress }: Effort): Watch {
  const begun = performance.now();
  let isStopped = false;
  const elapsedSeconds = () => (performance.now() - begun) / 1000;
  return {
    isOver: () => isStopped || elapsedSeconds() >= seconds,
    tell: (progress) => {
      if (onProgress?.(progress) === "stop") isStopped = true;
    },
    elapsedSeconds,
    remainingSeconds: () => (isStopped ? 0 : Math.max(0, seconds - elapsedSeconds())),
  };
}

/** The answer of a search that ended with a choice and a bound. */
export function solved(
  { objective, sites, bound }: { objective: number; sites: readonly number[]; bound: number },
  watch: Watch,
): Solved {
  const seconds = watch.elapsedSeconds();
  const away = Math.abs(objective - bound);
  const gap = away <= 1e-9 * Math.abs(objective) ? 0 : away / Math.max(Math.abs(objective), 1e-12);
  const sorted = [...sites].sort((a, b) => a - b);
  if (gap === 0)
    return { status: "optimal", objective, bound: objective, gap, sites: sorted, seconds };
  return { status: "feasible", objective, bound, gap, sites: sorted, seconds };
}

/** @throws {RangeError} when a problem does not make sense: it names the number that does not. */
export function checkProblem(problem: SitingProblem): void {
  const { demand, kept = [], conflicts = [] } = problem;
  checkDemand(demand);
  for (const site of [...kept, ...conflicts.flat()]) checkSite(site, demand.siteCount);
  if (conflicts.some(([a, b]) => a === b)) throw new RangeError("a site conflicts with itself");
  if ("count" in problem && problem.count !== undefined) {
    if (!(Number.isInteger(problem.count) && problem.count >= 0))
      throw new RangeError(`count must be a whole number of 0 or more, got ${problem.count}`);
  }
  if ("radiusMeters" in problem && !(problem.radiusMeters >= 0))
    throw new RangeError(`radiusMeters must be 0 or more, got ${problem.radiusMeters}`);
  if (problem.kind === "mclp") {
    if (problem.count === undefined && !problem.purse)
      throw new RangeError("covering most needs a count or a purse");
    if (problem.purse) {
      checkNumbers("costs", problem.purse.costs, demand.siteCount);
      if (!(problem.purse.budget >= 0))
        throw new RangeError(`budget must be 0 or more, got ${problem.purse.budget}`);
    }
    if (problem.capacities) checkNumbers("capacities", problem.capacities, demand.siteCount);
  }
  if (problem.kind === "lscp" && problem.costs)
    checkNumbers("costs", problem.costs, demand.siteCount);
}

/** @throws {RangeError} when rows are not as `Demand` says. */
export function checkDemand({ weights, siteCount, starts, sites, meters }: Demand): void {
  checkNumbers("weights", weights, weights.length);
  const end = starts[weights.length];
  if (starts.length !== weights.length + 1 || end !== sites.length || end !== meters.length)
    throw new RangeError(`rows end at ${end}, with ${sites.length} sites, ${meters.length} meters`);
  checkNumbers("meters", meters, sites.length);
  const seen = new Int32Array(siteCount).fill(-1);
  for (let i = 0; i < weights.length; i++)
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      const site = sites[k]!;
      checkSite(site, siteCount);
      if (seen[site] === i) throw new RangeError(`row ${i} lists site ${site} twice`);
      seen[site] = i;
    }
}

function checkSite(site: number, siteCount: number) {
  if (!(Number.isInteger(site) && site >= 0 && site < siteCount))
    throw new RangeError(`site ${site} is not one of ${siteCount}`);
}

function checkNumbers(name: string, numbers: Float64Array, length: number) {
  if (numbers.length !== length)
    throw new RangeError(`${name} must be ${length} numbers, got ${numbers.length}`);
  const bad = numbers.find((number) => !(number >= 0 && number < Number.POSITIVE_INFINITY));
  if (bad !== undefined) throw new RangeError(`${name} must be finite and 0 or more, got ${bad}`);
}
