import type { Neighbours } from "./neighbours.ts";

/** The part of the whole's variance below which the others' is worked out by itself. */
const LOST = 1e-6;

/**
 * How far each unit's neighbourhood lies above or below what chance would put there, in standard deviations.
 *
 * With weights w of a unit's row, W = Σw and S₁ = Σw²:  z = (Σwx − W·x̄) / (s·√((m·S₁ − W²)/(m − 1))).
 * Gi* takes the unit itself in: m = n, x̄ and s of all units. Gi leaves it out: m = n − 1, x̄ and s of the others.
 * s divides by m, not m − 1. Weights of one row may be multiplied by any number without changing z. This z says nothing
 * exact about small counts: significance is `fieldOf`'s.
 *
 * @param values  One for each unit, finite.
 * @param options.isStar  Gi* (true) or Gi.
 * @param options.selfWeights  Of Gi*, one for each unit, NaN where not given: then 1 without weights, else the greatest
 *   weight of the row (1 for an empty row).
 * @returns z of each unit; NaN where it is undefined: Gi without neighbours, values that do not differ, a neighbourhood
 *   of everything. O(n + pairs).
 * @throws {RangeError} when there is not one value for each unit, or one is not finite.
 * @see Ord & Getis, "Local spatial autocorrelation statistics: distributional issues and an application", Geographical
 *   Analysis 27(4), 1995, pp. 286–306, eq. 5 and 7.
 */
export function localG(
  values: ArrayLike<number>,
  neighbours: Neighbours,
  options: { readonly isStar: boolean; readonly selfWeights?: ArrayLike<number> | undefined },
): Float64Array {
  const { starts, items, weights } = neighbours;
  const { isStar, selfWeights } = options;
  const count = values.length;
  if (starts.length !== count + 1)
    throw new RangeError(`${count} values for ${starts.length - 1} units`);
  const { centered, squares } = centeredOf(values);
  const m = isStar ? count : count - 1;
  const zs = new Float64Array(count).fill(Number.NaN);
  for (let i = 0; i < count; i++) {
    let [sum, weight, weightSquares, greatest] = [0, 0, 0, Number.NEGATIVE_INFINITY];
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      const w = weights ? weights[k]! : 1;
      sum += w * centered[items[k]!]!;
      weight += w;
      weightSquares += w * w;
      if (w > greatest) greatest = w;
    }
    if (isStar) {
      const given = selfWeights ? selfWeights[i]! : Number.NaN;
      const usual = greatest > Number.NEGATIVE_INFINITY ? greatest : 1;
      const self = Number.isNaN(given) ? usual : given;
      sum += self * centered[i]!;
      weight += self;
      weightSquares += self * self;
    }
    const spread = m * weightSquares - weight * weight;
    if (!(spread > 1e-12 * m * weightSquares)) continue;
    const { mean, variance } = isStar
      ? { mean: 0, variance: squares / m }
      : othersOf(centered, squares, i);
    if (variance > 0) zs[i] = (sum - weight * mean) / Math.sqrt((variance * spread) / (m - 1));
  }
  return zs;
}

/** Values less their mean, so that squares keep their digits; no variance at all when all are equal. */
function centeredOf(values: ArrayLike<number>) {
  const centered = Float64Array.from(values);
  let [sum, isConstant] = [0, true];
  for (const value of centered) {
    if (!Number.isFinite(value)) throw new RangeError(`a value is finite, got ${value}`);
    sum += value;
    if (value !== centered[0]) isConstant = false;
  }
  const mean = sum / centered.length;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < centered.length; i++) {
    centered[i] = isConstant ? 0 : centered[i]! - mean;
    rest += centered[i]!;
    squares += centered[i]! ** 2;
  }
  // What rounding left of the mean is taken off as well.
  rest /= centered.length;
  for (let i = 0; i < centered.length; i++) centered[i] = centered[i]! - rest;
  return { centered, squares };
}

/** Mean and variance of all but one, of values that add up to 0. */
function othersOf(centered: Float64Array, squares: number, i: number) {
  const m = centered.length - 1;
  const mean = -centered[i]! / m;
  const variance = (squares - centered[i]! ** 2) / m - mean * mean;
  if (variance > (LOST * squares) / m) return { mean, variance };
  // One value makes up nearly all there is: the rest by itself. This happens to one unit of a list or two.
  let sum = 0;
  const first = centered[i === 0 ? 1 : 0];
  let isConstant = true;
  for (let j = 0; j <= m; j++) {
    if (j === i) continue;
    sum += centered[j]!;
    if (centered[j] !== first) isConstant = false;
  }
  if (isConstant) return { mean, variance: 0 };
  let exact = 0;
  for (let j = 0; j <= m; j++) if (j !== i) exact += (centered[j]! - sum / m) ** 2;
  return { mean: sum / m, variance: exact / m };
}
