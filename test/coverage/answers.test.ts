import { latLngToCell } from "h3-js";
import { beforeAll, describe, expect, it } from "vitest";
import { ClosureAnswer } from "../../server/coverage/closure-schema.ts";
import {
  CoverageAnswer,
  CoverageStreets,
  CoverageTrialAnswer,
} from "../../server/coverage/coverage-schema.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { recordChange } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { cellMiddle } from "../worlds/study.ts";

const north = servedNorth();
const PATH = "/api/districts/north/coverage";
let viewer: SignedIn;
let planner: SignedIn;
beforeAll(async () => {
  viewer = await signedIn(north.database(), "north", "viewer");
  planner = await signedIn(north.database(), "north", "planner");
});

const ask = async (question: object, who = viewer) =>
  CoverageAnswer.parse(await (await north.send(who, "POST", PATH, question)).json());

/** 120 people in the middle of the cell at 25.005 on the only street, 60.005. */
const HOME = cellMiddle([25.005, 60.005]);
const ON_STREET: LngLat = [25.006, 60.005];
const added = (position: LngLat = ON_STREET) => ({
  edits: { added: [{ id: "new-1", position }] },
});
/** From the cell's middle to the street, and along it; the register's edge is 556 m long. */
const wayFrom = (lng: number) => {
  const along = Math.abs(lng - HOME[0]) * (556 / 0.01);
  return distanceMeters(HOME, [HOME[0], 60.005]) + along;
};

