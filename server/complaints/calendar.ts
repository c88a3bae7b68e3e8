import holidays from "chinese-days/dist/chinese-days.json" with { type: "json" };

const DAY_MILLISECONDS = 86_400_000;

/** Which days are worked. Days are local dates, `YYYY-MM-DD`. */
export type WorkingCalendar = {
  isWorkingDay(day: string): boolean;
  /** Whether that is known, or guessed from the day of the week. */
  isKnown(day: string): boolean;
};

/** What a district says of its days besides the State Council's notices. */
export type OwnDays = {
  readonly off: readonly string[];
  readonly working: readonly string[];
  /** Years whose holidays and make-up days are all among `off` and `working`. */
  readonly completeYears: readonly number[];
};

const off = new Set(Object.keys(holidays.holidays));
const madeUp = new Set(Object.keys(holidays.workdays));

/** A year is known once the notice that names its National Day is in. */
const hasNotice = (year: number) => off.has(`${year}-10-01`);

/**
 * The working days of China: Monday to Friday, less the holidays and plus the make-up days (调休) of the State Council's
 * yearly notices, from 2004 on.
 *
 * Of a year without a notice only weekends are known, and `isKnown` says no. So it does for the last week of the year
 * before: the notices for 2007, 2008, 2012 and 2019 moved days there (docs/decisions/0007-holiday-calendar.md).
 *
 * @param own  A district's days go before the notices.
 */
export function chineseCalendar(own: OwnDays | null = null): WorkingCalendar {
  const ownOff = new Set(own?.off);
  const ownWorking = new Set(own?.working);
  const complete = new Set(own?.completeYears);
  const isYearKnown = (year: number) => hasNotice(year) || complete.has(year);
  return {
    isWorkingDay(day) {
      if (ownOff.has(day)) return false;
      if (ownWorking.has(day) || madeUp.has(day)) return true;
      return !off.has(day) && !isWeekend(day);
    },
    isKnown(day) {
      if (ownOff.has(day) || ownWorking.has(day) || off.has(day) || madeUp.has(day)) return true;
      const year = Number(day.slice(0, 4));
      return isYearKnown(year) && (day.slice(5) < "12-25" || isYearKnown(year + 1));
    },
  };
}

/** The local day so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

function isWeekend(day: string) {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}
