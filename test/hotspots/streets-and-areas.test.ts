import { beforeAll, describe, expect, it } from "vitest";
import type { AreasAnswer } from "../../server/hotspots/areas-schema.ts";
import type { StreetsAnswer } from "../../server/hotspots/streets-schema.ts";
import { onStretch, type Report, writeReports } from "../worlds/reports.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
let manager: SignedIn;
let ofWest: SignedIn;

const DAYS = "from=2026-03-01&to=2026-03-30";
const day = "2026-03-10";
const asked = async <T>(path: string, who = manager): Promise<T> => {
  const answer = await world.send(who, "GET", `/api/districts/north/hotspots/${path}`);
  expect(answer.status).toBe(200);
  return answer.json();
};
const streets = (more = "") => asked<StreetsAnswer>(`streets?${DAYS}${more}`);
const areas = (more = "", who = manager) => asked<AreasAnswer>(`areas?${DAYS}${more}`, who);

/** One complaint on each of the twelve stretches, 39 more by one person on the third; one far from any street, one nowhere. */
const REPORTS: Report[] = [
  ...Array.from({ length: 12 }, (_, k): Report => {
    const areaId = k < 6 ? "west" : "east";
    return { at: onStretch(k), day, areaId };
  }),
  { at: onStretch(2), day, areaId: "west", reporterId: "r1", times: 39 },
  { at: [25.005, 60.009], day, areaId: "west-old" },
  { at: null, day },
  { at: onStretch(2), day: "2026-02-10", areaId: "west", times: 7 },
  { at: onStretch(2), day: "2025-03-01", areaId: "west", times: 3 },
];

beforeAll(async () => {
  manager = await signedIn(world.database(), "north", "manager");
  ofWest = await signedIn(world.database(), "north", "manager", ["west"]);
  await writeReports(world.database(), REPORTS);
});

describe("hot streets", () => {
  it("lose no complaint: on a street, off any, or without a place", async () => {
    const { totals, stretches, studied } = await streets();
    expect(totals).toEqual({
      ...{ complaints: 53, withoutPosition: 1, offStreet: 1, onStreet: 51, events: 51 },
    });
    expect(stretches.count.reduce((sum, one) => sum + one, 0)).toBe(51);
    expect(studied).toBe(12);
    for (const column of Object.values(stretches)) expect(column).toHaveLength(12);
  });

  it("are stretches with their neighbours along the street, against their length", async () => {
    const { stretches } = await streets();
    // 556 m in six: what ends within 100 m are the two next ones on either side
    expect(stretches.meters.every((meters) => meters === 92.7)).toBe(true);
    expect(stretches.neighbourhood).toEqual([42, 43, 44, 44, 44, 5, 5, 5, 5, 5, 4, 3]);
    const shares = [3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 4, 3];
    expect(stretches.expected).toEqual(
      shares.map((share) => Math.round((51 * share * 100) / 12) / 100),
    );
    expect(stretches.state).toEqual([1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1]);
    expect(stretches.per100m[2]).toBeCloseTo((40 * 100) / (556 / 6), 2);
    expect(stretches.line[0]![0]).toEqual([25, 60.005]);
  });

  it("are one line where hot stretches of a street touch", async () => {
    const { streets: hot } = await streets();
    expect(hot).toHaveLength(1);
    expect(hot[0]).toMatchObject({
      ...{ streetId: "s1", name: "中街", nameEn: "Middle Street", stretches: [0, 1, 2, 3, 4] },
      ...{ meters: Math.round((556 * 5) / 6), observed: 44, expected: 21.25, excess: 22.75 },
      ...{ complaints: 44, reporters: 6, before: 7, yearAgo: 3, unit: null },
      categories: [{ value: "road-dirty", count: 44, title: { zh: "道路不洁" } }],
    });
  });

  it("have a link to exactly their complaints in the register", async () => {
    const { streets: hot } = await streets();
    const { list, isListExact } = hot[0]!;
    expect(isListExact).toBe(true);
    const answer = await world.send(manager, "GET", `/api/districts/north/complaints?${list}`);
    expect((await answer.json()).total).toBe(44);
  });

  it("are cut as the district says, and told so", async () => {
    const put = (body: object) =>
      world.send(manager, "PUT", "/api/districts/north/hotspots/settings", body);
    const set = { unitMeters: 300, neighbourMeters: 0, snapMeters: 60 };
    expect((await put({ streets: set })).status).toBe(200);
    const { stretches, studied, totals, asked } = await streets();
    expect(studied).toBe(4);
    expect(stretches.meters).toEqual([278, 278, 278, 278]); // 556 m in two, twice
    expect(stretches.count).toEqual([42, 3, 3, 3]); // three of six each, one on every one and 39 more
    expect(totals.onStreet).toBe(51);
    expect(asked.stretchMeters).toBe(300);
    expect(asked.definition.zh).toContain("每段不超过 300 米");
    const shorter = { ...set, unitMeters: 20, neighbourMeters: 401 };
    expect(await (await put({ streets: shorter })).json()).toMatchObject({
      faults: [{ field: "streets.neighbourMeters", remedy: "at most 20 times unitMeters" }],
    });
    expect((await put({})).status).toBe(200);
    expect((await streets()).studied).toBe(12);
  });

  it("are none by reporters when one person reports forty times", async () => {
    const { totals, hot, stretches, asked } = await streets("&measure=reporters");
    expect(asked.measure).toBe("reporters");
    expect(totals).toMatchObject({ onStreet: 51, events: 13 }); // each stretch one who did not say, and r1
    expect(stretches.events[2]).toBe(2);
    expect(hot).toBe(0);
  });

  it("tell which measure they have, where cells would have another", async () => {
    expect((await streets("&measure=per-resident")).asked.measure).toBe("per-street");
  });

  it("hold to the filters of the register", async () => {
    const { totals, streets: hot } = await streets("&category=toilet-dirty");
    expect([totals.complaints, hot]).toEqual([0, []]);
  });
});

