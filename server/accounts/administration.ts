import { randomUUID } from "node:crypto";
import { ROLE_PERMISSIONS, Role } from "../../data/roles.ts";
import type { Caller } from "../http/caller.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import {
  insertAccount,
  newOneTimePassword,
  readAccountNamed,
  writePassword,
} from "./account-store.ts";
import type { AccountChange, Invitation, NewAccount, NewGrant } from "./administration-schema.ts";
import {
  type AccountRow,
  deleteGrant,
  deleteSecondFactor,
  deleteSignOn,
  enterDistrict,
  type GrantRow,
  hasAdministrator,
  insertGrant,
  isAdministrator,
  lockAdministrators,
  readAccounts,
  readDistrictGrants,
  readHoldings,
  readKnownAreas,
  readMadeHere,
  readOperatorIds,
  revokeTokens,
  writeDisabled,
  writeDisplayName,
} from "./administration-store.ts";
import { endSessions } from "./own-account.ts";
import type { PasswordHash } from "./password.ts";

/** An administrator at work in one district. */
export type Desk = {
  readonly database: Database;
  readonly districtId: string;
  readonly caller: Caller;
};

/** An account, its grants in the district, and whether the caller may do more than give and take those. */
export type Managed = Omit<AccountRow, "homeDistrict"> & {
  readonly grants: readonly GrantRow[];
  /** Also give it a new password, take its second factor away, rename and enable it. */
  readonly canManage: boolean;
  /** Also disable it and end what is signed in with it: the district that made it always may. */
  readonly canStop: boolean;
  readonly isSelf: boolean;
};

/** The districts whose accounts the caller administers wholly. */
async function readAdministered({ database, caller }: Desk): Promise<Set<string>> {
  const districts = await database.query<{ id: string }>("select district_id as id from district");
  const administered = new Set<string>();
  for (const { id } of districts)
    if ((await caller.readReach(id, "accounts.manage"))?.isWhole) administered.add(id);
  return administered;
}

/**
 * Accounts that hold grants in the district, or were made here; an operator also sees the other operators.
 *
 * Whether the caller may manage one wholly: they administer the district that made it and every district it holds
 * grants in, it is no operator unless they are one, it is no role of the demonstration, and it is not their own. Who
 * administers the district that made it may stop it all the same, whatever roles others gave it.
 */
export async function readManaged(desk: Desk, only?: string): Promise<Managed[]> {
  const administered = await readAdministered(desk);
  return desk.database.transaction((tx) => readManagedIn(tx, desk, administered, only), {
    districtId: desk.districtId,
  });
}

async function readManagedIn(
  tx: Queryable,
  { districtId, caller }: Desk,
  administered: ReadonlySet<string>,
  only?: string,
): Promise<Managed[]> {
  const grants = await readDistrictGrants(tx, districtId);
  const operators = await readOperatorIds(tx);
  const isOperator =
    caller.accountId !== null &&
    (await readAccounts(tx, operators)).some(
      ({ accountId, isDisabled }) => accountId === caller.accountId && !isDisabled,
    );
  const seen = new Set([
    ...grants.map(({ accountId }) => accountId),
    ...(await readMadeHere(tx, districtId)),
    ...(isOperator ? operators : []),
  ]);
  const ids = [...seen].filter((id) => only === undefined || id === only);
  const accounts = await readAccounts(tx, ids);
  const holdings = await readHoldings(tx, ids);
  return accounts.map(({ homeDistrict, ...account }) => {
    const isSelf = account.accountId === caller.accountId;
    const held = [...(holdings.get(account.accountId) ?? [])];
    const isOurs =
      homeDistrict !== null && [homeDistrict, ...held].every((id) => administered.has(id));
    const isMadeByUs = homeDistrict !== null && administered.has(homeDistrict);
    const may = (isGranted: boolean) =>
      !isSelf && !account.isDemo && (isOperator || (isGranted && !account.isOperator));
    return {
      ...account,
      isSelf,
      grants: grants.filter(({ accountId }) => accountId === account.accountId),
      canManage: may(isOurs),
      canStop: may(isMadeByUs),
    };
  });
}

/** One account of the district. @throws {DomainError} `account-unknown`, also for one of another district. */
export async function requireManaged(desk: Desk, accountId: string): Promise<Managed> {
  const [account] = await readManaged(desk, accountId);
  if (account) return account;
  throw new DomainError("account-unknown", `No account ${accountId} holds a role here`);
}

/**
 * Writes to an account that the caller may manage wholly, as it is in the write's own transaction: a role given to it
 * elsewhere meanwhile waits, or is seen.
 *
 * @throws {DomainError} `account-unknown`, `own-account`, or `forbidden` where the caller may only give and take grants.
 */
