import { fromChineseDatum, toChineseDatum } from "./datum.ts";
import { EARTH_RADIUS_METERS } from "./measure.ts";
import type { LngLat } from "./position.ts";

/**
 * What stored positions may really be: in the datum they are taken for; in a Chinese one nobody converted from; or
 * WGS 84 that somebody converted although there was nothing to convert.
 */
export const DATUM_READINGS = [
  "wgs84",
  "gcj02",
  "bd09",
  "wgs84-as-gcj02",
  "wgs84-as-bd09",
] as const;
export type DatumReading = (typeof DATUM_READINGS)[number];

/**
 * Where something stands if its stored position is to be read in this way.
 *
 * @param stored  Degrees as they are kept. @returns WGS 84. Outside China only BD-09's own displacement is left.
 */
export function readAs(stored: LngLat, reading: DatumReading): LngLat {
  if (reading === "wgs84") return stored;
  if (reading === "gcj02" || reading === "bd09") return fromChineseDatum(stored, reading);
  return toChineseDatum(stored, reading === "wgs84-as-gcj02" ? "gcj02" : "bd09");
}

/** The position that `readAs` turns into `meant`, to about 0.01 mm. */
export function storedFor(meant: LngLat, reading: DatumReading): LngLat {
  if (reading === "wgs84") return meant;
  if (reading === "gcj02" || reading === "bd09") return toChineseDatum(meant, reading);
  return fromChineseDatum(meant, reading === "wgs84-as-gcj02" ? "gcj02" : "bd09");
}

/** Whether a position is where GCJ-02 displaces at all: elsewhere it cannot be told from WGS 84, and is not used. */
export function isDisplaced(position: LngLat): boolean {
  const [lng, lat] = toChineseDatum(position, "gcj02");
  return lng !== position[0] || lat !== position[1];
}

/** What positions are held against. */
export type DatumGround = {
  readonly isInside: (position: LngLat) => boolean;
  /** Meters to the nearest street, at most `FARTHEST_METERS`. */
  readonly streetMeters: (position: LngLat) => number;
};

/** Streets are looked for so far; a place outside the district counts as this far from any. */
export const FARTHEST_METERS = 200;

/** How well positions fit streets and areas under one reading. */
export type ReadingFit = {
  readonly reading: DatumReading;
  /** Positions that come to lie inside the district. */
  readonly inside: number;
  /** Meters to the nearest street, `FARTHEST_METERS` at most and outside the district. */
  readonly medianMeters: number;
  readonly meanMeters: number;
  /** 0 to 100: how near to streets on average, 0 where outside or farther than `FARTHEST_METERS`. */
  readonly score: number;
};

/** What is to be made of it. `few`, `unclear` and `elsewhere` are all "cannot tell". */
export type DatumOutcome = "clear" | "few" | "unclear" | "elsewhere";

/** What positions say about their datum. */
export type DatumVerdict = {
  /** Positions that were looked at: of many, an even sample. */
  readonly points: number;
  /** One for each reading, in the order of `DATUM_READINGS`; empty when there is nothing to look at. */
  readonly fits: readonly ReadingFit[];
  readonly outcome: DatumOutcome;
  /** The reading that fits best; null unless the outcome is `clear`. */
  readonly reading: DatumReading | null;
  /** The narrowest of its comparisons: squares of ground where it fits better, where the rival does. */
  readonly margin: {
    readonly rival: DatumReading;
    readonly better: number;
    readonly worse: number;
    /** Chance of a gain so clear, were both equally good. */
    readonly chance: number;
  } | null;
};

/** More positions than this are sampled evenly: 1,500 tell as much. */
const GREATEST_SAMPLE = 1_500;

/** Positions in one square of ground are displaced alike and stand along the same streets: they count as one. */
const SQUARE_METERS = 300;

/** With fewer squares not even all of them on one side would be enough. */
const LEAST_SQUARES = 7;

/** A reading is told when it beats every other one by a chance of at most this, and every decoy by at most that. */
const GREATEST_CHANCE = 0.01;
const GREATEST_DECOY_CHANCE = 0.05;

