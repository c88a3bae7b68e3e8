import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaseRegisters } from "../../server/complaints/case-register.ts";
import { createMaterials } from "../../server/hotspots/material.ts";
import { evaluateRules, newSpots } from "../../server/hotspots/rule-evaluation.ts";
import type { RuleAlarmsAnswer, RulesAnswer } from "../../server/hotspots/rules-schema.ts";
import { layerSources } from "../../server/layer-sources.ts";
import { recordChange } from "../../server/store/changes.ts";
import { createSnapshots, type Snapshots } from "../../server/store/snapshots.ts";
import { onStretch, type Report, writeReports } from "../worlds/reports.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const RULES = "/api/districts/north/hotspots/rules";
const world = servedNorth();
let manager: SignedIn;
let duty: SignedIn;
let ofEast: SignedIn;
let look: (now: Date) => Promise<number>;
let snapshots: Snapshots | undefined;

beforeAll(async () => {
  const database = world.database();
  manager = await signedIn(database, "north", "manager");
  duty = await signedIn(database, "north", "duty_officer");
  ofEast = await signedIn(database, "north", "manager", ["east"]);
  const registers = createCaseRegisters(database);
  snapshots = createSnapshots(database, layerSources);
  const read = createMaterials({ registers, snapshots });
  look = (now) => evaluateRules({ database, read }, "north", now);
});

afterAll(() => snapshots?.close());

const draft = { name: "新热点", categories: null, measure: "count", role: "manager" };
const send = async (
  method: string,
  path: string,
  more: { body?: unknown; headers?: Record<string, string>; who?: SignedIn } = {},
) => {
  const answer = await world.send(
    more.who ?? manager,
    method,
    `${RULES}${path}`,
    more.body,
    more.headers,
  );
  return { status: answer.status, body: await answer.json() };
};
const rules = async (): Promise<RulesAnswer["rules"]> => (await send("GET", "")).body.rules;
const alarms = async (who = manager): Promise<RuleAlarmsAnswer> =>
  (await send("GET", "/alarms", { who })).body;

const HOUR = 3_600_000;
const now = Date.now();
/** What is hot is looked for in the last thirty days: complaints of yesterday. */
const yesterday = new Date(now - 24 * HOUR).toISOString().slice(0, 10);
const many = (k: number, more: Partial<Report> = {}): Report => ({
  ...{ at: onStretch(k), day: yesterday, category: "bin-overflow", times: 20 },
  ...more,
});

describe("rules for hotspots", () => {
  it("are written, changed and taken away by whoever may change settings", async () => {
    expect((await send("POST", "", { body: draft, who: duty })).status).toBe(403);
    const made = await send("POST", "", {
      body: { ...draft, name: " 满溢 ", categories: ["bin-overflow"] },
    });
    expect(made.status).toBe(201);
    const [rule] = made.body.rules as RulesAnswer["rules"];
    expect(rule).toMatchObject({
      ...{
        name: "满溢",
        revision: 1,
        isActive: true,
        evaluatedAt: null,
        alarms: 0,
        createdBy: "manager",
      },
      categoryTitles: [{ value: "bin-overflow", title: { zh: "垃圾箱满溢" } }],
    });
    const at = `/${rule!.ruleId}`;
    expect((await send("PUT", at, { body: draft })).status).toBe(428);
    const stale = await send("PUT", at, { body: draft, headers: ifMatch(7) });
    expect(stale).toMatchObject({
      status: 412,
      body: { current: { ruleId: rule!.ruleId, revision: 1 } },
    });
    const changed = await send("PUT", at, { body: draft, headers: ifMatch(1) });
    expect(changed.body.rules).toMatchObject([{ name: "新热点", categories: null, revision: 2 }]);
    const same = await send("PUT", at, { body: draft, headers: ifMatch(2) });
    expect(same.body.rules).toMatchObject([{ revision: 2 }]);
    expect((await send("DELETE", at, { headers: ifMatch(2) })).body.rules).toEqual([]);
    expect((await send("DELETE", at, { headers: ifMatch(2) })).status).toBe(404);
  });

  it("are refused where nobody could be told, or of nothing", async () => {
    const fault = async (more: object) =>
      (await send("POST", "", { body: { ...draft, ...more } })).body.faults?.[0].field;
    expect(await fault({ role: "handling_unit" })).toBe("role"); // reads the complaints of its unit alone
    expect(await fault({ categories: [] })).toBe("categories");
    expect(await fault({ categories: ["no-such"] })).toBe("categories");
    expect(await fault({ name: "" })).toBe("name");
    expect(await rules()).toEqual([]);
  });

  it("stand in the trail", async () => {
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string }>(
            "select action from audit where record = 'hotspot_rule' order by entry_id",
          ),
        { districtId: "north" },
      );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["hotspot_rule.create", "hotspot_rule.change", "hotspot_rule.remove"],
    ]);
  });
});

