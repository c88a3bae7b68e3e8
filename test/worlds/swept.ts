import { beforeAll } from "vitest";
import { addDays, timeOf } from "../../server/cleaning/calendar.ts";
import type { ComplianceAnswer } from "../../server/cleaning/compliance-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Queryable } from "../../server/store/database.ts";
import { localDay } from "../../server/store/local-day.ts";
import { servedNorth } from "./served.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

export const ZONE = "Europe/Helsinki";
export const TODAY = localDay(new Date(), ZONE);
/** Days that are over: what lies in them does not depend on when the tests run. */
export const SWEPT = addDays(TODAY, -5);
export const SILENT = addDays(TODAY, -4);
export const CONFIRMED = addDays(TODAY, -3);
export const at = (day: string, time: string) => new Date(timeOf(day, time, ZONE));

/** A record of the sweeper on an edge, at 05:00 of a day. */
export const record = (tx: Queryable, day: string, edgeId: string, changes: object = {}) => {
  const one = { fromShare: 0, toShare: 1, speedKmh: 8, isWorking: true, time: "05:00", ...changes };
  return tx.query(
    `insert into service_record (district_id, day, vehicle_id, from_at, edge_id, to_at, from_share, to_share, points,
       speed_kmh, is_working, confidence)
     values ('north', $1, 'v1', $2, $3, $4, $5, $6, 20, $7, $8, 0.97)`,
    [
      ...[day, at(day, one.time), edgeId, new Date(at(day, one.time).getTime() + 240_000)],
      ...[one.fromShare, one.toShare, one.speedKmh, one.isWorking],
    ],
  );
};

/** Positions of the sweeper every two minutes. */
const positions = (tx: Queryable, day: string, from: string, to: string) =>
  tx.query(
    `insert into position (district_id, vehicle_id, at, lng, lat, source, received_at)
     select 'north', 'v1', t, 25.005, 60.005, 'http', t
     from generate_series($1::timestamptz, $2::timestamptz, interval '2 minutes') t`,
    [at(day, from), at(day, to)],
  );

async function writeRoutes(tx: Queryable) {
  await tx.query("delete from cleaning_route where district_id = 'north'");
  await tx.query(
    `insert into vehicle (district_id, vehicle_id, plate, kind, team)
     values ('north', 'v1', '湘D12345', 'sweeper', '一班'), ('north', 'v2', '湘D54321', 'compactor', '清运班')`,
  );
  await tx.query(
    `insert into cleaning_route (district_id, route_id, code, name, kind, team, vehicle_kind, shifts, passes, period,
       valid_from, proof)
     values ('north', 'sweep', 'S', '中街普扫', 'full_sweep', '一班', 'sweeper', '[{"from": "04:30", "to": "07:00"}]', 1,
       'day', '2022-01-01', 'positions'),
       ('north', 'fine', 'F', '中街细扫', 'fine_sweep', '一班', null, '[]', 1, 'day', '2022-01-01', 'confirmation'),
       ('north', 'round', 'C', '收运', 'collection', '清运班', 'compactor', '[{"from": "05:00", "to": "11:00"}]', 1,
       'day', '2022-01-01', 'stops')`,
  );
  await tx.query(
    `insert into cleaning_route_edge (district_id, route_id, sequence, edge_id)
     values ('north', 'sweep', 0, 'e1'), ('north', 'sweep', 1, 'e2'), ('north', 'fine', 0, 'e1'), ('north', 'fine', 1, 'e2')`,
  );
  await tx.query(
    `insert into cleaning_route_stop (district_id, route_id, sequence, facility_id)
     values ('north', 'round', 0, 'b1'), ('north', 'round', 1, 'b2'), ('north', 'round', 2, 'b3')`,
  );
  await tx.query("select make_position_days($1::date, $2::date)", [addDays(TODAY, -8), TODAY]);
  await tx.query(
    `insert into vehicle_matching (district_id, vehicle_id, settled_until)
     values ('north', 'v1', now()), ('north', 'v2', now())`,
  );
  await positions(tx, SWEPT, "04:00", "08:00");
  await record(tx, SWEPT, "e1");
  await recordChange(tx, "north", "cleaning_route", []);
}

/**
 * The small district `north` with three routes along Middle Street: it is swept early by `v1`, swept finely by hand, and
 * its bins are emptied by `v2`. On the day SWEPT the sweeper was heard all morning and swept the first half; of SILENT
 * nothing is known, and nothing is confirmed of CONFIRMED.
 *
 * @returns `people` are signed in once the file's tests run.
 */
export function sweptNorth() {
  const world = servedNorth();
  const people = {} as Record<"manager" | "leader" | "easterner" | "viewer", SignedIn>; // filled before the first test
  const inNorth = <T>(work: (tx: Queryable) => Promise<T>) =>
    world.database().transaction(work, { districtId: "north" });

  beforeAll(async () => {
    await inNorth(writeRoutes);
    const database = world.database();
    people.manager = await signedIn(database, "north", "manager");
    people.leader = await signedIn(database, "north", "team_leader");
    people.easterner = await signedIn(database, "north", "team_leader", ["east"]);
    people.viewer = await signedIn(database, "north", "viewer");
  });

  const asked = async <T>(path: string, who = people.viewer): Promise<T> => {
    const answer = await world.request(`/api/districts/north/cleaning/${path}`, who);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (who: SignedIn, path: string, body?: object, key?: string) =>
    world.send(
      ...([who, "POST", `/api/districts/north/cleaning/${path}`, body] as const),
      key === undefined ? {} : { "Idempotency-Key": key },
    );
  const complianceOn = (day: string, more = "&routeId=sweep") =>
    asked<ComplianceAnswer>(`compliance?from=${day}&to=${day}&by=route${more}`);
  const metersOn = async (day: string, more?: string) => {
    const { states } = (await complianceOn(day, more)).total;
    return [
      states.done,
      states.could_not,
      states.not_done,
      states.not_recorded,
      states.suspended,
    ].map(({ meters }) => meters);
  };

  return { ...world, people, inNorth, asked, post, complianceOn, metersOn };
}
