import { type Book, ofSubject, type Rated, ratedBy } from "./book.ts";
import { wasCreatedIn } from "./created.ts";
import { ratingOn } from "./in-force.ts";
import type { OverviewAnswer, RatingGroup } from "./subject-list-schema.ts";
import type { SubjectWire } from "./subject-schema.ts";
import { type Told, toldOf } from "./wire.ts";

/** Stars in force of some subjects. */
function groupOf(
  subjects: readonly SubjectWire[],
  { key, name, nameEn }: Pick<RatingGroup, "key" | "name" | "nameEn">,
): RatingGroup {
  const byStars: RatingGroup["byStars"] = [0, 0, 0, 0, 0, 0];
  let unrated = 0;
  for (const { rating } of subjects) {
    if (rating) byStars[rating.stars]! += 1;
    else unrated += 1;
  }
  return { key, name, nameEn, subjects: subjects.length, byStars, unrated };
}

/** The same by what they have in common; what has none last. */
function groupsOf(
  subjects: readonly SubjectWire[],
  of: (subject: SubjectWire) => Pick<RatingGroup, "key" | "name" | "nameEn">,
): RatingGroup[] {
  const groups = new Map<string | null, SubjectWire[]>();
  for (const one of subjects) {
    const { key } = of(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .map((own) => groupOf(own, of(own[0]!)))
    .sort(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        (a.name ?? "").localeCompare(b.name ?? "", "zh"),
    );
}

function rubricOf(book: Book, rated: Rated, told: readonly Told[]) {
  const year = Number(book.day.slice(0, 4));
  const subjects = told.map(({ wire }) => wire);
  const { content } = rated.version ?? rated.versions.at(-1)!;
  const inspected = subjects.filter(({ trial }) => trial && trial.stars !== null);
  const count = (test: (one: Told) => boolean) => told.filter(test).length;
  return {
    ...{ rubricId: rated.rubricId, kind: rated.kind, title: content.title },
    version: rated.version?.version ?? null,
    isApproved: rated.version?.state === "approved" && rated.version.effectiveFrom <= book.day,
    total: groupOf(subjects, { key: null, name: null, nameEn: null }),
    areas: groupsOf(subjects, ({ areaId, areaName, areaNameEn }) => ({
      ...{ key: areaId, name: areaName, nameEn: areaNameEn },
    })),
    managers: groupsOf(subjects, ({ manager }) => ({ key: manager, name: manager, nameEn: null })),
    createdInYear: rated.subjects.filter((subject) =>
      wasCreatedIn(ofSubject(book.ratings, subject), year, book.day),
    ).length,
    target:
      book.settings.targets.find((one) => one.year === year && one.rubricId === rated.rubricId)
        ?.created ?? null,
    warned: count(({ wire }) => wire.warnings.length > 0),
    withTrial: inspected.length,
    smallSamples: inspected.filter(({ trial }) => trial!.isSmall).length,
    due: count(({ standing }) => standing.isDue),
  };
}

/** Stars in force on a day, and apart from them what was created in its year. */
export function overviewOf(book: Book): OverviewAnswer {
  const model = book.subjects.filter(({ isModel }) => isModel);
  return {
    ...{ districtId: book.districtId, date: book.day, year: Number(book.day.slice(0, 4)) },
    rubrics: ratedBy(book).map((rated) => rubricOf(book, rated, toldOf(book, rated))),
    modelRoads: {
      n: model.length,
      withStars: model.filter(
        (subject) => (ratingOn(ofSubject(book.ratings, subject), book.day)?.stars ?? 0) > 0,
      ).length,
    },
  };
}
