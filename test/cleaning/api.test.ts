import { beforeAll, describe, expect, it } from "vitest";
import { addDays, timeOf } from "../../server/cleaning/calendar.ts";
import type { ComplianceAnswer, SectionsAnswer } from "../../server/cleaning/compliance-schema.ts";
import type { EntryWire } from "../../server/cleaning/entry-schema.ts";
import type { OrdersAnswer } from "../../server/cleaning/order-schema.ts";
import type { ProofAnswer } from "../../server/cleaning/proof-schema.ts";
import type { StatusAnswer } from "../../server/cleaning/status-schema.ts";
import type {
  BeforeAnswer,
  RoundsAnswer,
  TodayAnswer,
} from "../../server/cleaning/today-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Queryable } from "../../server/store/database.ts";
import { localDay } from "../../server/store/local-day.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const ZONE = "Europe/Helsinki";
const TODAY = localDay(new Date(), ZONE);
/** Days that are over: what lies in them does not depend on when the tests run. */
const SWEPT = addDays(TODAY, -5);
const SILENT = addDays(TODAY, -4);
const CONFIRMED = addDays(TODAY, -3);
const at = (day: string, time: string) => new Date(timeOf(day, time, ZONE));

const world = servedNorth();
let manager: SignedIn;
let leader: SignedIn;
let easterner: SignedIn;
let viewer: SignedIn;

const inNorth = <T>(work: (tx: Queryable) => Promise<T>) =>
  world.database().transaction(work, { districtId: "north" });

/** A record of the sweeper on an edge, at 05:00 of a day. */
const record = (tx: Queryable, day: string, edgeId: string, changes: object = {}) => {
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

beforeAll(async () => {
  await inNorth(async (tx) => {
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
  });
  const database = world.database();
  manager = await signedIn(database, "north", "manager");
  leader = await signedIn(database, "north", "team_leader");
  easterner = await signedIn(database, "north", "team_leader", ["east"]);
  viewer = await signedIn(database, "north", "viewer");
});

const asked = async <T>(path: string, who = viewer): Promise<T> => {
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

describe("compliance", () => {
  it("counts what was swept, what was not while the vehicle was heard, and what nobody knows", async () => {
    expect(await metersOn(SWEPT)).toEqual([556, 0, 556, 0, 0]);
    expect(await metersOn(SILENT)).toEqual([0, 0, 0, 1112, 0]);
    const { groups, definition } = await complianceOn(SWEPT);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ key: "sweep", title: { zh: "中街普扫" } });
    expect(groups[0]!.byPositionsMeters).toBe(556);
    expect(definition.zh).toContain("未记录不算未作业");
  });

  it("is the same told apart by anything, and each figure opens its sections", async () => {
    for (const by of ["day", "route", "team", "vehicle", "area", "street", "work", "grade"]) {
      const answer = await asked<ComplianceAnswer>(
        `compliance?from=${SWEPT}&to=${SILENT}&by=${by}&work=full_sweep`,
      );
      const sum = (state: "done" | "not_done" | "not_recorded") =>
        answer.groups.reduce((total, { states }) => total + states[state].meters, 0);
      expect([by, sum("done"), sum("not_done"), sum("not_recorded")]).toEqual([by, 556, 556, 1112]);
    }
    const { total, sections, passes } = await asked<SectionsAnswer>(
      `sections?from=${SWEPT}&to=${SWEPT}&routeId=sweep&state=not_done`,
    );
    expect([total, sections[0]!.edgeId, sections[0]!.verdict.reason]).toEqual([
      ...[1, "e2", "not_covered"],
    ]);
    expect(passes[0]!.fromAt).toBe(at(SWEPT, "04:30").toISOString());
    const byArea = await asked<ComplianceAnswer>(
      `compliance?from=${SWEPT}&to=${SWEPT}&by=area&routeId=sweep`,
    );
    expect(byArea.groups.map(({ key, states }) => [key, states.done.meters])).toEqual([
      ["east", 0],
      ["west", 556],
    ]);
  });

  it("knows at once of a record that came late", async () => {
    await inNorth(async (tx) => {
      await record(tx, SILENT, "e1", { isWorking: false });
      await record(tx, SILENT, "e2", { speedKmh: 30, time: "05:10" });
      await record(tx, SILENT, "e2", { toShare: 0.85, isWorking: null, time: "05:20" });
      await recordChange(tx, "north", "service_record", [SILENT]);
    });
    expect(await metersOn(SILENT)).toEqual([556, 0, 0, 556, 0]);
  });

  it("takes no period that is too long or ends before it begins", async () => {
    const path = "/api/districts/north/cleaning/compliance";
    const long = await world.request(`${path}?from=2025-01-01&to=2025-12-31`, viewer);
    expect(await codeOf(long)).toBe("limit-exceeded");
    const turned = await world.request(`${path}?from=2025-02-01&to=2025-01-01`, viewer);
    expect(await codeOf(turned)).toBe("query-invalid");
  });

  it("is a file too", async () => {
    const file = await world.request(
      `/api/districts/north/cleaning/compliance/file?from=${SWEPT}&to=${SWEPT}&by=route&routeId=sweep`,
      viewer,
    );
    expect(await file.text()).toMatch(/中街普扫.*1112.*556/);
  });
});

