import { dateFormat } from "../ui/formatters.ts";
import type { Language } from "../ui/language.ts";

const MINUTE = 60_000;

/** The local day of an instant, `YYYY-MM-DD`. */
export const dayAt = (instant: string | Date, timeZone: string) =>
  dateFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(instant));

/** The local time of an instant, `HH:MM`; where a period ends at midnight it may be said as 24:00. */
export function timeAt(instant: string | Date, timeZone: string, isEnd = false) {
  const time = dateFormat("en-GB", { timeZone, timeStyle: "short" }).format(new Date(instant));
  return isEnd && time === "00:00" ? "24:00" : time;
}

/** A local day and time in words: 3月2日 周一 08:00. */
export const momentAt = (instant: string | Date, timeZone: string, language: Language) =>
  `${dateFormat(language, { timeZone, month: "short", day: "numeric", weekday: "short" }).format(
    new Date(instant),
  )} ${timeAt(instant, timeZone)}`;

/** From one moment to another; the day is said once where it is the same. */
export const spanAt = (
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string },
  timeZone: string,
  language: Language,
) =>
  `${momentAt(startsAt, timeZone, language)}–${
    dayAt(startsAt, timeZone) === dayAt(endsAt, timeZone)
      ? timeAt(endsAt, timeZone)
      : momentAt(endsAt, timeZone, language)
  }`;

/**
 * The instant at which clocks of a time zone show a time; of two the earlier, and of none the one after the gap.
 *
 * @param day  `YYYY-MM-DD`. @param time  `HH:MM`.
 */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const shown = (instant: number) =>
    Date.parse(`${dayAt(new Date(instant), timeZone)}T${timeAt(new Date(instant), timeZone)}:00Z`);
  const candidates = [wall - 86_400_000, wall + 86_400_000].map(
    (near) => wall - (shown(near) - near),
  );
  const exact = candidates.filter((instant) => shown(instant) === wall);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** Whole hours and minutes of a length of time, rounded up to the minute; 0 when it is over. */
export function hoursAndMinutes(milliseconds: number) {
  const minutes = Math.max(0, Math.ceil(milliseconds / MINUTE));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
