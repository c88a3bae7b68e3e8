import { describe, expect, it } from "vitest";
import { TARGET_STATE_TITLES } from "../../data/construction.ts";
import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { differingFigures, triedIds } from "../../server/coverage/scenario-figures.ts";
import type { ScenarioFigures } from "../../server/coverage/scenario-schema.ts";
import { isLate, progressOf, stateOf } from "../../server/coverage/scenario-target-progress.ts";
import { BUILT_TITLES, TARGET_TITLES } from "../../web/coverage/scenario-words.ts";

describe("how far a target is", () => {
  it("follows its facility where the register says something, and is as set elsewhere", () => {
    expect(stateOf("planned", "open")).toBe("done");
    expect(stateOf("building", "repair")).toBe("done");
    expect(stateOf("approved", "building")).toBe("building");
    expect(stateOf("approved", "planned")).toBe("approved");
    expect(stateOf("done", "closed")).toBe("done");
    expect(stateOf("dropped", null)).toBe("dropped");
  });

  it("is late from the day after its day, unless it is done or dropped", () => {
    expect(isLate("building", "2026-03-01", "2026-03-01")).toBe(false);
    expect(isLate("building", "2026-03-01", "2026-03-02")).toBe(true);
    expect(isLate("done", "2026-03-01", "2026-03-02")).toBe(false);
    expect(isLate("dropped", "2026-03-01", "2026-03-02")).toBe(false);
    expect(isLate("planned", null, "2026-03-02")).toBe(false);
  });

  it("counts each kind by state; what is dropped is not of all, and costs nothing", () => {
    const target = (
      kind: "toilet" | "bin",
      state: "done" | "dropped",
      costYuan: number | null,
    ) => ({
      ...{ kind, state, costYuan, isLate: false },
    });
    const progress = progressOf([
      ...[target("bin", "done", 1), target("toilet", "done", 2), target("toilet", "done", null)],
      target("toilet", "dropped", 4),
    ]);
    const told = progress.map(({ kind, all, done, dropped, costYuan, costKnown }) => [
      ...[kind, all, done, dropped, costYuan, costKnown],
    ]);
    expect(told).toEqual([
      ["toilet", 2, 2, 1, 2, 1],
      ["bin", 1, 1, 0, 1, 1],
    ]);
    expect(progressOf([])).toEqual([]);
  });

  it("is called on the page as the trail calls it", () => {
    expect(TARGET_TITLES).toEqual(TARGET_STATE_TITLES);
    expect(BUILT_TITLES).toEqual(FACILITY_KIND_TITLES);
  });
});

describe("figures that were saved", () => {
  const saved: ScenarioFigures = {
    ...{ at: "2026-03-01T00:00:00Z", radiusMeters: 300, backedUp: 0, straight: 0 },
    totals: { demand: 7, served: 1, withoutRoom: 0, outside: 6, rejected: 0 },
    streets: { meters: 2000, servedMeters: 500 },
    distances: { reached: 7, meanMeters: 100, quantiles: [{ share: 0.5, meters: 90 }] },
    compliance: { total: 4, within: 1 },
    stars: { sum: 9, rated: 2 },
    sites: { count: 3, added: 1, moved: 0, closed: 0 },
    gaps: { count: 2, largest: 4 },
    cost: { yuan: 0, known: 0, unknown: 1 },
  };

  it("differ in what is told of them alone, not in when they were worked out", () => {
    expect(differingFigures(saved, { ...saved, at: "2027-01-01T00:00:00Z" })).toEqual([]);
    const now = {
      ...saved,
      totals: { ...saved.totals, served: 3, outside: 4 },
      compliance: null,
      distances: { ...saved.distances, meanMeters: 100.01 },
    };
    expect(differingFigures(saved, now)).toEqual(["served", "outside", "compliance"]);
  });

  it("count each tried site once", () => {
    const at: [number, number] = [25, 60];
    const edits = {
      ...{ added: [{ id: "new-1", position: at }], barriers: [] },
      ...{ moved: [{ facilityId: "t1", position: at }], closed: ["t1", "t2"] },
    };
    expect(triedIds(edits)).toEqual(["new-1", "t1", "t2"]);
  });
});
