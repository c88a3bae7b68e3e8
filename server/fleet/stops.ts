import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Fix } from "./fix.ts";

/** A vehicle stood by a facility that its round empties. */
export type Visit = {
  readonly facilityId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nearestMeters: number;
};

/**
 * By which facilities a vehicle stood for a time. It may have stood by several at once.
 *
 * @param fixes  in order of time.
 * @param stand  within so many meters, for so many seconds.
 * @param gapSeconds  a longer silence ends a visit: nobody knows whether it stayed.
 * @returns in order of beginning.
 */
export function visitsOf(
  fixes: readonly Fix[],
  stops: ReadonlyMap<string, LngLat>,
  stand: { readonly meters: number; readonly seconds: number },
  gapSeconds: number,
): Visit[] {
  const visits: Visit[] = [];
  for (const [facilityId, place] of stops) {
    let begun: { fromMs: number; toMs: number; nearestMeters: number } | null = null;
    for (const { atMs, position } of fixes) {
      // a degree of latitude is 111 km everywhere: most fixes are told to be far without more
      const isFar = Math.abs(position[1] - place[1]) * 111_000 > stand.meters + 1;
      const meters = isFar ? Number.POSITIVE_INFINITY : distanceMeters(position, place);
      const isNear = meters <= stand.meters;
      if (begun && (!isNear || atMs - begun.toMs > gapSeconds * 1_000)) {
        keep(facilityId, begun);
        begun = null;
      }
      if (!isNear) continue;
      begun ??= { fromMs: atMs, toMs: atMs, nearestMeters: meters };
      begun.toMs = atMs;
      begun.nearestMeters = Math.min(begun.nearestMeters, meters);
    }
    if (begun) keep(facilityId, begun);
  }
  function keep(facilityId: string, visit: Omit<Visit, "facilityId">) {
    if (visit.toMs - visit.fromMs >= stand.seconds * 1_000) visits.push({ facilityId, ...visit });
  }
  return visits.sort((a, b) => a.fromMs - b.fromMs);
}
