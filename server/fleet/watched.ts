import type { FleetEventKind } from "../../data/vehicle.ts";
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
  /** Edges in the order of the route. */
  readonly edges: readonly {
    readonly edgeId: string;
    readonly streetId: string | null;
    readonly lengthMeters: number;
  }[];
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

export const MINUTE_MS = 60_000;

/** Duties that follow or overlap each other are one: a vehicle between two shifts is not looked at. */
export function merged(duties: readonly Duty[]) {
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

/** Whether it was heard from a time to another without a silence. */
export function wasHeard(
  { fixes }: Watched,
  fromMs: number,
  toMs: number,
  gapSeconds: number,
): boolean {
  let lastMs = fromMs;
  for (const { atMs } of fixes) {
    if (atMs < fromMs) continue;
    if (atMs - lastMs > gapSeconds * 1_000) return false;
    lastMs = atMs;
    if (atMs >= toMs) return true;
  }
  return toMs - lastMs <= gapSeconds * 1_000;
}

/** Where it was last known to be at an instant. */
export const positionAt = ({ fixes }: Watched, atMs: number): LngLat | null =>
  fixes.findLast((fix) => fix.atMs <= atMs)?.position ?? null;