describe("a team leader", () => {
  const passId = `fine:${CONFIRMED}:1`;
  const confirm = (who: SignedIn, key: string, more: object = {}) =>
    post(who, "entries", { kind: "confirmed", passId, ...more }, key);

  it("sees the passes of the day and confirms one in one go, but for what could not be done", async () => {
    const today = await asked<TodayAnswer>(`today/fine?day=${CONFIRMED}`, leader);
    expect(today.passes.map((pass) => pass.passId)).toEqual([passId]);
    expect(today.passes[0]!.streets[0]).toMatchObject({
      name: "中街",
      meters: 1112,
      doneMeters: 0,
    });
    const mayEnter = ({ passes }: TodayAnswer) =>
      passes[0]!.streets.flatMap(({ edges }) => edges.map((edge) => edge.mayEnter));
    expect(mayEnter(today)).toEqual([true, true]);
    const elsewhere = await asked<TodayAnswer>(`today/fine?day=${CONFIRMED}`, easterner);
    expect(mayEnter(elsewhere)).toEqual([false, true]); // e2 lies in the east

    const exceptions = [{ edgeId: "e2", reason: "路边停车" }];
    const first = await confirm(leader, "leader-0001", { exceptions });
    expect(first.status).toBe(201);
    const entry: EntryWire = await first.json();
    expect(entry.items.map(({ subjectId, outcome }) => [subjectId, outcome])).toEqual([
      ["e1", "done"],
      ["e2", "could_not"],
    ]);
    const again = await confirm(leader, "leader-0001", { exceptions });
    expect([again.status, (await again.json()).entryId]).toEqual([200, entry.entryId]);
    expect((await confirm(leader, "leader-0001")).status).toBe(409);
    expect(await metersOn(CONFIRMED, "&routeId=fine")).toEqual([556, 556, 0, 0, 0]);
    const { total } = await complianceOn(CONFIRMED, "&routeId=fine");
    expect([total.byPositionsMeters, total.byWordsMeters]).toEqual([0, 556]);

    expect(
      (await post(easterner, `entries/${entry.entryId}/withdraw`, { reason: "错" })).status,
    ).toBe(403);
    const undone = await post(leader, `entries/${entry.entryId}/withdraw`, { reason: "点错了" });
    expect((await undone.json()).withdrawn).toMatchObject({ reason: "点错了" });
    expect((await post(leader, `entries/${entry.entryId}/withdraw`, { reason: "x" })).status).toBe(
      409,
    );
    expect(await metersOn(CONFIRMED, "&routeId=fine")).toEqual([0, 0, 0, 1112, 0]);
    const { entries } = await asked<{ entries: EntryWire[] }>(
      `entries?from=${CONFIRMED}&to=${CONFIRMED}`,
    );
    expect(entries.map(({ withdrawn }) => withdrawn?.reason)).toEqual(["点错了"]);
  });

  it("confirms nothing that is not due, not theirs, or not over", async () => {
    const faultOf = async (body: object, who = leader) => {
      const answer = await post(who, "entries", body, `key-${JSON.stringify(body).length}-00`);
      const { code, faults, rule } = await answer.json();
      return [code, faults?.[0].rule ?? rule];
    };
    const kind = "confirmed";
    expect(await faultOf({ kind, passId: `fine:${CONFIRMED}:2` })).toEqual([
      ...["body-invalid", "pass-unknown"],
    ]);
    expect(await faultOf({ kind, passId: `fine:${addDays(TODAY, 3)}:1` })).toEqual([
      ...["body-invalid", "not-yet"],
    ]);
    expect(await faultOf({ kind, passId, edgeIds: ["none"] })).toEqual([
      ...["body-invalid", "not-of-pass"],
    ]);
    const fromAt = at(SWEPT, "05:00").toISOString();
    expect(await faultOf({ kind, passId, fromAt, toAt: fromAt })).toEqual([
      ...["body-invalid", "outside-pass"],
    ]);
    expect(await faultOf({ kind: "could_not", passId })).toEqual(["body-invalid", "missing"]);
    expect(await faultOf({ kind, passId }, easterner)).toEqual(["forbidden", "outside-areas"]);
    expect((await confirm(viewer, "viewer-0001")).status).toBe(403);
    const own = await confirm(easterner, "east-00001", { edgeIds: ["e2"] });
    expect(own.status).toBe(201);
  });
});

