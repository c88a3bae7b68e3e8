import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFleet, type Fleet } from "../../server/fleet/fleet.ts";
import { createMatching, type Found } from "../../server/fleet/matching.ts";
import { createMatchingThread, type MatchingThread } from "../../server/fleet/matching-thread.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { fixAt, writeEdges, writeVehicles } from "../worlds/fleet.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let fleet: Fleet;
let thread: MatchingThread;
const HOUR = 3_600_000;
const startMs = Date.now() - 6 * HOUR;

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await world.database.transaction((tx) => writeEdges(tx, "north"), { districtId: "north" });
  await writeVehicles(world.database, "north", 6);
  fleet = createFleet({ database: world.database, retentionDays: 90 });
  thread = createMatchingThread();
});
afterAll(async () => {
  await thread?.close();
  await fleet?.close();
  await world?.drop();
});

/** Along the ten edges from west to east at 20 km/h, which is 0.0001 degrees of longitude a second. */
const at = (seconds: number, fromMs = startMs) =>
  fixAt(fromMs + seconds * 1_000, [25 + seconds * 0.0001, 60.002]);
const every = (step: number, from: number, to: number, fromMs = startMs) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => at(from + i * step, fromMs));

type Record = { edge: string; from: number; to: number; seconds: number; works: boolean | null };
async function records(vehicleId: string): Promise<Record[]> {
  return world.database.transaction(
    (tx) =>
      tx.query<Record>(
        `select edge_id as edge, round(from_share::numeric, 2)::float8 as from, round(to_share::numeric, 2)::float8 as to,
           round(extract(epoch from to_at - from_at))::int as seconds, is_working as works
         from service_record where district_id = 'north' and vehicle_id = $1 order by from_at`,
        [vehicleId],
      ),
    { districtId: "north" },
  );
}
const names = (all: Record[]) => all.map(({ edge }) => edge);
/** What the edges f0 … f9 are called from one to another. */
const edges = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `f${from + i}`);
/** Looks, and looks once more when it is certain that nothing more comes of a run. */
function matching(found: (one: Found) => void = () => {}) {
  let nowMs = Date.now();
  const engine = createMatching({ database: world.database, thread, found, now: () => nowMs });
  return {
    look: () => engine.look("north"),
    lookTillEnd: async () => {
      await engine.look("north");
      nowMs += 60_000;
      await engine.look("north");
    },
  };
}

describe("service records", () => {
  it("say which edges were driven, when, and how much of each", async () => {
    const working = every(10, 5, 195).map((fix, i) => ({ ...fix, isWorking: i < 9 }));
    await fleet.take("13900000001", working, "http");
    await matching().lookTillEnd();
    const all = await records("v1");
    expect(names(all)).toEqual(edges(0, 9));
    expect(all[0]).toMatchObject({ from: 0.25, to: 1 });
    expect(all[9]).toMatchObject({ from: 0, to: 0.75 });
    for (const { from, to, seconds } of all.slice(1, 9))
      expect({ from, to, seconds }).toEqual({ from: 0, to: 1, seconds: 20 });
  });

  it("are the same when positions come one by one, and when the server starts anew in the middle", async () => {
    const fixes = every(10, 5, 195).map((fix, i) => ({ ...fix, isWorking: i < 9 }));
    let engine = matching();
    for (const [i, fix] of fixes.entries()) {
      await fleet.take("13900000002", [fix], "http");
      if (i % 3 === 0) await engine.look();
      if (i === 10) engine = matching();
    }
    await engine.lookTillEnd();
    expect(await records("v2")).toEqual(await records("v1"));
  });

  it("have nothing where nothing was heard, and are filled when it comes late", async () => {
    const found: Found[] = [];
    const engine = matching((one) => void found.push(one));
    // 250 s of silence: driven slowly, or not at all
    const [first, second] = [every(10, 5, 65), every(10, 125, 195, startMs + 200_000)];
    await fleet.take("13900000003", [...first, ...second], "http");
    await engine.lookTillEnd();
    expect(names(await records("v3"))).toEqual([...edges(0, 3), ...edges(6, 9)]);
    expect(found.flatMap(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual(["silence"]);

    const between = Array.from({ length: 5 }, (_, i) =>
      fixAt(startMs + (65 + (i + 1) * 43) * 1_000, [25.0065 + (i + 1) * 0.001, 60.002]),
    );
    expect(await fleet.take("13900000003", between, "http")).toMatchObject({ stored: 5, late: 5 });
    await matching().lookTillEnd();
    expect(names(await records("v3"))).toEqual(edges(0, 9));
    const redo = await world.database.transaction(
      (tx) =>
        tx.query(
          "select 1 from vehicle_matching where district_id = 'north' and redo_from is not null",
        ),
      { districtId: "north" },
    );
    expect(redo).toEqual([]);
  });

  it("of a past run leave those of later runs alone", async () => {
    await fleet.take("13900000004", every(10, 5, 195, startMs), "http");
    await fleet.take("13900000004", every(10, 5, 195, startMs + 2 * HOUR), "http");
    const engine = matching();
    await engine.lookTillEnd();
    const before = await records("v4");
    expect(before).toHaveLength(20);
    await fleet.take("13900000004", every(10, 10, 190, startMs), "http");
    await engine.lookTillEnd();
    const after = await records("v4");
    expect(names(after)).toEqual([...edges(0, 9), ...edges(0, 9)]);
    expect(after.slice(10)).toEqual(before.slice(10));
  });

  it("are written once by two processes that look at the same time", async () => {
    await fleet.take("13900000005", every(10, 5, 195), "http");
    await Promise.all([matching().lookTillEnd(), matching().lookTillEnd()]);
    expect(names(await records("v5"))).toEqual(edges(0, 9));
  });

  it("say whether it worked where the terminal says so, and tell that they changed", async () => {
    const working = every(10, 5, 195).map((fix, i) => ({ ...fix, isWorking: i < 10 }));
    await fleet.take("13900000006", working, "http");
    await matching().lookTillEnd();
    const rows = await world.database.transaction(
      (tx) =>
        tx.query<{ works: boolean | null }>(
          "select is_working as works from service_record where district_id = 'north' and vehicle_id = 'v6' order by from_at",
        ),
      { districtId: "north" },
    );
    expect(rows.map(({ works }) => works)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    const changes = await world.database.transaction(
      (tx) =>
        tx.query("select 1 from change where district_id = 'north' and kind = 'service_record'"),
      { districtId: "north" },
    );
    expect(changes.length).toBeGreaterThan(0);
  });
});
