import { describe, expect, it } from "vitest";
import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { LandUse } from "../../data/plot.ts";
import { spacingAnswer } from "../../server/coverage/lens-along.ts";
import { densityAnswer, perPeopleAnswer } from "../../server/coverage/lens-areas.ts";
import {
  exclusionAnswer,
  type JudgedSite,
  siteAnswer,
  stationAnswer,
  toiletClassAnswer,
} from "../../server/coverage/lens-facilities.ts";
import { isAskedBeside, landBeside, landOf } from "../../server/coverage/lens-land.ts";
import type { FacilitiesResult } from "../../server/coverage/lens-schema.ts";
import { shapesNear } from "../../server/coverage/lens-shapes.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { placeAt as at } from "../worlds/streets.ts";
import { siteAt } from "../worlds/study.ts";
import { wayAt } from "../worlds/travel.ts";

/** A rectangle in meters east and north. */
const box = (west: number, south: number, east: number, north: number) => {
  const corners = [at(west, south), at(east, south), at(east, north), at(west, north)];
  return [[[...corners, corners[0]!].map(([lng, lat]) => [lng, lat])]];
};
const plot = (plotId: string, landUse: LandUse, ...corners: [number, number, number, number]) => ({
  ...{ plotId, landUse, polygons: box(...corners) },
});

/** Main Street, 1,000 m to the east, and a lane of 200 m to the north from its end. */
const streets = streetNetwork([
  wayAt(
    "main",
    [1, 2],
    [
      [0, 0],
      [1000, 0],
    ],
    { class: "arterial", streetId: "s1", name: "大街" },
  ),
  wayAt(
    "lane",
    [2, 3],
    [
      [1000, 0],
      [1000, 200],
    ],
    { class: "lane", streetId: null },
  ),
]);
const bins = (...places: [number, number][]) =>
  places.map(([e, n], i) => siteAt(`b${i}`, at(e, n)));
const MAIN: MeasureOf<"spacing"> = {
  ...{ type: "spacing", mostMeters: 200, streetClasses: ["arterial"], sides: "both" },
};
const rule = (measure: MeasureOf<"spacing">, plots: ReturnType<typeof plot>[] = []) => ({
  ...{ measure, land: landOf(plots), reachMeters: 30 },
});

describe("spacing along streets", () => {
  it("tells gaps by side with the street, and what is missing", () => {
    // north: bins at 100 and 500, so that 200–400 and 600–1000 are gaps; south: none at all
    const found = spacingAnswer(
      streets,
      bins([100, 8], [500, 8], [1000, 150], [500, 90]),
      rule(MAIN),
    );
    expect(found.gaps.map(({ name, side, meters }) => [name, side, Math.round(meters)])).toEqual([
      ["大街", "right", 1000],
      ["大街", "left", 400],
      ["大街", "left", 200],
    ]);
    // ⌈1000/200⌉ + ⌈400/200⌉ + ⌈200/200⌉
    expect(found.totals.missing).toBe(8);
    expect(found.totals.meters).toBeCloseTo(2000, 0);
    expect(found.totals.servedMeters).toBeCloseTo(400, 0);
    expect(found.totals.unreachedMeters).toBeCloseTo(1000, 0);
    // the farthest place that reaches one is the eastern end: twice 500 m
    expect(found.totals.greatestIntervalMeters).toBeCloseTo(1000, 0);
    expect(found.streets).toHaveLength(1);
    expect(found.streets[0]).toMatchObject({ streetId: "s1", missing: 8 });
    expect(found.rejects.map(({ id, reason }) => [id, reason])).toEqual([
      ["b3", "no-street"],
      ["b2", "other-street"],
    ]);
    expect(found.rejected).toEqual({ noStreet: 1, otherStreet: 1, landUnknown: 0 });
  });

  it("has no data where it asks by land and no plot is known", () => {
    const found = spacingAnswer(streets, [], rule({ ...MAIN, landUse: ["commercial"] }));
    expect(found.noData).toBe("plots");
    expect(found.totals.meters).toBe(0);
    expect(found.landUnknown.meters).toBeCloseTo(1000, 0);
  });

  it("asks of a street with such land on one side, and tells apart what it does not know", () => {
    const asked = { ...MAIN, landUse: ["commercial" as const] };
    const of = (...plots: ReturnType<typeof plot>[]) => {
      const { totals, landUnknown } = spacingAnswer(streets, [], rule(asked, plots));
      return [Math.round(totals.meters), Math.round(landUnknown.meters)];
    };
    const north = (use: LandUse) => plot("n", use, 400, 15, 600, 60);
    const south = (use: LandUse) => plot("s", use, 400, -60, 600, -15);
    expect(of(north("commercial"))).toEqual([2000, 0]);
    expect(of(north("residential"))).toEqual([0, 1000]);
    expect(of(north("residential"), south("public"))).toEqual([0, 0]);
  });
});

