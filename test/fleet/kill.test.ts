import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createTerminal } from "../../server/fleet/jt808-client.ts";
import type { Location } from "../../server/fleet/jt808-location.ts";
import { openDatabase } from "../../server/store/open.ts";
import { openTestDatabase } from "../worlds/database.ts";
import { writeVehicles } from "../worlds/fleet.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const TERMINALS = 9;
const KILLS = 2;
/** Acknowledgements between one kill and the next. */
const BETWEEN = 150;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo; // it listens on TCP
  probe.close();
  await once(probe, "close");
  return port;
}

async function startServer(where: object, port: number): Promise<ChildProcess> {
  const path = fileURLToPath(new URL("./terminal-server.ts", import.meta.url));
  const child = fork(path, [JSON.stringify(where), String(port)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  return child;
}

it(`loses nothing acknowledged when it is killed ${KILLS} times under load, and counts nothing twice that is sent again`, async () => {
  const world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await writeVehicles(world.database, "north", TERMINALS);
  await world.database.close();
  const port = await freePort();
  let server = await startServer(world.where, port);

  const beginning = Math.floor(Date.now() / 1_000 - 3_600) * 1_000; // its clock shows seconds
  const acknowledged: string[] = [];
  let isOver = false;
  const terminals = Array.from({ length: TERMINALS }, (_, i) =>
    createTerminal({
      ...{ host: "127.0.0.1", port, terminalNumber: `1390000000${i + 1}`, plate: `演A${i}` },
      ...{ edition: i % 2 === 0 ? "2013" : "2019", retryMilliseconds: 100 },
    }),
  );
  const location = (second: number): Location => ({
    ...{ alarms: 0, status: 2, altitudeMeters: 0, speedKmh: 10, headingDegrees: 90 },
    position: [25.005 + second * 0.00001, 60.005],
    atMs: beginning + second * 1_000,
    extras: Buffer.alloc(0),
  });
  const driving = terminals.map(async (terminal, i) => {
    for (let second = 0; !isOver; second += 3) {
      // one by one and in bulk, as terminals do after a silence
      const seconds = i % 3 === 0 ? [second, second + 1, second + 2] : [second];
      await terminal.send(seconds.map(location));
      for (const one of seconds) acknowledged.push(`v${i + 1} ${beginning + one * 1_000}`);
    }
  });

  for (let kill = 0; kill < KILLS; kill++) {
    const enough = acknowledged.length + BETWEEN;
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
    server.kill("SIGKILL");
    await once(server, "exit");
    server = await startServer(world.where, port);
  }
  isOver = true;
  await Promise.all(driving);
  for (const terminal of terminals) terminal.close();
  server.kill("SIGKILL");
  await once(server, "exit");

  const again = await openDatabase({ ...world.where, log: () => {} });
  const rows = await again.transaction(
    (tx) =>
      tx.query<{ name: string }>(
        `select vehicle_id || ' ' || round(extract(epoch from at) * 1000)::text as name from position where district_id = 'north'`,
      ),
    { districtId: "north" },
  );
  await again.close();
  const kept = new Set(rows.map(({ name }) => name));
  expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  // what was sent was sent until it was acknowledged, so nothing else is there, and nothing twice
  expect(rows).toHaveLength(acknowledged.length);
  expect(acknowledged.length).toBeGreaterThan(KILLS * BETWEEN);
}, 300_000);
