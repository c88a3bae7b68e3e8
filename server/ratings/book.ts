import type { RubricSubject } from "../../data/rubric.ts";
import type { Counted } from "./complaint-counts.ts";
import { keyOf } from "./keys.ts";
import type { Rating } from "./rating-store.ts";
import type { Subject } from "./register-store.ts";
import type { RubricVersion } from "./rubric-store.ts";
import { versionOn } from "./rubric-store.ts";
import type { ScoredInspection } from "./scored-store.ts";
import type { RatingSettings } from "./settings.ts";

/** 流动红旗 of a month. */
export type Flag = {
  readonly rubricId: string;
  /** Its first day. */
  readonly month: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly figures: { readonly score: number; readonly n: number; readonly complaints: number };
  readonly rule: RatingSettings["redFlag"];
  readonly awardedAt: string;
  readonly awardedBy: string;
};

/** All that the stars of a district rest on, as of a local day: nothing in it is later. */
export type Book = {
  readonly districtId: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly timeZone: string;
  /** The day it is as of. */
  readonly day: string;
  readonly settings: RatingSettings;
  readonly rubrics: readonly RubricVersion[];
  readonly subjects: readonly Subject[];
  /** By subject, as `keyOf`; in the order in which they begin, those to come among them. */
  readonly ratings: ReadonlyMap<string, readonly Rating[]>;
  /** In order of time. */
  readonly inspections: ReadonlyMap<string, readonly ScoredInspection[]>;
  readonly complaints: ReadonlyMap<string, readonly Counted[]>;
  /** How many drawn inspections are not done. */
  readonly openTasks: ReadonlyMap<string, number>;
  /** The latest first. */
  readonly flags: readonly Flag[];
};

/** The kind of subjects a rubric is for. */
export const kindOf = (subject: RubricSubject): Subject["kind"] =>
  subject.kind === "street" ? "street" : subject.facilityKind;

/** The rubrics there are, each with its versions in order. */
export function rubricsOf(versions: readonly RubricVersion[]) {
  const ids = [...new Set(versions.map(({ rubricId }) => rubricId))];
  return ids.map((rubricId) => {
    const own = versions.filter((one) => one.rubricId === rubricId);
    return { rubricId, versions: own, kind: kindOf(own[0]!.content.subject) };
  });
}

/** A rubric as it is scored by on a day, with its subjects. Each kind of subject has one rubric. */
export type Rated = {
  readonly rubricId: string;
  readonly kind: Subject["kind"];
  readonly versions: readonly RubricVersion[];
  /** null: none is proposed or approved. */
  readonly version: RubricVersion | null;
  readonly subjects: readonly Subject[];
};

export const ratedBy = (book: Book): Rated[] =>
  rubricsOf(book.rubrics).map((rubric) => ({
    ...rubric,
    version: versionOn(rubric.versions, book.day),
    subjects: book.subjects.filter(({ kind }) => kind === rubric.kind),
  }));

/** What is kept of a subject. */
export const ofSubject = <T>(
  kept: ReadonlyMap<string, readonly T[]>,
  { subjectKind, subjectId }: Pick<Subject, "subjectKind" | "subjectId">,
): readonly T[] => kept.get(keyOf(subjectKind, subjectId)) ?? [];
