import pino from "pino";
import { afterEach, expect, it } from "vitest";
import type { Fix, Intake } from "../../server/fleet/fix.ts";
import { encodeAuthentication } from "../../server/fleet/jt808-body.ts";
import { createTerminal, ServerRefused, type Terminal } from "../../server/fleet/jt808-client.ts";
import { encodeMessage, MESSAGE } from "../../server/fleet/jt808-message.ts";
import { type Jt808Server, startJt808 } from "../../server/fleet/jt808-server.ts";
import { directoryOf, intakeInMemory, openLine, SOUTH_WEST } from "../worlds/terminals.ts";

const NUMBER = "13900000001";
const directory = directoryOf({ [NUMBER]: {} });
const log = pino({ level: "silent" });
const terminals: Terminal[] = [];
const servers: Jt808Server[] = [];
afterEach(async () => {
  for (const terminal of terminals.splice(0)) terminal.close();
  for (const server of servers.splice(0)) await server.close();
});

async function start(intake: Intake, port = 0) {
  const server = await startJt808({ host: "127.0.0.1", port, log, directory, intake });
  servers.push(server);
  return server;
}

function terminalAt(port: number, more: { terminalNumber?: string; code?: string } = {}) {
  const terminal = createTerminal({
    ...{ host: "127.0.0.1", port, terminalNumber: NUMBER, edition: "2019", plate: "湘D00001" },
    ...{ retryMilliseconds: 30, ...more },
  });
  terminals.push(terminal);
  return terminal;
}

const driven = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ...SOUTH_WEST, atMs: SOUTH_WEST.atMs + 1000 * i }));
const times = (taken: readonly { fix: Fix }[]) =>
  taken.map(({ fix }) => (fix.atMs - SOUTH_WEST.atMs) / 1000);

it("a terminal registers, sends one position or many, and hears when they are stored", async () => {
  const { taken, intake } = intakeInMemory();
  const server = await start(intake);
  const terminal = terminalAt(server.port);
  await terminal.ready();
  expect(terminal.code()).toBe(directory.codeOf(NUMBER));
  await terminal.send(driven(1));
  await terminal.send(driven(1200)); // three messages, each in parts
  expect(times(taken)).toEqual([0, ...Array.from({ length: 1200 }, (_, i) => i)]);
});

it("an old code is replaced by registering again", async () => {
  const server = await start(intakeInMemory().intake);
  const terminal = terminalAt(server.port, { code: "old" });
  await terminal.ready();
  expect(terminal.code()).toBe(directory.codeOf(NUMBER));
});

it("an unknown terminal hears that it is refused, and does not ask again", async () => {
  const server = await start(intakeInMemory().intake);
  const terminal = terminalAt(server.port, { terminalNumber: "13912345678" });
  await expect(terminal.send(driven(1))).rejects.toThrow(ServerRefused);
  await expect(terminal.ready()).rejects.toThrow(/result 4/);
  expect(server.counters.connectionsTaken).toBe(1);
});

it("what was not acknowledged is sent again on the next line, in its order", async () => {
  const { taken, intake } = intakeInMemory();
  let isStuck = true;
  const server = await start((...args) => (isStuck ? new Promise(() => {}) : intake(...args)));
  const terminal = terminalAt(server.port);
  const sent = driven(20).map((one) => terminal.send([one]));
  await terminal.ready();
  isStuck = false;
  const other = await openLine(server.port); // the line of whoever comes later stays, and the first is closed
  const code = encodeAuthentication(directory.codeOf(NUMBER), "2019");
  const of = { id: MESSAGE.authenticate, edition: "2019", terminalNumber: NUMBER } as const;
  other.write(encodeMessage({ ...of, serial: 1, body: code })[0]!);
  await Promise.all(sent);
  expect(times(taken)).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

it("what the server could not store is sent until it can", async () => {
  const { taken, intake } = intakeInMemory();
  let failures = 3;
  const server = await start((...args) =>
    failures-- > 0 ? Promise.reject(new Error("the disk is full")) : intake(...args),
  );
  await terminalAt(server.port).send(driven(1));
  expect([times(taken), server.counters.refused["intake-failed"]]).toEqual([[0], 3]);
});

it("a server that starts again is found again", async () => {
  const { taken, intake } = intakeInMemory();
  const first = await start(intake);
  const terminal = terminalAt(first.port);
  await terminal.send(driven(1));
  await first.close();
  servers.length = 0;
  const sent = terminal.send(driven(1));
  await start(intake, first.port);
  await sent;
  expect(times(taken)).toEqual([0, 0]); // the store, not the wire, knows what it has already
});
