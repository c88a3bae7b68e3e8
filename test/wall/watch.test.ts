import { beforeAll, describe, expect, it } from "vitest";
import type { WallAlarm, WallAlarmHistory, WallAlarms } from "../../server/wall/alarm-schema.ts";
import { servedApp, servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { WALL, wallWorld } from "../worlds/wall.ts";

const world = servedNorth();
const wall = wallWorld(world);
let duty: SignedIn;
let viewer: SignedIn;

beforeAll(async () => {
  duty = await signedIn(world.database(), "north", "duty_officer");
  viewer = await signedIn(world.database(), "north", "viewer");
  await wall.unit("sweep", "清扫公司");
  await wall.unit("toilets", "清厕分公司");
});

const alarms = async (query = ""): Promise<WallAlarms> => wall.asked(viewer, `/alarms${query}`);
const open = async (kind?: WallAlarm["kind"]) =>
  (await alarms()).alarms.filter((one) => !kind || one.kind === kind);
const acknowledge = (who: Pick<SignedIn, "headers">, alarmId: string) =>
  wall.send(who, "POST", `${WALL}/alarms/${alarmId}/acknowledge`);

describe("late complaints", () => {
  it("raise one alarm a unit, with a count, and none for what was late long before", async () => {
    await wall.complaint({ id: "w1", unitId: "sweep", dueIn: -1 });
    await wall.complaint({ id: "w2", unitId: "sweep", dueIn: -2, category: "bin-overflow" });
    await wall.complaint({ id: "w3", unitId: "toilets", dueIn: -3 });
    await wall.complaint({ id: "w4", unitId: "toilets", dueIn: -24 * 30 }); // a month
    await wall.complaint({ id: "w5", unitId: "sweep", dueIn: 1 });
    expect(await wall.look()).toBe(2);
    const found = await open("late-case");
    expect(found.map(({ subject, count }) => [subject.unit?.name, count])).toEqual(
      expect.arrayContaining([
        ["清扫公司", 2],
        ["清厕分公司", 1],
      ]),
    );
    expect(found).toHaveLength(2);
    const sweep = found.find(({ subject }) => subject.unit?.unitId === "sweep")!;
    expect(sweep).toMatchObject({
      ...{ severity: "warning", state: "new", acknowledged: null, cleared: null },
      subject: { category: null, street: { name: "中街" } }, // two categories, one street
      link: "/complaints?open=true&due=late&kind=direct&unit=sweep",
      position: [25.005, 60.005], // the middle of e1, and not where it was
    });
  });

  it("are not told again by another look, nor by a server that has started anew", async () => {
    const before = await alarms();
    expect(await wall.look()).toBe(0);
    const again = servedApp(world.database()); // nothing is kept but in the database
    expect(await wall.look()).toBe(0);
    await again.close();
    expect((await alarms()).alarms).toEqual(before.alarms);
    expect((await alarms("?state=cleared")).n).toBe(0);
  });

  it("join the alarm of their unit until somebody acknowledges it", async () => {
    await wall.complaint({ id: "w6", unitId: "sweep", dueIn: -0.5 });
    expect(await wall.look()).toBe(1);
    const grown = (await open("late-case")).find(
      ({ subject }) => subject.unit?.unitId === "sweep",
    )!;
    expect(grown.count).toBe(3);
    expect((await acknowledge(viewer, grown.alarmId)).status).toBe(403);
    const answer = await acknowledge(duty, grown.alarmId);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ...{ state: "acknowledged", acknowledged: { by: "duty_officer", isDisplay: false } },
    });
    expect(await acknowledge(duty, grown.alarmId)).toMatchObject({
      ...{ status: 409, body: { rule: "alarm-acknowledged" } },
    });
    await wall.complaint({ id: "w7", unitId: "sweep", dueIn: -0.1 });
    expect(await wall.look()).toBe(1);
    const own = (await open("late-case")).filter(({ subject }) => subject.unit?.unitId === "sweep");
    expect(own.map(({ state, count }) => [state, count])).toEqual([
      ["new", 1],
      ["acknowledged", 3],
    ]);
  });

  it("let it go once all are answered; who acknowledged it stays in its history", async () => {
    await wall.inNorth(
      "update complaint set state = 'settled', due_at = null where complaint_id in ('w1', 'w2')",
    );
    expect(await wall.look()).toBe(1); // fewer, and open still
    const [, one] = (await open("late-case")).filter(
      ({ subject }) => subject.unit?.unitId === "sweep",
    );
    expect(one).toMatchObject({ state: "acknowledged", count: 1 });
    await wall.inNorth(
      "update complaint set state = 'settled', due_at = null where complaint_id = 'w6'",
    );
    expect(await wall.look()).toBe(1);
    const history: WallAlarmHistory = await wall.asked(viewer, `/alarms/${one!.alarmId}`);
    expect(history.alarm).toMatchObject({
      ...{ state: "cleared", cleared: { clearance: "over" }, acknowledged: { by: "duty_officer" } },
    });
    expect(history.events.map(({ action, by, count }) => [action, by, count])).toEqual([
      ["open", "服务器 server", 2],
      ["grow", "服务器 server", 3],
      ["acknowledge", "duty_officer", null],
      ["clear", "服务器 server", null],
    ]);
    expect(await acknowledge(duty, one!.alarmId)).toMatchObject({ status: 409 });
    expect((await alarms("?state=cleared")).alarms.map(({ alarmId }) => alarmId)).toEqual([
      one!.alarmId,
    ]);
  });

  it("are no alarm when they are petitions, confidential, about pay, or told a second time", async () => {
    const before = (await open("late-case")).length;
    await wall.complaint({ id: "p1", kind: "petition", dueIn: -1 });
    await wall.complaint({ id: "p2", isConfidential: true, dueIn: -1 });
    await wall.complaint({ id: "p3", category: "staff-pay", dueIn: -1 });
    await wall.complaint({ id: "p4", category: "staff.own", dueIn: -1 });
    await wall.complaint({ id: "p5", duplicateOf: "w5", dueIn: -1 });
    expect(await wall.look()).toBe(0);
    expect(await open("late-case")).toHaveLength(before);
  });

  it("are no news after the days that are set", async () => {
    expect(await wall.look(24 * 4)).toBeGreaterThan(0);
    const cleared = (await alarms("?state=cleared")).alarms;
    const aged = cleared.find(({ subject }) => subject.unit?.unitId === "toilets");
    expect(aged?.cleared?.clearance).toBe("aged");
  });
});

