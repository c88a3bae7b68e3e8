const DAY_MS = 86_400_000;
const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later. @param day  `YYYY-MM-DD`. */
export const addDays = (day: string, days: number) =>
  new Date(msOf(day) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string) => (msOf(to) - msOf(from)) / DAY_MS;

/** 1 is Monday. */
export const weekdayOf = (day: string) => new Date(msOf(day)).getUTCDay() || 7;

/** Both days of a month. @param month  `YYYY-MM`. */
export function monthPeriod(month: string) {
  const from = `${month}-01`;
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to: addDays(next, -1) };
}