describe("POST /coverage", () => {
  it("says of a toilet on no street that it serves nobody, and of people that they have no way", async () => {
    const { totals, sites, distances, leftOut, gaps } = await ask({});
    expect(sites.map(({ id, failure }) => [id, failure])).toEqual([["t1", "no-street"]]);
    expect(totals).toEqual({ demand: 120, served: 0, withoutRoom: 0, outside: 120, rejected: 0 });
    expect(distances).toMatchObject({ reached: 0, withoutWay: 120, meanMeters: null });
    expect(leftOut).toMatchObject({ status: 2 }); // under repair, and closed
    expect(gaps.map(({ demand, street }) => [demand, street])).toEqual([[120, "中街"]]);
  });

  it("holds people to the clause's radius along the street, and names the clause", async () => {
    const { asked, totals, cells, sites, areas, straight, gaps } = await ask(added());
    expect(asked).toMatchObject({
      ...{ lensId: "toilet-300", radiusMeters: 300, profile: "walk", isOwn: false },
      basis: { standard: "GB 55013-2021", clause: "5.0.1", isLaw: true },
    });
    expect(totals.served).toBe(120);
    expect(straight).toBe(120);
    expect(cells.cell).toEqual([latLngToCell(60.005, 25.005, 10)]);
    expect(cells.meters[0]).toBeCloseTo(wayFrom(25.006), 0);
    expect(sites.at(-1)).toMatchObject({ id: "new-1", isNew: true, nearest: 120, alone: 120 });
    expect(gaps).toEqual([]);
    const west = areas.find(({ areaId }) => areaId === "west")!;
    expect(west).toMatchObject({ demand: 120, served: 120, sites: 2 });
    expect(areas.map(({ areaId }) => areaId)).toEqual(["west", "east"]); // those of today
  });

  it("measures the clause's own object in a straight line: places where people work and gather", async () => {
    const none = (await ask({})).compliance!;
    // the school is 220 m from the toilet that is on no street; the station is beyond
    expect(none).toMatchObject({ object: "places", total: 2, within: 1, outsideIds: ["station"] });
    const far = (await ask({ radiusMeters: 5000 })).compliance!;
    expect(far).toMatchObject({ total: 2, within: 2, outsideIds: [] });
  });

  it("moves, closes and filters without writing anything", async () => {
    const moved = { edits: { moved: [{ facilityId: "t1", position: ON_STREET }] } };
    const { sites, totals } = await ask(moved);
    expect(sites).toMatchObject([{ id: "t1", failure: null, from: [25.002, 60.002], stars: 5 }]);
    expect(totals.served).toBe(120);
    const closed = await ask({ edits: { ...moved.edits, closed: ["t1"] } });
    expect(closed.sites).toEqual([]);
    expect(closed.leftOut).toMatchObject({ edited: 1 });
    expect(closed.closed.map(({ id }) => id)).toEqual(["t1"]);
    const rated = await ask({ ...moved, minStars: 5, statuses: ["open", "repair"] });
    expect(rated.sites.map(({ id }) => id)).toEqual(["t1"]);
    expect(rated.leftOut).toMatchObject({ stars: 1, status: 1 });
    const accessible = await ask({ ...moved, isAccessible: true });
    expect(accessible.leftOut).toMatchObject({ accessible: 1 });
    const atNight = await ask({ ...moved, openAt: "03:00" });
    expect(atNight.leftOut).toMatchObject({ hoursUnknown: 1 }); // not known is not open
    expect((await ask({})).totals.served).toBe(0); // nothing of it stayed
  });

  it("gives room to so many, and says who finds none", async () => {
    const withRoom = { edits: { added: [{ id: "new-1", position: ON_STREET, capacity: 50 }] } };
    const { totals, sites } = await ask({ ...withRoom, hasCapacity: true });
    expect(totals).toMatchObject({ served: 50, withoutRoom: 70, outside: 0 });
    expect(sites.at(-1)).toMatchObject({ capacity: 50, load: 50 });
  });

  it("closes streets that a barrier cuts", async () => {
    const barriers = [
      [
        [25.0055, 60],
        [25.0055, 60.01],
      ],
    ];
    const { totals } = await ask({ edits: { ...added().edits, barriers } });
    expect(totals).toMatchObject({ served: 0, rejected: 120 }); // the only street is cut
    const beside = barriers.map((line) => line.map(([lng, lat]) => [lng! + 0.01, lat!]));
    expect((await ask({ edits: { ...added().edits, barriers: beside } })).totals.served).toBe(120);
  });

  it("counts complaints of the year once a reporter, cell and month, and what has no place as rejected", async () => {
    const database = north.database();
    const today = new Date().toISOString().slice(0, 10);
    const write = (id: string, reporter: string | null, isPlaced = true) =>
      database.transaction(
        async (tx) => {
          await tx.query(
            `insert into complaint (district_id, complaint_id, number, category, occurred_on, received_at, position, reporter_id)
             select district_id, $1, $1, '垃圾', $2::date, now(),
               case when $3 then st_setsrid(st_makepoint(25.005, 60.005), 4326) end, $4
             from district where district_id = 'north'`,
            [id, today, isPlaced, reporter],
          );
          await recordChange(tx, "north", "complaint", [id]);
        },
        { districtId: "north", asOwner: true },
      );
    const before = await ask({ ...added(), demand: "complaints" });
    for (const id of ["n1", "n2", "n3"]) await write(id, "r-often");
    for (const id of ["n4", "n5"]) await write(id, null);
    await write("n6", null, false);
    const { totals, rejected, asked } = await ask({ ...added(), demand: "complaints" });
    expect(asked.complaintDays).toBe(365);
    expect(totals).toEqual({
      ...before.totals,
      demand: before.totals.demand + 1 + 2 + 1,
      served: before.totals.served + 3,
      rejected: before.totals.rejected + 1,
    });
    expect(rejected.noPlace).toBe(before.rejected.noPlace + 1);
  });

  it("shows complaints to nobody who may not read them", async () => {
    const refused = await north.send(planner, "POST", PATH, { demand: "complaints" });
    expect([refused.status, await codeOf(refused)]).toEqual([403, "forbidden"]);
    expect((await ask(added(), planner)).totals.served).toBe(120);
  });

  it("sees at once what changes in the register", async () => {
    const database = north.database();
    const put = (lng: number, lat: number) =>
      database.transaction(
        async (tx) => {
          await tx.query(
            `update facility set position = st_setsrid(st_makepoint($1, $2), 4326)
             where district_id = 'north' and facility_id = 't1'`,
            [lng, lat],
          );
          await recordChange(tx, "north", "facility", ["t1"]);
        },
        { districtId: "north", asOwner: true },
      );
    expect((await ask({})).totals.served).toBe(0);
    await put(...ON_STREET);
    await expect.poll(async () => (await ask({})).totals.served).toBe(120);
    await put(25.002, 60.002);
    await expect.poll(async () => (await ask({})).totals.served).toBe(0);
  });

  it.each([
    [{ lensId: "collection-point-120" }, "lensId"],
    [{ kind: "bin" }, "radiusMeters"],
    [{ edits: { moved: [{ facilityId: "b1", position: ON_STREET }] } }, "edits.moved.0.facilityId"],
    [{ edits: { closed: ["nobody"] } }, "edits.closed.0"],
    [
      {
        edits: {
          added: [
            { id: "new-1", position: ON_STREET },
            { id: "new-1", position: ON_STREET },
          ],
        },
      },
      "edits.added.1.id",
    ],
    [{ demand: "complaints", hasCapacity: true }, "hasCapacity"],
  ])("refuses %j and names the field", async (question, field) => {
    const answer = await north.send(viewer, "POST", PATH, question);
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults).toMatchObject([{ field }]);
  });
});

