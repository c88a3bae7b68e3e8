import { instantOf } from "../store/local-day.ts";

const DAY_MS = 86_400_000;

/** A local day so many days later, or earlier. */
export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days lie from one local day to another. */
export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The days from the first to the last, both with. */
export const daysOf = (first: string, last: string) =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, i) => addDays(first, i));

/** The first and last day of the week, from Monday, or month in which a day lies. */
export function periodOf(period: "week" | "month", day: string): readonly [string, string] {
  if (period === "week") {
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7; // 0 is Monday
    return [addDays(day, -weekday), addDays(day, 6 - weekday)];
  }
  const first = `${day.slice(0, 7)}-01`;
  const next = new Date(`${first}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return [first, addDays(next.toISOString().slice(0, 10), -1)];
}

/** The instant, in epoch milliseconds, at which a local day begins. */
export const startOf = (day: string, timeZone: string) =>
  instantOf(day, "00:00:00", timeZone).getTime();

/** The instant of a time of a local day, in epoch milliseconds. @param time  `HH:MM`. */
export const timeOf = (day: string, time: string, timeZone: string) =>
  time === "24:00"
    ? startOf(addDays(day, 1), timeZone)
    : instantOf(day, `${time}:00`, timeZone).getTime();
