import type { Demand } from "./problem.ts";

/**
 * How far each point is from each other in the plane; every point is a candidate too.
 *
 * Pairs farther apart than the radius are not listed: nobody asks for them.
 */
export function pointDemand(
  points: { readonly xs: Float64Array; readonly ys: Float64Array; readonly weights: Float64Array },
  radiusMeters: number,
): Demand {
  const { xs, ys, weights } = points;
  const n = weights.length;
  const starts = new Int32Array(n + 1);
  const sites: number[] = [];
  const meters: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [dx, dy] = [xs[i]! - xs[j]!, ys[i]! - ys[j]!];
      const far = Math.sqrt(dx * dx + dy * dy);
      if (far > radiusMeters) continue;
      sites.push(j);
      meters.push(far);
    }
    starts[i + 1] = sites.length;
  }
  return {
    weights,
    siteCount: n,
    starts,
    sites: Int32Array.from(sites),
    meters: Float64Array.from(meters),
  };
}

/** More points than this are more pairs than can be worked on: 5,000 are 25 million to measure. */
export const MOST_POINTS = 5000;
