import { describe, expect, it } from "vitest";
import { chineseCalendar } from "../../server/complaints/calendar.ts";
import {
  type Clock,
  deadlineOf,
  dueAt,
  extendedTerm,
  type Term,
} from "../../server/complaints/deadlines.ts";

/** Seven hours a day: four in the morning, three in the afternoon. */
const china: Clock = {
  calendar: chineseCalendar(),
  hours: {
    spans: [
      { from: "08:00", to: "12:00" },
      { from: "14:30", to: "17:30" },
    ],
  },
  calendarDays: { isMovedPastDaysOff: true },
  timeZone: "Asia/Shanghai",
};

/** China has had UTC+8 and no summer time since 1992. */
const beijing = (wall: string) => new Date(`${wall.replace(" ", "T")}:00+08:00`);
const due = (from: string, amount: number, unit: Term["unit"], clock = china) =>
  new Date(dueAt(beijing(from), { amount, unit }, clock).getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace("T", " ");

describe("working days, counted by hand", () => {
  it("over Spring Festival 2026", () => {
    // Fri 13 Feb start · Sat 14 (make-up) 1 · Sun 15 – Mon 23 off · Tue 24 2 · Wed 25 3 · Thu 26 4 · Fri 27 5
    expect(due("2026-02-13 10:00", 5, "working-days")).toBe("2026-02-27 17:30");
    // … Sat 28 (make-up) 6 · Sun 1 Mar off · Mon 2 Mar 7
    expect(due("2026-02-13 10:00", 6, "working-days")).toBe("2026-02-28 17:30");
    expect(due("2026-02-13 10:00", 7, "working-days")).toBe("2026-03-02 17:30");
    // Tue 17 Feb (New Year's Day, off) start · Wed 18 – Mon 23 off · Tue 24 1
    expect(due("2026-02-17 09:00", 1, "working-days")).toBe("2026-02-24 17:30");
  });

  it("over Spring Festival 2025", () => {
    // Fri 24 Jan start · Sat 25 off · Sun 26 (make-up) 1 · Mon 27 2 · Tue 28 Jan – Tue 4 Feb off · Wed 5 3 · Thu 6 4 ·
    // Fri 7 5 · Sat 8 (make-up) 6 · Sun 9 off · Mon 10 7
    expect(due("2025-01-24 16:00", 2, "working-days")).toBe("2025-01-27 17:30");
    expect(due("2025-01-24 16:00", 3, "working-days")).toBe("2025-02-05 17:30");
    expect(due("2025-01-24 16:00", 7, "working-days")).toBe("2025-02-10 17:30");
  });

  it("over Mid-Autumn and National Day 2026", () => {
    // Fri 18 Sep start · Sat 19 off · Sun 20 (make-up) 1 · Mon 21 2 · Tue 22 3 · Wed 23 4 · Thu 24 5 · Fri 25 – Sun 27 off ·
    // Mon 28 6 · Tue 29 7 · Wed 30 8 · Thu 1 – Wed 7 Oct off · Thu 8 9 · Fri 9 10 · Sat 10 (make-up) 11 · Sun 11 off · Mon 12 12
    expect(due("2026-09-18 23:30", 1, "working-days")).toBe("2026-09-20 17:30");
    expect(due("2026-09-18 23:30", 9, "working-days")).toBe("2026-10-08 17:30");
    expect(due("2026-09-18 23:30", 11, "working-days")).toBe("2026-10-10 17:30");
    expect(due("2026-09-18 23:30", 12, "working-days")).toBe("2026-10-12 17:30");
  });

  it("over National Day 2025", () => {
    // Fri 26 Sep start · Sat 27 off · Sun 28 (make-up) 1 · Mon 29 2 · Tue 30 3 · Wed 1 – Wed 8 Oct off · Thu 9 4 · Fri 10 5 ·
    // Sat 11 (make-up) 6 · Sun 12 off · Mon 13 7
    expect(due("2025-09-26 08:00", 4, "working-days")).toBe("2025-10-09 17:30");
    expect(due("2025-09-26 08:00", 6, "working-days")).toBe("2025-10-11 17:30");
    expect(due("2025-09-26 08:00", 7, "working-days")).toBe("2025-10-13 17:30");
  });
});

describe("calendar days, counted by hand", () => {
  it("15 days before and into Spring Festival 2026", () => {
    // Thu 29 Jan start · Fri 30 1 · Sat 31 2 · Sun 1 Feb 3 · … · Fri 13 Feb 15, worked: until its 24:00
    expect(due("2026-01-29 00:00", 15, "calendar-days")).toBe("2026-02-14 00:00");
    expect(due("2026-01-29 23:59", 15, "calendar-days")).toBe("2026-02-14 00:00");
    // one day later: Sat 14 Feb 15, a make-up day and so worked
    expect(due("2026-01-30 10:00", 15, "calendar-days")).toBe("2026-02-15 00:00");
    // and one more: Sun 15 Feb 15, off until Mon 23: the day after the holiday, Tue 24
    expect(due("2026-01-31 10:00", 15, "calendar-days")).toBe("2026-02-25 00:00");
    const strict = { ...china, calendarDays: { isMovedPastDaysOff: false } };
    expect(due("2026-01-31 10:00", 15, "calendar-days", strict)).toBe("2026-02-16 00:00");
  });

  it("60 days and 30 more over the end of a year", () => {
    // Thu 20 Nov 2025 start · to 30 Nov 10 · to 31 Dec 10 + 31 = 41 · Mon 19 Jan 41 + 19 = 60
    expect(due("2025-11-20 09:00", 60, "calendar-days")).toBe("2026-01-20 00:00");
    // to 31 Jan 41 + 31 = 72 · Wed 18 Feb 72 + 18 = 90, in Spring Festival: Tue 24 Feb
    const settle = { amount: 60, unit: "calendar-days" } as const;
    const whole = extendedTerm(settle, { amount: 30, unit: "calendar-days" });
    expect(due("2025-11-20 09:00", whole.amount, whole.unit)).toBe("2026-02-25 00:00");
    // Wed 20 Dec 2023 start · to 31 Dec 11 · to 31 Jan 42 · Sun 18 Feb 60, a make-up day · to 29 Feb (leap) 71 · Tue 19 Mar 90
    expect(due("2023-12-20 09:00", 60, "calendar-days")).toBe("2024-02-19 00:00");
    expect(due("2023-12-20 09:00", 90, "calendar-days")).toBe("2024-03-20 00:00");
    expect(() => extendedTerm(settle, { amount: 5, unit: "working-days" })).toThrow(RangeError);
  });

  it("names the day that ends, and not the one that begins at 24:00", () => {
    const term = { amount: 15, unit: "calendar-days" } as const;
    expect(deadlineOf(beijing("2026-01-29 10:00"), term, china)).toEqual({
      dueAt: beijing("2026-02-14 00:00"),
      lastDay: "2026-02-13",
      isCalendarKnown: true,
    });
  });
});

describe("working hours, counted by hand", () => {
  it.each([
    // Fri 6 Mar 11:00–12:00 1 · 14:30–15:30 2
    ["2026-03-06 11:00", 2, "2026-03-06 15:30", "over noon"],
    // 10:00–12:00 2: due when the span ends, not when the next begins
    ["2026-03-06 10:00", 2, "2026-03-06 12:00", "to noon"],
    // 14:30–15:30 1
    ["2026-03-06 12:30", 1, "2026-03-06 15:30", "from noon"],
    // Thu 5 Mar 16:30–17:30 1 · Fri 6 08:00–09:00 2
    ["2026-03-05 16:30", 2, "2026-03-06 09:00", "over the night"],
    // Fri 6 Mar 17:00–17:30 ½ · Mon 9 08:00–11:30 4
    ["2026-03-06 17:00", 4, "2026-03-09 11:30", "over a weekend"],
    // Sat 7 Mar off · Mon 9 08:00–10:00 2
    ["2026-03-07 23:00", 2, "2026-03-09 10:00", "from a weekend"],
    // Fri 13 Feb 16:00–17:30 1½ · Sat 14 (make-up) 08:00–10:30 4
    ["2026-02-13 16:00", 4, "2026-02-14 10:30", "into a make-up Saturday"],
    // Sat 14 Feb 17:00–17:30 ½ · 15–23 off · Tue 24 08:00–11:30 4
    ["2026-02-14 17:00", 4, "2026-02-24 11:30", "over Spring Festival"],
    // Sun 20 Sep (make-up) 08:00–10:00 2
    ["2026-09-20 05:00", 2, "2026-09-20 10:00", "before hours on a make-up Sunday"],
    // Sat 10 Oct (make-up) 17:00–17:30 ½ · Sun 11 off · Mon 12 7 h: 7½ · Tue 13 08:00–08:30 8
    ["2026-10-10 17:00", 8, "2026-10-13 08:30", "for more than a day"],
  ] as const)("%s and %i hours: %s, %s", (from, hours, until, _over) => {
    expect(due(from, hours, "working-hours")).toBe(until);
  });

  it("hours and minutes run on through nights and holidays", () => {
    expect(due("2026-02-16 23:30", 2, "hours")).toBe("2026-02-17 01:30");
    expect(due("2026-02-16 23:50", 30, "minutes")).toBe("2026-02-17 00:20");
  });
});

describe("a zone with summer time", () => {
  // New York 2026: 02:00 EST → 03:00 EDT on Sun 8 Mar, 02:00 EDT → 01:00 EST on Sun 1 Nov.
  const own = { off: [], working: ["2026-03-08", "2026-11-01"], completeYears: [] };
  const newYork: Clock = { ...china, timeZone: "America/New_York", calendar: chineseCalendar(own) };
  const spans = (from: string, to: string) => ({ ...newYork, hours: { spans: [{ from, to }] } });
  const dueUtc = (from: string, amount: number, unit: Term["unit"], clock: Clock) =>
    dueAt(new Date(from), { amount, unit }, clock).toISOString();

  it("ends a day at its own midnight", () => {
    // Fri 6 Mar 12:00 EST start · Sat 7 1 · Sun 8 2, worked here: 24:00 EDT is 04:00 UTC
    expect(dueUtc("2026-03-06T17:00:00Z", 2, "calendar-days", newYork)).toBe(
      "2026-03-09T04:00:00.000Z",
    );
    // Fri 6 Mar start · Sun 8 Mar 1: 17:30 EDT is 21:30 UTC
    expect(dueUtc("2026-03-06T17:00:00Z", 1, "working-days", newYork)).toBe(
      "2026-03-08T21:30:00.000Z",
    );
    // São Paulo, Sun 4 Nov 2018 had no 00:00: its Saturday ended at 03:00 UTC, when clocks went to 01:00
    const saoPaulo = { ...newYork, timeZone: "America/Sao_Paulo" };
    const strict = { ...saoPaulo, calendarDays: { isMovedPastDaysOff: false } };
    expect(dueUtc("2018-11-02T15:00:00Z", 1, "calendar-days", strict)).toBe(
      "2018-11-04T03:00:00.000Z",
    );
  });

  it("counts the hours that there are", () => {
    // 8 Mar 01:00–02:00 EST 1 · 03:00–04:00 EDT 2: 04:00 EDT is 08:00 UTC
    expect(dueUtc("2026-03-08T05:00:00Z", 2, "working-hours", spans("01:00", "04:00"))).toBe(
      "2026-03-08T08:00:00.000Z",
    );
    // 1 Nov 00:30–02:00 EDT 1½ · 01:00–02:30 EST 3: 02:30 EST is 07:30 UTC
    expect(dueUtc("2026-11-01T04:30:00Z", 3, "working-hours", spans("00:30", "03:00"))).toBe(
      "2026-11-01T07:30:00.000Z",
    );
  });
});
