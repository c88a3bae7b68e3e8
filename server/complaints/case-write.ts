import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Desk } from "./case-desk.ts";
import { dueOf } from "./case-due.ts";
import { type StoredCase, writeEvent, writeStanding } from "./case-store.ts";
import { after, type CaseEvent, type Standing, type StepData } from "./life.ts";

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
  { action, data, before = {} }: Happening,
): Promise<{ complaint: StoredCase; standing: Standing; event: CaseEvent }> {
  const { tx, districtId, actor, now, unitIds } = desk;
  const { complaintId, kind, isConfidential } = complaint;
  const sequence = complaint.events + 1;
  const event: CaseEvent = { sequence, action, at: now, actorId: actor.accountId, data };
  const next = after(kind, standing, event);
  const unitId =
    complaint.unitId !== null && unitIds.has(complaint.unitId) ? complaint.unitId : null;
  await writeEvent(tx, districtId, complaintId, { ...event, actor, unitId });
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
  await recordChange(tx, districtId, "complaint", touched);
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

const stood = ({ state, unitId }: Standing) => ({ state, unitId });
