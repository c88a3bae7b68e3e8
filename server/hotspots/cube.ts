import { FEWEST_STEPS, PATTERNS, type Pattern, patternOf, TREND_LEVEL } from "./emerging.ts";
import { discoveries } from "./false-discovery.ts";
import { rates } from "./field.ts";
import { mannKendallZ, senSlope } from "./mann-kendall.ts";
import type { Neighbours } from "./neighbours.ts";
import { binomialTable, binomialTails, normalTwoSided, twoSided } from "./tails.ts";

/** What is asked of a cube of cells and steps (days, weeks). */
export type CubeQuestion = {
  /** Whole, 0 or more; cells × steps, all steps of the first cell first, in order of time. */
  readonly counts: Float64Array;
  /** One for each cell, the same in every step: 1 for plain counts, residents, kilometers…; 0 or more. */
  readonly exposures: ArrayLike<number>;
  /** At least 10. */
  readonly stepCount: number;
  /** In space; weights are not looked at. */
  readonly neighbours: Neighbours;
  /** Of the step before the neighbourhood has the same cells too (1, usual), or it is of one step (0). */
  readonly stepsBack?: 0 | 1 | undefined;
  /** Share of chance among all steps of all cells that are declared (Benjamini–Hochberg), e.g. 0.05. */
  readonly level: number;
  /** A neighbourhood with fewer events is not called hot, one that expects fewer not cold. */
  readonly minimum: number;
};

/** Cells × steps lie as the counts do. */
export type Emerging = {
  /** Gi* over space and time; NaN where undefined. */
  readonly z: Float32Array;
  /** Exact, two-sided, not corrected; NaN where nothing is exposed, or nothing happened at all. */
  readonly p: Float64Array;
  /** 1 hot, -1 cold, 0 neither, after correction. */
  readonly states: Int8Array;
  /** Index into `PATTERNS`, one for each cell. */
  readonly pattern: Uint8Array;
  /** Mann–Kendall of the z of each cell. */
  readonly trendZ: Float64Array;
  readonly trendP: Float64Array;
  /** Sen's slope of the z of a cell, for each step. O(steps²): for cells that are shown. */
  slopeOf(cell: number): number;
  /** Events of the whole cube. */
  readonly total: number;
  /** The greatest p that is still declared; 0 when none is. */
  readonly threshold: number;
};

/** A table wider than this many entries for each step costs more than asking for each step. */
const WIDEST_TABLE = 8;

const INDEX_BY_PATTERN = new Map<Pattern, number>(PATTERNS.map((pattern, i) => [pattern, i]));

/**
 * What the history of every cell is called, and which of its steps are hot or cold.
 *
 * The neighbourhood of a cell and a step is the cell with its neighbours in that step and in the one before; in the first step there is
 * none before. Given the total N of the cube, its sum is Binomial(N, its share of the exposure of all cells and steps): p is exact, and
 * corrected over all cells and steps at once. The trend is Mann–Kendall's on z.
 *
 * @returns 5,000 cells × 156 weeks in less than 0.2 s (test/bench/README.md).
 * @throws {RangeError} with fewer than 10 steps, lists that do not fit each other, or counts that are negative or not whole.
 */
export function emergingOf(question: CubeQuestion): Emerging {
  check(question);
  const { stepCount, level } = question;
  const { z, p, side, total } = testsOf(question);
  const { isDiscovery, threshold } = discoveries(p, level);
  for (let i = 0; i < side.length; i++) if (isDiscovery[i] === 0) side[i] = 0;
  const trendZ = mannKendallZ(z, stepCount);
  const trendP = trendZ.map(normalTwoSided);
  const pattern = new Uint8Array(trendZ.length);
  for (let cell = 0; cell < pattern.length; cell++) {
    const states = side.subarray(cell * stepCount, (cell + 1) * stepCount);
    const trend = trendP[cell]! >= TREND_LEVEL ? 0 : trendZ[cell]! > 0 ? 1 : -1;
    pattern[cell] = INDEX_BY_PATTERN.get(patternOf(states, trend))!;
  }
  const slopeOf = (cell: number) => senSlope(z.subarray(cell * stepCount, (cell + 1) * stepCount));
  return { z, p, states: side, pattern, trendZ, trendP, slopeOf, total, threshold };
}

