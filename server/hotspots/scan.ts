import { randomOf } from "../../data/demo/random.ts";
import { bandNeighbours } from "./neighbours.ts";

/** What is watched: cases of the last days, each in a cell and on a day. */
export type ScanQuestion = {
  /** Cell of each case, an index into `xs`. */
  readonly cellOf: ArrayLike<number>;
  /** Day of each case, 0 … days − 1; the last is today. */
  readonly dayOf: ArrayLike<number>;
  /** At least 2. */
  readonly days: number;
  /** Centers of the cells, meters in a plane, as `ys`. */
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  /** 0 or more. */
  readonly maxRadiusMeters: number;
  /** Longest time looked back on, 1 or more; days − 1 at most are used. */
  readonly maxDays: number;
  /** E.g. 999: the smallest p is 1/(permutations + 1). */
  readonly permutations: number;
  /** Equal seeds give equal answers. */
  readonly seed: number;
};

/** A place and the days up to today in which more happened than days and places have by themselves. */
export type Alarm = {
  readonly centerCell: number;
  readonly radiusMeters: number;
  /** Cells within, the center first, then by distance. */
  readonly cells: readonly number[];
  readonly fromDay: number;
  /** Today, days − 1. */
  readonly toDay: number;
  readonly observed: number;
  readonly expected: number;
  readonly logLikelihoodRatio: number;
  /** Rank among the greatest of each permutation, (1 + as great or greater) / (permutations + 1). */
  readonly p: number;
  /** Asked once a day, chance alone gives such an alarm once in so many days: 1/p. */
  readonly recurrenceDays: number;
};

/** Fewer cases are no alarm, however unlikely. */
export const FEWEST_CASES = 3;
/** So many alarms at most are told. */
const MOST_ALARMS = 20;
/** Distances that differ by less are one circle. */
const SAME_METERS = 1e-3;

/**
 * Where something began lately and still goes on.
 *
 * Every circle of cells up to a radius and every time that ends today is compared with what its cells have over all days and its days over all
 * cells, so that places that always have many and days on which many report are no alarm. How often chance gives as much is found by
 * permuting the days among the cases. No residents are needed.
 *
 * @returns The most likely first, no cell in two of them; also those with a large p: look at p. Only cells with cases are centers. Empty without
 *   cases.
 * @throws {RangeError} when a case has no such cell or day, or a limit makes no sense.
 * @see Kulldorff et al., "A space–time permutation scan statistic for disease outbreak detection", PLoS Medicine 2(3), 2005, e59.
 */
export function permutationScan(question: ScanQuestion): Alarm[] {
  check(question);
  const frame = frameOf(question);
  const found = frame.circles.map(() => ({ ratio: 0, reach: 0, span: 0 }));
  scan(frame, question.dayOf, found);
  const greatest = found.reduce((most, { ratio }) => Math.max(most, ratio), 0);
  if (greatest === 0) return [];
  const chance = permuted(frame, question);
  return apart(frame, found).map(({ circle, ratio, reach, span }) => {
    const p = (1 + chance.filter((most) => most >= ratio).length) / (question.permutations + 1);
    const cells = circle.cells.slice(0, reach);
    const total = cells.reduce((sum, cell) => sum + frame.casesOf[cell]!, 0);
    return {
      centerCell: circle.cells[0]!,
      radiusMeters: circle.distances[reach - 1]!,
      cells,
      fromDay: question.days - span,
      toDay: question.days - 1,
      observed: observedOf(question, cells, span),
      expected: (total * frame.casesInSpan[span - 1]!) / frame.count,
      logLikelihoodRatio: ratio,
      p,
      recurrenceDays: 1 / p,
    };
  });
}

type Circle = {
  /** The center and the cells with cases around it, by distance. */
  readonly cells: readonly number[];
  readonly distances: readonly number[];
  /** Whether a circle may end after this cell: the next one is further away. */
  readonly isEnd: readonly boolean[];
};

type Frame = {
  readonly count: number;
  readonly days: number;
  readonly spans: number;
  readonly cellOf: ArrayLike<number>;
  readonly casesOf: Uint32Array;
  /** Cases of all cells in the last k + 1 days; permuting does not change it. */
  readonly casesInSpan: Uint32Array;
  readonly circles: readonly Circle[];
  /** ln k of whole numbers up to the count. */
  readonly logs: Float64Array;
};

/** The best of one center: its ratio, how many cells it takes in and how many days. */
type Best = { ratio: number; reach: number; span: number };

function frameOf(question: ScanQuestion): Frame {
  const { cellOf, dayOf, days, xs, ys, maxRadiusMeters } = question;
  const count = cellOf.length;
  const spans = Math.min(question.maxDays, days - 1);
  const casesOf = new Uint32Array(xs.length);
  const casesInSpan = new Uint32Array(spans);
  for (let i = 0; i < count; i++) {
    casesOf[cellOf[i]!]!++;
    for (let lag = days - 1 - dayOf[i]!; lag < spans; lag++) casesInSpan[lag]!++;
  }
  const { starts, items } = bandNeighbours(xs, ys, maxRadiusMeters);
  const circles: Circle[] = [];
  for (let cell = 0; cell < xs.length; cell++) {
    if (casesOf[cell] === 0) continue;
    const distanceOf = (other: number) =>
      Math.hypot(xs[other]! - xs[cell]!, ys[other]! - ys[cell]!);
    const others = [...items.subarray(starts[cell], starts[cell + 1])].filter(
      (other) => casesOf[other]! > 0,
    );
    const cells = [cell, ...others.sort((a, b) => distanceOf(a) - distanceOf(b) || a - b)];
    const distances = cells.map(distanceOf);
    const isEnd = distances.map((at, k) => !(distances[k + 1]! - at < SAME_METERS));
    circles.push({ cells, distances, isEnd });
  }
  const logs = Float64Array.from({ length: count + 1 }, (_, k) => Math.log(k));
  return { count, days, spans, cellOf, casesOf, casesInSpan, circles, logs };
}

