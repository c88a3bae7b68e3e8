import { dateOf, dayOf } from "../store/column.ts";
import { STATE, stateAt } from "./coverage.ts";
import { type Gap, gapsOf } from "./gaps.ts";
import type { Study } from "./study.ts";

/** A site that closes; days are local, both included, null is open-ended. */
export type Closing = {
  readonly site: number;
  readonly from: string | null;
  readonly to: string | null;
};

/** Days on which the same sites are closed; null is open-ended. */
export type ClosedPeriod = {
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number | null;
  readonly sites: readonly number[];
};

/** Periods in order in which the same sites are closed; days without any are left out. */
export function periodsOf(closings: readonly Closing[]): ClosedPeriod[] {
  // a period begins when one closes, and on the day after one is open again
  const starts = new Set<number>();
  for (const { from, to } of closings) {
    starts.add(from === null ? Number.NEGATIVE_INFINITY : dayOf(from));
    if (to !== null) starts.add(dayOf(to) + 1);
  }
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.flatMap((start, i) => {
    const end = sorted[i + 1] ?? Number.POSITIVE_INFINITY;
    const sites = closings
      .filter(({ from, to }) => {
        const begins = from === null ? Number.NEGATIVE_INFINITY : dayOf(from);
        const ends = to === null ? Number.POSITIVE_INFINITY : dayOf(to) + 1;
        return begins <= start && end <= ends;
      })
      .map(({ site }) => site);
    if (sites.length === 0) return [];
    const isBounded = Number.isFinite(start) && Number.isFinite(end);
    return [
      {
        from: Number.isFinite(start) ? dateOf(start) : null,
        to: Number.isFinite(end) ? dateOf(end - 1) : null,
        days: isBounded ? end - start : null,
        sites: [...new Set(sites)].sort((a, b) => a - b),
      },
    ];
  });
}

/** Who loses service while sites are closed. Weights are thousandths, ways millimetres. */
export type Loss = {
  /** Demands that were served and are no more. */
  readonly demands: readonly number[];
  readonly weight: number;
  /** Ways to the nearest site before and while closed; infinite without any. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Still served, but further. */
  readonly furtherWeight: number;
  /** Where one more site would reach most of them, the most first. */
  readonly proposals: readonly Gap[];
};

/** Measures what it takes from people that some sites are closed. */
export function lossOf(study: Study, closed: readonly number[]): Loss {
  const { measured, network, demand } = study;
  const { weights, places, radiusMillimeters } = measured;
  return study.tryClosed(closed, (after) => {
    const demands: number[] = [];
    let furtherWeight = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0 || stateAt(measured, i) !== STATE.served) continue;
      if (stateAt(after, i) !== STATE.served) demands.push(i);
      else if (after.nearest.firstWays[i]! > measured.nearest.firstWays[i]!)
        furtherWeight += weights[i]!;
    }
    const isLost = new Set(demands);
    const { firstWays } = after.nearest;
    return {
      demands,
      weight: demands.reduce((sum, i) => sum + weights[i]!, 0),
      before: Float64Array.from(demands, (i) => measured.nearest.firstWays[i]!),
      after: Float64Array.from(demands, (i) => firstWays[i]!),
      furtherWeight,
      proposals: gapsOf(
        network,
        { cells: demand.cells, weights, places, firstWays, radiusMillimeters },
        (i) => isLost.has(i),
      ),
    };
  });
}
