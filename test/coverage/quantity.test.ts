import { describe, expect, it } from "vitest";
import { type WasteInput, wasteQuantity } from "../../server/coverage/quantity.ts";

/** 10,000 people, 1 kg each, factors of the standard, containers of 240 l emptied once a day. */
const TOWN: WasteInput = {
  ...{ people: 10_000, kilogramsPerPersonDay: 1, unevenness: 1.2, populationChange: 1.05 },
  ...{ tonnesPerCubicMeter: 0.4, densityVariation: 0.75, volumePeak: 1.5 },
  ...{ containerCubicMeters: 0.24, containerFill: 0.875, daysPerEmptying: 1 },
};

describe("the waste of some people", () => {
  it("is worked out as Appendix A of CJJ 27-2012 does", () => {
    const found = wasteQuantity(TOWN);
    expect(found.tonnesPerDay).toBeCloseTo(12.6, 9); // 1.2 × 1.05 × 10,000 × 0.001
    expect(found.cubicMetersPerDay).toBeCloseTo(42, 9); // 12.6 / (0.4 × 0.75)
    expect(found.peakCubicMetersPerDay).toBeCloseTo(63, 9); // 1.5 × 42
    // one container takes 0.24 × 0.875 = 0.21 m³
    expect([found.containers, found.peakContainers]).toEqual([200, 300]);
  });

  it("says that the formulas for containers are recalled, and the others read", () => {
    expect(wasteQuantity(TOWN).confidence).toEqual({
      ...{ quantity: "READ", volume: "READ", containers: "RECALLED-H" },
    });
  });

  it("needs half the containers where they are emptied twice a day, and twice where every second day", () => {
    const needed = (daysPerEmptying: number) =>
      wasteQuantity({ ...TOWN, daysPerEmptying }).peakContainers;
    expect([needed(0.5), needed(1), needed(2)]).toEqual([150, 300, 600]);
  });

  it("needs a whole container for the last of it", () => {
    expect(wasteQuantity({ ...TOWN, people: 10_001 }).containers).toBe(201);
    expect(wasteQuantity({ ...TOWN, people: 1 }).containers).toBe(1);
    expect(wasteQuantity({ ...TOWN, people: 0 })).toMatchObject({ tonnesPerDay: 0, containers: 0 });
  });

  it.each([
    { people: -1 },
    { people: Number.NaN },
    { kilogramsPerPersonDay: 0 },
    { tonnesPerCubicMeter: 0 },
    { containerFill: 1.1 },
    { daysPerEmptying: Number.POSITIVE_INFINITY },
  ])("is refused where a value makes no sense: %o", (wrong) => {
    expect(() => wasteQuantity({ ...TOWN, ...wrong })).toThrow(RangeError);
  });
});