/** A difference that is none. */
const TIE_METERS = 1;

/** How far, and how many ways round, positions are moved for comparison: as far as datums do, but for no reason. */
const DECOY_METERS = [350, 700];
const DECOY_TURNS = 6;

const DEGREES_PER_METER = 180 / (Math.PI * EARTH_RADIUS_METERS);

/**
 * In which datum stored positions really are.
 *
 * Each reading is held against the streets: what stands beside streets stands nearer to them when it is read right.
 * Readings are compared pairwise by a signed-rank test over squares of ground, one value each, since neighbours are no
 * independent witnesses. One is told only when it beats every other reading, and also twelve decoys: the same
 * positions moved as far to all sides. So what is far from streets anyway, or lies over the district's border, and
 * would look better wherever it was moved to, is not taken for displaced.
 *
 * @param stored  Positions as kept, degrees.
 * @returns `elsewhere` when none is where Chinese datums are used. 17 looks at streets a position, of at most 1,500.
 * @see F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945, pp. 80–83.
 */
export function datumVerdict(stored: readonly LngLat[], ground: DatumGround): DatumVerdict {
  const chosen = sampleOf(stored.filter(isDisplaced));
  if (chosen.length === 0)
    return { points: 0, fits: [], outcome: "elsewhere", reading: null, margin: null };

  const looked = DATUM_READINGS.map((reading) =>
    looksOf(
      chosen.map((at) => readAs(at, reading)),
      ground,
    ),
  );
  const fits = DATUM_READINGS.map((reading, i) => fitOf(reading, looked[i]!));
  const best = fits.map((_, i) => i).reduce((a, b) => (fits[b]!.score > fits[a]!.score ? b : a));
  const squares = squaresOf(chosen);
  const against = (meters: readonly number[]) =>
    comparisonOf(gainsOf(squares, looked[best]!.meters, meters));

  const margin = DATUM_READINGS.flatMap((rival, i) =>
    i === best ? [] : [{ rival, ...against(looked[i]!.meters) }],
  ).reduce((a, b) => (b.chance > a.chance ? b : a));
  const isClear = () =>
    margin.chance <= GREATEST_CHANCE &&
    margin.better > margin.worse &&
    decoysOf(chosen.map((at) => readAs(at, DATUM_READINGS[best]!))).every(
      (moved) => against(looksOf(moved, ground).meters).chance <= GREATEST_DECOY_CHANCE,
    );
  const outcome = squares.length < LEAST_SQUARES ? "few" : isClear() ? "clear" : "unclear";
  const reading = outcome === "clear" ? DATUM_READINGS[best]! : null;
  return { points: chosen.length, fits, outcome, reading, margin };
}

function sampleOf(positions: readonly LngLat[]): readonly LngLat[] {
  if (positions.length <= GREATEST_SAMPLE) return positions;
  const step = positions.length / GREATEST_SAMPLE;
  return Array.from({ length: GREATEST_SAMPLE }, (_, i) => positions[Math.floor(i * step)]!);
}

type Looks = { readonly inside: number; readonly meters: readonly number[] };

/** Meters of each position to the nearest street. */
function looksOf(positions: readonly LngLat[], ground: DatumGround): Looks {
  let inside = 0;
  const meters = positions.map((at) => {
    if (!ground.isInside(at)) return FARTHEST_METERS;
    inside++;
    return Math.min(ground.streetMeters(at), FARTHEST_METERS);
  });
  return { inside, meters };
}

