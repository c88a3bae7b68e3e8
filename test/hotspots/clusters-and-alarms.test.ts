import { latLngToCell } from "h3-js";
import { beforeAll, describe, expect, it } from "vitest";
import { distanceMeters } from "../../server/geo/measure.ts";
import type { AlarmsAnswer } from "../../server/hotspots/alarms-schema.ts";
import { outlineOf } from "../../server/hotspots/clusters-answer.ts";
import type { ClustersAnswer } from "../../server/hotspots/clusters-schema.ts";
import { onStretch, writeReports } from "../worlds/reports.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
let manager: SignedIn;

const send = async (path: string) =>
  world.send(manager, "GET", `/api/districts/north/hotspots/${path}`);
const answered = async <T>(path: string): Promise<T> => {
  const answer = await send(path);
  expect(answer.status).toBe(200);
  return answer.json();
};
const clusters = (more = "") =>
  answered<ClustersAnswer>(`clusters?from=2026-03-01&to=2026-03-30${more}`);
const alarms = (more = "") => answered<AlarmsAnswer>(`alarms?to=2026-06-30${more}`);

const march = (day: number) => `2026-03-${String(day).padStart(2, "0")}`;
/** 60 days up to the end of June. */
const lately = (back: number) => new Date(Date.UTC(2026, 5, 30 - back)).toISOString().slice(0, 10);

beforeAll(async () => {
  manager = await signedIn(world.database(), "north", "manager");
  await writeReports(world.database(), [
    // six on three days at one spot, four of one person
    { at: onStretch(1), day: march(3), category: "bin-overflow", reporterId: "r1", times: 4 },
    { at: onStretch(1), day: march(4) },
    { at: onStretch(1), day: march(5) },
    // five there, but months of days apart; one elsewhere; one nowhere
    { at: onStretch(1), day: march(25), times: 2 },
    { at: onStretch(9), day: march(4), times: 3 },
    { at: null, day: march(4) },
    // one place that has one every day, one where eight came within two days, one where one person reported twenty times today
    ...Array.from({ length: 60 }, (_, back) => ({ at: onStretch(2), day: lately(back) })),
    { at: onStretch(9), day: lately(1), category: "bin-overflow", times: 5 },
    { at: onStretch(9), day: lately(0), times: 3 },
    { at: [25.005, 60.0015] as const, day: lately(0), reporterId: "r2", times: 20 },
  ]);
});

describe("clusters in space and time", () => {
  it("gather what lies together, and count what does not", async () => {
    const { totals, clusters: found, found: count, asked } = await clusters();
    expect(asked).toMatchObject({ epsMeters: 100, epsDays: 7, minPoints: 5 });
    expect(totals).toEqual({ complaints: 12, withoutPosition: 1, clustered: 6, noise: 5 });
    expect(count).toBe(1);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ complaints: 6, reporters: 3, mostOfOne: 4, perDay: 2 },
      days: { from: "2026-03-03", to: "2026-03-05" },
      category: { value: "bin-overflow", count: 4 },
      street: { id: "s1", name: "中街" },
      unit: null,
      radiusMeters: 0,
    });
  });

  it("take other reaches", async () => {
    const { clusters: found, asked } = await clusters("&epsDays=30&minPoints=3&epsMeters=20");
    expect(asked).toMatchObject({ epsMeters: 20, epsDays: 30, minPoints: 3 });
    expect(found.map(({ complaints }) => complaints)).toEqual([8, 3]);
    expect((await send("clusters?epsMeters=0")).status).toBe(400);
  });

  it("suggest a distance, or none where there are too few", async () => {
    expect((await clusters()).suggestedEpsMeters).toBeGreaterThan(0);
    expect((await clusters("&category=dead-animal")).suggestedEpsMeters).toBeNull();
  });

  it("have a link to exactly their complaints in the register", async () => {
    const { clusters: found } = await clusters();
    const { list, isListExact } = found[0]!;
    expect(isListExact).toBe(true);
    const answer = await world.send(manager, "GET", `/api/districts/north/complaints?${list}`);
    expect((await answer.json()).total).toBe(6);
  });

  it("have a closed ring around all of them, also where they are one point or two", () => {
    const corners = [
      [25, 60],
      [25.002, 60],
      [25.002, 60.001],
      [25, 60.001],
    ] as const;
    const { ring, center, radiusMeters } = outlineOf([...corners, [25.001, 60.0005]]);
    expect(ring).toEqual([...corners, corners[0]]);
    expect(center).toEqual([25.001, 60.0005]);
    expect(radiusMeters).toBeCloseTo(distanceMeters(corners[0], center), 0);
    for (const few of [[corners[0]], [corners[0], corners[1]]]) {
      const outline = outlineOf(few);
      expect(outline.ring).toHaveLength(7);
      expect(outline.ring[6]).toEqual(outline.ring[0]);
      for (const corner of outline.ring)
        expect(distanceMeters(corner, outline.center)).toBeCloseTo(outline.radiusMeters + 15, 0);
    }
  });
});

describe("alarms of what is new", () => {
  it("tell what began lately, and neither what was always there nor one eager person", async () => {
    const { alarms: found, totals, baseline, asked } = await alarms("&resolution=10");
    expect(baseline).toEqual({ from: "2026-04-02", to: "2026-06-30" });
    expect(asked).toMatchObject({ days: 7, baselineDays: 90, counts: "reporters", resolution: 10 });
    // 60 + 8 + 20, of which r2 counts once; the last seven days hold 7 + 8 + 1
    expect(totals).toEqual({
      ...{ complaints: 88, withoutPosition: 0, repeats: 19, counted: 69, recent: 16 },
    });
    expect(found).toHaveLength(1);
    const cell = latLngToCell(onStretch(9)[1], onStretch(9)[0], 10);
    expect(found[0]).toMatchObject({
      ...{ days: { from: "2026-06-29", to: "2026-06-30" }, observed: 8, complaints: 8 },
      ...{
        categories: [
          { value: "bin-overflow", count: 5 },
          { value: "road-dirty", count: 3 },
        ],
      },
      street: { id: "s1" },
    });
    expect(found[0]!.cells).toContain(cell);
    // all 8 of the cell × 11 of the 69 that came in the last two days
    expect(found[0]!.expected).toBeCloseTo((8 * 11) / 69, 2);
    expect(found[0]!.p).toBe(0.001); // the least that 999 permutations give
    expect(found[0]!.recurrenceDays).toBe(1000);
  });

  it("are the same on every call", async () => {
    const [first, second] = [await alarms(), await alarms()];
    expect({ ...second, askedAt: "" }).toEqual({ ...first, askedAt: "" });
  });

  it("count an eager person's complaints when asked to", async () => {
    const { alarms: found, totals } = await alarms("&counts=complaints&resolution=10");
    expect(totals).toMatchObject({ repeats: 0, counted: 88 });
    expect(found.map(({ reporters }) => reporters)).toContain(1);
  });

  it("are none where nothing happened", async () => {
    const { alarms: found, strongest } = await alarms("&category=dead-animal");
    expect([found, strongest]).toEqual([[], null]);
  });
});