describe("new hotspots", () => {
  it("are those of which no cell was hot the time before, nor was told", () => {
    const spots = [{ cells: ["a", "b"] }, { cells: ["c"] }, { cells: ["d"] }];
    expect(newSpots(spots, new Set(["b", "x"]), new Set(["d"]))).toEqual([{ cells: ["c"] }]);
    expect(newSpots(spots, new Set(), new Set())).toEqual(spots);
  });

  it("are told to the role, and only what is new since the rule was looked at first", async () => {
    await writeReports(world.database(), [
      ...Array.from({ length: 12 }, (_, k) => many(k, { times: 1 })),
      many(1),
    ]);
    await send("POST", "", { body: { ...draft, categories: ["bin-overflow"] } });
    expect(await look(new Date(now))).toBe(0);
    const [first] = await rules();
    expect(first).toMatchObject({
      evaluatedAt: new Date(now).toISOString(),
      hotSpots: 1,
      alarms: 0,
    });

    await writeReports(world.database(), [many(9), many(9, { category: "road-dirty" })]);
    expect(await look(new Date(now + HOUR - 1))).toBe(0); // it is not due
    const before = await version();
    expect(await look(new Date(now + HOUR))).toBe(1);
    expect(await changesSince(before)).toEqual(["hotspot_alarm"]);
    expect(await look(new Date(now + 2 * HOUR))).toBe(0);
    expect((await rules())[0]).toMatchObject({
      hotSpots: 2,
      alarms: 1,
      resolution: first!.resolution,
    });

    const { alarms: told, unseen } = await alarms();
    expect(unseen).toBe(1);
    expect(told).toMatchObject([
      {
        ...{ ruleName: "新热点", role: "manager", measure: "count", seenAt: null },
        ...{ category: { value: "bin-overflow" }, street: { id: "s1", name: "中街" } },
        ...{ foundAt: new Date(now + HOUR).toISOString(), categories: [{ value: "bin-overflow" }] },
      },
    ]);
    expect(told[0]!.observed).toBeGreaterThanOrEqual(20);
    expect(told[0]!.observed).toBeLessThan(40); // of its category alone
    expect(told[0]!.cells).toContain(told[0]!.spotId);
  });

  it("are told to nobody with another role, and only within the areas of a grant", async () => {
    expect(await alarms(duty)).toMatchObject({ unseen: 0, alarms: [] });
    expect((await alarms(ofEast)).alarms).toHaveLength(1);
    const ofWest = await signedIn(world.database(), "north", "manager", ["west"]);
    expect((await alarms(ofWest)).alarms).toEqual([]);
    const [alarm] = (await alarms()).alarms;
    const path = `/alarms/${alarm!.alarmId}/seen`;
    expect((await send("POST", path, { who: duty })).status).toBe(404);
    expect((await send("POST", path, { who: ofWest })).status).toBe(404);
  });

  it("are seen by each for themselves, and go behind those unseen", async () => {
    const [alarm] = (await alarms()).alarms;
    const seen = await send("POST", `/alarms/${alarm!.alarmId}/seen`);
    expect(seen.status).toBe(200);
    const again = await send("POST", `/alarms/${alarm!.alarmId}/seen`);
    expect(again.body.seenAt).toBe(seen.body.seenAt);
    expect(await alarms()).toMatchObject({ unseen: 0, alarms: [{ seenAt: seen.body.seenAt }] });
    expect(await alarms(ofEast)).toMatchObject({ unseen: 1 });
  });

  it("are not told again when they go and come back", async () => {
    /** Sends the complaints of the told place so many days back. */
    const back = (days: number) =>
      world.database().transaction(
        async (tx) => {
          await tx.query(
            `update complaint set received_at = received_at - make_interval(days => $1),
               occurred_on = occurred_on - $1 where district_id = 'north' and st_x(position) = $2`,
            [days, onStretch(9)[0]],
          );
          await recordChange(tx, "north", "complaint", []);
        },
        { districtId: "north", asOwner: true },
      );
    await back(200);
    expect(await look(new Date(now + 4 * HOUR))).toBe(0);
    expect((await rules())[0]).toMatchObject({ hotSpots: 1 });
    await back(-200);
    expect(await look(new Date(now + 6 * HOUR))).toBe(0); // hot again, and told already
    expect((await rules())[0]).toMatchObject({ hotSpots: 2, alarms: 1 });
  });

  it("stay when their rule is switched off, and when it goes", async () => {
    await send("PUT", `/${(await rules())[0]!.ruleId}`, {
      ...{ body: { ...draft, categories: ["bin-overflow"], isActive: false }, headers: ifMatch(1) },
    });
    expect(await look(new Date(now + 9 * HOUR))).toBe(0);
    const [rule] = await rules();
    expect(rule).toMatchObject({ isActive: false, evaluatedAt: null, alarms: 1 });
    await send("DELETE", `/${rule!.ruleId}`, { headers: ifMatch(2) });
    expect((await alarms()).alarms).toHaveLength(1);
  });
});

const version = async () => {
  const [row] = await inNorth<{ version: number }>(
    "select max(version)::int as version from change",
  );
  return row!.version;
};
const changesSince = async (after: number) =>
  (await inNorth<{ kind: string }>("select kind from change where version > $1", [after])).map(
    ({ kind }) => kind,
  );
const inNorth = <R extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  world.database().transaction((tx) => tx.query<R>(sql, values), { districtId: "north" });