function fitOf(reading: DatumReading, { inside, meters }: Looks): ReadingFit {
  const sorted = [...meters].sort((a, b) => a - b);
  const meanMeters = meters.reduce((sum, value) => sum + value, 0) / meters.length;
  return {
    reading,
    inside,
    medianMeters: (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2,
    meanMeters,
    score: 100 * (1 - meanMeters / FARTHEST_METERS),
  };
}

/** The same positions moved to all sides. */
function decoysOf(positions: readonly LngLat[]): LngLat[][] {
  return DECOY_METERS.flatMap((meters) =>
    Array.from({ length: DECOY_TURNS }, (_, turn) => {
      const angle = ((turn + 0.25) / DECOY_TURNS) * 2 * Math.PI; // not along a grid of streets that points north
      const north = Math.sin(angle) * meters * DEGREES_PER_METER;
      const east = Math.cos(angle) * meters * DEGREES_PER_METER;
      return positions.map(
        ([lng, lat]): LngLat => [lng + east / Math.cos((lat * Math.PI) / 180), lat + north],
      );
    }),
  );
}

/** Positions by the square of ground they stand in, as indexes. */
function squaresOf(stored: readonly LngLat[]): number[][] {
  const degrees = SQUARE_METERS * DEGREES_PER_METER;
  const narrowing = Math.cos((stored[0]![1] * Math.PI) / 180);
  const squares = new Map<string, number[]>();
  stored.forEach(([lng, lat], i) => {
    const key = `${Math.floor((lng * narrowing) / degrees)} ${Math.floor(lat / degrees)}`;
    const square = squares.get(key);
    if (square) square.push(i);
    else squares.set(key, [i]);
  });
  return [...squares.values()];
}

/** By how many meters one is nearer to streets than the other, in each square on average. */
const gainsOf = (
  squares: readonly (readonly number[])[],
  one: readonly number[],
  other: readonly number[],
) =>
  squares.map((square) => square.reduce((sum, i) => sum + other[i]! - one[i]!, 0) / square.length);

function comparisonOf(gains: readonly number[]) {
  const clear = gains.filter((gain) => Math.abs(gain) >= TIE_METERS);
  const better = clear.filter((gain) => gain > 0).length;
  return { better, worse: clear.length - better, chance: signedRankChance(clear) };
}

/** Up to so many differences the chance is counted out, beyond the normal distribution is near enough. */
const COUNTED_OUT = 40;

/**
 * How likely differences are so much above 0, were they as likely below: Wilcoxon's signed-rank test, one-sided.
 *
 * @param differences  None of them 0. None at all gives 1.
 * @returns Exact up to 40 of them, equal sizes sharing their ranks; from the normal distribution beyond.
 */
export function signedRankChance(differences: readonly number[]): number {
  const n = differences.length;
  const doubled = doubledRanks(differences.map(Math.abs));
  const reached = doubled.reduce((sum, rank, i) => sum + (differences[i]! > 0 ? rank : 0), 0);
  if (n > COUNTED_OUT) {
    const mean = doubled.reduce((sum, rank) => sum + rank, 0) / 2;
    const deviation = Math.sqrt(doubled.reduce((sum, rank) => sum + rank * rank, 0) / 4);
    return normalTail((reached - mean - 1) / deviation); // 1 is half a rank: the continuity correction
  }
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const ways = new Float64Array(total + 1); // shares of the 2ⁿ choices of signs, by sum of doubled ranks
  ways[0] = 1;
  let top = 0;
  for (const rank of doubled) {
    top += rank;
    for (let sum = top; sum >= 0; sum--)
      ways[sum] = (ways[sum]! + (sum >= rank ? ways[sum - rank]! : 0)) / 2;
  }
  return ways.subarray(reached).reduce((sum, share) => sum + share, 0);
}

/** Twice the rank of each size, from the smallest; equal sizes share the mean of their ranks. */
function doubledRanks(sizes: readonly number[]): number[] {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[a]! - sizes[b]!);
  const ranks = new Array<number>(sizes.length);
  for (let from = 0; from < order.length; ) {
    let end = from + 1;
    while (end < order.length && sizes[order[end]!] === sizes[order[from]!]) end++;
    for (let k = from; k < end; k++) ranks[order[k]!] = from + end + 1;
    from = end;
  }
  return ranks;
}

/**
 * The upper tail of the standard normal distribution.
 *
 * @see M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 7.1.26: to 1.5 × 10⁻⁷.
 */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return (series * Math.exp(-x * x)) / 2;
}
