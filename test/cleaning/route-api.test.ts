import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../server/cleaning/calendar.ts";
import type {
  NetworkAnswer,
  OverviewAnswer,
  PathAnswer,
  RoutePage,
  RoutesAnswer,
} from "../../server/cleaning/route-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import { localDay } from "../../server/store/local-day.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const TODAY = localDay(new Date(), "Europe/Helsinki");
const TOMORROW = addDays(TODAY, 1);
const LATER = addDays(TODAY, 10);

/**
 * Middle Street is `e1` `e2`, 556 m each and a model road; from its middle Side Street goes south, `e3`, 100 m of grade 2,
 * one-way away from it, and from its end a lane for walking only, `e4`.
 */
const world = servedNorth();
let planner: SignedIn;
let viewer: SignedIn;
let easterner: SignedIn;

beforeAll(async () => {
  await world.database().transaction(
    async (tx) => {
      await tx.query(
        "insert into street (district_id, street_id, name) values ('north', 's2', '横街')",
      );
      await tx.query(
        `insert into street_edge (district_id, edge_id, street_id, from_node, to_node, class, grade, oneway, is_drivable,
           length_meters, path)
         values ('north', 'e3', 's2', 1, 3, 'branch', 2, 'forward', true, 100,
             st_geomfromtext('LINESTRING(25.01 60.005, 25.01 60.0041)', 4326)),
           ('north', 'e4', null, 3, 4, 'path', null, 'no', false, 50,
             st_geomfromtext('LINESTRING(25.01 60.0041, 25.01 60.0036)', 4326))`,
      );
      await tx.query(
        `insert into vehicle (district_id, vehicle_id, plate, kind, team)
         values ('north', 'v1', '演A1', 'sweeper', '一班'), ('north', 'v2', '演A2', 'compactor', '清运班')`,
      );
      await recordChange(tx, "north", "street_edge", []);
    },
    { districtId: "north" },
  );
  planner = await signedIn(world.database(), "north", "planner");
  viewer = await signedIn(world.database(), "north", "viewer");
  easterner = await signedIn(world.database(), "north", "planner", ["east"]);
});

