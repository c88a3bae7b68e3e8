import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFleet, type Fleet } from "../../server/fleet/fleet.ts";
import { createMatching } from "../../server/fleet/matching.ts";
import { createMatchingThread, type MatchingThread } from "../../server/fleet/matching-thread.ts";
import { createWatch } from "../../server/fleet/watch.ts";
import { recordChange } from "../../server/store/changes.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { fixAt, writeEdges, writeVehicles } from "../worlds/fleet.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

/**
 * The district's ten edges of 111 m are a route that is swept around the clock by the vehicles v1 and v2, and another over the same edges by v4; v3 empties the
 * toilet t1 (which stands for a collection point). Everything happened an hour ago and later.
 */
let world: TestDatabase;
let fleet: Fleet;
let thread: MatchingThread;
const now = Date.now();
const minutes = (n: number) => now - n * 60_000;

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await writeVehicles(world.database, "north", 4);
  await world.database.transaction(
    async (tx) => {
      await writeEdges(tx, "north");
      // around f4, from its beginning to its end
      await tx.query(
        `insert into street_edge (district_id, edge_id, from_node, to_node, class, length_meters, path)
         select 'north', 'detour', 1004, 1005, 'branch', st_length(path::geography), path
         from (select st_geomfromtext('LINESTRING(25.008 60.002, 25.008 60.0035, 25.01 60.0035, 25.01 60.002)', 4326) as path) p`,
      );
      const insert = (id: string, kind: string, proof: string) =>
        tx.query(
          `insert into cleaning_route (district_id, route_id, code, name, kind, passes, period, valid_from, proof, shifts)
           values ('north', $1, $1, $1, $2, 1, 'day', '2020-01-01', $3, '[{"from":"00:00","to":"00:00"}]')`,
          [id, kind, proof],
        );
      await insert("sweep", "full_sweep", "positions");
      await insert("alone", "full_sweep", "positions");
      await insert("round", "collection", "stops");
      await tx.query("update cleaning_route set vehicle_kind = 'sweeper' where route_id = 'round'");
      for (const route of ["sweep", "alone"])
        for (let i = 0; i < 10; i++)
          await tx.query("insert into cleaning_route_edge values ('north', $1, $2, $3)", [
            ...[route, i + 1, `f${i}`],
          ]);
      await tx.query("insert into cleaning_route_edge values ('north', 'round', 1, 'f0')");
      await tx.query("insert into cleaning_route_stop values ('north', 'round', 1, 't1')");
      for (const [route, vehicle] of [
        ["sweep", "v1"],
        ["sweep", "v2"],
        ["alone", "v4"],
        ["round", "v3"],
      ])
        await tx.query("insert into cleaning_route_vehicle values ('north', $1, $2)", [
          route,
          vehicle,
        ]);
      await recordChange(tx, "north", "cleaning_route", []);
    },
    { districtId: "north" },
  );
  fleet = createFleet({ database: world.database, retentionDays: 90 });
  thread = createMatchingThread();
});
afterAll(async () => {
  await thread?.close();
  await fleet?.close();
  await world?.drop();
});

const rows = <R extends Record<string, unknown>>(sql: string) =>
  world.database.transaction((tx) => tx.query<R>(sql), { districtId: "north" });
const events = (vehicleId: string) =>
  rows<{ kind: string; from: number; isOpen: boolean }>(
    `select kind, round(extract(epoch from from_at) * 1000)::float8 as from, to_at is null as "isOpen"
     from fleet_event where district_id = 'north' and vehicle_id = '${vehicleId}' order by from_at, kind`,
  );

