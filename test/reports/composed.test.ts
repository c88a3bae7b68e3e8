import { describe, expect, it } from "vitest";
import { REPORTS, type ReportRules } from "../../data/reports.ts";
import { bulletinOf } from "../../server/reports/bulletin.ts";
import { addDays, monthPeriod, weekdayOf } from "../../server/reports/days.ts";
import { dueOf } from "../../server/reports/due.ts";
import { rankingOf } from "../../server/reports/ranking.ts";
import {
  type Activity,
  deductedOf,
  type Exposure,
  type Inspection,
  type Material,
  type ReportArea,
} from "../../server/reports/records.ts";

const RULES: ReportRules = REPORTS;
const MONTH = monthPeriod("2026-05");

const town = (code: string): ReportArea => ({
  ...{ areaId: `t${code}`, level: "subdistrict", code, name: `镇${code}`, nameEn: null },
  parentCode: null,
});
const community = (code: string, parentCode: string | null): ReportArea => ({
  ...{ areaId: `c${code}`, level: "community", code, name: `社区${code}`, nameEn: `C ${code}` },
  parentCode,
});
let made = 0;
const inspection = (code: string, deducted: number, day = "2026-05-04"): Inspection => ({
  ...{ inspectionId: `i${++made}`, level: "community", code, day, deducted, note: "" },
  found: deducted > 0 ? [{ itemId: "litter", places: deducted, points: 1 }] : [],
});
const activity = (code: string, day: string): Activity => ({
  ...{ activityId: `a${++made}`, level: "community", code, day, done: "清扫", people: null },
});
const exposure = (code: string, isGood: boolean, isUpheld: boolean | null): Exposure => ({
  ...{ exposureId: `e${++made}`, level: "community", code, day: "2026-05-05", medium: "报" },
  ...{ title: "标题", isGood, isUpheld },
});

/** Two towns; 11 and 12 are in town 1, 21 in town 2, and nobody inspected 21. */
const AREAS = [
  town("1"),
  town("2"),
  community("11", "1"),
  community("12", "1"),
  community("21", "2"),
];
const world = (more: Partial<Material> = {}): Material => ({
  ...{ areas: AREAS, inspections: [], activities: [], exposures: [] },
  ...more,
});
const groupOf = (material: Material, level: "community" | "subdistrict", rules = RULES) =>
  rankingOf(material, MONTH, rules).groups.find((one) => one.level === level)!.areas;
const rankOf = (material: Material, code: string, rules = RULES) =>
  groupOf(material, "community", rules).find(({ area }) => area.code === code)!.rank;

it("an inspection deducts each place's points, and no more than the cap", () => {
  const found = [
    { itemId: "exposed_waste", places: 2, points: 3 },
    { itemId: "litter", places: 5, points: 1 },
  ] as const;
  expect(deductedOf(found, 40)).toBe(2 * 3 + 5);
  expect(deductedOf(found, 10)).toBe(10);
  expect(deductedOf([], 40)).toBe(0);
});

describe("a bulletin", () => {
  const material = world({
    inspections: [inspection("11", 4), inspection("11", 1), inspection("12", 10)],
    activities: [activity("21", "2026-05-08")],
    exposures: [exposure("12", false, null)],
  });
  const bulletin = bulletinOf(material, { from: "2026-05-04", to: "2026-05-06" }, RULES);

  it("counts by hand what its records say, the worst area first", () => {
    expect(bulletin.areas).toEqual([
      { areaId: "c12", inspections: 1, deducted: 10, score: 90 },
      { areaId: "c11", inspections: 2, deducted: 5, score: 97.5 },
    ]);
    // 15 points of three inspections
    expect(bulletin.totals).toMatchObject({ inspections: 3, areas: 2, places: 15, score: 95 });
    expect(bulletin.items).toMatchObject([{ itemId: "litter", places: 15, points: 15 }]);
  });

  it("says how many communities nobody inspected, and gives them no score", () => {
    expect(bulletin.totals).toMatchObject({ communities: 3, notInspected: 1 });
    expect(bulletin.areas.some(({ areaId }) => areaId === "c21")).toBe(false);
  });

  it("names every record, and every area of one", () => {
    expect(bulletin.inspections).toHaveLength(3);
    expect(bulletin.activities.map(({ areaId }) => areaId)).toEqual(["c21"]);
    expect(bulletin.exposures).toMatchObject([{ areaId: "c12", isUpheld: null }]);
    expect(bulletin.named.map(({ areaId }) => areaId)).toEqual(["c11", "c12", "c21"]);
    expect(bulletin.named[0]!.parent).toEqual({ name: "镇1", nameEn: null });
  });

  it("of nothing says nothing, and not 0 points", () => {
    const empty = bulletinOf(world(), MONTH, RULES);
    expect(empty.totals).toMatchObject({ inspections: 0, score: null, notInspected: 3 });
    expect(empty.areas).toEqual([]);
  });
});

