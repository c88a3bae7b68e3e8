import { createHash, randomUUID } from "node:crypto";
import { conflict, DomainError } from "../http/problem.ts";
import { DatabaseError } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { assignedUnit } from "./assignment.ts";
import type { Desk } from "./case-desk.ts";
import type { CaseDraft } from "./case-schema.ts";
import { drawCount, readAreaAt, readCase, type StoredCase } from "./case-store.ts";
import { happen } from "./case-write.ts";
import { requireCategory } from "./category-settings.ts";
import { readIntake } from "./intake-settings.ts";
import { isConfidentialCategory, kindOf } from "./kind.ts";
import { standingOf } from "./life.ts";
import { originalOf } from "./merge.ts";
import { keepReporter } from "./reporter.ts";

/** Who sends a complaint and under which key, so that sending it again makes no second one. */
export type Sending = {
  /** Within whom the key is unique: an account, a device. */
  readonly owner: string;
  readonly key: string;
};

const sha256 = (draft: CaseDraft) => createHash("sha256").update(JSON.stringify(draft)).digest();

/** The complaint that was taken under a key; null when there is none yet. */
async function readTaken({ tx, districtId }: Desk, { owner, key }: Sending, draft: CaseDraft) {
  const [known] = await tx.query<{ id: string; sha256: Uint8Array }>(
    `select complaint_id as id, request_sha256 as sha256 from complaint_key
     where district_id = $1 and owner = $2 and key = $3`,
    [districtId, owner, key],
  );
  if (!known) return null;
  if (!sha256(draft).equals(known.sha256))
    throw conflict("key-reused", "The Idempotency-Key was sent with another complaint");
  return known.id;
}

/**
 * Takes a complaint down: its number, who complained, where it lies, and the unit that the rules send it to, in one
 * transaction. The same key with the same words answers with the complaint that is there.
 *
 * @throws {DomainError} `forbidden` outside the areas granted; `conflict` when the key was used for other words;
 *   `body-invalid` when a street, facility, unit or original is none of the district's.
 */
export async function takeComplaint(
  desk: Desk,
  draft: CaseDraft,
  sending: Sending,
): Promise<{ complaintId: string; isNew: boolean }> {
  const { tx, districtId, now, actor } = desk;
  const position = draft.position && ([draft.position[0], draft.position[1]] as const);
  if (!desk.may("complaints.take", position))
    throw new DomainError("forbidden", "The place lies outside the areas you are granted", [], {
      more: { rule: position ? "outside-areas" : "needs-whole" },
    });
  const taken = await readTaken(desk, sending, draft);
  if (taken !== null) return { complaintId: taken, isNew: false };

  const complaintId = randomUUID();
  await tx.query(
    `insert into complaint_key (district_id, owner, key, request_sha256, complaint_id)
     values ($1, $2, $3, $4, $5)`,
    [districtId, sending.owner, sending.key, sha256(draft), complaintId],
  );
  const reporterId = draft.reporter ? await keepReporter(tx, districtId, draft.reporter) : null;
  const complaint = await writeComplaint(desk, complaintId, draft, reporterId);
  if (complaint.isConfidential)
    await tx.query(
      `insert into complaint_confidant (district_id, complaint_id, account_id, named_by)
       select $1, $2, $3, $4 where $3::text is not null`,
      [districtId, complaintId, actor.accountId, actor.name],
    );
  let file = await happen(desk, complaint, standingOf(complaint.kind, []), {
    action: "register",
    data: registered(complaint),
  });
  const original = draft.duplicateOf && (await originalOf(desk, draft.duplicateOf, complaintId));
  if (original) {
    const data = { into: original.complaintId };
    await happen(desk, file.complaint, file.standing, { action: "merge", data });
    return { complaintId, isNew: true };
  }
  const unitId = await unitFor(desk, complaint, draft.unitId);
  if (unitId !== null && complaint.kind === "direct")
    file = await happen({ ...desk, now }, file.complaint, file.standing, {
      action: "assign",
      data: { unitId, isByRule: draft.unitId === undefined },
    });
  return { complaintId, isNew: true };
}

const registered = ({ number, channel, category, importance, kind, reporterId }: StoredCase) => ({
  ...{ number, channel, category, importance, kind },
  hasReporter: reporterId !== null,
});

async function unitFor(desk: Desk, complaint: StoredCase, wanted: string | null | undefined) {
  if (wanted === undefined) return assignedUnit(desk, complaint);
  if (wanted === null) return null;
  await requireUnit(desk, wanted);
  return wanted;
}

/** @throws {DomainError} `body-invalid` when the district has no such unit at work. */
export async function requireUnit({ tx, districtId }: Desk, unitId: string) {
  const rows = await tx.query(
    "select 1 from unit where district_id = $1 and unit_id = $2 and is_active",
    [districtId, unitId],
  );
  if (rows.length > 0) return;
  const remedy = "the id of a handling unit that is at work";
  throw new DomainError("body-invalid", `unitId: ${remedy}`, [
    { field: "unitId", value: unitId.slice(0, 200), remedy, rule: "unit-unknown" },
  ]);
}

async function writeComplaint(
  { tx, districtId, now, timeZone }: Desk,
  complaintId: string,
  draft: CaseDraft,
  reporterId: string | null,
): Promise<StoredCase> {
  await requireCategory(tx, districtId, draft.category);
  const occurredAt = draft.occurredAt ? new Date(draft.occurredAt) : now;
  const occurredOn = localDay(occurredAt, timeZone);
  const areaId = await readAreaAt(
    tx,
    districtId,
    draft.position && [draft.position[0], draft.position[1]],
    occurredOn,
  );
  const day = localDay(now, timeZone);
  const { numberPrefix, numberDigits } = await readIntake(tx, districtId);
  const count = String(await drawCount(tx, districtId, day)).padStart(numberDigits, "0");
  const number = `${numberPrefix}${day.replaceAll("-", "")}${count}`;
  const kind = kindOf(draft.channel, draft.category);
  const isConfidential = draft.isConfidential === true || isConfidentialCategory(draft.category);
  const placeKind = draft.placeKind ?? (draft.position ? "point" : "unclear");
  await referring(() =>
    tx.query(
      `insert into complaint (district_id, complaint_id, number, kind, channel, category, importance, text, position,
         place_kind, address, place_note, street_id, facility_id, area_id, reporter_id, occurred_on, occurred_at,
         received_at, is_confidential)
       values ($1, $2, $3, $4, $5, $6, $7, $8, st_setsrid(st_makepoint($9, $10), 4326), $11, $12, $13, $14, $15, $16,
         $17, $18, $19, $20, $21)`,
      [
        ...[districtId, complaintId, number, kind, draft.channel, draft.category, draft.importance],
        ...[draft.text, draft.position?.[0] ?? null, draft.position?.[1] ?? null, placeKind],
        ...[draft.address, draft.placeNote, draft.streetId, draft.facilityId, areaId, reporterId],
        ...[occurredOn, occurredAt, now, isConfidential],
      ],
    ),
  );
  const written = await readCase(tx, districtId, complaintId);
  return written!; // it was written just now
}

/** @throws {DomainError} `body-invalid` when a street or facility is none of the district's. */
export async function referring<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "23503") throw error;
    const field = /street/.test(error.message) ? "streetId" : "facilityId";
    const remedy = "the id of a record of this district, or null";
    throw new DomainError(
      "body-invalid",
      `${field}: ${remedy}`,
      [{ field, remedy, rule: "record-unknown" }],
      { cause: error },
    );
  }
}
