import { describe, expect, it } from "vitest";
import {
  type ComplaintColumns,
  mondayOf,
  rowsOf,
  sortedByDay,
  weeksOf,
} from "../../web/layers/complaint-columns.ts";
import { HEAT_SIGMA_METERS, heatCellsOf } from "../../web/layers/heat.ts";

/** Complaints at 60° north, one per place and day given; category k on row k. */
function columnsOf(
  rows: readonly { lng?: number; lat?: number; day: number }[],
  baseDay = "2026-01-05", // a Monday
): ComplaintColumns {
  return {
    baseDay,
    count: rows.length,
    positions: Float32Array.from(rows.flatMap(({ lng = 25, lat = 60 }) => [lng, lat])),
    days: Uint16Array.from(rows.map(({ day }) => day)),
    categories: Uint8Array.from(rows.map((_, index) => index)),
  };
}

describe("sortedByDay", () => {
  it("moves place and category along with the day", () => {
    const sorted = sortedByDay(
      columnsOf([
        { lng: 1, day: 9 },
        { lng: 2, day: 3 },
        { lng: 3, day: 9 },
      ]),
    );
    expect([...sorted.days]).toEqual([3, 9, 9]);
    expect([...sorted.positions]).toEqual([2, 60, 1, 60, 3, 60]);
    expect([...sorted.categories]).toEqual([1, 0, 2]);
  });
});

describe("rowsOf", () => {
  const columns = columnsOf([{ day: 0 }, { day: 1 }, { day: 1 }, { day: 5 }]);
  it.each([
    { from: "2026-01-05", to: "2026-01-05", rows: [0, 1] },
    { from: "2026-01-06", to: "2026-01-06", rows: [1, 3] },
    { from: "2026-01-06", to: "2026-01-10", rows: [1, 4] },
    { from: "2026-01-07", to: "2026-01-09", rows: [3, 3] },
    { from: "2020-01-01", to: "2030-01-01", rows: [0, 4] },
    { from: "2020-01-01", to: "2020-01-02", rows: [0, 0] },
  ])("$from to $to, both included, are rows $rows", ({ rows, ...period }) => {
    expect(rowsOf(columns, period)).toEqual(rows);
  });
});

describe("weeksOf", () => {
  it("counts from Monday, keeps empty weeks, and adds up to all", () => {
    // days 0–6 are the first week, 7–13 the second and empty, 14 the third
    const weeks = weeksOf(columnsOf([{ day: 0 }, { day: 6 }, { day: 14 }]), "2026-01-25");
    expect(weeks).toEqual({ monday: "2026-01-05", counts: [2, 0, 1] });
  });

  it("begins with the Monday before a first day in the middle of a week", () => {
    const weeks = weeksOf(columnsOf([{ day: 0 }, { day: 4 }], "2026-01-08"), "2026-01-12");
    expect(weeks).toEqual({ monday: "2026-01-05", counts: [1, 1] });
  });

  it("is one empty week where nobody ever complained", () => {
    expect(weeksOf(columnsOf([]), "2026-01-08")).toEqual({ monday: "2026-01-05", counts: [0] });
  });

  it.each([
    ["2026-01-05", "2026-01-05"],
    ["2026-01-11", "2026-01-05"],
    ["2026-01-12", "2026-01-12"],
  ])("puts %s in the week of %s", (day, monday) => expect(mondayOf(day)).toBe(monday));
});

describe("heatCellsOf", () => {
  const perHectare = (sum: number) => (sum / (2 * Math.PI * HEAT_SIGMA_METERS ** 2)) * 1e4;

  it("keeps every complaint, gathered where places coincide", () => {
    const columns = columnsOf([{ day: 0 }, { day: 0 }, { lng: 25.01, day: 0 }]);
    const { cells } = heatCellsOf(columns, [0, 3]);
    expect(cells.map(({ count }) => count).sort()).toEqual([1, 2]);
  });

  it("is as dense as the kernel's middle times the complaints of one place", () => {
    const columns = columnsOf([{ day: 0 }, { day: 0 }, { day: 0 }]);
    expect(heatCellsOf(columns, [0, 3]).peakPerHectare).toBeCloseTo(perHectare(3), 6);
  });

  it("adds a neighbour one standard deviation away with the weight of exp(−½)", () => {
    const northDegrees = HEAT_SIGMA_METERS / 111_195;
    const columns = columnsOf([{ day: 0 }, { lat: 60 + northDegrees, day: 0 }]);
    expect(heatCellsOf(columns, [0, 2]).peakPerHectare).toBeCloseTo(
      perHectare(1 + Math.exp(-0.5)),
      2,
    );
  });

  it("is nothing where the rows are none", () => {
    expect(heatCellsOf(columnsOf([{ day: 0 }]), [0, 0])).toEqual({ cells: [], peakPerHectare: 0 });
  });
});
