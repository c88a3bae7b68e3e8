import { beforeAll, describe, expect, it } from "vitest";
import { QUALITY_CHECK_IDS, type QualityCheck } from "../../data/quality.ts";
import { codeKey } from "../../server/imports/quality-duplicates.ts";
import { monthsBefore } from "../../server/imports/quality-facilities.ts";
import { recordChange } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
let viewer: SignedIn;
const ROOT = "/api/districts/north/quality";
const get = async (path: string, who = viewer) => {
  const answer = await north.request(`${ROOT}${path}`, { headers: who.headers });
  expect(answer.status).toBe(200);
  return answer.json();
};
const figure = async (check: QualityCheck) =>
  (await get("")).checks.find((one: { check: string }) => one.check === check);
const idsOf = async (check: QualityCheck, query = "") =>
  (await get(`/${check}${query}`)).rows.map(({ id }: { id: string }) => id);

/** Runs statements in the district, and tells of them as of a change of facilities. */
const change = (...statements: string[]) =>
  north.database().transaction(
    async (tx) => {
      for (const statement of statements) await tx.query(statement);
      await recordChange(tx, "north", "facility", []);
    },
    { districtId: "north" },
  );

beforeAll(async () => {
  viewer = await signedIn(north.database(), "north", "viewer");
  // every mistake on a record of its own; t3 is closed, so it counts for places alone
  await change(
    "update facility set owner = '局', manager = '公司', verified_on = now()::date",
    "update facility set position = null where facility_id = 'b1'",
    "update facility set position = st_setsrid(st_makepoint(25.03, 60.005), 4326) where facility_id = 'b4'",
    "update facility set verified_on = null where facility_id in ('b2', 't3')",
    "update facility set verified_on = '2020-02-29' where facility_id = 't1'",
    "update facility set manager = '' where facility_id = 'b3'",
    "update facility set manager = null where facility_id in ('t2', 't3')",
    "update facility set owner = null where facility_id = 't1'",
    "update facility set attributes = '{}' where facility_id = 't2'",
  );
});

