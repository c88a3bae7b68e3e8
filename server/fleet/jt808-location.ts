import type { LngLat } from "../geo/position.ts";
import type { Fix } from "./fix.ts";

/** A position as a terminal reports it, body of 0x0200. */
export type Location = {
  /** Bits of the standard's table of alarms. */
  readonly alarms: number;
  /** Bits of the standard's table of states, of which 1–3 are also in the fields below. */
  readonly status: number;
  /** WGS 84, as sent: it may lie outside of the world. */
  readonly position: LngLat;
  readonly altitudeMeters: number;
  readonly speedKmh: number;
  /** As sent: 0–359 from north clockwise where the terminal keeps to the standard. */
  readonly headingDegrees: number;
  /** Epoch milliseconds; NaN where the terminal's clock shows a day or time that does not exist. */
  readonly atMs: number;
  /** Items {id, length, value} one after the other; a view of the frame. */
  readonly extras: Buffer;
};

/** Where a terminal says whether brush or pump is on. Makers differ, so a district sets it for each kind of terminal. */
export type WorkingSignal = {
  /** The word of states, or the id of an extra item. */
  readonly field: "status" | number;
  /** From 0, the lowest. */
  readonly bit: number;
  /** The bit's value while it works. */
  readonly isWorkingWhen: 0 | 1;
};

/** Extra items of a position by what they are. */
export const EXTRA = {
  mileage: 0x01,
  fuel: 0x02,
  recorderSpeed: 0x03,
  vehicleSignals: 0x25,
  networkSignal: 0x30,
  satellites: 0x31,
} as const;

export const STATUS = { isIgnitionOn: 1, isFixed: 2, isSouth: 4, isWest: 8 } as const;

const FIXED_BYTES = 28;
const TIME_AT = 22;
const GMT8_MILLISECONDS = 8 * 3_600_000;

/** @returns null where the body is too short to be a position. */
export function decodeLocation(body: Buffer): Location | null {
  if (body.length < FIXED_BYTES) return null;
  const status = body.readUInt32BE(4);
  const lat = body.readUInt32BE(8) / 1e6;
  const lng = body.readUInt32BE(12) / 1e6;
  return {
    alarms: body.readUInt32BE(0),
    status,
    position: [status & STATUS.isWest ? -lng : lng, status & STATUS.isSouth ? -lat : lat],
    altitudeMeters: body.readInt16BE(16),
    speedKmh: body.readUInt16BE(18) / 10,
    headingDegrees: body.readUInt16BE(20),
    atMs: decodeTime(body, TIME_AT),
    extras: body.subarray(FIXED_BYTES),
  };
}

/** The body of 0x0200; the bits of south and west are set by the position. */
export function encodeLocation(location: Location): Buffer {
  const { position, extras } = location;
  const [lng, lat] = position;
  const body = Buffer.allocUnsafe(FIXED_BYTES + extras.length);
  const sides = (lat < 0 ? STATUS.isSouth : 0) | (lng < 0 ? STATUS.isWest : 0);
  const status = (location.status & ~(STATUS.isSouth | STATUS.isWest)) | sides;
  body.writeUInt32BE(location.alarms, 0);
  body.writeUInt32BE(status >>> 0, 4);
  body.writeUInt32BE(Math.round(Math.abs(lat) * 1e6), 8);
  body.writeUInt32BE(Math.round(Math.abs(lng) * 1e6), 12);
  body.writeInt16BE(location.altitudeMeters, 16);
  body.writeUInt16BE(Math.round(location.speedKmh * 10), 18);
  body.writeUInt16BE(location.headingDegrees, 20);
  encodeTime(location.atMs).copy(body, TIME_AT);
  extras.copy(body, FIXED_BYTES);
  return body;
}

/**
 * The instant of six bytes YYMMDDhhmmss in binary coded decimals at GMT+8, years 2000–2099.
 *
 * @returns NaN where a digit is none, or the day or time does not exist.
 */
function decodeTime(bytes: Buffer, at: number): number {
  const year = twoDigits(bytes[at]!);
  const month = twoDigits(bytes[at + 1]!);
  const day = twoDigits(bytes[at + 2]!);
  const hour = twoDigits(bytes[at + 3]!);
  const minute = twoDigits(bytes[at + 4]!);
  const second = twoDigits(bytes[at + 5]!);
  const isTime = year >= 0 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  const isSecond = second >= 0 && second < 60;
  if (!isTime || !isSecond || !(month >= 1 && month <= 12) || !(day >= 1)) return Number.NaN;
  if (day > new Date(Date.UTC(2000 + year, month, 0)).getUTCDate()) return Number.NaN;
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second) - GMT8_MILLISECONDS;
}

/** @returns -1 where either half is no digit. */
const twoDigits = (byte: number) =>
  byte >> 4 > 9 || (byte & 15) > 9 ? -1 : (byte >> 4) * 10 + (byte & 15);

function encodeTime(atMs: number): Buffer {
  if (Number.isNaN(atMs)) return Buffer.alloc(6); // month 0: a clock that was never set
  const digits = new Date(atMs + GMT8_MILLISECONDS).toISOString().replace(/\D/g, "");
  return Buffer.from(digits.slice(2, 14), "hex");
}

/** The value of an extra item; null where the position has none, or what should hold it breaks off. */
export function extraOf(extras: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 2 <= extras.length; ) {
    const end = at + 2 + extras[at + 1]!;
    if (end > extras.length) return null;
    if (extras[at] === id) return extras.subarray(at + 2, end);
    at = end;
  }
  return null;
}

/** An extra item as bytes. */
export function encodeExtra(id: number, value: Buffer): Buffer {
  if (value.length > 255)
    throw new RangeError(`an extra item has ≤ 255 bytes, got ${value.length}`);
  return Buffer.concat([Buffer.of(id, value.length), value]);
}

/** What the extra items of the standard say, null where a position lacks one. */
export function extrasOf(extras: Buffer) {
  const number = (id: number, bytes: number) => {
    const value = extraOf(extras, id);
    return value?.length === bytes ? value.readUIntBE(0, bytes) : null;
  };
  const tenths = (value: number | null) => (value === null ? null : value / 10);
  return {
    mileageKm: tenths(number(EXTRA.mileage, 4)),
    fuelLiters: tenths(number(EXTRA.fuel, 2)),
    recorderSpeedKmh: tenths(number(EXTRA.recorderSpeed, 2)),
    vehicleSignals: number(EXTRA.vehicleSignals, 4),
    networkSignal: number(EXTRA.networkSignal, 1),
    satellites: number(EXTRA.satellites, 1),
  };
}

/** Whether brush or pump was on; null where nobody said which bit that is, or the position lacks it. */
export function isWorkingOf(location: Location, signal: WorkingSignal | null): boolean | null {
  if (signal === null) return null;
  const { field, bit, isWorkingWhen } = signal;
  if (field === "status") return ((location.status >>> bit) & 1) === isWorkingWhen;
  const value = extraOf(location.extras, field);
  const byte = value?.[value.length - 1 - (bit >> 3)];
  return byte === undefined ? null : ((byte >> (bit & 7)) & 1) === isWorkingWhen;
}

/** A position as every way in hands it on. */
export function fixOf(location: Location, signal: WorkingSignal | null): Fix {
  const { headingDegrees } = location;
  return {
    atMs: location.atMs,
    position: location.position,
    speedKmh: location.speedKmh,
    headingDegrees: headingDegrees <= 360 ? headingDegrees % 360 : null,
    isWorking: isWorkingOf(location, signal),
    isFixed: (location.status & STATUS.isFixed) !== 0,
  };
}
