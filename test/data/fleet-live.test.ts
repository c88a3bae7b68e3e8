import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { runFleetLive } from "../../server/demo-fleet-live.ts";
import { createFleet, type Fleet } from "../../server/fleet/fleet.ts";
import { type Jt808Server, startJt808 } from "../../server/fleet/jt808-server.ts";
import { createLogger } from "../../server/http/logging.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { anchor, demo } from "../worlds/demo.ts";
import { writeDemoTown } from "../worlds/demo-fleet.ts";
import { servedApp } from "../worlds/served.ts";

const { districtId } = demo.district;
/** In the middle of a shift of all that sweep, collect and patrol; there the clock goes on. */
const BEGUN_MS = anchor.getTime() + 13.5 * 3_600_000;
const aheadMs = BEGUN_MS - Date.now();
const realNow = Date.now;

let world: TestDatabase;
let fleet: Fleet;
let terminals: Jt808Server;
let served: ReturnType<typeof servedApp>;

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + aheadMs);
  world = await openTestDatabase();
  await writeDemoTown(world.database);
  served = servedApp(world.database);
  fleet = createFleet({ database: world.database, retentionDays: 90 });
  terminals = await startJt808({
    ...{ host: "127.0.0.1", port: 0, log: createLogger("silent") },
    ...{ directory: fleet.terminals, intake: fleet.take },
  });
});
afterAll(async () => {
  await terminals?.close();
  await fleet?.close();
  await served?.close();
  await world?.drop();
  vi.restoreAllMocks();
});

const heard = () =>
  world.database.transaction(
    (tx) =>
      tx.query<{ vehicleId: string; source: string; at: Date }>(
        `select vehicle_id as "vehicleId", source, at from vehicle_state where district_id = $1 order by 1`,
        [districtId],
      ),
    { districtId },
  );

it("vehicles of the demonstration send what they do through the doors of the server, until it closes", async () => {
  const closing = new AbortController();
  const failures: unknown[] = [];
  const request = async (path: string, init: RequestInit) => served.app.request(path, init);
  const running = runFleetLive(
    {
      ...{ database: world.database, vehicles: demo.vehicles, closing: closing.signal },
      doors: { request, jt808: { host: "127.0.0.1", port: terminals.port } },
    },
    (error) => void failures.push(error),
  );
  await vi.waitFor(
    async () => {
      const sources = (await heard()).map(({ source }) => source);
      expect(sources).toEqual(expect.arrayContaining(["http", "jt808"]));
      expect(sources.length).toBeGreaterThan(5);
    },
    { timeout: 60_000, interval: 200 },
  );
  for (const { at } of await heard()) {
    expect(at.getTime()).toBeGreaterThan(BEGUN_MS - 60_000);
    expect(at.getTime()).toBeLessThan(Date.now() + 1_000);
  }
  expect(terminals.counters.authenticated).toBeGreaterThan(0);

  closing.abort();
  await running;
  await vi.waitFor(() => expect(terminals.counters.connections).toBe(0));
  const last = await heard();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await heard()).toEqual(last);
  expect(failures).toEqual([]);
}, 90_000);
