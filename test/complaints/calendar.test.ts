import { describe, expect, it } from "vitest";
import { chineseCalendar, dayAfter } from "../../server/complaints/calendar.ts";

const calendar = chineseCalendar();

/**
 * The State Council's notices for 2025 (国办发明电〔2024〕12号) and 2026 (of 2025-11-04), typed from their text and not from
 * the library: first and last day of each holiday, then the weekend days that are worked.
 */
const NOTICES = {
  2025: {
    off: [
      ...[["01-01", "01-01"] as const, ["01-28", "02-04"] as const, ["04-04", "04-06"] as const],
      ...[["05-01", "05-05"] as const, ["05-31", "06-02"] as const, ["10-01", "10-08"] as const],
    ],
    worked: ["01-26", "02-08", "04-27", "09-28", "10-11"],
  },
  2026: {
    off: [
      ...[["01-01", "01-03"] as const, ["02-15", "02-23"] as const, ["04-04", "04-06"] as const],
      ...[["05-01", "05-05"] as const, ["06-19", "06-21"] as const, ["09-25", "09-27"] as const],
      ["10-01", "10-07"] as const,
    ],
    worked: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
  },
};

function daysOf(year: number) {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = dayAfter(day, 1)) days.push(day);
  return days;
}

describe("the working days of China", () => {
  it.each([2025, 2026] as const)(
    "are those of the notice for %i, every day of the year",
    (year) => {
      const { off, worked } = NOTICES[year];
      const expected = daysOf(year).filter((day) => {
        const date = day.slice(5);
        if (worked.includes(date)) return true;
        if (off.some(([first, last]) => first <= date && date <= last)) return false;
        return ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
      });
      expect(daysOf(year).filter((day) => calendar.isWorkingDay(day))).toEqual(expected);
    },
  );

  it("are known where there is a notice, and guessed from the weekday where there is none", () => {
    expect(calendar.isKnown("2026-06-01")).toBe(true);
    // National Day of 2199 has no notice yet, and is a Monday.
    expect(new Date("2199-10-07").getUTCDay()).toBe(1);
    expect([calendar.isKnown("2199-10-07"), calendar.isWorkingDay("2199-10-07")]).toEqual([
      false,
      true,
    ]);
    expect([calendar.isKnown("2003-06-02"), calendar.isWorkingDay("2003-06-02")]).toEqual([
      false,
      true,
    ]);
  });

  it("are not known in the last week of a year before the next notice, which may move them", () => {
    const own = { off: [], working: [], completeYears: [2198] };
    const until2198 = chineseCalendar(own);
    expect(until2198.isKnown("2198-12-24")).toBe(true);
    expect(until2198.isKnown("2198-12-25")).toBe(false);
    const until2199 = chineseCalendar({ ...own, completeYears: [2198, 2199] });
    expect(until2199.isKnown("2198-12-25")).toBe(true);
    // the notice for 2019 made the last Saturday of 2018 a day of work, and its Monday a day off
    expect(calendar.isWorkingDay("2018-12-29")).toBe(true);
    expect(calendar.isWorkingDay("2018-12-31")).toBe(false);
  });

  it("are overridden by the district's own", () => {
    const own = chineseCalendar({
      off: ["2026-03-04", "2026-02-28"],
      working: ["2026-02-22", "2199-10-05"],
      completeYears: [],
    });
    const read = ["2026-03-04", "2026-02-28", "2026-02-22", "2026-03-05"].map(own.isWorkingDay);
    expect(read).toEqual([false, false, true, true]);
    expect([own.isKnown("2199-10-05"), own.isKnown("2199-10-06")]).toEqual([true, false]);
  });
});
