import { STREET_STATES, type StreetState, WORKS, type Work } from "../../data/cleaning.ts";
import type { DuePass } from "./due.ts";
import { type JudgedPass, serviceKey, verdictAt } from "./judged.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How an edge stands with one work. */
export type WorkStatus = {
  readonly work: Work;
  readonly state: StreetState;
  /** Hours that may lie between two services, as the passes due say; null where nothing is due. */
  readonly requiredHours: number | null;
  /** Until when what is open must be done; null where nothing is open. */
  readonly openUntilMs: number | null;
  readonly nextFromMs: number | null;
  /** The pass by which it stands so. */
  readonly by: JudgedPass | null;
};

type Gathered = {
  isOpenDone: boolean;
  openUntilMs: number | null;
  closedMs: number;
  closed: StreetState | null;
  nextFromMs: number | null;
  perDay: number;
  byOpen: JudgedPass | null;
  byClosed: JudgedPass | null;
  byNext: JudgedPass | null;
};

/**
 * How does each street edge stand now?
 *
 * Of a work it is `done` when the pass that is open is done, or the last one was and none is open; `on_time` while a pass
 * is open and the one before is done or none was; `behind` when the last pass that is over was not done, or could not be;
 * `no_data` when nobody can know of it. What was over a day ago says nothing any more.
 *
 * @param passes  those of yesterday, today and tomorrow, and those of the week and month that are under way.
 * @returns by `serviceKey`; an edge of which nothing is due is not in it.
 */
export function workStatuses(
  passes: readonly JudgedPass[],
  today: string,
  nowMs: number,
): ReadonlyMap<number, WorkStatus> {
  const gathered = new Map<number, Gathered>();
  const works = new Map<number, Work>();
  for (const judged of passes)
    judged.pass.edges.forEach((edge, i) => {
      const key = serviceKey(edge, judged.pass.work);
      works.set(key, judged.pass.work);
      let one = gathered.get(key);
      if (!one) {
        one = {
          ...{ isOpenDone: false, openUntilMs: null, closedMs: nowMs - DAY_MS, closed: null },
          ...{ nextFromMs: null, perDay: 0, byOpen: null, byClosed: null, byNext: null },
        };
        gathered.set(key, one);
      }
      gather(one, judged, i, today, nowMs);
    });
  return new Map(
    [...gathered].map(([key, one]): [number, WorkStatus] => [key, statusOf(works.get(key)!, one)]),
  );
}

function gather(one: Gathered, judged: JudgedPass, i: number, today: string, nowMs: number) {
  const { pass } = judged;
  const { state } = verdictAt(judged, i);
  if (state !== "suspended") one.perDay += perDayOf(pass, today);
  if (nowMs < pass.fromMs) {
    if (pass.fromMs < (one.nextFromMs ?? Number.POSITIVE_INFINITY)) one.byNext = judged;
    one.nextFromMs = Math.min(one.nextFromMs ?? pass.fromMs, pass.fromMs);
    return;
  }
  const isOpen = nowMs <= pass.slots.at(-1)!.latestMs;
  if (isOpen && (state === "open" || one.byOpen === null)) one.byOpen = judged;
  if (isOpen && state === "done") one.isOpenDone = true;
  else if (isOpen && state === "open")
    one.openUntilMs = Math.min(one.openUntilMs ?? pass.toMs, pass.toMs);
  if (state === "open" || pass.toMs <= one.closedMs) return;
  one.closedMs = pass.toMs;
  one.byClosed = judged;
  one.closed = CLOSED[state] ?? null;
}

const CLOSED: Readonly<Record<string, StreetState>> = {
  done: "done",
  could_not: "behind",
  not_done: "behind",
  not_recorded: "no_data",
  suspended: "suspended",
};

/** How many passes of its kind a day has, by this one. */
function perDayOf(pass: DuePass, today: string): number {
  const isWithinDays = pass.toMs - pass.fromMs > 1.5 * DAY_MS;
  if (isWithinDays) return DAY_MS / (pass.toMs - pass.fromMs);
  return pass.day === today && pass.orderId === null ? 1 : 0;
}

function statusOf(work: Work, one: Gathered): WorkStatus {
  const { openUntilMs, nextFromMs, perDay, closed } = one;
  const state = stateOf(one, closed);
  return {
    ...{ work, state, openUntilMs, nextFromMs },
    by: (state === closed ? one.byClosed : null) ?? one.byOpen ?? one.byClosed ?? one.byNext,
    requiredHours: perDay > 0 ? DAY_MS / perDay / HOUR_MS : null,
  };
}

function stateOf({ isOpenDone, openUntilMs }: Gathered, closed: StreetState | null): StreetState {
  if (closed === "behind" || closed === "no_data") return closed;
  if (openUntilMs !== null) return "on_time";
  if (isOpenDone) return "done";
  return closed ?? "nothing_due";
}

/** The one that says how an edge stands with all its works: the worst, and of several the first kind of work. */
export const worstOf = (statuses: readonly WorkStatus[]): WorkStatus | null =>
  statuses.reduce<WorkStatus | null>(
    (worst, one) => (worst === null || rankOf(one) < rankOf(worst) ? one : worst),
    null,
  );

const rankOf = ({ state }: WorkStatus) => STREET_STATES.indexOf(state);

/** The works of which something is due on an edge. */
export const statusesOf = (
  statuses: ReadonlyMap<number, WorkStatus>,
  edge: number,
  work: Work | null,
): WorkStatus[] =>
  WORKS.filter((one) => work === null || one === work).flatMap(
    (one) => statuses.get(serviceKey(edge, one)) ?? [],
  );
