import { describe, expect, it } from "vitest";
import { COVERAGE_LENSES } from "../../data/coverage-lenses.ts";
import type { DistrictLenses } from "../../data/district-lenses.ts";
import type { FacilityKind } from "../../data/facility.ts";
import { lensesOf } from "../../server/coverage/lenses.ts";
import { ringOf } from "../../server/siting/candidates.ts";
import { judged, lensesIn, type Requirements, requirementsOf } from "../../server/siting/rules.ts";
import type { SitingCandidate } from "../../server/siting/schema.ts";
import type { CheckedFeature, Near, Surroundings } from "../../server/siting/surroundings.ts";
import { placeAt } from "../worlds/streets.ts";

const place = { edge: 0, alongMillimeters: 0, offsetMillimeters: 0, position: placeAt(0, 0) };
const plot: SitingCandidate = {
  ...{ id: "plot:p", source: "plot", plotId: "p", name: "空地", nameEn: null },
  ...{ position: [25, 60], street: null, streetEn: null, landUse: "residential" },
  ...{ usableAreaSquareMeters: 200, owner: null, objection: null },
  ...{ costYuan: null, isCostAssumed: false, capacity: null },
};

/** A district with all there is to check, in which features stand so far away. */
function around(meters: Partial<Record<CheckedFeature, number>>): Surroundings {
  return {
    has: () => true,
    nearest(features, _position, within): Near | null {
      const near = features.flatMap((feature) => {
        const far = meters[feature] ?? Number.POSITIVE_INFINITY;
        return far <= within ? [{ layerId: "any", id: feature, name: null, meters: far }] : [];
      });
      return near.toSorted((a, b) => a.meters - b.meters)[0] ?? null;
    },
  };
}
const nothing = around({});

const held = (
  kind: FacilityKind,
  more: Partial<Parameters<typeof requirementsOf>[2]> = {},
  own: DistrictLenses | null = null,
) =>
  requirementsOf(kind, lensesOf(own), {
    ...{ tonnesPerDay: undefined, minimumAreaSquareMeters: undefined },
    ...{ landUses: null, exclude: [], needsCost: false, needsArea: false, ...more },
  });

const refusals = (
  requirements: Requirements,
  candidate: Partial<SitingCandidate> = {},
  surroundings = nothing,
) =>
  judged({ ...plot, ...candidate }, place, requirements, surroundings)
    .filter(({ outcome }) => outcome === "refused")
    .map(({ code, lensId, from }) => [code, lensId, from].filter(Boolean).join(" "));
const notes = (requirements: Requirements, candidate: Partial<SitingCandidate> = {}) =>
  judged({ ...plot, ...candidate }, place, requirements, nothing)
    .filter(({ outcome }) => outcome === "noted")
    .map(({ note, from }) => [note, from].filter(Boolean).join(" "));