describe("the checks of a district's data", () => {
  it("count each mistake once, out of those that could have it", async () => {
    const { checks } = await get("");
    const counts = Object.fromEntries(
      checks.map((one: { check: string; count: number; of: number }) => [
        one.check,
        [one.count, one.of],
      ]),
    );
    expect(counts).toEqual({
      "facility-datum": [0, 6],
      "facility-outside": [1, 6], // of seven facilities one has no place
      "facility-place": [1, 7],
      duplicate: [0, 6], // t3 is closed
      "never-verified": [1, 6],
      "verification-overdue": [1, 6],
      "manager-none": [1, 6],
      "manager-unknown": [1, 6],
      "owner-unknown": [1, 6],
      "attribute-missing": [1, 2], // of the two toilets that are not closed
      "complaint-outside": [0, 5],
      "complaint-place": [1, 6],
    });
  });

  it("name the records they count", async () => {
    const found: [QualityCheck, string[]][] = [
      ["facility-outside", ["b4"]],
      ["facility-place", ["b1"]],
      ["never-verified", ["b2"]],
      ["verification-overdue", ["t1"]],
      ["manager-none", ["b3"]],
      ["manager-unknown", ["t2"]],
      ["owner-unknown", ["t1"]],
      ["attribute-missing", ["t2"]],
      ["complaint-place", ["c6"]],
    ];
    for (const [check, ids] of found) expect([check, await idsOf(check)]).toEqual([check, ids]);
  });

  it("have as many rows on all pages and in a file as the figure says", async () => {
    for (const check of QUALITY_CHECK_IDS) {
      const { count } = await figure(check);
      const ids: string[] = [];
      let cursor = "";
      do {
        const page = await get(`/${check}?limit=1${cursor && `&cursor=${cursor}`}`);
        expect(page.total).toBe(count);
        ids.push(...page.rows.map(({ id }: { id: string }) => id));
        cursor = page.next ?? "";
      } while (cursor);
      expect(new Set(ids).size).toBe(count);
      const file = await north.request(`${ROOT}/${check}?format=csv`, { headers: viewer.headers });
      expect((await file.text()).trimEnd().split("\r\n").length - 1).toBe(count);
    }
  });

  it("tell what is wrong, in which area, and where it is mended", async () => {
    const [row] = (await get("/facility-outside")).rows;
    // 0.01 degrees of longitude at 60.005°N are 556 m
    expect(row.value).toEqual({ zh: "界外 556 米", en: "556 m outside" });
    expect(row).toMatchObject({ area: null, revision: 1 });
    expect(row.link).toBe("/?district=north&at=17/60.00500/25.03000&select=bins:b4&edit=1");
    const [overdue] = (await get("/verification-overdue")).rows;
    expect(overdue.area).toMatchObject({ areaId: "west" });
    expect(overdue.value.zh).toBe("最近核实 2020-02-29");
  });

  it("tell nothing of a complaint but its number, kind, day and channel", async () => {
    const [row] = (await get("/complaint-place")).rows;
    expect(row).toEqual({
      ...{ record: "complaint", id: "c6", layerId: "complaints", kind: null, code: "c6" },
      ...{ name: "公厕", nameEn: "公厕", area: null, position: null, revision: null },
      value: { zh: "2024-05-06 · 12345", en: "2024-05-06 · 12345" },
      link: "/?district=north&select=complaints:c6",
    });
  });

  it("limit rows to a kind or an area and say how many each has", async () => {
    await change("update facility set verified_on = null where facility_id in ('t2', 'b4')");
    const page = await get("/never-verified");
    expect(page.kinds).toEqual([
      { kind: "toilet", count: 1 },
      { kind: "bin", count: 2 },
    ]);
    expect(page.areas).toMatchObject([{ areaId: "west", count: 2 }]); // b4 is in none
    expect(await idsOf("never-verified", "?kind=toilet")).toEqual(["t2"]);
    expect(await idsOf("never-verified", "?area=west&sort=-code")).toEqual(["t2", "b2"]);
    expect(await idsOf("never-verified", "?kind=depot")).toEqual([]);
    await change("update facility set verified_on = now()::date where facility_id in ('t2', 'b4')");
  });

  it("hear of a change with the next question, and not of one that does not concern them", async () => {
    await change("update facility set owner = null where facility_id = 'b1'");
    expect((await figure("owner-unknown")).count).toBe(2);
    await change("update facility set owner = '局' where facility_id = 'b1'");
    expect((await figure("owner-unknown")).count).toBe(1);
  });

  it("take two for one where place, name or code say so, but neither far apart nor of two kinds", async () => {
    await change(
      "update facility set position = st_setsrid(st_makepoint(25.00401, 60.005), 4326) where facility_id = 'b3'", // 0.6 m from b2
      "update facility set code = 'B-04' where facility_id = 'b1'",
      "update facility set name = 't2' where facility_id = 't1'", // 745 m apart
      "update facility set position = st_setsrid(st_makepoint(25.00402, 60.005), 4326) where facility_id = 't2'",
    );
    const rows = (await get("/duplicate")).rows.map(
      (row: { id: string; value: { zh: string } }) => [row.id, row.value.zh],
    );
    expect(rows).toEqual([
      ["b2", "与 B3 同一位置，相距 不到 1 米"],
      ["b3", "与 B2 同一位置，相距 不到 1 米"],
      ["b1", "与 B4 编号近似"],
      ["b4", "与 B-04 编号近似"],
    ]);
  });

  it("refuse a cursor that is none, a check that is none, and somebody who may not", async () => {
    const ask = (path: string, headers = viewer.headers) =>
      north.request(`${ROOT}${path}`, { headers });
    expect((await ask("/duplicate?cursor=x")).status).toBe(400);
    expect((await ask("/nothing")).status).toBe(400);
    const ofWest = await signedIn(north.database(), "north", "manager", ["west"]);
    expect((await ask("", ofWest.headers)).status).toBe(403);
  });
});

describe("the district's own numbers", () => {
  const put = (who: SignedIn, body: object) =>
    north.request(`${ROOT}/settings`, {
      method: "PUT",
      headers: { ...who.headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

  it("are followed at once, said in the definition, bounded, and given back to the preset", async () => {
    const manager = await signedIn(north.database(), "north", "manager");
    const overdue = (report: {
      checks: { check: string; count: number; definition: { zh: string } }[];
    }) => report.checks.find(({ check }) => check === "verification-overdue")!;
    await change("update facility set verified_on = now()::date - 70 where facility_id = 'b2'");
    const two = overdue(await (await put(manager, { unverifiedMonths: 2 })).json());
    expect(two.count).toBe(2);
    expect(two.definition.zh).toContain("2 个月前");
    expect((await put(manager, { unverifiedMonths: 0 })).status).toBe(400);
    expect((await put(manager, { anything: 1 })).status).toBe(400);
    const back = overdue(await (await put(manager, { unverifiedMonths: null })).json());
    expect([back.count, back.definition.zh.includes("12 个月前")]).toEqual([1, true]);
    expect((await put(viewer, { unverifiedMonths: 2 })).status).toBe(403);
  });
});

it.each([
  ["2026-03-31", 1, "2026-02-28"],
  ["2024-03-31", 1, "2024-02-29"],
  ["2026-01-15", 1, "2025-12-15"],
  ["2026-02-28", 12, "2025-02-28"],
  ["2024-02-29", 12, "2023-02-28"],
])("%s less %i months is %s", (day, months, before) => {
  expect(monthsBefore(day, months)).toBe(before);
});

it.each([
  ["GC-007", "gc7", true],
  ["ＧＣ００７", "GC007", true],
  ["GC-017", "GC-0170", false],
  ["GC100", "GC10", false],
])("the codes %s and %s are taken for one: %s", (one, other, isSame) => {
  expect(codeKey(one) === codeKey(other)).toBe(isSame);
});
