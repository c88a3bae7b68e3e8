import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFleet, type Fleet, keepDays } from "../../server/fleet/fleet.ts";
import { TerminalRefused } from "../../server/fleet/intake.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { fixAt, writeVehicles } from "../worlds/fleet.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let fleet: Fleet;
const now = Date.now();
/** Twenty meters further north with every second. */
const fix = (secondsAgo: number) =>
  fixAt(now - secondsAgo * 1_000, [25.005, 60.005 - secondsAgo * 0.0001]);

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await writeSmallDistrict(world.database, "south");
  await writeVehicles(world.database, "north", 3);
  await writeVehicles(world.database, "south", 1, { digits: "1380000000" });
  fleet = createFleet({ database: world.database, retentionDays: 90 });
});
afterAll(async () => {
  await fleet?.close();
  await world?.drop();
});

const rows = (sql: string, districtId = "north") =>
  world.database.transaction((tx) => tx.query<Record<string, unknown>>(sql, [districtId]), {
    districtId,
  });
const counted = async (vehicleId: string) => {
  const [row] = await rows(
    `select count(*)::int as n from position where district_id = $1 and vehicle_id = '${vehicleId}'`,
  );
  return row!.n;
};

describe("positions that come in", () => {
  it("are in the store when they are acknowledged, and counted once when sent again", async () => {
    const batch = [fix(30), fix(20), fix(10)];
    expect(await fleet.take("13900000001", batch, "http")).toEqual({
      ...{ stored: 3, duplicates: 0, late: 0, rejected: {} },
    });
    expect(await counted("v1")).toBe(3);
    const again = await fleet.take("13900000001", batch, "http");
    expect(again).toEqual({ stored: 0, duplicates: 3, late: 0, rejected: {} });
    expect(await counted("v1")).toBe(3);
  });

  it("mark what has to be matched again when they are late, and only then", async () => {
    const redo = async () =>
      (
        await rows(
          `select extract(epoch from redo_from)::float8 * 1000 as from_ms, extract(epoch from redo_until)::float8 * 1000 as until_ms
           from vehicle_matching where district_id = $1 and vehicle_id = 'v1' and redo_from is not null`,
        )
      )[0];
    expect(await redo()).toBeUndefined();
    const late = await fleet.take("13900000001", [fix(25), fix(15), fix(5)], "http");
    expect(late).toMatchObject({ stored: 3, late: 2 });
    expect(await redo()).toEqual({ from_ms: now - 25_000, until_ms: now - 15_000 });
  });

  it("are told by reason where they are not taken, with the first of each", async () => {
    const taken = await fleet.take(
      "13900000002",
      [
        fix(30),
        fixAt(now, [0, 0]),
        fixAt(now + 3_600_000, [25, 60]),
        fixAt(now, [25, 60], { isFixed: false }),
      ],
      "http",
    );
    expect(taken).toMatchObject({ stored: 1, rejected: { zero: 1, future: 1, invalid: 1 } });
    const rejected = await rows(
      `select reason, rejected, jsonb_array_length(samples) as samples from position_reject
       where district_id = $1 and vehicle_id = 'v2' order by reason`,
    );
    expect(rejected).toEqual([
      { reason: "future", rejected: 1, samples: 1 },
      { reason: "invalid", rejected: 1, samples: 1 },
      { reason: "zero", rejected: 1, samples: 1 },
    ]);
  });

  it("of no terminal of ours, or of one that is switched off, are refused and nothing is made of them", async () => {
    await expect(fleet.take("999", [fix(1)], "jt808")).rejects.toThrow(TerminalRefused);
    await world.database.query(
      "update terminal set is_enabled = false where terminal_id = '13900000003'",
    );
    const fresh = createFleet({ database: world.database, retentionDays: 90 });
    await expect(fresh.take("13900000003", [fix(1)], "jt808")).rejects.toThrow(TerminalRefused);
    await fresh.close();
    expect(await counted("v3")).toBe(0);
    expect(await rows("select 1 from terminal where district_id = $1")).toHaveLength(3);
  });

  it("of many at once go in together, each answered for itself, in its own district", async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, (_, i) => fleet.take("13900000002", [fix(29 - i)], "jt808")),
      fleet.take("13800000001", [fix(3)], "jt808"),
    ]);
    expect(answers.map(({ stored }) => stored)).toEqual(Array(21).fill(1));
    expect(await counted("v2")).toBe(21);
    const [south] = await rows(
      "select count(*)::int as n from position where district_id = $1",
      "south",
    );
    expect(south).toEqual({ n: 1 });
  });

  it("keep the youngest apart, whatever comes after it", async () => {
    const [state] = await rows(
      `select extract(epoch from at)::float8 * 1000 as at from vehicle_state where district_id = $1 and vehicle_id = 'v1'`,
    );
    expect(state).toEqual({ at: now - 5_000 });
  });

  it("are dropped by the day once they are kept no longer", async () => {
    const old = fixAt(now - 80 * 86_400_000, [25.005, 60.005]);
    expect(await fleet.take("13900000001", [old], "file")).toMatchObject({ stored: 1, late: 1 });
    expect(await keepDays(world.database, 90, new Date(now))).toBe(0);
    expect(await keepDays(world.database, 70, new Date(now))).toBe(1);
    expect(await counted("v1")).toBe(6);
  });
});
