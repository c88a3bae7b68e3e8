import { describe, expect, it } from "vitest";
import type { MeasureOf } from "../../data/coverage-lenses.ts";
import {
  exclusionAnswer,
  type JudgedSite,
  siteAnswer,
  stationAnswer,
  toiletClassAnswer,
} from "../../server/coverage/lens-facilities.ts";
import { landOf } from "../../server/coverage/lens-land.ts";
import type { FacilitiesResult } from "../../server/coverage/lens-schema.ts";
import { shapesNear } from "../../server/coverage/lens-shapes.ts";
import { boxAt, plotAt } from "../worlds/plots.ts";
import { placeAt as at } from "../worlds/streets.ts";
import { siteAt } from "../worlds/study.ts";

const judgedAt = (
  id: string,
  [east, north]: [number, number],
  attributes: Record<string, unknown> = {},
): JudgedSite => ({ ...siteAt(id, at(east, north)), read: (column) => attributes[column] ?? null });
const shape = (id: string, ...corners: [number, number, number, number]) => ({
  ...{ id, name: id, nameEn: null },
  geometry: { type: "MultiPolygon" as const, coordinates: boxAt(...corners) },
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
    plotAt("shops", "commercial", 0, 0, 100, 100),
    plotAt("homes", "residential", 200, 0, 300, 100),
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
