import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chineseCalendar, dayAfter } from "../../server/complaints/calendar.ts";
import { type Clock, deadlineOf, dueAt, type Term } from "../../server/complaints/deadlines.ts";
import { localDay } from "../../server/store/local-day.ts";

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

describe("any term", () => {
  const units = ["minutes", "hours", "working-hours", "working-days", "calendar-days"] as const;
  const zones = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"] as const;
  const terms = {
    start: fc.date({
      min: new Date("2024-01-01"),
      max: new Date("2027-12-31"),
      noInvalidDate: true,
    }),
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom(...units),
  };

  it("never ends before it begins, and ends no earlier when it begins later or is longer", () => {
    const later = fc.integer({ min: 0, max: 10 * 86_400_000 });
    fc.assert(
      fc.property(
        fc.record({ ...terms, zone: fc.constantFrom(...zones), later, more: fc.nat(10) }),
        ({ start, amount, unit, zone, later, more }) => {
          const clock = { ...china, timeZone: zone };
          const end = dueAt(start, { amount, unit }, clock);
          expect(end >= start).toBe(true);
          const startLater = new Date(start.getTime() + later);
          expect(dueAt(startLater, { amount, unit }, clock) >= end).toBe(true);
          expect(dueAt(start, { amount: amount + more, unit }, clock) >= end).toBe(true);
        },
      ),
    );
  });

  it("holds as much working time as it says, counted minute by minute and day by day", () => {
    const hour = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60;
    const isWorkedMinute = (instant: number) => {
      const wall = new Date(instant + 8 * 3_600_000).toISOString();
      const at = hour(wall.slice(11, 16));
      const isInside = (at >= 8 && at < 12) || (at >= 14.5 && at < 17.5);
      return isInside && china.calendar.isWorkingDay(wall.slice(0, 10));
    };
    fc.assert(
      fc.property(terms.start, fc.integer({ min: 1, max: 20 }), (at, amount) => {
        const start = Math.floor(at.getTime() / 60_000) * 60_000;
        const end = dueAt(new Date(start), { amount, unit: "working-hours" }, china).getTime();
        let minutes = 0;
        for (let now = start; now < end; now += 60_000) if (isWorkedMinute(now)) minutes++;
        expect(minutes).toBe(amount * 60);
        expect(isWorkedMinute(end - 60_000)).toBe(true);

        const { lastDay } = deadlineOf(at, { amount, unit: "working-days" }, china);
        let days = 0;
        for (let day = localDay(at, "Asia/Shanghai"); day < lastDay; ) {
          day = dayAfter(day, 1);
          if (china.calendar.isWorkingDay(day)) days++;
        }
        expect([days, china.calendar.isWorkingDay(lastDay)]).toEqual([amount, true]);
      }),
      { numRuns: 60 },
    );
  });

  it("says where a day on the way was guessed", () => {
    const known = (from: string, amount: number, unit: Term["unit"]) =>
      deadlineOf(new Date(`${from}:00+08:00`), { amount, unit }, china).isCalendarKnown;
    expect(known("2026-02-13T10:00", 5, "working-days")).toBe(true);
    expect(known("2199-02-13T10:00", 5, "working-days")).toBe(false);
    expect(known("2199-02-13T10:00", 5, "calendar-days")).toBe(false);
    expect(known("2199-02-13T10:00", 5, "hours")).toBe(true); // no calendar is asked
  });

  it("refuses what would never end", () => {
    const start = new Date("2026-02-13T10:00+08:00");
    const never = { isWorkingDay: () => false, isKnown: () => true };
    expect(() => dueAt(start, { amount: 0, unit: "hours" }, china)).toThrow(RangeError);
    expect(() => dueAt(start, { amount: 1.5, unit: "working-days" }, china)).toThrow(RangeError);
    for (const unit of ["working-hours", "working-days", "calendar-days"] as const) {
      const clock = { ...china, calendar: never };
      expect(() => dueAt(start, { amount: 1, unit }, clock)).toThrow(/no working day/);
    }
    const idle = { ...china, hours: { spans: [] } };
    expect(() => dueAt(start, { amount: 1, unit: "working-hours" }, idle)).toThrow(RangeError);
  });
});
