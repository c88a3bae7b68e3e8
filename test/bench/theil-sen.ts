/** A slope with the interval that holds it in 95 of 100 such samples. */
export type Slope = { readonly slope: number; readonly low: number; readonly high: number };

/** Of the normal distribution, two-sided. */
const Z_95 = 1.959964;

/**
 * How much y grows with x, whatever a few samples do: the median of the slopes of all pairs. The interval is Sen's, from the
 * variance of Kendall's score.
 *
 * @param points  At least three, no two with the same x.
 * @see Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical
 *   Association 63, 1968, pp. 1379–1389.
 */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): Slope {
  const n = points.length;
  if (n < 3) throw new RangeError(`A slope needs three points, got ${n}`);
  const slopes = points
    .flatMap(([x, y], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)))
    .sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const slope = (slopes[Math.ceil(middle) - 1]! + slopes[Math.floor(middle)]!) / 2;
  const spread = Z_95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const at = (rank: number) => slopes[Math.min(slopes.length, Math.max(1, Math.round(rank))) - 1]!;
  return {
    slope,
    low: at((slopes.length - spread) / 2),
    high: at((slopes.length + spread) / 2 + 1),
  };
}
