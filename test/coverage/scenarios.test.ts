import { latLngToCell } from "h3-js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Comparison, Scenario } from "../../server/coverage/scenario-schema.ts";
import type { TargetsAnswer } from "../../server/coverage/scenario-target-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const COVERAGE = "/api/districts/north/coverage";
const world = servedNorth();
let planner: SignedIn;
let viewer: SignedIn;

/** On the street: the k-th stands for 2ᵏ residents, 250 meters and more from the others. */
const DOORS = [25.0015, 25.006, 25.016].map((lng): [number, number] => [lng, 60.005]);
/** A cell's middle is within 107 meters of a place in it, by a step to the street and along it. */
const RADIUS = 120;

beforeAll(async () => {
  const database = world.database();
  planner = await signedIn(database, "north", "planner");
  viewer = await signedIn(database, "north", "viewer");
  await database.transaction(
    async (tx) => {
      await tx.query("delete from demand_cell where district_id = 'north'");
      for (const [k, [lng, lat]] of DOORS.entries())
        await tx.query(
          "insert into demand_cell (district_id, cell, residents, daytime) values ('north', $1, $2, 0)",
          [latLngToCell(lat, lng, 10), 2 ** k],
        );
      await recordChange(tx, "north", "demand_cell", []);
    },
    { districtId: "north" },
  );
});

const question = (...doors: number[]) => ({
  kind: "toilet",
  radiusMeters: RADIUS,
  edits: { added: doors.map((door) => ({ id: `new-${door + 1}`, position: DOORS[door] })) },
});
const send = async (
  method: string,
  path: string,
  more: { body?: unknown; headers?: Record<string, string>; who?: SignedIn } = {},
) => {
  const { who = planner, body, headers } = more;
  const answer = await world.send(who, method, `${COVERAGE}${path}`, body, headers);
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
};
const save = async (name: string, doors: number[], more: object = {}): Promise<Scenario> =>
  (await send("POST", "/scenarios", { body: { name, question: question(...doors), ...more } }))
    .body;
const scenarios = async (): Promise<Scenario[]> => (await send("GET", "/scenarios")).body.scenarios;
const compared = async (...ids: string[]): Promise<Comparison> =>
  (await send("GET", `/scenarios/compare?ids=${ids.join(",")}`)).body;
const clear = async () => {
  for (const { scenarioId, revision } of await scenarios())
    await send("DELETE", `/scenarios/${scenarioId}`, { headers: ifMatch(revision) });
};

