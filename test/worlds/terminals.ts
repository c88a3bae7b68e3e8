import { createHmac } from "node:crypto";
import type { Socket } from "node:net";
import { connect } from "node:net";
import type { Fix, Intake } from "../../server/fleet/fix.ts";
import { isSameCode } from "../../server/fleet/jt808-body.ts";
import { createFrameReader } from "../../server/fleet/jt808-frame.ts";
import type { Location } from "../../server/fleet/jt808-location.ts";
import { decodeMessage, type Message } from "../../server/fleet/jt808-message.ts";
import type { Jt808Directory, KnownTerminal } from "../../server/fleet/jt808-session.ts";

/** The frame of the facts (SmallChi/JT808, README), its checksum recomputed. */
export const FACTS_FRAME = Buffer.from(
  "7E0200002612345678901200 7D02 00000001 00000002 00BA7F0E 07E4F11C 0028 003C 0000 181015101010 0104 00000064 0202 007D01 13 7E".replaceAll(
    " ",
    "",
  ),
  "hex",
);

/** A position in the west of the south, so that a lost sign or a swap shows. */
export const SOUTH_WEST: Location = {
  alarms: 0,
  status: 0b1111,
  position: [-68.119_294, -16.489_689],
  altitudeMeters: 3640,
  speedKmh: 12.5,
  headingDegrees: 271,
  atMs: Date.parse("2026-03-02T03:04:05+08:00"),
  extras: Buffer.alloc(0),
};

/** A directory that knows some numbers; codes follow from the number. */
export function directoryOf(
  terminals: Readonly<Record<string, Partial<KnownTerminal>>>,
): Jt808Directory & { codeOf(terminalNumber: string): string } {
  const codeOf = (number: string) =>
    createHmac("sha256", "test").update(number).digest("hex").slice(0, 32);
  return {
    codeOf,
    async find(number) {
      const known = Object.hasOwn(terminals, number) ? terminals[number] : undefined;
      if (!known) return null;
      return {
        districtId: "north",
        vehicleId: number,
        plate: "湘D00000",
        isEnabled: true,
        ...known,
      };
    },
    issueCode: async (number) => codeOf(number),
    checkCode: async (number, code) => isSameCode(code, codeOf(number)),
  };
}

/** An intake that keeps what it takes in memory. */
export function intakeInMemory() {
  const taken: { terminalNumber: string; fix: Fix }[] = [];
  const intake: Intake = async (terminalNumber, fixes) => {
    for (const fix of fixes) taken.push({ terminalNumber, fix });
    return { stored: fixes.length, duplicates: 0, late: 0, rejected: {} };
  };
  return { taken, intake };
}

/** A bare line to a server, for what no well-behaved terminal does. */
export async function openLine(port: number) {
  const socket: Socket = connect({ port, host: "127.0.0.1" });
  const reader = createFrameReader();
  const inbox: Message[] = [];
  let isClosed = false;
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
  });
  socket.on("data", (bytes: Buffer) => {
    reader.write(bytes);
    for (let frame = reader.next(); frame !== null; frame = reader.next()) {
      const message = typeof frame === "string" ? frame : decodeMessage(frame);
      if (typeof message === "string") throw new Error(`the server sent a bad frame: ${message}`);
      inbox.push(message);
    }
  });
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return {
    socket,
    inbox,
    isClosed: () => isClosed,
    write: (...frames: Buffer[]) => socket.write(Buffer.concat(frames)),
  };
}
