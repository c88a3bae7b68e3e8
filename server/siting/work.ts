import { type Measurable, type Rows, rowsOf, unreachable, without } from "./distances.ts";
import { coveredBy, type Explained, explained, greedySites } from "./explain.ts";
import { type JointKind, solveJoint } from "./joint.ts";
import { type Effort, type SitingProblem, UndecidedError } from "./problem.ts";
import type { SitingMethod } from "./question.ts";
import { solveSiting } from "./siting.ts";

/** One kind of facility, with what the thread works its distances out from. Everything can be sent to a thread. */
export type KindTask = Omit<Measurable, "weights"> & {
  readonly weights: Float64Array;
  readonly radiusMillimeters: number;
  /** New sites at most; null is not said. */
  readonly count: number | null;
  /** One a candidate. */
  readonly costs: Float64Array;
  /** Pairs of candidates of which one at most can be chosen. */
  readonly conflicts: readonly (readonly [number, number])[];
  /** What one takes of a plot, where several kinds share plots. */
  readonly areaSquareMeters: number;
  readonly importance: number;
};

/** What a thread is asked. Candidates are the same places of every kind's lists. */
export type SitingTask = {
  readonly method: SitingMethod;
  readonly seconds: number;
  /** One kind; or several, which share plots. */
  readonly kinds: readonly KindTask[];
  readonly usableSquareMeters: Float64Array;
  readonly budgetYuan: number | null;
  /** For lscp: least cost and not least number. */
  readonly leastCost: boolean;
  /** Longer ways are none; for pmedian and pcenter. */
  readonly farMillimeters: number;
  readonly leaveOutUnreachable: boolean;
  /** Room of candidates, then of what is kept; null where room does not count. */
  readonly capacities: Float64Array | null;
};

export type CurveOf = {
  readonly method: "exact" | "greedy" | "chosen";
  readonly points: readonly { readonly sites: number; readonly served: number }[];
};

/** Why there is no answer; `demands` by their places in the task. */
export type NoAnswer = {
  readonly why: "out-of-reach" | "too-few" | "conflicts" | "over-budget";
  readonly demands: readonly number[];
  readonly count: number | null;
  readonly needed: number | null;
  readonly neededYuan: number | null;
};

export type KindResult = {
  /** In the order in which each adds most. */
  readonly sites: readonly Explained[];
  /** Demands that were left out because nothing reaches them. */
  readonly leftOut: readonly number[];
};

export type SitingResult = { readonly seconds: number } & (
  | {
      readonly status: "infeasible";
      readonly obstacle: NoAnswer;
      readonly leftOut: readonly number[];
    }
  | {
      readonly status: "optimal" | "feasible";
      readonly objective: number;
      readonly bound: number;
      readonly gap: number;
      readonly kinds: readonly KindResult[];
      readonly curve: CurveOf;
    }
);

export type Told = {
  readonly stage: "distances" | "solving" | "explaining";
  readonly objective: number | null;
  readonly bound: number | null;
};

/** An exact curve may take as long as this in all, and have as many points. */
const CURVE_SECONDS = 3;
const MOST_EXACT = 20;

/**
 * Works a question of siting out, from the streets to the explained sites.
 *
 * Holds its thread until it is done.
 *
 * @throws {UndecidedError} when the time was up before it was known whether there is an answer at all.
 * @throws {TooManyPairsError} when there are more distances than fit.
 */
export async function workOut(
  task: SitingTask,
  tell: (told: Told) => void = () => {},
): Promise<SitingResult> {
  tell({ stage: "distances", objective: null, bound: null });
  const all = task.kinds.map((kind) => rowsOf(kind, limitOf(task, kind)));
  tell({ stage: "solving", objective: null, bound: null });
  const effort: Effort = {
    seconds: task.seconds,
    onProgress({ objective, bound }) {
      tell({ stage: "solving", objective, bound });
      return undefined;
    },
  };
  return task.kinds.length > 1
    ? workOutJoint(task, all, effort)
    : workOutOne(task, all[0]!, effort, tell);
}

const limitOf = ({ method, farMillimeters }: SitingTask, { radiusMillimeters }: KindTask) =>
  method === "mclp" || method === "lscp"
    ? radiusMillimeters
    : Math.max(farMillimeters, radiusMillimeters);

async function workOutOne(
  task: SitingTask,
  all: Rows,
  effort: Effort,
  tell: (told: Told) => void,
): Promise<SitingResult> {
  const kind = task.kinds[0]!;
  const isForAll = task.method !== "mclp";
  const left = isForAll && task.leaveOutUnreachable ? unreachable(all) : [];
  const leftOut = left.map((row) => all.demandOf[row]!);
  const rows = without(all, left);
  const { answer } = await solveSiting(problemOf(task, rows), effort);
  if (answer.status === "infeasible") {
    const { obstacle, seconds } = answer;
    const found: NoAnswer = {
      why: obstacle.why,
      demands:
        obstacle.why === "out-of-reach" ? obstacle.demands.map((row) => rows.demandOf[row]!) : [],
      count: obstacle.why === "too-few" ? obstacle.count : null,
      needed: obstacle.why === "too-few" ? obstacle.needed : null,
      neededYuan: null,
    };
    return { status: "infeasible", obstacle: found, leftOut, seconds };
  }
  const { status, objective, bound, gap, seconds } = answer;
  if (task.method === "lscp" && task.budgetYuan !== null && objective > task.budgetYuan) {
    if (bound <= task.budgetYuan) throw new UndecidedError(seconds);
    const neededYuan = status === "optimal" ? objective : null;
    const obstacle: NoAnswer = {
      ...{ why: "over-budget", demands: [], count: null, needed: null, neededYuan },
    };
    return { status: "infeasible", obstacle, leftOut, seconds };
  }
  tell({ stage: "explaining", objective, bound });
  const radius = kind.radiusMillimeters / 1000;
  const sites = explained(rows, answer.sites, radius).filter((site) => isOfUse(task, site));
  const curve = await curveOf(task, rows, sites);
  return { status, objective, bound, gap, seconds, curve, kinds: [{ sites, leftOut }] };
}

