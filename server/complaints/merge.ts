import { conflict, DomainError } from "../http/problem.ts";
import type { Desk } from "./case-desk.ts";
import { openCase } from "./case-read.ts";
import type { StoredCase } from "./case-store.ts";

/**
 * The complaint that another one says again; of one that is merged itself, what it is merged into.
 *
 * @throws {DomainError} `body-invalid` when there is none that may be read; `conflict` when a complaint would be merged
 *   into itself, or into a confidential one.
 */
export async function originalOf(
  desk: Desk,
  into: string,
  complaintId: string,
): Promise<StoredCase> {
  const { complaint } = await openCase(desk, into).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    const remedy = "the id of a complaint that you may read";
    throw new DomainError("body-invalid", `into: ${remedy}`, [
      { field: "into", value: into.slice(0, 200), remedy, rule: "record-unknown" },
    ]);
  });
  if (complaint.complaintId === complaintId)
    throw conflict("merge-itself", "A complaint is not merged into itself");
  if (complaint.duplicateOf !== null) return originalOf(desk, complaint.duplicateOf, complaintId);
  return complaint;
}
