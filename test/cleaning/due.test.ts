import { describe, expect, it } from "vitest";
import { addDays, daysOf, periodOf } from "../../server/cleaning/calendar.ts";
import {
  duePasses,
  type Order,
  orderPasses,
  periodPasses,
  type Route,
  type Suspension,
} from "../../server/cleaning/due.ts";
import { HELSINKI, local, route } from "../worlds/cleaning.ts";

const dueOn = (
  day: string,
  changes: Partial<Route> = {},
  suspensions: readonly Suspension[] = [],
) => duePasses([route(changes)], suspensions, day, HELSINKI);
const GRACE = 30 * 60_000;
const HOUR = 3_600_000;

describe("what is due on a day", () => {
  it("is one pass a shift, by the clock of the place, with grace on either side", () => {
    const shifts = [
      { from: "04:30", to: "07:00" },
      { from: "12:30", to: "14:30" },
    ];
    const passes = dueOn("2026-03-02", { shifts, passes: 2 });
    expect(passes.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [local("2026-03-02", "04:30"), local("2026-03-02", "07:00")],
      [local("2026-03-02", "12:30"), local("2026-03-02", "14:30")],
    ]);
    expect(new Date(passes[0]!.fromMs).toISOString()).toBe("2026-03-02T02:30:00.000Z");
    expect(passes[0]!.slots).toEqual([
      {
        ...{ fromMs: passes[0]!.fromMs, toMs: passes[0]!.toMs },
        ...{ earliestMs: passes[0]!.fromMs - GRACE, latestMs: passes[0]!.toMs + GRACE },
      },
    ]);
    expect(passes.map(({ ordinal, of, passId }) => [ordinal, of, passId])).toEqual([
      [1, 2, "r:2026-03-02:1"],
      [2, 2, "r:2026-03-02:2"],
    ]);
  });

  it("passes midnight, and is of the day on which its shift begins", () => {
    const [pass] = dueOn("2026-03-02", { shifts: [{ from: "22:30", to: "04:30" }] });
    expect([pass!.day, pass!.fromMs, pass!.toMs]).toEqual([
      ...["2026-03-02", local("2026-03-02", "22:30"), local("2026-03-03", "04:30")],
    ]);
  });

  it("is an hour shorter in the night in which clocks go forward", () => {
    // Helsinki, 29 March 2026: 03:00 becomes 04:00
    const [pass] = dueOn("2026-03-28", { shifts: [{ from: "22:30", to: "04:30" }] });
    expect(pass!.toMs - pass!.fromMs).toBe(5 * HOUR);
  });

  it("divides a shift evenly among more passes, without a gap or an overlap", () => {
    const passes = dueOn("2026-03-02", { passes: 3 });
    const minutes = passes.map(({ fromMs, toMs }) => (toMs - fromMs) / 60_000);
    expect(minutes).toEqual([50, 50, 50]); // of 04:30–07:00
    expect(passes[0]!.slots[0]!.latestMs).toBe(passes[1]!.fromMs);
    expect(passes[1]!.slots[0]!.earliestMs).toBe(passes[0]!.toMs);
    expect(passes[0]!.slots[0]!.earliestMs).toBe(passes[0]!.fromMs - GRACE);
    expect(passes[2]!.slots[0]!.latestMs).toBe(passes[2]!.toMs + GRACE);
  });

  it("lets any of several shifts do where fewer passes are due", () => {
    const shifts = [
      { from: "04:30", to: "07:00" },
      { from: "12:30", to: "14:30" },
    ];
    const [pass, ...more] = dueOn("2026-03-02", { shifts, passes: 1 });
    expect(more).toEqual([]);
    expect([pass!.slots.length, pass!.need]).toEqual([2, 1]);
  });

  it("lasts all day where there are no shifts, and has no grace then", () => {
    const [pass] = dueOn("2026-03-02", { shifts: [] });
    expect([pass!.slots[0]!.earliestMs, pass!.slots[0]!.latestMs]).toEqual([
      ...[local("2026-03-02", "00:00"), local("2026-03-03", "00:00")],
    ]);
  });

  it("is, of a fraction, so many in as many days", () => {
    const days = daysOf("2026-01-01", "2026-01-30");
    const sum = (passes: number) =>
      days.reduce((total, day) => total + dueOn(day, { passes, shifts: [] }).length, 0);
    expect([sum(0.5), sum(1.5), sum(1 / 3), sum(0.1)]).toEqual([15, 45, 10, 3]);
  });

  it("is one pass a window of patrol, however many it says", () => {
    const passes = dueOn("2026-03-02", {
      ...{ work: "patrol", passes: 5, shifts: [{ from: "04:30", to: "22:30" }] },
    });
    expect(passes.map(({ fromMs, toMs }) => (toMs - fromMs) / HOUR)).toEqual([18]);
  });

  it("is of the version that is valid, from its first day and not on its last", () => {
    const validity = { validFrom: "2026-03-02", validTo: "2026-03-04" };
    const days = daysOf("2026-03-01", "2026-03-05");
    expect(days.map((day) => dueOn(day, validity).length)).toEqual([0, 1, 1, 0, 0]);
  });

  it("is in summer the work of summer, and otherwise the other", () => {
    const of = (season: "summer" | "other") =>
      ["2026-05-31", "2026-06-01", "2026-09-30", "2026-10-01"].map(
        (day) => dueOn(day, { season }).length,
      );
    expect(of("summer")).toEqual([0, 1, 1, 0]);
    expect(of("other")).toEqual([1, 0, 0, 1]);
  });

  it("is one street a day in turn, over and over", () => {
    const turn = { turn: "street", work: "wash", period: "month", passes: 15 } as const;
    const edges = daysOf("2026-01-01", "2026-01-04").map((day) => dueOn(day, turn)[0]!.edges);
    expect(edges).toEqual([[0, 1], [2], [0, 1], [2]]);
    expect(periodPasses([route(turn)], [], "2026-01-03", HELSINKI)).toEqual([]);
  });
});