describe("proof of service", () => {
  it("says of every pass what became of it, and shows every record", async () => {
    const proof = await asked<ProofAnswer>(`streets/s1/proof?from=${SWEPT}&to=${SILENT}`);
    const [swept] = proof.passes.filter(({ routeId }) => routeId === "sweep");
    expect(swept).toMatchObject({ heardShare: 1, vehicles: [{ plate: "湘D12345" }] });
    expect(swept!.edges.map(({ edgeId, state, plate }) => [edgeId, state, plate])).toEqual([
      ["e1", "done", "湘D12345"],
      ["e2", "not_done", null],
    ]);
    expect(
      proof.records.map(({ edgeId, speedKmh, isWorking }) => [edgeId, speedKmh, isWorking]),
    ).toEqual([
      ["e1", 8, true],
      ["e1", 8, false],
      ["e2", 30, true],
      ["e2", 8, null],
    ]);
    const file = await world.request(
      `/api/districts/north/cleaning/streets/s1/proof/file?from=${SWEPT}&to=${SWEPT}`,
      viewer,
    );
    expect(await file.text()).toContain("车辆在线，未经过");
  });

  it("tells whether it was swept before a complaint", async () => {
    const instant = at(SWEPT, "09:00").toISOString();
    const cleanedBefore = async (more: string) => {
      const { works, ...rest } = await asked<BeforeAnswer>(
        `before?at=${encodeURIComponent(instant)}&${more}`,
      );
      return { ...rest, sweep: works.find(({ work }) => work === "full_sweep")! };
    };
    const west = await cleanedBefore("lng=25.005&lat=60.0051");
    expect([west.edgeId, west.street?.name]).toEqual(["e1", "中街"]);
    expect(west.sweep).toMatchObject({ isKnown: true, due: { state: "done", isOver: true } });
    expect(west.sweep.latest).toMatchObject({
      evidence: "positions",
      plate: "湘D12345",
      hoursBefore: 3.9,
    });
    const east = await cleanedBefore("lng=25.015&lat=60.0051");
    expect(east.sweep).toMatchObject({ latest: null, due: { state: "not_done" }, isKnown: true });
    const street = await cleanedBefore("streetId=s1");
    expect(street.sweep).toMatchObject({ servicedMeters: 556, meters: 1112 });
    const nowhere = await cleanedBefore("lng=25.005&lat=60.02");
    expect([nowhere.street, nowhere.sweep]).toEqual([null, undefined]);
  });
});

describe("streets now", () => {
  it("stand by their last pass, as it was known at an instant", async () => {
    const status = (time: string) =>
      asked<StatusAnswer>(
        `status?work=full_sweep&at=${encodeURIComponent(at(SWEPT, time).toISOString())}`,
      );
    const statesAt = async (time: string) => {
      const { states, edges } = await status(time);
      return edges.state.map((state) => states[state]);
    };
    expect(await statesAt("09:00")).toEqual(["done", "behind"]);
    const { edges, streets, counts, states } = await status("09:00");
    expect(edges.edgeId).toEqual(["e1", "e2"]);
    expect(edges.requiredHours).toEqual([24, 24]);
    expect(edges.servicedAtSeconds[0]).toBe(at(SWEPT, "05:04").getTime() / 1000);
    expect(edges.nextFromSeconds[0]).toBe(at(addDays(SWEPT, 1), "04:30").getTime() / 1000);
    expect(streets[0]).toMatchObject({ streetId: "s1", oldestSeconds: null });
    expect(states[streets[0]!.state]).toBe("behind");
    expect(counts[states.indexOf("behind")]).toEqual({ meters: 556, edges: 1, streets: 1 });
    // before: the pass of the day before was recorded by nobody
    expect(await statesAt("04:00")).toEqual(["no_data", "no_data"]);
  });

  it("are told now, and as a file", async () => {
    const now = await asked<StatusAnswer>("status");
    expect([now.isNow, now.edges.edgeId.length]).toEqual([true, 2]);
    const file = await world.request("/api/districts/north/cleaning/status/file", viewer);
    expect(await file.text()).toContain("中街");
  });
});

