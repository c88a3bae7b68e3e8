import { setImmediate } from "node:timers/promises";
import pino from "pino";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Intake, Taken } from "../../server/fleet/fix.ts";
import {
  decodeGeneralAnswer,
  decodeRegistrationAnswer,
  encodeAuthentication,
  encodeLocations,
  encodeRegistration,
} from "../../server/fleet/jt808-body.ts";
import { encodeLocation } from "../../server/fleet/jt808-location.ts";
import {
  type Edition,
  encodeMessage,
  MESSAGE,
  type Message,
} from "../../server/fleet/jt808-message.ts";
import {
  type Jt808Options,
  type Jt808Server,
  startJt808,
} from "../../server/fleet/jt808-server.ts";
import { goodFrames } from "../worlds/frames.ts";
import { directoryOf, intakeInMemory, openLine, SOUTH_WEST } from "../worlds/terminals.ts";

const NUMBER = "13900000001";
const OTHER = "13900000002";
const directory = directoryOf({
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

/** An intake whose every call waits until the test settles it. */
function heldIntake() {
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

const soon = () => new Promise((resolve) => setTimeout(resolve, 60));

describe("the way in", () => {
  it.each(["2013", "2019"] as const)(
    "a known terminal of %s registers, authenticates and is heard",
    async (edition) => {
      const { taken, intake } = intakeInMemory();
      const server = await start({ intake });
      const line = await dial(server, OTHER, edition);
      line.write(line.register(1));
      await vi.waitFor(() => expect(line.inbox).toHaveLength(1));
      const [registered] = line.inbox as [Message];
      expect(registered).toMatchObject({
        id: MESSAGE.registerAnswer,
        edition,
        terminalNumber: OTHER,
      });
      const answer = decodeRegistrationAnswer(registered.body)!;
      expect(answer).toEqual({ serial: 1, result: 0, code: directory.codeOf(OTHER) });
      line.write(
        line.authenticate(2, answer.code!),
        line.frame(MESSAGE.heartbeat, 3),
        line.position(4),
      );
      await vi.waitFor(() =>
        expect(line.results()).toEqual([
          [2, 0],
          [3, 0],
          [4, 0],
        ]),
      );
      expect(line.answers().map(({ id }) => id)).toEqual([0x0102, 0x0002, 0x0200]);
      expect(taken).toMatchObject([
        {
          terminalNumber: OTHER,
          fix: { position: [-68.119294, -16.489689], isFixed: true, isWorking: false },
        },
      ]);
      expect(server.counters).toMatchObject({
        connections: 1,
        authenticated: 1,
        acknowledgedFixes: 1,
      });
    },
  );

  it.each([
    { who: "unknown", number: "13912345678", reason: "terminal-unknown" as const },
    { who: "disabled", number: "13900000003", reason: "terminal-disabled" as const },
  ])(
    "a terminal that is $who is refused with result 4, gets no code, and the line is closed",
    async ({ number, reason }) => {
      const issued = vi.fn(directory.issueCode);
      const server = await start({ directory: { ...directory, issueCode: issued } });
      const line = await dial(server, number);
      line.write(line.register(1));
      await vi.waitFor(() => expect(line.isClosed()).toBe(true));
      expect(line.inbox.map(({ body }) => decodeRegistrationAnswer(body))).toEqual([
        { serial: 1, result: 4, code: null },
      ]);
      expect(issued).not.toHaveBeenCalled();
      expect(server.counters.refused[reason]).toBe(1);
    },
  );

  it.each([
    { number: NUMBER, reason: "code-wrong" as const },
    { number: "13912345678", reason: "terminal-unknown" as const },
  ])(
    "wrong codes are refused in one way ($reason), and not for ever",
    async ({ number, reason }) => {
      const server = await start();
      const line = await dial(server, number);
      line.write(...Array.from({ length: 20 }, (_, i) => line.authenticate(i, `guess${i}`)));
      await vi.waitFor(() => expect(line.isClosed()).toBe(true));
      expect(line.results()).toEqual(Array.from({ length: 8 }, (_, i) => [i, 1]));
      expect(server.counters.refused[reason]).toBe(8);
    },
  );

  it("a terminal that is switched off is not let in by its code", async () => {
    const server = await start();
    const line = await dial(server, "13900000003");
    line.write(line.authenticate(1), line.position(2));
    await vi.waitFor(() => expect(line.results().flat()).toEqual([1, 1, 2, 1]));
    expect(server.counters.refused["terminal-disabled"]).toBe(1);
  });

  it("who has not authenticated is told so with result 1, and not for ever; nothing of it is taken", async () => {
    const { taken, intake } = intakeInMemory();
    const server = await start({ intake });
    const line = await dial(server);
    line.write(...Array.from({ length: 20 }, (_, i) => line.position(i)));
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual(Array.from({ length: 8 }, (_, i) => [i, 1]));
    expect(taken).toEqual([]);
  });

  it("nobody speaks for another terminal after authentication", async () => {
    const { taken, intake } = intakeInMemory();
    const server = await start({ intake });
    const line = await admitted(server);
    const [foreign] = encodeMessage({
      id: 0x0200,
      edition: "2013",
      terminalNumber: OTHER,
      serial: 9,
      body: encodeLocation(SOUTH_WEST),
    });
    line.write(foreign!, line.position(10));
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect([line.results(), taken, server.counters.refused["number-changed"]]).toEqual([
      [[9, 1]],
      [],
      1,
    ]);
  });

  it("of two lines of one terminal the newer stays, whatever its edition", async () => {
    const server = await start();
    const [older, other] = [await admitted(server), await admitted(server, OTHER)];
    const newer = await admitted(server, NUMBER, "2019");
    await vi.waitFor(() => expect(older.isClosed()).toBe(true));
    newer.write(newer.position(1));
    await vi.waitFor(() => expect(newer.results()).toEqual([[1, 0]]));
    expect([newer.isClosed(), other.isClosed(), server.counters.authenticated]).toEqual([
      false,
      false,
      2,
    ]);
  });

  it("a directory that fails is no permission", async () => {
    const find = async () => {
      throw new Error("no database");
    };
    const server = await start({ directory: { ...directory, find } });
    const line = await dial(server);
    line.write(line.register(1), line.authenticate(2), line.position(3));
    await vi.waitFor(() =>
      expect(line.results()).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
    );
    expect(server.counters).toMatchObject({ authenticated: 0, refused: { "directory-failed": 2 } });
  });
});

describe("answers", () => {
  it("say done only when the positions are stored, and fail when they are not", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(line.position(1), line.position(2));
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    await soon();
    expect(line.results()).toEqual([]);
    calls[0]!.fail();
    await vi.waitFor(() => expect(line.results()).toEqual([[1, 1]]));
    await soon();
    expect(line.results()).toEqual([[1, 1]]);
    calls[1]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([
        [1, 1],
        [2, 0],
      ]),
    );
    expect(server.counters).toMatchObject({
      acknowledgedFixes: 1,
      refused: { "intake-failed": 1 },
    });
  });

  it("end where the terminal lost its right meanwhile", async () => {
    let isEnabled = true;
    const find: typeof directory.find = async (number) => {
      const known = await directory.find(number);
      return known && { ...known, isEnabled };
    };
    const intake: Intake = () => Promise.reject(new Error("switched off"));
    const server = await start({ directory: { ...directory, find }, intake });
    const line = await admitted(server);
    isEnabled = false;
    line.write(line.position(1));
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([[1, 1]]);
    expect(server.counters.refused["terminal-disabled"]).toBe(1);
  });

  it("come in the order of the messages, whatever is stored first", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(
      line.position(1),
      line.frame(MESSAGE.heartbeat, 2),
      line.position(3),
      line.position(4),
    );
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    calls[2]!.settle();
    calls[1]!.settle();
    await soon();
    expect(line.results()).toEqual([]);
    calls[0]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([1, 2, 3, 4].map((serial) => [serial, 0])),
    );
  });

  it("hold back what is read: no more is in the intake than may be unacknowledged, and nothing is lost", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake, limits: { unacknowledged: 4 } });
    const line = await admitted(server);
    const serials = Array.from({ length: 50 }, (_, i) => i + 1);
    line.write(...serials.map(line.position));
    await soon();
    let settled = 0;
    while (settled < serials.length) {
      await vi.waitFor(() => expect(calls.length).toBeGreaterThan(settled));
      expect(calls.length - settled).toBeLessThanOrEqual(4);
      calls[settled++]!.settle();
    }
    await vi.waitFor(() => expect(line.results()).toEqual(serials.map((serial) => [serial, 0])));
    expect(calls.map(({ atMs }) => atMs)).toEqual(
      serials.map((serial) => SOUTH_WEST.atMs + 1000 * serial),
    );
  });

  it("refuse what is encrypted or unknown as unsupported, and what is malformed as malformed", async () => {
    const server = await start();
    const line = await admitted(server);
    const of = { edition: "2013", terminalNumber: NUMBER } as const;
    const [encrypted] = encodeMessage({
      ...of,
      id: 0x0200,
      serial: 1,
      encryption: 1,
      body: encodeLocation(SOUTH_WEST),
    });
    line.write(
      encrypted!,
      line.frame(0x0900, 2, Buffer.of(1)),
      line.frame(MESSAGE.location, 3, Buffer.alloc(27)),
      line.frame(MESSAGE.locations, 4, Buffer.of(0, 1, 0)),
      line.frame(MESSAGE.terminalAnswer, 5, Buffer.alloc(5)), // an answer gets none
      line.frame(MESSAGE.logout, 6),
    );
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([
      [1, 3],
      [2, 3],
      [3, 2],
      [4, 2],
      [6, 0],
    ]);
    expect(server.counters.refused).toMatchObject({ encrypted: 1, unsupported: 1, malformed: 2 });
  });

  it("go to every part of a split batch, once all of it is stored", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    const locations = Array.from({ length: 100 }, (_, i) => ({
      ...SOUTH_WEST,
      atMs: SOUTH_WEST.atMs + i * 1000,
    }));
    const body = encodeLocations({ isBlind: true, locations }); // 3 + 100 × 30 bytes: 3 parts
    const parts = encodeMessage({
      id: MESSAGE.locations,
      edition: "2013",
      terminalNumber: NUMBER,
      serial: 7,
      body,
    });
    line.write(parts[2]!, parts[0]!, parts[2]!);
    await soon();
    expect(calls).toEqual([]);
    line.write(parts[1]!);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(line.results()).toEqual([]);
    calls[0]!.settle();
    await vi.waitFor(() =>
      expect(line.results()).toEqual([
        [7, 0],
        [8, 0],
        [9, 0],
      ]),
    );
    expect(server.counters).toMatchObject({
      acknowledgedFixes: 100,
      refused: { "split-duplicate": 1 },
    });
  });

  it("are sent for what was read before the server closes", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake });
    const line = await admitted(server);
    line.write(line.position(1));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    servers.length = 0;
    const closed = server.close();
    calls[0]!.settle();
    await closed;
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(line.results()).toEqual([[1, 0]]);
  });
});

