import { ROLE_PERMISSIONS, ROLES } from "../../data/roles.ts";
import type { Queryable } from "../store/database.ts";

/** An account with what administrators are told of it. */
export type AccountRow = {
  accountId: string;
  loginName: string;
  displayName: string;
  isOperator: boolean;
  isDemo: boolean;
  isDisabled: boolean;
  hasPassword: boolean;
  hasTotp: boolean;
  /** Somebody at the provider of single sign-on signs in to it. */
  isLinked: boolean;
  /** The district whose administrators made it; null: an operator did. */
  homeDistrict: string | null;
  createdAt: Date;
  lastSignInAt: Date | null;
};

/** A grant as it is kept. */
export type GrantRow = {
  grantId: string;
  accountId: string;
  role: string;
  areaIds: string[] | null;
  grantedAt: Date;
  grantedBy: string;
};

const ACCOUNT = `
  select a.account_id as "accountId", a.login_name as "loginName", a.display_name as "displayName",
    a.is_operator as "isOperator", a.is_demo as "isDemo", a.disabled_at is not null as "isDisabled",
    a.created_at as "createdAt", a.home_district as "homeDistrict",
    exists (select 1 from credential c where c.account_id = a.account_id and c.kind = 'password') as "hasPassword",
    exists (select 1 from credential c where c.account_id = a.account_id and c.kind = 'totp'
      and c.data->>'confirmedAt' is not null) as "hasTotp",
    exists (select 1 from credential c where c.account_id = a.account_id and c.kind = 'oidc') as "isLinked",
    (select max(s.created_at) from session s where s.account_id = a.account_id) as "lastSignInAt"
  from account a`;

const GRANT = `
  select grant_id as "grantId", account_id as "accountId", role, area_ids as "areaIds",
    granted_at as "grantedAt", granted_by as "grantedBy"
  from role_grant`;

/** The accounts with these ids, by name. */
export const readAccounts = (tx: Queryable, accountIds: readonly string[]): Promise<AccountRow[]> =>
  tx.query<AccountRow>(
    `${ACCOUNT} where a.account_id = any ($1) order by a.disabled_at is not null, a.display_name, a.login_name`,
    [accountIds],
  );

/** Every operator. */
export const readOperatorIds = async (tx: Queryable): Promise<string[]> =>
  (await tx.query<{ id: string }>("select account_id as id from account where is_operator")).map(
    ({ id }) => id,
  );

/** The accounts that a district's administrators made. */
export const readMadeHere = async (tx: Queryable, districtId: string): Promise<string[]> =>
  (
    await tx.query<{ id: string }>(
      "select account_id as id from account where home_district = $1 and not is_operator",
      [districtId],
    )
  ).map(({ id }) => id);

/** The grants of a district, oldest first. */
export const readDistrictGrants = (tx: Queryable, districtId: string): Promise<GrantRow[]> =>
  tx.query<GrantRow>(`${GRANT} where district_id = $1 order by granted_at, grant_id`, [districtId]);

/**
 * Which of some accounts hold a grant in which districts, looking into each district in turn.
 *
 * @param tx  its district is changed on the way and put back at the end.
 */
export async function readHoldings(
  tx: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const holdings = new Map<string, Set<string>>();
  await inEachDistrict(tx, async (districtId) => {
    const rows = await tx.query<{ id: string }>(
      "select distinct account_id as id from role_grant where district_id = $1 and account_id = any ($2)",
      [districtId, accountIds],
    );
    for (const { id } of rows) holdings.set(id, (holdings.get(id) ?? new Set()).add(districtId));
  });
  return holdings;
}

/** Looks into each district in turn, and is then back in the one before. */
async function inEachDistrict(tx: Queryable, look: (districtId: string) => Promise<void>) {
  const [before] = await tx.query<{ id: string | null }>(
    "select current_setting('huanwei.district', true) as id",
  );
  const districts = await tx.query<{ id: string }>("select district_id as id from district");
  for (const { id } of districts) {
    await enterDistrict(tx, id);
    await look(id);
  }
  await enterDistrict(tx, before?.id ?? "");
}