describe("land beside a street", () => {
  it("is the first plot within 40 m of its middle, the land of the street itself left out", () => {
    const land = landOf([
      plot("road", "road_transport", 0, -12, 1000, 12),
      plot("near", "residential", 480, 18, 520, 28),
      plot("behind", "commercial", 480, 28, 520, 80),
      plot("far", "public", 480, -90, 520, -45),
    ]);
    expect(
      landBeside(
        streets,
        land,
        streets.edges.findIndex(({ id }) => id === "main"),
      ),
    ).toEqual({
      left: "residential",
      right: null,
    });
    expect(isAskedBeside({ left: "residential", right: null }, ["residential"])).toBe(true);
    expect(isAskedBeside({ left: "residential", right: null }, ["public"])).toBe(null);
    expect(isAskedBeside({ left: "residential", right: "public" }, ["industrial"])).toBe(false);
  });
});

const area = (areaId: string, ...corners: [number, number, number, number]) => ({
  ...{ areaId, name: areaId, nameEn: null, polygons: box(...corners) },
});
const AREAS = [area("west", 0, 0, 1000, 1000), area("east", 1000, 0, 2000, 1000)];

describe("density by land", () => {
  it("counts on that land alone, by area and together", () => {
    // 1 km² of homes in the west with one toilet, 0.5 km² in the east with three: 3 to 5 on each km²
    const land = landOf([
      plot("w", "residential", 0, 0, 1000, 1000),
      plot("e", "residential", 1000, 0, 1500, 1000),
    ]);
    const toilets = [at(500, 500), at(1100, 500), at(1200, 500), at(1300, 500), at(1700, 500)];
    const found = densityAnswer(AREAS, land, toilets, {
      ...{ type: "density", leastPerSquareKilometer: 3, mostPerSquareKilometer: 5 },
      landUse: ["residential"],
    });
    expect(
      found.areas.map(({ areaId, count, verdict, missing }) => [areaId, count, verdict, missing]),
    ).toEqual([
      ["west", 1, "below", 2],
      ["east", 3, "above", 0],
    ]);
    // 4 on 1.5 km², where 4.5 are the least
    expect(found.district).toMatchObject({ count: 4, verdict: "below", missing: 1 });
    expect(found.district.squareKilometers).toBeCloseTo(1.5, 2);
    expect(found.elsewhere.otherLand).toBe(1);
  });

  it("has no data without plots, and none where an area has no such land", () => {
    const lens = {
      ...{ type: "density" as const, leastPerSquareKilometer: 3 },
      landUse: ["industrial" as const],
    };
    expect(densityAnswer(AREAS, landOf([]), [], lens).noData).toBe("plots");
    const land = landOf([plot("w", "industrial", 0, 0, 1000, 1000)]);
    const found = densityAnswer(AREAS, land, [], lens);
    expect(found.areas.map(({ areaId, verdict }) => [areaId, verdict])).toEqual([
      ["west", "below"],
      ["east", "no-data"],
    ]);
  });
});

