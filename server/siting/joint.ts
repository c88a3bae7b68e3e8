import { reachOf } from "./cover.ts";
import { checkDemand, type Demand, type Effort, startWatch, UndecidedError } from "./problem.ts";
import { loadSolver, type Rule, solveProgram } from "./program.ts";
import { RecountError } from "./recount.ts";

/** One kind of facility among several that share plots. */
export type JointKind = {
  /** Who asks for it, with plots as sites. */
  readonly demand: Demand;
  readonly radiusMeters: number;
  /** Sites of this kind at most. */
  readonly count: number;
  /** What one takes of a plot's usable area. */
  readonly areaSquareMeters: number;
  /** What one costs on each plot. */
  readonly costs: Float64Array;
  /** What a covered unit of its demand counts, beside that of the other kinds. */
  readonly importance: number;
  /** Plots with one already, whose area is not counted again. */
  readonly kept?: readonly number[];
  /** Plots where it may not stand. */
  readonly barred?: readonly number[];
  /** Plots of which one at most can have it. */
  readonly conflicts?: readonly (readonly [number, number])[];
};

export type JointProblem = {
  /** Per plot, without what is built on already. */
  readonly usableSquareMeters: Float64Array;
  readonly kinds: readonly JointKind[];
  /** For all kinds together; Infinity for no end. */
  readonly budget: number;
};

export type JointAnswer = {
  readonly status: "optimal" | "feasible";
  /** Covered demand of all kinds, each times its importance. */
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  /** Per kind the plots it is to be built on, ascending. */
  readonly sites: readonly (readonly number[])[];
  /** Per kind the demand that is covered, kept sites included. */
  readonly covered: readonly number[];
  readonly seconds: number;
};

/**
 * Where several kinds of facilities do most together, when they share plots and one budget: toilet, bins and station.
 *
 * A plot takes several kinds as long as what they need fits its usable area. By HiGHS; the answer is counted again.
 *
 * @throws {RangeError} when the problem does not make sense.
 * @throws {UndecidedError} when the time was up before any answer was found.
 * @throws {RecountError} when the solver erred.
 */
export async function solveJoint(problem: JointProblem, effort: Effort): Promise<JointAnswer> {
  checkJoint(problem);
  const highs = await loadSolver();
  const watch = startWatch(effort);
  const { program, places } = programOf(problem);
  const kept = problem.kinds.map((kind) => coveredBy(kind, []));
  const base = weighted(problem, kept);
  const nothing = { status: "optimal" as const, values: program.worth, objective: 0, bound: 0 };
  const found =
    places.length === 0
      ? nothing
      : solveProgram(highs, program, {
          ...watch,
          tell: ({ objective, bound }) =>
            watch.tell({
              objective: base + (objective ?? 0),
              bound: bound === null ? null : base + bound,
            }),
        });
  if (!("values" in found)) throw new UndecidedError(watch.elapsedSeconds());
  const sites = problem.kinds.map((_, k) =>
    places.flatMap(([kind, plot], c) => (kind === k && found.values[c]! > 0.5 ? [plot] : [])),
  );
  const covered = problem.kinds.map((kind, k) => coveredBy(kind, sites[k]!));
  const objective = weighted(problem, covered);
  const said = base + found.objective;
  if (Math.abs(said - objective) > 1e-6 * Math.max(1, Math.abs(objective)))
    throw new RecountError(`it is said to come to ${said}, and comes to ${objective}`);
  checkAllowed(problem, sites);
  const isOptimal = found.status === "optimal";
  const bound = isOptimal ? objective : Math.max(objective, base + found.bound);
  const gap = isOptimal ? 0 : (bound - objective) / Math.max(objective, 1e-12);
  const seconds = watch.elapsedSeconds();
  return { status: found.status, objective, bound, gap, sites, covered, seconds };
}

const weighted = ({ kinds }: JointProblem, covered: readonly number[]) =>
  covered.reduce((sum, amount, k) => sum + kinds[k]!.importance * amount, 0);

