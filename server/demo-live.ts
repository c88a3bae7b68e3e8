import { setTimeout as pause } from "node:timers/promises";
import { isWorked, ON_THE_STREET } from "../data/demo/case-hours.ts";
import { DEMO_UNITS } from "../data/demo/case-units.ts";
import { doneOf } from "../data/demo/case-words.ts";
import { hasContactOf } from "../data/demo/cases.ts";
import { DEMO_DISTRICT_ID, lifeStream } from "../data/demo/generate.ts";
import type { DemoCase, DemoEvent } from "../data/demo/records.ts";
import type { Desk } from "./complaints/case-desk.ts";
import { readCase, readEvents } from "./complaints/case-store.ts";
import { happen } from "./complaints/case-write.ts";
import { takeComplaint } from "./complaints/intake.ts";
import { standingOf } from "./complaints/life.ts";
import { demoAnchor } from "./demo.ts";
import type { Asked } from "./demo-days-child.ts";
import {
  DEMO_OWNER,
  readScripted,
  readTaken,
  type Scripted,
  toCome,
  withoutLost,
} from "./demo-script.ts";
import { SERVER_ACTOR } from "./store/audit.ts";
import type { Database, Queryable } from "./store/database.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TICK_MS = MINUTE_MS;
const DAYS_AHEAD = 14;

/** The complaints of some days after the anchor, unless the server closes first. */
export type CasesOfDays = (asked: Asked, closing: AbortSignal) => Promise<readonly DemoCase[]>;

export type Live = {
  readonly database: Database;
  readonly casesOfDays: CasesOfDays;
  /** Stops it, between one transaction and the next. */
  readonly closing: AbortSignal;
  /** Told once all that is to have happened by now has. */
  readonly caughtUp?: () => void;
};

/** What one look at the clock did. */
export type LiveTick = { readonly taken: number; readonly steps: number };

/**
 * Lets the demonstration live: complaints come in when their time has come, and units and offices go on with those that
 * are open, minute by minute, by the same steps as people take.
 *
 * Nothing here is drawn while it runs: what happens when is the same as in a day that is filled later, so a start in the
 * middle of a day catches up, and the next start goes on. Each complaint has a key, and each step is taken only on the
 * complaint as it was seen, locked; so a second process does nothing twice. A complaint with which somebody has done
 * something else leaves its life: then only its unit goes on with it, after a while.
 *
 * @returns A tick: it does all that is to have happened by an instant. Null where there is no demonstration.
 */
export function createLive({ database, casesOfDays, closing }: Live) {
  let ahead: { readonly anchor: Date; fromDay: number; cases: readonly DemoCase[] } | null = null;

  const casesOfDay = async (anchor: Date, day: number) => {
    const isKnown =
      ahead?.anchor.getTime() === anchor.getTime() &&
      day >= ahead.fromDay &&
      day < ahead.fromDay + DAYS_AHEAD;
    if (!ahead || !isKnown) {
      const cases = await casesOfDays({ anchor, fromDay: day, endDay: day + DAYS_AHEAD }, closing);
      ahead = { anchor, fromDay: day, cases };
    }
    const midnight = anchor.getTime() + day * DAY_MS;
    return ahead.cases.filter(({ occurredAt }) => {
      const since = occurredAt.getTime() - midnight;
      return since >= 0 && since < DAY_MS;
    });
  };

  return async function tick(now: Date): Promise<LiveTick | null> {
    const districtId = DEMO_DISTRICT_ID;
    const inDistrict = <T>(work: (tx: Queryable) => Promise<T>) =>
      database.transaction(work, { districtId });
    const [demo] = await inDistrict((tx) =>
      tx.query<{ anchor: Date; timeZone: string }>(
        `select demo_anchor as anchor, time_zone as "timeZone" from district
         where district_id = $1 and is_demo and demo_anchor is not null`,
        [districtId],
      ),
    );
    if (!demo) return null;
    const { anchor, timeZone } = demo;
    const day = (demoAnchor(now).getTime() - anchor.getTime()) / DAY_MS;
    if (day < 0) return null;
    const deskAt = (tx: Queryable, at: Date, name: string, unitId: string | null): Desk => ({
      ...{ tx, districtId, timeZone, now: at, actor: { ...SERVER_ACTOR, name } },
      may: () => true,
      unitIds: new Set(unitId === null ? [] : [unitId]),
    });

    const today = (await casesOfDay(anchor, day)).filter(({ occurredAt }) => occurredAt <= now);
    const taken = await inDistrict((tx) =>
      readTaken(
        tx,
        districtId,
        today.map(({ complaintId }) => complaintId),
      ),
    );
    const done = { taken: 0, steps: 0 };
    for (const one of today) {
      if (closing.aborted) return done;
      if (taken.has(one.complaintId)) continue;
      const { occurredAt, events } = one;
      const result = await inDistrict((tx) =>
        take(deskAt(tx, occurredAt, events[0]!.actor, null), one, taken),
      );
      taken.set(one.complaintId, result.complaintId);
      if (result.isNew) done.taken += 1;
    }

    const open = await inDistrict((tx) =>
      readScripted(tx, districtId, new Date(now.getTime() - 2 * DAY_MS)),
    );
    for (const one of open) {
      const steps = one.life ? toCome(one, new Date(now.getTime() + 1)) : unitStep(one, now);
      let { events } = one;
      for (const event of steps) {
        if (closing.aborted) return done;
        const { at, actor, unitId } = event;
        const isTaken = await inDistrict((tx) =>
          step(deskAt(tx, at, actor, unitId), one.complaintId, events, event),
        );
        if (!isTaken) break;
        events += 1;
        done.steps += 1;
      }
    }
    return done;
  };
}