/**
 * The greatest ratio of all cylinders, of the cases on these days.
 *
 * @param best  Takes the best of each center; without it only the greatest of all is worked out, most cylinders by a bound.
 */
function scan(frame: Frame, dayOf: ArrayLike<number>, best: Best[] | null): number {
  const { count, days, spans, cellOf, casesOf, casesInSpan, circles, logs } = frame;
  // Of each cell, the cases of the last k + 1 days.
  const recent = new Uint32Array(casesOf.length * spans);
  for (let i = 0; i < count; i++) {
    const at = cellOf[i]! * spans;
    for (let lag = days - 1 - dayOf[i]!; lag < spans; lag++) recent[at + lag]!++;
  }
  const observed = new Uint32Array(spans);
  let greatest = 0;
  for (let c = 0; c < circles.length; c++) {
    const { cells, isEnd } = circles[c]!;
    observed.fill(0);
    let total = 0;
    let isNew = false;
    const own = best?.[c];
    for (let reach = 0; reach < cells.length; reach++) {
      const cell = cells[reach]!;
      total += casesOf[cell]!;
      if (recent[cell * spans + spans - 1]! > 0) {
        for (let lag = 0; lag < spans; lag++) observed[lag]! += recent[cell * spans + lag]!;
        isNew = true;
      }
      // Cells without recent cases only raise what is expected: such a circle is never better than the one within it.
      if (!isNew || !isEnd[reach]) continue;
      isNew = false;
      for (let lag = 0; lag < spans; lag++) {
        const cases = observed[lag]!;
        if (cases < FEWEST_CASES || (lag > 0 && cases === observed[lag - 1])) continue;
        const expected = (total * casesInSpan[lag]!) / count;
        if (cases <= expected) continue;
        const inside =
          cases * (logs[cases]! + logs[count]! - logs[total]! - logs[casesInSpan[lag]!]!);
        const change = (cases - expected) / (count - expected);
        const toBeat = own ? own.ratio : greatest;
        // ln(1 − u) ≤ −u: what cannot be better by this needs no logarithm.
        if (inside - (count - cases) * change <= toBeat) continue;
        const outside = cases === count ? 0 : (count - cases) * Math.log1p(-change);
        const ratio = inside + outside;
        if (ratio <= toBeat) continue;
        if (own) Object.assign(own, { ratio, reach: reach + 1, span: lag + 1 });
        if (ratio > greatest) greatest = ratio;
      }
    }
  }
  return greatest;
}

/** The greatest ratio of each permutation of the days. */
function permuted(frame: Frame, { dayOf, permutations, seed }: ScanQuestion): Float64Array {
  const random = randomOf(seed, "hotspots/scan");
  const shuffled = Uint32Array.from(dayOf);
  return Float64Array.from({ length: permutations }, () => {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(random.next() * (i + 1));
      const day = shuffled[i]!;
      shuffled[i] = shuffled[j]!;
      shuffled[j] = day;
    }
    return scan(frame, shuffled, null);
  });
}

/** The best of the centers, each only if no cell of it is in a better one. */
function apart(frame: Frame, found: readonly Best[]) {
  const taken = new Set<number>();
  return found
    .map((best, c) => ({ ...best, circle: frame.circles[c]! }))
    .filter(({ ratio }) => ratio > 0)
    .sort((a, b) => b.ratio - a.ratio || a.circle.cells[0]! - b.circle.cells[0]!)
    .filter(({ circle, reach }) => {
      const cells = circle.cells.slice(0, reach);
      if (cells.some((cell) => taken.has(cell))) return false;
      for (const cell of cells) taken.add(cell);
      return true;
    })
    .slice(0, MOST_ALARMS);
}

function observedOf({ cellOf, dayOf, days }: ScanQuestion, cells: readonly number[], span: number) {
  const within = new Set(cells);
  let observed = 0;
  for (let i = 0; i < cellOf.length; i++)
    if (dayOf[i]! >= days - span && within.has(cellOf[i]!)) observed++;
  return observed;
}

function check({ cellOf, dayOf, days, xs, ys, maxDays, permutations }: ScanQuestion) {
  if (!(days >= 2 && maxDays >= 1 && permutations >= 1) || xs.length !== ys.length)
    throw new RangeError(`no scan of ${days} days back ${maxDays} with ${permutations}`);
  if (cellOf.length !== dayOf.length)
    throw new RangeError(`${cellOf.length} cells and ${dayOf.length} days of cases`);
  for (let i = 0; i < cellOf.length; i++) {
    if (!(cellOf[i]! >= 0 && cellOf[i]! < xs.length))
      throw new RangeError(`case ${i} is in no cell: ${cellOf[i]}`);
    if (!(dayOf[i]! >= 0 && dayOf[i]! < days) || !Number.isInteger(dayOf[i]))
      throw new RangeError(`case ${i} is on no day: ${dayOf[i]}`);
  }
}