/** Row-level security holds the rest of the transaction to another district. */
export const enterDistrict = (tx: Queryable, districtId: string) =>
  tx.query("select set_config('huanwei.district', $1, true)", [districtId]);

/** The roles that manage accounts. */
export const ADMINISTERING: readonly string[] = ROLES.filter((role) =>
  ROLE_PERMISSIONS[role].includes("accounts.manage"),
);

/**
 * SQL: accounts that can administer the whole of district `$1`, with `$2` for the roles that do: enabled operators, and
 * enabled accounts that have such a role without a limit to areas.
 */
const ADMINISTRATOR = `
  from account a where a.disabled_at is null and (a.is_operator or exists (
    select 1 from role_grant g where g.district_id = $1 and g.account_id = a.account_id
      and g.role = any ($2) and g.area_ids is null))`;

/** Whether a district has somebody who can administer it. */
export async function hasAdministrator(tx: Queryable, districtId: string): Promise<boolean> {
  const rows = await tx.query(`select 1 ${ADMINISTRATOR} limit 1`, [districtId, ADMINISTERING]);
  return rows.length > 0;
}

/** Whether an account, as it is in this transaction, administers the whole of a district. */
export async function isAdministrator(
  tx: Queryable,
  districtId: string,
  accountId: string | null,
): Promise<boolean> {
  const rows = await tx.query(`select 1 ${ADMINISTRATOR} and a.account_id = $3`, [
    districtId,
    ADMINISTERING,
    accountId,
  ]);
  return rows.length > 0;
}

/**
 * The districts that an account administers, as it is in this transaction.
 *
 * @param tx  its district is changed on the way and put back at the end.
 */
export async function readAdministeredBy(tx: Queryable, accountId: string): Promise<string[]> {
  const administered: string[] = [];
  await inEachDistrict(tx, async (districtId) => {
    if (await isAdministrator(tx, districtId, accountId)) administered.push(districtId);
  });
  return administered;
}

/** The only enabled account that can administer a district; null where there are several, or none. */
export async function readLastAdministrator(
  tx: Queryable,
  districtId: string,
): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `select a.account_id as id ${ADMINISTRATOR} limit 2`,
    [districtId, ADMINISTERING],
  );
  return rows.length === 1 ? rows[0]!.id : null;
}

/** Two administrators who remove each other wait here, so that the second one sees what the first one did. */
export const lockAdministrators = (tx: Queryable) =>
  tx.query("select pg_advisory_xact_lock(hashtext('huanwei.administrators'))");

/** Which of some areas the district has, in any version. */
export async function readKnownAreas(
  tx: Queryable,
  districtId: string,
  areaIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    "select area_id as id from area where district_id = $1 and area_id = any ($2)",
    [districtId, areaIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export const insertGrant = (
  tx: Queryable,
  districtId: string,
  grant: Omit<GrantRow, "grantedAt">,
) =>
  tx.query(
    `insert into role_grant (district_id, grant_id, account_id, role, area_ids, granted_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [districtId, grant.grantId, grant.accountId, grant.role, grant.areaIds, grant.grantedBy],
  );

export const deleteGrant = (tx: Queryable, districtId: string, grantId: string) =>
  tx.query("delete from role_grant where district_id = $1 and grant_id = $2", [
    districtId,
    grantId,
  ]);

export const writeDisplayName = (tx: Queryable, accountId: string, displayName: string) =>
  tx.query("update account set display_name = $2 where account_id = $1", [accountId, displayName]);

export const writeDisabled = (tx: Queryable, accountId: string, isDisabled: boolean) =>
  tx.query("update account set disabled_at = case when $2 then now() end where account_id = $1", [
    accountId,
    isDisabled,
  ]);
