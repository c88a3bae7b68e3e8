import { describe, expect, it } from "vitest";
import { standingAsked, withState } from "../../web/cleaning/params.ts";
import { OF_NONE, type Status, standingOf } from "../../web/cleaning/standing.ts";
import { standingDrawing } from "../../web/cleaning/standing-layers.ts";
import { STREET_STATES } from "../../web/cleaning/titles.ts";
import { standingPalettes } from "../../web/map/standing-palette.ts";

const NOW = Date.parse("2026-03-02T04:00:00Z");
const ago = (hours: number) => NOW / 1000 - hours * 3600;
const [BEHIND, NO_DATA, ON_TIME, DONE] = [0, 1, 2, 3];

/** Stretch k is 2ᵏ m long, so a sum names who is in it: street A has the first three, B the fourth, the fifth has none. */
const status: Status = {
  ...{ districtId: "north", work: null, at: new Date(NOW).toISOString(), day: "2026-03-02" },
  ...{ isNow: true, latestServiceAt: null, lookBackDays: 31, states: [...STREET_STATES] },
  works: ["full_sweep", "fine_sweep", "wash", "patrol", "collection"],
  evidences: ["positions", "confirmed", "completed"],
  routes: [
    { routeId: "r1", code: "R1", name: "一线", nameEn: "One", team: "一班" },
    { routeId: "r2", code: "R2", name: "二线", nameEn: null, team: "二班" },
  ],
  vehicles: [{ vehicleId: "v1", plate: "湘D·00001" }],
  areas: [{ areaId: "a1", name: "东", nameEn: "East" }],
  edges: {
    edgeId: ["e0", "e1", "e2", "e3", "e4"],
    street: [0, 0, 0, 1, -1],
    state: [BEHIND, BEHIND, DONE, NO_DATA, ON_TIME],
    work: [0, 0, 0, 1, 3],
    servicedAtSeconds: [ago(10), ago(30), ago(1), null, ago(2)],
    requiredHours: [8, 12, 8, 8, null],
    dueUntilSeconds: [null, null, null, null, ago(-1)],
    nextFromSeconds: [null, null, null, null, null],
    lengthMeters: [1, 2, 4, 8, 16],
    grade: [0, 1, 1, 2, -1],
    area: [0, 0, 0, -1, -1],
    route: [0, 0, 1, 1, -1],
    vehicle: [0, -1, -1, -1, -1],
    evidence: [0, 1, 0, -1, 0],
    servicedBy: [0, -1, 0, -1, 0],
  },
  streets: [
    {
      ...{ streetId: "A", name: "甲路", nameEn: "A Road", state: BEHIND, meters: 7 },
      ...{ metersByState: [3, 0, 0, 4, 0, 0], oldestSeconds: ago(30) },
    },
    {
      ...{ streetId: "B", name: "乙路", nameEn: null, state: NO_DATA, meters: 8 },
      ...{ metersByState: [0, 8, 0, 0, 0, 0], oldestSeconds: null },
    },
  ],
  counts: [],
  definition: { zh: "", en: "" },
};
const all = { by: "route" as const, of: null, shown: null };

describe("how streets stand, as they are looked at", () => {
  it("counts every stretch once, and what nobody knows apart", () => {
    const { counts, meters } = standingOf(status, all);
    expect(meters).toBe(0b11111);
    expect(counts.behind).toEqual({ meters: 0b00011, edges: 2, streets: 1 });
    expect(counts.no_data).toEqual({ meters: 0b01000, edges: 1, streets: 1 });
    expect(counts.on_time).toEqual({ meters: 0b10000, edges: 1, streets: 0 });
    expect(counts.done).toEqual({ meters: 0b00100, edges: 1, streets: 0 }); // its street stands behind
  });

  it("tells a street by the stretch that waits longest against what it requires", () => {
    const [first, second] = standingOf(status, all).streets;
    // 30 of 12 hours is more than 10 of 8
    expect(first).toMatchObject({ streetId: "A", state: "behind", hours: 30, requiredHours: 12 });
    expect(first).toMatchObject({ evidence: "confirmed", servicedBy: null, meters: 0b11 });
    expect(second).toMatchObject({ streetId: "B", state: "no_data", hours: null, evidence: null });
  });

  it.each([
    { by: "route", keys: { r1: 0b00011, r2: 0b01100, [OF_NONE]: 0b10000 } },
    { by: "team", keys: { 一班: 0b00011, 二班: 0b01100, [OF_NONE]: 0b10000 } },
    { by: "vehicle", keys: { v1: 0b00001, [OF_NONE]: 0b11110 } },
    { by: "area", keys: { a1: 0b00111, [OF_NONE]: 0b11000 } },
  ] as const)("tells the same apart by $by, and leaves nothing out", ({ by, keys }) => {
    const { groups } = standingOf(status, { ...all, by });
    expect(Object.fromEntries(groups.map(({ key, meters }) => [key, meters]))).toEqual(keys);
  });

  it("looks at one alone and still offers the others", () => {
    const { counts, streets, groups } = standingOf(status, { ...all, of: "r2" });
    expect(counts.behind.meters).toBe(0);
    expect(streets.map(({ streetId, state }) => [streetId, state])).toEqual([
      ["B", "no_data"],
      ["A", "done"], // of what is looked at, nothing of it is behind
    ]);
    expect(groups).toHaveLength(3);
  });

  it("draws only the states that are shown, and counts them all", () => {
    const { edgeIds, counts } = standingOf(status, { ...all, shown: new Set(["behind"]) });
    expect(edgeIds).toMatchObject({ behind: ["e0", "e1"], done: [], no_data: [] });
    expect(counts.done.edges).toBe(1);
  });
});

describe("how it is drawn", () => {
  const look = { origin: "", districtId: "north", date: "2026-03-02", chosen: null };

  it("gives what nobody knows a hatch and no colour", () => {
    for (const flavor of ["light", "dark"] as const) {
      const { edgeIds } = standingOf(status, all);
      const { layers } = standingDrawing(edgeIds, { ...look, flavor });
      const ofUnknown = layers.filter(({ layer }) => JSON.stringify(layer).includes('"e3"'));
      expect(
        ofUnknown.some(({ layer }) => "paint" in layer && "line-pattern" in layer.paint!),
      ).toBe(true);
      const colors = Object.values(standingPalettes[flavor]);
      for (const { layer } of ofUnknown)
        expect(colors.some((color) => JSON.stringify(layer).includes(color))).toBe(false);
    }
  });

  it("asks MapLibre for no match without a label", () => {
    const none = standingOf({ ...status, edges: { ...status.edges, edgeId: [] } }, all).edgeIds;
    const { layers } = standingDrawing(none, { ...look, flavor: "light" });
    expect(JSON.stringify(layers)).not.toContain("[]");
  });
});

describe("the link", () => {
  it("drops what makes no sense", () => {
    const asked = standingAsked({ cleanWork: "collection", cleanBy: "moon", cleanShow: "x,done" });
    expect(asked).toMatchObject({ work: null, by: "route", of: null });
    expect([...asked.shown!]).toEqual(["done"]);
  });

  it("shows one state alone, then with others, and all once none is left", () => {
    expect(withState(STREET_STATES, null, "behind")).toBe("behind");
    expect(withState(STREET_STATES, new Set(["behind"]), "no_data")).toBe("behind,no_data");
    expect(withState(STREET_STATES, new Set(["behind"]), "behind")).toBeUndefined();
  });
});