describe("a ranking", () => {
  it("is worked out by hand from the three parts and their weights", () => {
    const material = world({
      inspections: [inspection("11", 4), inspection("11", 6), inspection("12", 2)],
      activities: [
        activity("11", "2026-05-08"),
        activity("12", "2026-05-08"),
        activity("12", "2026-05-15"),
      ],
      exposures: [
        exposure("11", true, true),
        exposure("12", false, true),
        exposure("12", false, false), // looked into, and not so
        exposure("12", true, null), // not looked into
      ],
    });
    const [first, second, none] = groupOf(material, "community");
    // 11: inspections 95, hygiene 1 of 2 days, media 80 + 10; 12: 98, 2 of 2, 80 − 20; weights 70, 20, 10
    expect(first).toMatchObject({ rank: 1, area: { code: "12" }, score: 0.7 * 98 + 20 + 6 });
    expect(second).toMatchObject({ rank: 2, area: { code: "11" }, score: 0.7 * 95 + 10 + 9 });
    expect(first!.media).toEqual({ good: 0, bad: 1, open: 1, score: 60 });
    expect(none).toMatchObject({ rank: null, score: null, inspections: { count: 0, score: null } });
    // the town has the records of both: 12 points of three inspections, three of four days, one good and one bad
    const [town1] = groupOf(material, "subdistrict");
    expect(town1).toMatchObject({ area: { code: "1" }, hygiene: { days: 3, of: 4, score: 75 } });
    expect(town1!.inspections).toEqual({ count: 3, deducted: 12, score: 96 });
    expect(town1!.score).toBeCloseTo(0.7 * 96 + 0.2 * 75 + 7, 10);
  });

  it("lets the weight of hygiene days fall to the others where nobody recorded one", () => {
    const [first] = groupOf(world({ inspections: [inspection("11", 20)] }), "community");
    expect(first!.hygiene).toEqual({ days: 0, of: 0, score: null });
    expect(first!.score).toBe((80 * 70 + 80 * 10) / 80);
  });

  it("lets equal scores share a rank and counts on from all before them", () => {
    const material = world({
      areas: [...AREAS, community("22", "2")],
      inspections: [
        inspection("11", 5),
        inspection("12", 5),
        inspection("21", 1),
        inspection("22", 9),
      ],
    });
    const ranks = groupOf(material, "community").map(({ area, rank }) => [area.code, rank]);
    expect(ranks).toEqual([
      ["21", 1],
      ["11", 2],
      ["12", 2],
      ["22", 4],
    ]);
  });

  it("ranks no area with fewer inspections than the rule asks for", () => {
    const material = world({ inspections: [inspection("11", 0), inspection("12", 9)] });
    const twice = { ...material, inspections: [...material.inspections, inspection("12", 9)] };
    expect(rankOf(twice, "11", { ...RULES, leastInspections: 2 })).toBeNull();
    expect(rankOf(twice, "12", { ...RULES, leastInspections: 2 })).toBe(1);
  });

  it("never gives a better rank for more points deducted, whatever the records", () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const codes = ["11", "12", "21"];
      const inspections = Array.from({ length: 2 + next(8) }, () =>
        inspection(codes[next(3)]!, next(40)),
      );
      const material = world({
        inspections,
        activities: Array.from({ length: next(4) }, () =>
          activity(codes[next(3)]!, ["2026-05-08", "2026-05-15"][next(2)]!),
        ),
        exposures: Array.from({ length: next(4) }, () =>
          exposure(codes[next(3)]!, next(2) === 0, [true, false, null][next(3)]!),
        ),
      });
      const worse = inspections[next(inspections.length)]!;
      const more = inspections.map((one) =>
        one === worse ? { ...one, deducted: one.deducted + 1 + next(20) } : one,
      );
      const [before, after] = [material, { ...material, inspections: more }].map((one) =>
        rankOf(one, worse.code),
      );
      expect(after!).toBeGreaterThanOrEqual(before!);
    }
  });

  it("is the same whatever the order of the areas", () => {
    const material = world({ inspections: [inspection("11", 4), inspection("12", 2)] });
    const turned = { ...material, areas: [...AREAS].reverse() };
    expect(rankingOf(turned, MONTH, RULES).groups).toEqual(
      rankingOf(material, MONTH, RULES).groups,
    );
  });
});

describe("what is due", () => {
  it("is 122 bulletins and 12 rankings of a year of 365 days, every three days", () => {
    const year = { from: "2025-01-01", to: "2025-12-31" };
    expect(dueOf(year, 3, "2024-01-01")).toEqual({ bulletins: 122, rankings: 12 });
    expect(dueOf(year, 7, "2024-01-01").bulletins).toBe(53); // 52 weeks and a day
  });

  it("begins with the first inspection, and is nothing before there is one", () => {
    const year = { from: "2025-01-01", to: "2025-12-31" };
    expect(dueOf(year, 3, null)).toEqual({ bulletins: 0, rankings: 0 });
    // 31 days of December: ten periods and a day; November's ranking would have had no record
    expect(dueOf(year, 3, "2025-12-01")).toEqual({ bulletins: 11, rankings: 0 });
    expect(dueOf(year, 3, "2026-01-01")).toEqual({ bulletins: 0, rankings: 0 });
  });
});

it("knows months and weekdays", () => {
  expect(monthPeriod("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(monthPeriod("2025-12")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect([weekdayOf("2026-05-08"), weekdayOf("2026-05-10")]).toEqual([5, 7]); // a Friday, a Sunday
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
});
