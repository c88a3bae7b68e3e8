import type { ComplaintKind } from "../../data/complaint-life.ts";
import { readTerms, type Terms, termsOfCase } from "../complaints/case-due.ts";
import { readIntake } from "../complaints/intake-settings.ts";
import { type CaseEvent, type EventData, standingOf } from "../complaints/life.ts";
import type { Queryable } from "../store/database.ts";
import { type Links, positionOf, readLinks } from "./complaint-links.ts";
import { keepReporters } from "./complaint-reporters.ts";
import type { ComplaintFacts, Note } from "./complaint-rows.ts";
import type { ImportRecord } from "./record.ts";

/** Who an import is in the timeline of a complaint. */
const ACTOR = "导入 import";

/** Records in one statement. */
const CHUNK = 5_000;

const lotsOf = <T>(all: readonly T[]) =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  );

/** Complaints ready to be written, with what happened to each. */
export type CompletedComplaints = {
  readonly records: readonly ImportRecord[];
  /** What an import says of each complaint, by id. */
  readonly said: ReadonlyMap<string, EventData>;
  /** Complaints that somebody has worked on here: no file changes them any more. */
  readonly living: number;
  readonly notes: readonly Note[];
};

type Known = { id: string; reporter_id: string | null; is_living: boolean };

/** What is known of complaints that are in the register already. They stay locked until the import is written. */
async function readKnown(tx: Queryable, districtId: string, records: readonly ImportRecord[]) {
  const known = new Map<string, Known>();
  for (const lot of lotsOf(records)) {
    const rows = await tx.query<Known>(
      `select c.complaint_id as id, c.reporter_id, exists (
         select 1 from complaint_event e
         where e.district_id = $1 and e.complaint_id = c.complaint_id and not e.data ? 'importId'
       ) as is_living
       from complaint c where c.district_id = $1 and c.complaint_id = any ($2) for update of c`,
      [districtId, lot.map(({ id }) => id)],
    );
    for (const row of rows) known.set(row.id, row);
  }
  return known;
}

/**
 * Completes complaints by what the register knows: their area, street, facility and unit, who complained, where each
 * stands and when it is due. Those that are worked on here are left out.
 *
 * @param records  without faults; those that clash are gone already.
 */
export async function completeComplaints(
  tx: Queryable,
  { districtId, timeZone }: { districtId: string; timeZone: string },
  records: readonly ImportRecord[],
  facts: ReadonlyMap<string, ComplaintFacts>,
): Promise<CompletedComplaints> {
  const known = await readKnown(tx, districtId, records);
  const free = records.filter(({ id }) => !known.get(id)?.is_living);
  const living = records.length - free.length;
  const { links, notes } = await readLinks(tx, districtId, free, facts);
  const added = free.filter(({ id }) => !known.has(id));
  const reporterOf = await keepReporters(
    tx,
    districtId,
    added.map(({ id }) => [id, facts.get(id)!.reporter]),
  );
  const terms = await readTerms(tx, districtId, timeZone);
  const present = new Set(records.map(({ id }) => id));
  const said = new Map<string, EventData>();
  const completed = free.map((record) => {
    const { id } = record;
    const data = saidOf(record, facts.get(id)!, links.get(id)!, present);
    said.set(id, data);
    const reporterId = known.get(id)?.reporter_id ?? reporterOf.get(id) ?? null;
    return completedRecord(terms, record, links.get(id)!, data, reporterId);
  });
  return { records: completed, said, living, notes: [...notes, ...outcomes(facts, said, living)] };
}

/** What the file says of a complaint, as its event has it. */
function saidOf(
  { values }: ImportRecord,
  { isOpen, isDuplicate, originalId }: ComplaintFacts,
  { unitId }: Links,
  present: ReadonlySet<string>,
): EventData {
  const into = isDuplicate && originalId !== null && present.has(originalId) ? originalId : null;
  const isAssigned = unitId !== null && values.kind === "direct";
  const state = into ? "merged" : isOpen ? (isAssigned ? "assigned" : "registered") : "recorded";
  return {
    state,
    receivedAt: String(values.received_at),
    ...(values.settled_at ? { settledAt: String(values.settled_at) } : {}),
    ...(unitId !== null && state !== "registered" ? { unitId } : {}),
    ...(into ? { into } : {}),
  };
}

function completedRecord(
  terms: Terms,
  record: ImportRecord,
  links: Links,
  data: EventData,
  reporterId: string | null,
): ImportRecord {
  const { values } = record;
  const kind = values.kind as ComplaintKind; // the reader of rows wrote it
  const event: CaseEvent = { sequence: 1, action: "import", at: new Date(), actorId: null, data };
  const standing = standingOf(kind, [event]);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const importance = text(values.importance) as "ordinary" | "important" | "urgent" | null; // as read
  const subject = { kind, channel: text(values.channel), category: text(values.category) };
  const timed = { ...subject, importance: importance ?? ("ordinary" as const) };
  const { next, respondBy, settleBy } = termsOfCase(terms, timed, standing);
  const place = links.facilityId
    ? "facility"
    : positionOf(record)
      ? "point"
      : links.streetId
        ? "street"
        : "unclear";
  return {
    ...record,
    values: {
      ...values,
      state: standing.state,
      place_kind: place,
      street_id: links.streetId,
      facility_id: links.facilityId,
      area_id: links.areaId,
      unit_id: standing.unitId,
      duplicate_of: standing.duplicateOf,
      reporter_id: reporterId,
      due_step: next?.step ?? null,
      due_from: next?.from.toISOString() ?? null,
      due_at: next?.at.toISOString() ?? null,
      settle_by: settleBy?.toISOString() ?? null,
      respond_by: respondBy?.toISOString() ?? null,
    },
  };
}

