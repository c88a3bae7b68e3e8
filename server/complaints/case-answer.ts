import { COMPLAINT_MARKS } from "../../data/complaint-life.ts";
import { DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { localDay } from "../store/local-day.ts";
import type { Desk } from "./case-desk.ts";
import { readTerms } from "./case-due.ts";
import { type CaseFile, openCase } from "./case-read.ts";
import type { CaseRecord } from "./case-schema.ts";
import { actorAt, hasContact, mayCorrect, mayPlace } from "./case-step.ts";
import type { StoredCase, StoredEvent } from "./case-store.ts";
import { statusOf } from "./deadlines.ts";
import { lifeSteps, neededMarks } from "./life.ts";
import { stepRefusal } from "./life-refusal.ts";
import { maskedData, maskPersonal } from "./mask.ts";
import { type Reporter, readReporter } from "./reporter.ts";

type Named = { id: string; name: string; nameEn: string | null };

/** Names of what a complaint refers to. */
async function readNames({ tx, districtId }: Desk, complaint: StoredCase) {
  const { streetId, facilityId, areaId, unitId } = complaint;
  const rows = await tx.query<Named & { kind: string }>(
    `select 'street' as kind, street_id as id, name, name_en as "nameEn" from street
       where district_id = $1 and street_id = $2
     union all select 'facility', facility_id, name, name_en from facility
       where district_id = $1 and facility_id = $3
     union all select 'area', area_id, name, name_en from area where district_id = $1 and area_id = $4
     union all select 'unit', unit_id, name, name_en from unit where district_id = $1 and unit_id = $5`,
    [districtId, streetId, facilityId, areaId, unitId],
  );
  const named = (kind: string): Named | null => {
    const row = rows.find((one) => one.kind === kind);
    return row ? { id: row.id, name: row.name, nameEn: row.nameEn } : null;
  };
  return {
    ...{ street: named("street"), facility: named("facility") },
    ...{ area: named("area"), unit: named("unit") },
  };
}

/** What the streets and facilities are called that corrections took away or put there. */
async function readCorrectedNames({ tx, districtId }: Desk, events: readonly StoredEvent[]) {
  const ids = events
    .filter(({ action }) => action === "correct")
    .flatMap(({ data }) => [data, (data as { was?: object }).was ?? {}])
    .flatMap((said: { streetId?: unknown; facilityId?: unknown }) => [
      said.streetId,
      said.facilityId,
    ])
    .filter((one) => typeof one === "string");
  if (ids.length === 0) return [];
  return tx.query<Named>(
    `select street_id as id, name, name_en as "nameEn" from street where district_id = $1 and street_id = any($2::text[])
     union all select facility_id, name, name_en from facility where district_id = $1 and facility_id = any($2::text[])`,
    [districtId, ids],
  );
}

/** The complaint it is merged into, and those that are merged into it. */
async function readMerged({ tx, districtId }: Desk, { complaintId, duplicateOf }: StoredCase) {
  const rows = await tx.query<{ complaintId: string; number: string }>(
    `select complaint_id as "complaintId", number from complaint
     where district_id = $1 and (complaint_id = $2 or duplicate_of = $3) order by received_at, number`,
    [districtId, duplicateOf, complaintId],
  );
  return {
    duplicateOf: rows.find((row) => row.complaintId === duplicateOf) ?? null,
    duplicates: rows.filter((row) => row.complaintId !== duplicateOf),
  };
}

const eventOf = (
  { sequence, action, at, actorName, unitId, data }: StoredEvent,
  names: readonly string[],
) => ({
  ...{ sequence, action, at: at.toISOString(), actor: actorName, unitId },
  data: { ...maskedData(data, names) },
});

/** The supervision that waits for an answer: the last that was issued. */
function openSupervision(events: readonly StoredEvent[], names: readonly string[]) {
  const issued = events.findLast(({ action }) => action === "supervise");
  if (!issued) return null;
  const { number = null, term = "", words = "" } = issued.data;
  const said = maskPersonal(words, names).text;
  return {
    number,
    term,
    words: said,
    issuedBy: issued.actorName,
    issuedAt: issued.at.toISOString(),
  };
}

const namesOf = (reporter: Reporter | null) => (reporter?.name ? [reporter.name] : []);

/** A complaint as whoever is at the desk sees it, with what they may do next. */
export async function caseRecord(desk: Desk, complaintId: string): Promise<CaseRecord> {
  const { complaint, events, standing } = await openCase(desk, complaintId);
  const reporter = await readReporter(desk.tx, desk.districtId, complaint.reporterId);
  const contact = await hasContact(desk, complaint);
  const names = namesOf(reporter);
  const actor = actorAt(desk, complaint);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ complaintId, number: complaint.number, kind: complaint.kind, state: complaint.state },
    ...{ channel: complaint.channel, category: complaint.category },
    importance: complaint.importance,
    text: maskPersonal(complaint.text, names).text,
    position: complaint.position && [complaint.position[0], complaint.position[1]],
    ...{ placeKind: complaint.placeKind, address: complaint.address },
    placeNote: complaint.placeNote,
    ...(await readNames(desk, complaint)),
    receivedAt: complaint.receivedAt.toISOString(),
    occurredOn: complaint.occurredOn,
    ...(await dueAnswer(desk, complaint)),
    settledAt: iso(complaint.settledAt),
    isConfidential: complaint.isConfidential,
    hasReporter: reporter !== null && reporter.erasedAt === null,
    hasContact: contact,
    ...(await readMerged(desk, complaint)),
    marks: marksOf({ complaint, events, standing }),
    feedbackAttempts: standing.feedbackAttempts,
    extensionAskedDays: standing.extensionAsked?.days ?? null,
    extendedDays: standing.extendedDays,
    supervisionTerm: standing.supervision?.term ?? null,
    supervision: standing.supervision && openSupervision(events, names),
    ...{ isResolved: standing.isResolved, satisfaction: standing.satisfaction },
    reopened: standing.reopened,
    publicText: complaint.publicText,
    events: events.map((event) => eventOf(event, names)),
    corrected: await readCorrectedNames(desk, events),
    steps: lifeSteps(complaint.kind)
      .filter(({ action }) => {
        const facts = { ...complaint, hasContact: contact };
        return stepRefusal(facts, standing, action, actor, null) === null;
      })
      .map(({ action, asks, may }) => ({ action, asks, may })),
    mayCorrect: mayCorrect(desk, complaint),
    mayPlace: mayPlace(desk, complaint),
    maySeeReporter: maySeeReporter(desk, complaint),
    revision: complaint.revision,
  };
}

