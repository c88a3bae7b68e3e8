import { distanceMeters } from "../geo/measure.ts";
import type { Fix } from "./fix.ts";

type Time = { readonly fromMs: number; readonly toMs: number };
type Said = Pick<Fix, "atMs" | "position" | "isWorking">;

/** Slower than this it stands: at a red light the brush is lifted, and the street was swept all the same. */
const STANDING_KMH = 2;

/**
 * Whether a vehicle worked on stretches that it drove: brush or pump on for most of the meters.
 *
 * A position stands for the time that is nearer to it than to any other, so that a stretch between two of them is known too;
 * one of a vehicle that stands says what the nearest says of it driving.
 *
 * @param driven  in order of time.
 * @param fixes  in order of time, from the last before the first stretch to the first after the last one where they are known.
 * @returns each with `isWorking`; null where its positions do not say.
 */
export function withWork<D extends Time>(
  driven: readonly D[],
  fixes: readonly Fix[],
): (D & { readonly isWorking: boolean | null })[] {
  const said = ofDriving(fixes);
  let first = 0;
  return driven.map((one) => {
    while (first > 0 && said[first]!.atMs > one.fromMs) first -= 1;
    while (first + 1 < said.length && said[first + 1]!.atMs <= one.fromMs) first += 1;
    return { ...one, isWorking: isWorkingIn(one, said, first) };
  });
}

/** Positions, those of standing with what the nearest of driving says. */
function ofDriving(fixes: readonly Fix[]): readonly Said[] {
  const isStanding = ({ speedKmh }: Fix) => speedKmh !== null && speedKmh < STANDING_KMH;
  const later: (Fix | null)[] = [];
  let after: Fix | null = null;
  for (const fix of fixes.toReversed()) {
    if (!isStanding(fix)) after = fix;
    later.push(after);
  }
  let before: Fix | null = null;
  return fixes.map((fix): Said => {
    const next = later.pop() ?? null;
    if (!isStanding(fix)) before = fix;
    const isBefore = before && (!next || fix.atMs - before.atMs <= next.atMs - fix.atMs);
    const { isWorking } = (isBefore ? before : next) ?? fix;
    return { atMs: fix.atMs, position: fix.position, isWorking };
  });
}

/** @param first  the place of the last position before the stretch. */
function isWorkingIn(time: Time, said: readonly Said[], first: number): boolean | null {
  let [works, rests] = [0, 0];
  for (let i = first; i + 1 < said.length && said[i]!.atMs <= time.toMs; i++) {
    const [a, b] = [said[i]!, said[i + 1]!];
    const middleMs = (a.atMs + b.atMs) / 2;
    const metersAMs = distanceMeters(a.position, b.position) / (b.atMs - a.atMs);
    for (const [{ isWorking }, fromMs, toMs] of [
      [a, a.atMs, middleMs],
      [b, middleMs, b.atMs],
    ] as const) {
      const ms = Math.min(toMs, time.toMs) - Math.max(fromMs, time.fromMs);
      const meters = metersAMs * Math.max(0, ms);
      if (isWorking === true) works += meters;
      if (isWorking === false) rests += meters;
    }
  }
  if (works + rests > 0) return works > rests;
  return nearestTo((time.fromMs + time.toMs) / 2, said, first)?.isWorking ?? null;
}

/** The position that is nearest in time. */
function nearestTo(atMs: number, said: readonly Said[], first: number): Said | undefined {
  let nearest = said[first];
  for (let i = first + 1; i < said.length; i++) {
    if (Math.abs(said[i]!.atMs - atMs) >= Math.abs(nearest!.atMs - atMs)) break;
    nearest = said[i];
  }
  return nearest;
}
