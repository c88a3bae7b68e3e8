import type { Caller } from "../http/caller.ts";
import { DomainError } from "../http/problem.ts";
import type { Database, Queryable } from "../store/database.ts";
import {
  type AccountRow,
  enterDistrict,
  type GrantRow,
  hasAdministrator,
  isAdministrator,
  lockAdministrators,
  readAccounts,
  readDistrictGrants,
  readHoldings,
  readMadeHere,
  readOperatorIds,
} from "./administration-store.ts";

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
 * @param isStopping  It only disables the account or ends what is signed in: then `canStop` is enough.
 * @throws {DomainError} `account-unknown`, `own-account`, or `forbidden` where the caller may only give and take grants.
 */
export async function manage<T>(
  desk: Desk,
  accountId: string,
  write: (tx: Queryable, account: Managed) => Promise<T>,
  { isStopping = false }: { isStopping?: boolean } = {},
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
export async function beginAdministering(tx: Queryable, { districtId, caller }: Desk) {
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

/** @throws {DomainError} `last-administrator` when one of some districts would have nobody left. */
export async function requireAdministrators(tx: Queryable, districtIds: readonly string[]) {
  for (const districtId of new Set(districtIds)) {
    await enterDistrict(tx, districtId);
    if (await hasAdministrator(tx, districtId)) continue;
    throw new DomainError("last-administrator", `Nobody could administer ${districtId} any more`);
  }
}