describe("facilities", () => {
  it("raise an alarm when they are closed, and let it go when they open again", async () => {
    expect(await open("facility-closed")).toEqual([]); // t2 and t3 were so long before
    const dispatcher = await signedIn(world.database(), "north", "manager");
    const record = await wall.send(dispatcher, "GET", "/api/districts/north/facilities/t1/record");
    const closed = await wall.send(
      ...([dispatcher, "POST", "/api/districts/north/facilities/t1/closing"] as const),
      { closedOn: "2026-03-01", reason: "停水" },
      { "If-Match": `"${record.body.revision}"` },
    );
    expect(closed.status).toBe(200);
    await wall.look();
    const [alarm] = await open("facility-closed");
    expect(alarm).toMatchObject({
      ...{ state: "new", severity: "warning", position: [25.002, 60.002], link: "/facilities/t1" },
      subject: { facility: { facilityId: "t1", kind: "toilet" } },
    });
    expect(JSON.stringify(alarm)).not.toContain("停水");
    const reopened = await wall.send(
      ...([dispatcher, "POST", "/api/districts/north/facilities/t1/reopening"] as const),
      { reason: "来水" },
      { "If-Match": `"${closed.body.revision}"` },
    );
    expect(reopened.status).toBe(200);
    await wall.look();
    expect(await open("facility-closed")).toEqual([]);
    const handover = await wall.asked(viewer, "/handover");
    expect(
      handover.changed.facilities.map((one: { before: string; after: string }) => [
        one.before,
        one.after,
      ]),
    ).toEqual([
      ["closed", "open"],
      ["open", "closed"],
    ]);
  });
});

describe("stars", () => {
  it("raise an alarm when they are fewer, and let it go when they are as many again", async () => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Helsinki" }).format(
      new Date(),
    );
    await wall.inNorth("update rating set valid_to = $1 where rating_id = 'g2'", [today]);
    await wall.look();
    expect(await open("downgrade")).toMatchObject([
      {
        ...{ severity: "info", stars: { before: 5, after: null, isTrial: false } },
        subject: { facility: { facilityId: "t1" } },
      },
    ]);
    const { changed } = await wall.asked(viewer, "/handover");
    expect(changed.ratings).toMatchObject([
      { facility: { facilityId: "t1" }, before: 5, after: null, on: today },
    ]);
    await wall.inNorth(
      `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, reason)
       values ('north', 'g9', 'facility', 't1', 5, $1, '')`,
      [today],
    );
    await wall.look();
    expect(await open("downgrade")).toEqual([]);
  });
});