describe("vehicles that are watched", () => {
  it("are silent from the last that was heard, which closes when they are heard again, and goes when it comes late", async () => {
    const along = (from: number, to: number) =>
      Array.from({ length: (from - to) * 2 + 1 }, (_, i) =>
        fixAt(minutes(from - i / 2), [25.0001 + i * 0.0002, 60.002]),
      );
    await fleet.take("13900000001", along(90, 60), "http");
    const watch = createWatch({ database: world.database, now: () => minutes(40) });
    await watch.look("north");
    const silent = (await events("v1")).filter(({ from }) => from === minutes(60));
    expect(silent).toEqual([{ kind: "silent", from: minutes(60), isOpen: true }]);

    await fleet.take("13900000001", [fixAt(minutes(39), [25.01, 60.002])], "http");
    await createWatch({ database: world.database, now: () => minutes(38) }).look("north");
    expect((await events("v1")).filter(({ from }) => from === minutes(60))).toEqual([
      { kind: "silent", from: minutes(60), isOpen: false },
    ]);

    await fleet.take("13900000001", along(60, 39).slice(1, -1), "http");
    await createWatch({ database: world.database, now: () => minutes(37) }).look("north");
    expect((await events("v1")).filter(({ from }) => from === minutes(60))).toEqual([]);
  });

  it("keep an event that somebody has seen to, though it is found no more", async () => {
    await fleet.take("13900000002", [fixAt(minutes(60), [25.001, 60.002])], "http");
    await createWatch({ database: world.database, now: () => minutes(40) }).look("north");
    await rows(
      "update fleet_event set acknowledged_at = now(), acknowledged_by = 'a', acknowledged_name = '调度员' where district_id = 'north' and vehicle_id = 'v2'",
    );
    const between = Array.from({ length: 12 }, (_, i) =>
      fixAt(minutes(59 - i * 2), [25.001 + i * 0.001, 60.002]),
    );
    await fleet.take("13900000002", between, "http");
    await createWatch({ database: world.database, now: () => minutes(36) }).look("north");
    expect((await events("v2")).map(({ kind }) => kind)).toContain("silent");
  });

  it("skipped what they passed by, though they were heard all the time", async () => {
    // over f0–f3, around f4 by the detour, and on over f5–f9, 28 m every 5 s; then it stands
    const corners = [
      [25.0001, 60.002],
      [25.008, 60.002],
      [25.008, 60.0035],
      [25.01, 60.0035],
      [25.01, 60.002],
      [25.0199, 60.002],
    ] as const;
    const places = corners.slice(1).flatMap(([lng, lat], i) => {
      const [fromLng, fromLat] = corners[i]!;
      const meters = Math.hypot((lng - fromLng) * 55_600, (lat - fromLat) * 111_195);
      const steps = Math.ceil(meters / 28);
      return Array.from({ length: steps }, (_, k): [number, number] => [
        fromLng + ((lng - fromLng) * k) / steps,
        fromLat + ((lat - fromLat) * k) / steps,
      ]);
    });
    const drive = places.map((place, i) => fixAt(minutes(30) + i * 5_000, place));
    const still = Array.from({ length: 12 }, (_, i) =>
      fixAt(minutes(25) + i * 60_000, [25.0199, 60.002]),
    );
    await fleet.take("13900000004", [...drive, ...still], "http");
    let nowMs = Date.now();
    const matching = createMatching({ database: world.database, thread, now: () => nowMs });
    await matching.look("north");
    nowMs += 60_000;
    await matching.look("north");
    await createWatch({ database: world.database, now: () => minutes(14) }).look("north");
    const skipped = await rows<{ edges: string[] }>(
      `select detail->'edgeIds' as edges from fleet_event where district_id = 'north' and vehicle_id = 'v4' and kind = 'skipped'`,
    );
    expect(skipped).toEqual([{ edges: ["f4"] }]);
  });

  it("are looked at anew when what they are held to changes", async () => {
    const watch = createWatch({ database: world.database, now: () => minutes(36) });
    expect(await watch.look("north")).toBe(4);
    expect(await watch.look("north")).toBe(0);
    await world.database.transaction((tx) => recordChange(tx, "north", "vehicle", []), {
      districtId: "north",
    });
    expect(await watch.look("north")).toBe(4);
  });

  it("end what began before all that is looked at: with what is found of it, or when they are looked at no more", async () => {
    const hours = (n: number) => minutes(60 * n);
    const open = (vehicleId: string, route: string) =>
      rows(
        `insert into fleet_event (district_id, event_id, kind, vehicle_id, route_id, from_at)
         values ('north', 'old ${vehicleId}', 'silent', '${vehicleId}', '${route}', to_timestamp(${hours(20)} / 1000.0))`,
      );
    await open("v1", "sweep");
    await open("v2", "sweep");
    const changed = "update vehicle set status = $1, status_reason = $2 where vehicle_id = 'v2'";
    const put = (status: string, reason: string | null) =>
      world.database.transaction(
        async (tx) => {
          await tx.query(changed, [status, reason]);
          await recordChange(tx, "north", "vehicle", ["v2"]);
        },
        { districtId: "north" },
      );
    await put("out_of_service", "大修");
    await createWatch({ database: world.database, now: () => minutes(35) }).look("north");
    const ended = await rows<{ id: string; to: number }>(
      `select event_id as id, round(extract(epoch from to_at) * 1000)::float8 as to from fleet_event
       where district_id = 'north' and event_id like 'old %' order by 1`,
    );
    // v1 was heard again 90 minutes ago
    expect(ended).toEqual([
      { id: "old v1", to: minutes(90) },
      { id: "old v2", to: minutes(35) },
    ]);
    await put("in_service", null);
  });

  it("stood by what they empty, long enough", async () => {
    const [place] = await rows<{ lng: number; lat: number }>(
      "select st_x(position) as lng, st_y(position) as lat from facility where district_id = 'north' and facility_id = 't1'",
    );
    const { lng, lat } = place!;
    const by = (from: number, seconds: number) =>
      Array.from({ length: seconds / 10 + 1 }, (_, i) =>
        fixAt(minutes(from) + i * 10_000, [lng, lat + 0.0001]),
      );
    const away = (from: number) => fixAt(minutes(from), [lng, lat + 0.002]);
    await fleet.take(
      "13900000003",
      [away(31), ...by(30, 120), away(27), ...by(25, 30), away(23)],
      "http",
    );
    await createWatch({ database: world.database, now: () => minutes(20) }).look("north");
    const visits = await rows<{ seconds: number; meters: number }>(
      `select extract(epoch from to_at - from_at)::int as seconds, round(nearest_meters)::int as meters
       from stop_visit where district_id = 'north' and facility_id = 't1' and vehicle_id = 'v3'`,
    );
    // 0.0001 degrees of latitude are 11 m; half a minute is not long enough
    expect(visits).toEqual([{ seconds: 120, meters: 11 }]);
  });

  describe("that empty stops", () => {
    const DAYS = 3 * 24 * 60;
    const visitsOf = (vehicleId: string) =>
      rows<{ minutesAgo: number; seconds: number }>(
        `select round(extract(epoch from to_timestamp(${now} / 1000.0) - from_at) / 60)::int as "minutesAgo",
           extract(epoch from to_at - from_at)::int as seconds
         from stop_visit where district_id = 'north' and facility_id = 't1' and vehicle_id = '${vehicleId}'
         order by from_at`,
      );
    const standing = async (from: number, seconds = 120) => {
      const [place] = await rows<{ lng: number; lat: number }>(
        "select st_x(position) as lng, st_y(position) as lat from facility where district_id = 'north' and facility_id = 't1'",
      );
      return Array.from({ length: seconds / 10 + 1 }, (_, i) =>
        fixAt(minutes(from) + i * 10_000, [place!.lng, place!.lat + 0.0001]),
      );
    };

    it("may stand in for the vehicle of a round, where they are of its kind", async () => {
      await fleet.take("13900000002", await standing(12), "http");
      const watch = createWatch({ database: world.database, now: () => minutes(5) });
      await watch.look("north");
      expect(await visitsOf("v2")).toEqual([{ minutesAgo: 12, seconds: 120 }]);
    });

    it("stood by them as well where that is heard days later", async () => {
      await fleet.take("13900000003", await standing(DAYS), "http");
      const watch = createWatch({ database: world.database });
      await watch.look("north");
      expect((await visitsOf("v3")).map(({ minutesAgo }) => minutesAgo)).toEqual([30]);
      const matching = createMatching({ database: world.database, thread, found: watch.found });
      await matching.look("north");
      expect(await visitsOf("v3")).toEqual([
        { minutesAgo: DAYS, seconds: 120 },
        { minutesAgo: 30, seconds: 120 },
      ]);
    });

    it("did so still where no position is kept of the time, and not where another is known", async () => {
      const insert = (from: number) =>
        rows(
          `insert into stop_visit (district_id, day, facility_id, vehicle_id, from_at, to_at, nearest_meters)
           select 'north', at::date, 't1', 'v3', at, at + interval '100 seconds', 9
           from (select to_timestamp(${minutes(from)} / 1000.0) as at) one`,
        );
      await insert(300); // nothing is known of it
      await insert(28.5); // it had left by then, as positions say
      await createWatch({ database: world.database }).look("north");
      expect((await visitsOf("v3")).map(({ minutesAgo }) => minutesAgo)).toEqual([DAYS, 300, 30]);
    });
  });
});
