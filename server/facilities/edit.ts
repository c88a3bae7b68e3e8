import { randomUUID } from "node:crypto";
import { FacilityAttributes, type FacilityKind } from "../../data/facility.ts";
import type { LngLat } from "../geo/position.ts";
import { type Caller, type Reach, requirePlace } from "../http/caller.ts";
import { faultOf } from "../http/fault.ts";
import { conflict, DomainError, type Fault } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { DatabaseError, type Queryable } from "../store/database.ts";
import type { EditableFacility, FacilityDraft, FacilityPatch } from "./edit-schema.ts";

type Row = {
  facility_id: string;
  kind: FacilityKind;
  code: string;
  name: string;
  name_en: string | null;
  address: string | null;
  owner: string | null;
  manager: string | null;
  opened_on: string | null;
  closed_on: string | null;
  verified_on: string | null;
  verified_by: string | null;
  lng: number | null;
  lat: number | null;
  status: EditableFacility["status"];
  attributes: EditableFacility["attributes"];
  revision: number;
  updated_at: Date;
};

/** Who edits, how far they may go, and which version they saw; null is none yet. */
export type Editing = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly caller: Caller;
  readonly reach: Reach;
};

/**
 * The record as it is edited, locked until the transaction ends.
 *
 * @throws {DomainError} `facility-unknown`; `forbidden` when it lies outside the reach.
 */
export async function readEditable(
  { tx, districtId, reach }: Editing,
  facilityId: string,
): Promise<EditableFacility> {
  const [row] = await tx.query<Row>(
    `select facility_id, kind, code, name, name_en, address, owner, manager, opened_on, closed_on, verified_on,
       verified_by, st_x(position) as lng, st_y(position) as lat, status, attributes, revision, updated_at
     from facility where district_id = $1 and facility_id = $2 for update`,
    [districtId, facilityId],
  );
  if (!row) throw new DomainError("facility-unknown", `No facility ${facilityId}`);
  const position: [number, number] | null =
    row.lng === null || row.lat === null ? null : [row.lng, row.lat];
  requirePlace(reach, position);
  return {
    facilityId: row.facility_id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    address: row.address,
    owner: row.owner,
    manager: row.manager,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    verifiedOn: row.verified_on,
    verifiedBy: row.verified_by,
    position,
    status: row.status,
    attributes: row.attributes,
    revision: row.revision,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Where a record stands; null where that is not known. */
export function placeOf({ position }: EditableFacility): LngLat | null {
  const [lng, lat] = position ?? [];
  return lng === undefined || lat === undefined ? null : [lng, lat];
}

/** A new facility. @throws {DomainError} `name-taken`, `body-invalid`, `forbidden`. */
export async function createFacility(
  editing: Editing,
  draft: FacilityDraft,
): Promise<EditableFacility> {
  const { tx, districtId, caller, reach } = editing;
  const { kind, attributes = {}, status = "open", position, ...rest } = draft;
  requirePlace(reach, position);
  const facilityId = randomUUID();
  const next = {
    ...{ nameEn: null, address: null, owner: null, manager: null },
    ...rest,
    openedOn: rest.openedOn ?? null,
    ...{ kind, status, position, closedOn: null, verifiedOn: null, verifiedBy: null },
    attributes: checkedAttributes(kind, attributes),
  };
  requireOrder(next);
  await uniquely(draft.code, () =>
    tx.query(
      `insert into facility (district_id, facility_id, kind, code, name, name_en, address, owner, manager, opened_on,
         status, attributes, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, st_setsrid(st_makepoint($13, $14), 4326))`,
      [
        ...[districtId, facilityId, kind, next.code, next.name, next.nameEn, next.address],
        ...[next.owner, next.manager, next.openedOn, status, JSON.stringify(next.attributes)],
        ...(position ?? [null, null]),
      ],
    ),
  );
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "facility.create", record: "facility", recordId: facilityId },
    before: null,
    after: next,
  });
  await recordChange(tx, districtId, "facility", [facilityId]);
  return readEditable(editing, facilityId);
}

/** Fields as they are to be, besides those a patch may carry. */
export type Wanted = Omit<FacilityPatch, "status"> &
  Partial<Pick<EditableFacility, "closedOn" | "verifiedOn" | "verifiedBy">> & {
    readonly status?: EditableFacility["status"] | undefined;
  };

/**
 * Writes what is to be different.
 *
 * @param seen  The revision the editor saw.
 * @param note  A reason or remark for the audit trail.
 * @throws {DomainError} `stale` with the record as it is now, when somebody was first.
 */
