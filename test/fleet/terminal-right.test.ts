import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createFleet, type Fleet } from "../../server/fleet/fleet.ts";
import {
  decodeGeneralAnswer,
  encodeAuthentication,
  RESULT,
} from "../../server/fleet/jt808-body.ts";
import { encodeExtra, encodeLocation } from "../../server/fleet/jt808-location.ts";
import { encodeMessage, MESSAGE } from "../../server/fleet/jt808-message.ts";
import { type Jt808Server, startJt808 } from "../../server/fleet/jt808-server.ts";
import { createLogger } from "../../server/http/logging.ts";
import { writeVehicles } from "../worlds/fleet.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { openLine, SOUTH_WEST } from "../worlds/terminals.ts";

const ITEM = 0xe1;
const north = servedNorth();
let dispatcher: SignedIn;
let fleet: Fleet;
let server: Jt808Server;

beforeAll(async () => {
  dispatcher = await signedIn(north.database(), "north", "dispatcher");
  await writeVehicles(north.database(), "north", 7);
  // a fleet of its own, as in another process than the one that answers
  fleet = createFleet({ database: north.database(), retentionDays: 90 });
  const log = createLogger("silent");
  server = await startJt808({
    ...{ host: "127.0.0.1", port: 0, log, directory: fleet.terminals, intake: fleet.take },
  });
});
afterAll(async () => {
  await server?.close();
  await fleet?.close();
});

/** The line of a vehicle's terminal that has authenticated itself. */
async function admitted(serial: number) {
  const terminalNumber = `1390000000${serial}`;
  const line = await openLine(server.port);
  const frame = (id: number, body: Buffer) =>
    encodeMessage({ id, edition: "2019", terminalNumber, serial: 1, body })[0]!;
  const code = await fleet.terminals.issueCode(terminalNumber);
  const results = () => line.inbox.map(({ body }) => decodeGeneralAnswer(body)!.result);
  line.write(frame(MESSAGE.authenticate, encodeAuthentication(code, "2019")));
  await vi.waitFor(() => expect(results()).toEqual([RESULT.done]));
  return { ...line, frame, results };
}

const pathOf = (serial: number) => `/api/districts/north/vehicles/v${serial}`;
const put = (serial: number, terminal: object) =>
  north.send(dispatcher, "PUT", `${pathOf(serial)}/terminal`, terminal);
const patch = (serial: number, change: object) =>
  north.send(dispatcher, "PATCH", pathOf(serial), change, ifMatch(1));

it.each([
  {
    title: "is switched off",
    serial: 1,
    change: () => put(1, { terminalId: "13900000001", isEnabled: false }),
    reason: "terminal-disabled" as const,
  },
  {
    title: "is replaced by another",
    serial: 2,
    change: () => put(2, { terminalId: "13900000092" }),
    reason: "terminal-unknown" as const,
  },
  {
    title: "is taken off its vehicle",
    serial: 3,
    change: () => north.send(dispatcher, "DELETE", `${pathOf(3)}/terminal`),
    reason: "terminal-unknown" as const,
  },
  {
    title: "is on a vehicle that is retired",
    serial: 4,
    change: () => patch(4, { status: "retired", statusReason: "报废" }),
    reason: "terminal-disabled" as const,
  },
])(
  "the line of a terminal that $title is closed at once, without a position",
  async ({ serial, change, reason }) => {
    const [line, other] = [await admitted(serial), await admitted(7)];
    const before = server.counters.refused[reason];
    expect((await change()).status).toBe(200);
    await vi.waitFor(() => expect(line.isClosed()).toBe(true));
    expect(server.counters.refused[reason]).toBe(before + 1);
    expect(other.isClosed()).toBe(false);
    expect((await fleet.terminals.find(`1390000000${serial}`))?.isEnabled ?? false).toBe(false);
    other.socket.destroy();
  },
);

it("a vehicle that is being repaired goes on being heard", async () => {
  const line = await admitted(5);
  const change = { status: "out_of_service", statusReason: "大修" };
  expect((await patch(5, change)).status).toBe(200);
  await vi.waitFor(async () =>
    expect(await fleet.terminals.find("13900000005")).toMatchObject({ isEnabled: true }),
  );
  line.write(line.frame(MESSAGE.heartbeat, Buffer.alloc(0)));
  await vi.waitFor(() => expect(line.results()).toEqual([RESULT.done, RESULT.done]));
  line.socket.destroy();
});

it("where a terminal says that it works may be set while it is connected", async () => {
  const line = await admitted(6);
  const workingSignal = { field: ITEM, bit: 0, isWorkingWhen: 1 };
  expect((await put(6, { terminalId: "13900000006", workingSignal })).status).toBe(200);
  await vi.waitFor(async () =>
    expect(await fleet.terminals.find("13900000006")).toMatchObject({ workingSignal }),
  );
  const location = {
    ...{ ...SOUTH_WEST, atMs: Date.now() - 60_000 },
    extras: encodeExtra(ITEM, Buffer.of(1)),
  };
  line.write(line.frame(MESSAGE.location, encodeLocation(location)));
  await vi.waitFor(() => expect(line.results()).toEqual([RESULT.done, RESULT.done]));
  const rows = await north
    .database()
    .transaction(
      (tx) =>
        tx.query(
          `select is_working as "isWorking" from vehicle_state where district_id = 'north' and vehicle_id = 'v6'`,
        ),
      { districtId: "north" },
    );
  expect(rows).toEqual([{ isWorking: true }]);
  line.socket.destroy();
});
