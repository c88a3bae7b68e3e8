import type { Work } from "../../data/cleaning.ts";
import { addDays, daysBetween, daysOf, periodOf, startOf, timeOf } from "./calendar.ts";

/** A cleaning route, or one version of it. */
export type Route = {
  readonly routeId: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly work: Work;
  readonly part: "whole" | "fast_lane" | "slow_lane" | "planter";
  readonly proof: "positions" | "confirmation" | "stops";
  /** street: of its streets one is due a day, in turn. */
  readonly turn: "none" | "street";
  readonly season: "all" | "summer" | "other";
  readonly team: string | null;
  readonly vehicleKind: string | null;
  readonly vehicleIds: readonly string[];
  /** Local times, `HH:MM`; one that ends no later than it begins ends on the next day. None: all day. */
  readonly shifts: readonly { readonly from: string; readonly to: string }[];
  /** Due in each period; may be a fraction. */
  readonly passes: number;
  readonly period: "day" | "week" | "month";
  readonly validFrom: string;
  /** The first day on which it is no longer valid. */
  readonly validTo: string | null;
  /** Indices of street edges, in order. */
  readonly edges: readonly number[];
  /** The same by street, in the order in which the route comes to each. */
  readonly streets: readonly (readonly number[])[];
  /** Facilities that a round empties, in order. */
  readonly stopIds: readonly string[];
};

/** Work that is not due for a while. One that was withdrawn ended then. */
export type Suspension = {
  readonly suspensionId: string;
  readonly works: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  readonly withdrawnMs: number | null;
};

/** A surface to be cleaned at once, beside what routes ask. */
export type Order = {
  readonly orderId: string;
  readonly work: Work;
  readonly edges: readonly number[];
  readonly raisedMs: number;
  readonly dueMs: number;
  readonly reason: string;
  readonly withdrawnMs: number | null;
};

/** A time in which a pass is done. */
export type Slot = {
  readonly fromMs: number;
  readonly toMs: number;
  /** With the grace before and after: what is done in it counts. */
  readonly earliestMs: number;
  readonly latestMs: number;
};

/** One pass that is due. */
export type DuePass = {
  readonly passId: string;
  /** null of an order. */
  readonly route: Route | null;
  readonly orderId: string | null;
  readonly work: Work;
  /** The local day on which it counts: that of its shift; of passes due in a week or month, the last of that. */
  readonly day: string;
  /** 1 to `of`: which of the passes due in the day or period it is. */
  readonly ordinal: number;
  readonly of: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** It is done once as many of these were used as `need` says. */
  readonly slots: readonly Slot[];
  readonly need: number;
  readonly edges: readonly number[];
  readonly suspension: Suspension | null;
};

export type Calendar = {
  readonly timeZone: string;
  readonly graceMinutes: number;
  readonly summerMonths: readonly number[];
};

/**
 * Which passes count on a local day?
 *
 * - `period: "day"`: as many as the route says, one a shift; where there are more passes than shifts, each shift is divided
 *   evenly; where there are fewer, any of the shifts will do. A fraction is due every so many days.
 * - `"week"`, `"month"`: due within the period, on whichever of its days; they count on the last day of the route's validity
 *   in it, and of a period in which it is not valid throughout only a part is due.
 * - patrol: one pass a shift, which lasts as long as that.
 * - `turn: "street"`: one pass a day of one street, the n-th day after `validFrom` the n-th, over and over.
 *
 * A pass is suspended when at least half of its time is.
 *
 * @param day  `YYYY-MM-DD`.
 */
export function duePasses(
  routes: readonly Route[],
  suspensions: readonly Suspension[],
  day: string,
  calendar: Calendar,
): DuePass[] {
  return routes.flatMap((route) => passesOn(route, suspensions, day, calendar));
}

/** The passes of the week or month around a day that are due within it, though they do not count before its end. */
export function periodPasses(
  routes: readonly Route[],
  suspensions: readonly Suspension[],
  day: string,
  calendar: Calendar,
): DuePass[] {
  return routes.flatMap((route) => {
    if (!isByPeriod(route)) return [];
    const days = validDays(route, day, calendar);
    return days.length === 0 ? [] : passesOfPeriod(route, suspensions, days, day, calendar);
  });
}

/** What orders ask: one pass each, which counts on the day it is due by. */
export function orderPasses(
  orders: readonly Order[],
  dayOf: (instantMs: number) => string,
  graceMinutes: number,
): DuePass[] {
  return orders
    .filter(({ withdrawnMs }) => withdrawnMs === null)
    .map(({ orderId, work, edges, raisedMs, dueMs }) => ({
      ...{ passId: `order:${orderId}`, route: null, orderId, work, day: dayOf(dueMs) },
      ...{ ordinal: 1, of: 1, need: 1, fromMs: raisedMs, toMs: dueMs, edges, suspension: null },
      slots: [
        {
          ...{ fromMs: raisedMs, toMs: dueMs },
          ...{ earliestMs: raisedMs, latestMs: dueMs + graceMinutes * 60_000 },
        },
      ],
    }));
}

/** Whether it asks for passes within a week or month instead of a day. */
const isByPeriod = ({ period, turn, work }: Route) =>
  period !== "day" && turn === "none" && work !== "patrol";

function isValidOn(route: Route, day: string, { summerMonths }: Calendar): boolean {
  if (day < route.validFrom || (route.validTo !== null && day >= route.validTo)) return false;
  if (route.season === "all") return true;
  return summerMonths.includes(Number(day.slice(5, 7))) === (route.season === "summer");
}