describe("scenarios", () => {
  it("are kept by whoever sets coverage, with what they came to, and read by everybody", async () => {
    const body = { name: " 西片 ", note: "  ", question: question(0), costs: { "new-1": 300_000 } };
    expect((await send("POST", "/scenarios", { body, who: viewer })).status).toBe(403);
    const { status, body: made } = await send("POST", "/scenarios", { body });
    expect(status).toBe(201);
    expect(made).toMatchObject({
      ...{ name: "西片", note: null, revision: 1, targets: 0, createdBy: "planner" },
      question: { kind: "toilet", demand: "residents", edits: { closed: [], moved: [] } },
      figures: {
        totals: { demand: 0b111, served: 0b001, withoutRoom: 0, outside: 0b110, rejected: 0 },
        sites: { added: 1, moved: 0, closed: 0 },
        gaps: { count: 2, largest: 0b100 },
        cost: { yuan: 300_000, known: 1, unknown: 0 },
      },
    });
    const told = await send("GET", `/scenarios/${made.scenarioId}`, { who: viewer });
    expect(told.body).toEqual(made);
    expect(await scenarios()).toEqual([made]);
  });

  it("have names of their own, and costs of sites that are tried", async () => {
    const again = await send("POST", "/scenarios", { body: { name: "西片", question: {} } });
    expect(again).toMatchObject({ status: 409, body: { code: "name-taken" } });
    const other = { name: "别处", question: question(0), costs: { "new-9": 1 } };
    expect((await send("POST", "/scenarios", { body: other })).body).toMatchObject({
      code: "body-invalid",
      faults: [{ field: "costs", value: "new-9", rule: "cost-of-no-site" }],
    });
    const none = { name: "别处", question: { edits: { closed: ["no-such"] } } };
    expect((await send("POST", "/scenarios", { body: none })).body.code).toBe("body-invalid");
  });

  it("are renamed with what they came to, and worked out anew when they ask anew", async () => {
    const [before] = await scenarios();
    const { scenarioId, costs, note } = before!;
    const put = (body: object, revision: number) =>
      send("PUT", `/scenarios/${scenarioId}`, { body, headers: ifMatch(revision) });
    const renamed = await put({ name: "西一", note, question: question(0), costs }, 1);
    expect(renamed.body).toMatchObject({ name: "西一", revision: 2, figures: before!.figures });
    const stale = await put({ name: "西二", question: question(0) }, 1);
    expect(stale).toMatchObject({ status: 412, body: { current: { name: "西一", revision: 2 } } });
    const anew = await put({ name: "西一", question: question(0, 1) }, 2);
    expect(anew.body).toMatchObject({
      revision: 3,
      figures: { totals: { served: 0b011 }, cost: { yuan: 0, known: 0, unknown: 2 } },
    });
    expect((await send("PUT", `/scenarios/${scenarioId}`, { body: {} })).status).not.toBe(200);
  });

  it("are taken away once, and stand in the trail", async () => {
    const [{ scenarioId } = { scenarioId: "" }] = await scenarios();
    const remove = () => send("DELETE", `/scenarios/${scenarioId}`, { headers: ifMatch(3) });
    expect((await remove()).body.scenarios).toEqual([]);
    expect((await remove()).status).toBe(404);
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string }>(
            "select action from audit where record = 'scenario' order by entry_id",
          ),
        { districtId: "north" },
      );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["scenario.create", "scenario.change", "scenario.change", "scenario.remove"],
    ]);
  });

  it("of complaints are for whoever reads all complaints", async () => {
    const body = { name: "投诉", question: { ...question(0), demand: "complaints" } };
    const manager = await signedIn(world.database(), "north", "manager");
    const inspector = await signedIn(world.database(), "north", "inspector");
    expect((await send("POST", "/scenarios", { body })).status).toBe(403); // planners read no complaints
    const made = await send("POST", "/scenarios", { body, who: manager });
    expect(made.body.figures).not.toBeNull();
    const { scenarioId } = made.body;
    const read = await send("GET", `/scenarios/${scenarioId}`, { who: inspector });
    expect(read.body).toMatchObject({ name: "投诉", figures: null });
    const path = `/scenarios/compare?ids=${scenarioId}`;
    const { columns } = (await send("GET", path, { who: inspector })).body as Comparison;
    expect(columns.map(({ failure, saved }) => [failure?.code, saved])).toEqual([
      ["forbidden", null],
      ["forbidden", null],
    ]);
    await clear();
  });
});