describe("a candidate for a toilet", () => {
  const toilet = held("toilet");

  it("is refused nothing where it keeps to everything", () => {
    expect(refusals(toilet)).toEqual([]);
  });

  it("is refused on no street, and behind an obstacle", () => {
    for (const failure of ["no-street", "obstacle"] as const)
      expect(judged(plot, failure, toilet, nothing)[0]).toMatchObject({
        ...{ code: "street", outcome: "refused", field: "position", failure },
      });
  });

  it("is refused where it is smaller than its land use asks", () => {
    const own = "area toilet-residential-site"; // 60 m²
    expect(refusals(toilet, { usableAreaSquareMeters: 59 })).toEqual([own]);
    expect(refusals(toilet, { usableAreaSquareMeters: 60 })).toEqual([]);
    const business = { landUse: "commercial", usableAreaSquareMeters: 79 } as const; // 80 m²
    expect(refusals(toilet, business)).toEqual(["area toilet-public-site"]);
    // no text is about it: the least that any asks
    const works = { landUse: "utility", usableAreaSquareMeters: 59 } as const;
    expect(refusals(toilet, works)).toHaveLength(1);
    expect(refusals(toilet, { ...works, usableAreaSquareMeters: 60 })).toEqual([]);
  });

  it("is held to the question's own least area instead, which stands on no clause", () => {
    const own = held("toilet", { minimumAreaSquareMeters: 300 });
    expect(refusals(own)).toEqual(["area"]);
    expect(refusals(own, { usableAreaSquareMeters: 300 })).toEqual([]);
  });

  it("is let through where its area is not known, unless plots are shared", () => {
    const unknown = { usableAreaSquareMeters: null };
    expect(refusals(toilet, unknown)).toEqual([]);
    expect(notes(toilet, unknown)).toContain("area-unknown");
    const shared = held("toilet", { needsArea: true, minimumAreaSquareMeters: 60 });
    expect(refusals(shared, unknown)).toEqual(["area"]);
  });

  it("is refused too near what it has to keep away from, and says how far that is", () => {
    const near = (meters: Parameters<typeof around>[0]) => refusals(toilet, {}, around(meters));
    expect(near({ "ground:river": 29.9 })).toEqual([
      "distance toilet-septic-water-source water_source",
    ]);
    expect(near({ "ground:river": 30 })).toEqual([]);
    expect(near({ "place:market": 10 })).toEqual(["distance toilet-food-nursery-water food_trade"]);
    expect(near({ "place:school": 10 })).toEqual(["distance toilet-food-nursery-water nursery"]);
    expect(near({ "ground:building": 2 })).toEqual(["distance toilet-green-belt building"]);
    expect(near({ "place:hospital": 0 })).toEqual([]); // nothing asks a toilet to keep away from one
    const told = judged(plot, place, toilet, around({ "ground:water": 12.34, "ground:river": 20 }));
    expect(told.find(({ from }) => from === "water_source")).toMatchObject({
      ...{ outcome: "refused", leastMeters: 30, meters: 12.3, nearest: { id: "ground:water" } },
    });
  });

  it("is told what cannot be checked", () => {
    // the register has no buried tanks and no water intakes
    expect(notes(toilet)).toEqual(["not-in-data buried_water_tank", "not-in-data water_intake"]);
    const empty: Surroundings = { has: () => false, nearest: () => null };
    const missing = judged(plot, place, toilet, empty).filter(
      ({ note }) => note === "no-such-data",
    );
    expect(missing.map(({ from }) => from).toSorted()).toEqual([
      ...["building", "food_trade", "nursery", "water_source"],
    ]);
  });

  it("is held to what the district says: a lens that is off asks nothing, another figure is its own", () => {
    const off = held("toilet", {}, { lenses: { "toilet-green-belt": { isOn: false } } });
    expect(refusals(off, {}, around({ "ground:building": 0 }))).toEqual([]);
    const own = held(
      "toilet",
      {},
      {
        lenses: { "toilet-green-belt": { figures: { leastMeters: 8 }, reason: "隔离带" } },
      },
    );
    expect(refusals(own, {}, around({ "ground:building": 7 }))).toHaveLength(1);
    expect(lensesIn(own).find(({ id }) => id === "toilet-green-belt")?.isOwn).toBe(true);
  });

  it("is refused in a drawn area and on land of another use", () => {
    const ring = ringOf([placeAt(-9, -9), placeAt(9, -9), placeAt(9, 9), placeAt(-9, 9)]);
    expect(refusals(held("toilet", { exclude: [ring] }))).toEqual(["excluded"]);
    const beside = { position: [...placeAt(20, 0)] as [number, number] };
    expect(refusals(held("toilet", { exclude: [ring] }), beside)).toEqual([]);
    const green = held("toilet", { landUses: ["green_square"] });
    expect(refusals(green)).toEqual(["land-use"]);
    expect(notes(green, { landUse: null })).toContain("land-use-unknown");
  });

  it("is refused where it has to be paid for and nobody knows its cost", () => {
    const paid = held("toilet", { needsCost: true });
    expect(refusals(paid)).toEqual(["cost"]);
    expect(refusals(paid, { costYuan: 0 })).toEqual([]);
  });

  it("is told what neighbours object, and not refused for it", () => {
    const contested = { objection: "居民反对" };
    expect(refusals(toilet, contested)).toEqual([]);
    expect(notes(toilet, contested)).toContain("neighbours-object");
  });
});

describe("a candidate for a station", () => {
  it("is held to the class of its throughput", () => {
    const near = around({ "ground:building": 9 });
    const small = held("transfer_station", { tonnesPerDay: 40 }); // 500 m² and 8 m
    expect(refusals(small, { usableAreaSquareMeters: 500 }, near)).toEqual([]);
    const large = held("transfer_station", { tonnesPerDay: 50 }); // 1000 m² and 10 m
    expect(refusals(large, { usableAreaSquareMeters: 500 }, near)).toEqual([
      "area station-class-4",
      "distance station-class-4 building",
    ]);
  });

  it("is told that its class is not known where the question does not say how much it takes", () => {
    expect(notes(held("transfer_station"))).toEqual(["throughput-not-said"]);
  });
});

it("knows by whom each distance is asked", () => {
  for (const kind of ["toilet", "transfer_station", "bin", "collection_point"] as const)
    for (const { lens, kept } of held(kind, { tonnesPerDay: 100 }).distances) {
      expect(lens.id).toBe(kept.lensId);
      expect(COVERAGE_LENSES.some(({ id }) => id === lens.id)).toBe(true);
    }
});