it("people for each facility: too few, within, and nothing said where nobody lives", () => {
  const found = perPeopleAnswer(
    [...AREAS, area("empty", 0, 1000, 10, 1010)],
    { of: [25_000, 8_000, 0], outside: 5 },
    { of: [1, 1, 0], outside: 2 },
    { type: "perPeople", leastPeople: 8_000, mostPeople: 12_000 },
  );
  expect(found.areas.map(({ areaId, verdict, missing }) => [areaId, verdict, missing])).toEqual([
    ["west", "below", 2],
    ["east", "within", 0],
    ["empty", "no-data", 0],
  ]);
  // 33,000 people need three, there are two
  expect(found.district).toMatchObject({ verdict: "below", missing: 1, peoplePerFacility: 16_500 });
  expect(found.elsewhere).toMatchObject({ outside: 2, people: 5 });
});

const judgedAt = (
  id: string,
  [east, north]: [number, number],
  attributes: Record<string, unknown> = {},
): JudgedSite => ({ ...siteAt(id, at(east, north)), read: (column) => attributes[column] ?? null });
const shape = (id: string, ...corners: [number, number, number, number]) => ({
  ...{ id, name: id, nameEn: null },
  geometry: { type: "MultiPolygon" as const, coordinates: box(...corners) },
});
/** Buildings as surroundings: those that a facility is in are its own. */
function buildings(...shapes: ReturnType<typeof shape>[]) {
  const near = shapesNear(shapes);
  return {
    has: (feature: string) => feature === "ground:building" && shapes.length > 0,
    nearest(feature: string, position: readonly [number, number], meters: number) {
      const found = near(position, meters, { isBeside: true });
      const what = { kind: feature, id: found?.shape.id ?? "", name: null, nameEn: null };
      return found && { meters: found.meters, what, isPerhapsOwn: found.meters <= 1.5 };
    },
  };
}
const statesOf = ({ facilities }: FacilitiesResult) =>
  facilities.map(({ id, state }) => [id, state]);

describe("stations by throughput", () => {
  const CLASS: MeasureOf<"station"> = {
    ...{ type: "station", tonnesPerDay: [50, 150], gapMeters: 10 },
    ...{ leastSiteSquareMeters: 1000, mostSiteSquareMeters: 4000 },
  };
  it("are held to the site and the gap of their class, measured past the building they are in", () => {
    const around = buildings(shape("own", -5, -5, 5, 5), shape("house", 13, -5, 20, 5));
    const stations = [
      judgedAt("good", [0, 500], { tonnesPerDay: 50, siteSquareMeters: 1000 }),
      judgedAt("close", [4, 0], { tonnesPerDay: 80, siteSquareMeters: 2000 }),
      judgedAt("small", [0, 600], { tonnesPerDay: 149, siteSquareMeters: 999 }),
      judgedAt("large", [0, 700], { tonnesPerDay: 100, siteSquareMeters: 4001 }),
      judgedAt("bare", [0, 800], { tonnesPerDay: 100 }),
      judgedAt("unknown", [0, 900], { siteSquareMeters: 5 }),
      judgedAt("other", [0, 950], { tonnesPerDay: 150 }),
    ];
    const found = stationAnswer(stations, CLASS, around);
    expect(statesOf(found)).toEqual([
      ["close", "fails"],
      ["small", "fails"],
      ["bare", "no-data"],
      ["unknown", "no-data"],
      ["large", "above"],
      ["good", "ok"],
    ]);
    expect(found.counts).toEqual({ asked: 6, fails: 2, noData: 2, above: 1, ok: 1, others: 1 });
    const gap = found.facilities[0]!.checks.find(({ id }) => id === "gap")!;
    expect(gap).toMatchObject({ state: "fails", near: { id: "house" } });
    expect(gap.value).toBeCloseTo(9, 0);
  });

  it("are never fulfilled while a green belt is asked and nobody knows it", () => {
    const found = stationAnswer(
      [judgedAt("good", [0, 0], { tonnesPerDay: 60, siteSquareMeters: 2000 })],
      { ...CLASS, greenBeltMeters: 5 },
      buildings(shape("far", 500, 0, 510, 10)),
    );
    expect(statesOf(found)).toEqual([["good", "no-data"]]);
    expect(found.unchecked).toEqual([{ id: "greenBelt", reason: "green-belt-unknown" }]);
  });

  it("have no gap to tell where the district has no buildings", () => {
    const found = stationAnswer(
      [judgedAt("a", [0, 0], { tonnesPerDay: 60, siteSquareMeters: 2000 })],
      CLASS,
      buildings(),
    );
    expect(statesOf(found)).toEqual([["a", "no-data"]]);
  });
});

