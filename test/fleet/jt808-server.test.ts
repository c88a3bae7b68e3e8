import pino from "pino";
import { describe, expect, it, vi } from "vitest";
import { decodeRegistrationAnswer } from "../../server/fleet/jt808-body.ts";
import { encodeLocation } from "../../server/fleet/jt808-location.ts";
import { encodeMessage, MESSAGE, type Message } from "../../server/fleet/jt808-message.ts";
import { directory, NUMBER, OTHER, terminalLines } from "../worlds/terminal-lines.ts";
import { intakeInMemory, SOUTH_WEST } from "../worlds/terminals.ts";

const { start, dial, admitted } = terminalLines();

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