/** A solver that may choose so many may choose some that change nothing: they are not built. */
function isOfUse({ method, capacities }: SitingTask, { gain, serves, inReach }: Explained) {
  if (method === "lscp") return true;
  if (capacities) return inReach > 0;
  return method === "mclp" ? gain > 0 : serves > 0;
}

function problemOf(
  { method, capacities, budgetYuan, leastCost, kinds }: SitingTask,
  { demand, kept }: Rows,
): SitingProblem {
  const { count, costs, conflicts, radiusMillimeters } = kinds[0]!;
  const radiusMeters = radiusMillimeters / 1000;
  const all = { demand, kept, conflicts };
  const padded = Float64Array.from({ length: demand.siteCount }, (_, site) => costs[site] ?? 0);
  if (method === "mclp")
    return {
      ...all,
      ...{ kind: "mclp", radiusMeters },
      ...(count === null ? {} : { count }),
      ...(budgetYuan === null ? {} : { purse: { costs: padded, budget: budgetYuan } }),
      ...(capacities ? { capacities } : {}),
    };
  if (method === "lscp") {
    const isPaid = leastCost || budgetYuan !== null;
    return { ...all, kind: "lscp", radiusMeters, ...(isPaid ? { costs: padded } : {}) };
  }
  return { ...all, kind: method, count: count! }; // the question was checked for it
}

async function curveOf(
  task: SitingTask,
  rows: Rows,
  sites: readonly Explained[],
): Promise<CurveOf> {
  const kind = task.kinds[0]!;
  const radiusMeters = kind.radiusMillimeters / 1000;
  const base = coveredBy(rows, [], radiusMeters);
  const whole = sites.reduce((sum, { gain }) => sum + gain, base);
  const covers = task.method === "mclp" || task.method === "lscp";
  if (!covers || task.capacities) return { method: "chosen", points: along(base, sites) };
  const last = sites.length;
  const best = [base];
  const begun = performance.now();
  for (let count = 1; count < last && last <= MOST_EXACT; count++) {
    const seconds = CURVE_SECONDS - (performance.now() - begun) / 1000;
    if (seconds <= 0) break;
    const { answer } = await solveSiting(
      { ...problemOf({ ...task, method: "mclp" }, rows), count } as SitingProblem, // it has a count
      { seconds },
    );
    if (answer.status !== "optimal") break;
    best.push(answer.objective);
  }
  const isExact = best.length === Math.max(last, 1);
  if (isExact) return { method: "exact", points: pointsOf([...best.slice(0, last), whole]) };
  const { conflicts } = kind;
  const candidates = kind.candidates.length;
  const greedy = greedySites(rows, { candidates, count: last - 1, radiusMeters, conflicts });
  const served = greedy.map((_, k) => coveredBy(rows, greedy.slice(0, k + 1), radiusMeters));
  return { method: "greedy", points: pointsOf([base, ...served, whole]) };
}

const pointsOf = (served: readonly number[]) =>
  served.map((amount, sites) => ({ sites, served: amount }));

function along(base: number, sites: readonly Explained[]) {
  const served = [base];
  for (const { gain } of sites) served.push(served.at(-1)! + gain);
  return pointsOf(served);
}

async function workOutJoint(
  { kinds, usableSquareMeters, budgetYuan }: SitingTask,
  all: readonly Rows[],
  effort: Effort,
): Promise<SitingResult> {
  const candidates = usableSquareMeters.length;
  // what is kept of each kind is one site beside the plots, and for the other kinds it is none
  const siteCount = candidates + kinds.length;
  const answer = await solveJoint(
    {
      usableSquareMeters: Float64Array.from(
        { length: siteCount },
        (_, c) => usableSquareMeters[c] ?? 0,
      ),
      budget: budgetYuan ?? Number.POSITIVE_INFINITY,
      kinds: kinds.map((kind, k): JointKind => {
        const { demand } = all[k]!;
        const isOther = (site: number) => site >= candidates && site !== candidates + k;
        const others = Array.from({ length: siteCount }, (_, site) => site).filter(isOther);
        return {
          demand: {
            ...{ ...demand, siteCount },
            sites: demand.sites.map((site) => (site === candidates ? candidates + k : site)),
          },
          radiusMeters: kind.radiusMillimeters / 1000,
          count: kind.count!, // every kind beside another says how many
          areaSquareMeters: kind.areaSquareMeters,
          costs: Float64Array.from({ length: siteCount }, (_, site) => kind.costs[site] ?? 0),
          importance: kind.importance,
          kept: [candidates + k],
          barred: [...kind.candidates.keys()].filter((c) => !kind.candidates[c]).concat(others),
          conflicts: kind.conflicts,
        };
      }),
    },
    effort,
  );
  const { status, objective, bound, gap, seconds, sites } = answer;
  const results = kinds.map((kind, k): KindResult => {
    const told = explained(all[k]!, sites[k]!, kind.radiusMillimeters / 1000);
    return { sites: told.filter(({ gain }) => gain > 0), leftOut: [] };
  });
  const base = coveredBy(all[0]!, [], kinds[0]!.radiusMillimeters / 1000);
  const curve: CurveOf = { method: "chosen", points: along(base, results[0]!.sites) };
  return { status, objective, bound, gap, seconds, kinds: results, curve };
}
