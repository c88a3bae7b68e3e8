import { beforeAll, describe, expect, it } from "vitest";
import { BUILT_IN_SCENES } from "../../data/wall.ts";
import type { WallScenes } from "../../server/wall/scene-schema.ts";
import type { WallState } from "../../server/wall/schema.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { WALL, wallWorld } from "../worlds/wall.ts";

const world = servedNorth();
const wall = wallWorld(world);
let dispatcher: SignedIn;
let viewer: SignedIn;

beforeAll(async () => {
  dispatcher = await signedIn(world.database(), "north", "dispatcher");
  viewer = await signedIn(world.database(), "north", "viewer");
  await wall.unit("sweep", "清扫公司");
});

const state = (): Promise<WallState> => wall.asked(viewer, "");

describe("the state of a wall", () => {
  it("names nobody on duty where nobody was entered", async () => {
    expect(await state()).toMatchObject({
      duty: null,
      nextDuty: null,
      timeZone: "Europe/Helsinki",
    });
  });

  it("names who is on duty, who leads, who stands in, and who comes next", async () => {
    await wall.inNorth(
      `insert into duty_shift (district_id, shift_id, starts_at, ends_at, officer_name, leader_name, substitute_name,
         covered_from, cover_reason)
       values ('north', 'd1', now() - interval '1 hour', now() + interval '1 hour', '甲', '乙', '丙',
           now() - interval '10 minutes', '病假'),
         ('north', 'd2', now() + interval '1 hour', now() + interval '9 hours', '丁', null, null, null, null)`,
    );
    const { duty, nextDuty } = await state();
    expect(duty).toMatchObject({
      officer: "甲",
      leader: "乙",
      substitute: "丙",
      isCovered: true,
      onDuty: "丙",
    });
    expect(nextDuty).toMatchObject({ officer: "丁", leader: null, substitute: null, onDuty: "丁" });
    expect(JSON.stringify(duty)).not.toContain("病假");
  });

  it("counts complaints by where they stand, with the period beside them", async () => {
    const before = (await state()).counters.complaints;
    await wall.complaint({ id: "n1", receivedIn: -0.01, dueIn: -0.001 });
    await wall.complaint({ id: "n2", receivedIn: -0.01, dueIn: 7, category: "bin-overflow" });
    await wall.complaint({ id: "n3", receivedIn: -0.01, dueIn: 9, category: "bin-overflow" });
    await wall.complaint({ id: "n4", receivedIn: -24 * 9, dueIn: null, state: "settled" });
    const after = (await state()).counters.complaints;
    expect(after).toMatchObject({
      ...{ today: before.today + 3, open: before.open + 3, late: before.late + 1 },
      ...{ dueSoon: before.dueSoon + 1, dueHours: 8 },
    });
    const counted = after.byCategory.map(({ category, n }) => [category?.title.zh, n]);
    expect(counted).toEqual(
      expect.arrayContaining([
        ["垃圾箱满溢", 2],
        ["道路不洁", 1],
      ]),
    );
    expect(after.byCategory.reduce((sum, { n }) => sum + n, 0)).toBe(after.today);
    expect(Date.parse(after.to) - Date.parse(after.from)).toBeLessThanOrEqual(25 * 3_600_000);
  });

  it("says how old each feed is, and that what comes by hand is never silent", async () => {
    const { feeds } = await state();
    expect(feeds.map(({ feed }) => feed)).toEqual([
      ...["complaints", "positions", "hotspots", "ratings", "coverage", "facilities"],
    ]);
    const of = (name: string) => feeds.find(({ feed }) => feed === name)!;
    expect(of("positions")).toMatchObject({ asOf: null, isExpected: false, isSilent: false });
    expect(of("facilities")).toMatchObject({ isSilent: false, silentMinutes: null });
    expect(of("facilities").asOf).not.toBeNull();
    expect(of("ratings").asOf).toBeNull(); // none was ever told of
  });
});