async function manage<T>(
  desk: Desk,
  accountId: string,
  write: (tx: Queryable, account: Managed) => Promise<T>,
  isStopping = false,
): Promise<T> {
  const administered = await readAdministered(desk);
  return desk.database.transaction(
    async (tx) => {
      await beginAdministering(tx, desk);
      const [account] = await readManagedIn(tx, desk, administered, accountId);
      return write(tx, requireWhole(account, accountId, isStopping));
    },
    { districtId: desk.districtId },
  );
}

/**
 * Waits for whoever administers at this moment, and looks whether they left the caller in office.
 *
 * @throws {DomainError} `forbidden`.
 */
async function beginAdministering(tx: Queryable, { districtId, caller }: Desk) {
  await lockAdministrators(tx);
  if (await isAdministrator(tx, districtId, caller.accountId)) return;
  throw new DomainError("forbidden", "accounts.manage was taken from you in this moment");
}

function requireWhole(
  account: Managed | undefined,
  accountId: string,
  isStopping: boolean,
): Managed {
  if (!account)
    throw new DomainError("account-unknown", `No account ${accountId} holds a role here`);
  if (account.isSelf)
    throw new DomainError(
      "own-account",
      "Under 我的账号 one changes one's own; others lock one out",
    );
  if (account.canManage || (isStopping && account.canStop)) return account;
  throw new DomainError(
    "forbidden",
    account.isDemo
      ? "A role of the demonstration has no password and no second factor"
      : "It is an operator, was made by another district, or holds roles in a district you do not administer: you may only give and take its roles here",
  );
}

