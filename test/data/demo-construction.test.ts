import { describe, expect, it } from "vitest";
import { demoConstruction, generateDemo } from "../../data/demo/generate.ts";
import { CoverageQuestion } from "../../server/coverage/question.ts";

const demo = generateDemo({ anchor: new Date("2026-03-01T16:00:00Z") });
const { scenarios, targets } = demoConstruction(demo);
const facilityById = new Map(demo.facilities.map((facility) => [facility.facilityId, facility]));

describe("what the demonstration builds", () => {
  it("are the two stations and two toilets of the task, done, and two invented ones on their way", () => {
    const told = targets.map(({ kind, facilityId, state }) => [
      ...[kind, facilityById.get(facilityId ?? "")?.status, state],
    ]);
    expect(told).toEqual([
      ...[
        ["transfer_station", "open", "planned"],
        ["transfer_station", "open", "planned"],
      ],
      ...[
        ["toilet", "open", "planned"],
        ["toilet", "open", "planned"],
      ],
      ["toilet", "building", "building"],
      ["transfer_station", "planned", "approved"],
    ]);
    for (const { note } of targets) expect(note).toContain("演示数据");
  });

  it("were due after the day on which they opened", () => {
    for (const { facilityId, plannedFor } of targets.slice(0, 4))
      expect(plannedFor > facilityById.get(facilityId!)!.openedOn!).toBe(true);
  });

  it("tries two toilets in a scenario that the server understands, the same each time", () => {
    const [scenario] = scenarios;
    const { edits } = CoverageQuestion.parse(scenario!.question);
    expect(edits.added).toHaveLength(2);
    expect(Object.keys(scenario!.costs)).toEqual(edits.added.map(({ id }) => id));
    expect(demoConstruction(demo)).toEqual({ scenarios, targets });
  });
});
