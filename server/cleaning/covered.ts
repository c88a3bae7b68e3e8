/** A stretch of an edge between two shares of its length, in either direction. */
export type Stretch = { readonly fromShare: number; readonly toShare: number };

/**
 * How much of an edge do stretches cover between them?
 *
 * What several cover counts once, and which way they were driven does not matter.
 *
 * @param stretches  shares of the edge's length from its first node, 0 to 1, in any order.
 * @returns the share of its length, 0 to 1. One stretch more never makes it less. O(n log n).
 */
export function coveredShare(stretches: readonly Stretch[]): number {
  if (stretches.length === 0) return 0;
  if (stretches.length === 1) {
    const { fromShare, toShare } = stretches[0]!;
    return Math.abs(clamped(toShare) - clamped(fromShare));
  }
  const spans = stretches
    .map(({ fromShare, toShare }) => {
      const [from, to] = [clamped(fromShare), clamped(toShare)];
      return from <= to ? ([from, to] as const) : ([to, from] as const);
    })
    .sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let reached = 0;
  for (const [from, to] of spans) {
    if (to <= reached) continue;
    covered += to - Math.max(from, reached);
    reached = to;
  }
  return Math.min(1, covered);
}

const clamped = (share: number) => Math.min(1, Math.max(0, share));

/** How far shares that were kept in four bytes may be off. */
export const SHARE_ERROR = 1e-6;
