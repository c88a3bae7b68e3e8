import type { z } from "@hono/zod-openapi";
import type { ExpiriesAnswer } from "./attention-schema.ts";
import { type Book, ofSubject, ratedBy } from "./book.ts";
import { ratingOn } from "./in-force.ts";
import { refOf } from "./wire.ts";

/**
 * When the stars end that hold on the day of a book.
 *
 * @param from  First local day. @param to  Last local day.
 */
export function expiriesOf(
  book: Book,
  { from, to, rubricId }: { from: string; to: string; rubricId: string | undefined },
): z.infer<typeof ExpiriesAnswer> {
  const held = ratedBy(book)
    .filter((rated) => rubricId === undefined || rated.rubricId === rubricId)
    .flatMap((rated) =>
      rated.subjects.flatMap((subject) => {
        const rating = ratingOn(ofSubject(book.ratings, subject), book.day);
        return rating && rating.stars > 0 ? [{ rating, ref: refOf(subject, rated.rubricId) }] : [];
      }),
    );
  const ending = held
    .flatMap(({ rating, ref }) =>
      rating.validTo !== null && from <= rating.validTo && rating.validTo <= to
        ? [{ day: rating.validTo, ...ref, stars: rating.stars, ratingId: rating.ratingId }]
        : [],
    )
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const days = [...new Set(ending.map(({ day }) => day))];
  const months = [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))];
  return {
    ...{ districtId: book.districtId, from, to },
    months: months.map((month) => ({
      month,
      n: ending.filter(({ day }) => day.startsWith(month.slice(0, 7))).length,
    })),
    days: days.map((day) => ({
      day,
      subjects: ending.filter((one) => one.day === day).map(({ day: _day, ...subject }) => subject),
    })),
    withoutEnd: held.filter(({ rating }) => rating.validTo === null).length,
  };
}