it("the class of a toilet is held to the land where it stands, and not told where that is unknown", () => {
  const land = landOf([
    plot("shops", "commercial", 0, 0, 100, 100),
    plot("homes", "residential", 200, 0, 300, 100),
  ]);
  const found = toiletClassAnswer(
    [
      judgedAt("good", [50, 50], { toiletClass: "1" }),
      judgedAt("low", [50, 60], { toiletClass: "2" }),
      judgedAt("bare", [50, 70]),
      judgedAt("homes", [250, 50], { toiletClass: "3" }),
      judgedAt("beside", [130, 50], { toiletClass: "3" }),
      judgedAt("nowhere", [900, 900], { toiletClass: "1" }),
    ],
    { type: "toiletClass", atLeast: "1", landUse: ["commercial"] },
    { land, streetClassAt: () => null },
  );
  expect(statesOf(found)).toEqual([
    ["low", "fails"],
    ["beside", "fails"], // 30 m from the shops
    ["bare", "no-data"],
    ["nowhere", "no-data"],
    ["good", "ok"],
  ]);
  expect(found.counts.others).toBe(1);
});

it("a distance that is not kept fails; what cannot be checked fulfils nothing", () => {
  const around = buildings(shape("house", 10, -5, 20, 5));
  const places = [judgedAt("close", [8, 0]), judgedAt("away", [-100, 0])];
  const from = [{ id: "building" as const, checkedBy: ["ground:building" as const] }];
  const rule = { type: "exclusion" as const, leastMeters: 3 };
  const checked = exclusionAnswer(places, { ...rule, from }, around);
  expect(statesOf(checked)).toEqual([
    ["close", "fails"],
    ["away", "ok"],
  ]);
  expect(checked.facilities[0]!.checks[0]).toMatchObject({ value: 2, near: { id: "house" } });
  // at the wall of a building that may be its own nothing can be told
  const atWall = exclusionAnswer([judgedAt("wall", [9, 0])], { ...rule, from }, around);
  expect(atWall.facilities[0]!.checks[0]).toMatchObject({
    state: "no-data",
    reason: "perhaps-own",
  });
  const half = exclusionAnswer(
    places,
    {
      ...rule,
      from: [
        ...from,
        { id: "buried_water_tank", checkedBy: [] },
        { id: "water_source", checkedBy: ["ground:water"] },
      ],
    },
    around,
  );
  expect(statesOf(half)).toEqual([
    ["close", "fails"],
    ["away", "no-data"],
  ]);
  expect(half.unchecked).toEqual([
    { id: "buried_water_tank", reason: "not-in-register" },
    { id: "water_source", reason: "none-in-register" },
  ]);
});

it("a site is told of each vehicle, and of no kind whose sites nobody records", () => {
  const land = landOf([]);
  const measure = (per: "vehicle" | "worker"): MeasureOf<"site"> => ({
    ...{ type: "site", per, leastSiteSquareMeters: 200, landUse: [] },
  });
  const depots = [
    judgedAt("tight", [0, 0], { siteSquareMeters: 1990, vehiclePlaces: 10 }),
    judgedAt("good", [0, 0], { siteSquareMeters: 2000, vehiclePlaces: 10 }),
    judgedAt("none", [0, 0], { siteSquareMeters: 2000 }),
  ];
  const found = siteAnswer("depot", depots, measure("vehicle"), { land });
  expect(statesOf(found as FacilitiesResult)).toEqual([
    ["tight", "fails"],
    ["none", "no-data"],
    ["good", "ok"],
  ]);
  expect(siteAnswer("toilet", depots, measure("vehicle"), { land })).toMatchObject({
    ...{ type: "cannotTell", reason: "sites-not-recorded" },
  });
  expect(siteAnswer("depot", depots, measure("worker"), { land })).toMatchObject({
    reason: "workers-not-recorded",
  });
});
