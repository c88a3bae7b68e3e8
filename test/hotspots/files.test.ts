import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { cellToBoundary } from "h3-js";
import { beforeAll, describe, expect, it } from "vitest";
import type { AlarmsAnswer } from "../../server/hotspots/alarms-schema.ts";
import type { AreasAnswer } from "../../server/hotspots/areas-schema.ts";
import type { ClustersAnswer } from "../../server/hotspots/clusters-schema.ts";
import type { CubeAnswer, HotspotAnswer } from "../../server/hotspots/schema.ts";
import type { StreetsAnswer } from "../../server/hotspots/streets-schema.ts";
import { onStretch, type Report, writeReports } from "../worlds/reports.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
let manager: SignedIn;
let ofWest: SignedIn;

const send = (path: string, who = manager) =>
  world.send(who, "GET", `/api/districts/north/hotspots${path.startsWith("?") ? "" : "/"}${path}`);

/** An answer, and the file of the same question. */
async function both<T>(path: string, query: string, more = "", who = manager) {
  const [answer, file] = await Promise.all([
    send(`${path}?${query}`, who),
    send(`${path && `${path}/`}file?${query}${more}&format=geojson`, who),
  ]);
  expect([answer.status, file.status]).toEqual([200, 200]);
  return {
    answer: (await answer.json()) as T,
    rows: ((await file.json()) as FeatureCollection).features,
  };
}

const JUNE = "from=2026-06-01&to=2026-06-30";
/** Days up to the end of June. */
const lately = (back: number) => new Date(Date.UTC(2026, 5, 30 - back)).toISOString().slice(0, 10);

/** One a day at one place by one person, eight there lately, one on each stretch, one nowhere; a year of single ones elsewhere. */
const REPORTS: Report[] = [
  ...Array.from({ length: 30 }, (_, back) => {
    return { at: onStretch(2), day: lately(back), areaId: "west", reporterId: "r1" };
  }),
  { at: onStretch(9), day: lately(1), areaId: "east", category: "bin-overflow", times: 5 },
  { at: onStretch(9), day: lately(0), areaId: "east", times: 3 },
  ...Array.from({ length: 12 }, (_, k) => ({ at: onStretch(k), day: lately(20), areaId: "west" })),
  { at: null, day: lately(3) },
  ...Array.from({ length: 40 }, (_, week) => ({ at: onStretch(2), day: lately(40 + 7 * week) })),
];

beforeAll(async () => {
  manager = await signedIn(world.database(), "north", "manager");
  ofWest = await signedIn(world.database(), "north", "manager", ["west"]);
  await writeReports(world.database(), REPORTS);
});

/** What a file says of its rows, by the names of the answer. */
const told = <Name extends string>(rows: Feature[], names: readonly Name[]) =>
  rows.map(
    ({ properties }) =>
      Object.fromEntries(names.map((name) => [name, properties![name]])) as Record<Name, unknown>,
  );
const picked = <Row extends object, Name extends keyof Row>(
  rows: readonly Row[],
  names: readonly Name[],
) => rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));

describe("the file of streets", () => {
  it("has the stretches of the map, with the figures and the line of each", async () => {
    const { answer, rows } = await both<StreetsAnswer>("streets", `${JUNE}&measure=count`);
    const { stretches: at, streets } = answer;
    expect(rows).toHaveLength(12);
    expect(rows.map(({ geometry }) => geometry)).toEqual(
      at.line.map((coordinates) => ({ type: "LineString", coordinates })),
    );
    const names = ["meters", "per100m", "events", "neighbourhood", "expected", "z", "p"] as const;
    for (const name of names)
      expect(rows.map(({ properties }) => properties![name])).toEqual(at[name]);
    expect(rows.map(({ properties }) => properties!.complaints)).toEqual(at.count);
    expect(rows.map(({ properties }) => properties!.street)).toEqual(at.name);
    expect(rows.map(({ properties }) => properties!.verdict)).toEqual(
      at.state.map((state) => ({ "1": "hot", "0": "neither", "-1": "cold" })[String(state)]),
    );
    expect(streets.length).toBeGreaterThan(0);
    const ofFirst = rows.flatMap(({ properties }, i) => (properties!.rank === 1 ? [i] : []));
    expect(ofFirst).toEqual(streets[0]!.stretches);
  });

  it("has the hot streets of the list when asked for them", async () => {
    const { answer, rows } = await both<StreetsAnswer>("streets", JUNE, "&rows=streets");
    expect(rows).toHaveLength(answer.streets.length);
    const names = [
      ...["meters", "observed", "expected", "excess", "complaints", "reporters"],
      ...["before", "yearAgo", "z", "p"],
    ] as (keyof StreetsAnswer["streets"][number])[];
    expect(told(rows, names)).toEqual(picked(answer.streets, names));
    expect(rows[0]!.properties).toMatchObject({
      ...{ rank: 1, street: "中街", stretches: answer.streets[0]!.stretches.length },
      category: answer.streets[0]!.categories[0]!.title.zh,
      categoryComplaints: answer.streets[0]!.categories[0]!.count,
    });
    expect(rows[0]!.geometry).toEqual({
      type: "MultiLineString",
      coordinates: answer.streets[0]!.stretches.map((i) => answer.stretches.line[i]!),
    });
  });
});