/** Takes a complaint down as a duty officer would. */
async function take(desk: Desk, given: DemoCase, taken: ReadonlyMap<string, string>) {
  const [one] = await withoutLost(desk.tx, desk.districtId, [given]);
  const { channel, category, importance, text, placeKind, address, placeNote } = one!;
  const { streetId, facilityId, position, occurredAt, complaintId, duplicateOf, reporterId } = one!;
  const original = duplicateOf === null ? undefined : taken.get(duplicateOf);
  return takeComplaint(
    desk,
    {
      ...{ channel, category, importance, text, placeKind, address, placeNote, streetId },
      ...{ facilityId, position: position && [position[0], position[1]] },
      occurredAt: occurredAt.toISOString(),
      reporter: hasContactOf(reporterId) ? { contact: "演示" } : null,
      ...(original === undefined ? {} : { duplicateOf: original }),
    },
    { owner: DEMO_OWNER, key: complaintId },
  );
}

/** @param seen  How many events it had; with more, somebody was first. @returns whether it was taken. */
async function step(desk: Desk, complaintId: string, seen: number, event: DemoEvent) {
  const complaint = await readCase(desk.tx, desk.districtId, complaintId, { isLocked: true });
  if (complaint?.events !== seen) return false;
  const events = await readEvents(desk.tx, desk.districtId, complaintId);
  const { action, data } = event;
  await happen(desk, complaint, standingOf(complaint.kind, events), { action, data });
  return true;
}

/** What a unit does with a complaint that somebody has sent it: by day, and not at once. */
function unitStep(one: Scripted, now: Date): DemoEvent[] {
  const { complaintId, kind, state, unitId, lastAt, category, events } = one;
  const action = { assigned: "accept", accepted: "arrive", "on-site": "report" }[state as string];
  if (kind !== "direct" || !action || unitId === null || !isWorked(now, ON_THE_STREET)) return [];
  const random = lifeStream(`${complaintId}/${events}`);
  if (now.getTime() - lastAt.getTime() < random.whole(15, 60) * MINUTE_MS) return [];
  const data = action === "report" ? { words: doneOf(category, random) } : {};
  return [{ action, at: now, actor: nameOf(unitId), unitId, data }];
}

/** The demonstration's units are known by their names; what somebody has added is a unit. */
const nameOf = (unitId: string) => {
  const known = DEMO_UNITS.find((unit) => unit.unitId === unitId);
  return `${known?.name ?? "承办单位"}（演示）`;
};

/**
 * Ticks every minute until the server closes.
 *
 * @param log  Hears of what went wrong; the next tick tries again.
 * @returns when it has stopped.
 */
export async function runLive(live: Live, log: (error: unknown) => void): Promise<void> {
  const { closing } = live;
  const tick = createLive(live);
  while (!closing.aborted) {
    try {
      await tick(new Date());
    } catch (error) {
      if (!closing.aborted) log(error);
    }
    live.caughtUp?.();
    await pause(TICK_MS, undefined, { signal: closing, ref: false }).catch(() => {});
  }
}
