import { describe, expect, it } from "vitest";
import { DistrictHotspots, HOTSPOTS, HotspotPresets } from "../../data/hotspots.ts";
import { Basis } from "../../data/standards.ts";

describe("the presets of hotspots", () => {
  it("say what they stand on, and are no law", () => {
    expect(Basis.safeParse(HOTSPOTS.basis).success).toBe(true);
    expect(HOTSPOTS.basis).toMatchObject({ confidence: "PROPOSAL", isLaw: false });
  });

  it("open on 30 days, at the level of the field, with weeks of a year", () => {
    expect(HOTSPOTS).toMatchObject({
      ...{ periodDays: 30, level: 0.05, rings: 1, steps: { unit: "week", count: 52 } },
    });
    expect(HOTSPOTS.resolutions.least).toBeLessThan(HOTSPOTS.resolutions.greatest);
  });

  it.each([
    ["a level of chance that is none", { level: 0 }],
    ["a level above a half", { level: 0.51 }],
    ["a period of no day", { periodDays: 0 }],
    ["a minimum of none", { minimumEvents: 0 }],
    ["half a ring", { rings: 0.5 }],
    ["too few steps for a history", { steps: { unit: "week", count: 9 } }],
    ["a step that is no day or week", { steps: { unit: "month", count: 12 } }],
    [
      "a finest resolution coarser than the coarsest",
      { resolutions: { ...HOTSPOTS.resolutions, least: 11, greatest: 10 } },
    ],
    ["a part of what belongs together", { resolutions: { least: 7 } }],
    ["another name", { levels: 0.05 }],
    ["what the presets stand on", { basis: HOTSPOTS.basis }],
  ])("take from a district no %s", (_, own) => {
    expect(DistrictHotspots.safeParse(own).success).toBe(false);
  });

  it("take what a district sets of it, and nothing", () => {
    expect(DistrictHotspots.parse({ level: 0.01 })).toEqual({ level: 0.01 });
    expect(DistrictHotspots.parse({})).toEqual({});
    expect(HotspotPresets.safeParse({ ...HOTSPOTS, level: 0.01 }).success).toBe(true);
    const { level: _, ...missing } = HOTSPOTS;
    expect(HotspotPresets.safeParse(missing).success).toBe(false);
  });
});