describe("who takes without giving", () => {
  it("a terminal that fetches no answers is dropped", async () => {
    const server = await start({ limits: { outgoingBytes: 4096 } });
    const line = await admitted(server);
    line.socket.pause();
    const many = Buffer.concat(
      Array.from({ length: 5000 }, (_, i) => line.frame(MESSAGE.heartbeat, i)),
    );
    while (server.counters.connections > 0) {
      await new Promise((resolve) => line.socket.write(many, resolve));
      await setImmediate(); // on a broken line it is called back at once, and the server would have no turn
    }
    expect(server.counters.refused["slow-reader"]).toBe(1);
  });

  it("a half-open line is dropped, and so is one that trickles bytes and no message", async () => {
    const server = await start({ limits: { silentMilliseconds: 300 } });
    const [still, trickling, beating] = [
      await admitted(server),
      await admitted(server, OTHER),
      await dial(server),
    ];
    const drip = setInterval(() => trickling.socket.write(Buffer.of(0x30)), 50);
    await vi.waitFor(() => expect([still.isClosed(), trickling.isClosed()]).toEqual([true, true]));
    clearInterval(drip);
    await vi.waitFor(() => expect(beating.isClosed()).toBe(true));
    expect(server.counters).toMatchObject({
      connections: 0,
      authenticated: 0,
      refused: { silent: 3 },
    });
  });

  it("heartbeats keep a line open, and so does a slow store", async () => {
    const { calls, intake } = heldIntake();
    const server = await start({ intake, limits: { silentMilliseconds: 400 } });
    const [beating, waiting] = [await admitted(server), await admitted(server, OTHER)];
    waiting.write(waiting.position(1));
    for (let beat = 0; beat < 12; beat++) {
      beating.write(beating.frame(MESSAGE.heartbeat, beat));
      await soon();
    }
    calls[0]!.settle();
    await vi.waitFor(() => expect(waiting.results()).toEqual([[1, 0]]));
    expect([beating.isClosed(), server.counters.refused.silent]).toEqual([false, 0]);
  });

  it("who does not say in time who it is, is dropped", async () => {
    const server = await start({ limits: { unauthenticatedMilliseconds: 200 } });
    const [stranger, known] = [await dial(server), await admitted(server)];
    await vi.waitFor(() => expect(stranger.isClosed()).toBe(true));
    expect([known.isClosed(), server.counters.refused["unauthenticated-too-long"]]).toEqual([
      false,
      1,
    ]);
  });

  it.each([
    { limits: { connections: 2 }, reason: "server-full" as const },
    { limits: { connectionsPerAddress: 2 }, reason: "address-full" as const },
  ])("more lines than $limits are not taken until one is free", async ({ limits, reason }) => {
    const server = await start({ limits });
    const [one] = [await admitted(server), await admitted(server, OTHER)];
    const third = await dial(server);
    await vi.waitFor(() => expect(third.isClosed()).toBe(true));
    expect(server.counters.refused[reason]).toBe(1);
    one.socket.destroy();
    await vi.waitFor(() => expect(server.counters.connections).toBe(1));
    await admitted(server);
  });

  it("noise is dropped, and the others do not notice", async () => {
    const server = await start();
    const good = await admitted(server);
    const noisy = await dial(server, OTHER);
    noisy.socket.write(Buffer.from("GET / HTTP/1.1\r\n~~~".repeat(500)));
    await vi.waitFor(() => expect(noisy.isClosed()).toBe(true));
    const mixed = await dial(server, NUMBER);
    for (const frame of goodFrames(directory.codeOf(NUMBER))) {
      const broken = Buffer.from(frame);
      broken[broken.length >> 1]! ^= 0x15;
      mixed.socket.write(broken);
    }
    good.write(good.position(1));
    await vi.waitFor(() => expect(good.results()).toEqual([[1, 0]]));
    expect(server.counters.refused["too-many-faults"]).toBe(1);
  });
});

it("neither codes nor positions stand in the log, at any level", async () => {
  const written: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void written.push(line) });
  const server = await start({ log, intake: () => Promise.reject(new Error("no room")) });
  const line = await admitted(server);
  line.write(line.position(1), line.authenticate(2, "wrong-code"));
  await vi.waitFor(() => expect(line.results()).toHaveLength(2));
  line.write(line.frame(MESSAGE.logout, 3));
  await vi.waitFor(() => expect(line.isClosed()).toBe(true));
  const text = written.join("");
  expect(text).toContain("could not be stored");
  expect(text).toContain("code-wrong");
  for (const secret of [directory.codeOf(NUMBER), "wrong-code", "68.119", "16.489"])
    expect(text).not.toContain(secret);
});
