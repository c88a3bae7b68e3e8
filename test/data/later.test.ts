import { describe, expect, it } from "vitest";
import { generateDemo, laterComplaints } from "../../data/demo/generate.ts";
import type { DemoComplaint } from "../../data/demo/records.ts";
import written from "../../data/demo/truths.json" with { type: "json" };
import { PLANTED, REPORTER } from "../../data/demo/truths.ts";
import { isInRing, outlineOf } from "../worlds/ring.ts";

const anchor = new Date(written.anchor);
const demo = generateDemo({ anchor });
/** 52 whole weeks, so that every weekday comes as often. */
const YEAR = 364;
const year = laterComplaints({ anchor, fromDay: 0, endDay: YEAR });

const offsetOf = ({ occurredAt }: DemoComplaint) =>
  Math.floor((occurredAt.getTime() - anchor.getTime()) / 86_400_000);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const between = (list: readonly DemoComplaint[], fromDay: number, endDay: number) =>
  list.filter((one) => offsetOf(one) >= fromDay && offsetOf(one) < endDay);

/** Two Poisson counts of one mean differ by less than this, but for once in 15,000. */
const fourDeviations = (count: number, other: number) => 4 * Math.sqrt(count + other);

/** What was planted in some weeks, counted back from the anchor (0 is the last one), the one reporter included. */
const plantedIn = (fromWeek: number, endWeek: number) => {
  const weeks = Array.from({ length: fromWeek - endWeek }, (_, i) => fromWeek - i);
  const perWeek = Object.values(PLANTED).flatMap((plan) =>
    weeks.map((week) => (week >= plan.toWeek && week <= plan.fromWeek ? plan.perWeek(week) : 0)),
  );
  const isReporterIn = weeks.includes(Math.floor((-1 - REPORTER.day) / 7));
  return sum(perWeek) + (isReporterIn ? REPORTER.count : 0);
};
const lastingPerWeek = sum(
  Object.values(PLANTED)
    .filter(({ toWeek }) => toWeek === 0)
    .map(({ perWeek }) => perWeek(0)),
);

