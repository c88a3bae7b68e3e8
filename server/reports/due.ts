import { addDays, daysBetween } from "./days.ts";
import type { Period } from "./records.ts";

/**
 * How many bulletins and rankings a period asks for.
 *
 * A bulletin every so many days from its first day on, the last of them for what is left: a year of 365 days asks for
 * 122 every three days. A ranking for each first day of a month in it, of the month before.
 *
 * @param since  The day of the first inspection there is; null where nothing was ever inspected, and nothing is due.
 */
export function dueOf(
  { from, to }: Period,
  intervalDays: number,
  since: string | null,
): { readonly bulletins: number; readonly rankings: number } {
  const first = since === null || since < from ? from : since;
  if (since === null || first > to) return { bulletins: 0, rankings: 0 };
  const days = daysBetween(first, to) + 1;
  const firsts = Array.from({ length: days }, (_, i) => addDays(first, i)).filter(
    (day) => day.endsWith("-01") && day > since,
  );
  return { bulletins: Math.ceil(days / intervalDays), rankings: firsts.length };
}