const CLEANING = "/api/districts/north/cleaning";
const get = async <T>(path: string): Promise<T> => {
  const answer = await world.send(viewer, "GET", `${CLEANING}${path}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
};
const routes = (query = "") => get<RoutesAnswer>(`/routes${query}`);
const page = (routeId: string) => get<RoutePage>(`/routes/${routeId}`);

const DRAFT = {
  ...{ name: "横街普扫", work: "full_sweep", proof: "positions", team: "一班" },
  ...{ vehicleKind: "sweeper", vehicleIds: ["v1"], shifts: [{ from: "04:30", to: "07:00" }] },
  ...{ passes: 1, validFrom: TODAY, edgeIds: ["e1", "e3"] },
};
const add = (code: string, changes: object = {}) =>
  world.send(planner, "POST", `${CLEANING}/routes`, { code, ...DRAFT, ...changes });
const added = async (code: string, changes: object = {}): Promise<RoutePage> => {
  const answer = await add(code, changes);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.json();
};
const write = (method: string, path: string, body: unknown, revision: number, who = planner) =>
  world.send(who, method, `${CLEANING}/routes/${path}`, body, { "If-Match": `"${revision}"` });
const rulesOf = async (answer: Response) => {
  expect(answer.status).toBe(400);
  const { faults } = (await answer.json()) as { faults: { field: string; rule: string }[] };
  return faults.map(({ field, rule }) => `${field} ${rule}`);
};

describe("routes as they are", () => {
  it("are told with length, workload, streets in order and vehicles", async () => {
    const { day, routes: all } = await routes();
    expect(day).toBe(TODAY);
    expect(all.map(({ code }) => code)).toEqual(["R-1", "R-2", "R-3"]);
    // 2 × 556 m of a model road, which weighs 1.5; three passes a day
    expect(all[0]).toMatchObject({ lengthMeters: 1112, weightedKilometers: 1.668, passesADay: 3 });
    expect((await routes("?day=2021-12-31")).routes).toEqual([]);
    const { runs, versions, canTakeBack } = await page("r1");
    expect(runs).toMatchObject([{ name: "中街", first: 0, last: 1, grades: [1], isMain: true }]);
    expect(versions.map(({ routeId, madeOn }) => [routeId, madeOn])).toEqual([["r1", null]]);
    expect(canTakeBack).toBe(false);
  });

  it("are files of their streets in order", async () => {
    const csv = await world.send(viewer, "GET", `${CLEANING}/routes/r1/file?format=csv&lang=en`);
    expect(await csv.text()).toContain("Middle Street");
    const geojson = await world.send(viewer, "GET", `${CLEANING}/routes/r1/file?format=geojson`);
    expect((await geojson.json()).features[0].geometry.coordinates).toHaveLength(2);
  });

  it("lie on a network that says what each metre weighs", async () => {
    const { edges } = await get<NetworkAnswer>("/network");
    expect(edges.map(({ edgeId, weight }) => [edgeId, weight])).toEqual([
      ...[
        ["e1", 1.5],
        ["e2", 1.5],
        ["e3", 1.1],
        ["e4", 1],
      ],
    ]);
    expect(edges[2]).toMatchObject({ nodes: [1, 3], oneway: "forward", lengthMeters: 100 });
  });
});

describe("the path through what is clicked", () => {
  const ask = async (question: object) => {
    const answer = await world.send(viewer, "POST", `${CLEANING}/path`, question);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as PathAnswer;
  };
  it("follows the network and only asks", async () => {
    const before = (await routes()).routes;
    const path = await ask({ going: "vehicle", after: ["e2"], through: [{ edgeId: "e3" }] });
    expect(path).toMatchObject({ edgeIds: ["e3"], lengthMeters: 100, breaks: [] });
    const whole = await ask({
      ...{ going: "vehicle", through: [{ streetId: "s1" }, { position: [25.0101, 60.0045] }] },
    });
    expect(whole.edgeIds).toEqual(["e1", "e2", "e2", "e3"]); // back from the end of the street
    expect(whole.streets.map(({ name }) => name)).toEqual(["中街", "横街"]);
    expect((await routes()).routes).toEqual(before);
  });

  it("says where it breaks, and what cannot be driven", async () => {
    // e3 may be left by its end only, which leads nowhere but to the lane
    const path = await ask({ going: "vehicle", after: ["e3"], through: [{ edgeId: "e1" }] });
    expect(path).toMatchObject({ edgeIds: ["e1"], breaks: [0] });
    expect(
      (await ask({ going: "foot", after: ["e3"], through: [{ edgeId: "e1" }] })).breaks,
    ).toEqual([]);
    const lane = { going: "vehicle", through: [{ edgeId: "e4" }] };
    expect(await rulesOf(await world.send(viewer, "POST", `${CLEANING}/path`, lane))).toEqual([
      "through.0.edgeId edge-not-drivable",
    ]);
    const far = { going: "foot", through: [{ position: [25.005, 60.009] }, { edgeId: "none" }] };
    expect(await rulesOf(await world.send(viewer, "POST", `${CLEANING}/path`, far))).toEqual([
      "through.0.position no-street-near",
    ]);
  });
});

describe("a change from a day on", () => {
  it("ends the running version, leaves it as it was, and can be taken back", async () => {
    const r1 = await page("r1");
    const change = { ...DRAFT, name: "改后", validFrom: TOMORROW };
    const put = await write("PUT", "r1", change, r1.revision);
    expect(put.status, await put.clone().text()).toBe(200);
    const next = (await put.json()) as RoutePage;
    expect(next).toMatchObject({
      code: "R-1",
      name: "改后",
      validFrom: TOMORROW,
      canTakeBack: true,
    });
    expect(next.versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ["2022-01-01", TOMORROW],
      [TOMORROW, null],
    ]);
    const old = await page("r1");
    expect(old).toMatchObject({ name: "中街普扫", edgeIds: ["e1", "e2"], validTo: TOMORROW });
    expect((await routes()).routes.find(({ code }) => code === "R-1")?.routeId).toBe("r1");
    expect((await routes(`?day=${TOMORROW}`)).routes.find(({ code }) => code === "R-1")?.name).toBe(
      "改后",
    );
    expect((await routes("?code=R-1")).routes).toHaveLength(2);

    // it has not begun: it is edited where it is, and the one before ends when it begins
    const again = await write("PUT", next.routeId, { ...change, validFrom: LATER }, next.revision);
    const moved = (await again.json()) as RoutePage;
    expect(moved).toMatchObject({ routeId: next.routeId, validFrom: LATER });
    expect((await page("r1")).validTo).toBe(LATER);
    expect(
      await codeOf(await write("POST", `${next.routeId}/undo`, undefined, next.revision)),
    ).toBe("stale");

    const superseded = await write("PUT", "r1", change, (await page("r1")).revision);
    expect(await superseded.json()).toMatchObject({ code: "conflict", rule: "version-superseded" });
    const undone = await write("POST", `${next.routeId}/undo`, undefined, moved.revision);
    expect(await undone.json()).toEqual({ removed: next.routeId, restored: "r1" });
    expect(await page("r1")).toMatchObject({ validTo: null, name: "中街普扫" });
    const over = await write("POST", "r1/undo", undefined, (await page("r1")).revision);
    expect(await over.json()).toMatchObject({ rule: "version-over" });
  });

  it("asks which version was seen", async () => {
    const bare = await world.send(planner, "PUT", `${CLEANING}/routes/r2`, DRAFT);
    expect(bare.status).toBe(428);
    const stale = await write("PUT", "r2", { ...DRAFT, validFrom: TOMORROW }, 99);
    expect(stale.status).toBe(412);
    expect((await stale.json()).current.name).toBe("中街细扫");
  });

  it("comes after the running version and not in the past", async () => {
    const { revision } = await page("r2");
    const from = (validFrom: string) => write("PUT", "r2", { ...DRAFT, validFrom }, revision);
    expect(await rulesOf(await from("2021-01-01"))).toEqual(["validFrom in-the-past"]);
    const made = await added("N-1");
    const same = await write("PUT", made.routeId, { ...DRAFT, name: "当天再改" }, made.revision);
    expect(await same.json()).toMatchObject({ routeId: made.routeId, name: "当天再改" }); // made today
    expect(await rulesOf(await add("N-2", { validFrom: "2021-01-01" }))).toEqual([
      "validFrom in-the-past",
    ]);
  });

  it("ends a route, and takes the end back", async () => {
    const r3 = await page("r3");
    const ended = await write("POST", "r3/end", { validTo: LATER }, r3.revision);
    const told = (await ended.json()) as RoutePage;
    expect(told.validTo).toBe(LATER);
    expect((await routes(`?day=${LATER}`)).routes.map(({ code }) => code)).not.toContain("R-3");
    const back = await write("POST", "r3/end", { validTo: null }, told.revision);
    expect((await back.json()).validTo).toBeNull();
    const past = await write("POST", "r3/end", { validTo: "2022-02-01" }, r3.revision + 2);
    expect(await rulesOf(past)).toEqual(["validTo in-the-past"]);
  });

  it("stands in the audit trail, version by version", async () => {
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string }>(
            "select action from audit where district_id = 'north' and record_id = 'r1' order by entry_id",
          ),
        { districtId: "north" },
      );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["cleaning_route.end", "cleaning_route.end", "cleaning_route.end"],
    ]);
  });
});

describe("what a route cannot be", () => {
  const [early, late] = [
    { from: "04:30", to: "07:00" },
    { from: "08:00", to: "09:00" },
  ];
  const night = { from: "22:30", to: "04:31" };
  const patrol = { work: "patrol", proof: "confirmation", vehicleKind: null, vehicleIds: [] };
  it.each([
    { rule: "edgeIds.1 edge-unknown", changes: { edgeIds: ["e1", "none"] } },
    { rule: "edgeIds.0 edge-not-drivable", changes: { edgeIds: ["e4"] } },
    { rule: "edgeIds no-streets", changes: { edgeIds: [] } },
    { rule: "shifts.0.from format", changes: { shifts: [{ from: "4:30", to: "07:00" }] } },
    { rule: "shifts.0.to shift-empty", changes: { shifts: [{ from: "04:30", to: "04:30" }] } },
    { rule: "shifts shifts-overlap", changes: { shifts: [night, early], passes: 2 } },
    { rule: "passes passes-below-shifts", changes: { shifts: [early, late] } },
    { rule: "passes patrol-passes", changes: { ...patrol, passes: 2 } },
    {
      rule: "vehicleKind vehicle-kind-work",
      changes: { vehicleKind: "compactor", vehicleIds: [] },
    },
    { rule: "vehicleIds.0 vehicle-other-kind", changes: { vehicleIds: ["v2"] } },
    { rule: "vehicleIds.1 vehicle-twice", changes: { vehicleIds: ["v1", "v1"] } },
    { rule: "vehicleIds.0 vehicle-unknown", changes: { vehicleIds: ["none"] } },
    { rule: "stopIds stops-unasked", changes: { stopIds: ["b1"] } },
    { rule: "passes too-small", changes: { passes: 0 } },
    {
      rule: "edgeIds too-many",
      changes: { edgeIds: Array.from({ length: 3_001 }, () => "e1") },
    },
  ])("names $rule", async ({ rule, changes }) => {
    expect(await rulesOf(await add("BAD", changes))).toEqual([rule]);
  });

  it("has a code of its own", async () => {
    expect(await codeOf(await add("R-1"))).toBe("name-taken");
  });

  it("is written by those who may, in the whole district", async () => {
    const send = (who: SignedIn) =>
      world.send(who, "POST", `${CLEANING}/routes`, { code: "X", ...DRAFT });
    expect(await codeOf(await send(viewer))).toBe("forbidden");
    expect(await codeOf(await send(easterner))).toBe("forbidden");
  });
});

describe("a collection round", () => {
  const ROUND = {
    ...{ name: "收运", work: "collection", proof: "stops", vehicleKind: "compactor" },
    ...{ vehicleIds: ["v2"], edgeIds: [], stopIds: ["b3", "b1"] },
  };
  it("has stops in order and needs no streets", async () => {
    const { stops } = await added("C-1", ROUND);
    expect(stops.map(({ facilityId }) => facilityId)).toEqual(["b3", "b1"]);
    expect(await rulesOf(await add("C-2", { ...ROUND, stopIds: [] }))).toEqual([
      "stopIds no-stops",
    ]);
    expect(
      await rulesOf(await add("C-2", { ...ROUND, stopIds: ["t1", "b1", "none", "b1"] })),
    ).toEqual([...["stopIds.0 stop-kind", "stopIds.2 stop-unknown", "stopIds.3 stop-twice"]]);
    expect(await rulesOf(await add("C-2", { ...ROUND, proof: "positions" }))).toContain(
      "proof proof-of-work",
    );
  });
});

describe("the overview", () => {
  it("tells what is served twice, what by none, and the work of each team", async () => {
    const day = addDays(TODAY, 400);
    const overview = () => get<OverviewAnswer>(`/routes-overview?day=${day}`);
    const before = await overview();
    const { routeId, revision } = await added("O-1", {
      validFrom: day,
      edgeIds: ["e1"],
      team: "新班",
    });
    const { overlaps, uncovered, teams, gradedMeters } = await overview();
    const codes = overlaps.map(({ routes: own, edgeIds }) => [
      own.map(({ code }) => code).join(),
      edgeIds,
    ]);
    expect(codes).toContainEqual(["N-1,O-1,R-1", ["e1"]]);
    expect(gradedMeters).toBe(1_212);
    expect(uncovered.every(({ edgeIds }) => edgeIds.length === 0)).toBe(true); // N-1 sweeps e3
    expect(teams.find(({ team }) => team === "新班")).toEqual({
      ...{ team: "新班", routes: 1, kilometersADay: 0.556, weightedKilometersADay: 0.834 },
    });
    await write("POST", `${routeId}/undo`, undefined, revision);
    expect(await overview()).toEqual(before);
    const long = await get<OverviewAnswer>("/routes-overview?day=2022-06-01");
    expect(long.uncovered.map(({ grade, edgeIds }) => [grade, edgeIds])).toEqual([
      ...[
        [1, []],
        [2, ["e3"]],
        [3, []],
        [4, []],
      ],
    ]);
  });
});
