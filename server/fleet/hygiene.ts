import { distanceMeters } from "../geo/measure.ts";
import type { Fix, RejectReason } from "./fix.ts";

/** By what a position is judged. */
export type HygieneLimits = {
  readonly futureSeconds: number;
  readonly jumpKmh: number;
  /** So many jumps in a row that agree with each other are where the vehicle is after all. */
  readonly agreeing: number;
  readonly retentionDays: number;
};

/** What is remembered of a vehicle between batches. */
export type Trail = {
  /** The youngest position that was taken; null before the first. */
  readonly last: Fix | null;
  /** Jumps since then that agree with each other, oldest first. */
  readonly suspects: readonly Fix[];
};

export const NO_TRAIL: Trail = { last: null, suspects: [] };

export type Refused = { readonly fix: Fix; readonly reason: RejectReason };

const DAY_MS = 86_400_000;
/** A fix this near 0, 0 is a terminal that says nothing: some meters of noise on "nowhere". */
const ZERO_DEGREES = 1e-4;
/** Noise of both positions: what lies within it is no jump, however short the time. */
const NOISE_METERS = 100;
/** After so long the vehicle may have been carried anywhere. */
const JUMP_MEMORY_MS = 30 * 60_000;

/**
 * Which positions of a batch are taken, in order of time, and why the others are not.
 *
 * A jump is judged against the position before it in time; one that is older than the youngest known only against others
 * of its batch, because what was before it then is not at hand.
 *
 * @param fixes  in any order.
 * @returns every fix once, in `taken` or in `refused`, and what to remember for the next batch.
 */
export function sifted(
  fixes: readonly Fix[],
  trail: Trail,
  limits: HygieneLimits,
  nowMs: number,
): { readonly taken: Fix[]; readonly refused: Refused[]; readonly trail: Trail } {
  const taken: Fix[] = [];
  const refused: Refused[] = [];
  let { last, suspects } = trail;
  let before: Fix | null = null; // the late one that was taken before
  for (const fix of fixes.toSorted((a, b) => a.atMs - b.atMs)) {
    const reason = flawOf(fix, limits, nowMs);
    if (reason) {
      refused.push({ fix, reason });
      continue;
    }
    if (last && fix.atMs <= last.atMs) {
      if (before && isJump(before, fix, limits)) refused.push({ fix, reason: "jump" });
      else {
        taken.push(fix);
        before = fix;
      }
      continue;
    }
    if (last && isJump(last, fix, limits)) {
      const latest = suspects.at(-1);
      suspects = latest && !isJump(latest, fix, limits) ? [...suspects, fix] : [fix];
      if (suspects.length < limits.agreeing) {
        refused.push({ fix, reason: "jump" });
        continue;
      }
    }
    taken.push(fix);
    last = fix;
    suspects = [];
  }
  return { taken, refused, trail: { last, suspects } };
}

function flawOf(
  { atMs, position: [lng, lat], isFixed }: Fix,
  { futureSeconds, retentionDays }: HygieneLimits,
  nowMs: number,
): RejectReason | null {
  const isPlace = Math.abs(lng) <= 180 && Math.abs(lat) <= 90; // also false for NaN
  if (!isFixed || !isPlace || !Number.isFinite(atMs)) return "invalid";
  if (Math.abs(lng) < ZERO_DEGREES && Math.abs(lat) < ZERO_DEGREES) return "zero";
  if (atMs > nowMs + futureSeconds * 1_000) return "future";
  return atMs < nowMs - retentionDays * DAY_MS ? "expired" : null;
}

function isJump(a: Fix, b: Fix, { jumpKmh }: HygieneLimits): boolean {
  const milliseconds = b.atMs - a.atMs;
  if (milliseconds > JUMP_MEMORY_MS) return false;
  const meters = distanceMeters(a.position, b.position) - NOISE_METERS;
  return meters > 0 && meters * 3_600 > jumpKmh * milliseconds;
}
