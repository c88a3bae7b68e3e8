import type { Title } from "../store/layer.ts";
import type { Book, Rated } from "./book.ts";
import { keyOf } from "./keys.ts";
import { ranksOf } from "./ranking.ts";
import type { Rating } from "./rating-store.ts";
import type { Subject } from "./register-store.ts";
import { type Standing, standingsOf } from "./standing.ts";
import type { RatingWire, SubjectWire } from "./subject-schema.ts";

/** 口径 of complaints counted about a subject. */
export const complaintsDefinition = (nearMeters: number): Title => ({
  zh: `登记为针对该设施或道路的投诉；未登记设施的投诉，计入 ${nearMeters} 米以内最近的参评设施。不含保密投诉。`,
  en: `Complaints recorded as about it; one about no recorded facility counts for the nearest rated facility within ${nearMeters} m. Confidential ones are left out.`,
});

export const ratingWire = ({
  subjectKind: _kind,
  subjectId: _id,
  evidence,
  ...rating
}: Rating): RatingWire => ({ ...rating, evidence: [...evidence] });

export const refOf = (subject: Subject, rubricId: string) => {
  const { subjectKind, subjectId, kind, code, name, nameEn, position } = subject;
  return {
    ...{ subjectKind, subjectId, kind, rubricId, code, name, nameEn },
    position: position && ([position[0], position[1]] as [number, number]),
  };
};

/** A subject's standing as it goes over the wire. */
function subjectWire(book: Book, standing: Standing, rank: number | null): SubjectWire {
  const { subject, rubricId, rating, trial, complaints, warnings } = standing;
  const { areaId, areaName, areaNameEn, manager, status, isModel, lengthMeters } = subject;
  const key = keyOf(subject.subjectKind, subject.subjectId);
  return {
    ...refOf(subject, rubricId),
    ...{ areaId, areaName, areaNameEn, manager, status, isModel, lengthMeters },
    rating: rating && ratingWire(rating),
    trial: trial && {
      rubricVersion: trial.version.version,
      isApproved: trial.version.state === "approved" && trial.version.effectiveFrom <= book.day,
      ...{ from: trial.from, to: trial.to, n: trial.n, score: trial.score, isSmall: trial.isSmall },
      stars: trial.n === 0 && trial.vetoes.length === 0 ? null : trial.stars,
      leastInspections: trial.version.content.sampling.leastInspections,
      ...{ vetoes: [...trial.vetoes], cappedFrom: trial.cappedFrom },
      inspectionIds: [...trial.inspectionIds],
    },
    ...{ lastInspectedOn: standing.lastInspectedOn, dueOn: standing.dueOn },
    openDefects: standing.defects.length,
    openTasks: book.openTasks.get(key) ?? 0,
    redFlags: book.flags.filter((flag) => keyOf(flag.subjectKind, flag.subjectId) === key).length,
    complaints: { ...complaints },
    warnings: warnings.map((warning) => ({ ...warning, ids: [...warning.ids] })),
    rank,
  };
}

/** A standing with what goes over the wire of it. */
export type Told = { readonly standing: Standing; readonly wire: SubjectWire };

/** The subjects of a rubric, in the order of the register. */
export function toldOf(book: Book, rated: Rated): Told[] {
  const standings = standingsOf(book, rated);
  const ranks = ranksOf(standings);
  return standings.map((standing, at) => ({
    standing,
    wire: subjectWire(book, standing, ranks[at]!),
  }));
}