describe("the file of sub-districts", () => {
  const names = [
    ...["rank", "complaints", "events", "exposure", "residents", "expected", "excess", "ratio"],
    ...["p", "before", "yearAgo"],
  ] as (keyof AreasAnswer["areas"][number])[];

  it("has every one of the list, with its interval and its shape", async () => {
    const { answer, rows } = await both<AreasAnswer>("areas", `${JUNE}&measure=per-street`);
    expect(told(rows, names)).toEqual(picked(answer.areas, names));
    expect(told(rows, ["ratioLow", "ratioHigh"])).toEqual(
      answer.areas.map(({ low, high }) => ({ ratioLow: low, ratioHigh: high })),
    );
    expect(rows.map(({ id }) => id)).toEqual(answer.areas.map(({ areaId }) => areaId));
    expect(rows.map(({ properties }) => properties!.verdict)).toEqual(["above", "below"]);
    for (const { geometry } of rows) expect(geometry.type).toMatch(/Polygon$/);
  });

  it("says why one is not compared", async () => {
    const { rows } = await both<AreasAnswer>("areas", `${JUNE}&measure=per-resident`);
    expect(told(rows, ["rank", "verdict"])).toEqual([
      { rank: null, verdict: "residents" },
      { rank: null, verdict: "residents" },
    ]);
  });

  it("has no other than those one may see", async () => {
    const { rows } = await both<AreasAnswer>("areas", `${JUNE}&measure=count`, "", ofWest);
    expect(rows.map(({ id }) => id)).toEqual(["west"]);
  });
});

describe("the file of clusters", () => {
  it("has every cluster with its hull, and what a cluster was taken to be", async () => {
    const asked = `${JUNE}&epsDays=9&minPoints=4`;
    const { answer, rows } = await both<ClustersAnswer>("clusters", asked);
    expect(rows.length).toBeGreaterThan(1);
    const names = ["complaints", "reporters", "mostOfOne", "perDay", "radiusMeters"] as const;
    expect(told(rows, names)).toEqual(picked(answer.clusters, names));
    expect(rows.map(({ geometry }) => geometry)).toEqual(
      answer.clusters.map(({ ring }) => ({ type: "Polygon", coordinates: [ring] })),
    );
    const [first] = answer.clusters;
    expect(rows[0]!.properties).toMatchObject({
      ...{ rank: 1, firstDay: first!.days.from, lastDay: first!.days.to },
      ...{ epsMeters: 100, epsDays: 9, minPoints: 4 },
      ...{ centerLng: first!.center[0], centerLat: first!.center[1] },
    });
  });
});

describe("the file of alarms", () => {
  it("has every alarm with its cells, its p and the days it is held against", async () => {
    const { answer, rows } = await both<AlarmsAnswer>("alarms", "to=2026-06-30&resolution=10");
    expect(rows).toHaveLength(1);
    const names = [
      ...["observed", "expected", "p", "recurrenceDays", "complaints", "reporters", "radiusMeters"],
    ] as (keyof AlarmsAnswer["alarms"][number])[];
    expect(told(rows, names)).toEqual(picked(answer.alarms, names));
    expect(rows[0]!.properties).toMatchObject({
      ...{ rank: 1, cells: answer.alarms[0]!.cells.length, permutations: 999 },
      ...{ from: "2026-06-29", to: "2026-06-30" },
      ...{ baselineFrom: "2026-04-02", baselineTo: "2026-06-30" },
    });
    expect((rows[0]!.geometry as MultiPolygon).type).toBe("MultiPolygon");
  });

  it("has none where there is none", async () => {
    const { rows } = await both<AlarmsAnswer>("alarms", "to=2026-06-30&category=dead-animal");
    expect(rows).toEqual([]);
  });
});