describe("what is due in a week or month", () => {
  it("counts on its last day, and may be done on any", () => {
    const week = { period: "week", passes: 2, shifts: [] } as const;
    // 2026-03-02 is a Monday
    const days = daysOf("2026-03-02", "2026-03-08");
    expect(days.map((day) => dueOn(day, week).length)).toEqual([0, 0, 0, 0, 0, 0, 2]);
    const passes = dueOn("2026-03-08", week);
    expect(passes.map(({ slots, need }) => [slots.length, need])).toEqual([
      [7, 1],
      [7, 2],
    ]);
    expect(passes[0]!.fromMs).toBe(local("2026-03-02", "00:00"));
    expect(periodPasses([route(week)], [], "2026-03-05", HELSINKI)).toEqual(passes);
  });

  it("is a part of it where the route is not valid throughout", () => {
    const week = { period: "week", passes: 7, shifts: [] } as const;
    const passes = dueOn("2026-03-05", { ...week, validTo: "2026-03-06" });
    expect(passes).toHaveLength(4); // Monday to Thursday of seven a week
  });

  it("is one in two months where it is half a pass a month", () => {
    const month = { period: "month", passes: 0.5, shifts: [] } as const;
    const ends = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"];
    expect(ends.map((day) => dueOn(day, month).length)).toEqual([0, 1, 0, 1]);
  });

  it("begins on a Monday and on the first", () => {
    expect(periodOf("week", "2026-03-01")).toEqual(["2026-02-23", "2026-03-01"]);
    expect(periodOf("month", "2024-02-10")).toEqual(["2024-02-01", "2024-02-29"]);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });
});

describe("suspended work", () => {
  const suspension = (from: string, to: string, changes: Partial<Suspension> = {}): Suspension => ({
    ...{ suspensionId: "cold", works: ["full_sweep"], reason: "低于 4 ℃", withdrawnMs: null },
    ...{ fromMs: local("2026-03-02", from), toMs: local("2026-03-02", to) },
    ...changes,
  });
  const isSuspended = (one: Suspension) => dueOn("2026-03-02", {}, [one])[0]!.suspension !== null;

  it("is that of which at least half the time is taken", () => {
    expect(isSuspended(suspension("04:00", "05:45"))).toBe(true); // 75 of 150 minutes
    expect(isSuspended(suspension("04:00", "05:44"))).toBe(false);
    expect(isSuspended(suspension("00:00", "23:00", { works: ["wash"] }))).toBe(false);
  });

  it("is due again from when it was withdrawn", () => {
    const withdrawnMs = local("2026-03-02", "05:00");
    expect(isSuspended(suspension("00:00", "23:00", { withdrawnMs }))).toBe(false);
    expect(
      isSuspended(suspension("00:00", "23:00", { withdrawnMs: local("2026-03-02", "06:00") })),
    ).toBe(true);
  });
});

it("an order is due on the day it is due by, until it is withdrawn", () => {
  const order: Order = {
    ...{ orderId: "o", work: "wash", edges: [1], raisedMs: 0, dueMs: HOUR, reason: "撒漏" },
    withdrawnMs: null,
  };
  const [pass] = orderPasses([order, { ...order, withdrawnMs: 5 }], () => "1970-01-01", 30);
  expect(pass).toMatchObject({ passId: "order:o", day: "1970-01-01", route: null, edges: [1] });
  expect(orderPasses([{ ...order, withdrawnMs: 5 }], () => "", 30)).toEqual([]);
});
