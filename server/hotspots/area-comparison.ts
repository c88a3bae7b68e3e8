import { discoveries } from "./false-discovery.ts";
import { type Interval, poissonInterval } from "./interval.ts";
import { shareInterval } from "./share-interval.ts";
import { hypergeometricTails, poissonTails, twoSided } from "./tails.ts";

export type AreaQuestion = {
  /** What happened in each area; whole, 0 or more. */
  readonly events: ArrayLike<number>;
  /** What it is held against; 0 or more. Not looked at when `totals` are given. */
  readonly exposures: ArrayLike<number>;
  /** All cases of each area, when events are the part of them that is late, reopened… */
  readonly totals: ArrayLike<number> | null;
  /** Share of chance among what is declared. */
  readonly level: number;
  /** An area that expects fewer is not compared. */
  readonly fewestEvents: number;
  /** Whether an area is too small for another reason. */
  readonly isSmall: (area: number) => boolean;
};

/** One area against all of them. */
export type Compared = {
  readonly expected: number;
  /** Observed by expected; NaN where nothing is expected. */
  readonly ratio: number;
  /** Of the ratio, with 95 % confidence. */
  readonly interval: Interval;
  /** Exact, two-sided, not corrected; NaN where it is not compared. */
  readonly p: number;
  /** 1 above, -1 below all others beyond chance after correction, 0 neither. */
  readonly state: -1 | 0 | 1;
  /** Place by excess among those that are compared, from 1; null for the others. */
  readonly rank: number | null;
};

/**
 * Compares areas by what they have against what they would have by their share.
 *
 * Counts are Poisson about what is expected. That is a little too careful, because an area's own count is part of what is
 * expected, and agrees with the interval: p < 0.05 exactly when it leaves out 1. Shares are hypergeometric, with the
 * interval of a binomial chance. Areas that expect few are left out of test and rank: with three expected, nine are no news.
 */
export function compareAreas(question: AreaQuestion): Compared[] {
  const { events, totals, level, fewestEvents, isSmall } = question;
  const base = totals ?? question.exposures;
  const areas = Array.from(events, (_, area) => area);
  const sum = (values: ArrayLike<number>) => areas.reduce((all, area) => all + values[area]!, 0);
  const [total, allBase] = [sum(events), sum(base)];
  const expected = areas.map((area) => (allBase > 0 ? (total * base[area]!) / allBase : 0));
  const isCompared = areas.map((area) => expected[area]! >= fewestEvents && !isSmall(area));
  const p = Float64Array.from(areas, (area) => {
    if (!isCompared[area]) return Number.NaN;
    return twoSided(
      totals
        ? hypergeometricTails(events[area]!, {
            ...{ population: allBase, drawn: totals[area]!, marked: total },
          })
        : poissonTails(events[area]!, expected[area]!),
    );
  });
  const { isDiscovery } = discoveries(p, level);
  const excess = (area: number) => events[area]! - expected[area]!;
  const ranked = areas
    .filter((area) => isCompared[area])
    .sort((a, b) => excess(b) - excess(a) || a - b);
  return areas.map((area) => {
    const against = expected[area]!;
    const { low, high } = totals
      ? scaled(shareInterval(events[area]!, totals[area]!), totals[area]!)
      : poissonInterval(events[area]!);
    const side = Math.sign(excess(area));
    return {
      expected: against,
      ratio: events[area]! / (against || Number.NaN),
      interval: { low: low / (against || Number.NaN), high: high / (against || Number.NaN) },
      p: p[area]!,
      state: isDiscovery[area] === 0 ? 0 : side > 0 ? 1 : side < 0 ? -1 : 0,
      rank: isCompared[area] ? ranked.indexOf(area) + 1 : null,
    };
  });
}

const scaled = ({ low, high }: Interval, by: number): Interval => ({
  low: low * by,
  high: high * by,
});
