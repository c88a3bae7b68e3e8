import type { Day } from "./records.ts";

const DAY_MS = 86_400_000;
/** China has kept one offset, UTC+8, without summer time, since 1991. */
const LOCAL_MS = 8 * 3_600_000;

/** The district's calendar: offsets in days from the anchor, which is 00:00 local time. */
export type Days = {
  readonly anchor: Date;
  /** The local day so many days from the anchor's. */
  day(offset: number): Day;
  /** An instant: a day's offset and seconds since its midnight. */
  at(offset: number, seconds: number): Date;
  /** 0 is Monday. */
  weekday(offset: number): number;
  /** 0 is January. */
  month(offset: number): number;
};

/** @throws {RangeError} when the anchor is not 00:00 in Asia/Shanghai. */
export function daysFrom(anchor: Date): Days {
  const localMidnight = anchor.getTime() + LOCAL_MS;
  if (localMidnight % DAY_MS !== 0) {
    throw new RangeError(`the anchor must be 00:00 in Asia/Shanghai, got ${anchor.toISOString()}`);
  }
  const local = (offset: number) => new Date(localMidnight + offset * DAY_MS);
  return {
    anchor,
    day: (offset) => local(offset).toISOString().slice(0, 10),
    at: (offset, seconds) => new Date(anchor.getTime() + offset * DAY_MS + seconds * 1000),
    weekday: (offset) => (local(offset).getUTCDay() + 6) % 7,
    month: (offset) => local(offset).getUTCMonth(),
  };
}
