import { DomainError } from "../http/problem.ts";
import type { Desk } from "./case-desk.ts";
import {
  isConfidant,
  readCase,
  readEvents,
  type StoredCase,
  type StoredEvent,
} from "./case-store.ts";
import { type Standing, standingOf } from "./life.ts";

/** A complaint with what happened to it. */
export type CaseFile = {
  readonly complaint: StoredCase;
  readonly events: readonly StoredEvent[];
  readonly standing: Standing;
};

/**
 * A complaint that whoever asks may read.
 *
 * A confidential one is read by those named for it and does not exist for anybody else. Any other is read by whoever may
 * read all in its place, and by the unit that it is assigned to.
 *
 * @throws {DomainError} `complaint-unknown`; `forbidden` when it is another unit's, or outside the areas granted.
 */
export async function openCase(
  desk: Desk,
  complaintId: string,
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<CaseFile> {
  const { tx, districtId, actor } = desk;
  const complaint = await readCase(tx, districtId, complaintId, { isLocked });
  const unknown = () => new DomainError("complaint-unknown", `No complaint ${complaintId}`);
  if (!complaint) throw unknown();
  if (complaint.isConfidential) {
    if (!(await isConfidant(tx, districtId, complaintId, actor.accountId))) throw unknown();
  } else if (!isSeen(desk, complaint)) {
    throw new DomainError("forbidden", "It is assigned to another unit, or lies elsewhere", [], {
      more: { rule: "not-your-complaint" },
    });
  }
  const events = await readEvents(tx, districtId, complaintId);
  return { complaint, events, standing: standingOf(complaint.kind, events) };
}

const isSeen = ({ may, unitIds }: Desk, { position, unitId }: StoredCase) =>
  may("complaints.all", position) || (unitId !== null && unitIds.has(unitId));
