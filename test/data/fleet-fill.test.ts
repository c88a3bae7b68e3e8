import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FleetDayAsked, fleetOf } from "../../data/demo/fleet-day.ts";
import { LATE } from "../../data/demo/fleet-truths.ts";
import type { FleetDays } from "../../server/demo-fleet-aside.ts";
import { createFleetFill } from "../../server/demo-fleet-fill.ts";
import { readVersion } from "../../server/store/changes.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { anchor, demo } from "../worlds/demo.ts";
import { writeDemoTown } from "../worlds/demo-fleet.ts";

const { districtId } = demo.district;
/** One whose positions come late, one that collects, and one that patrols. */
const VEHICLES = [LATE.vehicleId, "demo-v20", "demo-v29"];
const vehicles = demo.vehicles.filter(({ vehicleId }) => VEHICLES.includes(vehicleId));
const fleet = fleetOf({ ...demo, vehicles });
const at = (day: number, hours: number) =>
  new Date(anchor.getTime() + (day * 24 + hours) * 3_600_000);

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await writeDemoTown(world.database);
});
afterAll(() => world?.drop());

/** A fill that is broken off with its so many-th transaction, question or sentence; and what it asked for and told. */
function fillUntil(most: { transactions?: number; asked?: number; told?: number } = {}) {
  const asked: FleetDayAsked[] = [];
  const told: string[] = [];
  const closing = new AbortController();
  const count = (made: number, limit = Number.POSITIVE_INFINITY) => {
    if (made >= limit) closing.abort();
  };
  let transactions = 0;
  const database: Database = {
    ...world.database,
    transaction(work, options) {
      count(++transactions, most.transactions);
      return world.database.transaction(work, options);
    },
  };
  const days: FleetDays = {
    vehicles,
    async day(one) {
      count(asked.push(one), most.asked);
      return fleet.day(one);
    },
  };
  const tell = (sentence: string) => count(told.push(sentence), most.told);
  const parts = { database, days, closing: closing.signal, tell, retentionDays: 90 };
  return { ...createFleetFill(parts), asked, told };
}

async function counts() {
  const [row] = await world.database.transaction(
    (tx) =>
      tx.query<Record<"records" | "visits" | "positions" | "entries" | "items", number>>(
        `select (select count(*) from service_record)::int as records, (select count(*) from stop_visit)::int as visits,
           (select count(*) from position)::int as positions, (select count(*) from service_entry)::int as entries,
           (select count(*) from service_entry_item)::int as items`,
      ),
    { districtId },
  );
  return row!;
}
const versionNow = () =>
  world.database.transaction((tx) => readVersion(tx, districtId), { districtId });

/** What is to be there of some days, as far as it had come to be known. */
function expected(days: readonly number[], now: Date, positions: FleetDayAsked["positions"]) {
  const told = days.map((day) => {
    const untilMs = Math.min(now.getTime(), at(day, 30).getTime());
    return fleet.day({ day, afterMs: 0, untilMs, positions });
  });
  const all = told.flatMap((day) => day.vehicles);
  const entries = told.flatMap((day) => day.entries);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return {
    records: sum(all.map(({ passages }) => passages.length)),
    visits: sum(all.map(({ visits }) => visits.length)),
    positions: sum(all.map(({ fixes }) => fixes?.atMs.length ?? 0)),
    entries: entries.length,
    items: sum(entries.map(({ items }) => items.length)),
  };
}

describe("what the demonstration's vehicles did", () => {
  it("is written of today and yesterday, whole and once, however often it is broken off", async () => {
    const now = at(0, 13.1); // 13:06: what is late of 12:50 is not known yet
    for (const transactions of [3, 8, 13, 21]) await fillUntil({ transactions }).recent(now);
    await fillUntil().recent(now);
    const whole = expected([0, -1], now, "all");
    expect(whole.positions).toBeGreaterThan(5_000);
    expect(await counts()).toEqual(whole);

    const version = await versionNow();
    const again = fillUntil();
    await again.recent(now);
    expect([again.asked, await versionNow()]).toEqual([[], version]);

    const later = at(0, 15);
    await fillUntil().recent(later);
    expect(await counts()).toEqual(expected([0, -1], later, "all"));
  });

  it("is kept apart as far as it came, and is not matched again", async () => {
    const rows = await world.database.transaction(
      (tx) =>
        tx.query<{ id: string; at: Date; youngest: Date; settled: Date }>(
          `select vehicle_id as id, s.at, m.settled_until as settled,
             (select max(at) from position p where p.district_id = s.district_id and p.vehicle_id = s.vehicle_id) as youngest
           from vehicle_state s join vehicle_matching m using (district_id, vehicle_id) order by 1`,
        ),
      { districtId },
    );
    expect(rows.map(({ id }) => id)).toEqual(VEHICLES);
    for (const { at: last, youngest, settled } of rows) {
      expect(last).toEqual(youngest);
      expect(settled.getTime()).toBeGreaterThanOrEqual(last.getTime());
    }
  });

  it("is left to the vehicles once they send it themselves", async () => {
    const now = at(0, 15.1);
    await fillUntil().goLive(now);
    const before = await counts();
    const { recent, asked } = fillUntil();
    await recent(at(0, 17));
    expect(asked.map(({ day, positions }) => [day, positions])).toEqual([[0, "none"]]); // what is said is written on
    const { entries: _, items: __, ...after } = await counts();
    expect(before).toMatchObject(after);
  });

  it("is written of the days before in parts, and goes on with the part that was broken off", async () => {
    const now = at(0, 17);
    const before = await counts();
    const partsOf = ({ asked }: { asked: FleetDayAsked[] }) =>
      asked.map(({ day, positions }) => [day, positions]);
    // its records are written, and what was said of it is not
    const first = fillUntil({ asked: 2 });
    await first.history(now);
    expect([partsOf(first), first.told]).toEqual([
      [
        [-2, "none"],
        [-2, "none"],
      ],
      [],
    ]);
    const second = fillUntil({ told: 1 });
    await second.history(now);
    expect(partsOf(second)).toEqual([
      [-2, "none"],
      [-2, "coarse"],
    ]);
    const whole = expected([-2], now, "coarse");
    const after = await counts();
    for (const part of ["records", "visits", "positions", "entries", "items"] as const)
      expect([part, after[part] - before[part]]).toEqual([part, whole[part]]);
  });
});
