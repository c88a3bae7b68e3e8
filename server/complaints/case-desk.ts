import { PERMISSIONS, type Permission } from "../../data/roles.ts";
import type { LngLat } from "../geo/position.ts";
import type { Caller, Reach } from "../http/caller.ts";
import { clockIn } from "../http/district.ts";
import type { Actor } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";

/** Whoever works on complaints of a district, within one transaction. */
export type Desk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly actor: Actor;
  readonly timeZone: string;
  readonly now: Date;
  /** Whether they may do something at a place; null is a place that is not known. */
  may(permission: Permission, position: LngLat | null): boolean;
  /** The handling units they belong to. */
  readonly unitIds: ReadonlySet<string>;
};

const ASKED = PERMISSIONS.filter((permission) => permission.startsWith("complaints."));

/**
 * Works as whoever asks, as far as they may go.
 *
 * @throws {DomainError} `district-unknown`.
 */
export async function atDesk<T>(
  { database, snapshots }: { database: Database; snapshots: Snapshots },
  districtId: string,
  caller: Caller,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const clock = await clockIn(snapshots, districtId);
  // before the transaction begins: the embedded database has one session
  const reaches = new Map<Permission, Reach | null>();
  for (const permission of ASKED)
    reaches.set(permission, await caller.readReach(districtId, permission));
  const { timeZone } = clock;
  return database.transaction(
    async (tx) => {
      const rows = await tx.query<{ unit_id: string }>(
        "select unit_id from unit_member where district_id = $1 and account_id = $2",
        [districtId, caller.accountId],
      );
      return work({
        ...{ tx, districtId, actor: caller, timeZone, now: new Date() },
        may: (permission, position) => reaches.get(permission)?.holds(position) ?? false,
        unitIds: new Set(rows.map(({ unit_id }) => unit_id)),
      });
    },
    { districtId },
  );
}

/**
 * Works for somebody who has not signed in: a citizen at the public form, a program with a key. They may leave a
 * complaint anywhere in the district, and nothing else.
 *
 * @param actor  What the audit trail calls them.
 * @throws {DomainError} `district-unknown`.
 */
export async function atPublicDesk<T>(
  { database, snapshots }: { database: Database; snapshots: Snapshots },
  districtId: string,
  actor: Actor,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const clock = await clockIn(snapshots, districtId);
  const { timeZone } = clock;
  const may = (permission: Permission) => permission === "complaints.take";
  const unitIds: ReadonlySet<string> = new Set();
  return database.transaction(
    (tx) => work({ tx, districtId, actor, timeZone, now: new Date(), may, unitIds }),
    { districtId },
  );
}
