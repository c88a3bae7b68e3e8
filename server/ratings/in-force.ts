/** A rating as it was decided. Ratings are never changed: a later one takes the place of what was before. */
export type Dated = {
  readonly ratingId: string;
  readonly isTrial: boolean;
  /** First local day it holds. */
  readonly validFrom: string;
  /** First local day it no longer holds; null: until another is given. */
  readonly validTo: string | null;
  readonly decidedAt: string;
};

const orderOf = ({ validFrom, decidedAt, ratingId }: Dated) =>
  `${validFrom} ${decidedAt} ${ratingId}`;

/**
 * Which official rating of a subject holds on a day: the latest that had begun, unless it is over. One that is over brings
 * none before it back. The same as `ratingInForce` in SQL.
 *
 * @param ratings  of one subject, in any order; one of 0 stars is a rating of no star.
 */
export function ratingOn<R extends Dated>(ratings: readonly R[], day: string): R | null {
  let last: R | null = null;
  for (const one of ratings)
    if (!one.isTrial && one.validFrom <= day && (last === null || orderOf(one) > orderOf(last)))
      last = one;
  return last !== null && (last.validTo === null || day < last.validTo) ? last : null;
}
