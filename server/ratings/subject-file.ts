import { starsOf } from "../../data/rubric-score.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { Title } from "../store/layer.ts";
import { type Book, ofSubject, type Rated, ratedBy } from "./book.ts";
import { countPhotographs, readAppeals, readPhotographCounts, readTasks } from "./file-store.ts";
import type { RubricVersion } from "./rubric-store.ts";
import type { ScoredInspection } from "./scored-store.ts";
import type { SubjectFile } from "./subject-file-schema.ts";
import { inWindow } from "./trial.ts";
import { complaintsDefinition, ratingWire, toldOf } from "./wire.ts";

type Of = { readonly subjectKind: "facility" | "street"; readonly subjectId: string };

/** What items and vetoes of the versions of a rubric are called. */
function titlesIn(versions: readonly RubricVersion[]) {
  const titles = new Map<string, Title>();
  for (const { version, content } of versions) {
    for (const { items } of content.groups)
      for (const { itemId, title } of items) titles.set(`${version} ${itemId}`, title);
    for (const { vetoId, title } of content.vetoes) titles.set(`${version} ${vetoId}`, title);
  }
  return (version: number, id: string): Title =>
    titles.get(`${version} ${id}`) ?? { zh: id, en: id };
}

/** Mean points by item over the inspections of the window. */
function breakdownOf(rated: Rated, inspections: readonly ScoredInspection[]) {
  return (rated.version?.content.groups ?? []).map(({ groupId, title, items }) => ({
    ...{ groupId, title },
    items: items.map(({ itemId, title: called, points: of }) => {
      const points = inspections.flatMap(
        ({ marks }) => marks.find((mark) => mark.itemId === itemId)?.points ?? [],
      );
      const sum = points.reduce((all, one) => all + one, 0);
      return {
        ...{ itemId, title: called, of, n: points.length },
        mean: points.length === 0 ? null : sum / points.length,
      };
    }),
  }));
}

/** A subject with its rubric. @throws {DomainError} `record-unknown`. */
export function foundIn(book: Book, { subjectKind, subjectId }: Of) {
  const isMeant = (one: Of) => one.subjectKind === subjectKind && one.subjectId === subjectId;
  const rated = ratedBy(book).find(({ subjects }) => subjects.some(isMeant));
  const subject = rated?.subjects.find(isMeant);
  if (!rated || !subject)
    throw new DomainError("record-unknown", `Nothing rated is ${subjectKind} ${subjectId}`);
  return { rated, subject };
}

/** Everything the stars of one subject rest on. @throws {DomainError} `record-unknown`. */
export async function subjectFile(tx: Queryable, book: Book, of: Of): Promise<SubjectFile> {
  const { rated, subject } = foundIn(book, of);
  const { standing, wire } = toldOf(book, rated).find((one) => one.standing.subject === subject)!; // toldOf tells all of them
  const inspections = ofSubject(book.inspections, subject).filter(
    ({ rubricId }) => rubricId === rated.rubricId,
  );
  const window = rated.version ? inWindow(inspections, rated.version, book.day) : [];
  const titleOf = titlesIn(rated.versions);
  const versionOf = (inspectionId: string) =>
    inspections.find((one) => one.inspectionId === inspectionId)!.rubricVersion;
  const photographs = await readPhotographCounts(tx, book.districtId, of);
  const nearMeters = book.settings.complaints.facilityMeters;
  return {
    ...{ districtId: book.districtId, date: book.day, subject: wire, nearMeters },
    complaintsDefinition: complaintsDefinition(nearMeters),
    ratings: [...ofSubject(book.ratings, subject)].reverse().map(ratingWire),
    inspections: [...inspections].reverse().map((one) => ({
      ...inspectionWire(one, rated.versions, titleOf),
      isInWindow: window.includes(one),
      photographs: photographs.get(one.inspectionId) ?? 0,
    })),
    breakdown: breakdownOf(rated, window),
    defects: standing.defects.map((one) => ({
      ...one,
      title: titleOf(versionOf(one.inspectionId), one.itemId),
    })),
    appeals: await readAppeals(tx, book.districtId, of),
    tasks: await readTasks(tx, book.districtId, of),
    redFlags: book.flags
      .filter((flag) => flag.subjectKind === of.subjectKind && flag.subjectId === of.subjectId)
      .map(({ month, rubricId }) => ({ month, rubricId })),
    photographs:
      [...photographs.values()].reduce((sum, n) => sum + n, 0) +
      (await countPhotographs(tx, book.districtId, of)),
  };
}

function inspectionWire(
  one: ScoredInspection,
  versions: readonly RubricVersion[],
  titleOf: ReturnType<typeof titlesIn>,
) {
  const { inspectionId, inspectedAt, day, level, inspectorName, rubricId, rubricVersion } = one;
  const { content } = versions.find(({ version }) => version === rubricVersion)!; // held by a foreign key
  return {
    ...{ inspectionId, inspectedAt, day, level, inspectorName, rubricId, rubricVersion },
    ...{ score: one.score, stars: starsOf(content, one), isCorrected: one.isCorrected },
    vetoes: one.vetoes.map((vetoId) => ({ vetoId, title: titleOf(rubricVersion, vetoId) })),
    deductions: one.deductions.map((each) => ({
      ...each,
      title: titleOf(rubricVersion, each.itemId),
    })),
    ...{ distanceMeters: one.distanceMeters, reinspectionOf: one.reinspectionOf },
    taskId: one.taskId,
  };
}
