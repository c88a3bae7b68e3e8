import {
  COMPLAINT_DEADLINES,
  type ComplaintDeadlines,
  type DeadlineRule,
  DistrictDeadlines,
  mergedDeadlines,
} from "../../data/complaint-deadlines.ts";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import type { Queryable } from "../store/database.ts";
import { instantOf } from "../store/local-day.ts";
import { readSetting } from "../store/setting.ts";
import { chineseCalendar, dayAfter } from "./calendar.ts";
import type { Desk } from "./case-desk.ts";
import type { Due, StoredCase } from "./case-store.ts";
import { type Clock, type DeadlineSubject, deadlineOf, deadlineRule } from "./deadlines.ts";
import type { Standing } from "./life.ts";

/** What a district goes by when it says by when something is due. */
export type Terms = { readonly deadlines: ComplaintDeadlines; readonly clock: Clock };

/** Where a district keeps its own terms. */
export const DEADLINES_SETTING = "complaintDeadlines";

/** The terms of a district: the presets, and what it has set over them. */
export async function readTerms(
  tx: Queryable,
  districtId: string,
  timeZone: string,
): Promise<Terms> {
  const own = DistrictDeadlines.safeParse(await readSetting(tx, districtId, DEADLINES_SETTING));
  return termsOf(own.success ? own.data : null, timeZone);
}

/** @param own  null where a district has set nothing. */
export function termsOf(own: DistrictDeadlines | null, timeZone: string): Terms {
  const deadlines = mergedDeadlines(COMPLAINT_DEADLINES, own);
  const calendar = chineseCalendar(own?.days ?? null);
  const { hours, calendarDays } = deadlines;
  return { deadlines, clock: { calendar, hours, calendarDays, timeZone } };
}

type Running = { readonly step: DeadlineRule["step"]; readonly from: Date | null };

/** Steps that wait to be taken, each with what its term is counted from. */
function runningSteps({ kind }: DeadlineSubject, standing: Standing): Running[] {
  const { state, since, marks, startedAt, acceptedAt } = standing;
  if (!OPEN_STATES.includes(state)) return [];
  if (state === "in-review") return [{ step: "review", from: since }];
  if (state === "in-recheck") return [{ step: "recheck", from: since }];
  if (kind === "proposal") return [{ step: "reply", from: startedAt }];
  if (kind === "petition")
    return [
      acceptedAt
        ? ({ step: "settle", from: acceptedAt } as const)
        : ({ step: "accept", from: startedAt } as const),
    ];
  const steps: Running[] = [{ step: "settle", from: startedAt }];
  if (state === "registered") steps.push({ step: "assign", from: since });
  if (state === "assigned") steps.push({ step: "accept", from: since });
  if (acceptedAt && marks.result === "missing") {
    steps.push({ step: "result", from: acceptedAt });
    if (marks["on-site"] === "missing") steps.push({ step: "arrive", from: acceptedAt });
  }
  return steps;
}

/** Steps that an extension gives more time for. */
const EXTENDED = ["settle", "reply", "result"];

function dueOfStep(
  { deadlines, clock }: Terms,
  subject: DeadlineSubject,
  { step, from }: Running,
  extendedDays: number,
): Due | null {
  const rule = deadlineRule(deadlines.rules, subject, step);
  if (!rule || !from) return null;
  const isExtended = extendedDays > 0 && EXTENDED.includes(step);
  if (!isExtended) return { step, from, at: deadlineOf(from, rule, clock).dueAt };
  if (rule.unit === "calendar-days") {
    // added up and counted from the same start: the day that was due before may have moved past a holiday
    const term = { unit: rule.unit, amount: rule.amount + extendedDays };
    return { step, from, at: deadlineOf(from, term, clock).dueAt };
  }
  const before = deadlineOf(from, rule, clock).dueAt;
  const more = { unit: "calendar-days", amount: extendedDays } as const;
  // 24:00 belongs to the day that ends, from which the extension is counted
  return { step, from, at: deadlineOf(new Date(before.getTime() - 1), more, clock).dueAt };
}

/** Supervision is due at the end of the day it names. */
function supervisionDue({ supervision }: Standing, timeZone: string): Due | null {
  if (!supervision) return null;
  const at = instantOf(dayAfter(supervision.term, 1), "00:00:00", timeZone);
  return { step: "supervision-reply", from: supervision.issuedAt, at };
}

/** What of a complaint is due first, by the terms of its district; null when nothing is. */
function nextDue(terms: Terms, subject: DeadlineSubject, standing: Standing): Due | null {
  const due = [
    supervisionDue(standing, terms.clock.timeZone),
    ...runningSteps(subject, standing).map((running) =>
      dueOfStep(terms, subject, running, standing.extendedDays),
    ),
  ].filter((one) => one !== null);
  return due.reduce<Due | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}

/** When a complaint has to be settled, or had to be; null while no term for it has begun. */
function settleBy(terms: Terms, subject: DeadlineSubject, standing: Standing): Date | null {
  const step = subject.kind === "proposal" ? "reply" : "settle";
  const from = subject.kind === "petition" ? standing.acceptedAt : standing.startedAt;
  return dueOfStep(terms, subject, { step, from }, standing.extendedDays)?.at ?? null;
}

/** When a complaint that waits for it has to be accepted; null while it does not. */
function respondBy(terms: Terms, subject: DeadlineSubject, standing: Standing): Date | null {
  const accepting = runningSteps(subject, standing).find(({ step }) => step === "accept");
  return (accepting && dueOfStep(terms, subject, accepting, 0)?.at) ?? null;
}

/** What is due next of a complaint, and by when it must be responded to and settled. */
export type CaseTerms = {
  readonly next: Due | null;
  readonly respondBy: Date | null;
  readonly settleBy: Date | null;
};

/** Which step of a complaint is due next, and by when all of it is. */
export const termsOfCase = (
  terms: Terms,
  subject: DeadlineSubject,
  standing: Standing,
): CaseTerms => ({
  next: nextDue(terms, subject, standing),
  respondBy: respondBy(terms, subject, standing),
  settleBy: settleBy(terms, subject, standing),
});

/** The same by the terms of the district. */
export async function dueOf(
  { tx, districtId, timeZone }: Desk,
  complaint: StoredCase,
  standing: Standing,
): Promise<CaseTerms> {
  return termsOfCase(await readTerms(tx, districtId, timeZone), complaint, standing);
}
