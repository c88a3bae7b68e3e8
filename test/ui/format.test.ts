import { describe, expect, it } from "vitest";
import {
  addDays,
  dayOfText,
  daysBetween,
  formatLength,
  formatPeriod,
  isDay,
} from "../../web/ui/format.ts";

describe("days", () => {
  it.each(["2024-02-29", "2026-12-31"])("%s is one", (day) => expect(isDay(day)).toBe(true));
  it.each(["2025-02-29", "2026-13-01", "2026-1-1", "20260101", ""])("%j is none", (day) =>
    expect(isDay(day)).toBe(false),
  );

  it.each([
    ...["2026-03-02", "2026-3-2", "2026/03/02", "2026.3.2", "20260302"],
    ...["2026年3月2日", " 2026 年 3 月 2 日 ", "２０２６－３－２"],
  ])("are read as they are written: %j", (text) => expect(dayOfText(text)).toBe("2026-03-02"));
  it.each(["", "2026-02-30", "3/2/2026", "02.03.2026", "2026-3", "202632", "2026-03-02T00:00"])(
    "are not guessed: %j",
    (text) => expect(dayOfText(text)).toBeNull(),
  );

  it("go over leap days and years", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  });

  it("have no hours: a change of clocks between them costs none", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });
});

describe("formatLength", () => {
  it.each([
    [7.4, "7 m"],
    [999, "999 m"],
    [1000, "1 km"],
    [1250, "1.3 km"],
    [244_400, "244 km"],
  ])("says %d meters as %s", (meters, text) => expect(formatLength(meters, "en")).toBe(text));
});

it("says a period of one day as that day", () => {
  expect(formatPeriod({ from: "2026-01-05", to: "2026-01-05" }, "en")).toBe("Jan 5, 2026");
});
