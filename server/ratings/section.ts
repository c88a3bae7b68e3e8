import { RATING_KIND_TITLES } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";
import type { PageContent, PageSection, PageSubject, Title } from "../store/layer.ts";
import { type Book, ratedBy, rubricsOf } from "./book.ts";
import type { Books } from "./book-store.ts";
import { ratingOn } from "./in-force.ts";
import { keyOf } from "./keys.ts";
import { type Rating, readRatings } from "./rating-store.ts";
import { readRubrics } from "./rubric-store.ts";
import { type Standing, standingsOf } from "./standing.ts";
import { WARNING_TITLES } from "./subject-table.ts";

type Facts = NonNullable<PageContent["facts"]>;

const joined = (titles: readonly Title[]): Title => ({
  zh: titles.map(({ zh }) => zh).join("、"),
  en: titles.map(({ en }) => en).join(", "),
});
const nothing: Title = { zh: "无", en: "None" };

/** 试评, with how many inspections it rests on. */
function trialShown({ trial }: Standing): Title {
  if (!trial || trial.n === 0) return { zh: "窗口期内没有检查", en: "No inspection in the window" };
  const small = trial.isSmall ? { zh: "，次数不足", en: ", a small sample" } : { zh: "", en: "" };
  const score = Math.round(trial.score! * 10) / 10;
  return {
    zh: `${trial.stars} 星（${trial.n} 次检查平均 ${score} 分${small.zh}）`,
    en: `${trial.stars} (mean ${score} of ${trial.n} inspections${small.en})`,
  };
}

function factsOf(book: Book, standing: Standing): Facts {
  const { subject, rating, lastInspectedOn, dueOn, defects, warnings } = standing;
  const key = keyOf(subject.subjectKind, subject.subjectId);
  const flags = book.flags.filter((flag) => keyOf(flag.subjectKind, flag.subjectId) === key);
  const months = flags.map(({ month }) => month.slice(0, 7)).join(" ");
  return [
    {
      label: { zh: "有效期至", en: "Valid until" },
      value: rating?.validTo ?? null,
    },
    {
      label: { zh: "试评", en: "Trial" },
      value: standing.trial?.score ?? null,
      shown: trialShown(standing),
    },
    { label: { zh: "最近检查", en: "Last inspected" }, value: lastInspectedOn },
    { label: { zh: "应于何日前再检查", en: "Due again on" }, value: dueOn },
    { label: { zh: "未整改问题", en: "Open defects" }, value: defects.length },
    {
      label: { zh: "降星预警", en: "Warnings" },
      value: warnings.length,
      shown:
        warnings.length === 0 ? nothing : joined(warnings.map(({ kind }) => WARNING_TITLES[kind])),
    },
    {
      label: { zh: "流动红旗", en: "Red flags" },
      value: flags.length,
      shown: flags.length === 0 ? nothing : { zh: months, en: months },
    },
  ];
}

const tableOf = (ratings: readonly Rating[]): NonNullable<PageContent["table"]> => ({
  columns: [
    { name: "validFrom", title: { zh: "生效", en: "From" } },
    { name: "validTo", title: { zh: "失效", en: "To" } },
    { name: "stars", title: { zh: "星级", en: "Stars" } },
    { name: "kind", title: { zh: "方式", en: "Decided as" }, values: RATING_KIND_TITLES },
    { name: "isTrial", title: { zh: "试评", en: "Trial" } },
    { name: "reason", title: { zh: "原因", en: "Reason" } },
  ],
  rows: [...ratings].reverse().map(({ validFrom, validTo, stars, kind, isTrial, reason }) => ({
    ...{ validFrom, validTo, stars, kind, isTrial, reason },
  })),
  total: ratings.length,
});

/** Whether a rubric is for its kind, or it has been rated: of the many bins nothing else is read. */
async function mayBeRated(tx: Queryable, districtId: string, { kind, id }: PageSubject) {
  if (kind === "street") return true;
  const kinds = rubricsOf(await readRubrics(tx, districtId)).map((rubric) => rubric.kind);
  const rows = await tx.query(
    `select 1 from facility where district_id = $1 and facility_id = $2 and (kind = any ($3) or exists (
       select 1 from rating where district_id = $1 and subject_kind = 'facility' and subject_id = $2))`,
    [districtId, id, kinds],
  );
  return rows.length > 0;
}

/** The star of a facility or street, what inspections give, what speaks against it, and the ratings it has had, the latest first. */
export const ratingSection = (books: Books): PageSection => ({
  id: "ratings",
  title: { zh: "星级评定", en: "Star ratings" },
  async read(tx, districtId, of, today) {
    if (!(await mayBeRated(tx, districtId, of))) return null;
    const book = await books.within(tx, districtId, today);
    const isMeant = (one: { subjectKind: string; subjectId: string }) =>
      one.subjectKind === of.kind && one.subjectId === of.id;
    const rated = ratedBy(book).find(({ subjects }) => subjects.some(isMeant));
    const ratings = await readRatings(tx, districtId, of);
    if (!rated && ratings.length === 0) return null;
    const standing =
      rated && standingsOf(book, { ...rated, subjects: rated.subjects.filter(isMeant) })[0];
    const held = ratingOn(ratings, today);
    return {
      facts: [
        {
          label: { zh: "当前星级", en: "Stars today" },
          value: held?.stars ?? null,
          shown: held ? null : { zh: "无有效星级", en: "No rating in force" },
        },
        ...(standing ? factsOf(book, standing) : []),
      ],
      ...(ratings.length > 0 ? { table: tableOf(ratings) } : {}),
    };
  },
});
