/** How likely so few (`lower`, P(X ≤ s)) and so many (`upper`, P(X ≥ s)) are; s itself is in both. */
export type Tails = { readonly lower: number; readonly upper: number };

/** A term smaller than this part of the sum changes it no more. */
const NEGLIGIBLE = 1e-17;

/**
 * How likely so few or so many of n trials succeed.
 *
 * Summed term by term from s outward, the first by Loader's saddle point, so that a tail of 1e-300 has as many right digits as
 * one of 0.1; smaller than 1e-308 is 0.
 *
 * @param s  Whole, any. @param n  Trials, whole, 0 or more. @param p  Chance of each, 0 … 1.
 * @returns O(√n) at worst, a few terms in a far tail.
 * @throws {RangeError} when n or p is not such a number.
 * @see Loader, "Fast and accurate computation of binomial probabilities", 2000 (as R's dbinom).
 */
export function binomialTails(s: number, n: number, p: number): Tails {
  if (!(n >= 0) || !Number.isInteger(n)) throw new RangeError(`trials are whole, got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a chance is 0 … 1, got ${p}`);
  if (s < 0) return { lower: 0, upper: 1 };
  if (s > n) return { lower: 1, upper: 0 };
  const odds = p / (1 - p);
  if (s >= n * p) {
    let term = binomialChance(s, n, p);
    return upward(term, (add) => {
      for (let k = s; k < n && add(term); k++) term *= ((n - k) / (k + 1)) * odds;
      return term;
    });
  }
  let term = binomialChance(s, n, p);
  return downward(term, (add) => {
    for (let k = s; k > 0 && add(term); k--) term *= k / (n - k + 1) / odds;
    return term;
  });
}

/** P(X = x) of n trials; see `binomialTails`. */
export function binomialChance(x: number, n: number, p: number): number {
  if (x < 0 || x > n) return 0;
  const q = 1 - p;
  if (p === 0 || q === 0) return x === (p === 0 ? 0 : n) ? 1 : 0;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return Math.exp(n * Math.log(p));
  const exponent =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviance(x, n * p) -
    deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/**
 * Two-sided p of each s from `low` to `high`, for one n and one p: as `twoSided(binomialTails(…))`, at a few multiplications each.
 *
 * @returns p of `low + i` at i. @throws {RangeError} as `binomialTails`, or when low > high.
 */
export function binomialTable(n: number, p: number, low: number, high: number): Float64Array {
  if (!(low <= high)) throw new RangeError(`a table from ${low} to ${high}`);
  const size = high - low + 1;
  const table = new Float64Array(size);
  if (p === 0 || p === 1) {
    for (let i = 0; i < size; i++) table[i] = twoSided(binomialTails(low + i, n, p));
    return table;
  }
  const chances = new Float64Array(size);
  const odds = p / (1 - p);
  const middle = Math.min(Math.max(Math.round(n * p), low), high);
  chances[middle - low] = binomialChance(middle, n, p);
  for (let k = middle; k < high; k++) {
    chances[k + 1 - low] = chances[k - low]! * ((n - k) / (k + 1)) * odds;
  }
  for (let k = middle; k > low; k--) {
    chances[k - 1 - low] = (chances[k - low]! * k) / (n - k + 1) / odds;
  }
  let upper = binomialTails(high, n, p).upper;
  for (let i = size - 1; i >= 0; i--) {
    if (i < size - 1) upper += chances[i]!;
    table[i] = upper;
  }
  let lower = binomialTails(low, n, p).lower;
  for (let i = 0; i < size; i++) {
    if (i > 0) lower += chances[i]!;
    table[i] = twoSided({ lower, upper: table[i]! });
  }
  return table;
}

/**
 * How likely so few or so many of those drawn are marked, when drawn without putting back.
 *
 * @param s  Whole, any.
 * @param urn.population  Of all. @param urn.drawn  Of them, 0 … population. @param urn.marked  Of all, 0 … population.
 * @throws {RangeError} when the urn makes no sense.
 */
export function hypergeometricTails(
  s: number,
  urn: { readonly population: number; readonly drawn: number; readonly marked: number },
): Tails {
  const { population, drawn, marked } = urn;
  for (const part of [drawn, marked]) {
    if (!(part >= 0 && part <= population) || !Number.isInteger(part))
      throw new RangeError(`${part} of ${population} make no urn`);
  }
  const least = Math.max(0, drawn + marked - population);
  const most = Math.min(drawn, marked);
  if (s < least) return { lower: 0, upper: 1 };
  if (s > most) return { lower: 1, upper: 0 };
  if (least === most) return { lower: 1, upper: 1 };
  const share = drawn / population;
  let term =
    (binomialChance(s, marked, share) * binomialChance(drawn - s, population - marked, share)) /
    binomialChance(drawn, population, share);
  const others = population - marked - drawn;
  if (s * population >= drawn * marked) {
    return upward(term, (add) => {
      for (let k = s; k < most && add(term); k++)
        term *= ((marked - k) / (k + 1)) * ((drawn - k) / (others + k + 1));
      return term;
    });
  }
  return downward(term, (add) => {
    for (let k = s; k > least && add(term); k--)
      term *= (k / (marked - k + 1)) * ((others + k) / (drawn - k + 1));
    return term;
  });
}

/**
 * How likely so few or so many are, where `mean` are expected by Poisson.
 *
 * @param s  Whole, any. @param mean  0 or more.
 * @throws {RangeError} when the mean is negative or not finite.
 */
export function poissonTails(s: number, mean: number): Tails {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY))
    throw new RangeError(`a mean is 0 or more, got ${mean}`);
  if (s < 0) return { lower: 0, upper: 1 };
  if (mean === 0) return { lower: 1, upper: s === 0 ? 1 : 0 };
  let term =
    s === 0
      ? Math.exp(-mean)
      : Math.exp(-stirlingError(s) - deviance(s, mean)) / Math.sqrt(2 * Math.PI * s);
  if (s >= mean) {
    return upward(term, (add) => {
      for (let k = s; add(term); k++) term *= mean / (k + 1);
      return term;
    });
  }
  return downward(term, (add) => {
    for (let k = s; k > 0 && add(term); k--) term *= k / mean;
    return term;
  });
}

