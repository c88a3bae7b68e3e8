import pino from "pino";
import { afterEach, expect, vi } from "vitest";
import type { Intake, Taken } from "../../server/fleet/fix.ts";
import {
  decodeGeneralAnswer,
  encodeAuthentication,
  encodeRegistration,
} from "../../server/fleet/jt808-body.ts";
import { encodeLocation } from "../../server/fleet/jt808-location.ts";
import { type Edition, encodeMessage, MESSAGE } from "../../server/fleet/jt808-message.ts";
import {
  type Jt808Options,
  type Jt808Server,
  startJt808,
} from "../../server/fleet/jt808-server.ts";
import { directoryOf, intakeInMemory, openLine, SOUTH_WEST } from "./terminals.ts";

export const NUMBER = "13900000001";
export const OTHER = "13900000002";
export const directory = directoryOf({
  [NUMBER]: {},
  [OTHER]: { workingSignal: { field: "status", bit: 5, isWorkingWhen: 1 } },
  "13900000003": { isEnabled: false },
});
const REGISTRATION = {
  province: 43,
  city: 4,
  maker: "M",
  model: "S",
  terminalId: "1",
  plateColor: 2,
  plate: "湘D00001",
};

/** Servers of a test file, and terminals that call them; both are closed after each test. Call it at the top of the file. */
export function terminalLines() {
  const servers: Jt808Server[] = [];
  const lines: Awaited<ReturnType<typeof openLine>>[] = [];
  afterEach(async () => {
    for (const line of lines.splice(0)) line.socket.destroy();
    for (const server of servers.splice(0)) await server.close();
  });

  async function start(options: Partial<Jt808Options> = {}) {
    const log = pino({ level: "silent" });
    const server = await startJt808({
      ...{ host: "127.0.0.1", port: 0, log, directory, intake: intakeInMemory().intake },
      ...options,
    });
    servers.push(server);
    return server;
  }

  /** A line with the messages of one terminal; serials are given by the test, so that answers can be told apart. */
  async function dial(server: Jt808Server, terminalNumber = NUMBER, edition: Edition = "2013") {
    const line = await openLine(server.port);
    lines.push(line);
    const frame = (id: number, serial: number, body: Buffer = Buffer.alloc(0)) =>
      encodeMessage({ id, edition, terminalNumber, serial, body })[0]!;
    const answers = () =>
      line.inbox
        .filter(({ id }) => id === MESSAGE.platformAnswer)
        .map(({ body }) => decodeGeneralAnswer(body)!);
    return {
      ...line,
      frame,
      answers,
      results: () => answers().map(({ serial, result }) => [serial, result]),
      register: (serial: number) =>
        frame(MESSAGE.register, serial, encodeRegistration(REGISTRATION, edition)),
      authenticate: (serial: number, code = directory.codeOf(terminalNumber)) =>
        frame(MESSAGE.authenticate, serial, encodeAuthentication(code, edition)),
      position: (serial: number) =>
        frame(
          MESSAGE.location,
          serial,
          encodeLocation({ ...SOUTH_WEST, atMs: SOUTH_WEST.atMs + 1000 * serial }),
        ),
    };
  }

  /** One that has authenticated itself with serial 0. */
  async function admitted(server: Jt808Server, terminalNumber = NUMBER, edition: Edition = "2013") {
    const line = await dial(server, terminalNumber, edition);
    line.write(line.authenticate(0));
    await vi.waitFor(() => expect(line.results()).toEqual([[0, 0]]));
    line.inbox.length = 0;
    return line;
  }

  return { servers, start, dial, admitted };
}

/** An intake whose every call waits until the test settles it. */
export function heldIntake() {
  const calls: { settle: () => void; fail: () => void; atMs: number }[] = [];
  const intake: Intake = (_, fixes) =>
    new Promise<Taken>((resolve, reject) => {
      calls.push({
        settle: () => resolve({ stored: fixes.length, duplicates: 0, late: 0, rejected: {} }),
        fail: () => reject(new Error("the disk is full")),
        atMs: fixes[0]!.atMs,
      });
    });
  return { calls, intake };
}

export const soon = () => new Promise((resolve) => setTimeout(resolve, 60));
