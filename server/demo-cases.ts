import { DEMO_RULES, DEMO_UNITS } from "../data/demo/case-units.ts";
import { hasContactOf } from "../data/demo/cases.ts";
import type { DemoCase, DemoEvent } from "../data/demo/records.ts";
import { ASSIGNMENT_SETTING } from "./complaints/assignment.ts";
import { type CaseTerms, type Terms, termsOfCase } from "./complaints/case-due.ts";
import { type CaseEvent, type Standing, standingOf } from "./complaints/life.ts";
import type { ToldEvent } from "./demo-events.ts";
import { columnsOf, point, type Rows } from "./demo-tables.ts";

/** What the program writes of lives: offices act in them, so an event has a name and no account. */
export const toCaseEvents = (events: readonly DemoEvent[], from = 0): CaseEvent[] =>
  events.map(({ action, at, data }, i) => ({
    ...{ sequence: from + i + 1, action, at, actorId: null },
    data: data as CaseEvent["data"], // the names are those of the steps, which a test takes one by one
  }));

/** A complaint of the demonstration as it stands at an instant, with what has happened by then. */
export type StandingCase = {
  readonly complaint: DemoCase;
  readonly events: readonly DemoEvent[];
  readonly standing: Standing;
  readonly due: CaseTerms;
};

/** @param untilUtc  The present: what would happen from then on has not happened. */
export function standingAt(complaint: DemoCase, terms: Terms, untilUtc: Date): StandingCase {
  const events = complaint.events.filter(({ at }) => at < untilUtc);
  const standing = standingOf(complaint.kind, toCaseEvents(events));
  const due = termsOfCase(terms, complaint, standing);
  return {
    complaint,
    events,
    standing,
    due: { ...due, respondBy: respondBy(complaint, terms, events) },
  };
}

/** By when it first had to be accepted: as it stood when it first waited for that. */
function respondBy(complaint: DemoCase, terms: Terms, events: readonly DemoEvent[]) {
  const waits = complaint.kind === "direct" ? ["assign"] : ["register"];
  const first = events.findIndex(({ action }) => waits.includes(action));
  if (first < 0) return null;
  const then = standingOf(complaint.kind, toCaseEvents(events.slice(0, first + 1)));
  return termsOfCase(terms, complaint, then).respondBy;
}

/** The units that complaints are assigned to. */
export const unitRows = (): Rows => ({
  table: "unit",
  columns: columnsOf(DEMO_UNITS, {
    unit_id: ["text", ({ unitId }) => unitId],
    name: ["text", ({ name }) => name],
    name_en: ["text", ({ nameEn }) => nameEn],
  }),
});

/** The setting by which they get them. */
export const ASSIGNMENT = { key: ASSIGNMENT_SETTING, value: DEMO_RULES };

/** Complaints and who complained, before what happened to them. */
export const caseRows = (cases: readonly StandingCase[]): Rows[] => [
  { table: "reporter", columns: reporterColumns(cases) },
  { table: "complaint", columns: complaintColumns(cases) },
];

function reporterColumns(cases: readonly StandingCase[]) {
  const ids = [...new Set(cases.map(({ complaint }) => complaint.reporterId))];
  return columnsOf(ids, {
    reporter_id: ["text", (id) => id],
    contact: ["text", (id) => (hasContactOf(id) ? "演示" : null)],
  });
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

const complaintColumns = (cases: readonly StandingCase[]) =>
  columnsOf(cases, {
    complaint_id: ["text", ({ complaint }) => complaint.complaintId],
    number: ["text", ({ complaint }) => complaint.number],
    kind: ["text", ({ complaint }) => complaint.kind],
    channel: ["text", ({ complaint }) => complaint.channel],
    category: ["text", ({ complaint }) => complaint.category],
    importance: ["text", ({ complaint }) => complaint.importance],
    text: ["text", ({ complaint }) => complaint.text],
    occurred_on: ["date", ({ complaint }) => complaint.occurredOn],
    occurred_at: ["timestamptz", ({ complaint }) => iso(complaint.occurredAt)],
    received_at: ["timestamptz", ({ complaint }) => iso(complaint.occurredAt)],
    position: ["geometry", ({ complaint }) => point(complaint.position)],
    place_kind: ["text", ({ complaint }) => complaint.placeKind],
    address: ["text", ({ complaint }) => complaint.address],
    place_note: ["text", ({ complaint }) => complaint.placeNote],
    street_id: ["text", ({ complaint }) => complaint.streetId],
    facility_id: ["text", ({ complaint }) => complaint.facilityId],
    area_id: ["text", ({ complaint }) => complaint.areaId],
    reporter_id: ["text", ({ complaint }) => complaint.reporterId],
    is_confidential: ["boolean", ({ complaint }) => complaint.isConfidential],
    state: ["text", ({ standing }) => standing.state],
    unit_id: ["text", ({ standing }) => standing.unitId],
    duplicate_of: ["text", ({ standing }) => standing.duplicateOf],
    due_step: ["text", ({ due: { next } }) => next?.step ?? null],
    due_from: ["timestamptz", ({ due: { next } }) => iso(next?.from ?? null)],
    due_at: ["timestamptz", ({ due: { next } }) => iso(next?.at ?? null)],
    respond_by: ["timestamptz", ({ due }) => iso(due.respondBy)],
    settle_by: ["timestamptz", ({ due }) => iso(due.settleBy)],
    responded_at: ["timestamptz", ({ standing }) => iso(standing.respondedAt)],
    result_at: ["timestamptz", ({ standing }) => iso(standing.resultAt)],
    settled_at: ["timestamptz", ({ standing }) => iso(standing.settledAt)],
    is_resolved: ["boolean", ({ standing }) => standing.isResolved],
    satisfaction: ["text", ({ standing }) => standing.satisfaction],
    reopened: ["smallint", ({ standing }) => standing.reopened],
    is_supervised: ["boolean", ({ standing }) => standing.isSupervised],
    events: ["integer", ({ events }) => events.length],
    revision: ["bigint", ({ events }) => events.length + 1],
  });

/** What happened to complaints, each from its registration. */
export const eventsOf = (cases: readonly StandingCase[]): ToldEvent[] =>
  cases.flatMap(({ complaint: { complaintId, number }, events }) =>
    events.map((event, i) => ({
      ...{ complaintId, sequence: i + 1 },
      event: event.action === "register" ? { ...event, data: { ...event.data, number } } : event,
    })),
  );

/** How many numbers each local day has given out. */
export function counterRows(cases: readonly StandingCase[]): Rows {
  const counts = new Map<string, number>();
  for (const { complaint } of cases)
    counts.set(complaint.occurredOn, (counts.get(complaint.occurredOn) ?? 0) + 1);
  return {
    table: "complaint_counter",
    columns: columnsOf([...counts], {
      day: ["date", ([day]) => day],
      count: ["integer", ([, count]) => count],
    }),
  };
}
