const DAY_MS = 86_400_000;

/** A local day so many days later, or earlier. */
export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days lie from one local day to another. */
export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The same day some months later; where that month is too short, its last. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)); // the day before the month after
  const [y, m] = [last.getUTCFullYear(), last.getUTCMonth()];
  return new Date(Date.UTC(y, m, Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}

/** The first day of a month `YYYY-MM`, and of the one after it. */
export const monthOf = (month: string) =>
  ({ first: `${month}-01`, next: addMonths(`${month}-01`, 1) }) as const;
