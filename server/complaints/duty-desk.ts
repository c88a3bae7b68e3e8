import type { Caller } from "../http/caller.ts";
import { clockIn } from "../http/district.ts";
import type { Actor } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";

/** Whoever works on the duty roster of a district, within one transaction. */
export type DutyDesk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly actor: Actor;
  readonly timeZone: string;
  readonly now: Date;
  /** Whether they keep the roster, and so may act for others. */
  readonly isKeeper: boolean;
  /** Whether they may hand shifts over, and so read why somebody was absent. */
  readonly isOnDesk: boolean;
};

/**
 * Works on the roster as whoever asks.
 *
 * @throws {DomainError} `district-unknown`.
 */
export async function atDutyDesk<T>(
  { database, snapshots }: { database: Database; snapshots: Snapshots },
  districtId: string,
  caller: Caller,
  work: (desk: DutyDesk) => Promise<T>,
): Promise<T> {
  const clock = await clockIn(snapshots, districtId);
  // before the transaction begins: the embedded database has one session
  const keeping = await caller.readReach(districtId, "duty.manage");
  const handing = await caller.readReach(districtId, "duty.handover");
  return database.transaction(
    (tx) =>
      work({
        ...{ tx, districtId, actor: caller, timeZone: clock.timeZone, now: new Date() },
        isKeeper: keeping?.isWhole === true,
        isOnDesk: handing?.isWhole === true,
      }),
    { districtId },
  );
}
