/**
 * SQL: the official rating of a subject in force on a day, to be joined laterally; no row where none was given or the last one
 * is over. One of 0 stars is a rating of no star. Ratings begin on the day they are decided or later, so a past day always
 * answers the same.
 *
 * @param of  SQL of the district, the kind (`'street'`, `'facility'`), the subject's id and the local day.
 */
export const ratingInForce = (of: {
  readonly district: string;
  readonly kind: string;
  readonly id: string;
  readonly day: string;
}) => `(
  select * from (
    select * from rating where district_id = ${of.district} and subject_kind = ${of.kind} and subject_id = ${of.id}
      and not is_trial and valid_from <= ${of.day}
    order by valid_from desc, decided_at desc, rating_id desc limit 1
  ) latest where valid_to is null or valid_to > ${of.day})`;
