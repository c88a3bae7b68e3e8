const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** China has kept one offset, UTC+8, without summer time, since 1991. */
const LOCAL_MS = 8 * 3_600_000;

/** When somebody works, in minutes of the local day. */
export type Hours = {
  readonly from: number;
  readonly to: number;
  readonly isWeekendWorked: boolean;
};

/** Whoever answers the telephone. */
export const ROUND_THE_CLOCK: Hours = { from: 0, to: 1440, isWeekendWorked: true };
/** Whoever sweeps and collects. */
export const ON_THE_STREET: Hours = { from: 390, to: 1140, isWeekendWorked: true };
/** Whoever calls back: not at night. */
export const ON_THE_TELEPHONE: Hours = { from: 510, to: 1230, isWeekendWorked: true };
/** Whoever writes and decides. */
export const IN_THE_OFFICE: Hours = { from: 510, to: 1050, isWeekendWorked: false };

/**
 * The instant by which so many minutes of somebody's time have passed, to the second.
 *
 * @param at  Milliseconds since 1970. @param minutes  0 or more.
 */
export function afterMinutes(at: number, minutes: number, hours: Hours): number {
  let day = Math.floor((at + LOCAL_MS) / DAY_MS);
  let minute = (at + LOCAL_MS - day * DAY_MS) / MINUTE_MS;
  let left = minutes;
  for (;;) {
    // 1970-01-01 was a Thursday
    const isWeekend = (day + 3) % 7 >= 5;
    const start = Math.max(minute, hours.from);
    if ((!isWeekend || hours.isWeekendWorked) && start < hours.to) {
      if (start + left <= hours.to) {
        const then = day * DAY_MS - LOCAL_MS + (start + left) * MINUTE_MS;
        return Math.max(at, Math.round(then / 1000) * 1000);
      }
      left -= hours.to - start;
    }
    day += 1;
    minute = 0;
  }
}

/** Whether somebody works at an instant. */
export const isWorked = (at: Date, hours: Hours) =>
  afterMinutes(at.getTime(), 0, hours) - at.getTime() < 1000;
