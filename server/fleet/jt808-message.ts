import { encodeFrame, MAX_BODY_BYTES } from "./jt808-frame.ts";
import { terminalNumberOf } from "./terminal-number.ts";

/** Which edition of JT/T 808 a message is in; what is older than 2013 has the header of 2013. */
export type Edition = "2013" | "2019";

/** Messages by what they are for. */
export const MESSAGE = {
  terminalAnswer: 0x0001,
  heartbeat: 0x0002,
  logout: 0x0003,
  register: 0x0100,
  authenticate: 0x0102,
  location: 0x0200,
  locations: 0x0704,
  platformAnswer: 0x8001,
  registerAnswer: 0x8100,
} as const;

/** A message, or one part of it, as it came out of a frame. */
export type Message = {
  readonly id: number;
  readonly edition: Edition;
  /** In the normal form of `terminalNumberOf`. */
  readonly terminalNumber: string;
  readonly serial: number;
  /** Bits 10–12: 0 is plain, 1 is RSA. */
  readonly encryption: number;
  /** Which part of how many it is, from 1; null: it is whole. */
  readonly part: { readonly total: number; readonly index: number } | null;
  /** A view of the frame, not a copy. */
  readonly body: Buffer;
};

/** Why a frame is no message. */
export type MessageFault = "header" | "body-length" | "number" | "part";

const LENGTH_BITS = 0x3ff;
const SPLIT_BIT = 1 << 13;
const EDITION_BIT = 1 << 14;
const PROTOCOL_VERSION = 1;
const NUMBER_BYTES = { "2013": 6, "2019": 10 } as const;

/** Reads the header of a frame; nothing is done about its body. */
export function decodeMessage(frame: Buffer): Message | MessageFault {
  const attributes = frame.readUInt16BE(2); // a frame has at least 12 bytes
  const edition: Edition = attributes & EDITION_BIT ? "2019" : "2013";
  const numberAt = edition === "2019" ? 5 : 4;
  const serialAt = numberAt + NUMBER_BYTES[edition];
  const isSplit = (attributes & SPLIT_BIT) !== 0;
  const bodyAt = serialAt + (isSplit ? 6 : 2);
  if (frame.length < bodyAt) return "header";
  if (frame.length - bodyAt !== (attributes & LENGTH_BITS)) return "body-length";
  const terminalNumber = terminalNumberOf(frame.toString("hex", numberAt, serialAt));
  if (!/^[1-9]\d*$/.test(terminalNumber)) return "number"; // a digit that is none, or all of them 0
  let part: Message["part"] = null;
  if (isSplit) {
    const total = frame.readUInt16BE(serialAt + 2);
    const index = frame.readUInt16BE(serialAt + 4);
    if (index < 1 || index > total) return "part";
    part = { total, index };
  }
  return {
    id: frame.readUInt16BE(0),
    edition,
    terminalNumber,
    serial: frame.readUInt16BE(serialAt),
    encryption: (attributes >> 10) & 7,
    part,
    body: frame.subarray(bodyAt),
  };
}

/** What to send, whole; its parts get the serial and the ones after it. */
export type Sending = Pick<Message, "id" | "edition" | "terminalNumber" | "serial" | "body"> & {
  readonly encryption?: number;
};

/**
 * A message as frames to send: one, or as many parts as its body needs.
 *
 * @param partBytes  The most of a body that goes into one part; for tests.
 * @throws {RangeError} when the number is not one of the edition.
 */
export function encodeMessage(sending: Sending, partBytes = MAX_BODY_BYTES): Buffer[] {
  const { body, serial } = sending;
  if (body.length <= partBytes) return [encodePart(sending, null)];
  const total = Math.ceil(body.length / partBytes);
  return Array.from({ length: total }, (_, i) =>
    encodePart(
      {
        ...sending,
        serial: (serial + i) & 0xffff,
        body: body.subarray(i * partBytes, (i + 1) * partBytes),
      },
      { total, index: i + 1 },
    ),
  );
}

function encodePart(sending: Sending, part: Message["part"]): Buffer {
  const { id, edition, terminalNumber, serial, body, encryption = 0 } = sending;
  const isNew = edition === "2019";
  const digits = 2 * NUMBER_BYTES[edition];
  if (!/^\d+$/.test(terminalNumber) || terminalNumber.length > digits)
    throw new RangeError(
      `a number of 1–${digits} digits is expected, got ${terminalNumber.length}`,
    );
  const numberAt = isNew ? 5 : 4;
  const serialAt = numberAt + NUMBER_BYTES[edition];
  const bodyAt = serialAt + (part ? 6 : 2);
  const payload = Buffer.allocUnsafe(bodyAt + body.length);
  payload.writeUInt16BE(id, 0);
  payload.writeUInt16BE(
    body.length | (encryption << 10) | (part ? SPLIT_BIT : 0) | (isNew ? EDITION_BIT : 0),
    2,
  );
  if (isNew) payload[4] = PROTOCOL_VERSION;
  payload.write(terminalNumber.padStart(digits, "0"), numberAt, "hex");
  payload.writeUInt16BE(serial, serialAt);
  if (part) {
    payload.writeUInt16BE(part.total, serialAt + 2);
    payload.writeUInt16BE(part.index, serialAt + 4);
  }
  body.copy(payload, bodyAt);
  return encodeFrame(payload);
}