describe("scenarios side by side", () => {
  it("stand beside the register of today, and say what has changed since they were saved", async () => {
    const one = await save("一座", [0]);
    const two = await save("两座", [0, 2]);
    const before = await compared(one.scenarioId, two.scenarioId);
    const servedOf = ({ columns }: Comparison) =>
      columns.map(({ name, baseline, now, saved, differs }) => [
        ...[name, baseline, now?.totals.served, saved?.totals.served ?? null, differs],
      ]);
    expect(servedOf(before)).toEqual([
      [null, 0, 0b000, null, []],
      ["一座", 0, 0b001, 0b001, []],
      ["两座", 0, 0b101, 0b101, []],
    ]);
    expect(before.columns[2]!.tried).toMatchObject([
      { siteId: "new-1", state: "added", position: DOORS[0] },
      { siteId: "new-3", state: "added", position: DOORS[2] },
    ]);
    expect(before.areas.map(({ areaId }) => areaId).sort()).toEqual(["east", "west"]);
    const west = before.columns[1]!.areas.find(({ areaId }) => areaId === "west");
    expect(west).toMatchObject({ demand: 0b011, served: 0b001, sites: 2 }); // t1 stands there, on no street

    const toilet = await buildToilet("t9", DOORS[1]!);
    const after = await compared(one.scenarioId, two.scenarioId);
    const changed = ["served", "outside", "straight", "streets", "mean", "sites", "gaps"];
    expect(servedOf(after).map(([name, , now, saved]) => [name, now, saved])).toEqual([
      [null, 0b010, null],
      ["一座", 0b011, 0b001],
      ["两座", 0b111, 0b101],
    ]);
    expect(after.columns[1]!.differs).toEqual(expect.arrayContaining(changed.slice(0, 3)));
    await removeToilet(toilet);
    await clear();
  });

  it("ask different things beside a register each, and one that cannot be worked out says why", async () => {
    const narrow = await save("窄", [0]);
    const wide = await save("宽", [0], { question: { ...question(0), radiusMeters: 2_000 } });
    const toilet = await buildToilet("t8", DOORS[1]!);
    const closing = { ...question(0), edits: { closed: [toilet.facilityId] } };
    const closed = await save("关", [], { question: closing });
    await removeToilet(toilet);
    const { columns } = await compared(narrow.scenarioId, wide.scenarioId, closed.scenarioId);
    expect(columns.map(({ name, baseline }) => [name, baseline])).toEqual([
      ...[
        [null, 0],
        ["窄", 0],
        [null, 2],
        ["宽", 2],
        ["关", 0],
      ],
    ]);
    expect(columns[3]!.now?.totals.served).toBe(0b111);
    expect(columns[4]).toMatchObject({ now: null, failure: { code: "body-invalid" } });
    expect((await send("GET", "/scenarios/compare?ids=none")).status).toBe(404);
    expect((await send("GET", "/scenarios/compare?ids=1,2,3,4,5,6,7")).status).toBe(400);
    await clear();
  });

  it("come as files: sites with what becomes of each, gaps as polygons, areas, and the comparison", async () => {
    const { scenarioId } = await save("文件", [0], { costs: { "new-1": 5 } });
    const file = async (path: string) => (await send("GET", `/scenarios/${path}`)).body;
    const sites = await file(`${scenarioId}/file?format=geojson`);
    const states = sites.features.map(({ id, properties, geometry }: GeoJSON.Feature) => [
      ...[id, properties?.state, properties?.costYuan, geometry?.type],
    ]);
    expect(states).toEqual([
      ["t1", "there", null, "Point"],
      ["new-1", "added", 5, "Point"],
    ]);
    const gaps = await file(`${scenarioId}/file?format=geojson&part=gaps`);
    expect(gaps.features.map(({ geometry }: GeoJSON.Feature) => geometry.type)).toEqual([
      "MultiPolygon",
      "MultiPolygon",
    ]);
    const areas: string = await file(`${scenarioId}/file?format=csv&part=areas&lang=en`);
    expect(areas).toContain("west,Sub-district,3,1,0,2");
    const table: string = await file(`compare/file?ids=${scenarioId}`);
    const [header, ...lines] = table.trim().split("\r\n");
    expect(header).toContain("已覆盖");
    expect(lines.map((line) => line.split(",").slice(1, 3))).toEqual([
      ["现状", "按今日台账"],
      ["文件", "按今日台账"],
      ["文件", "保存时"],
    ]);
    await clear();
  });
});

const FACILITIES = "/api/districts/north/facilities";
type Built = { facilityId: string; revision: number };

/** A toilet in the register, as somebody who keeps it writes it. */
async function buildToilet(code: string, position: [number, number], status = "open") {
  const manager = await signedIn(world.database(), "north", "manager");
  const body = { kind: "toilet", code, name: code, position, status };
  const made = await world.send(manager, "POST", FACILITIES, body);
  expect(made.status).toBe(201);
  return (await made.json()) as Built;
}

async function removeToilet({ facilityId, revision }: Built) {
  const manager = await signedIn(world.database(), "north", "administrator");
  const path = `${FACILITIES}/${facilityId}`;
  const gone = await world.send(manager, "DELETE", path, undefined, ifMatch(revision));
  expect(gone.status).toBeLessThan(300);
}

