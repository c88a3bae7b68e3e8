import { type MedianAnswer, searchMedian } from "./median-search.ts";
import type { LeastDistance, Watch } from "./problem.ts";
import { rankedOf } from "./ranked.ts";

/**
 * Which sites make the weighted distance to the nearest one least.
 *
 * @param first  sites that serve every row, for when the search's own first choice does not.
 */
export function pMedian(
  { demand, count, kept = [], conflicts = [] }: LeastDistance,
  watch: Watch,
  first?: readonly number[],
): MedianAnswer {
  return searchMedian(rankedOf(demand), { count, kept, conflicts, ...(first && { first }) }, watch);
}
