import type { DuePass, Route, Slot } from "../../server/cleaning/due.ts";
import { instantOf } from "../../server/store/local-day.ts";

/** Where the invented routes lie: two hours ahead of UTC, three in summer. */
export const HELSINKI = {
  timeZone: "Europe/Helsinki",
  graceMinutes: 30,
  summerMonths: [6, 7, 8, 9],
};

/** Epoch milliseconds of a local time there. */
export const local = (day: string, time: string) =>
  instantOf(day, `${time}:00`, HELSINKI.timeZone).getTime();

/** A route that is swept once a day in one shift along the edges 0, 1 and 2, of two streets. */
export const route = (changes: Partial<Route> = {}): Route => ({
  ...{ routeId: "r", code: "R", name: "普扫", nameEn: null, work: "full_sweep", part: "whole" },
  ...{ proof: "positions", turn: "none", season: "all", team: "一班", vehicleKind: "sweeper" },
  ...{ vehicleIds: [], shifts: [{ from: "04:30", to: "07:00" }], passes: 1, period: "day" },
  ...{ validFrom: "2026-01-01", validTo: null, edges: [0, 1, 2], streets: [[0, 1], [2]] },
  stopIds: [],
  ...changes,
});

export const slot = (fromMs: number, toMs: number, graceMs = 0): Slot => ({
  ...{ fromMs, toMs, earliestMs: fromMs - graceMs, latestMs: toMs + graceMs },
});

/** A pass of the route between two instants. */
export const passBetween = (
  fromMs: number,
  toMs: number,
  changes: Partial<DuePass> = {},
): DuePass => ({
  ...{ passId: "r:2026-03-02:1", route: route(), orderId: null, work: "full_sweep" },
  ...{ day: "2026-03-02", ordinal: 1, of: 1, fromMs, toMs, slots: [slot(fromMs, toMs)], need: 1 },
  ...{ edges: [0, 1, 2], suspension: null },
  ...changes,
});
