/**
 * SQL: the stars of a subject in force on a day; null where it has no rating. `$1` is the district.
 *
 * @param id  The column that has the subject's id.
 * @param day  The parameter that has the local day.
 */
export const starsOn = (
  kind: "street" | "facility",
  id: string,
  day: `$${number}`,
) => `(select stars from rating where district_id = $1 and subject_kind = '${kind}' and subject_id = ${id}
  and not is_trial and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
  order by valid_from desc, rating_id desc limit 1)`;