describe("suspensions and orders", () => {
  it("take passes out of what is due, until withdrawn", async () => {
    const draft = {
      ...{ works: ["full_sweep"], reason: "低温结冰" },
      ...{ fromAt: at(SWEPT, "00:00").toISOString(), toAt: at(SWEPT, "12:00").toISOString() },
    };
    expect((await post(leader, "suspensions", draft)).status).toBe(403);
    const suspended = await post(manager, "suspensions", draft);
    expect(suspended.status).toBe(201);
    expect(await metersOn(SWEPT)).toEqual([0, 0, 0, 0, 1112]);
    const turned = await post(manager, "suspensions", { ...draft, toAt: draft.fromAt });
    expect(await codeOf(turned)).toBe("body-invalid");
    const { suspensionId } = await suspended.json();
    // it is over already: what was suspended stays so, and the trail says who ended it
    const ended = await post(manager, `suspensions/${suspensionId}/withdraw`);
    expect((await ended.json()).withdrawn.by).toBe("manager");
    expect((await post(manager, `suspensions/${suspensionId}/withdraw`)).status).toBe(409);
    await inNorth(async (tx) => {
      await tx.query(
        "update service_suspension set withdrawn_at = from_at where district_id = 'north'",
      );
      await recordChange(tx, "north", "service_suspension", [suspensionId]);
    });
    expect(await metersOn(SWEPT)).toEqual([556, 0, 556, 0, 0]);
  });

  it("are due at once, and confirmed as any pass", async () => {
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const draft = { work: "wash", streetIds: ["s1"], dueAt, reason: "渣土撒漏", complaintId: "c1" };
    const raised = await post(manager, "orders", draft);
    expect(raised.status).toBe(201);
    const order = await raised.json();
    expect(order.edgeIds).toEqual(["e1", "e2"]);
    const ofComplaint = async (id: string) =>
      (await asked<OrdersAnswer>(`orders?complaintId=${id}`)).orders.map(({ orderId }) => orderId);
    expect([await ofComplaint("c1"), await ofComplaint("c2")]).toEqual([[order.orderId], []]);
    const day = localDay(new Date(dueAt), ZONE);
    const washed = async () => {
      const { states } = (await complianceOn(day, "&work=wash")).total;
      return [states.open.meters, states.done.meters];
    };
    expect(await washed()).toEqual([1112, 0]);
    const entry = { kind: "completed", passId: order.passId, edgeIds: ["e1"], reason: "已冲洗" };
    expect((await post(leader, "entries", entry, "order-0001")).status).toBe(201);
    expect(await washed()).toEqual([556, 556]);
    await post(manager, `orders/${order.orderId}/withdraw`);
    expect(await washed()).toEqual([0, 0]);
    const late = await post(manager, "orders", {
      ...draft,
      dueAt: at(SWEPT, "05:00").toISOString(),
    });
    expect((await late.json()).faults[0].rule).toBe("not-ahead");
  });
});