describe("the complaints of the days after the anchor", () => {
  it("are the same for a day alone and for a day among others", () => {
    for (const day of [0, 146]) {
      const alone = laterComplaints({ anchor, fromDay: day, endDay: day + 1 });
      expect(alone.length).toBeGreaterThan(0);
      expect(alone).toEqual(between(year, day, day + 1));
    }
  });

  it("are none where no day is asked for, and are refused before the anchor", () => {
    expect(laterComplaints({ anchor, fromDay: 5, endDay: 5 })).toEqual([]);
    expect(() => laterComplaints({ anchor, fromDay: -1, endDay: 5 })).toThrow(/-1/);
  });

  it("have keys and numbers that no other complaint has, counted within their day", () => {
    const all = [...demo.complaints, ...year];
    expect(new Set(all.map(({ complaintId }) => complaintId)).size).toBe(all.length);
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
    for (const { number, occurredOn } of year) {
      expect(number.slice(0, 10)).toBe(`TS${occurredOn.replaceAll("-", "")}`);
    }
    const first = between(year, 0, 1).map(({ number }) => Number(number.slice(-4)));
    expect(first).toEqual(first.map((_, i) => i + 1));
  });

  it("come at an instant of their own local day, in order, and on every day", () => {
    const local = ({ occurredAt }: DemoComplaint) =>
      new Date(occurredAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(year.filter((one) => local(one) !== one.occurredOn)).toEqual([]);
    const instants = year.map(({ occurredAt }) => occurredAt.getTime());
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(new Set(year.map(offsetOf)).size).toBe(YEAR);
  });

  it.each([4, 13, 52])(
    "come in %i weeks as often as in the same weeks a year before, with the truths that last and a little growth",
    (weeks) => {
      const before = between(demo.complaints, -YEAR, -YEAR + 7 * weeks);
      const usualBefore = before.length - plantedIn(51, 51 - weeks);
      // 12 % of the first day's rate in three years: so much after two of them, and after three.
      const growth = (1 + 0.12) / (1 + 0.12 * (2 / 3));
      const expected = usualBefore * growth + lastingPerWeek * weeks;
      const count = between(year, 0, 7 * weeks).length;
      expect(Math.abs(count - expected)).toBeLessThan(fourDeviations(count, usualBefore));
    },
  );

  it("come more on a Monday and less on a Sunday, as before", () => {
    const byWeekday = (list: readonly DemoComplaint[]) => {
      const counts = new Array<number>(7).fill(0);
      for (const { occurredOn } of list) counts[new Date(occurredOn).getUTCDay()]! += 1;
      return counts;
    };
    const history = byWeekday(demo.complaints.filter((one) => offsetOf(one) !== REPORTER.day));
    const later = byWeekday(year);
    const share = later.map((count, day) => [count, (history[day]! * year.length) / sum(history)]);
    // Planted complaints have no weekday and are a larger part than before: that moves a weekday by under 2 %.
    for (const [count, expected] of share) {
      expect(Math.abs(count! - expected!)).toBeLessThan(
        4 * Math.sqrt(expected!) + expected! * 0.02,
      );
    }
    expect(later[1]! / later[0]!).toBeGreaterThan(1.2);
  });

  it("have their seasons: leaves burn in autumn, three times as much in a month", () => {
    const months = new Array<number>(12).fill(0);
    for (const { category, occurredOn } of year)
      if (category === "leaf-burning") months[Number(occurredOn.slice(5, 7)) - 1]! += 1;
    const perMonth = (some: readonly number[]) => sum(some) / some.length;
    const [others, autumn] = [perMonth(months.slice(0, 9)), perMonth(months.slice(9))];
    expect(Math.abs(autumn - 3 * others)).toBeLessThan(4 * Math.sqrt(autumn / 3 + others));
  });

  it("go on with what had not ended, and leave what had ended quiet", () => {
    const metersTo = (id: string) => {
      const [lng, lat] = written.truths.find((one) => one.id === id)!.position as [number, number];
      return ({ position }: DemoComplaint) =>
        position === null
          ? Number.POSITIVE_INFINITY
          : Math.hypot((position[0] - lng) * 111_195 * 0.8919, (position[1] - lat) * 111_195);
    };
    const perWeekNear = (id: string, list: readonly DemoComplaint[], weeks: number) =>
      list.filter((one) => metersTo(id)(one) < 200).length / weeks;
    const lastQuarter = between(demo.complaints, -91, 0);
    const growing = perWeekNear("growing-hot-spot", year, 52);
    expect(growing).toBeGreaterThan(PLANTED.growing.perWeek(0));
    expect(perWeekNear("persistent-hot-spot", year, 52)).toBeGreaterThan(
      PLANTED.persistent.perWeek(0),
    );
    expect(growing).toBeGreaterThan(perWeekNear("growing-hot-spot", lastQuarter, 13));
    expect(perWeekNear("ended-hot-spot", year, 52)).toBeLessThan(PLANTED.ended.perWeek(52) / 4);
    expect(year.filter(({ reporterId }) => reporterId === REPORTER.reporterId)).toEqual([]);
  });

  it("lie inside the border and not in the river or a pond", () => {
    const boundary = demo.areas.find(({ level }) => level === "district")!.boundary[0]![0]!;
    const water = demo.ground
      .filter(({ kind }) => kind === "water")
      .map(({ shape }) => outlineOf(shape));
    const wrong = year.filter(
      ({ position }) =>
        position &&
        (!isInRing(position, boundary) || water.some((ring) => isInRing(position, ring))),
    );
    expect(wrong).toEqual([]);
    expect(year.filter(({ position }) => position).length).toBeGreaterThan(year.length * 0.95);
  });

  it("name streets and facilities of the town", () => {
    const streets = new Set(demo.streets.map(({ streetId }) => streetId));
    const facilities = new Set(demo.facilities.map(({ facilityId }) => facilityId));
    const lost = year.filter(
      ({ streetId, facilityId }) =>
        (streetId && !streets.has(streetId)) || (facilityId && !facilities.has(facilityId)),
    );
    expect(lost).toEqual([]);
  });

  it("have one proposal of the political consultative conference in a year", () => {
    expect(year.filter(({ channel }) => channel === "proposal")).toHaveLength(1);
  });
});