describe("POST /coverage/trial", () => {
  it("says what the whole answer would, for what changes", async () => {
    for (const lng of [25.001, 25.006, 25.0105]) {
      const answer = await north.send(viewer, "POST", `${PATH}/trial`, {
        ...{ question: {}, site: "new-1", position: [lng, 60.005] },
      });
      const trial = CoverageTrialAnswer.parse(await answer.json());
      const whole = await ask(added([lng, 60.005]));
      expect(trial.totals).toEqual(whole.totals);
      expect(trial.gained).toBe(whole.totals.served);
      expect(trial.changed.index).toEqual([0]); // its way is known now
      expect(trial.changed.meters[0]).toBeCloseTo(whole.cells.meters[0]!, 1);
      expect(trial.position![1]).toBeCloseTo(60.005, 6);
    }
  });

  it("says why a place serves nobody", async () => {
    const answer = await north.send(viewer, "POST", `${PATH}/trial`, {
      ...{ question: {}, site: "new-1", position: [25.005, 60.009] },
    });
    expect(await answer.json()).toMatchObject({ failure: "no-street", position: null, gained: 0 });
  });
});

describe("POST /coverage/streets", () => {
  it("gives the street in parts that are as long as they must be", async () => {
    const answer = await north.send(viewer, "POST", `${PATH}/streets`, added());
    const { served, outside } = CoverageStreets.parse(await answer.json());
    const length = (lines: number[][][]) =>
      lines
        .flatMap((line) =>
          line
            .slice(1)
            .map((at, i) => distanceMeters(line[i]! as [number, number], at as [number, number])),
        )
        .reduce((sum, meters) => sum + meters, 0);
    expect(length(served.coordinates)).toBeGreaterThan(590); // 300 m each way from it, as the register measures
    expect(length(served.coordinates)).toBeLessThan(610);
    expect(length(served.coordinates) + length(outside.coordinates)).toBeCloseTo(1112, -1);
  });
});

describe("POST /coverage/file", () => {
  it("has what is on screen: gaps as polygons, sites with what becomes of them, areas", async () => {
    const file = async (part: string, format: string) =>
      north.send(viewer, "POST", `${PATH}/file`, {
        question: added([25.015, 60.005]),
        part,
        format,
      });
    const gaps = await (await file("gaps", "geojson")).json();
    expect(gaps.features).toHaveLength(1);
    expect(gaps.features[0].geometry.type).toBe("MultiPolygon");
    const sites = await (await file("sites", "csv")).text();
    expect(sites).toContain("t1");
    expect(sites.split("\n").filter((line) => line.includes("25.015"))).toHaveLength(1);
    const areas = await (await file("areas", "csv")).text();
    expect(areas).toContain("west");
    expect((await file("gaps", "gpkg")).headers.get("Content-Type")).toContain("geopackage");
  });
});

describe("POST /coverage/closure", () => {
  it("says who loses it, for how long, and where another would serve them", async () => {
    const moved = { edits: { moved: [{ facilityId: "t1", position: ON_STREET }] } };
    const answer = await north.send(viewer, "POST", `${PATH}/closure`, {
      question: moved,
      closings: [{ facilityId: "t1", from: "2026-03-01", to: "2026-03-10" }],
    });
    const { served, periods } = ClosureAnswer.parse(await answer.json());
    expect(served).toBe(120);
    expect(periods).toMatchObject([
      {
        ...{ from: "2026-03-01", to: "2026-03-10", days: 10, facilityIds: ["t1"] },
        ...{ lost: 120, lostDays: 1200, further: 0, ways: { withoutWay: 120 } },
        areas: [{ areaId: "west", lost: 120 }],
        proposals: [{ demand: 120, street: "中街" }],
      },
    ]);
  });

  it.each([
    [{ facilityId: "t9" }, "closings.0.facilityId"],
    [{ facilityId: "t1", from: "2026-03-02", to: "2026-03-01" }, "closings.0.to"],
  ])("refuses %j", async (closing, field) => {
    const answer = await north.send(viewer, "POST", `${PATH}/closure`, {
      ...{ question: {}, closings: [closing] },
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults).toMatchObject([{ field }]);
  });
});