function passesOn(
  route: Route,
  suspensions: readonly Suspension[],
  day: string,
  calendar: Calendar,
): DuePass[] {
  if (!isValidOn(route, day, calendar)) return [];
  if (route.turn === "street") return turnOn(route, suspensions, day, calendar);
  if (isByPeriod(route)) {
    const days = validDays(route, day, calendar);
    return days.at(-1) === day ? passesOfPeriod(route, suspensions, days, day, calendar) : [];
  }
  const isPatrol = route.work === "patrol";
  const count = isPatrol
    ? Math.max(1, route.shifts.length)
    : upTo(route.passes, daysBetween(route.validFrom, day));
  const slots = slotsOn(route, day, count, calendar);
  return passes(route, suspensions, day, count, slots, route.edges);
}

function turnOn(
  route: Route,
  suspensions: readonly Suspension[],
  day: string,
  calendar: Calendar,
): DuePass[] {
  const { streets, validFrom } = route;
  if (streets.length === 0) return [];
  const street = streets[daysBetween(validFrom, day) % streets.length]!;
  return passes(route, suspensions, day, 1, slotsOn(route, day, 1, calendar), street);
}

const validDays = (route: Route, day: string, calendar: Calendar) =>
  daysOf(...periodOf(route.period === "month" ? "month" : "week", day)).filter((one) =>
    isValidOn(route, one, calendar),
  );

function passesOfPeriod(
  route: Route,
  suspensions: readonly Suspension[],
  days: readonly string[],
  day: string,
  calendar: Calendar,
): DuePass[] {
  const period = route.period === "month" ? "month" : "week";
  const [first, last] = periodOf(period, day);
  const length = daysBetween(first, last) + 1;
  const count =
    days.length === length
      ? upTo(route.passes, periodsBetween(period, route.validFrom, first))
      : Math.floor((route.passes * days.length) / length + 1e-9);
  const shifts = Math.max(1, route.shifts.length);
  const each = Math.max(shifts, Math.ceil(count / days.length));
  const slots = days.flatMap((one) => slotsOn(route, one, each, calendar));
  return passes(route, suspensions, days.at(-1)!, count, slots, route.edges);
}

/** How many are due in the n-th period, so that after any number of periods no whole pass is missing. */
const upTo = (passesEach: number, n: number) =>
  Math.floor((n + 1) * passesEach + 1e-6) - Math.floor(n * passesEach + 1e-6);

function periodsBetween(period: "week" | "month", from: string, to: string): number {
  if (period === "week") return Math.round(daysBetween(periodOf("week", from)[0], to) / 7);
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from);
}

/** The times of a route on a day: its shifts, and these divided where there are fewer than `count`. */
function slotsOn(route: Route, day: string, count: number, calendar: Calendar): Slot[] {
  const { timeZone, graceMinutes } = calendar;
  const shifts = route.shifts
    .map(({ from, to }) => {
      const fromMs = timeOf(day, from, timeZone);
      return { fromMs, toMs: timeOf(to <= from ? addDays(day, 1) : day, to, timeZone) };
    })
    .sort((a, b) => a.fromMs - b.fromMs);
  const isAllDay = shifts.length === 0;
  const windows = isAllDay
    ? [{ fromMs: startOf(day, timeZone), toMs: startOf(addDays(day, 1), timeZone) }]
    : shifts;
  const pieces = windows.flatMap(({ fromMs, toMs }, i) => {
    const parts = Math.max(
      1,
      share(count, i + 1, windows.length) - share(count, i, windows.length),
    );
    const at = (part: number) => fromMs + Math.round(((toMs - fromMs) * part) / parts);
    return Array.from({ length: parts }, (_, part) => ({ fromMs: at(part), toMs: at(part + 1) }));
  });
  const grace = isAllDay ? 0 : graceMinutes * 60_000; // days without shifts touch each other
  return pieces.map(({ fromMs, toMs }, i) => {
    const [before, after] = [pieces[i - 1], pieces[i + 1]];
    // between two times what is done counts to the nearer
    const least = before ? (before.toMs + fromMs) / 2 : -Infinity;
    const most = after ? (toMs + after.fromMs) / 2 : Infinity;
    return {
      ...{ fromMs, toMs },
      earliestMs: Math.max(fromMs - grace, least),
      latestMs: Math.min(toMs + grace, most),
    };
  });
}

const share = (count: number, of: number, all: number) => Math.floor((count * of) / all);

function passes(
  route: Route,
  suspensions: readonly Suspension[],
  day: string,
  count: number,
  slots: readonly Slot[],
  edges: readonly number[],
): DuePass[] {
  if (slots.length === 0) return [];
  const isOneEach = slots.length === count;
  return Array.from({ length: count }, (_, i) => {
    const own = isOneEach ? [slots[i]!] : slots;
    return {
      ...{ passId: `${route.routeId}:${day}:${i + 1}`, route, orderId: null, work: route.work },
      ...{ day, ordinal: i + 1, of: count, edges },
      ...{ fromMs: own[0]!.fromMs, toMs: own.at(-1)!.toMs },
      ...{ slots: own, need: isOneEach ? 1 : i + 1 },
      suspension: suspensionOf(route.work, own, suspensions),
    };
  });
}

/** The suspension that takes at least half of the time in which it could be done; of several, the one that takes most. */
function suspensionOf(
  work: Work,
  slots: readonly Slot[],
  suspensions: readonly Suspension[],
): Suspension | null {
  let found: Suspension | null = null;
  let most = 0;
  const whole = slots.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  for (const suspension of suspensions) {
    if (!suspension.works.includes(work)) continue;
    const endMs = Math.min(suspension.toMs, suspension.withdrawnMs ?? suspension.toMs);
    const taken = slots.reduce(
      (sum, { fromMs, toMs }) =>
        sum + Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, suspension.fromMs)),
      0,
    );
    if (taken > most && taken >= whole / 2) [found, most] = [suspension, taken];
  }
  return found;
}