/** p of both sides: twice the smaller tail, at most 1. */
export const twoSided = ({ lower, upper }: Tails) => Math.min(1, 2 * Math.min(lower, upper));

/**
 * How likely a standard normal is at least as far from 0 as z, on either side.
 *
 * @returns 0 … 1, right to 12 digits also far out (z = 37 gives 1e-299); NaN of NaN.
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 26.2.11 and 26.2.14.
 */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z);
  if (x === Number.POSITIVE_INFINITY) return 0;
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (x < 2) {
    let [term, sum] = [x, x];
    for (let k = 3; Math.abs(term) > NEGLIGIBLE * sum; k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 1 - 2 * density * sum;
  }
  let fraction = x;
  for (let k = 160; k >= 1; k--) fraction = x + k / fraction;
  return (2 * density) / fraction;
}

/** How likely a standard normal is at least as far out as z, on z's side. */
export const normalOneSided = (z: number) => normalTwoSided(z) / 2;

/** Adds terms as long as they count. */
type Add = (term: number) => boolean;

function sumOf(walk: (add: Add) => number): number {
  let sum = 0;
  const last = walk((term) => {
    sum += term;
    return term > NEGLIGIBLE * sum;
  });
  // A walk that came to its end has one term that was not added; one that stopped has added all that count.
  return last > NEGLIGIBLE * sum ? sum + last : sum;
}

function upward(first: number, walk: (add: Add) => number): Tails {
  const upper = Math.min(1, sumOf(walk));
  return { lower: Math.min(1, Math.max(0, 1 - upper + first)), upper };
}

function downward(first: number, walk: (add: Add) => number): Tails {
  const lower = Math.min(1, sumOf(walk));
  return { lower, upper: Math.min(1, Math.max(0, 1 - lower + first)) };
}

/** ln n! less Stirling's √(2πn)·(n/e)ⁿ, whole n from 1. */
function stirlingError(n: number): number {
  if (n < 16) return STIRLING_ERRORS[n]!;
  const square = n * n;
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) /
    n
  );
}

const STIRLING_ERRORS = stirlingErrors();

function stirlingErrors(): number[] {
  // By recurrence from 16, where the series has all digits: δ(n) = δ(n+1) + (n + ½)·ln(1 + 1/n) − 1.
  const errors: number[] = [];
  errors[16] = stirlingError(16);
  for (let n = 15; n >= 1; n--) errors[n] = errors[n + 1]! + (n + 0.5) * Math.log1p(1 / n) - 1;
  return errors;
}

/** x·ln(x/mean) + mean − x without cancellation where x is near the mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let k = 3; ; k += 2) {
    term *= v * v;
    const next = sum + term / k;
    if (next === sum) return sum;
    sum = next;
  }
}
