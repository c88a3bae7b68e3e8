import type { DrivenDay } from "./drives.ts";
import { shifted } from "./plane.ts";
import type { DemoEdge } from "./records.ts";
import type { Leg } from "./trip.ts";
import { placeOn } from "./ways.ts";

/** Positions as a terminal sends them, in order of time; columns, because a day has 150,000. */
export type DemoFixes = {
  readonly atMs: Float64Array;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  readonly speeds: Float32Array;
  /** -1: it does not say. */
  readonly headings: Int16Array;
  /** 1 on, 0 off, -1: it does not say. */
  readonly working: Int8Array;
  readonly receivedMs: Float64Array;
};

/** What matching would make of a drive. */
export type DemoPassage = {
  readonly edgeId: string;
  readonly fromShare: number;
  readonly toShare: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: number;
  readonly speedKmh: number | null;
  readonly isWorking: boolean | null;
  readonly confidence: number;
};

/** A stand by a stop of a round. */
export type DemoVisit = {
  readonly facilityId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nearestMeters: number;
};

/** Standard deviation of a position to the east and to the north. */
const SIGMA_METERS = 6;
/** From a position until it is in the store. */
const LAG_MS = 1_500;

/** Uniform in [0, 1), of a vehicle, an instant and a purpose: the same whichever part of a day is asked for. */
function uniformOf(salt: number, atMs: number, purpose: number): number {
  let h =
    (salt ^ Math.imul(Math.floor(atMs / 1_000), 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Roughly normal. */
const noiseOf = (salt: number, atMs: number, purpose: number) =>
  (uniformOf(salt, atMs, purpose) +
    uniformOf(salt, atMs, purpose + 1) +
    uniformOf(salt, atMs, purpose + 2) -
    1.5) *
  2;

/** FNV-1a. */
function saltOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Where a vehicle truly is at an instant of a leg. */
export function placeAt(leg: Leg, atMs: number) {
  if (leg.kind === "stand") return { at: leg.at, headingDegrees: null, kmh: 0 };
  const { edge, fromShare, toShare, fromMs, toMs } = leg;
  const gone = toMs > fromMs ? (atMs - fromMs) / (toMs - fromMs) : 1;
  const { at, headingDegrees } = placeOn(edge, fromShare + (toShare - fromShare) * gone);
  const turn = toShare < fromShare ? 180 : 0;
  const meters = Math.abs(toShare - fromShare) * edge.lengthMeters;
  const kmh = toMs > fromMs ? (meters / (toMs - fromMs)) * 3_600 : 0;
  return { at, headingDegrees: (headingDegrees + turn + 720) % 360, kmh };
}

/**
 * The positions of a driven day that came to be known within some time: those of it, without what is still kept back, and
 * what was kept back before.
 *
 * @param fromMs  after it, @param toMs  up to it.
 */
export function fixesBetween(
  { vehicle, legs, silentFromMs, late }: DrivenDay,
  fromMs: number,
  toMs: number,
  everySeconds = vehicle.terminal!.everySeconds,
): DemoFixes {
  const { saysWorking } = vehicle.terminal!;
  const salt = saltOf(vehicle.vehicleId);
  const every = everySeconds * 1_000;
  const phase = ((salt >>> 8) % 10) * 1_000; // terminals of JT/T 808 count whole seconds
  const rows: number[][] = [];
  for (const leg of legs) {
    const endMs = Math.min(leg.toMs, toMs + 1, silentFromMs);
    const beginMs = Math.max(leg.fromMs, late ? Math.min(fromMs + 1, late.fromMs) : fromMs + 1);
    let atMs = Math.ceil((beginMs - phase) / every) * every + phase;
    for (; atMs < endMs; atMs += every) {
      const isLate = late !== null && atMs >= late.fromMs && atMs < late.toMs;
      const knownMs = isLate ? late.receivedMs : atMs;
      if (knownMs <= fromMs || knownMs > toMs) continue;
      const { at, headingDegrees, kmh } = placeAt(leg, atMs);
      // who stands does not jump about: the error stays nearly the same
      const [still, sigma] = leg.kind === "stand" ? [leg.fromMs, 1.2] : [atMs, 0];
      const east = SIGMA_METERS * noiseOf(salt, still, 1) + sigma * noiseOf(salt, atMs, 7);
      const north = SIGMA_METERS * noiseOf(salt, still, 4) + sigma * noiseOf(salt, atMs, 10);
      const [lng, lat] = shifted(at, east, north);
      const heading = headingDegrees === null ? -1 : headingDegrees + 5 * noiseOf(salt, atMs, 13);
      rows.push([
        ...[atMs, lng, lat, Math.max(0, kmh * (1 + 0.06 * noiseOf(salt, atMs, 16)))],
        heading === -1 ? -1 : Math.round(heading + 360) % 360,
        saysWorking ? Number(leg.kind === "drive" && leg.isWork) : -1,
        knownMs + LAG_MS,
      ]);
    }
  }
  const column = (i: number) => rows.map((row) => row[i]!);
  return {
    ...{ atMs: Float64Array.from(column(0)), lngs: Float64Array.from(column(1)) },
    ...{ lats: Float64Array.from(column(2)), speeds: Float32Array.from(column(3)) },
    ...{ headings: Int16Array.from(column(4)), working: Int8Array.from(column(5)) },
    receivedMs: Float64Array.from(column(6)),
  };
}

/** What truly was driven in a day, as far as the terminal told of it, as service records say it. */
export function passagesOf({ vehicle, legs, silentFromMs }: DrivenDay): DemoPassage[] {
  const { saysWorking, everySeconds } = vehicle.terminal!;
  const salt = saltOf(vehicle.vehicleId);
  const passages: DemoPassage[] = [];
  let open: {
    edge: DemoEdge;
    leg: Extract<Leg, { kind: "drive" }>;
    toShare: number;
    toMs: number;
    meters: number;
  } | null = null;
  const close = () => {
    if (!open) return;
    const { edge, leg, toShare, toMs, meters } = open;
    const seconds = (toMs - leg.fromMs) / 1_000;
    const isLong = edge.lengthMeters > 40;
    passages.push({
      ...{ edgeId: edge.edgeId, fromShare: leg.fromShare, toShare, fromMs: Math.round(leg.fromMs) },
      toMs: Math.round(toMs),
      points: Math.floor(seconds / everySeconds),
      speedKmh: seconds > 0 ? (meters / seconds) * 3.6 : null,
      isWorking: saysWorking ? leg.isWork : null,
      confidence: (isLong ? 0.93 : 0.74) + (isLong ? 0.06 : 0.2) * uniformOf(salt, leg.fromMs, 20),
    });
    open = null;
  };
  for (const leg of legs) {
    if (leg.fromMs >= silentFromMs) break;
    if (leg.kind === "stand") continue;
    const isOn = open !== null && open.edge === leg.edge && open.toShare === leg.fromShare;
    const isSameWay = isOn && leg.toShare > leg.fromShare === open!.toShare > open!.leg.fromShare;
    const goesOn = isSameWay && open!.leg.isWork === leg.isWork;
    const meters = Math.abs(leg.toShare - leg.fromShare) * leg.edge.lengthMeters;
    if (goesOn) {
      open!.toShare = leg.toShare;
      open!.toMs = leg.toMs;
      open!.meters += meters;
      continue;
    }
    close();
    open = { edge: leg.edge, leg, toShare: leg.toShare, toMs: leg.toMs, meters };
  }
  close();
  return passages;
}

/** Stops by which a vehicle stood in a day. */
export function visitsOf({ vehicle, legs, silentFromMs }: DrivenDay): DemoVisit[] {
  const salt = saltOf(vehicle.vehicleId);
  return legs.flatMap((leg) =>
    leg.kind === "stand" && leg.facility && leg.toMs < silentFromMs
      ? [
          {
            facilityId: leg.facility.facilityId,
            ...{ fromMs: Math.round(leg.fromMs), toMs: Math.round(leg.toMs) },
            nearestMeters: 0.5 + 7 * uniformOf(salt, leg.fromMs, 30),
          },
        ]
      : [],
  );
}