describe("sub-districts compared", () => {
  it("lose no complaint: in one, in none, or in one that holds no more", async () => {
    const { totals, areas: rows } = await areas("&measure=count");
    expect(totals).toEqual({ complaints: 53, withoutArea: 1, otherArea: 1, events: 51 });
    expect(rows.map(({ areaId, complaints }) => [areaId, complaints])).toEqual([
      ["west", 45],
      ["east", 6],
    ]);
  });

  it("have what they would have by street, with an interval that leaves out 1", async () => {
    const { areas: rows, asked } = await areas("&measure=per-street");
    expect(asked.exposureUnit.en).toBe("km of street");
    const [west, east] = rows;
    expect(west!.exposure + east!.exposure).toBeCloseTo(1.112, 2);
    expect(west!.expected).toBeCloseTo(
      (51 * west!.exposure) / (west!.exposure + east!.exposure),
      1,
    );
    expect(west).toMatchObject({ state: 1, rank: 1, isTooFew: false, before: 7, yearAgo: 3 });
    expect(east).toMatchObject({ state: -1, rank: 2, before: 0 });
    expect(west!.low).toBeGreaterThan(1);
    expect(east!.high).toBeLessThan(1);
    expect(west!.list).toBe("area=west&confidential=false&since=2026-03-01&until=2026-03-30");
  });

  it("are not ranked by residents where hardly anybody lives", async () => {
    const { areas: rows } = await areas("&measure=per-resident");
    // all 120 residents live in the west
    expect(rows.map(({ rank, tooFew }) => [rank, tooFew])).toEqual([
      [null, "residents"],
      [null, "residents"],
    ]);
  });

  it("are not ranked where few are expected", async () => {
    const { areas: rows } = await areas("&measure=reporters&level=0.01");
    // west has six who did not say and r1, east six: 13 in two about equal areas
    expect(
      Object.fromEntries(rows.map(({ areaId, events, tooFew }) => [areaId, [events, tooFew]])),
    ).toEqual({ west: [7, "events"], east: [6, "events"] });
    expect(rows.every(({ rank, p, isTooFew }) => isTooFew && rank === null && p === null)).toBe(
      true,
    );
  });

  it("are those alone that one may read, or asked for", async () => {
    expect((await areas("", ofWest)).areas.map(({ areaId }) => areaId)).toEqual(["west"]);
    expect((await areas("&area=east")).areas.map(({ areaId }) => areaId)).toEqual(["east"]);
  });
});
