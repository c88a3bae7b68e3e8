import type { FleetSettings } from "../../data/fleet.ts";
import type { FleetEventKind } from "../../data/vehicle.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { Fix } from "./fix.ts";
import { type Duty, type FleetEvent, MINUTE_MS, merged, type Watched } from "./watched.ts";

// Events of where a vehicle is, and of whether it is heard.

/** Not heard for so long while it is to work. */
export function silences(
  { fixes, duties, beforeMs, nowMs }: Watched,
  { minutes }: FleetSettings["silent"],
): FleetEvent[] {
  const events: FleetEvent[] = [];
  for (const { fromMs, toMs, routeId } of merged(duties)) {
    const end = Math.min(toMs, nowMs);
    if (end <= fromMs) continue;
    const within = fixes.filter(({ atMs }) => atMs >= fromMs && atMs <= end);
    // heard a moment before its shift it is not silent from before that moment
    const lastBefore = fixes.findLast(({ atMs }) => atMs < fromMs)?.atMs ?? beforeMs;
    const times = [Math.max(fromMs, lastBefore ?? fromMs), ...within.map(({ atMs }) => atMs), end];
    for (let i = 1; i < times.length; i++) {
      const [a, b] = [times[i - 1]!, times[i]!];
      if (b - a < minutes * MINUTE_MS) continue;
      const last = fixes.findLast(({ atMs }) => atMs <= a);
      const isOpen = i === times.length - 1 && nowMs <= toMs;
      events.push({
        ...{ kind: "silent", routeId, edgeId: null, fromMs: a, toMs: isOpen ? null : b },
        position: last?.position ?? null,
        detail: { isNeverHeard: within.length === 0 },
      });
    }
  }
  return events;
}

type Condition = {
  readonly kind: FleetEventKind;
  readonly minutes: number;
  readonly measure: (fix: Fix) => number;
  readonly isOn: (measured: number, fix: Fix) => boolean;
  readonly routeId?: string;
  /** Only within this time. */
  readonly within?: { readonly fromMs: number; readonly toMs: number };
};

/** A condition of positions that holds for a while without a break; a silence ends it, because nobody knows. */
function stretches(
  { fixes, nowMs }: Watched,
  gapSeconds: number,
  { kind, minutes, measure, isOn, routeId, within }: Condition,
): FleetEvent[] {
  const events: FleetEvent[] = [];
  let begun: { fix: Fix; most: number } | null = null;
  let last: Fix | null = null;
  const close = (end: Fix, isOpen: boolean) => {
    if (begun && end.atMs - begun.fix.atMs >= minutes * MINUTE_MS)
      events.push({
        ...{ kind, routeId: routeId ?? null, edgeId: null, fromMs: begun.fix.atMs },
        ...{ toMs: isOpen ? null : end.atMs, position: begun.fix.position },
        detail: { mostMeters: Math.round(begun.most) },
      });
    begun = null;
  };
  for (const fix of fixes) {
    if (within && (fix.atMs < within.fromMs || fix.atMs > within.toMs)) continue;
    if (last && fix.atMs - last.atMs > gapSeconds * 1_000) close(last, false);
    const measured = measure(fix);
    if (isOn(measured, fix)) {
      begun ??= { fix, most: 0 };
      begun.most = Math.max(begun.most, measured);
    } else if (last) close(last, false);
    last = fix;
  }
  if (last) close(last, nowMs - last.atMs < gapSeconds * 1_000);
  return events;
}

/** Beyond the border for a while. */
export const outOfArea = (watched: Watched, settings: FleetSettings): FleetEvent[] =>
  stretches(watched, settings.matching.gapSeconds, {
    kind: "out_of_area",
    minutes: settings.outOfArea.minutes,
    measure: ({ position }) => watched.outsideMeters(position),
    isOn: (meters) => meters > settings.outOfArea.meters,
  });

/** Beside its route for a while, once it has been on it; not on the way to a depot or a station, and not while it drives there. */
export function offRoute(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const { meters, minutes } = settings.offRoute;
  const band = settings.speeds.find(({ work }) => work === duty.work);
  const first = watched.fixes.find(
    ({ atMs, position }) =>
      atMs >= duty.fromMs && atMs <= duty.toMs && duty.offRouteMeters(position) <= meters,
  );
  if (!first) return [];
  const transitKmh = (band?.mostKmh ?? 15) + 5;
  return stretches(watched, settings.matching.gapSeconds, {
    ...{ kind: "off_route", minutes, routeId: duty.routeId },
    within: { fromMs: first.atMs, toMs: duty.toMs },
    measure: ({ position }) => duty.offRouteMeters(position),
    isOn: (off, { position, isWorking, speedKmh }) =>
      off > meters &&
      isWorking !== false &&
      (isWorking === true || speedKmh === null || speedKmh <= transitKmh) &&
      !watched.mayStand(position),
  });
}

/** Within a circle for a while, in its working time and where it has no reason to stand. */
export function longStops(watched: Watched, settings: FleetSettings): FleetEvent[] {
  const { meters, minutes } = settings.longStop;
  const { fixes, nowMs } = watched;
  const gapMs = settings.matching.gapSeconds * 1_000;
  const events: FleetEvent[] = [];
  for (const span of merged(watched.duties)) {
    const within = fixes.filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs);
    let from = 0;
    for (let i = 1; i <= within.length; i++) {
      const [first, last, next] = [within[from]!, within[i - 1]!, within[i]];
      const stays =
        next &&
        next.atMs - last.atMs <= gapMs &&
        distanceMeters(first.position, next.position) <= meters;
      if (stays) continue;
      if (last.atMs - first.atMs >= minutes * MINUTE_MS && !watched.mayStand(first.position))
        events.push({
          ...{ kind: "long_stop", routeId: span.routeId, edgeId: null, fromMs: first.atMs },
          toMs: next || nowMs - last.atMs > gapMs ? last.atMs : null,
          ...{ position: first.position, detail: {} },
        });
      from = i;
    }
  }
  return events;
}
