import { recordAudit, SERVER_ACTOR } from "../store/audit.ts";
import type { Queryable } from "../store/database.ts";
import type { Desk } from "./case-desk.ts";
import { dueOf } from "./case-due.ts";
import { recordCaseChange, type StoredCase, writeEvent, writeStanding } from "./case-store.ts";
import { after, type CaseEvent, type Standing, type StepData } from "./life.ts";
import { maskedData } from "./mask.ts";
import { readReporter } from "./reporter.ts";
import { issueNumber, keepSupervision } from "./supervision-store.ts";

/** Words of an event that may hold something about a person: the trail says that they were written, not what. */
const PERSONAL = ["text", "words", "reason", "minutes", "address", "placeNote"];

/** What is done to a complaint. */
export type Happening = {
  readonly action: string;
  readonly data: StepData & Readonly<Record<string, unknown>>;
  /** Fields as they were, for the audit trail. */
  readonly before?: Readonly<Record<string, unknown>>;
};

/**
 * Appends an event to a complaint that is locked, with all that follows from it: where it stands, what is due next, the
 * audit trail and the notice of change. All of it is there or none.
 */
export async function happen(
  desk: Desk,
  complaint: StoredCase,
  standing: Standing,
  { action, data: said, before = {} }: Happening,
): Promise<{ complaint: StoredCase; standing: Standing; event: CaseEvent }> {
  const { tx, districtId, actor, now, unitIds } = desk;
  const { complaintId, kind, isConfidential } = complaint;
  const sequence = complaint.events + 1;
  const data = {
    ...(await impersonal(desk, complaint, said)),
    ...(await issueNumber(desk, action)),
  };
  const event: CaseEvent = { sequence, action, at: now, actorId: actor.accountId, data };
  const next = after(kind, standing, event);
  const unitId =
    complaint.unitId !== null && unitIds.has(complaint.unitId) ? complaint.unitId : null;
  await writeEvent(tx, districtId, complaintId, { ...event, actor, unitId });
  await keepSupervision(tx, districtId, complaintId, event);
  const terms = await dueOf(desk, complaint, next);
  await writeStanding(tx, districtId, complaintId, next, terms, sequence);
  const due = terms.next;
  const stands = { state: next.state, unitId: next.unitId };
  await recordAudit(tx, districtId, {
    ...{ actor, action: `complaint.${action}`, record: "complaint", recordId: complaintId },
    before: action === "register" ? null : { ...stood(standing), ...before },
    after: { ...stands, ...data },
    personal: isConfidential ? Object.keys({ ...stands, ...before, ...data }) : PERSONAL,
  });
  // what it is merged into, or was, has one duplicate more, or less
  const others =
    next.duplicateOf === standing.duplicateOf ? [] : [next.duplicateOf, standing.duplicateOf];
  const touched = [complaintId, ...others].filter((id) => id !== null);
  await recordCaseChange(tx, districtId, touched);
  return {
    complaint: {
      ...complaint,
      ...{ state: next.state, unitId: next.unitId, duplicateOf: next.duplicateOf },
      ...{ dueStep: due?.step ?? null, dueFrom: due?.from ?? null, dueAt: due?.at ?? null },
      ...{ settledAt: next.settledAt, satisfaction: next.satisfaction },
      ...{ events: sequence, revision: complaint.revision + 1 },
    },
    standing: next,
    event,
  };
}

/**
 * What is kept for good of what was said. Events are never rewritten, so a number or the reporter's name in their words
 * would outlast whoever complained: it is left out before it is written.
 */
async function impersonal(
  { tx, districtId }: Desk,
  { reporterId }: StoredCase,
  said: Happening["data"],
) {
  if (!PERSONAL.some((name) => name in said)) return said;
  const reporter = await readReporter(tx, districtId, reporterId);
  return maskedData(said, reporter?.name ? [reporter.name] : []);
}

const stood = ({ state, unitId }: Standing) => ({ state, unitId });

/**
 * Appends reminders, which the server sends by itself, to complaints that are locked.
 *
 * The revision stays: whoever has a form open has seen all that they decide on, and must not be refused because the
 * clock struck meanwhile. Nothing else follows from a reminder: not the state, not what is due, nor who handles it.
 *
 * @param events  of one complaint their sequences follow its last one.
 */
export async function writeReminderEvents(
  tx: Queryable,
  districtId: string,
  events: readonly {
    readonly complaintId: string;
    readonly sequence: number;
    readonly at: Date;
    readonly data: Readonly<Record<string, unknown>>;
  }[],
): Promise<void> {
  const lot = events.map(({ complaintId, sequence, at, data }) => ({
    ...{ complaint_id: complaintId, sequence, at, data, actor_name: SERVER_ACTOR.name },
  }));
  await tx.query(
    `with event as (
       insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, data)
       select $1, complaint_id, sequence, 'remind', at, actor_name, data
       from jsonb_to_recordset($2::jsonb) as e (complaint_id text, sequence integer, at timestamptz, actor_name text,
         data jsonb)
       returning complaint_id, sequence
     )
     update complaint c set events = e.sequence
     from (select complaint_id, max(sequence) as sequence from event group by complaint_id) e
     where c.district_id = $1 and c.complaint_id = e.complaint_id`,
    [districtId, JSON.stringify(lot)],
  );
}