function outcomes(
  facts: ReadonlyMap<string, ComplaintFacts>,
  said: ReadonlyMap<string, EventData>,
  living: number,
): Note[] {
  const all = [...said];
  const isMarked = (id: string) => facts.get(id)!.isDuplicate;
  const merged = all.filter(([, { state }]) => state === "merged").length;
  const alone = all.filter(([id, { state }]) => state !== "merged" && isMarked(id)).length;
  return [
    { what: "merged into the complaint they repeat", count: merged },
    { what: "marked as duplicates whose original is not in the file", count: alone },
    { what: "worked on here since: left as they are", count: living },
  ].filter(({ count }) => count > 0);
}

/**
 * Writes down in each complaint's timeline what an import said of it. Those new and open are registered, as if taken
 * here on that day, and given to their unit.
 *
 * @param importId  whose records are written already.
 */
export async function writeComplaintEvents(
  tx: Queryable,
  districtId: string,
  importId: string,
  { records, said }: CompletedComplaints,
): Promise<void> {
  const rows = await tx.query<{ id: string; is_new: boolean; events: number }>(
    `select c.record_id as id, c.before is null as is_new, t.events from import_change c
     join complaint t on t.district_id = $1 and t.complaint_id = c.record_id
     where c.district_id = $1 and c.import_id = $2 and c.record = 'complaint'`,
    [districtId, importId],
  );
  const recordById = new Map(records.map((record) => [record.id, record]));
  const events = rows.flatMap(({ id, is_new, events: before }) => {
    const happened = eventsOf(recordById.get(id)!, said.get(id)!, is_new);
    return happened.map(({ data, ...event }, i) => ({
      ...{ id, sequence: before + i + 1, ...event },
      data: { ...data, importId },
    }));
  });
  for (const lot of lotsOf(events))
    await tx.query(
      `insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, unit_id, data)
       select $1, e.id, e.sequence, e.action, coalesce(e.at, now()), $3, null, e.data
       from jsonb_to_recordset($2::jsonb)
         as e(id text, sequence integer, action text, at timestamptz, data jsonb)`,
      [districtId, JSON.stringify(lot), ACTOR],
    );
  await tx.query(
    `update complaint t set events = e.last from (
       select complaint_id, max(sequence) as last from complaint_event
       where district_id = $1 and data ->> 'importId' = $2 group by complaint_id
     ) e where t.district_id = $1 and t.complaint_id = e.complaint_id`,
    [districtId, importId],
  );
}

type Happened = { action: string; at: string | null; data: Readonly<Record<string, unknown>> };

function eventsOf({ values }: ImportRecord, data: EventData, isNew: boolean): Happened[] {
  const isOpen = data.state === "registered" || data.state === "assigned";
  if (!isNew || !isOpen) return [{ action: "import", at: null, data }];
  const { number, channel = null, category = null, importance = "ordinary", kind } = values;
  const hasReporter = values.reporter_id !== null;
  const registered = { number, channel, category, importance, kind, hasReporter };
  const at = data.receivedAt ?? null;
  return [
    { action: "register", at, data: registered },
    ...(data.unitId ? [{ action: "assign", at, data: { unitId: data.unitId } }] : []),
  ];
}

/** A number as the district gives them: prefix, day, count. */
async function readOwnNumber(tx: Queryable, districtId: string) {
  const { numberPrefix, numberDigits } = await readIntake(tx, districtId);
  // a prefix is letters, digits and dashes: none of them means anything else in a pattern
  return new RegExp(`^${numberPrefix}(\\d{4})(\\d{2})(\\d{2})(\\d{${numberDigits},8})$`);
}

/**
 * Takes numbers of the district's own form as drawn, so that none is ever given twice. The numbers of other registers
 * count for nothing here.
 */
export async function takeNumbers(
  tx: Queryable,
  districtId: string,
  records: readonly ImportRecord[],
): Promise<void> {
  const ownNumber = await readOwnNumber(tx, districtId);
  const greatest = new Map<string, number>();
  for (const { values } of records) {
    const match = ownNumber.exec(String(values.number));
    const day = match && `${match[1]}-${match[2]}-${match[3]}`;
    const isDay = day && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
    if (!isDay || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) continue;
    const count = Number(match[4]);
    if (count > 0) greatest.set(day, Math.max(greatest.get(day) ?? 0, count));
  }
  if (greatest.size === 0) return;
  await tx.query(
    `insert into complaint_counter (district_id, day, count)
     select $1, day, count from jsonb_to_recordset($2::jsonb) as r(day date, count integer)
     on conflict (district_id, day)
       do update set count = greatest(complaint_counter.count, excluded.count)`,
    [districtId, JSON.stringify([...greatest].map(([day, count]) => ({ day, count })))],
  );
}
