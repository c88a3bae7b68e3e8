import type { Cell } from "./source.ts";
import { readWallTime } from "./values.ts";

/** What a clock in a time zone shows at an instant, as if it were UTC (milliseconds). */
function wallClock(instant: number, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
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

/**
 * The instant at which clocks of a time zone show a time; of two, the earlier, and of none, the one after the gap.
 *
 * @param day  `YYYY-MM-DD`.
 * @param time  `HH:MM:SS`.
 * @param timeZone  IANA name.
 */
export function instantOf(day: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T${time}Z`);
  const offset = (instant: number) => wallClock(instant, timeZone) - instant;
  const candidates = [offset(wall - 86_400_000), offset(wall + 86_400_000)].map((o) => wall - o);
  const exact = candidates.filter((instant) => wallClock(instant, timeZone) === wall);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/**
 * When something happened: the local day, and the instant where the file knows the time.
 *
 * A date stays a date: midnight is not invented.
 */
export function occurredOf(cell: Cell, timeZone: string) {
  const reading = readWallTime(cell);
  if ("remedy" in reading) return reading;
  if (reading.value === null) return { remedy: "Give the day, e.g. 2026-03-31." };
  const { day, time, zone } = reading.value;
  if (time === null) return { day, at: null };
  if (zone === null) return { day, at: instantOf(day, time, timeZone).toISOString() };
  const instant = Date.parse(`${day}T${time}${zone.replace(/^([-+]\d\d):?(\d\d)$/, "$1:$2")}`);
  const local = new Date(wallClock(instant, timeZone)).toISOString();
  return { day: local.slice(0, 10), at: new Date(instant).toISOString() };
}