describe("collection rounds", () => {
  it("say which stops were emptied, which were missed, and of which nobody knows", async () => {
    const statesOf = async () => {
      const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SWEPT}`);
      return rounds[0]!.stops.map(({ facilityId, state }) => `${facilityId} ${state}`);
    };
    const visit =
      (facilityId: string, from: string, seconds: number, meters: number) => (tx: Queryable) =>
        tx.query(
          `insert into stop_visit (district_id, day, facility_id, vehicle_id, from_at, to_at, nearest_meters)
         values ('north', $1, $2, 'v2', $3, $4, $5)`,
          [
            ...[SWEPT, facilityId, at(SWEPT, from)],
            ...[new Date(at(SWEPT, from).getTime() + seconds * 1000), meters],
          ],
        );
    await inNorth(visit("b1", "06:00", 120, 12));
    await inNorth(visit("b2", "06:10", 60, 12)); // too short
    expect(await statesOf()).toEqual(["b1 done", "b2 not_recorded", "b3 not_recorded"]);
    await inNorth(async (tx) => {
      await tx.query(
        `insert into position (district_id, vehicle_id, at, lng, lat, source, received_at)
         select 'north', 'v2', t, 25.005, 60.005, 'http', t
         from generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') t`,
        [at(SWEPT, "05:00"), at(SWEPT, "11:00")],
      );
      await recordChange(tx, "north", "service_record", [SWEPT]);
    });
    expect(await statesOf()).toEqual(["b1 done", "b2 not_done", "b3 not_done"]);
    const confirmed = await post(
      ...([leader, "entries"] as const),
      { kind: "confirmed", passId: `round:${SWEPT}:1`, facilityIds: ["b3"] },
      "round-0001",
    );
    expect(confirmed.status).toBe(201);
    expect(await statesOf()).toEqual(["b1 done", "b2 not_done", "b3 done"]);
  });

  it("let everybody enter what lies in their areas, and say so", async () => {
    const mayEnter = async (who: SignedIn) => {
      const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SWEPT}`, who);
      return rounds[0]!.stops.map((stop) => stop.mayEnter);
    };
    expect(await mayEnter(viewer)).toEqual([false, false, false]);
    expect(await mayEnter(leader)).toEqual([true, true, true]);
    const statuses: number[] = [];
    for (const [i, facilityId] of ["b1", "b2", "b3"].entries()) {
      const draft = { kind: "could_not", passId: `round:${SWEPT}:1`, facilityIds: [facilityId] };
      const answer = await post(
        ...([easterner, "entries"] as const),
        { ...draft, reason: "积水" },
        `round-east-${i}`,
      );
      statuses.push(answer.status);
      if (answer.status !== 201) continue;
      const { entryId } = await answer.json();
      await post(easterner, `entries/${entryId}/withdraw`, { reason: "误登记" });
    }
    expect(statuses).toContain(403);
    expect(await mayEnter(easterner)).toEqual(statuses.map((status) => status === 201));
  });

  it("are a file too, with the same stops and the same states", async () => {
    const fileAs = async (asked: string) => {
      const path = `/api/districts/north/cleaning/rounds/file?day=${SWEPT}&${asked}`;
      const answer = await world.request(path, viewer);
      expect(answer.status).toBe(200);
      return answer;
    };
    const csv = await (await fileAs("format=csv&lang=zh")).text();
    const [head, ...rows] = csv.replace("\ufeff", "").trim().split(/\r?\n/);
    expect(head).toContain("站点,类别,状态,原因");
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => /已收|漏收|未记录/.exec(row)![0])).toEqual(["已收", "漏收", "已收"]);
    expect(rows[1]).toContain("车辆在线，未在站点停留");
    expect(rows[2]).toContain("班长确认");
    const { features } = await (await fileAs("format=geojson&lang=en")).json();
    expect(
      features.map((one: { properties: { state: string; number: number } }) => [
        one.properties.number,
        one.properties.state,
      ]),
    ).toEqual([
      [1, "done"],
      [2, "not_done"],
      [3, "done"],
    ]);
    expect(features[0].geometry.type).toBe("Point");
    expect((await fileAs("format=xlsx")).headers.get("content-type")).toContain("spreadsheetml");
  });

  it("tell why a stop was not emptied, what kind it is, and for how long its vehicle was heard", async () => {
    const { rounds } = await asked<RoundsAnswer>(`rounds?day=${SILENT}`);
    const { heardShare, stops, vehicles } = rounds[0]!;
    expect([heardShare, vehicles.map(({ plate }) => plate)]).toEqual([0, ["湘D54321"]]);
    expect(stops[0]).toMatchObject({ kind: "bin", state: "not_recorded", reason: "silent" });
    const later = await asked<RoundsAnswer>(`rounds?day=${addDays(TODAY, 2)}`);
    expect(later.rounds[0]).toMatchObject({ heardShare: null, counts: { upcoming: 3 } });
    expect(later.rounds[0]!.stops[0]!.reason).toBeNull();
  });
});

it("settings of a district hold from then on", async () => {
  const path = "/api/districts/north/cleaning/settings";
  const put = (who: SignedIn, body: object) => world.send(who, "PUT", path, body);
  expect((await put(leader, { coveredShare: 0.9 })).status).toBe(403);
  expect((await put(manager, { coveredShare: 2 })).status).toBe(400);
  expect(await (await put(manager, { coveredShare: 0.9 })).json()).toMatchObject({
    ...{ own: { coveredShare: 0.9 }, merged: { coveredShare: 0.9, graceMinutes: 30 } },
  });
  expect(await metersOn(SILENT)).toEqual([0, 0, 0, 1112, 0]); // 0.85 of e2 is no longer enough
  await put(manager, {});
  expect(await metersOn(SILENT)).toEqual([556, 0, 0, 556, 0]);
  const { bases } = await asked<{ bases: { of: string; basis: { isLaw: boolean } }[] }>("settings");
  expect(bases.filter(({ basis }) => basis.isLaw).map((one) => one.of)).toEqual([
    "suspendedBelowCelsius",
  ]);
});