describe("construction targets", () => {
  const targets = async (): Promise<TargetsAnswer> => (await send("GET", "/targets")).body;
  const put = (target: TargetsAnswer["targets"][number], more: object) => {
    const { kind, name, position, plannedFor, statedState: state, costYuan, note } = target;
    const facilityId = target.facility?.facilityId ?? null;
    const body = { kind, name, position, plannedFor, state, costYuan, note, facilityId, ...more };
    return send("PUT", `/targets/${target.targetId}`, { body, headers: ifMatch(target.revision) });
  };

  it("are made of what a scenario adds, once, and stay when it goes", async () => {
    const { scenarioId } = await save("两厕", [0, 2], { costs: { "new-3": 7 } });
    const make = () =>
      send("POST", `/scenarios/${scenarioId}/targets`, { body: { plannedFor: "2999-01-01" } });
    const made = await make();
    expect(made.status).toBe(201);
    const named = { kind: "toilet", state: "planned", plannedFor: "2999-01-01", isLate: false };
    expect(made.body.targets).toMatchObject([
      { ...named, name: "两厕 公厕 1", position: DOORS[0], costYuan: null },
      { ...named, name: "两厕 公厕 3", position: DOORS[2], costYuan: 7 },
    ]);
    expect((await make()).body.targets).toHaveLength(2);
    expect((await scenarios())[0]).toMatchObject({ targets: 2 });
    await clear();
    expect((await targets()).targets.map(({ scenario }) => scenario)).toEqual([null, null]);
  });

  it("tell how many are planned, being built and done, and which are late", async () => {
    const [first] = (await targets()).targets;
    const changed = await put(first!, { state: "building", plannedFor: "2020-01-01" });
    expect(changed.body.progress).toEqual([
      {
        ...{ kind: "toilet", all: 2, planned: 1, approved: 0, building: 1, done: 0, dropped: 0 },
        ...{ late: 1, costYuan: 7, costKnown: 1 },
      },
    ]);
    expect((await put(first!, { state: "done" })).status).toBe(412);
    const draft = { kind: "transfer_station", name: "一站", state: "dropped", costYuan: 9 };
    const made = await send("POST", "/targets", { body: draft });
    expect(made.body.progress[0]).toMatchObject({
      ...{ kind: "transfer_station", all: 0, dropped: 1, costYuan: 0, costKnown: 0 },
    });
  });

  it("follow the facility they have become, of their kind and of no other target", async () => {
    const { facilityId } = await buildToilet("t7", DOORS[2]!, "building");
    const of = async () => (await targets()).targets.filter(({ kind }) => kind === "toilet");
    const [late, other] = await of();
    const linked = await put(other!, { facilityId });
    const found = (id: string) =>
      (linked.body as TargetsAnswer).targets.find(({ targetId }) => targetId === id);
    expect(found(other!.targetId)).toMatchObject({
      ...{ state: "building", statedState: "planned", facility: { facilityId, name: "t7" } },
    });
    const rule = async (target: typeof late, id: string) =>
      (await put(target!, { facilityId: id })).body.faults?.[0].rule;
    expect(await rule(late, facilityId)).toBe("target-facility-taken");
    expect(await rule(late, "b1")).toBe("target-facility-kind");
    expect(await rule(late, "none")).toBe("target-facility-unknown");
    await put(late!, { facilityId: "t1" }); // open
    expect((await of()).map(({ state }) => state)).toEqual(["done", "building"]);
  });

  it("are taken away by whoever sets coverage", async () => {
    for (const { targetId, revision } of (await targets()).targets) {
      const headers = ifMatch(revision);
      expect((await send("DELETE", `/targets/${targetId}`, { headers, who: viewer })).status).toBe(
        403,
      );
      expect((await send("DELETE", `/targets/${targetId}`, { headers })).status).toBe(200);
    }
    expect(await targets()).toEqual({ districtId: "north", progress: [], targets: [] });
  });
});
