import type { Caller, Reach } from "../http/caller.ts";
import { requirePlace } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import { recordAudits } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";

/** Which records, each as one has seen it. */
export type Seen = readonly { readonly facilityId: string; readonly revision: number }[];

/** The fields that are the same for many facilities. */
export type Shared = {
  readonly owner?: string | null | undefined;
  readonly manager?: string | null | undefined;
  readonly verifiedOn?: string | undefined;
  readonly verifiedBy?: string | undefined;
};

type Row = {
  facilityId: string;
  revision: number;
  owner: string | null;
  manager: string | null;
  verifiedOn: string | null;
  verifiedBy: string | null;
  lng: number | null;
  lat: number | null;
};

const MOST_FAULTS = 20;

/**
 * Gives many facilities the same owner, manager or verification, all of them or none.
 *
 * @param shared  What is not given stays.
 * @returns The new revisions, in the order of `seen`.
 * @throws {DomainError} `forbidden` when one lies outside the reach; `stale`, naming those that are gone or that
 *   somebody has changed since.
 */
export async function editTogether(
  tx: Queryable,
  districtId: string,
  { caller, reach }: { caller: Caller; reach: Reach },
  { seen, shared, action }: { seen: Seen; shared: Shared; action: string },
): Promise<{ facilityId: string; revision: number }[]> {
  const ids = [...new Set(seen.map(({ facilityId }) => facilityId))];
  const rows = await tx.query<Row>(
    `select facility_id as "facilityId", revision, owner, manager, verified_on as "verifiedOn",
       verified_by as "verifiedBy", st_x(position) as lng, st_y(position) as lat
     from facility where district_id = $1 and facility_id = any ($2) order by facility_id for update`,
    [districtId, ids],
  );
  for (const { lng, lat } of rows)
    requirePlace(reach, lng === null || lat === null ? null : [lng, lat]);
  requireSeen(seen, rows);
  const given = Object.fromEntries(
    Object.entries(shared).filter(([, value]) => value !== undefined),
  );
  const has = (name: keyof Shared) => name in given;
  const written = await tx.query<{ facilityId: string; revision: number }>(
    `update facility set
       owner = case when $3 then $4 else owner end,
       manager = case when $5 then $6 else manager end,
       verified_on = coalesce($7::date, verified_on), verified_by = coalesce($8, verified_by),
       revision = revision + 1, updated_at = now()
     where district_id = $1 and facility_id = any ($2)
     returning facility_id as "facilityId", revision`,
    [
      ...[districtId, ids, has("owner"), shared.owner ?? null, has("manager")],
      ...[shared.manager ?? null, shared.verifiedOn ?? null, shared.verifiedBy ?? null],
    ],
  );
  await recordAudits(
    tx,
    districtId,
    rows.map(({ facilityId, owner, manager, verifiedOn, verifiedBy }) => {
      const before = { owner, manager, verifiedOn, verifiedBy };
      return {
        ...{ actor: caller, action, record: "facility", recordId: facilityId },
        ...{ before, after: { ...before, ...given } },
      };
    }),
  );
  await recordChange(tx, districtId, "facility", ids);
  const revisionOf = new Map(written.map(({ facilityId, revision }) => [facilityId, revision]));
  return ids.map((facilityId) => ({ facilityId, revision: revisionOf.get(facilityId)! }));
}

/** @throws {DomainError} `stale` */
function requireSeen(seen: Seen, rows: readonly Row[]) {
  const now = new Map(rows.map(({ facilityId, revision }) => [facilityId, revision]));
  const faults = seen.flatMap(({ facilityId, revision }, i) => {
    const is = now.get(facilityId);
    if (is === revision) return [];
    const remedy = is === undefined ? "it is gone: leave it out" : `look at version ${is} first`;
    const rule = is === undefined ? "record-gone" : "record-changed";
    return [{ field: `records.${i}`, value: `${facilityId}, version ${revision}`, remedy, rule }];
  });
  if (faults.length === 0) return;
  throw new DomainError(
    "stale",
    `${faults.length} of ${seen.length} records were changed or removed since you looked; nothing was written`,
    faults.slice(0, MOST_FAULTS),
  );
}