describe("hotspots", () => {
  it("raise an alarm when a rule told of one, and let it go once it is hot no more", async () => {
    await wall.inNorth(
      `insert into hotspot_rule (district_id, rule_id, name, measure, role, created_by)
       values ('north', 'h1', '新热点', 'count', 'manager', 'test')`,
    );
    await wall.inNorth(
      `insert into hotspot_watch (district_id, rule_id, evaluated_at, resolution, hot_cells, spots)
       values ('north', 'h1', now(), 9, '{cell1,cell2}', 1)`,
    );
    await wall.inNorth(
      `insert into hotspot_alarm (district_id, alarm_id, rule_id, rule_name, measure, role, spot_id, cells, center,
         found_at, first_day, last_day, observed, expected, complaints, street_id, unit_id, category)
       values ('north', 'x1', 'h1', '新热点', 'count', 'manager', 'cell1', '{cell1}',
         st_setsrid(st_makepoint(25.004, 60.005), 4326), now(), current_date, current_date, 12, 3.5, 12, 's1', 'sweep',
         'road-dirty')`,
    );
    await wall.look();
    expect(await open("new-hotspot")).toMatchObject([
      {
        count: 12,
        position: [25.004, 60.005],
        subject: { category: { title: { zh: "道路不洁" } } },
      },
    ]);
    await wall.inNorth("update hotspot_watch set hot_cells = '{cell9}'");
    await wall.look();
    expect(await open("new-hotspot")).toEqual([]);
  });
});

describe("a feed", () => {
  const always = { silentMinutes: 10, from: "00:00", to: "00:00" };
  beforeAll(async () => {
    const manager = await signedIn(world.database(), "north", "manager");
    const feeds = {
      complaints: { ...always, silentMinutes: 10_080 },
      positions: always,
      hotspots: { ...always, silentMinutes: 10_080 },
    };
    const set = await wall.send(manager, "PUT", `${WALL}/settings`, { feeds });
    expect(set.status).toBe(200);
    await wall.inNorth(
      "insert into vehicle (district_id, vehicle_id, plate, kind) values ('north', 'v1', '演001', 'sweeper')",
    );
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into terminal (district_id, terminal_id, vehicle_id, created_by) values ('north', 'one', 'v1', 'test')",
          ),
        { asOwner: true },
      );
    await wall.inNorth(
      `insert into vehicle_state (district_id, vehicle_id, at, lng, lat, source, received_at)
       values ('north', 'v1', now() - interval '20 minutes', 25, 60, 'test', now() - interval '20 minutes')`,
    );
  });

  it("that is silent raises a critical alarm, but not because the server was away", async () => {
    await wall.look(0, new Date());
    expect(await open("feed-silent")).toEqual([]);
    await wall.look();
    expect(await open("feed-silent")).toMatchObject([
      { severity: "critical", subject: { feed: "positions" }, state: "new", link: null },
    ]);
    const { feeds, alarms: counted } = await wall.asked(viewer, "");
    expect(counted).toMatchObject({ critical: 1 });
    expect(feeds.filter((one: { isSilent: boolean }) => one.isSilent)).toMatchObject([
      { feed: "positions" },
    ]);
  });

  it("that comes back lets it go, and one that falls silent anew raises another", async () => {
    await wall.inNorth("update vehicle_state set received_at = now()");
    await wall.look();
    expect(await open("feed-silent")).toEqual([]);
    await wall.look(1);
    const [again] = await open("feed-silent");
    expect(again?.state).toBe("new");
    expect((await wall.asked(viewer, `/alarms/${again!.alarmId}`)).events).toHaveLength(1);
  });
});

describe("what alarms leave behind", () => {
  it("is in the trail: raised and cleared by the server, acknowledged by somebody", async () => {
    const rows = await wall.inNorth<{ action: string; name: string }>(
      "select distinct action, actor_name as name from audit where record = 'wall_alarm' order by 1",
    );
    expect(rows).toEqual([
      { action: "wall_alarm.acknowledge", name: "duty_officer" },
      { action: "wall_alarm.clear", name: "服务器 server" },
      { action: "wall_alarm.open", name: "服务器 server" },
    ]);
  });

  it("only grows: the server may neither change nor take away what happened", async () => {
    await expect(wall.inNorth("update wall_alarm_event set at = now()")).rejects.toThrow(
      /permission denied/,
    );
    await expect(wall.inNorth("delete from wall_alarm_event")).rejects.toThrow(/permission denied/);
    await expect(wall.inNorth("delete from wall_alarm")).rejects.toThrow(/permission denied/);
  });

  it("is done once by several who look at the same time", async () => {
    await wall.look();
    await wall.complaint({ id: "w8", unitId: "toilets", dueIn: -0.2 });
    const steps = await Promise.all([wall.look(), wall.look(), wall.look()]);
    expect(steps.reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBe(1);
    const own = (await open("late-case")).filter(
      ({ subject }) => subject.unit?.unitId === "toilets",
    );
    expect(own).toHaveLength(1);
  });
});
