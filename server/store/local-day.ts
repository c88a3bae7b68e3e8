const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Which day it is in a time zone.
 *
 * @param timeZone  IANA name. @returns `YYYY-MM-DD`.
 * @throws {RangeError} when the time zone is unknown.
 */
export function localDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/**
 * An instant as a clock in a time zone shows it.
 *
 * @returns ISO 8601 to the second, with the offset from UTC: `2024-05-06T15:08:09+08:00`.
 */
export function localInstant(instant: Date, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  })
    .format(instant)
    .replace(" ", "T");
  const seconds = Math.floor(instant.getTime() / 1000);
  const minutes = Math.round((Date.parse(`${clock}Z`) / 1000 - seconds) / 60);
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const away = Math.abs(minutes);
  return `${clock}${minutes < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock in a time zone shows at an instant, as if it were UTC (milliseconds). */
export function wallClock(instant: number, timeZone: string) {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
}

const hours = new Map<string, Map<number, number>>();
const QUARTER = 15 * 60_000;
/** A register asks for the same quarters of an hour again and again: ten years have 350,000. */
const KEPT_QUARTERS = 400_000;

/** Which hour it is in a time zone, 0 to 23. Zones differ from UTC by whole quarters of an hour. */
export function localHour(instant: Date, timeZone: string): number {
  let known = hours.get(timeZone);
  if (!known) {
    known = new Map();
    hours.set(timeZone, known);
  }
  const quarter = Math.floor(instant.getTime() / QUARTER);
  let hour = known.get(quarter);
  if (hour === undefined) {
    hour = new Date(wallClock(quarter * QUARTER, timeZone)).getUTCHours();
    if (known.size >= KEPT_QUARTERS) known.clear();
    known.set(quarter, hour);
  }
  return hour;
}

const instants = new Map<string, number>();
/** Some kilobytes a thousand; whoever works out terms asks for the same few times of the same days. */
const KEPT_INSTANTS = 20_000;

/**
 * The instant at which clocks of a time zone show a time; of two, the earlier, and of none, the one after the gap.
 *
 * @param day  `YYYY-MM-DD`.
 * @param time  `HH:MM:SS`.
 * @param timeZone  IANA name.
 */
export function instantOf(day: string, time: string, timeZone: string): Date {
  const key = `${day}T${time} ${timeZone}`;
  let instant = instants.get(key);
  if (instant === undefined) {
    if (instants.size >= KEPT_INSTANTS) instants.clear();
    instant = workedOut(day, time, timeZone);
    instants.set(key, instant);
  }
  return new Date(instant);
}

function workedOut(day: string, time: string, timeZone: string): number {
  const wall = Date.parse(`${day}T${time}Z`);
  const offset = (instant: number) => wallClock(instant, timeZone) - instant;
  const candidates = [offset(wall - 86_400_000), offset(wall + 86_400_000)].map((o) => wall - o);
  const exact = candidates.filter((instant) => wallClock(instant, timeZone) === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}
