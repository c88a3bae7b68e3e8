import { describe, expect, it } from "vitest";
import type {
  HotspotAlarms,
  HotspotAreas,
  HotspotClusters,
  HotspotStreets,
} from "../../web/hotspots/more-queries.ts";
import type { HotspotChoices, HotspotCube } from "../../web/hotspots/queries.ts";
import {
  alarmsSheet,
  areasSheet,
  changeSheet,
  clustersSheet,
  type HotSheet,
  streetsSheet,
} from "../../web/hotspots/sheet.ts";
import { palettes } from "../../web/map/palette.ts";

const colors = palettes.light;
const english = { language: "en", colors } as const;
const period = { from: "2026-03-01", to: "2026-03-30" };
const asked = { title: { zh: "投诉数", en: "Complaints" }, level: 0.05 };
const counts = ({ legend }: HotSheet) => legend.map(({ count }) => count);

describe("what stands beside the map of a way of looking", () => {
  it("is of streets: lines, as many hot, cold and neither as are on the map", () => {
    const sheet = streetsSheet(
      {
        asked,
        period,
        stretches: { state: [1, 1, 0, -1, 0, 0] },
        hot: 2,
        cold: 1,
      } as HotspotStreets,
      english,
    );
    expect(sheet).toMatchObject({ id: "hotspot-streets", date: "2026-03-30" });
    expect(sheet.title).toBe("Complaint hotspots · Streets");
    expect(sheet.asked.slice(1)).toEqual(["Complaints", "False discoveries 5%"]);
    expect(counts(sheet)).toEqual([null, null, null, 2, 1, 3]);
    for (const { sign } of sheet.legend) expect(sign.type).toBe("line");
  });

  it("is of sub-districts: those too few to compare among those without a difference", () => {
    const area = (state: number, isTooFew = false) => ({ state, isTooFew });
    const areas = [area(1), area(-1), area(-1), area(0), area(0, true)];
    const told = { asked, period, areas } as HotspotAreas;
    expect(counts(areasSheet(told, english))).toEqual([1, 2, 2, 1]);
    const compared = { ...told, areas: told.areas.slice(0, 4) };
    expect(counts(areasSheet(compared, english))).toEqual([1, 2, 1]);
  });

  it("is of clusters: what near and soon meant", () => {
    const sheet = clustersSheet(
      {
        ...{ asked: { epsMeters: 150, epsDays: 7, minPoints: 5 }, period },
        ...{ clusters: [{}, {}], totals: { clustered: 17 } },
      } as HotspotClusters,
      { ...english, language: "zh-CN" },
    );
    expect(sheet.title).toBe("投诉热点 · 聚集");
    expect(sheet.asked.slice(1)).toEqual(["相距不超过 150 米", "相隔不超过 7 天", "至少 5 件"]);
    expect(counts(sheet)).toEqual([2, 17]);
  });

  it("is of alarms: the days they are held against, not the period, and unseen ones apart", () => {
    const told = {
      asked: { days: 7, level: 0.05 },
      baseline: { from: "2026-01-01", to: "2026-03-31" },
      alarms: [{}],
    } as HotspotAlarms;
    const sheet = alarmsSheet(told, 0, english);
    expect(sheet.date).toBe("2026-03-31");
    expect(sheet.asked[1]).toBe("Began within 7 days");
    expect(sheet.asked[3]).toBe("p ≤ 0.05");
    expect(counts(sheet)).toEqual([1]);
    expect(counts(alarmsSheet(told, 3, english))).toEqual([1, 3]);
  });

  it("is of change: every pattern with its cells, the others faded where one is chosen", () => {
    const titles = [
      { id: "new-hot", title: { zh: "新增热点", en: "New hot spot" } },
      { id: "historical-cold", title: { zh: "历史冷点", en: "Historical cold spot" } },
    ] as HotspotChoices["patterns"];
    const cube = {
      ...{
        asked: { ...asked, rings: null, meters: 300, minimum: 5 },
        steps: ["2026-03-16", "2026-03-23"],
        daysAStep: 7,
      },
      patterns: [
        { pattern: "new-hot", cells: 2 },
        { pattern: "historical-cold", cells: 1 },
        { pattern: "none", cells: 90 },
      ],
    } as HotspotCube;
    const sheet = changeSheet(cube, titles, undefined, english);
    expect(sheet.date).toBe("2026-03-29"); // the last day of the last week
    expect(sheet.asked[2]).toMatch(/Within 300 m.* 5$/);
    expect(sheet.legend.map(({ title, count }) => [title, count])).toEqual([
      ["New hot spot", 2],
      ["Historical cold spot", 1],
    ]);
    const chosen = changeSheet(cube, titles, "new-hot", english);
    expect(chosen.legend.map(({ sign }) => sign)).toEqual([
      { type: "fill", color: colors.hot[2] },
      { type: "fill", color: colors.byChance },
    ]);
  });
});
