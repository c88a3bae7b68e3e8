import { RATING_KIND_TITLES } from "../../data/rubric.ts";
import type { PageContent, PageSection } from "../store/layer.ts";
import { ratedBy } from "./book.ts";
import type { Books } from "./book-store.ts";
import { ratingOn } from "./in-force.ts";
import { mayBeRated } from "./may-be-rated.ts";
import { type Rating, readRatings } from "./rating-store.ts";

const tableOf = (ratings: readonly Rating[]): NonNullable<PageContent["table"]> => ({
  columns: [
    { name: "validFrom", title: { zh: "生效", en: "From" } },
    { name: "validTo", title: { zh: "失效", en: "To" } },
    { name: "stars", title: { zh: "星级", en: "Stars" } },
    { name: "kind", title: { zh: "方式", en: "Decided as" }, values: RATING_KIND_TITLES },
    { name: "isTrial", title: { zh: "试评", en: "Trial" } },
    { name: "rubricVersion", title: { zh: "标准版本", en: "Rubric version" } },
  ],
  rows: ratings.toReversed().map((rating) => ({
    ...{ validFrom: rating.validFrom, validTo: rating.validTo, stars: rating.stars },
    ...{ kind: rating.kind, isTrial: rating.isTrial, rubricVersion: rating.rubricVersion },
  })),
  total: ratings.length,
});

/**
 * The star of a facility or street, its red flags, and the ratings it has had, the latest first. It is for everybody: why they
 * were given, and what speaks against them, is in the section of inspections.
 */
export const ratingSection = (books: Books): PageSection => ({
  id: "ratings",
  title: { zh: "星级评定", en: "Star ratings" },
  async read(tx, districtId, of, today) {
    if (!(await mayBeRated(tx, districtId, of))) return null;
    const book = await books.within(tx, districtId, today);
    const isMeant = (one: { subjectKind: string; subjectId: string }) =>
      one.subjectKind === of.kind && one.subjectId === of.id;
    const isRated = ratedBy(book).some(({ subjects }) => subjects.some(isMeant));
    const ratings = await readRatings(tx, districtId, of);
    if (!isRated && ratings.length === 0) return null;
    const held = ratingOn(ratings, today);
    const months = book.flags
      .filter(isMeant)
      .map(({ month }) => month.slice(0, 7))
      .join(" ");
    return {
      facts: [
        {
          label: { zh: "当前星级", en: "Stars today" },
          value: held?.stars ?? null,
          shown: held ? null : { zh: "无有效星级", en: "No rating in force" },
        },
        ...(held ? [{ label: { zh: "失效日", en: "Until" }, value: held.validTo }] : []),
        ...(months ? [{ label: { zh: "流动红旗", en: "Red flags" }, value: months }] : []),
      ],
      ...(ratings.length > 0 ? { table: tableOf(ratings) } : {}),
    };
  },
});
