import { ROLE_PERMISSIONS, ROLES } from "../../data/roles.ts";
import { conflict, DomainError } from "../http/problem.ts";
import type { Desk } from "./case-desk.ts";
import { type CaseFile, openCase } from "./case-read.ts";
import { happen } from "./case-write.ts";
import type { Confidants } from "./confidant-schema.ts";

const READERS = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes("complaints.read"));

/** Accounts that could read complaints here, named for this one or not. */
const readAccounts = ({ tx, districtId }: Desk, complaintId: string) =>
  tx.query<{
    accountId: string;
    displayName: string;
    namedBy: string | null;
    namedAt: Date | null;
  }>(
    `select a.account_id as "accountId", a.display_name as "displayName", f.named_by as "namedBy",
       f.named_at as "namedAt"
     from account a
     left join complaint_confidant f on f.district_id = $1 and f.complaint_id = $2 and f.account_id = a.account_id
     where f.account_id is not null or (a.disabled_at is null and exists (
       select 1 from role_grant g where g.district_id = $1 and g.account_id = a.account_id and g.role = any ($3)))
     order by a.display_name, a.account_id`,
    [districtId, complaintId, READERS],
  );

async function listOf(desk: Desk, complaintId: string): Promise<Confidants> {
  const accounts = await readAccounts(desk, complaintId);
  return {
    complaintId,
    confidants: accounts.flatMap(({ accountId, displayName, namedBy, namedAt }) =>
      namedAt === null
        ? []
        : [{ accountId, displayName, namedBy: namedBy ?? "", namedAt: namedAt.toISOString() }],
    ),
    others: accounts
      .filter(({ namedAt }) => namedAt === null)
      .map(({ accountId, displayName }) => ({ accountId, displayName })),
  };
}

/** @throws {DomainError} as `openCase`; `conflict` when it is not confidential. */
async function openConfidential(desk: Desk, complaintId: string): Promise<CaseFile> {
  const file = await openCase(desk, complaintId, { isLocked: true });
  if (!file.complaint.isConfidential)
    throw conflict("not-confidential", "Whoever may read complaints here reads it");
  return file;
}

/** Who may read a confidential complaint, and who else could be named. */
export async function confidantsOf(desk: Desk, complaintId: string): Promise<Confidants> {
  await openConfidential(desk, complaintId);
  return listOf(desk, complaintId);
}

/** @throws {DomainError} `body-invalid` for an account that could not read complaints here anyway. */
export async function nameConfidant(
  desk: Desk,
  complaintId: string,
  accountId: string,
): Promise<Confidants> {
  const { complaint, standing } = await openConfidential(desk, complaintId);
  const account = (await readAccounts(desk, complaintId)).find(
    (one) => one.accountId === accountId,
  );
  if (!account) {
    const remedy = "an account that may read complaints in the district";
    throw new DomainError("body-invalid", `accountId: ${remedy}`, [
      { field: "accountId", value: accountId.slice(0, 200), remedy, rule: "member-unknown" },
    ]);
  }
  if (account.namedAt === null) {
    const { tx, districtId, actor } = desk;
    await tx.query(
      `insert into complaint_confidant (district_id, complaint_id, account_id, named_by)
       values ($1, $2, $3, $4)`,
      [districtId, complaintId, accountId, actor.name],
    );
    const data = { confidant: account.displayName, isNamed: true };
    await happen(desk, complaint, standing, { action: "name-confidant", data });
  }
  return listOf(desk, complaintId);
}

/** @throws {DomainError} `conflict` for the last one: somebody must be able to see it through. */
export async function dropConfidant(
  desk: Desk,
  complaintId: string,
  accountId: string,
): Promise<Confidants> {
  const { complaint, standing } = await openConfidential(desk, complaintId);
  const { confidants } = await listOf(desk, complaintId);
  const named = confidants.find((one) => one.accountId === accountId);
  if (!named) throw new DomainError("account-unknown", `${accountId} is not named for it`);
  if (confidants.length === 1)
    throw conflict("confidant-last", "Somebody must be able to see it through");
  const { tx, districtId } = desk;
  const data = { confidant: named.displayName, isNamed: false };
  await happen(desk, complaint, standing, { action: "name-confidant", data });
  await tx.query(
    `delete from complaint_confidant
     where district_id = $1 and complaint_id = $2 and account_id = $3`,
    [districtId, complaintId, accountId],
  );
  return listOf(desk, complaintId);
}
