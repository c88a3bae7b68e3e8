import type { RubricContent } from "../../data/rubric.ts";
import {
  type Assessment,
  assessmentOf,
  type Counted,
  type Found,
  itemsOf,
  scoreOf,
} from "../../data/rubric-score.ts";
import { type Book, kindOf, ofSubject } from "./book.ts";
import { addDays } from "./days.ts";
import { ratingOn } from "./in-force.ts";
import type { RubricPreview } from "./rubric-schema.ts";
import { type RubricVersion, versionOn } from "./rubric-store.ts";
import type { ScoredInspection } from "./scored-store.ts";
import { inWindow } from "./trial.ts";
import { refOf } from "./wire.ts";

/**
 * What an inspection found, told in the items of another wording: the same item keeps its share of the points, one without a
 * mark does not count.
 *
 * @returns with the items that have no mark.
 */
export function retold(
  before: RubricContent,
  after: RubricContent,
  { marks, vetoes }: Found,
): Found & { readonly unmarked: readonly string[] } {
  const most = new Map(itemsOf(before).map(({ itemId, points }) => [itemId, points]));
  const given = new Map(marks.map((mark) => [mark.itemId, mark]));
  const known = new Set(after.vetoes.map(({ vetoId }) => vetoId));
  const unmarked: string[] = [];
  const told = itemsOf(after).map(({ itemId, points }) => {
    const mark = given.get(itemId);
    if (!mark) unmarked.push(itemId);
    if (!mark || mark.points === null) return { itemId, points: null };
    const share = mark.points / most.get(itemId)!;
    return { itemId, points: share === 1 ? points : share * points };
  });
  return { marks: told, vetoes: vetoes.filter((vetoId) => known.has(vetoId)), unmarked };
}

const wireOf = ({ n, score, stars, isSmall, vetoes }: Assessment) => ({
  ...{ n, score, isSmall },
  stars: n === 0 && vetoes.length === 0 ? null : stars,
});

function changeOf(now: number | null, after: number | null) {
  if (now === null || after === null) return "unknown" as const;
  return after > now ? ("up" as const) : after < now ? ("down" as const) : ("same" as const);
}

const ORDER = ["down", "up", "unknown", "same"];

/**
 * What another wording of a rubric would do to the stars that inspections give today. Nothing of it is kept.
 *
 * @param rubricId  null: a rubric that is not kept yet.
 */
export function previewOf(
  book: Book,
  rubricId: string | null,
  content: RubricContent,
): RubricPreview {
  const versions = book.rubrics.filter((one) => one.rubricId === rubricId);
  const version = versionOn(versions, book.day);
  const contents = new Map(versions.map((one) => [one.version, one.content]));
  const scored = new Set(version ? itemsOf(version.content).map(({ itemId }) => itemId) : []);
  const unscored = new Map<string, number>(
    itemsOf(content).flatMap(({ itemId }) => (scored.has(itemId) ? [] : [[itemId, 0]])),
  );
  const from = addDays(book.day, 1 - content.sampling.windowDays);

  function afterOf(inspections: readonly ScoredInspection[]) {
    const counted = inspections
      .filter(({ day }) => from <= day)
      .map((one): Counted => {
        const told = retold(contents.get(one.rubricVersion)!, content, one);
        for (const itemId of told.unmarked) unscored.set(itemId, (unscored.get(itemId) ?? 0) + 1);
        const { inspectionId, day } = one;
        return { ...scoreOf(content, told), inspectionId, day };
      });
    return assessmentOf(content, counted);
  }

  const subjects = book.subjects
    .filter(({ kind }) => kind === kindOf(content.subject))
    .map((subject) => {
      const own = ofSubject(book.inspections, subject).filter((one) => one.rubricId === rubricId);
      const now = wireOf(nowOf(own, version, book.day));
      const after = wireOf(afterOf(own));
      return {
        ...refOf(subject, rubricId ?? ""),
        official: ratingOn(ofSubject(book.ratings, subject), book.day)?.stars ?? null,
        ...{ now, after, change: changeOf(now.stars, after.stars) },
      };
    });
  const count = (change: (typeof subjects)[number]["change"]) =>
    subjects.filter((one) => one.change === change).length;
  return {
    ...{ districtId: book.districtId, day: book.day, rubricId },
    comparedWith: version?.version ?? null,
    counts: {
      up: count("up"),
      down: count("down"),
      same: count("same"),
      unknown: count("unknown"),
    },
    notYetScored: [...unscored].map(([itemId, inspections]) => ({ itemId, inspections })),
    subjects: subjects.sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change)),
  };
}

const NOTHING: Assessment = {
  ...{
    n: 0,
    inspectionIds: [],
    score: null,
    stars: 0,
    vetoes: [],
    cappedFrom: null,
    isSmall: true,
  },
};

const nowOf = (
  inspections: readonly ScoredInspection[],
  version: RubricVersion | null,
  day: string,
) => (version ? assessmentOf(version.content, inWindow(inspections, version, day)) : NOTHING);
