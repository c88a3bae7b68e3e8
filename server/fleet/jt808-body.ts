import { createHash, timingSafeEqual } from "node:crypto";
import { fromGbk, toGbk } from "./jt808-gbk.ts";
import { decodeLocation, encodeLocation, type Location } from "./jt808-location.ts";
import type { Edition } from "./jt808-message.ts";

/** What a general answer says of a message. */
export const RESULT = { done: 0, failed: 1, malformed: 2, unsupported: 3 } as const;

/** What the answer to a registration says. */
export const REGISTERED = { done: 0, vehicleUnknown: 2, terminalUnknown: 4 } as const;

/** General answer of either side, 0x0001 and 0x8001. */
export type GeneralAnswer = {
  readonly serial: number;
  readonly id: number;
  readonly result: number;
};

/** @returns null where the body is none. */
export function decodeGeneralAnswer(body: Buffer): GeneralAnswer | null {
  if (body.length < 5) return null;
  return { serial: body.readUInt16BE(0), id: body.readUInt16BE(2), result: body[4]! };
}

export function encodeGeneralAnswer({ serial, id, result }: GeneralAnswer): Buffer {
  return Buffer.of(serial >> 8, serial & 0xff, id >> 8, id & 0xff, result);
}

/** What a terminal says of itself when it is registered, 0x0100. */
export type Registration = {
  readonly province: number;
  readonly city: number;
  readonly maker: string;
  readonly model: string;
  readonly terminalId: string;
  /** 0: the vehicle has no plate, and its frame number stands there. */
  readonly plateColor: number;
  readonly plate: string;
};

/** Lengths of the fields that have one; the plate is what remains. */
const WIDTHS = {
  "2011": { maker: 5, model: 8, terminalId: 7 },
  "2013": { maker: 5, model: 20, terminalId: 7 },
  "2019": { maker: 11, model: 30, terminalId: 30 },
};

const fixedBytes = ({ maker, model, terminalId }: (typeof WIDTHS)["2013"]) =>
  4 + maker + model + terminalId + 1;

/**
 * Reads a registration. The header does not tell 2011 from 2013: what is too short to be of 2013 is of 2011.
 *
 * @returns null where the body is none.
 */
export function decodeRegistration(body: Buffer, edition: Edition): Registration | null {
  const isOld = edition === "2013" && body.length < fixedBytes(WIDTHS["2013"]);
  const widths = WIDTHS[isOld ? "2011" : edition];
  if (body.length < fixedBytes(widths)) return null;
  const modelAt = 4 + widths.maker;
  const idAt = modelAt + widths.model;
  const colorAt = idAt + widths.terminalId;
  return {
    province: body.readUInt16BE(0),
    city: body.readUInt16BE(2),
    maker: fromGbk(body.subarray(4, modelAt)),
    model: fromGbk(body.subarray(modelAt, idAt)),
    terminalId: fromGbk(body.subarray(idAt, colorAt)),
    plateColor: body[colorAt]!,
    plate: fromGbk(body.subarray(colorAt + 1)),
  };
}

/** @throws {RangeError} when a field is longer than the edition has room for. */
export function encodeRegistration(
  registration: Registration,
  edition: keyof typeof WIDTHS,
): Buffer {
  const widths = WIDTHS[edition];
  const fixed = (field: keyof typeof widths) => {
    const text = toGbk(registration[field]);
    if (text.length > widths[field])
      throw new RangeError(`${field} has ≤ ${widths[field]} bytes, got ${text.length}`);
    return Buffer.concat([text, Buffer.alloc(widths[field] - text.length)]);
  };
  const { province, city, plateColor } = registration;
  return Buffer.concat([
    Buffer.of(province >> 8, province & 0xff, city >> 8, city & 0xff),
    fixed("maker"),
    fixed("model"),
    fixed("terminalId"),
    Buffer.of(plateColor),
    toGbk(registration.plate),
  ]);
}

/** Answer to a registration, 0x8100; a code only with result 0. */
export type RegistrationAnswer = {
  readonly serial: number;
  readonly result: number;
  readonly code: string | null;
};

/** @returns null where the body is none. */
export function decodeRegistrationAnswer(body: Buffer): RegistrationAnswer | null {
  if (body.length < 3) return null;
  const result = body[2]!;
  const code = result === REGISTERED.done ? fromGbk(body.subarray(3)) : null;
  return { serial: body.readUInt16BE(0), result, code };
}

export function encodeRegistrationAnswer({ serial, result, code }: RegistrationAnswer): Buffer {
  return Buffer.concat([Buffer.of(serial >> 8, serial & 0xff, result), toGbk(code ?? "")]);
}

const IMEI_BYTES = 15;
const VERSION_BYTES = 20;

/** The code with which a terminal authenticates itself, 0x0102; null where the body is none. */
export function decodeAuthentication(body: Buffer, edition: Edition): string | null {
  if (edition === "2013") return body.length === 0 ? null : fromGbk(body);
  const bytes = body[0];
  if (bytes === undefined || bytes === 0 || body.length < 1 + bytes) return null;
  return fromGbk(body.subarray(1, 1 + bytes)); // IMEI and software version follow, and decide nothing
}

export function encodeAuthentication(code: string, edition: Edition): Buffer {
  const bytes = toGbk(code);
  if (edition === "2013") return bytes;
  return Buffer.concat([Buffer.of(bytes.length), bytes, Buffer.alloc(IMEI_BYTES + VERSION_BYTES)]);
}

/** Whether a code is the expected one, in a time that does not tell how much of it was right. */
export function isSameCode(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Positions sent together, 0x0704. */
export type Locations = {
  /** Recorded while there was no network. */
  readonly isBlind: boolean;
  readonly locations: readonly Location[];
};

/** @returns null where any of it is malformed: half a batch is not taken. */
export function decodeLocations(body: Buffer): Locations | null {
  if (body.length < 3) return null;
  const count = body.readUInt16BE(0);
  const locations: Location[] = [];
  let at = 3;
  while (at + 2 <= body.length && locations.length < count) {
    const end = at + 2 + body.readUInt16BE(at);
    if (end > body.length) return null;
    const location = decodeLocation(body.subarray(at + 2, end));
    if (location === null) return null;
    locations.push(location);
    at = end;
  }
  return at === body.length && locations.length === count && count > 0
    ? { isBlind: body[2] === 1, locations }
    : null;
}

export function encodeLocations({ isBlind, locations }: Locations): Buffer {
  const parts: Buffer[] = [Buffer.of(locations.length >> 8, locations.length & 0xff, +isBlind)];
  for (const location of locations) {
    const body = encodeLocation(location);
    parts.push(Buffer.of(body.length >> 8, body.length & 0xff), body);
  }
  return Buffer.concat(parts);
}
