import type { ComplaintDeadlines, DeadlineRule } from "../../data/complaint-deadlines.ts";
import { instantOf, localDay } from "../store/local-day.ts";
import { dayAfter, type WorkingCalendar } from "./calendar.ts";

const MINUTE_MILLISECONDS = 60_000;
const HOUR_MILLISECONDS = 3_600_000;

/** Days without one that is worked, after which a calendar is taken to have none. */
const GREATEST_REST_DAYS = 366;

/** How long somebody has. */
export type Term = Pick<DeadlineRule, "amount" | "unit">;

/** What tells working time: the days, the hours of a day, and whose local time it is. */
export type Clock = {
  readonly calendar: WorkingCalendar;
  readonly hours: {
    readonly spans: readonly { readonly from: string; readonly to: string }[];
  };
  readonly calendarDays: { readonly isMovedPastDaysOff: boolean };
  /** IANA name. */
  readonly timeZone: string;
};

/** What is known of a complaint that a rule may be for; null is not known. */
export type DeadlineSubject = {
  readonly kind: DeadlineRule["kind"];
  readonly channel: string | null;
  readonly category: string | null;
  readonly importance: DeadlineRule["importance"] | null;
};

export type Deadline = {
  readonly dueAt: Date;
  /** The local day on which the term ends, as people say it: 24:00 belongs to the day that ends. */
  readonly lastDay: string;
  /** False where a day on the way was guessed to be worked or not. */
  readonly isCalendarKnown: boolean;
};

export type DeadlineStatus = "on-time" | "soon" | "late" | "late-3";

/**
 * Which rule says by when a step is due.
 *
 * The most specific one that fits: more of importance, category and channel named. Where two name as many, importance goes
 * before category and category before channel, because what endangers somebody must not wait for what its kind may take.
 *
 * @returns null where nothing is due.
 */
export function deadlineRule(
  rules: readonly DeadlineRule[],
  subject: DeadlineSubject,
  step: DeadlineRule["step"],
): DeadlineRule | null {
  const fits = (named: string | undefined, is: string | null | undefined) =>
    named === undefined || named === is;
  let best: DeadlineRule | null = null;
  for (const rule of rules) {
    if (rule.kind !== subject.kind || rule.step !== step) continue;
    if (!fits(rule.channel, subject.channel) || !fits(rule.category, subject.category)) continue;
    if (!fits(rule.importance, subject.importance)) continue;
    if (!best || precedence(rule) > precedence(best)) best = rule;
  }
  return best;
}

function precedence({ importance, category, channel }: DeadlineRule) {
  const named = [importance, category, channel].map((facet) => (facet === undefined ? 0 : 1));
  const [byImportance = 0, byCategory = 0, byChannel = 0] = named;
  return (
    (byImportance + byCategory + byChannel) * 8 + byImportance * 4 + byCategory * 2 + byChannel
  );
}

/**
 * The term of settling once it was extended: the days are added up and counted from the same start.
 *
 * An extension is not counted from the day that was due before, which may have moved past a holiday.
 *
 * @throws {RangeError} when the units differ.
 */
export function extendedTerm(term: Term, extension: Term): Term {
  if (term.unit !== extension.unit)
    throw new RangeError(`a term in ${term.unit} cannot be extended by ${extension.unit}`);
  return { amount: term.amount + extension.amount, unit: term.unit };
}

/** By when a term that began at an instant has to be kept; the conventions are those of `deadlineOf`. */
export const dueAt = (fromUtc: Date, term: Term, clock: Clock): Date =>
  deadlineOf(fromUtc, term, clock).dueAt;

/**
 * When a term ends, and how sure that is.
 *
 * - Minutes and hours run without a stop.
 * - Working hours run inside the spans of working days only.
 * - Working days: the day of the start does not count, nor do days off; the term ends with the last span of the last one.
 * - Calendar days: the day of the start does not count (民法典 201); the term ends at 24:00 local of the last day, or of the
 *   first working day after it where that one is a day off (民法典 203; docs/decisions/0007-holiday-calendar.md).
 *
 * @param fromUtc  Any instant, in working time or not.
 * @returns never earlier than `fromUtc`; a later start or a longer term never ends earlier. O(days).
 * @throws {RangeError} when the amount is not a whole number above 0, or a year passes without a working day.
 */
