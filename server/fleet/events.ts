import type { FleetSettings } from "../../data/fleet.ts";
import type { FleetEventKind } from "../../data/vehicle.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Fix } from "./fix.ts";

/** A time in which a vehicle is to work on a route. */
export type Duty = {
  readonly routeId: string;
  readonly work: string;
  /** Its own passes are the proof that it was done; otherwise people confirm it, and the vehicle only carries them. */
  readonly isProvenByPositions: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  /** Edges in the order of the route, with their lengths. */
  readonly edges: readonly { readonly edgeId: string; readonly lengthMeters: number }[];
  /** Meters from a position to the nearest of its edges; as far as `mostMeters` at most. */
  offRouteMeters(position: LngLat): number;
};

/** A stretch of an edge that was driven, as service records have it. */
export type Pass = {
  readonly edgeId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** 0–1 of the edge. */
  readonly share: number;
  readonly speedKmh: number | null;
  readonly isWorking: boolean | null;
  readonly confidence: number;
};

/** What is known of a vehicle in a window of time. */
export type Watched = {
  /** In order of time. */
  readonly fixes: readonly Fix[];
  readonly passes: readonly Pass[];
  /** What others drove on the routes of its duties: of two sweepers on one route each does a part. */
  readonly passesOfOthers: readonly Pass[];
  readonly duties: readonly Duty[];
  /** The youngest position before the window; null where none is known. */
  readonly beforeMs: number | null;
  /** What is later is not known yet. */
  readonly nowMs: number;
  /** Whether a position lies beside a depot, a station or a stop of its round, where it may stand. */
  mayStand(position: LngLat): boolean;
  /** Meters beyond the district's border; 0 within. */
  outsideMeters(position: LngLat): number;
};

