import { distanceMeters } from "../geo/measure.ts";
import type { Fix } from "./fix.ts";

type Stretch = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromShare: number;
  readonly toShare: number;
  readonly lengthMeters: number;
};

/** How a stretch was driven; null where its positions do not say. */
type Manner = { readonly isWorking: boolean | null; readonly speedKmh: number | null };

/** What is known at a position. */
type Said = Pick<Fix, "atMs" | "position" | "isWorking" | "speedKmh"> & {
  readonly isStanding: boolean;
};

/** Slower than this it stands. */
const STANDING_KMH = 2;

/**
 * How stretches were driven: whether brush or pump was on for most of the meters, and how fast, without the time in which it
 * stood. At a red light the brush is lifted, and who drives too fast stops there as well.
 *
 * A position stands for the time that is nearer to it than to any other, so that a stretch between two of them is known too;
 * whether one of a vehicle that stands worked is what the nearest says of it driving.
 *
 * @param driven  in order of time.
 * @param fixes  in order of time, from the last before the first stretch to the first after the last one where they are known.
 */
export function withManner<D extends Stretch>(
  driven: readonly D[],
  fixes: readonly Fix[],
): (D & Manner)[] {
  const said = saidBy(fixes);
  let first = 0;
  return driven.map((one) => {
    while (first > 0 && said[first]!.atMs > one.fromMs) first -= 1;
    while (first + 1 < said.length && said[first + 1]!.atMs <= one.fromMs) first += 1;
    return { ...one, ...mannerOf(one, said, first) };
  });
}

function saidBy(fixes: readonly Fix[]): readonly Said[] {
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
    const { atMs, position, speedKmh } = fix;
    return { atMs, position, speedKmh, isWorking, isStanding: isStanding(fix) };
  });
}

/** @param first  the place of the last position before the stretch. */
function mannerOf(stretch: Stretch, said: readonly Said[], first: number): Manner {
  const { fromMs, toMs } = stretch;
  let [works, rests, standingMs, fastestKmh] = [0, 0, 0, 0];
  for (let i = first; i + 1 < said.length && said[i]!.atMs <= toMs; i++) {
    const [a, b] = [said[i]!, said[i + 1]!];
    fastestKmh = Math.max(fastestKmh, a.speedKmh ?? 0, b.speedKmh ?? 0);
    const middleMs = (a.atMs + b.atMs) / 2;
    const metersAMs = distanceMeters(a.position, b.position) / (b.atMs - a.atMs);
    for (const [{ isWorking, isStanding }, sinceMs, untilMs] of [
      [a, a.atMs, middleMs],
      [b, middleMs, b.atMs],
    ] as const) {
      const ms = Math.max(0, Math.min(untilMs, toMs) - Math.max(sinceMs, fromMs));
      if (isWorking === true) works += metersAMs * ms;
      if (isWorking === false) rests += metersAMs * ms;
      if (isStanding) standingMs += ms;
    }
  }
  return {
    isWorking: works + rests > 0 ? works > rests : nearestTo((fromMs + toMs) / 2, said, first),
    speedKmh: speedOf(stretch, standingMs, fastestKmh),
  };
}

/** The mean without the time in which it stood, as far as that is plausible; null where no time passed. */
function speedOf(
  { fromShare, toShare, lengthMeters, fromMs, toMs }: Stretch,
  standingMs: number,
  fastestKmh: number,
): number | null {
  if (toMs <= fromMs) return null;
  const kmhIn = (ms: number) => ((Math.abs(toShare - fromShare) * lengthMeters) / ms) * 3_600;
  const whole = kmhIn(toMs - fromMs);
  const driving = kmhIn(Math.max(toMs - fromMs - standingMs, 1));
  // it never drove faster than its positions say at their fastest
  return Math.max(whole, Math.min(driving, fastestKmh));
}

/** Whether it worked by the position that is nearest in time. */
function nearestTo(atMs: number, said: readonly Said[], first: number): boolean | null {
  let nearest = said[first];
  for (let i = first + 1; i < said.length; i++) {
    if (Math.abs(said[i]!.atMs - atMs) >= Math.abs(nearest!.atMs - atMs)) break;
    nearest = said[i];
  }
  return nearest?.isWorking ?? null;
}
