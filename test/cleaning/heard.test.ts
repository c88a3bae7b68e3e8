import { afterAll, beforeAll, expect, it } from "vitest";
import { readHeard } from "../../server/cleaning/heard-store.ts";
import { createFleet, type Fleet, keepDays, sumUpDays } from "../../server/fleet/fleet.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { fixAt, writeVehicles } from "../worlds/fleet.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const [MINUTE, DAY] = [60_000, 86_400_000];
const GAP_SECONDS = 180;
const now = Date.now();
/** Midnight of UTC, five days ago: two days that follow each other meet there. */
const midnight = Math.floor(now / DAY) * DAY - 5 * DAY;
const span = { fromMs: midnight - DAY, toMs: midnight + DAY };

let world: TestDatabase;
let fleet: Fleet;

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await writeVehicles(world.database, "north", 2);
  fleet = createFleet({ database: world.database, retentionDays: 90 });
});
afterAll(async () => {
  await fleet?.close();
  await world?.drop();
});

/** A position each minute, from and to minutes after midnight. */
const drive = (terminal: string, from: number, to: number) =>
  fleet.take(
    terminal,
    Array.from({ length: to - from + 1 }, (_, i) =>
      fixAt(midnight + (from + i) * MINUTE, [25.005, 60.005 + (from + i) * 0.0001]),
    ),
    "file",
  );
const heard = () =>
  world.database.transaction((tx) => readHeard(tx, "north", span, GAP_SECONDS), {
    districtId: "north",
  });
const inMinutes = async () =>
  Object.fromEntries(
    [...(await heard())].map(([vehicleId, times]) => [
      vehicleId,
      times.map((time) => time.map((ms) => (ms - midnight) / MINUTE)),
    ]),
  );
const summed = () =>
  world.database.transaction(
    (tx) =>
      tx.query("select day from vehicle_heard where day = any ($1::date[]) order by day", [
        [midnight - DAY, midnight].map((ms) => new Date(ms).toISOString().slice(0, 10)),
      ]),
    { districtId: "north" },
  );

it("is heard over midnight and silent in gaps, before and after days are summed up", async () => {
  await drive("13900000001", -30, 20);
  await drive("13900000001", 40, 50);
  await drive("13900000002", -300, -290);
  const told = {
    v1: [
      [-30, 20],
      [40, 50],
    ],
    v2: [[-300, -290]],
  };
  expect(await inMinutes()).toEqual(told);
  await sumUpDays(world.database, new Date(now));
  expect((await summed()).length).toBe(2);
  expect(await inMinutes()).toEqual(told);
});

it("is heard after all where positions come late: that day is summed up anew", async () => {
  await drive("13900000001", 21, 39);
  expect((await summed()).length).toBe(1);
  const told = { v1: [[-30, 50]], v2: [[-300, -290]] };
  expect(await inMinutes()).toEqual(told);
  await sumUpDays(world.database, new Date(now));
  expect((await summed()).length).toBe(2);
});

it("stays known when the positions are kept no longer", async () => {
  expect(await keepDays(world.database, 3, new Date(now))).toBeGreaterThan(1);
  expect(await inMinutes()).toEqual({ v1: [[-30, 50]], v2: [[-300, -290]] });
  await keepDays(world.database, 3, new Date(now));
  expect((await summed()).length).toBe(2);
});
