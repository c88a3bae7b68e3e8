/**
 * Terminals of JT/T 808 in a process of their own: `terminals-load.ts {"port":…,"terminals":…,"everySeconds":…,"seconds":…}`. Tells its parent
 * how long it took until all were let in, then what was acknowledged, and after how long.
 */
import { createTerminal, type Terminal } from "../../server/fleet/jt808-client.ts";
import { EXTRA, encodeExtra, type Location } from "../../server/fleet/jt808-location.ts";
import { seededRandom } from "../worlds/layer.ts";

/** What to do; numbers of terminals are made by `numberOf`. */
export type TerminalsLoad = {
  readonly port: number;
  readonly terminals: number;
  readonly everySeconds: number;
  readonly seconds: number;
};

/** What the load saw. */
export type TerminalsSeen = {
  readonly admittedMilliseconds: number;
  /** A terminal's number and the epoch milliseconds of a position it was told is stored. */
  readonly acknowledged: (readonly [terminalNumber: string, atMs: number])[];
  readonly milliseconds: readonly number[];
  readonly failed: number;
};

/** The n-th terminal, from 0. */
export const numberOf = (n: number) => `139${String(n).padStart(8, "0")}`;

const EXTRAS = Buffer.concat([
  encodeExtra(EXTRA.mileage, Buffer.from([0, 1, 2, 3])),
  encodeExtra(EXTRA.networkSignal, Buffer.of(28)),
  encodeExtra(EXTRA.satellites, Buffer.of(11)),
]);

async function run({ port, terminals: count, everySeconds, seconds }: TerminalsLoad) {
  const random = seededRandom(808);
  const begun = performance.now();
  const terminals = Array.from({ length: count }, (_, n) =>
    createTerminal({
      host: "127.0.0.1",
      port,
      terminalNumber: numberOf(n),
      edition: n % 2 ? "2019" : "2013",
      plate: `湘D${String(n).padStart(5, "0")}`,
    }),
  );
  await Promise.all(terminals.map((terminal) => terminal.ready()));
  const admittedMilliseconds = performance.now() - begun;

  const acknowledged: [string, number][] = [];
  const milliseconds: number[] = [];
  let failed = 0;
  const baseMs = Math.floor(Date.now() / 1000) * 1000;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  async function report(terminal: Terminal, n: number, turn: number) {
    const atMs = baseMs + turn * everySeconds * 1000;
    const location: Location = {
      alarms: 0,
      status: 3,
      position: [112.6 + n * 1e-5, 26.9 + turn * 1e-4],
      altitudeMeters: 60,
      speedKmh: 8,
      headingDegrees: n % 360,
      atMs,
      extras: EXTRAS,
    };
    const sent = performance.now();
    try {
      await terminal.send([location]);
      milliseconds.push(performance.now() - sent);
      acknowledged.push([numberOf(n), atMs]);
    } catch {
      failed++;
    }
  }

  async function drive(terminal: Terminal, n: number, phase: number) {
    const reports: Promise<void>[] = [];
    const from = performance.now() + phase * everySeconds * 1000;
    for (let turn = 0; turn < seconds / everySeconds; turn++) {
      await wait(from + turn * everySeconds * 1000 - performance.now());
      reports.push(report(terminal, n, turn));
    }
    await Promise.all(reports);
  }

  await Promise.all(terminals.map((terminal, n) => drive(terminal, n, random())));
  const seen: TerminalsSeen = { admittedMilliseconds, acknowledged, milliseconds, failed };
  process.send!(seen, () => {
    for (const terminal of terminals) terminal.close();
    process.disconnect();
  });
}

const [argument] = process.argv.slice(2);
if (process.send && argument) await run(JSON.parse(argument));
