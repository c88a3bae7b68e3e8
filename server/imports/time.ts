import { instantOf, wallClock } from "../store/local-day.ts";
import type { Cell } from "./source.ts";
import { readWallTime } from "./values.ts";

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
