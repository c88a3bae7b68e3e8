import { describe, expect, it } from "vitest";
import { daysOf, before as earlier, stepSpan, yearAgo } from "../../server/hotspots/analysis.ts";
import { dayOf } from "../../server/store/column.ts";

const span = (from: string, to: string) => ({ from: dayOf(from), to: dayOf(to) });
const told = (days: { from: number; to: number }) => Object.values(daysOf(days));

describe("periods beside a period", () => {
  it("before are as many days up to the day before, over the end of a year and of February", () => {
    expect(told(earlier(span("2026-01-01", "2026-01-31")))).toEqual(["2025-12-01", "2025-12-31"]);
    expect(told(earlier(span("2024-03-01", "2024-03-01")))).toEqual(["2024-02-29", "2024-02-29"]);
    expect(told(earlier(span("2025-03-01", "2025-03-02")))).toEqual(["2025-02-27", "2025-02-28"]);
  });

  it("a year ago are the same days of the calendar; of 29 February the 28th", () => {
    expect(told(yearAgo(span("2026-01-15", "2026-02-13")))).toEqual(["2025-01-15", "2025-02-13"]);
    expect(told(yearAgo(span("2025-12-20", "2026-01-18")))).toEqual(["2024-12-20", "2025-01-18"]);
    expect(told(yearAgo(span("2024-02-29", "2024-02-29")))).toEqual(["2023-02-28", "2023-02-28"]);
    expect(told(yearAgo(span("2024-02-28", "2024-03-01")))).toEqual(["2023-02-28", "2023-03-01"]);
    // a year that has the day is not asked for it by one that has not
    expect(told(yearAgo(span("2025-02-28", "2025-03-01")))).toEqual(["2024-02-28", "2024-03-01"]);
  });

  it("hold in years that programs like to take for those of 1900", () => {
    expect(told(yearAgo(span("0050-05-01", "0050-05-02")))).toEqual(["0049-05-01", "0049-05-02"]);
  });

  it("of steps end with the period", () => {
    const period = span("2026-01-01", "2026-01-31");
    expect(told(stepSpan(period, { unit: "week", count: 52 }))).toEqual([
      "2025-02-02",
      "2026-01-31",
    ]);
    expect(told(stepSpan(period, { unit: "day", count: 10 }))).toEqual([
      "2026-01-22",
      "2026-01-31",
    ]);
  });
});
