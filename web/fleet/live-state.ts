import { distanceMeters, type LngLat } from "../map/geometry.ts";

/** Where a vehicle was last, as the server tells it. */
export type LivePosition = {
  readonly vehicleId: string;
  readonly at: string;
  readonly receivedAt: string;
  readonly position: readonly number[];
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly isWorking: boolean | null;
  readonly source: string;
};

/** A place of a trail. */
export type TrailPoint = { readonly atMs: number; readonly position: LngLat };

/** Where a vehicle is, and whence it came. */
export type LiveVehicle = {
  readonly last: LivePosition;
  readonly atMs: number;
  /** As said, or from the way since the position before; null where neither is known. */
  readonly speedKmh: number | null;
  /** The last minutes, oldest first; its last is `last`. */
  readonly trail: readonly TrailPoint[];
};

export type LiveVehicles = ReadonlyMap<string, LiveVehicle>;

/** How far back trails go. */
export const TRAIL_MS = 10 * 60_000;
/** Farther apart than this, nothing is said of what was between. */
export const GAP_MS = 180_000;

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

/** The vehicles after some of them have moved; positions that are not younger than what is known change nothing. */
export function withMoved(known: LiveVehicles, moved: readonly LivePosition[]): LiveVehicles {
  const next = new Map(known);
  for (const last of moved) {
    const before = next.get(last.vehicleId);
    const atMs = Date.parse(last.at);
    if (before && atMs <= before.atMs) continue;
    const point = { atMs, position: lngLat(last.position) };
    const trail = [...(before?.trail ?? []), point].filter((each) => each.atMs > atMs - TRAIL_MS);
    next.set(last.vehicleId, {
      ...{ last, atMs, trail },
      speedKmh: last.speedKmh ?? speedBetween(trail.at(-2), point),
    });
  }
  return next;
}

/** The vehicles with what of their trails was before the page was opened. */
export function withTrails(
  known: LiveVehicles,
  trails: ReadonlyMap<string, readonly TrailPoint[]>,
): LiveVehicles {
  const next = new Map(known);
  for (const [vehicleId, points] of trails) {
    const vehicle = next.get(vehicleId);
    if (!vehicle) continue;
    const atMs = new Map([...points, ...vehicle.trail].map((point) => [point.atMs, point]));
    const trail = [...atMs.values()]
      .filter((each) => each.atMs > vehicle.atMs - TRAIL_MS && each.atMs <= vehicle.atMs)
      .sort((a, b) => a.atMs - b.atMs);
    const speedKmh = vehicle.speedKmh ?? speedBetween(trail.at(-2), trail.at(-1));
    next.set(vehicleId, { ...vehicle, trail, speedKmh });
  }
  return next;
}

/** km/h between two places; null where they lie too far apart in time to say. */
function speedBetween(from: TrailPoint | undefined, to: TrailPoint | undefined): number | null {
  const ms = from && to ? to.atMs - from.atMs : 0;
  if (!from || !to || ms <= 0 || ms > GAP_MS) return null;
  return distanceMeters(from.position, to.position) / (ms / 3600);
}

/** A trail in pieces between which nothing is known; pieces of one place are left out. */
export function piecesOf(trail: readonly TrailPoint[], sinceMs: number): LngLat[][] {
  const pieces: LngLat[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, position } of trail) {
    if (atMs < sinceMs) continue;
    if (atMs - lastMs > GAP_MS) pieces.push([]);
    pieces.at(-1)!.push(position);
    lastMs = atMs;
  }
  return pieces.filter(({ length }) => length > 1);
}
