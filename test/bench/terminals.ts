import { fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import pino from "pino";
import type { Intake } from "../../server/fleet/fix.ts";
import { createFleet, keepDays } from "../../server/fleet/fleet.ts";
import { startJt808 } from "../../server/fleet/jt808-server.ts";
import type { Jt808Directory } from "../../server/fleet/jt808-session.ts";
import { ensureTemplate, openTestDatabase } from "../worlds/database.ts";
import { directoryOf, intakeInMemory } from "../worlds/terminals.ts";
import type { BenchResult } from "./run.ts";
import { numberOf, type TerminalsLoad, type TerminalsSeen } from "./terminals-load.ts";

const LOAD = { terminals: 2000, everySeconds: 10, seconds: 60 };

/** What takes the positions in: memory, or a store behind the same types. */
type Taking = {
  readonly name: string;
  readonly intake: Intake;
  readonly directory: Jt808Directory;
  /** Every position that is in it, as a terminal's number and epoch milliseconds. */
  readStored(): Promise<(readonly [terminalNumber: string, atMs: number])[]>;
  close(): Promise<void>;
};

async function openMemory(terminals: number): Promise<Taking> {
  const { taken, intake } = intakeInMemory();
  return {
    name: "memory",
    intake,
    directory: directoryOf(
      Object.fromEntries(Array.from({ length: terminals }, (_, n) => [numberOf(n), {}])),
    ),
    readStored: async () => taken.map(({ terminalNumber, fix }) => [terminalNumber, fix.atMs]),
    close: async () => {},
  };
}

/** The product's own store, embedded or at DATABASE_URL, with as many vehicles of one district. */
async function openStore(terminals: number): Promise<Taking> {
  await ensureTemplate();
  const { database, drop } = await openTestDatabase();
  const numbers = Array.from({ length: terminals }, (_, n) => numberOf(n));
  await database.transaction(
    async (tx) => {
      await tx.query("insert into district (district_id, name) values ('north', '北区')");
      await tx.query(
        `insert into vehicle (district_id, vehicle_id, plate, kind) select 'north', n, n, 'sweeper' from unnest($1::text[]) as n`,
        [numbers],
      );
      await tx.query(
        `insert into terminal (terminal_id, district_id, vehicle_id, created_by) select n, 'north', n, 'bench' from unnest($1::text[]) as n`,
        [numbers],
      );
    },
    { asOwner: true },
  );
  await keepDays(database, RETENTION_DAYS, new Date());
  const fleet = createFleet({ database, retentionDays: RETENTION_DAYS });
  return {
    name: database.engine,
    intake: fleet.take,
    directory: fleet.terminals,
    async readStored() {
      const rows = await database.transaction(
        (tx) =>
          tx.query<{ vehicleId: string; atMs: string }>(
            `select vehicle_id as "vehicleId", (extract(epoch from at) * 1000)::bigint::text as "atMs" from position where district_id = 'north'`,
          ),
        { districtId: "north" },
      );
      return rows.map(({ vehicleId, atMs }) => [vehicleId, Number(atMs)]);
    },
    async close() {
      await fleet.close();
      await drop();
    },
  };
}

const RETENTION_DAYS = 90;

/** Every way of taking positions in that this bench knows. */
const TAKINGS: readonly ((terminals: number) => Promise<Taking>)[] = [openMemory, openStore];

async function loadFrom(load: TerminalsLoad): Promise<TerminalsSeen> {
  const child = fork(
    fileURLToPath(new URL("terminals-load.ts", import.meta.url)),
    [JSON.stringify(load)],
    { execArgv: ["--import", "tsx"] },
  );
  const [seen] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`the load ended with ${code} and said nothing`);
    }),
  ]);
  return seen;
}

async function measure(open: (terminals: number) => Promise<Taking>) {
  const taking = await open(LOAD.terminals);
  const { intake, directory } = taking;
  const log = pino({ level: "silent" });
  const server = await startJt808({ host: "127.0.0.1", port: 0, log, intake, directory });
  const before = process.cpuUsage();
  const begun = performance.now();
  try {
    const seen = await loadFrom({ ...LOAD, port: server.port });
    const { user, system } = process.cpuUsage(before);
    const stored = (await taking.readStored()).map((one) => one.join(" "));
    const kept = new Set(stored);
    const milliseconds = seen.milliseconds.toSorted((a, b) => a - b);
    const at = (share: number) => milliseconds[Math.ceil(share * milliseconds.length) - 1]!;
    const lost = seen.acknowledged.filter((one) => !kept.has(one.join(" "))).length;
    return `| ${[
      taking.name,
      `${(seen.admittedMilliseconds / 1000).toFixed(1)} s`,
      seen.acknowledged.length.toLocaleString("en"),
      LOAD.terminals * (LOAD.seconds / LOAD.everySeconds) - seen.acknowledged.length,
      lost,
      stored.length - kept.size,
      ...[0.5, 0.99, 1].map((share) => at(share).toFixed(1)),
      `${(((user + system) / 1000 / (performance.now() - begun)) * 100).toFixed(0)} %`,
      `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    ].join(" | ")} |`;
  } finally {
    await server.close();
    await taking.close();
  }
}

/** Whether 2,000 terminals at once are each answered, and how soon. */
export async function benchTerminals(): Promise<BenchResult> {
  const loadBefore = loadavg()[0]!;
  const rows: string[] = [];
  for (const open of TAKINGS) rows.push(await measure(open));
  return {
    report: `## Terminals

${LOAD.terminals.toLocaleString("en")} terminals of JT/T 808, half of each edition, connect at once on loopback, register, authenticate and send one position each
${LOAD.everySeconds} s for ${LOAD.seconds} s, from a process of their own on the same 2 cores; each position is a message and is answered when the intake has it. Lost is
what was acknowledged and is not there. Milliseconds are from sending to the acknowledgement, at the terminal.

| intake | all let in after | acknowledged | not acknowledged | lost | there twice | median ms | p99 ms | most ms | processor of the server's process, of one core | its memory |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Load average when it began: ${loadBefore.toFixed(1)}.`,
  };
}