/** z and p of every neighbourhood, and the side it would be declared for. */
function testsOf(question: CubeQuestion) {
  const { counts, exposures, stepCount, neighbours, minimum, stepsBack = 1 } = question;
  const cellCount = exposures.length;
  const shared = frameOf(counts, exposures, stepCount);
  const { total, base, values } = shared;
  const z = new Float32Array(counts.length).fill(Number.NaN);
  const p = new Float64Array(counts.length).fill(Number.NaN);
  const side = new Int8Array(counts.length);
  const sums = new Float64Array(stepCount);
  const valueSums = values === counts ? sums : new Float64Array(stepCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const row = { neighbours, cell, stepCount, stepsBack };
    neighbourhoodSums(counts, row, sums);
    if (values !== counts) neighbourhoodSums(values, row, valueSums);
    const units = neighbours.starts[cell + 1]! - neighbours.starts[cell]! + 1;
    const at = cell * stepCount;
    const weight = units * (1 + stepsBack);
    const spread = shared.spread(weight);
    z[at] = (valueSums[0]! - units * shared.mean) / shared.spread(units);
    for (let step = 1; step < stepCount; step++)
      z[at + step] = (valueSums[step]! - weight * shared.mean) / spread;
    const exposure = exposureOf(exposures, neighbours, cell);
    if (total === 0 || !(exposure > 0)) continue;
    const share = Math.min(1, exposure / base);
    const first = twoSided(binomialTails(sums[0]!, total, share));
    const later = Math.min(1, share * (1 + stepsBack));
    const pOf = lookup(sums, total, later);
    for (let step = 0; step < stepCount; step++) {
      const sum = sums[step]!;
      const expected = total * (step === 0 ? share : later);
      p[at + step] = step === 0 ? first : pOf(sum);
      if (sum > expected) side[at + step] = sum >= minimum ? 1 : 0;
      else side[at + step] = sum < expected && expected >= minimum ? -1 : 0;
    }
  }
  return { z, p, side, total };
}

/** p of the sums from the second step on, from one table where they lie close together. */
function lookup(sums: Float64Array, total: number, share: number): (sum: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let step = 1; step < sums.length; step++) {
    if (sums[step]! < low) low = sums[step]!;
    if (sums[step]! > high) high = sums[step]!;
  }
  if (high - low > WIDEST_TABLE * sums.length)
    return (sum) => twoSided(binomialTails(sum, total, share));
  const table = binomialTable(total, share, low, high);
  return (sum) => table[sum - low]!;
}

/** What is the same for all cells: totals, and mean and spread of what z is of. */
function frameOf(counts: Float64Array, exposures: ArrayLike<number>, stepCount: number) {
  const n = counts.length;
  const total = sumOf(counts);
  let base = 0;
  let isUniform = true;
  for (let cell = 0; cell < exposures.length; cell++) {
    base += exposures[cell]! * stepCount;
    if (exposures[cell] !== exposures[0]) isUniform = false;
  }
  const values = isUniform ? counts : ratesOf(counts, exposures, stepCount, total / base);
  const mean = sumOf(values) / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  const variance = squares / n;
  /** √ of the variance of a sum of so many. */
  const spread = (weight: number) => {
    const part = (n * weight - weight * weight) / (n - 1);
    return variance > 0 && part > 0 ? Math.sqrt(variance * part) : Number.NaN;
  };
  return { total, base, values, mean, spread };
}

function sumOf(values: Float64Array) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function ratesOf(
  counts: Float64Array,
  exposures: ArrayLike<number>,
  stepCount: number,
  overall: number,
) {
  const bases = new Float64Array(counts.length);
  for (let i = 0; i < bases.length; i++) bases[i] = exposures[Math.floor(i / stepCount)]!;
  return rates(counts, bases, overall);
}

type Row = {
  readonly neighbours: Neighbours;
  readonly cell: number;
  readonly stepCount: number;
  readonly stepsBack: 0 | 1;
};

function neighbourhoodSums(values: Float64Array, row: Row, sums: Float64Array) {
  const { neighbours, cell, stepCount, stepsBack } = row;
  const { starts, items } = neighbours;
  for (let step = 0; step < stepCount; step++) sums[step] = values[cell * stepCount + step]!;
  for (let k = starts[cell]!; k < starts[cell + 1]!; k++) {
    const at = items[k]! * stepCount;
    for (let step = 0; step < stepCount; step++) sums[step] = sums[step]! + values[at + step]!;
  }
  if (stepsBack === 0) return;
  for (let step = stepCount - 1; step > 0; step--) sums[step] = sums[step]! + sums[step - 1]!;
}

function exposureOf(exposures: ArrayLike<number>, { starts, items }: Neighbours, cell: number) {
  let exposure = exposures[cell]!;
  for (let k = starts[cell]!; k < starts[cell + 1]!; k++) exposure += exposures[items[k]!]!;
  return exposure;
}

function check({ counts, exposures, stepCount, neighbours }: CubeQuestion) {
  if (!(stepCount >= FEWEST_STEPS))
    throw new RangeError(`at least ${FEWEST_STEPS} steps tell a history, got ${stepCount}`);
  const cells = neighbours.starts.length - 1;
  if (exposures.length !== cells || counts.length !== cells * stepCount)
    throw new RangeError(
      `${counts.length} counts and ${exposures.length} exposures of ${cells} cells × ${stepCount} steps`,
    );
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (!(count >= 0 && Math.floor(count) === count && count < Number.POSITIVE_INFINITY))
      throw new RangeError(`counts are whole and 0 or more, got ${count}`);
  }
  for (let cell = 0; cell < cells; cell++)
    if (!(exposures[cell]! >= 0))
      throw new RangeError(`an exposure is 0 or more, got ${exposures[cell]}`);
}
