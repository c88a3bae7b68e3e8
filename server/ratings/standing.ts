import { type Book, ofSubject, type Rated } from "./book.ts";
import { type ComplaintCount, countOf } from "./complaint-counts.ts";
import { addDays, daysBetween } from "./days.ts";
import { type Defect, defectsOf, pointsIn } from "./defects.ts";
import { ratingOn } from "./in-force.ts";
import type { Rating } from "./rating-store.ts";
import type { Subject } from "./register-store.ts";
import { type Trial, trialOf } from "./trial.ts";
import { type Warning, warningsOf } from "./warnings.ts";

/** How a subject stands on the day of a book. */
export type Standing = {
  readonly subject: Subject;
  readonly rubricId: string;
  readonly rating: Rating | null;
  readonly trial: Trial | null;
  readonly lastInspectedOn: string | null;
  /** null: never inspected, or no version says how often. */
  readonly dueOn: string | null;
  /** Not inspected within its interval, or never. */
  readonly isDue: boolean;
  readonly defects: readonly Defect[];
  readonly complaints: ComplaintCount;
  readonly warnings: readonly Warning[];
};

/** How the subjects of one rubric stand, in the order of the register. */
export function standingsOf(book: Book, { rubricId, version, subjects }: Rated): Standing[] {
  const { day, settings } = book;
  const pointsOf = pointsIn(book.rubrics);
  return subjects.map((subject) => {
    const inspections = ofSubject(book.inspections, subject).filter(
      (one) => one.rubricId === rubricId,
    );
    const rating = ratingOn(ofSubject(book.ratings, subject), day);
    const trial = version && trialOf(inspections, version, day);
    const lastInspectedOn = inspections.at(-1)?.day ?? null;
    const dueOn =
      version && lastInspectedOn && addDays(lastInspectedOn, version.content.sampling.intervalDays);
    const defects = defectsOf(inspections, pointsOf);
    const counted = ofSubject(book.complaints, subject);
    return {
      ...{ subject, rubricId, rating, trial, lastInspectedOn, dueOn, defects },
      isDue: version !== null && (dueOn === null || daysBetween(dueOn, day) > 0),
      complaints: countOf(counted, subject, day, settings.complaints.days),
      warnings: warningsOf({
        ...{ day, rating, trial, dueOn, defects, rules: settings.warnings },
        complaints: countOf(counted, subject, day, settings.warnings.complaintDays),
      }),
    };
  });
}
