import { dateFormat } from "../ui/formatters.ts";
import type { Language } from "../ui/language.ts";

/** The local day of an instant, `YYYY-MM-DD`. */
export const dayAt = (ms: number, timeZone: string) =>
  dateFormat("en-CA", { timeZone, dateStyle: "short" }).format(ms);

/** The local time of an instant, `HH:MM:SS`. */
export const clockAt = (ms: number, timeZone: string) =>
  dateFormat("en-GB", { timeZone, timeStyle: "medium" }).format(ms);

/** A local day and time in words. */
export const momentAt = (ms: number, timeZone: string, language: Language) =>
  dateFormat(language, {
    ...{ timeZone, month: "short", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false },
  }).format(ms);

/**
 * The instant at which clocks of a time zone show a time; of two the earlier, and of none the one after the jump.
 *
 * @param time  `HH:MM` or `HH:MM:SS`; 24:00 is the end of the day.
 */
export function instantAt(day: string, time: string, timeZone: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  const wall = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const shown = (ms: number) => Date.parse(`${dayAt(ms, timeZone)}T${clockAt(ms, timeZone)}Z`);
  const candidates = [wall - 86_400_000, wall + 86_400_000].map(
    (near) => wall - (shown(near) - near),
  );
  const exact = candidates.filter((ms) => shown(ms) === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}