describe("the file of change", () => {
  it("has the cells with a pattern and no other, with trend, slope, total and last step", async () => {
    const { answer, rows } = await both<CubeAnswer>(
      "cube",
      "to=2026-06-30&measure=count&resolution=10&step=week&steps=20",
    );
    const cells = new Map(answer.cells.map((cell) => [cell.cell, cell]));
    const counted = answer.patterns.filter(({ pattern }) => pattern !== "none");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(counted.reduce((sum, { cells }) => sum + cells, 0));
    for (const { id, properties, geometry } of rows) {
      const cell = cells.get(String(id))!;
      expect(properties).toMatchObject({
        ...{ pattern: cell.pattern, states: cell.states, steps: 20 },
        ...{ trendZ: cell.trend, trendP: cell.trendP, slopePerStep: cell.slopePerStep },
        total: cell.counts.reduce((sum, count) => sum + count, 0),
        last: cell.counts.at(-1),
        ...{ from: answer.steps[0], to: "2026-06-30" },
      });
      expect(new Set((geometry as Polygon).coordinates[0]!.map(String))).toEqual(
        new Set(cellToBoundary(String(id), true).map(String)),
      );
    }
  });
});

describe("the file of spots", () => {
  it("has every spot of the list", async () => {
    const { answer, rows } = await both<HotspotAnswer>("", `${JUNE}&measure=count&resolution=10`);
    expect(rows.length).toBeGreaterThan(0);
    const names = [
      ...["observed", "expected", "excess", "complaints", "reporters", "before", "yearAgo"],
      ...["pattern", "z", "p", "areaSquareMeters"],
    ] as (keyof HotspotAnswer["spots"][number])[];
    expect(told(rows, names)).toEqual(picked(answer.spots, names));
  });
});

describe("every file", () => {
  const FILES = [
    { path: "file", query: JUNE, heading: "名次", english: "Rank" },
    { path: "cube/file", query: "to=2026-06-30", heading: "演变", english: "Change" },
    { path: "streets/file", query: JUNE, heading: "长度（米）", english: "Length, m" },
    { path: "areas/file", query: JUNE, heading: "比值 95% 区间下限", english: "Ratio, 95 % from" },
    { path: "clusters/file", query: JUNE, heading: "半径（米）", english: "Radius, m" },
    { path: "alarms/file", query: "to=2026-06-30", heading: "打乱次数", english: "Permutations" },
  ];

  it.each(FILES)("is a table for a spreadsheet in either language: $path", async (each) => {
    const { path, query, heading, english } = each;
    const chinese = await (await send(`${path}?${query}`)).text();
    const [head = ""] = chinese.split("\r\n");
    expect(head).toContain(heading);
    const other = await (await send(`${path}?${query}&lang=en`)).text();
    expect(other.split("\r\n")[0]).toContain(english);
    expect(other.split("\r\n").length).toBe(chinese.split("\r\n").length);
  });

  it.each(FILES)("is a workbook and a GeoPackage: $path", async ({ path, query }) => {
    const start = async (format: string) => {
      const answer = await send(`${path}?${query}&format=${format}`);
      expect(answer.headers.get("content-disposition")).toContain(`.${format}`);
      return Buffer.from(await answer.arrayBuffer())
        .subarray(0, 15)
        .toString("latin1");
    };
    expect(await start("xlsx")).toMatch(/^PK/);
    expect(await start("gpkg")).toBe("SQLite format 3");
  });

  it.each(FILES)("refuses what makes no sense: $path", async ({ path }) => {
    for (const bad of ["format=pdf", "lang=fr", "to=yesterday", "hours=late"])
      expect((await send(`${path}?${bad}`)).status).toBe(400);
  });

  it.each(FILES)("says nothing of who complained: $path", async ({ path, query }) => {
    expect(await (await send(`${path}?${query}`)).text()).not.toContain("r1");
  });
});
