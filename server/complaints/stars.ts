import { ratingInForce } from "../store/rating.ts";

/**
 * SQL: the stars of a subject in force on a day; null where it has no rating. `$1` is the district.
 *
 * @param id  The column that has the subject's id.
 * @param day  The parameter that has the local day.
 */
export const starsOn = (kind: "street" | "facility", id: string, day: `$${number}`) =>
  `(select stars from ${ratingInForce({ district: "$1", kind: `'${kind}'`, id, day: `${day}::date` })} held)`;
