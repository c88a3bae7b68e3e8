import {
  encodeAuthentication,
  encodeLocations,
  encodeRegistration,
} from "../../server/fleet/jt808-body.ts";
import { createJt808Counters, type Jt808Counters } from "../../server/fleet/jt808-counters.ts";
import { createFrameReader, encodeFrame } from "../../server/fleet/jt808-frame.ts";
import { JT808_LIMITS } from "../../server/fleet/jt808-limits.ts";
import { encodeLocation } from "../../server/fleet/jt808-location.ts";
import { decodeMessage, encodeMessage, MESSAGE } from "../../server/fleet/jt808-message.ts";
import { createSession } from "../../server/fleet/jt808-session.ts";
import { seededRandom } from "./layer.ts";
import { directoryOf, intakeInMemory, SOUTH_WEST } from "./terminals.ts";

const NUMBER = "13900000001";

/** A good frame of every kind that terminals send, in both editions, whole and split. */
export function goodFrames(code: string): Buffer[] {
  const registration = {
    province: 43,
    city: 4,
    maker: "M",
    model: "S",
    terminalId: "1",
    plateColor: 2,
    plate: "湘D00001",
  };
  return (["2013", "2019"] as const).flatMap((edition) => {
    const frame = (id: number, body: Buffer, partBytes?: number) =>
      encodeMessage({ id, edition, terminalNumber: NUMBER, serial: 0x7d7e, body }, partBytes);
    const batch = encodeLocations({ isBlind: true, locations: Array(9).fill(SOUTH_WEST) });
    return [
      ...frame(MESSAGE.authenticate, encodeAuthentication(code, edition)),
      ...frame(MESSAGE.location, encodeLocation(SOUTH_WEST)),
      ...frame(MESSAGE.register, encodeRegistration(registration, edition)),
      ...frame(MESSAGE.locations, batch),
      ...frame(MESSAGE.locations, batch, 100),
      ...frame(MESSAGE.heartbeat, Buffer.alloc(0)),
      ...frame(MESSAGE.terminalAnswer, Buffer.alloc(5)),
      ...frame(0x0900, Buffer.alloc(40, 0x7e)),
    ];
  });
}

function payloadOf(frame: Buffer): Buffer {
  const reader = createFrameReader();
  reader.write(frame);
  const payload = reader.next();
  if (!Buffer.isBuffer(payload)) throw new Error(`not a frame: ${payload}`);
  return payload;
}

export type Hail = {
  readonly counters: Jt808Counters;
  readonly answers: number;
  readonly heldBytes: number;
};

/**
 * Throws seeded frames at an authenticated terminal's session: a quarter good, a quarter with bytes changed, cut or doubled, a
 * quarter with bytes changed before the checksum was made, so that they reach the bodies, and a quarter random; in pieces that do not end where frames do. What the session says goes nowhere.
 */
export async function hailOf(frames: number, seed: number): Promise<Hail> {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const directory = directoryOf({ [NUMBER]: {} });
  const good = goodFrames(directory.codeOf(NUMBER));
  const payloads = good.map(payloadOf);
  const counters = createJt808Counters();
  const budget = { bytes: 0 };
  const { taken, intake } = intakeInMemory();
  let answers = 0;
  const open = () =>
    createSession(
      { directory, intake, limits: JT808_LIMITS, counters, budget, note() {} },
      {
        openAnswer: () => () => void answers++,
        end() {},
        drop() {},
        isOpen: () => true,
        onAuthenticated() {},
      },
    );
  const session = open();
  const reader = createFrameReader();

  function one(): Buffer {
    const kind = below(4);
    if (kind === 3) {
      const payload = Buffer.from(payloads[below(payloads.length)]!);
      for (let n = 1 + below(3); n > 0; n--) payload[below(payload.length)] = below(256);
      return encodeFrame(payload);
    }
    if (kind === 2) {
      const noise = Buffer.allocUnsafe(below(120));
      for (let i = 0; i < noise.length; i++) noise[i] = below(256);
      if (noise.length > 2 && below(2)) noise[0] = 0x7e;
      return noise;
    }
    const frame = Buffer.from(good[below(good.length)]!);
    if (kind === 0) return frame;
    const mutation = below(4);
    if (mutation === 0) return frame.subarray(0, below(frame.length));
    if (mutation === 1) return Buffer.concat([frame.subarray(0, below(frame.length)), frame]);
    for (let n = 1 + below(3); n > 0; n--) frame[below(frame.length)] = below(256);
    return frame;
  }

  let sent = 0;
  while (sent < frames) {
    const some = Array.from({ length: Math.min(200, frames - sent) }, one);
    sent += some.length;
    const stream = Buffer.concat(some);
    const cut = below(stream.length + 1);
    for (const piece of [stream.subarray(0, cut), stream.subarray(cut)]) {
      reader.write(piece);
      for (let frame = reader.next(); frame !== null; frame = reader.next()) {
        const message = typeof frame === "string" ? frame : decodeMessage(frame);
        if (typeof message === "string") counters.refused[message]++;
        else await session.take(message);
      }
    }
    taken.length = 0;
  }
  const heldBytes = budget.bytes;
  session.close();
  return { counters, answers, heldBytes };
}
