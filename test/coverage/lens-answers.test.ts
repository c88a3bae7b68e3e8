import { describe, expect, it } from "vitest";
import type { MeasureOf } from "../../data/coverage-lenses.ts";
import type { LandUse } from "../../data/plot.ts";
import { spacingAnswer } from "../../server/coverage/lens-along.ts";
import { densityAnswer, perPeopleAnswer } from "../../server/coverage/lens-areas.ts";
import { isAskedBeside, landBeside, landOf } from "../../server/coverage/lens-land.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { boxAt, plotAt } from "../worlds/plots.ts";
import { placeAt as at } from "../worlds/streets.ts";
import { siteAt } from "../worlds/study.ts";
import { wayAt } from "../worlds/travel.ts";

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
const rule = (measure: MeasureOf<"spacing">, plots: ReturnType<typeof plotAt>[] = []) => ({
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
    const of = (...plots: ReturnType<typeof plotAt>[]) => {
      const { totals, landUnknown } = spacingAnswer(streets, [], rule(asked, plots));
      return [Math.round(totals.meters), Math.round(landUnknown.meters)];
    };
    const north = (use: LandUse) => plotAt("n", use, 400, 15, 600, 60);
    const south = (use: LandUse) => plotAt("s", use, 400, -60, 600, -15);
    expect(of(north("commercial"))).toEqual([2000, 0]);
    expect(of(north("residential"))).toEqual([0, 1000]);
    expect(of(north("residential"), south("public"))).toEqual([0, 0]);
  });
});

describe("land beside a street", () => {
  it("is the first plot within 40 m of its middle, the land of the street itself left out", () => {
    const land = landOf([
      plotAt("road", "road_transport", 0, -12, 1000, 12),
      plotAt("near", "residential", 480, 18, 520, 28),
      plotAt("behind", "commercial", 480, 28, 520, 80),
      plotAt("far", "public", 480, -90, 520, -45),
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
  ...{ areaId, name: areaId, nameEn: null, polygons: boxAt(...corners) },
});
const AREAS = [area("west", 0, 0, 1000, 1000), area("east", 1000, 0, 2000, 1000)];

describe("density by land", () => {
  it("counts on that land alone, by area and together", () => {
    // 1 km² of homes in the west with one toilet, 0.5 km² in the east with three: 3 to 5 on each km²
    const land = landOf([
      plotAt("w", "residential", 0, 0, 1000, 1000),
      plotAt("e", "residential", 1000, 0, 1500, 1000),
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
    const land = landOf([plotAt("w", "industrial", 0, 0, 1000, 1000)]);
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