/** When the next step is due, and how that stands now. */
async function dueAnswer({ tx, districtId, timeZone, now }: Desk, complaint: StoredCase) {
  const { dueStep, dueFrom, dueAt } = complaint;
  if (!dueFrom || !dueAt)
    return {
      ...{ dueStep: null, dueFrom: null, dueAt: null, dueLastDay: null, dueStatus: null },
      isDueCalendarKnown: true,
    };
  const { deadlines, clock } = await readTerms(tx, districtId, timeZone);
  const lastDay = localDay(new Date(dueAt.getTime() - 1), timeZone);
  return {
    ...{ dueStep, dueFrom: dueFrom.toISOString(), dueAt: dueAt.toISOString() },
    dueLastDay: lastDay,
    dueStatus: statusOf(now, { startedAt: dueFrom, dueAt }, deadlines),
    isDueCalendarKnown: [localDay(dueFrom, timeZone), lastDay].every(clock.calendar.isKnown),
  };
}

const marksOf = ({ complaint, standing }: CaseFile) =>
  COMPLAINT_MARKS.map((mark) => ({
    mark,
    isNeeded: neededMarks(complaint.kind).includes(mark),
    how: standing.marks[mark],
    isWaiverAsked: mark in standing.waiversAsked,
  }));

/** Whoever may see reporters in its place, and the unit that must call back. */
export const maySeeReporter = (desk: Desk, { position, unitId, isConfidential }: StoredCase) =>
  isConfidential ||
  desk.may("complaints.reporters", position) ||
  (unitId !== null && desk.unitIds.has(unitId));

/**
 * Who complained, and what they said unmasked. The look itself is written down before anything is shown.
 *
 * @throws {DomainError} as `openCase`; `forbidden` without the permission.
 */
export async function lookAtReporter(desk: Desk, complaintId: string) {
  const { tx, districtId, actor } = desk;
  const { complaint } = await openCase(desk, complaintId);
  if (!maySeeReporter(desk, complaint))
    throw new DomainError("forbidden", "complaints.reporters is not granted to you here");
  const reporter = await readReporter(tx, districtId, complaint.reporterId);
  await recordAudit(tx, districtId, {
    ...{ actor, action: "reporter.look", record: "complaint", recordId: complaintId },
    before: null,
    after: { hasReporter: reporter !== null },
  });
  const [others] = await tx.query<{ count: number }>(
    `select count(*)::int as count from complaint
     where district_id = $1 and reporter_id = $2 and complaint_id <> $3 and not is_confidential`,
    [districtId, complaint.reporterId, complaintId],
  );
  return {
    ...{ complaintId, name: reporter?.name ?? null, telephone: reporter?.telephone ?? null },
    ...{ contact: reporter?.contact ?? null, text: complaint.text },
    erasedAt: reporter?.erasedAt?.toISOString() ?? null,
    others: others?.count ?? 0,
  };
}