export async function editFacility(
  editing: Editing,
  facilityId: string,
  seen: number,
  wanted: Wanted,
  { action, note }: { action: string; note?: string | undefined },
): Promise<EditableFacility> {
  const { tx, districtId, caller, reach } = editing;
  const before = await readEditable(editing, facilityId);
  await requireSeen(editing, before, seen);
  requireStep(before.status, wanted.status, action);
  const { attributes, ...rest } = wanted;
  const after = {
    ...before,
    // a field that is not given stays, and the schema gives none as undefined
    ...(Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<EditableFacility>),
    attributes: attributes
      ? checkedAttributes(before.kind, { ...before.attributes, ...attributes })
      : before.attributes,
  };
  const place = placeOf(after);
  requirePlace(reach, place);
  requireOrder(after);
  await uniquely(after.code, () =>
    tx.query(
      `update facility set code = $3, name = $4, name_en = $5, address = $6, owner = $7, manager = $8, opened_on = $9,
         closed_on = $10, verified_on = $11, verified_by = $12, status = $13, attributes = $14::jsonb,
         position = st_setsrid(st_makepoint($15, $16), 4326), revision = revision + 1, updated_at = now()
       where district_id = $1 and facility_id = $2`,
      [
        ...[districtId, facilityId, after.code, after.name, after.nameEn, after.address],
        ...[after.owner, after.manager, after.openedOn, after.closedOn, after.verifiedOn],
        ...[after.verifiedBy, after.status, JSON.stringify(after.attributes)],
        ...(place ?? [null, null]),
      ],
    ),
  );
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action, record: "facility", recordId: facilityId },
    before: audited(before),
    after: { ...audited(after), ...(note ? { note } : {}) },
  });
  await recordChange(tx, districtId, "facility", [facilityId]);
  return readEditable(editing, facilityId);
}

/** @throws {DomainError} `stale` with the record as it is now, and who made it so, when somebody was first. */
export async function requireSeen(
  { tx, districtId }: Editing,
  now: EditableFacility,
  seen: number,
) {
  if (now.revision === seen) return;
  const [last] = await tx.query<{ by: string; at: Date }>(
    `select actor_name as by, at from audit where district_id = $1 and record = 'facility' and record_id = $2
     order by entry_id desc limit 1`,
    [districtId, now.facilityId],
  );
  const current = {
    ...now,
    changedBy: last?.by ?? null,
    changedAt: last?.at.toISOString() ?? null,
  };
  throw new DomainError(
    "stale",
    `You saw version ${seen}, and it is version ${now.revision} now`,
    [],
    { more: { current } },
  );
}

/** @throws {DomainError} `conflict` when a closed facility is opened in passing, or a step was taken already. */
function requireStep(
  now: EditableFacility["status"],
  next: EditableFacility["status"] | undefined,
  action: string,
) {
  if (next === undefined) return;
  const isReopening = action === "facility.reopen";
  if (now === "closed" && !isReopening)
    throw conflict("facility-closed", "It is closed: reopen it, with a reason, first");
  if (now !== "closed" && isReopening) throw conflict("facility-not-closed", "It is not closed");
}

/** What the audit trail compares: everything but what counts the writes. */
function audited(record: EditableFacility) {
  const { revision: _revision, updatedAt: _updatedAt, facilityId: _facilityId, ...rest } = record;
  return rest;
}

/** @throws {DomainError} `body-invalid`, naming each attribute that is not of the kind or makes no sense. */
export function checkedAttributes(kind: FacilityKind, given: EditableFacility["attributes"]) {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const parsed = FacilityAttributes.safeParse({ ...known, kind });
  if (parsed.success) {
    const { kind: _kind, ...attributes } = parsed.data;
    return attributes as EditableFacility["attributes"]; // every attribute is text, a number or a truth
  }
  const faults = parsed.error.issues.map((issue) =>
    faultOf({ ...issue, path: ["attributes", ...issue.path] }, "attributes"),
  );
  throw new DomainError(
    "body-invalid",
    faults.map(({ field, remedy }) => `${field}: ${remedy}`).join("; "),
    faults,
  );
}

/** @throws {DomainError} `body-invalid` when it closes before it opens. */
function requireOrder({
  openedOn,
  closedOn,
}: {
  openedOn: string | null;
  closedOn: string | null;
}) {
  if (openedOn === null || closedOn === null || openedOn <= closedOn) return;
  const remedy = `a day not before it opened, ${openedOn}`;
  throw new DomainError("body-invalid", `closedOn: ${remedy}`, [
    { field: "closedOn", value: closedOn, remedy, rule: "before-opening" },
  ]);
}

/** What is wrong with a code that another facility has. */
export const codeTaken = (code: string): Fault => ({
  field: "code",
  value: code,
  remedy: "a code that no other facility of the kind has",
  rule: "code-taken",
});

/** @throws {DomainError} `name-taken` when another facility of the kind has the code. */
export async function uniquely(code: string, write: () => Promise<unknown>) {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "23505") throw error;
    throw new DomainError("name-taken", `Another facility of this kind has the code ${code}`, [
      codeTaken(code),
    ]);
  }
}
