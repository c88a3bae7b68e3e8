import type { Feed, WallSettings, WallWatch } from "../../data/wall.ts";
import { WATCHES } from "../../data/wall.ts";
import { instantOf, localDay } from "../store/local-day.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Which part of the day it is, at a local time `HH:MM`. */
export function watchAt(time: string, begins: Readonly<Record<WallWatch, string>>): WallWatch {
  const order = WATCHES.toSorted((a, b) => (begins[a] < begins[b] ? -1 : 1));
  // before the first of the day, the last one of the day before goes on
  return order.findLast((watch) => begins[watch] <= time) ?? order.at(-1)!;
}

/** From when to when data are expected; `to` is no longer part of it. */
export type Hours = { readonly from: string; readonly to: string };

/**
 * When the hours began within which data are expected now; null when none are. The same `from` and `to` are all day, every
 * day: then it is the beginning of time.
 *
 * @param timeZone  IANA name.
 */
export function expectedSince({ from, to }: Hours, now: Date, timeZone: string): Date | null {
  if (from === to) return new Date(0);
  const days = [0, -1].map((offset) => localDay(new Date(+now + offset * DAY_MS), timeZone));
  for (const day of days) {
    const begins = instantOf(day, `${from}:00`, timeZone);
    const after = to > from ? day : localDay(new Date(+begins + DAY_MS), timeZone);
    if (begins <= now && now < instantOf(after, `${to}:00`, timeZone)) return begins;
  }
  return null;
}

/** Whether a feed is silent, and since when. */
export type Silence = {
  readonly isExpected: boolean;
  readonly isSilent: boolean;
  readonly since: Date | null;
};

/**
 * A feed is silent when nothing came for longer than it should, counted within the hours in which something should: a night
 * without data does not make the morning begin with an alarm.
 *
 * @param asOf  when the newest data came; null is never.
 */
export function silenceOf(
  asOf: Date | null,
  rule: (Hours & { readonly silentMinutes: number }) | null,
  now: Date,
  timeZone: string,
): Silence {
  const since = rule && expectedSince(rule, now, timeZone);
  if (!rule || !since || (asOf === null && +since === 0))
    return { isExpected: Boolean(rule && since), isSilent: false, since: null };
  const last = asOf && asOf > since ? asOf : since;
  const isSilent = +now - +last > rule.silentMinutes * MINUTE_MS;
  return { isExpected: true, isSilent, since: isSilent ? last : null };
}

/** What a feed is held to; null for what comes by hand, and never is silent. */
export const feedRule = (feeds: WallSettings["feeds"], feed: Feed) =>
  feed === "complaints" || feed === "positions" || feed === "hotspots" ? feeds[feed] : null;
