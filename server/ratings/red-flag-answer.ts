import { DomainError } from "../http/problem.ts";
import { type Book, type Flag, ofSubject, type Rated, ratedBy } from "./book.ts";
import { countBetween } from "./complaint-counts.ts";
import { addDays, monthOf } from "./days.ts";
import { candidatesOf, type MonthFigures, ruleText } from "./red-flag.ts";
import type { RedFlagsAnswer } from "./red-flag-schema.ts";
import { refOf } from "./wire.ts";

/** The month before that of a day. */
export const lastMonth = (day: string) => addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);

/** What a month says of each subject that was inspected in it. */
export function monthFiguresOf(book: Book, rated: Rated, month: string): MonthFigures[] {
  const { first, next } = monthOf(month);
  return rated.subjects.flatMap((subject) => {
    const inspected = ofSubject(book.inspections, subject).filter(
      (one) => one.rubricId === rated.rubricId && first <= one.day && one.day < next,
    );
    if (inspected.length === 0) return [];
    const scores = inspected.flatMap(({ score }) => (score === null ? [] : [score]));
    const complaints = ofSubject(book.complaints, subject);
    return {
      ...{ subject, n: scores.length },
      score: scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length,
      complaints: countBetween(complaints, subject, first, addDays(next, -1), 0).n,
      vetoes: inspected.reduce((sum, one) => sum + one.vetoes.length, 0),
    };
  });
}

function flagWire(book: Book, { month, ...flag }: Flag) {
  const subject = book.subjects.find(
    (one) => one.subjectKind === flag.subjectKind && one.subjectId === flag.subjectId,
  );
  return {
    ...flag,
    month: month.slice(0, 7),
    subject: subject ? refOf(subject, flag.rubricId) : null,
    figures: { ...flag.figures },
    rule: { ...flag.rule },
  };
}

/** @throws {DomainError} `record-unknown`. */
export function ratedIn(book: Book, rubricId: string): Rated {
  const rated = ratedBy(book).find((one) => one.rubricId === rubricId);
  if (!rated) throw new DomainError("record-unknown", `No rubric ${rubricId}`);
  return rated;
}

/** The day as of which a month is counted: its last, or today in the month that is. */
export function monthDay(month: string, today: string) {
  const last = addDays(monthOf(month).next, -1);
  return last < today ? last : today;
}

/**
 * The red flag of a month: who may have it by the rule, who was given it, and who had it before.
 *
 * @param book  As of `monthDay`.
 */
export function redFlagsOf(
  book: Book,
  { rubricId, month, today }: { rubricId: string; month: string; today: string },
): RedFlagsAnswer {
  const rule = book.settings.redFlag;
  const rated = ratedIn(book, rubricId);
  const { candidates, winner, tied } = candidatesOf(monthFiguresOf(book, rated, month), rule);
  const history = book.flags
    .filter((flag) => flag.rubricId === rubricId)
    .map((flag) => flagWire(book, flag));
  return {
    ...{ districtId: book.districtId, rubricId, month, isOver: monthOf(month).next <= today },
    ...{ rule: { ...rule }, ruleText: ruleText(rule) },
    candidates: candidates.map(({ subject, failed, ...figures }) => ({
      ...refOf(subject, rubricId),
      ...{ ...figures, failed: [...failed] },
    })),
    tied: tied.map(({ subject }) => subject.subjectId),
    winnerId: winner?.subject.subjectId ?? null,
    awarded: history.find((flag) => flag.month === month) ?? null,
    holder: history[0] ?? null,
    history,
  };
}
