import { expect, it } from "vitest";
import { CLEANING } from "../../data/cleaning.ts";
import { dueAsked, namedPeriod, recordsOf } from "../../web/cleaning/compliance-asked.ts";
import { coveredOf } from "../../web/cleaning/proof.ts";
import { SETTING_GROUPS, SETTINGS } from "../../web/cleaning/settings-fields.ts";
import { GROUP_SAID, SETTING_SAID } from "../../web/cleaning/settings-words.ts";
import { instantOf } from "../../web/cleaning/times.ts";

it.each([
  { stretches: [[0, 0.5]], covered: 0.5 },
  { stretches: [[0.5, 0]], covered: 0.5 }, // driven against it
  {
    stretches: [
      [0, 0.5],
      [0.25, 0.75],
    ],
    covered: 0.75,
  }, // nothing counts twice
  {
    stretches: [
      [0, 1],
      [0.25, 0.5],
      [0.75, 1],
    ],
    covered: 1,
  },
  {
    stretches: [
      [0, 0.25],
      [0.5, 0.75],
    ],
    covered: 0.5,
  }, // what lies between is not covered
  { stretches: [], covered: 0 },
])("stretches $stretches cover $covered", ({ stretches, covered }) => {
  const list = stretches.map(([fromShare, toShare]) => ({
    ...{ fromShare: fromShare!, toShare: toShare! },
  }));
  expect(coveredOf(list)).toBeCloseTo(covered, 12);
});

it("opens exactly the records of a figure", () => {
  const asked = dueAsked(
    {
      ...{ dueFrom: "2026-03-01", dueTo: "2026-03-02", dueBy: "team", dueWork: "wash" },
      ...{ dueKey: "一班", dueState: "not_recorded" },
    },
    "2026-03-02",
  );
  expect(recordsOf(asked)).toEqual({
    ...{ from: "2026-03-01", to: "2026-03-02", work: "wash", team: "一班" },
    state: "not_recorded",
  });
});

it("asks of the last seven days where the link names no period that there is", () => {
  const { from, to } = dueAsked({ dueFrom: "2026-03-02", dueTo: "2026-03-01" }, "2026-03-02");
  expect([from, to]).toEqual(["2026-02-24", "2026-03-02"]);
});

it("knows the month before in a January", () => {
  expect(namedPeriod("lastMonth", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
});

it("reads a clock in the district's own time", () => {
  expect(instantOf("2026-03-02", "04:30", "Asia/Shanghai")).toBe("2026-03-01T20:30:00.000Z");
  // the hour after clocks were put forward in Berlin
  expect(instantOf("2026-03-29", "03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
});

it("has a page for every value that cleaning is held to, with words for each", () => {
  const names = new Set(SETTINGS.map(({ path }) => path.split(".")[0]));
  const { bases, ...values } = CLEANING;
  expect([...names].sort()).toEqual(Object.keys(values).sort());
  for (const { path } of SETTINGS) expect(SETTING_SAID[path], path).toBeDefined();
  for (const { id, bases: told } of SETTING_GROUPS) {
    expect(GROUP_SAID[id], id).toBeDefined();
    for (const one of told)
      expect(
        bases.some(({ of }) => of === one),
        one,
      ).toBe(true);
  }
});
