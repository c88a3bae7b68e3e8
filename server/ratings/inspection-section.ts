import { INSPECTION_LEVEL_TITLES } from "../../data/rubric.ts";
import { starsOf } from "../../data/rubric-score.ts";
import type { PageContent, PageSection, Title } from "../store/layer.ts";
import { type Book, ratedBy } from "./book.ts";
import type { Books } from "./book-store.ts";
import { readPhotographCounts } from "./file-store.ts";
import { ratingOn } from "./in-force.ts";
import { mayBeRated } from "./may-be-rated.ts";
import { readRatings } from "./rating-store.ts";
import { type RubricVersion, readRubrics } from "./rubric-store.ts";
import { readScored, type ScoredInspection } from "./scored-store.ts";
import { type Standing, standingsOf } from "./standing.ts";
import { WARNING_TITLES } from "./subject-table.ts";

/** So many stand on the page; the rating file has all. */
const MOST_ROWS = 12;

const joined = (titles: readonly Title[]): Title => ({
  zh: titles.map(({ zh }) => zh).join("、"),
  en: titles.map(({ en }) => en).join(", "),
});

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

/** What inspections give, when it is due again, and what speaks against its star. */
function factsOf(standing: Standing): NonNullable<PageContent["facts"]> {
  const { lastInspectedOn, dueOn, defects, warnings } = standing;
  return [
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
        warnings.length === 0
          ? { zh: "无", en: "None" }
          : joined(warnings.map(({ kind }) => WARNING_TITLES[kind])),
    },
  ];
}

function standingIn(book: Book, of: { readonly kind: string; readonly id: string }) {
  const isMeant = (one: { subjectKind: string; subjectId: string }) =>
    one.subjectKind === of.kind && one.subjectId === of.id;
  const rated = ratedBy(book).find(({ subjects }) => subjects.some(isMeant));
  return rated && standingsOf(book, { ...rated, subjects: rated.subjects.filter(isMeant) })[0];
}

/** What was found wanting, each item with the points it lost; vetoes first. */
function wanting(one: ScoredInspection, { content }: RubricVersion): Title {
  const titles = new Map<string, Title>([
    ...content.vetoes.map(({ vetoId, title }) => [vetoId, title] as const),
    ...content.groups.flatMap(({ items }) =>
      items.map(({ itemId, title }) => [itemId, title] as const),
    ),
  ]);
  const told = (language: "zh" | "en", join: string) => {
    const named = (id: string) => titles.get(id)?.[language] ?? id;
    return [
      ...one.vetoes.map((vetoId) => `${named(vetoId)} ✕`),
      ...one.deductions.map(({ itemId, lost }) => `${named(itemId)} −${Number(lost.toFixed(2))}`),
    ].join(join);
  };
  return { zh: told("zh", "；"), en: told("en", "; ") };
}

/** What inspections found of a facility or street, and why its stars are what they are; for whoever may read it. */
export const inspectionSection = (books: Books): PageSection => ({
  id: "inspections",
  title: { zh: "检查与评星依据", en: "Inspections and grounds of stars" },
  isInternal: true,
  async read(tx, districtId, subject, today) {
    if (!(await mayBeRated(tx, districtId, subject))) return null;
    const book = await books.within(tx, districtId, today);
    const standing = standingIn(book, subject);
    const rubrics = await readRubrics(tx, districtId);
    const inspections = await readScored(tx, {
      ...{ districtId, rubrics, subject, timeZone: book.timeZone },
      ...{ from: new Date(0), before: new Date("9999-01-01T00:00:00Z") },
    });
    const held = ratingOn(await readRatings(tx, districtId, subject), today);
    if (!standing && inspections.length === 0 && held === null) return null;
    const photographs = await readPhotographCounts(tx, districtId, {
      ...{ subjectKind: subject.kind, subjectId: subject.id },
    });
    const versionOf = ({ rubricId, rubricVersion }: ScoredInspection) =>
      rubrics.find((one) => one.rubricId === rubricId && one.version === rubricVersion)!; // held by a foreign key
    const latest = inspections
      .toReversed()
      .slice(0, MOST_ROWS)
      .map((one) => ({ ...one, wanting: wanting(one, versionOf(one)) }));
    const wantings = latest.map((one) => [one.wanting.zh, one.wanting] as const);
    return {
      facts: [
        ...(held === null ? [] : [{ label: { zh: "评星理由", en: "Reason" }, value: held.reason }]),
        ...(standing ? factsOf(standing) : []),
      ],
      table: {
        columns: [
          { name: "day", title: { zh: "日期", en: "Day" } },
          { name: "level", title: { zh: "层级", en: "Level" }, values: INSPECTION_LEVEL_TITLES },
          { name: "score", title: { zh: "得分", en: "Score" } },
          { name: "stars", title: { zh: "单次星级", en: "Stars by itself" } },
          {
            ...{ name: "wanting", title: { zh: "扣分、否决", en: "Deductions, vetoes" } },
            values: Object.fromEntries(wantings),
          },
          { name: "photographs", title: { zh: "照片", en: "Photographs" } },
          { name: "version", title: { zh: "标准版本", en: "Rubric version" } },
        ],
        rows: latest.map((one) => ({
          ...{ day: one.day, level: one.level, version: one.rubricVersion },
          score: one.score === null ? null : Number(one.score.toFixed(1)),
          stars: starsOf(versionOf(one).content, one),
          wanting: one.wanting.zh,
          photographs: photographs.get(one.inspectionId) ?? 0,
        })),
        total: inspections.length,
      },
      links: [
        {
          label: {
            zh: "评星档案：照片、申诉、定级",
            en: "Rating file: photographs, appeals, decisions",
          },
          path: `/ratings/subjects/${subject.kind}/${encodeURIComponent(subject.id)}`,
        },
      ],
    };
  },
});