export function deadlineOf(fromUtc: Date, term: Term, clock: Clock): Deadline {
  const { amount, unit } = term;
  if (!Number.isInteger(amount) || amount < 1)
    throw new RangeError(`a term of ${amount} ${unit}: the amount is a whole number above 0`);
  let isCalendarKnown = true;
  const isWorked = (day: string) => {
    isCalendarKnown &&= clock.calendar.isKnown(day);
    return clock.calendar.isWorkingDay(day);
  };
  const due = endOf(fromUtc, term, clock, isWorked);
  const lastDay = localDay(new Date(due.getTime() - 1), clock.timeZone);
  return { dueAt: due, lastDay, isCalendarKnown };
}

type IsWorked = (day: string) => boolean;

function endOf(fromUtc: Date, { amount, unit }: Term, clock: Clock, isWorked: IsWorked): Date {
  const { timeZone } = clock;
  const today = localDay(fromUtc, timeZone);
  switch (unit) {
    case "minutes":
      return new Date(fromUtc.getTime() + amount * MINUTE_MILLISECONDS);
    case "hours":
      return new Date(fromUtc.getTime() + amount * HOUR_MILLISECONDS);
    case "working-hours":
      return afterWorkingTime(fromUtc, amount * HOUR_MILLISECONDS, clock, isWorked);
    case "working-days": {
      let last = today;
      for (let left = amount; left > 0; left--) last = workedFrom(dayAfter(last, 1), isWorked);
      return instantOf(last, `${clock.hours.spans.at(-1)!.to}:00`, timeZone);
    }
    case "calendar-days": {
      const nominal = dayAfter(today, amount);
      const isMoved = clock.calendarDays.isMovedPastDaysOff;
      const last = isMoved ? workedFrom(nominal, isWorked) : nominal;
      return instantOf(dayAfter(last, 1), "00:00:00", timeZone);
    }
  }
}

/** The first day that is worked, from one on. */
function workedFrom(day: string, isWorked: IsWorked): string {
  for (let away = 0; away < GREATEST_REST_DAYS; away++) {
    const candidate = dayAfter(day, away);
    if (isWorked(candidate)) return candidate;
  }
  throw new RangeError(`the calendar has no working day in the ${GREATEST_REST_DAYS} from ${day}`);
}

/** The instant at which so much working time has passed. What is used up when a span ends is due at that end. */
function afterWorkingTime(fromUtc: Date, milliseconds: number, clock: Clock, isWorked: IsWorked) {
  const at = (day: string, time: string) => instantOf(day, `${time}:00`, clock.timeZone).getTime();
  if (!clock.hours.spans.some(({ from, to }) => from < to))
    throw new RangeError("working hours without a span would never pass");
  let left = milliseconds;
  let day = workedFrom(localDay(fromUtc, clock.timeZone), isWorked);
  for (;;) {
    for (const { from, to } of clock.hours.spans) {
      const start = Math.max(at(day, from), fromUtc.getTime());
      // On a day on which clocks are put forward a span may be short, or not there at all.
      const length = Math.max(0, at(day, to) - start);
      if (length > 0 && left <= length) return new Date(start + left);
      left -= length;
    }
    day = workedFrom(dayAfter(day, 1), isWorked);
  }
}

/** A term that runs. */
export type RunningTerm = { readonly startedAt: Date; readonly dueAt: Date };
type Thresholds = {
  readonly soon: Pick<ComplaintDeadlines["soon"], "shareLeft" | "atLeastMinutes" | "atMostMinutes">;
  readonly veryLate: Pick<ComplaintDeadlines["veryLate"], "times">;
};

/**
 * From when a term is soon over, and from when it is late three times over.
 *
 * Both go by the clock on the wall and not by working time: who reminds looks at the wall.
 *
 * @throws {RangeError} when the term ends before it begins.
 */
export function turningPoints({ startedAt, dueAt }: RunningTerm, { soon, veryLate }: Thresholds) {
  const length = dueAt.getTime() - startedAt.getTime();
  if (length < 0)
    throw new RangeError(`due at ${dueAt.toISOString()}, begun at ${startedAt.toISOString()}`);
  const most = soon.atMostMinutes * MINUTE_MILLISECONDS;
  const least = soon.atLeastMinutes * MINUTE_MILLISECONDS;
  const left = Math.min(length, most, Math.max(least, length * soon.shareLeft));
  return {
    soonAt: new Date(dueAt.getTime() - left),
    veryLateAt: new Date(startedAt.getTime() + length * veryLate.times),
  };
}

/** Where a term stands that is not yet kept: due at an instant, it is kept at that instant, and late after it. */
export function statusOf(now: Date, term: RunningTerm, thresholds: Thresholds): DeadlineStatus {
  const { soonAt, veryLateAt } = turningPoints(term, thresholds);
  if (now > term.dueAt) return now >= veryLateAt ? "late-3" : "late";
  return now >= soonAt ? "soon" : "on-time";
}