describe("the ticker", () => {
  it("tells the newest first, and what came after an instant", async () => {
    const { entries } = await wall.asked(viewer, "/ticker?limit=2");
    expect(entries).toHaveLength(2);
    const since = new Date(Date.now() - 1).toISOString();
    await wall.complaint({ id: "k1", receivedIn: 0, unitId: "sweep", category: "spillage" });
    const { entries: fresh } = await wall.asked(viewer, `/ticker?after=${since}`);
    expect(fresh).toMatchObject([
      {
        ...{ category: { title: { zh: "道路遗撒" } }, street: { name: "中街" } },
        ...{ unit: { name: "清扫公司" }, state: "assigned", stateTitle: { zh: "已交办" } },
      },
    ]);
    expect(fresh[0].key).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("the hand-over", () => {
  it("adds up: what is late and what will be are parts of what is open", async () => {
    const { open, late, soonLate, hours, from, at, until } = await wall.asked(
      viewer,
      "/handover?hours=4",
    );
    expect(hours).toBe(4);
    expect(Date.parse(at) - Date.parse(from)).toBe(4 * 3_600_000);
    expect(Date.parse(until) - Date.parse(at)).toBe(4 * 3_600_000);
    for (const lot of [open, late, soonLate]) {
      const sum = (rows: { n: number }[]) => rows.reduce((all, { n }) => all + n, 0);
      expect(sum(lot.byCategory)).toBe(lot.n);
      expect(sum(lot.byUnit)).toBe(lot.n);
    }
    expect(late.n + soonLate.n).toBeLessThanOrEqual(open.n);
    expect(soonLate.n).toBe(0); // due in 7 and 9 hours
    expect((await wall.asked(viewer, "/handover")).soonLate.n).toBe(1);
  });
});

describe("scenes", () => {
  const scenes = async (): Promise<WallScenes> => wall.asked(viewer, "/scenes");
  const put = (who: SignedIn, draft: unknown, revision?: number) =>
    wall.send(
      who,
      "PUT",
      `${WALL}/scenes`,
      { scenes: draft },
      revision === undefined ? {} : ifMatch(revision),
    );
  const own = {
    ...{ sceneId: "market", title: { zh: "菜市场", en: "Market" }, layers: ["complaints"] },
    camera: { fit: null, center: [25.01, 60.005], zoom: 15, bearing: 20, pitch: 30 },
    panels: [{ panelId: "ticker", slot: "bottom" }],
    ...{ seconds: 20, isActive: true },
  };

  it("are those that come with the program until a district writes its own", async () => {
    const answer = await wall.send(viewer, "GET", `${WALL}/scenes`);
    expect(answer.headers.get("etag")).toBe('"0"');
    expect(answer.body.scenes.map(({ sceneId }: { sceneId: string }) => sceneId)).toEqual(
      BUILT_IN_SCENES.map(({ sceneId }) => sceneId),
    );
    expect(answer.body.scenes.every(({ isBuiltIn }: { isBuiltIn: boolean }) => isBuiltIn)).toBe(
      true,
    );
  });

  it("are written by whoever manages displays, and by nobody who has not seen them", async () => {
    const draft = [
      own,
      ...BUILT_IN_SCENES.map((scene) => ({ ...scene, isActive: scene.sceneId === "stars" })),
    ];
    expect((await put(viewer, draft, 0)).status).toBe(403);
    expect((await put(dispatcher, draft)).status).toBe(428);
    const written = await put(dispatcher, draft, 0);
    expect(written).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(written.headers.get("etag")).toBe('"1"');
    const kept = await scenes();
    expect(kept.scenes[0]).toEqual({ ...own, isBuiltIn: false });
    expect(kept.scenes.filter(({ isActive }) => isActive).map(({ sceneId }) => sceneId)).toEqual([
      "market",
      "stars",
    ]);
    const stale = await put(dispatcher, draft, 0);
    expect(stale).toMatchObject({ status: 412, body: { code: "stale", current: { revision: 1 } } });
    expect((await state()).scenesRevision).toBe(1);
  });

  it("are refused where no wall could show them", async () => {
    const rule = async (draft: unknown) => (await put(dispatcher, draft, 1)).body.faults?.[0].rule;
    const all = [...BUILT_IN_SCENES];
    expect(await rule([...all, own, own])).toBe("scene-twice");
    expect(await rule([own])).toBe("scene-missing");
    expect(await rule(all.map((scene) => ({ ...scene, isActive: false })))).toBe("scene-none");
    expect(await rule([...all, { ...own, camera: { ...own.camera, zoom: null } }])).toBe(
      "camera-nowhere",
    );
    expect((await put(dispatcher, [...all, { ...own, layers: ["reporters"] }], 1)).status).toBe(
      400,
    );
    expect((await scenes()).revision).toBe(1);
  });

  it("that this version does not understand are left out, and those of the program stay", async () => {
    await wall.inNorth("update wall_scenes set scenes = $1::jsonb", [
      JSON.stringify([own, { ...own, sceneId: "later", layers: ["something-new"] }]),
    ]);
    expect((await scenes()).scenes.map(({ sceneId }) => sceneId)).toEqual([
      ...["market", ...BUILT_IN_SCENES.map(({ sceneId }) => sceneId)],
    ]);
  });
});

describe("heartbeats", () => {
  const beat = {
    ...{
      screen: "左屏",
      sceneId: "stars",
      appVersion: "0.1.0",
      uptimeSeconds: 3600,
      lastError: null,
    },
    ...{ glContexts: 1, widthPixels: 3840, heightPixels: 2160 },
  };

  it("of a display show in the list of displays, one row a screen, until it falls silent", async () => {
    const display = await wall.display("值班室");
    const sent = await wall.send(display, "POST", `${WALL}/heartbeat`, beat);
    expect(sent).toMatchObject({ status: 200, body: { mayAcknowledge: false, nextSeconds: 30 } });
    await wall.send(display, "POST", `${WALL}/heartbeat`, {
      ...beat,
      screen: "右屏",
      lastError: "WebGL lost",
    });
    await wall.send(display, "POST", `${WALL}/heartbeat`, { ...beat, sceneId: "handover" });
    const list = async () => {
      const { body } = await wall.send(dispatcher, "GET", "/api/districts/north/displays");
      return body.displays.find(({ tokenId }: { tokenId: string }) => tokenId === display.tokenId);
    };
    expect(await list()).toMatchObject({
      mayAcknowledge: false,
      screens: [
        { screen: "右屏", lastError: "WebGL lost", silentSince: null },
        {
          screen: "左屏",
          sceneId: "handover",
          glContexts: 1,
          widthPixels: 3840,
          silentSince: null,
        },
      ],
    });
    await wall.inNorth(
      "update wall_heartbeat set at = now() - interval '121 seconds' where screen = '左屏'",
    );
    const [, left] = (await list()).screens;
    expect(left.silentSince).toBe(left.heardAt);
  });

  it("of somebody signed in show beside them, by name", async () => {
    await wall.send(dispatcher, "POST", `${WALL}/heartbeat`, beat);
    const { body } = await wall.send(dispatcher, "GET", "/api/districts/north/displays");
    expect(body.signedIn).toMatchObject([{ name: "dispatcher", screen: "左屏" }]);
    const told = await wall.send(dispatcher, "POST", `${WALL}/heartbeat`, beat);
    expect(told.body.mayAcknowledge).toBe(true);
  });

  it("write no more than their own rows, however many screens somebody makes up", async () => {
    const display = await wall.display("很多屏");
    for (let nth = 0; nth < 24; nth++)
      await wall.send(display, "POST", `${WALL}/heartbeat`, { ...beat, screen: `屏${nth}` });
    const rows = await wall.inNorth<{ holder: string; n: number }>(
      "select holder_name as holder, count(*)::integer as n from wall_heartbeat group by 1 order by 1",
    );
    expect(rows.find(({ holder }) => holder === "很多屏")?.n).toBe(20);
    expect(rows.find(({ holder }) => holder === "值班室")?.n).toBe(2);
  });
});

describe("a display at whose keyboard somebody stands", () => {
  it("acknowledges in its own name, and the trail says which it was", async () => {
    await wall.look();
    const { alarms } = await wall.asked(viewer, "/alarms");
    const { alarmId } = alarms[0];
    const silent = await wall.display("只读屏");
    const acknowledge = (who: Pick<SignedIn, "headers">) =>
      wall.send(who, "POST", `${WALL}/alarms/${alarmId}/acknowledge`);
    expect((await acknowledge(silent)).status).toBe(403);
    const keyboard = await wall.display("值班室键盘", { mayAcknowledge: true });
    expect((await acknowledge(keyboard)).body).toMatchObject({
      ...{ state: "acknowledged", acknowledged: { by: "值班室键盘", isDisplay: true } },
    });
    const { events } = await wall.asked(viewer, `/alarms/${alarmId}`);
    expect(events.at(-1)).toMatchObject({
      action: "acknowledge",
      via: "display",
      by: "值班室键盘",
    });
    const [entry] = await wall.inNorth<{ name: string; after: object }>(
      "select actor_name as name, after from audit where action = 'wall_alarm.acknowledge'",
    );
    expect(entry).toMatchObject({ name: "值班室键盘", after: { display: keyboard.tokenId } });
  });
});

describe("settings", () => {
  it("are the presets but for what the district set", async () => {
    const chief = await signedIn(world.database(), "north", "manager");
    const set = await wall.send(chief, "PUT", `${WALL}/settings`, {
      windows: { lateHours: 12, hotspotHours: 48, downgradeDays: 7, closedDays: 3 },
    });
    expect(set).toMatchObject({
      status: 200,
      body: {
        own: { windows: { lateHours: 12 } },
        merged: { windows: { lateHours: 12 }, camera: { holdSeconds: 30 } },
      },
    });
    expect((await wall.send(dispatcher, "PUT", `${WALL}/settings`, {})).status).toBe(403);
    const wrong = await wall.send(chief, "PUT", `${WALL}/settings`, { windows: { lateHours: 0 } });
    expect(wrong.status).toBe(400);
  });
});
