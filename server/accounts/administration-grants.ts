import { randomUUID } from "node:crypto";
import { conflict, DomainError } from "../http/problem.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { readAccountNamed } from "./account-store.ts";
import {
  beginAdministering,
  type Desk,
  requireAdministrators,
  requireManaged,
} from "./administration-desk.ts";
import type { Invitation, NewGrant } from "./administration-schema.ts";
import {
  ADMINISTERING,
  deleteGrant,
  insertGrant,
  readAccounts,
  readDistrictGrants,
  readKnownAreas,
} from "./administration-store.ts";

export async function requireAreas(tx: Queryable, districtId: string, grants: readonly NewGrant[]) {
  const areaIds = grants.flatMap(({ areaIds }) => areaIds ?? []);
  const known = await readKnownAreas(tx, districtId, areaIds);
  const lost = areaIds.find((id) => !known.has(id));
  if (lost === undefined) return;
  throw new DomainError("body-invalid", `areaIds: there is no area ${lost}`, [
    {
      field: "areaIds",
      value: lost.slice(0, 200),
      remedy: "areas of this district",
      rule: "area-unknown",
    },
  ]);
}

const unique = (areaIds: readonly string[] | null) => areaIds && [...new Set(areaIds)].sort();

/** Who gives a role, and where. */
type Giver = {
  readonly districtId: string;
  readonly actor: Actor;
  /** What the grant says of them; their name where it says nothing else. */
  readonly grantedBy?: string;
};

/** Writes a grant down with its audit entry; the change notice is the caller's. @returns its id. */
export async function give(
  tx: Queryable,
  { districtId, actor, grantedBy = actor.name }: Giver,
  account: { accountId: string; loginName: string },
  grant: NewGrant,
): Promise<string> {
  const grantId = randomUUID();
  const { accountId, loginName } = account;
  const { role } = grant;
  const areaIds = unique(grant.areaIds);
  await insertGrant(tx, districtId, { grantId, accountId, role, areaIds, grantedBy });
  await recordAudit(tx, districtId, {
    actor,
    action: "role_grant.give",
    record: "role_grant",
    recordId: grantId,
    before: null,
    after: { accountId, loginName, role, areaIds },
  });
  return grantId;
}

/** Gives an account that the district knows another role here. @throws {DomainError} `account-unknown`, `conflict`. */
export async function giveGrant(desk: Desk, accountId: string, grant: NewGrant) {
  await requireManaged(desk, accountId);
  await desk.database.transaction((tx) => giveTo(tx, desk, accountId, grant), {
    districtId: desk.districtId,
  });
}

/**
 * Gives whoever has a login name a role here, who may belong to another district: they keep their password, and this
 * district may take its roles from them but not reset them.
 *
 * @returns whose account it is.
 * @throws {DomainError} `account-unknown`, `conflict`.
 */
export async function inviteByName(desk: Desk, { loginName, ...grant }: Invitation) {
  return desk.database.transaction(
    async (tx) => {
      const account = await readAccountNamed(tx, loginName);
      if (!account) throw new DomainError("account-unknown", `Nobody signs in as ${loginName}`);
      await giveTo(tx, desk, account.accountId, grant);
      return account.accountId;
    },
    { districtId: desk.districtId },
  );
}

async function giveTo(tx: Queryable, desk: Desk, accountId: string, grant: NewGrant) {
  const { districtId, caller } = desk;
  await beginAdministering(tx, desk); // whoever resets it just now must see this role
  const [account] = await readAccounts(tx, [accountId]);
  if (!account) throw new DomainError("account-unknown", `No account ${accountId}`);
  if (account.isDemo)
    throw new DomainError("forbidden", "A role of the demonstration is given no other roles");
  if (account.isOperator)
    throw conflict("operator", "An operator administers every district already");
  await requireAreas(tx, districtId, [grant]);
  const areaIds = unique(grant.areaIds);
  const held = (await readDistrictGrants(tx, districtId)).find(
    (one) =>
      one.accountId === accountId &&
      one.role === grant.role &&
      JSON.stringify(unique(one.areaIds)) === JSON.stringify(areaIds),
  );
  if (held) throw conflict("role-held", "It holds this role already");
  const grantId = await give(tx, { districtId, actor: caller }, account, grant);
  await recordChange(tx, districtId, "role_grant", [grantId]);
}

/** Takes a role away. @throws {DomainError} `record-unknown`, `own-account`, `last-administrator`. */
export async function withdrawGrant(desk: Desk, accountId: string, grantId: string) {
  const { database, districtId, caller } = desk;
  await database.transaction(
    async (tx) => {
      await beginAdministering(tx, desk);
      const grants = await readDistrictGrants(tx, districtId);
      const grant = grants.find((one) => one.grantId === grantId && one.accountId === accountId);
      if (!grant) throw new DomainError("record-unknown", `No grant ${grantId} of ${accountId}`);
      const { role, areaIds } = grant;
      if (accountId === caller.accountId && ADMINISTERING.includes(role))
        throw new DomainError("own-account", "Another administrator must take this role from you");
      const [account] = await readAccounts(tx, [accountId]);
      await deleteGrant(tx, districtId, grantId);
      await requireAdministrators(tx, [districtId]);
      await recordAudit(tx, districtId, {
        actor: caller,
        action: "role_grant.withdraw",
        record: "role_grant",
        recordId: grantId,
        before: { accountId, loginName: account?.loginName ?? null, role, areaIds },
        after: null,
      });
      await recordChange(tx, districtId, "role_grant", [grantId]);
    },
    { districtId },
  );
}
