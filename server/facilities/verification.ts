import { conflict } from "../http/problem.ts";
import type { Wanted } from "./edit.ts";
import { type Editing, editFacility, readEditable, requireSeen } from "./edit.ts";
import type { EditableFacility } from "./edit-schema.ts";

type Verified = Pick<EditableFacility, "verifiedOn" | "verifiedBy">;

/**
 * Takes one's own verification back: who had verified it before, and when, stands again.
 *
 * @throws {DomainError} `stale`; `conflict` when the last word on it is not one's own verification.
 */
export async function withdrawVerification(
  editing: Editing,
  facilityId: string,
  seen: number,
): Promise<EditableFacility> {
  const { tx, districtId, caller } = editing;
  const now = await readEditable(editing, facilityId);
  await requireSeen(editing, now, seen);
  const [last] = await tx.query<{
    action: string;
    actor_id: string | null;
    before: Partial<Verified> | null;
  }>(
    `select action, actor_id, before from audit where district_id = $1 and record = 'facility' and record_id = $2
       and action in ('facility.verify', 'facility.unverify') order by entry_id desc limit 1`,
    [districtId, facilityId],
  );
  const isOwn = last?.action === "facility.verify" && last.actor_id === caller.accountId;
  if (!isOwn) throw conflict("verified-by-other", "The last to verify it was not you");
  // the trail keeps what differed; the rest is as it was
  const { verifiedOn = now.verifiedOn, verifiedBy = now.verifiedBy } = last.before ?? {};
  const wanted: Wanted = { verifiedOn, verifiedBy };
  return editFacility(editing, facilityId, seen, wanted, { action: "facility.unverify" });
}
