import type { FleetSettings } from "../../data/fleet.ts";
import {
  type Duty,
  type FleetEvent,
  MINUTE_MS,
  type Pass,
  positionAt,
  type Watched,
  wasHeard,
} from "./watched.ts";

// Events of the work itself, where the passes of vehicles prove it.

/** The speeds at which a work is done well. */
type Band = FleetSettings["speeds"][number];

/** An edge of a duty that was done, and when it was first and last passed so. */
export type Covered = { readonly at: number; readonly firstMs: number; readonly lastMs: number };

/** Most of an edge. */
const COVERED_SHARE = 0.5;
/** Where a terminal does not say whether it works: what is faster than so many times the speed of the work was only driven. */
const DRIVEN_TIMES = 2;

export const bandOf = ({ speeds }: FleetSettings, { work }: Duty): Band | null =>
  speeds.find((one) => one.work === work) ?? null;

/** Whether a pass was one of work, at whatever speed; where nobody says, whether it may have been. */
const mayBeWork = ({ isWorking, speedKmh }: Pass, band: Band | null) =>
  isWorking ?? !(band && speedKmh !== null && speedKmh > DRIVEN_TIMES * band.mostKmh);

/** Whether a pass was one of work; where nobody says, whether it was slow enough for it. */
export const isLikelyWork = ({ isWorking, speedKmh }: Pass, band: Band | null) =>
  isWorking ?? !(band && speedKmh !== null && speedKmh > band.mostKmh);

const isWithin = ({ fromMs, toMs }: Pass, duty: Duty) => fromMs <= duty.toMs && toMs >= duty.fromMs;

/** Of each edge of a duty when it was done within it; null where most of it was not. */
export function coveredBy(
  passes: readonly Pass[],
  duty: Duty,
  counts: (pass: Pass) => boolean,
): (Covered | null)[] {
  const shares = new Map<string, { share: number; firstMs: number; lastMs: number }>();
  for (const pass of passes) {
    if (!isWithin(pass, duty) || !counts(pass)) continue;
    const { edgeId, fromMs, toMs, share } = pass;
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
    return known && known.share >= COVERED_SHARE ? { at, ...known } : null;
  });
}

/** Left out, though it was heard all the time while it passed by: enough of the route was done after it, and long enough ago. */
export function skipped(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const { beyondMeters, minutes, leastMeters } = settings.skipped;
  const band = bandOf(settings, duty);
  const counts = (pass: Pass) => mayBeWork(pass, band);
  const covered = coveredBy(watched.passes, duty, counts);
  const byOthers = coveredBy(watched.passesOfOthers, duty, counts);
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

/**
 * Faster than the work allows on its own route, for a while without a break. Where the terminal does not say whether it works,
 * only once the duty is over, and on edges that nobody passed at the right speed within it: over the others it may drive to come
 * to its work or away.
 */
export function speeding(watched: Watched, duty: Duty, settings: FleetSettings): FleetEvent[] {
  const band = bandOf(settings, duty);
  if (!band) return [];
  const own = new Set(duty.edges.map(({ edgeId }) => edgeId));
  const isOwn = (pass: Pass) => own.has(pass.edgeId) && isWithin(pass, duty);
  const passes = watched.passes.filter(isOwn);
  const wellDone = new Set(
    [...passes, ...watched.passesOfOthers.filter(isOwn)]
      .filter(({ speedKmh, isWorking }) => isWorking !== false && (speedKmh ?? 0) <= band.mostKmh)
      .map(({ edgeId }) => edgeId),
  );
  const isFast = (pass: Pass) =>
    pass.speedKmh !== null &&
    pass.speedKmh > band.mostKmh &&
    pass.confidence >= 0.5 &&
    mayBeWork(pass, band) &&
    (pass.isWorking === true || (watched.nowMs > duty.toMs && !wellDone.has(pass.edgeId)));
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
