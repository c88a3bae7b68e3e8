import { ratingOn } from "./in-force.ts";
import type { Rating } from "./rating-store.ts";

/**
 * Whether a star was created in a local year, up to a day: a creation that held on its first day. One that another decision
 * took the place of on the same day never did.
 *
 * @param ratings  of one subject.
 */
export const wasCreatedIn = (ratings: readonly Rating[], year: number, day: string) =>
  ratings.some(
    (one) =>
      one.kind === "creation" &&
      !one.isTrial &&
      one.stars > 0 &&
      Number(one.validFrom.slice(0, 4)) === year &&
      one.validFrom <= day &&
      ratingOn(ratings, one.validFrom) === one,
  );