/** A column for each kind on each plot it can stand on, then one for each row that is not covered yet. */
function programOf({ usableSquareMeters, kinds, budget }: JointProblem) {
  const places: (readonly [kind: number, plot: number])[] = [];
  const columnOf = kinds.map((kind, k) => {
    const never = new Set([...(kind.kept ?? []), ...(kind.barred ?? [])]);
    for (const [a, b] of kind.conflicts ?? []) {
      if (kind.kept?.includes(a)) never.add(b);
      if (kind.kept?.includes(b)) never.add(a);
    }
    const columns = new Map<number, number>();
    usableSquareMeters.forEach((usable, plot) => {
      if (never.has(plot) || kind.areaSquareMeters > usable || kind.costs[plot]! > budget) return;
      columns.set(plot, places.length);
      places.push([k, plot]);
    });
    return columns;
  });
  const worth: number[] = places.map(() => 0);
  const rules: Rule[] = [];
  const below = Number.NEGATIVE_INFINITY;
  kinds.forEach((kind, k) => {
    const columns = columnOf[k]!;
    if (columns.size > 0)
      rules.push({ columns: [...columns.values()], low: below, high: kind.count });
    for (const pair of kind.conflicts ?? []) {
      const both = pair.flatMap((plot) => columns.get(plot) ?? []);
      if (both.length === 2) rules.push({ columns: both, low: below, high: 1 });
    }
    reachOf(kind.demand, kind.radiusMeters).forEach((near, i) => {
      if (near.some((plot) => kind.kept?.includes(plot))) return;
      const able = near.flatMap((plot) => columns.get(plot) ?? []);
      if (able.length === 0 || kind.demand.weights[i] === 0) return;
      const factors = [1, ...able.map(() => -1)];
      rules.push({ columns: [worth.length, ...able], factors, low: below, high: 0 });
      worth.push(kind.importance * kind.demand.weights[i]!);
    });
  });
  usableSquareMeters.forEach((usable, plot) => {
    const here = places.flatMap(([, at], c) => (at === plot ? [c] : []));
    const factors = here.map((c) => kinds[places[c]![0]]!.areaSquareMeters);
    if (here.length > 1) rules.push({ columns: here, factors, low: below, high: usable });
  });
  if (budget < Number.POSITIVE_INFINITY && places.length > 0) {
    const factors = places.map(([k, plot]) => kinds[k]!.costs[plot]!);
    rules.push({ columns: places.map((_, c) => c), factors, low: below, high: budget });
  }
  const program = {
    sense: "most" as const,
    worth: Float64Array.from(worth),
    upper: new Float64Array(worth.length).fill(1),
    whole: new Uint8Array(worth.length).fill(1, 0, places.length),
    rules,
  };
  return { program, places };
}

/** Counted from the distances, with nothing of the program. */
function coveredBy(
  { demand, radiusMeters, kept = [] }: JointKind,
  sites: readonly number[],
): number {
  const open = new Set([...kept, ...sites]);
  let covered = 0;
  for (let i = 0; i < demand.weights.length; i++)
    for (let k = demand.starts[i]!; k < demand.starts[i + 1]!; k++)
      if (demand.meters[k]! <= radiusMeters && open.has(demand.sites[k]!)) {
        covered += demand.weights[i]!;
        break;
      }
  return covered;
}

/** @throws {RecountError} when a plot is too small, something stands where it may not, or more is spent than there is. */
function checkAllowed(problem: JointProblem, sites: readonly (readonly number[])[]): void {
  const { kinds, usableSquareMeters, budget } = problem;
  const used = new Float64Array(usableSquareMeters.length);
  let spent = 0;
  sites.forEach((plots, k) => {
    const { areaSquareMeters, costs, count, kept = [], barred = [], conflicts = [] } = kinds[k]!;
    if (plots.length > count)
      throw new RecountError(`kind ${k} is built ${plots.length} times of ${count}`);
    for (const plot of plots) {
      used[plot]! += areaSquareMeters;
      spent += costs[plot]!;
      if (kept.includes(plot) || barred.includes(plot))
        throw new RecountError(`kind ${k} may not be built on plot ${plot}`);
    }
    const has = (plot: number) => plots.includes(plot) || kept.includes(plot);
    for (const [a, b] of conflicts)
      if (has(a) && has(b) && (plots.includes(a) || plots.includes(b)))
        throw new RecountError(`plots ${a} and ${b} are too near each other for kind ${k}`);
  });
  used.forEach((area, plot) => {
    if (area > usableSquareMeters[plot]! * (1 + 1e-9))
      throw new RecountError(`${area} m² are used of ${usableSquareMeters[plot]} on plot ${plot}`);
  });
  if (spent > budget * (1 + 1e-9)) throw new RecountError(`${spent} is spent of ${budget}`);
}

function checkJoint({ usableSquareMeters, kinds, budget }: JointProblem): void {
  const isNumber = (x: number) => x >= 0 && x < Number.POSITIVE_INFINITY;
  if (!(budget >= 0)) throw new RangeError(`budget must be 0 or more, got ${budget}`);
  if (!usableSquareMeters.every(isNumber)) throw new RangeError("usable areas must be 0 or more");
  kinds.forEach(({ demand, costs, count, ...kind }, k) => {
    checkDemand(demand);
    const plots = usableSquareMeters.length;
    if (demand.siteCount !== plots || costs.length !== plots || !costs.every(isNumber))
      throw new RangeError(`kind ${k} must have distances to and costs of ${plots} plots`);
    const { areaSquareMeters, importance, radiusMeters } = kind;
    for (const [name, value] of Object.entries({
      areaSquareMeters,
      importance,
      radiusMeters,
      count,
    }))
      if (!isNumber(value))
        throw new RangeError(`${name} of kind ${k} must be 0 or more, got ${value}`);
  });
}