/** Something that somebody must look at. */
export type FleetEvent = {
  readonly kind: FleetEventKind;
  readonly routeId: string | null;
  readonly edgeId: string | null;
  readonly fromMs: number;
  /** null while it goes on. */
  readonly toMs: number | null;
  readonly position: LngLat | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const MINUTE_MS = 60_000;

/** What happened with a vehicle that somebody must look at, in order of beginning. Pure: the same data give the same events. */
export function eventsOf(watched: Watched, settings: FleetSettings): FleetEvent[] {
  const { gapSeconds } = settings.matching;
  return [
    ...silences(watched, settings.silent),
    ...stretches(watched, gapSeconds, {
      kind: "out_of_area",
      minutes: settings.outOfArea.minutes,
      measure: ({ position }) => watched.outsideMeters(position),
      isOn: (meters) => meters > settings.outOfArea.meters,
    }),
    // order and speed are those of the work itself: whoever patrols all day goes to and fro
    ...watched.duties
      .filter(({ isProvenByPositions }) => isProvenByPositions)
      .flatMap((duty) => [
        ...offRoute(watched, duty, settings),
        ...skipped(watched, duty, settings),
        ...outOfOrder(watched, duty, settings),
        ...speeding(watched, duty, settings),
      ]),
    ...longStops(watched, settings),
  ].sort((a, b) => a.fromMs - b.fromMs || (a.kind < b.kind ? -1 : 1));
}

/** Not heard for so long while it is to work. */
function silences(
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

/** Duties that follow or overlap each other are one: a vehicle between two shifts is not looked at. */
function merged(duties: readonly Duty[]) {
  const spans: { fromMs: number; toMs: number; routeId: string | null }[] = [];
  for (const { fromMs, toMs, routeId } of duties.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = spans.at(-1);
    if (last && fromMs <= last.toMs) {
      last.toMs = Math.max(last.toMs, toMs);
      if (last.routeId !== routeId) last.routeId = null;
    } else spans.push({ fromMs, toMs, routeId });
  }
  return spans;
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

/** Beside its route for a while, once it has been on it; not on the way to a depot or a station, and not while it drives there. */
function offRoute(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
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

type Covered = { readonly at: number; readonly firstMs: number; readonly lastMs: number };

/** Of each edge of a duty when it was first and last passed within it, where most of it was. */
function coveredBy(passes: readonly Pass[], duty: Duty, leastShare: number): (Covered | null)[] {
  const shares = new Map<string, { share: number; firstMs: number; lastMs: number }>();
  for (const { edgeId, fromMs, toMs, share, isWorking } of passes) {
    if (toMs < duty.fromMs || fromMs > duty.toMs || isWorking === false) continue;
    const known = shares.get(edgeId);
    if (!known) shares.set(edgeId, { share, firstMs: fromMs, lastMs: toMs });
    else {
      known.share += share; // passes may overlap: this is a look, and the record of service counts exactly
      known.firstMs = Math.min(known.firstMs, fromMs);
      known.lastMs = Math.max(known.lastMs, toMs);
    }
  }
  return duty.edges.map(({ edgeId }, at) => {
    const known = shares.get(edgeId);
    return known && known.share >= leastShare ? { at, ...known } : null;
  });
}

const COVERED_SHARE = 0.5;

/** Where along the route each edge begins, in meters. */
function alongOf({ edges }: Duty): number[] {
  let sum = 0;
  return edges.map(({ lengthMeters }) => {
    const at = sum;
    sum += lengthMeters;
    return at;
  });
}

/** Left out, though it was heard all the time while it passed by: enough of the route was done after it, and long enough ago. */
function skipped(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const { beyondMeters, minutes, leastMeters } = settings.skipped;
  const covered = coveredBy(watched.passes, duty, COVERED_SHARE);
  const byOthers = coveredBy(watched.passesOfOthers, duty, COVERED_SHARE);
  const isLeft = (at: number) => !covered[at] && !byOthers[at];
  const events: FleetEvent[] = [];
  for (let from = 0; from < covered.length; from++) {
    if (!isLeft(from)) continue;
    let to = from;
    while (to + 1 < covered.length && isLeft(to + 1)) to += 1;
    const before = covered.slice(0, from).findLast((one) => one !== null);
    const after = covered.slice(to + 1).find((one) => one !== null);
    const left = duty.edges.slice(from, to + 1);
    const meters = left.reduce((sum, { lengthMeters }) => sum + lengthMeters, 0);
    const doneAfter = covered
      .slice(to + 1)
      .reduce((sum, one) => sum + (one ? duty.edges[one.at]!.lengthMeters : 0), 0);
    if (before && after && meters >= leastMeters && doneAfter >= beyondMeters) {
      const [leftMs, nextMs] = [before.lastMs, after.firstMs];
      const isInOrder = nextMs >= before.firstMs;
      const isLongAgo = watched.nowMs - nextMs >= minutes * MINUTE_MS;
      const [a, b] = [Math.min(leftMs, nextMs), Math.max(leftMs, nextMs)];
      if (isInOrder && isLongAgo && wasHeard(watched, a, b, settings.matching.gapSeconds))
        events.push({
          ...{ kind: "skipped", routeId: duty.routeId, edgeId: left[0]!.edgeId },
          ...{ fromMs: nextMs, toMs: nextMs, position: positionAt(watched, nextMs) },
          detail: { edgeIds: left.map(({ edgeId }) => edgeId), meters: Math.round(meters) },
        });
    }
    from = to;
  }
  return events;
}

/** A later part of the route done before an earlier one, by far, for a while. */
function outOfOrder(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const { beyondMeters, minutes } = settings.outOfOrder;
  const along = alongOf(duty);
  const done = coveredBy(watched.passes, duty, COVERED_SHARE)
    .filter((one) => one !== null)
    .toSorted((a, b) => a.firstMs - b.firstMs);
  const events: FleetEvent[] = [];
  let farthest = -1;
  let back: Covered[] = [];
  const close = () => {
    const [first, last] = [back[0], back.at(-1)];
    if (first && last && last.lastMs - first.firstMs >= minutes * MINUTE_MS)
      events.push({
        ...{ kind: "out_of_order", routeId: duty.routeId, edgeId: duty.edges[first.at]!.edgeId },
        ...{ fromMs: first.firstMs, toMs: last.lastMs },
        position: positionAt(watched, first.firstMs),
        detail: { backMeters: Math.round(along[farthest]! - along[first.at]!) },
      });
    back = [];
  };
  for (const one of done) {
    const isBack = farthest >= 0 && along[farthest]! - along[one.at]! > beyondMeters;
    if (isBack) back.push(one);
    else {
      close();
      farthest = Math.max(farthest, one.at);
    }
  }
  close();
  return events;
}

/**
 * Faster than the work allows on its own route, for a while without a break. Where the terminal does not say whether it works,
 * only once the duty is over, and on edges that were not passed at the right speed within it: over the others it may drive to
 * come to its work or away.
 */
function speeding(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const band = settings.speeds.find(({ work }) => work === duty.work);
  if (!band) return [];
  const own = new Set(duty.edges.map(({ edgeId }) => edgeId));
  const passes = watched.passes.filter(
    ({ edgeId, fromMs, toMs }) => own.has(edgeId) && fromMs <= duty.toMs && toMs >= duty.fromMs,
  );
  const wellDone = new Set(
    passes
      .filter(({ speedKmh, isWorking }) => isWorking !== false && (speedKmh ?? 0) <= band.mostKmh)
      .map(({ edgeId }) => edgeId),
  );
  const isFast = ({ edgeId, speedKmh, isWorking, confidence }: Pass) =>
    speedKmh !== null &&
    speedKmh > band.mostKmh &&
    confidence >= 0.5 &&
    (isWorking === true ||
      (isWorking === null && watched.nowMs > duty.toMs && !wellDone.has(edgeId)));
  const events: FleetEvent[] = [];
  let run: Pass[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && last.toMs - first.fromMs >= settings.speeding.seconds * 1_000)
      events.push({
        ...{ kind: "speeding", routeId: duty.routeId, edgeId: first.edgeId },
        ...{ fromMs: first.fromMs, toMs: last.toMs },
        position: positionAt(watched, first.fromMs),
        detail: {
          mostKmh: Math.round(Math.max(...run.map(({ speedKmh }) => speedKmh ?? 0)) * 10) / 10,
          allowedKmh: band.mostKmh,
        },
      });
    run = [];
  };
  for (const pass of passes.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = run.at(-1);
    const isOn = isFast(pass);
    if (!isOn || (last && pass.fromMs - last.toMs > settings.matching.gapSeconds * 1_000)) close();
    if (isOn) run.push(pass);
  }
  close();
  return events;
}

/** Within a circle for a while, in its working time and where it has no reason to stand. */
function longStops(watched: Watched, settings: FleetSettings): FleetEvent[] {
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

/** Whether it was heard from a time to another without a silence. */
function wasHeard({ fixes }: Watched, fromMs: number, toMs: number, gapSeconds: number): boolean {
  let lastMs = fromMs;
  for (const { atMs } of fixes) {
    if (atMs < fromMs) continue;
    if (atMs - lastMs > gapSeconds * 1_000) return false;
    lastMs = atMs;
    if (atMs >= toMs) return true;
  }
  return toMs - lastMs <= gapSeconds * 1_000;
}

const positionAt = ({ fixes }: Watched, atMs: number): LngLat | null =>
  fixes.findLast((fix) => fix.atMs <= atMs)?.position ?? null;
