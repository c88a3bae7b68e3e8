import type { DemoEvent } from "../data/demo/records.ts";
import type { StepData } from "./complaints/life.ts";
import { issueNumber, keepSupervision } from "./complaints/supervision-store.ts";
import { columnsOf, insertRows } from "./demo-tables.ts";
import type { Queryable } from "./store/database.ts";

/** One event of one complaint, which is the sequence-th. */
export type ToldEvent = {
  readonly complaintId: string;
  readonly sequence: number;
  readonly event: DemoEvent;
};

/** Writes what happened, in bulk; supervisions get their numbers in order of time, and are kept in their list. */
export async function writeEvents(
  tx: Queryable,
  { districtId, timeZone }: { readonly districtId: string; readonly timeZone: string },
  events: readonly ToldEvent[],
): Promise<void> {
  const supervised = events
    .filter(({ event }) => ["supervise", "answer-supervision"].includes(event.action))
    .sort((a, b) => a.event.at.getTime() - b.event.at.getTime());
  const told = new Map<ToldEvent, ToldEvent>();
  for (const one of supervised) {
    const { action, at, data } = one.event;
    const issued = await issueNumber({ tx, districtId, timeZone, now: at }, action);
    told.set(one, { ...one, event: { ...one.event, data: { ...data, ...issued } } });
  }
  const written = events.map((one) => told.get(one) ?? one);
  await insertRows(tx, districtId, "complaint_event", eventColumns(written));
  for (const { complaintId, sequence, event } of told.values()) {
    const { action, at, data } = event;
    await keepSupervision(tx, districtId, complaintId, {
      ...{ sequence, action, at, actorId: null },
      data: data as StepData, // the names are those of the steps
    });
  }
}

const eventColumns = (events: readonly ToldEvent[]) =>
  columnsOf(events, {
    complaint_id: ["text", ({ complaintId }) => complaintId],
    sequence: ["integer", ({ sequence }) => sequence],
    action: ["text", ({ event }) => event.action],
    at: ["timestamptz", ({ event }) => event.at.toISOString()],
    actor_name: ["text", ({ event }) => event.actor],
    unit_id: ["text", ({ event }) => event.unitId],
    data: ["jsonb", ({ event }) => JSON.stringify(event.data)],
  });
