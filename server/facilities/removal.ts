import { z } from "zod";
import { type Reach, requirePlace } from "../http/caller.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { type Editing, placeOf, readEditable, requireSeen, uniquely } from "./edit.ts";
import { EditableFacility } from "./edit-schema.ts";

/** How long whoever entered a facility may take it back without the permission to remove others', minutes. */
const OWN_MINUTES = 60;

/** What refers to a facility, and would hang in the air without it. */
const REFERRING = `
  select 'complaint' as what, count(*)::int as n from complaint where district_id = $1 and facility_id = $2
  union all select 'rating', count(*)::int from rating
    where district_id = $1 and subject_kind = 'facility' and subject_id = $2
  union all select 'photograph', count(*)::int from photograph_link
    where district_id = $1 and subject_kind = 'facility' and subject_id = $2`;

const NAMES: Readonly<Record<string, string>> = {
  complaint: "complaints",
  rating: "ratings",
  photograph: "photographs",
};

/** @throws {DomainError} `still-needed` with how many of what refer to it. */
async function requireUnneeded(tx: Queryable, districtId: string, facilityId: string) {
  const rows = await tx.query<{ what: string; n: number }>(REFERRING, [districtId, facilityId]);
  const needed = rows.filter(({ n }) => n > 0);
  if (needed.length === 0) return;
  const said = needed.map(({ what, n }) => `${n} ${NAMES[what]}`).join(", ");
  throw new DomainError(
    "still-needed",
    `${said} refer to it: close it instead`,
    needed.map(({ what, n }) => ({
      ...{ field: what, value: String(n), limit: n },
      ...{ remedy: "close the facility", rule: "still-needed" },
    })),
  );
}

/** @throws {DomainError} `forbidden` unless it is one's own, entered a short while ago. */
async function requireOwn({ tx, districtId, caller }: Editing, facilityId: string) {
  const rows = await tx.query(
    `select 1 from audit where district_id = $1 and record = 'facility' and record_id = $2
       and action = 'facility.create' and actor_id = $3 and at > now() - make_interval(mins => ${OWN_MINUTES})`,
    [districtId, facilityId, caller.accountId],
  );
  if (rows.length > 0) return;
  throw new DomainError(
    "forbidden",
    `To remove what one did not enter oneself within ${OWN_MINUTES} min takes the permission to remove facilities`,
    [],
    { more: { rule: "removal-late" } },
  );
}

/**
 * Removes a facility that was entered by mistake. The trail keeps the whole record, so that it can be restored.
 *
 * @param mayRemove  How far the caller may remove what others entered; null is nowhere.
 * @throws {DomainError} `stale`, `still-needed`, `forbidden`.
 */
export async function removeFacility(
  editing: Editing,
  facilityId: string,
  seen: number,
  mayRemove: Reach | null,
): Promise<void> {
  const { tx, districtId, caller } = editing;
  const before = await readEditable(editing, facilityId);
  await requireSeen(editing, before, seen);
  if (!mayRemove?.holds(placeOf(before))) await requireOwn(editing, facilityId);
  await requireUnneeded(tx, districtId, facilityId);
  await tx.query("delete from facility where district_id = $1 and facility_id = $2", [
    districtId,
    facilityId,
  ]);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "facility.remove", record: "facility", recordId: facilityId },
    before,
    after: null,
  });
  await recordChange(tx, districtId, "facility", [facilityId]);
}

const Removed = z.object({ before: EditableFacility, actorId: z.string().nullable() });

/**
 * Puts a removed facility back as it was, with a later revision: whoever removed it may, or who may remove others'.
 *
 * @param mayRemove  How far the caller may remove what others entered; null is nowhere.
 * @throws {DomainError} `forbidden`, `facility-unknown` when it was never removed, `conflict` when it stands there already,
 *   `name-taken` when its code was given away.
 */
export async function restoreFacility(
  editing: Editing,
  facilityId: string,
  mayRemove: Reach | null,
): Promise<EditableFacility> {
  const { tx, districtId, caller, reach } = editing;
  const present = await tx.query(
    "select 1 from facility where district_id = $1 and facility_id = $2",
    [districtId, facilityId],
  );
  if (present.length > 0) {
    await readEditable(editing, facilityId); // whoever may not reach it is told that, and nothing else
    throw conflict("not-removed", "It is in the register");
  }
  const rows = await tx.query(
    `select before, actor_id as "actorId" from audit where district_id = $1 and record = 'facility' and record_id = $2
       and action = 'facility.remove' order by entry_id desc limit 1`,
    [districtId, facilityId],
  );
  if (rows.length === 0)
    throw new DomainError("facility-unknown", `No facility ${facilityId} was removed`);
  const { before, actorId } = Removed.parse(rows[0]);
  const place = placeOf(before);
  requirePlace(reach, place);
  if (actorId !== caller.accountId && !mayRemove?.holds(place))
    throw new DomainError("forbidden", "Somebody else removed it", [], {
      more: { rule: "removed-by-other" },
    });
  await uniquely(before.code, () =>
    tx.query(
      `insert into facility (district_id, facility_id, kind, code, name, name_en, address, owner, manager, opened_on,
         closed_on, verified_on, verified_by, status, attributes, position, revision)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb,
         st_setsrid(st_makepoint($16, $17), 4326), $18)`,
      [
        ...[districtId, facilityId, before.kind, before.code, before.name, before.nameEn],
        ...[before.address, before.owner, before.manager, before.openedOn, before.closedOn],
        ...[before.verifiedOn, before.verifiedBy, before.status],
        JSON.stringify(before.attributes),
        ...(place ?? [null, null]),
        before.revision + 1,
      ],
    ),
  );
  const { facilityId: _id, revision: _revision, updatedAt: _updatedAt, ...after } = before;
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "facility.restore", record: "facility", recordId: facilityId },
    before: null,
    after,
  });
  await recordChange(tx, districtId, "facility", [facilityId]);
  return readEditable(editing, facilityId);
}
