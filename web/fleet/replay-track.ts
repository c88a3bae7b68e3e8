import type { components } from "../api/schema.gen.ts";
import { distanceMeters, type LngLat } from "../map/geometry.ts";

export type TrackColumns = components["schemas"]["TrackColumns"];

/** The positions of one vehicle in a period, as columns of equal length in order of time. */
export type Track = {
  readonly vehicleId: string;
  readonly length: number;
  /** Epoch milliseconds. */
  readonly atMs: Float64Array;
  /** lng, lat, lng, lat… */
  readonly positions: Float64Array;
  /** km/h; NaN where it is not known. */
  readonly speeds: Float32Array;
  /** Degrees from north; -1 where it is not known. */
  readonly headings: Int16Array;
  /** 1 works, 0 does not, -1 is not known. */
  readonly working: Int8Array;
};

const MICRO = 1e-6;

/**
 * A track from the columns of the wire, which hold the difference of each value to the one before.
 *
 * @param fromMs  Of the period that was asked for: the first time counts from it.
 */
export function trackOf(columns: TrackColumns, fromMs: number): Track {
  const length = columns.points;
  const atMs = new Float64Array(length);
  const positions = new Float64Array(length * 2);
  const speeds = new Float32Array(length);
  let [seconds, lng, lat] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    seconds += columns.at[i]!;
    lng += columns.lng[i]!;
    lat += columns.lat[i]!;
    atMs[i] = fromMs + seconds * 1000;
    positions[i * 2] = lng * MICRO;
    positions[i * 2 + 1] = lat * MICRO;
    speeds[i] = columns.speed[i]! < 0 ? Number.NaN : columns.speed[i]! / 10;
  }
  return {
    ...{ vehicleId: columns.vehicleId, length, atMs, positions, speeds },
    headings: Int16Array.from(columns.heading),
    working: Int8Array.from(columns.working),
  };
}

/** The last position that is not after an instant; -1 where all are. O(log n). */
export function indexAt({ atMs, length }: Pick<Track, "atMs" | "length">, ms: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atMs[middle]! <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a vehicle was at an instant, and what is known of it then. */
export type Place = {
  readonly position: LngLat;
  readonly headingDegrees: number | null;
  readonly speedKmh: number | null;
  readonly isWorking: boolean | null;
  /** Of the position it goes by. */
  readonly atMs: number;
  /** Nothing is known of the instant: it is where it was seen last. */
  readonly isGap: boolean;
};

export const positionAt = ({ positions }: Track, i: number): LngLat => [
  positions[i * 2]!,
  positions[i * 2 + 1]!,
];

/**
 * Where a vehicle was at an instant.
 *
 * Between two positions it is put on the straight line between them, but only where they lie no farther apart than
 * `gapMs`; across a gap, and after the last one, it stays where it was seen last and says that nothing is known.
 *
 * @returns null before its first position.
 */
export function placeAt(track: Track, ms: number, gapMs: number): Place | null {
  const i = indexAt(track, ms);
  if (i < 0) return null;
  const [fromMs, toMs] = [track.atMs[i]!, track.atMs[i + 1]];
  const speed = track.speeds[i]!;
  const known = {
    speedKmh: Number.isNaN(speed) ? null : speed,
    isWorking: track.working[i]! < 0 ? null : track.working[i] === 1,
    atMs: fromMs,
  };
  const heading = track.headings[i]!;
  const isBetween = toMs !== undefined && toMs - fromMs <= gapMs;
  const [lng, lat] = positionAt(track, i);
  if (!isBetween || ms === fromMs) {
    const isGap = toMs === undefined ? ms - fromMs > gapMs : ms > fromMs && !isBetween;
    return {
      ...known,
      ...{ position: [lng, lat], headingDegrees: heading < 0 ? null : heading, isGap },
    };
  }
  const share = (ms - fromMs) / (toMs - fromMs);
  const [toLng, toLat] = positionAt(track, i + 1);
  return {
    ...known,
    position: [lng + (toLng - lng) * share, lat + (toLat - lat) * share],
    headingDegrees: headingBetween(heading, track.headings[i + 1]!, share),
    isGap: false,
  };
}

/** A heading between two, the shorter way round; null where neither is known. */
export function headingBetween(from: number, to: number, share: number): number | null {
  if (from < 0 || to < 0) return from < 0 ? (to < 0 ? null : to) : from;
  const turn = ((to - from + 540) % 360) - 180;
  return (from + turn * share + 360) % 360;
}

/** A stretch of a track without a gap: positions `start` up to, not including, `end`. */
export type Run = { readonly start: number; readonly end: number };

/** A track in stretches between which nothing is known. */
export function runsOf({ atMs, length }: Pick<Track, "atMs" | "length">, gapMs: number): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let i = 1; i <= length; i++) {
    if (i < length && atMs[i]! - atMs[i - 1]! <= gapMs) continue;
    runs.push({ start, end: i });
    start = i;
  }
  return runs;
}

/** What a track says in figures. */
export type TrackFacts = {
  readonly positions: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Along the positions, without the gaps. */
  readonly meters: number;
  readonly workingMs: number;
  readonly gaps: number;
  readonly gapMs: number;
};

/** What a track says in figures; null where there is none. */
export function factsOf(track: Track, gapMs: number): TrackFacts | null {
  if (track.length === 0) return null;
  const runs = runsOf(track, gapMs);
  let [meters, workingMs] = [0, 0];
  for (const { start, end } of runs)
    for (let i = start + 1; i < end; i++) {
      meters += distanceMeters(positionAt(track, i - 1), positionAt(track, i));
      if (track.working[i - 1] === 1) workingMs += track.atMs[i]! - track.atMs[i - 1]!;
    }
  const silent = runs.slice(1).map(({ start }) => track.atMs[start]! - track.atMs[start - 1]!);
  return {
    ...{ positions: track.length, meters, workingMs, gaps: silent.length },
    ...{ firstMs: track.atMs[0]!, lastMs: track.atMs[track.length - 1]! },
    gapMs: silent.reduce((sum, ms) => sum + ms, 0),
  };
}

/** How many positions fall into each of equal parts of a period: what the slider shows where nothing came. */
export function activityOf(
  tracks: readonly Track[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  parts: number,
): Uint32Array {
  const counts = new Uint32Array(parts);
  const perPart = (toMs - fromMs) / parts;
  for (const { atMs } of tracks)
    for (const ms of atMs) {
      const part = Math.floor((ms - fromMs) / perPart);
      if (part >= 0 && part < parts) counts[part]! += 1;
    }
  return counts;
}
