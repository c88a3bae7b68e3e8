import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_DISTRICT_ID, demoReports } from "../../data/demo/generate.ts";
import { reportRows } from "../../server/demo-reports.ts";
import { insertRows } from "../../server/demo-tables.ts";
import { toEwkbHex } from "../../server/geo/ewkb.ts";
import { bulletinOf } from "../../server/reports/bulletin.ts";
import { addDays } from "../../server/reports/days.ts";
import { readPublished, readReport } from "../../server/reports/document-store.ts";
import { dueOf } from "../../server/reports/due.ts";
import { readMaterial, readSince } from "../../server/reports/material-store.ts";
import { rankingOf } from "../../server/reports/ranking.ts";
import { reportsSetting } from "../../server/reports/settings.ts";
import { sinceOf } from "../../server/reports/since.ts";
import type { Queryable } from "../../server/store/database.ts";
import { localDay } from "../../server/store/local-day.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { anchor, demo } from "../worlds/demo.ts";

const districtId = DEMO_DISTRICT_ID;
const ANCHOR_DAY = localDay(anchor, "Asia/Shanghai");
const YEAR = { from: addDays(ANCHOR_DAY, -365), to: addDays(ANCHOR_DAY, -1) };
const reports = demoReports(demo);
const rows = reportRows(demo, reports);

let world: TestDatabase;
const within = <T>(work: (tx: Queryable) => Promise<T>) =>
  world.database.transaction(work, { districtId });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.database.transaction(
    async (tx) => {
      await tx.query(
        "insert into district (district_id, name, time_zone) values ($1, '演示', 'Asia/Shanghai')",
        [districtId],
      );
      await writeAreas(tx);
      for (const { table, columns } of rows) await insertRows(tx, districtId, table, columns);
    },
    { districtId, asOwner: true },
  );
});
afterAll(() => world?.drop());

const areas = demo.areas.filter(({ level }) =>
  ["district", "subdistrict", "community"].includes(level),
);
const writeAreas = (tx: Queryable) =>
  insertRows(tx, districtId, "area", [
    { name: "area_id", type: "text", values: areas.map(({ areaId }) => areaId) },
    { name: "level", type: "text", values: areas.map(({ level }) => level) },
    { name: "code", type: "text", values: areas.map(({ code }) => code) },
    { name: "name", type: "text", values: areas.map(({ name }) => name) },
    { name: "name_en", type: "text", values: areas.map(({ nameEn }) => nameEn) },
    { name: "parent_id", type: "text", values: areas.map(({ parentId }) => parentId) },
    { name: "valid_from", type: "date", values: areas.map(({ validFrom }) => validFrom) },
    { name: "valid_to", type: "date", values: areas.map(({ validTo }) => validTo) },
    {
      ...{ name: "boundary", type: "geometry" },
      values: areas.map(({ boundary }) =>
        toEwkbHex({
          type: "MultiPolygon",
          coordinates: boundary.map((rings) =>
            rings.map((ring) => ring.map(([lng, lat]) => [lng, lat])),
          ),
        }),
      ),
    },
  ]);

describe("the demonstration's year", () => {
  it("has 48 bulletins of the 122 that the rule gives, and 12 rankings", async () => {
    const [bulletins, rankings, since] = await within(async (tx) => [
      await readPublished(tx, districtId, "bulletin", YEAR),
      await readPublished(tx, districtId, "ranking", YEAR),
      await readSince(tx, districtId),
    ]);
    expect([bulletins.length, rankings.length]).toEqual([48, 12]);
    expect(dueOf(YEAR, 3, since)).toEqual({ bulletins: 122, rankings: 12 });
    for (const one of [...bulletins, ...rankings]) expect(one.records).toBeGreaterThan(0);
    // numbers of each year have no gap
    for (const year of new Set(bulletins.map((one) => one.year))) {
      const numbers = bulletins.filter((one) => one.year === year).map(({ number }) => number!);
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
    }
  });

  it("reproduces every bulletin and ranking from the records in the store", async () => {
    await within(async (tx) => {
      const rules = await reportsSetting.read(tx, districtId);
      const heads = [
        ...(await readPublished(tx, districtId, "bulletin", YEAR)),
        ...(await readPublished(tx, districtId, "ranking", YEAR)),
      ];
      for (const head of heads) {
        const { content } = (await readReport(tx, districtId, head.reportId))!;
        const material = await readMaterial(tx, districtId, head);
        const again =
          head.kind === "bulletin"
            ? bulletinOf(material, { from: head.from, to: head.to }, rules)
            : rankingOf(material, { from: head.from, to: head.to }, rules);
        expect(again).toEqual(content);
        expect(sinceOf(content, material)).toEqual({ withdrawn: 0, added: 0 });
      }
    });
  });

  it("tells nothing bad of the townships whose names are the document's", () => {
    const guarded = demo.areas.filter(({ name }) =>
      ["呆鹰岭镇", "长湖乡", "雨母山乡"].includes(name),
    );
    const ids = new Set(guarded.map(({ areaId }) => areaId));
    expect(guarded.length).toBeGreaterThanOrEqual(3);
    for (const { area, found } of reports.inspections)
      if (ids.has(area.areaId)) expect(found).toEqual([]);
    const blamed = reports.exposures.filter(({ isGood }) => !isGood).map(({ area }) => area);
    expect(blamed.some(({ areaId }) => ids.has(areaId))).toBe(false);
    expect(blamed.some(({ parentId }) => ids.has(parentId ?? ""))).toBe(false);
  });

  it("stays small, and is the same whenever it is made", () => {
    const count = rows.reduce((sum, { columns }) => sum + columns[0]!.values.length, 0);
    expect(count).toBeLessThanOrEqual(20_000);
    expect(reportRows(demo, demoReports(demo))).toEqual(rows);
  });

  it.each(["2024-03-01", "2024-11-29", "2025-01-01"])("holds 48 and 12 at %s too", (day) => {
    const { issues } = demoReports({
      ...demo,
      district: { ...demo.district, anchor: new Date(`${day}T00:00:00+08:00`) },
    });
    const of = (kind: string) => issues.filter((one) => one.kind === kind);
    expect([of("bulletin").length, of("ranking").length]).toEqual([48, 12]);
    expect(issues.every(({ publishedOn }) => publishedOn < 0)).toBe(true);
  });
});
