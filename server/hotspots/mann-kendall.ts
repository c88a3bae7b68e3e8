import { normalTwoSided } from "./tails.ts";

/** Whether a series rises or falls. */
export type MannKendall = {
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** Of s by chance, corrected for ties. */
  readonly variance: number;
  /** s, one nearer to 0, in standard deviations. */
  readonly z: number;
  /** Two-sided, normal. */
  readonly p: number;
  /** s for each pair, ties among the pairs (τ_a). */
  readonly tau: number;
  /** The same without pairs that are tied (τ_b). */
  readonly tauB: number;
};

/** Below this a run is sorted by insertion. */
const SHORT = 8;

/**
 * Whether values in order of time go up or down, whatever the shape of the way.
 *
 * Does not allow for values that resemble the one before (serial correlation makes p too small).
 *
 * @param values  In order of time, finite; with fewer than two, or all equal, there is no trend: s 0, z 0, p 1, τ 0.
 * @throws {RangeError} when a value is not a number.
 * @see Mann, Econometrica 13(3), 1945, pp. 245–259; Kendall, Rank Correlation Methods, 4th ed. 1975, ch. 4 (ties).
 */
export function mannKendall(values: ArrayLike<number>): MannKendall {
  const n = values.length;
  for (let i = 0; i < n; i++)
    if (Number.isNaN(values[i])) throw new RangeError(`value ${i} of the series is not a number`);
  const { s, tied, variance } = ranks(values, 0, n, scratchOf(n));
  const pairs = (n * (n - 1)) / 2;
  const z = deviationsOf(s, variance);
  return {
    s,
    variance,
    z,
    p: normalTwoSided(z),
    tau: pairs === 0 ? 0 : s / pairs,
    tauB: pairs === tied ? 0 : s / Math.sqrt(pairs * (pairs - tied)),
  };
}

/**
 * The z of `mannKendall` for many series of one length.
 *
 * @param values  Series after series, each `length` long; not a number counts as 0.
 * @returns One z for each series; about 3 µs for one of 156.
 */
export function mannKendallZ(values: Float32Array | Float64Array, length: number): Float64Array {
  const scratch = scratchOf(length);
  const zs = new Float64Array(length > 0 ? values.length / length : 0);
  for (let i = 0; i < zs.length; i++) {
    const { s, variance } = ranks(values, i * length, length, scratch);
    zs[i] = deviationsOf(s, variance);
  }
  return zs;
}

/**
 * By how much a series changes for each unit of time: the median of the slopes of all pairs.
 *
 * @param values  Finite. @param times  Of the values, all different, any order; 0, 1, 2… when not given.
 * @returns In units of value for each unit of time; NaN with fewer than two. O(n² log n): for the few series that are shown.
 * @throws {RangeError} when there is not one time for each value, or two are equal.
 * @see Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968, pp. 1379–1389.
 */
export function senSlope(values: ArrayLike<number>, times?: ArrayLike<number>): number {
  const n = values.length;
  if (times && times.length !== n) throw new RangeError(`${times.length} times of ${n} values`);
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let k = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const apart = times ? times[j]! - times[i]! : j - i;
      if (apart === 0) throw new RangeError(`two values at one time, ${times![i]}`);
      slopes[k++] = (values[j]! - values[i]!) / apart;
    }
  }
  if (k === 0) return Number.NaN;
  slopes.sort();
  return (slopes[(k - 1) >> 1]! + slopes[k >> 1]!) / 2;
}

function deviationsOf(s: number, variance: number) {
  if (s === 0 || variance <= 0) return 0;
  return (s - Math.sign(s)) / Math.sqrt(variance);
}

const scratchOf = (n: number) => [new Float64Array(n), new Float64Array(n)] as const;

/**
 * s and its variance of one series, by sorting: a pair that falls is one the sort has to put right, and ties
 * stand beside each other in the end. O(n log n) where comparing every pair is O(n²).
 */
function ranks(
  values: ArrayLike<number>,
  start: number,
  n: number,
  [first, second]: readonly [Float64Array, Float64Array],
) {
  if (n < 2) return { s: 0, tied: 0, variance: 0 };
  for (let i = 0; i < n; i++) {
    const value = values[start + i]!;
    first[i] = Number.isNaN(value) ? 0 : value;
  }
  let falling = 0;
  for (let low = 0; low < n; low += SHORT) falling += insertionSort(first, low, n);
  let [from, to] = [first, second];
  for (let width = SHORT; width < n; width *= 2) {
    for (let low = 0; low < n; low += 2 * width) falling += merge(from, to, low, width, n);
    [from, to] = [to, from];
  }
  let [tied, tieVariance] = [0, 0];
  for (let i = 0; i < n; ) {
    let end = i + 1;
    while (end < n && from[end] === from[i]) end++;
    const t = end - i;
    tied += (t * (t - 1)) / 2;
    tieVariance += t * (t - 1) * (2 * t + 5);
    i = end;
  }
  const s = (n * (n - 1)) / 2 - tied - 2 * falling;
  return { s, tied, variance: (n * (n - 1) * (2 * n + 5) - tieVariance) / 18 };
}

/** @returns how many pairs of the run stood the wrong way round. */
function insertionSort(items: Float64Array, low: number, n: number) {
  const high = Math.min(low + SHORT, n);
  let falling = 0;
  for (let i = low + 1; i < high; i++) {
    const value = items[i]!;
    let at = i;
    while (at > low && items[at - 1]! > value) {
      items[at] = items[at - 1]!;
      at--;
    }
    items[at] = value;
    falling += i - at;
  }
  return falling;
}

/** Merges two sorted runs; @returns how many pairs across them stood the wrong way round. */
function merge(from: Float64Array, to: Float64Array, low: number, width: number, n: number) {
  const [middle, high] = [Math.min(low + width, n), Math.min(low + 2 * width, n)];
  let falling = 0;
  let [left, right] = [low, middle];
  for (let k = low; k < high; k++) {
    if (right >= high || (left < middle && from[left]! <= from[right]!)) {
      to[k] = from[left++]!;
      continue;
    }
    falling += middle - left;
    to[k] = from[right++]!;
  }
  return falling;
}
