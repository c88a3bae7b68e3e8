import { conflict, DomainError } from "../http/problem.ts";
import type { Desk } from "./case-desk.ts";
import { type CaseFile, openCase } from "./case-read.ts";
import { requireSeen } from "./case-step.ts";
import { happen } from "./case-write.ts";
import { maskPersonal } from "./mask.ts";
import { readReporter } from "./reporter.ts";

/** @throws {DomainError} as `openCase`; `stale`; `forbidden`; `conflict` for a confidential one. */
async function openToRelease(desk: Desk, complaintId: string, seen: number): Promise<CaseFile> {
  const file = await openCase(desk, complaintId, { isLocked: true });
  requireSeen(file.complaint, seen);
  if (file.complaint.isConfidential)
    throw conflict("release-confidential", "Nothing of a confidential complaint is public");
  if (!desk.may("complaints.release", file.complaint.position))
    throw new DomainError("forbidden", "complaints.release is not granted to you here");
  return file;
}

async function writePublicText(
  { tx, districtId, now }: Desk,
  complaintId: string,
  text: string | null,
) {
  await tx.query(
    `update complaint set public_text = $3, released_at = $4
     where district_id = $1 and complaint_id = $2`,
    [districtId, complaintId, text, text === null ? null : now],
  );
}

/**
 * Lets a text be read by everybody. Whoever releases it has read it, and what a number or the reporter's name looks like
 * is taken out once more.
 */
export async function releaseText(desk: Desk, complaintId: string, seen: number, asked: string) {
  const { complaint, standing } = await openToRelease(desk, complaintId, seen);
  const reporter = await readReporter(desk.tx, desk.districtId, complaint.reporterId);
  const { text } = maskPersonal(asked, reporter?.name ? [reporter.name] : []);
  await writePublicText(desk, complaintId, text);
  await happen(desk, complaint, standing, { action: "release", data: { text } });
}

/** @throws {DomainError} `conflict` when nothing is released. */
export async function withdrawText(desk: Desk, complaintId: string, seen: number) {
  const { complaint, standing } = await openToRelease(desk, complaintId, seen);
  if (complaint.publicText === null) throw conflict("release-none", "Nothing of it is released");
  await writePublicText(desk, complaintId, null);
  await happen(desk, complaint, standing, { action: "withdraw-release", data: {} });
}
