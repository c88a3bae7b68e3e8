const DELIMITER = 0x7e;
const ESCAPE = 0x7d;
const MAX_HEADER_BYTES = 21;

/** Ten bits of the header's attributes count the body. */
export const MAX_BODY_BYTES = 1023;
const MAX_ESCAPED_BYTES = 2 * (MAX_HEADER_BYTES + MAX_BODY_BYTES + 1);
/** A header of 2013 and the checksum. */
const MIN_BYTES = 12 + 1;

/** Why a piece of the stream is no frame; the stream goes on after it. */
export type FrameFault = "garbage" | "too-long" | "too-short" | "escape" | "checksum";

/**
 * Cuts a stream of bytes into frames of JT/T 808, as it arrives in whatever pieces.
 *
 * Every 0x7E is a border, so that a stream out of step finds its way back at the next one, and so that terminals which end one frame
 * and begin the next with the same byte are understood. Never holds more than one frame that is allowed to be, and the chunk it
 * was given.
 */
export function createFrameReader() {
  let chunk: Buffer = Buffer.alloc(0);
  let offset = 0;
  let held: Buffer | null = null; // the beginning of a frame whose end is still to come; made when it is first needed
  let heldBytes = 0;
  let isInside = false; // after the first 0x7E
  let isOver = false; // of what is too long, the rest is thrown away, and it is said once

  const hold = (from: number, to: number) => {
    if (heldBytes + to - from > MAX_ESCAPED_BYTES) {
      const isFirst = !isOver;
      isOver = true;
      heldBytes = 0;
      return isFirst;
    }
    held ??= Buffer.allocUnsafe(MAX_ESCAPED_BYTES);
    chunk.copy(held, heldBytes, from, to);
    heldBytes += to - from;
    return false;
  };

  return {
    /** Takes more bytes, which must not change afterwards. What came before has been read to its end. */
    write(bytes: Buffer) {
      chunk = bytes;
      offset = 0;
    },

    /**
     * @returns the next frame between its delimiters, unescaped, checked and without its checksum (valid until the next call of
     *   `write`); what was wrong with a piece that is none; null when more bytes are needed.
     */
    next(): Buffer | FrameFault | null {
      while (offset < chunk.length) {
        const from = offset;
        const border = chunk.indexOf(DELIMITER, from);
        const to = border < 0 ? chunk.length : border;
        offset = border < 0 ? to : to + 1;
        if (!isInside) {
          isInside = border >= 0;
          if (to > from) return "garbage";
          continue;
        }
        if (border < 0) {
          if (!isOver && hold(from, to)) return "too-long";
          continue;
        }
        if (isOver) {
          isOver = false;
          continue;
        }
        if (heldBytes === 0 && to === from) continue; // two delimiters in a row
        if (heldBytes + to - from > MAX_ESCAPED_BYTES) {
          heldBytes = 0;
          return "too-long";
        }
        if (heldBytes === 0) return payloadOf(chunk.subarray(from, to));
        hold(from, to);
        const bytes = heldBytes;
        heldBytes = 0;
        return payloadOf(Buffer.from(held!.subarray(0, bytes)));
      }
      chunk = EMPTY; // or a quiet connection would keep the last of its chunks
      offset = 0;
      return null;
    },
  };
}

const EMPTY = Buffer.alloc(0);

/** What stands between two delimiters, unescaped and checked; the bytes given are not changed. */
function payloadOf(escaped: Buffer): Buffer | FrameFault {
  const bytes = escaped.includes(ESCAPE) ? unescaped(escaped) : escaped;
  if (bytes === null) return "escape";
  if (bytes.length < MIN_BYTES) return "too-short";
  return checksumOf(bytes, bytes.length) === 0 ? bytes.subarray(0, bytes.length - 1) : "checksum"; // x ^ x = 0
}

function unescaped(escaped: Buffer): Buffer | null {
  const bytes = Buffer.allocUnsafe(escaped.length);
  let length = 0;
  for (let i = 0; i < escaped.length; i++) {
    let byte = escaped[i]!;
    if (byte === ESCAPE) {
      const code = escaped[++i];
      if (code !== 0x01 && code !== 0x02) return null;
      byte = code === 0x01 ? ESCAPE : DELIMITER;
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

function checksumOf(bytes: Buffer, length: number) {
  let sum = 0;
  for (let i = 0; i < length; i++) sum ^= bytes[i]!;
  return sum;
}

/**
 * A frame as it is sent: header and body with their checksum, escaped, between delimiters.
 *
 * @param payload  Header and body, not escaped.
 */
export function encodeFrame(payload: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(2 * payload.length + 4);
  let length = 0;
  frame[length++] = DELIMITER;
  const put = (byte: number) => {
    const isEscaped = byte === DELIMITER || byte === ESCAPE;
    frame[length++] = isEscaped ? ESCAPE : byte;
    if (isEscaped) frame[length++] = byte === DELIMITER ? 0x02 : 0x01;
  };
  for (const byte of payload) put(byte);
  put(checksumOf(payload, payload.length));
  frame[length++] = DELIMITER;
  return frame.subarray(0, length);
}
