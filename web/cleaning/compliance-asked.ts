import { addDays, daysBetween, isDay } from "../ui/format.ts";
import { DUE_BY, type DueBy } from "./compliance-words.ts";
import { workOf } from "./params.ts";
import type { ComplianceAsked, ComplianceGroup, SectionsAsked } from "./queries.ts";
import { DUE_STATES, PASS_STATES, type PassState, type Work } from "./titles.ts";

const MOST_DAYS = 92;

/** Periods one asks for most, each with both its days. */
export const PERIODS = ["today", "yesterday", "last7", "month", "lastMonth"] as const;

export function namedPeriod(name: (typeof PERIODS)[number], today: string) {
  const first = `${today.slice(0, 8)}01`;
  const before = addDays(first, -1);
  return {
    today: { from: today, to: today },
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    last7: { from: addDays(today, -6), to: today },
    month: { from: first, to: today },
    lastMonth: { from: `${before.slice(0, 8)}01`, to: before },
  }[name];
}

/** Whether both are days, in order, and no more than one may ask for. */
export const isPeriod = (from: string, to: string) =>
  isDay(from) && isDay(to) && from <= to && daysBetween(from, to) < MOST_DAYS;

export type DueAsked = {
  readonly from: string;
  readonly to: string;
  readonly by: DueBy;
  readonly work: Work | null;
  /** The figure whose records are open. */
  readonly open: { readonly key: string; readonly state: PassState | null } | null;
};

/** Of all groups together. */
export const OF_ALL = "*";

/** What the link asks; the last seven days where it names no period that there is. */
export function dueAsked(
  linked: {
    readonly [K in "dueFrom" | "dueTo" | "dueBy" | "dueWork" | "dueKey" | "dueState"]?: string;
  },
  today: string,
): DueAsked {
  const { dueFrom = "", dueTo = "" } = linked;
  const period = isPeriod(dueFrom, dueTo)
    ? { from: dueFrom, to: dueTo }
    : namedPeriod("last7", today);
  return {
    ...period,
    by: DUE_BY.find((by) => by === linked.dueBy) ?? "team",
    work: workOf(linked.dueWork),
    open:
      linked.dueKey === undefined
        ? null
        : {
            key: linked.dueKey,
            state: PASS_STATES.find((state) => state === linked.dueState) ?? null,
          },
  };
}

/** What the server is asked. */
export const toQuery = ({ from, to, by, work }: DueAsked): ComplianceAsked => ({
  ...{ from, to, by },
  ...(work === null || work === "collection" ? {} : { work }),
});

/** The records of a figure; null where the server cannot name them, as those of no team. */
export function recordsOf(asked: DueAsked): SectionsAsked | null {
  const { open, by } = asked;
  if (!open) return null;
  const { by: _, ...query } = toQuery(asked);
  const all = { ...query, ...(open.state === null ? {} : { state: open.state }) };
  if (open.key === OF_ALL) return all;
  const { key } = open;
  const grade = (["main", "1", "2", "3", "4"] as const).find((one) => one === key);
  const narrowed: Record<DueBy, SectionsAsked | null> = {
    day: isDay(key) ? { ...all, from: key, to: key } : null,
    route: { ...all, routeId: key },
    team: { ...all, team: key },
    vehicle: { ...all, vehicleId: key },
    area: { ...all, areaId: key },
    work: workOf(key) ? { ...all, work: workOf(key) as Exclude<Work, "collection"> } : null, // `workOf` gives no collection
    grade: grade ? { ...all, grade } : null,
  };
  return narrowed[by];
}

type Figures = Pick<ComplianceGroup, "states">;

/** What is due: the denominator, in meters or in passes. */
export const dueOf = ({ states }: Figures, unit: "meters" | "passes" = "meters") =>
  DUE_STATES.reduce((sum, state) => sum + states[state][unit], 0);