async function requireAreas(tx: Queryable, districtId: string, grants: readonly NewGrant[]) {
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

/** Writes a grant down with its audit entry; the change notice is the caller's. */
async function give(
  tx: Queryable,
  desk: Desk,
  account: { accountId: string; loginName: string },
  grant: NewGrant,
) {
  const grantId = randomUUID();
  const { accountId, loginName } = account;
  const { role } = grant;
  const areaIds = unique(grant.areaIds);
  const grantedBy = desk.caller.name;
  await insertGrant(tx, desk.districtId, { grantId, accountId, role, areaIds, grantedBy });
  await recordAudit(tx, desk.districtId, {
    actor: desk.caller,
    action: "role_grant.give",
    record: "role_grant",
    recordId: grantId,
    before: null,
    after: { accountId, loginName, role, areaIds },
  });
  return grantId;
}

/**
 * A new account with its roles here.
 *
 * @returns its id, and the password for its first sign-in; null where it signs in by 统一身份认证.
 * @throws {DomainError} `name-taken`: whoever has the name can be given roles by it instead.
 */
export async function makeAccount(desk: Desk, asked: NewAccount) {
  const { database, districtId, caller } = desk;
  const { loginName, displayName } = asked;
  const once = asked.signOn === "password" ? await newOneTimePassword() : null;
  const accountId = await database.transaction(
    async (tx) => {
      await beginAdministering(tx, desk);
      await requireAreas(tx, districtId, asked.grants);
      const homeDistrict = districtId;
      const accountId = await insertAccount(tx, { loginName, displayName, homeDistrict });
      if (accountId === null)
        throw new DomainError(
          "name-taken",
          `There is an account ${loginName}: choose another name, or give that one roles by its name`,
          [
            {
              field: "loginName",
              value: loginName,
              remedy: "another name, or a role for that account",
              rule: "name-taken",
            },
          ],
        );
      if (once) await writePassword(tx, accountId, once.kept);
      const after = { loginName, displayName: "changed", signOn: asked.signOn };
      await recordAccountAudit(tx, { actor: caller, accountId, action: "account.create", after });
      const grantIds: string[] = [];
      for (const grant of asked.grants)
        grantIds.push(await give(tx, desk, { accountId, loginName }, grant));
      await recordChange(tx, districtId, "role_grant", grantIds);
      return accountId;
    },
    { districtId },
  );
  return { accountId, oneTimePassword: once?.password ?? null };
}

/** Another name, or disabled and enabled again. With disabling, its sessions and tokens end for good. */
export async function changeAccount(desk: Desk, accountId: string, change: AccountChange) {
  const { caller: actor } = desk;
  const { displayName, isDisabled } = change;
  const write = async (tx: Queryable, account: Managed) => {
    if (displayName !== undefined && displayName !== account.displayName) {
      await writeDisplayName(tx, accountId, displayName);
      const changed = { displayName: "changed" };
      const entry = { actor, accountId, before: changed, after: changed };
      await recordAccountAudit(tx, { ...entry, action: "account.rename" });
    }
    if (isDisabled === undefined || isDisabled === account.isDisabled) return;
    const administered = await readAdministeredBy(tx, account);
    await writeDisabled(tx, accountId, isDisabled);
    const after = isDisabled ? await endAll(tx, accountId) : null;
    if (isDisabled) await requireAdministrators(tx, administered);
    const action = isDisabled ? "account.disable" : "account.enable";
    await recordAccountAudit(tx, { actor, accountId, action, ...(after ? { after } : {}) });
  };
  await manage(desk, accountId, write, displayName === undefined && isDisabled === true);
}

/** Ends whatever is signed in with an account. @returns how many of each. */
async function endAll(tx: Queryable, accountId: string) {
  const sessions = await endSessions(tx, accountId, { except: null });
  return { sessions: sessions.length, tokens: await revokeTokens(tx, accountId) };
}

/** The districts that an account administers. */
async function readAdministeredBy(tx: Queryable, { accountId, isOperator }: Managed) {
  const held = isOperator
    ? (await tx.query<{ id: string }>("select district_id as id from district")).map(({ id }) => id)
    : [...((await readHoldings(tx, [accountId])).get(accountId) ?? [])];
  const administered: string[] = [];
  for (const districtId of held) {
    await enterDistrict(tx, districtId);
    if (await isAdministrator(tx, districtId, accountId)) administered.push(districtId);
  }
  return administered;
}

/** @throws {DomainError} `last-administrator` when one of some districts would have nobody left. */
async function requireAdministrators(tx: Queryable, districtIds: readonly string[]) {
  for (const districtId of new Set(districtIds)) {
    await enterDistrict(tx, districtId);
    if (await hasAdministrator(tx, districtId)) continue;
    throw new DomainError("last-administrator", `Nobody could administer ${districtId} any more`);
  }
}

/**
 * A password for one sign-in in place of the account's own. Its sessions and tokens end, and it is let go of whom it
 * was linked to: whoever knew the password may have linked themselves.
 *
 * @throws {DomainError} `conflict` for an account that signs in by 统一身份认证 and has no password to reset.
 */
export async function resetPassword(desk: Desk, accountId: string) {
  const { password, kept } = await newOneTimePassword();
  await manage(desk, accountId, async (tx, { hasPassword }) => {
    if (!hasPassword)
      throw conflict("no-password", "It signs in by 统一身份认证 and has no password to reset");
    const after = await replacePassword(tx, accountId, kept);
    await recordAccountAudit(tx, {
      actor: desk.caller,
      accountId,
      action: "password.reset",
      after,
    });
  });
  return password;
}

/** Gives an account another password and ends every other way into it. @returns what ended. */
export async function replacePassword(tx: Queryable, accountId: string, kept: PasswordHash) {
  await writePassword(tx, accountId, kept);
  const isUnlinked = await deleteSignOn(tx, accountId);
  return { ...(await endAll(tx, accountId)), isUnlinked };
}

/** Takes a second factor away whose telephone is lost; sessions end. */
export async function resetTotp(desk: Desk, accountId: string) {
  await manage(desk, accountId, async (tx, { hasTotp }) => {
    if (!hasTotp) throw conflict("totp-not-set", "There is no second factor");
    await deleteSecondFactor(tx, accountId);
    await endSessions(tx, accountId, { except: null });
    await recordAccountAudit(tx, { actor: desk.caller, accountId, action: "totp.reset" });
  });
}

/**
 * Lets go of whom an account was linked to at 统一身份认证, where they have another identity there now. Sessions and
 * tokens end. Without a password it is linked anew to the next who signs on under its login name.
 */
export async function resetSignOn(desk: Desk, accountId: string) {
  await manage(desk, accountId, async (tx, { isLinked }) => {
    if (!isLinked) throw conflict("sign-on-not-linked", "It is not linked to 统一身份认证");
    await deleteSignOn(tx, accountId);
    const after = await endAll(tx, accountId);
    await recordAccountAudit(tx, { actor: desk.caller, accountId, action: "sign_on.reset", after });
  });
}

/** Ends whatever is signed in with an account, tokens too. */
export async function revokeAll(desk: Desk, accountId: string) {
  const end = async (tx: Queryable) => {
    const after = await endAll(tx, accountId);
    const action = "session.revoke";
    await recordAccountAudit(tx, { actor: desk.caller, accountId, action, after });
    return after;
  };
  return manage(desk, accountId, end, true);
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
  const { districtId } = desk;
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
  const grantId = await give(tx, desk, account, grant);
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
      if (accountId === caller.accountId && isAdministering(role))
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

const isAdministering = (role: string) => {
  const known = Role.safeParse(role);
  return known.success && ROLE_PERMISSIONS[known.data].includes("accounts.manage");
};
