import { addDays, daysBetween } from "../ui/format.ts";

/** All located complaints of a district as columns in the order of their days, so that a period is a slice. */
export type ComplaintColumns = {
  /** The day that `days` counts from. */
  readonly baseDay: string;
  readonly count: number;
  /** Longitude and latitude in turn, degrees. */
  readonly positions: Float32Array;
  /** Days after `baseDay`, ascending. */
  readonly days: Uint16Array;
  readonly categories: Uint8Array;
};

/** Puts columns in the order of their days; columns that are already are returned as they are. */
export function sortedByDay(columns: ComplaintColumns): ComplaintColumns {
  const { count, days, positions, categories } = columns;
  if (days.every((day, index) => index === 0 || days[index - 1]! <= day)) return columns;
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => days[a]! - days[b]! || a - b,
  );
  const sorted = {
    positions: new Float32Array(count * 2),
    days: new Uint16Array(count),
    categories: new Uint8Array(count),
  };
  order.forEach((from, to) => {
    sorted.positions[to * 2] = positions[from * 2]!;
    sorted.positions[to * 2 + 1] = positions[from * 2 + 1]!;
    sorted.days[to] = days[from]!;
    sorted.categories[to] = categories[from]!;
  });
  return { ...columns, ...sorted };
}

/** The rows of a period, both days included, as the half-open range `[start, end)`. O(log n). */
export function rowsOf(
  columns: ComplaintColumns,
  period: { readonly from: string; readonly to: string },
): readonly [start: number, end: number] {
  const start = firstFrom(columns.days, daysBetween(columns.baseDay, period.from));
  const end = firstFrom(columns.days, daysBetween(columns.baseDay, period.to) + 1);
  return [start, Math.max(start, end)];
}

/** How many complaints each week had. */
export type Weeks = {
  /** The Monday of the first week. */
  readonly monday: string;
  readonly counts: readonly number[];
};

/**
 * Complaints per week from the week of the first day to the week of `lastDay`, weeks beginning on Monday; weeks
 * without any are there, with 0.
 */
export function weeksOf(columns: ComplaintColumns, lastDay: string): Weeks {
  const firstDay = columns.count > 0 ? addDays(columns.baseDay, columns.days[0]!) : lastDay;
  const monday = mondayOf(firstDay);
  const weekCount = Math.max(1, Math.floor(daysBetween(monday, lastDay) / 7) + 1);
  const counts = new Array<number>(weekCount).fill(0);
  const shift = daysBetween(monday, columns.baseDay);
  for (const day of columns.days) {
    const week = Math.floor((day + shift) / 7);
    if (week < weekCount) counts[week]! += 1;
  }
  return { monday, counts };
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** The first index whose day is at least `day`. */
function firstFrom(days: Uint16Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
