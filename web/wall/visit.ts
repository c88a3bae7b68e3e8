import type { LngLat } from "../map/geometry.ts";

/** What of an alarm decides whether the camera goes there. */
export type Visitable = {
  readonly alarmId: string;
  readonly isNew: boolean;
  readonly isCritical: boolean;
  readonly position: LngLat | null;
};

/** An alarm the camera is at. Times are `performance.now()`. */
export type Visit = { readonly alarmId: string; readonly sinceMs: number };

export type Visits = {
  readonly at: Visit | null;
  /** Alarms the camera has been at, so that it goes to each once. */
  readonly seen: ReadonlySet<string>;
};

export const NO_VISITS: Visits = { at: null, seen: new Set() };

/**
 * Where the camera is to be: at the first critical alarm it has not been at, until that is acknowledged or the time is
 * over; then back at the scene.
 *
 * @param alarms  The most urgent first.
 */
export function visiting(
  now: Visits,
  alarms: readonly Visitable[],
  staySeconds: number,
  atMs: number,
): Visits {
  const urgent = alarms.filter((one) => one.isNew && one.isCritical && one.position !== null);
  const known = new Set(alarms.map(({ alarmId }) => alarmId));
  const isOver =
    now.at !== null &&
    (!urgent.some(({ alarmId }) => alarmId === now.at?.alarmId) ||
      atMs - now.at.sinceMs >= staySeconds * 1000);
  if (now.at !== null && !isOver) return now;
  const next = urgent.find(({ alarmId }) => !now.seen.has(alarmId));
  if (!next && now.at === null) return now;
  // what is not listed any more cannot come back: forgotten, or this would grow for months
  const seen = new Set([...now.seen].filter((alarmId) => known.has(alarmId)));
  if (next) seen.add(next.alarmId);
  return { at: next ? { alarmId: next.alarmId, sinceMs: atMs } : null, seen };
}
