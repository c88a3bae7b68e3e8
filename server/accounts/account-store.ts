import { randomUUID } from "node:crypto";
import type { Queryable } from "../store/database.ts";
import { oneTimePassword, type PasswordHash, passwordHash } from "./password.ts";

/** An account as signing in needs it. */
export type Account = {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly isOperator: boolean;
  /** A role of the demonstration. */
  readonly isDemo: boolean;
  readonly isDisabled: boolean;
};

type AccountRow = {
  account_id: string;
  login_name: string;
  display_name: string;
  is_operator: boolean;
  is_demo: boolean;
  is_disabled: boolean;
};

const COLUMNS = `account_id, login_name, display_name, is_operator, is_demo, disabled_at is not null as is_disabled`;

const toAccount = (row: AccountRow): Account => ({
  accountId: row.account_id,
  loginName: row.login_name,
  displayName: row.display_name,
  isOperator: row.is_operator,
  isDemo: row.is_demo,
  isDisabled: row.is_disabled,
});

/** A login name as it is kept: one spelling for each. */
export const toLoginName = (given: string) => given.normalize("NFKC").trim().toLowerCase();

/** The account of a login name; null when there is none. */
export async function readAccountNamed(tx: Queryable, loginName: string): Promise<Account | null> {
  const rows = await tx.query<AccountRow>(`select ${COLUMNS} from account where login_name = $1`, [
    loginName,
  ]);
  return rows[0] ? toAccount(rows[0]) : null;
}

/** The account of an id; null when there is none. */
export async function readAccount(tx: Queryable, accountId: string): Promise<Account | null> {
  const rows = await tx.query<AccountRow>(`select ${COLUMNS} from account where account_id = $1`, [
    accountId,
  ]);
  return rows[0] ? toAccount(rows[0]) : null;
}

/**
 * The password of an account; null when it has none.
 *
 * @param isLocked  Nobody changes it before the transaction ends.
 */
export async function readPassword(
  tx: Queryable,
  accountId: string,
  { isLocked = false } = {},
): Promise<PasswordHash | null> {
  const [row] = await tx.query<{ data: PasswordHash }>(
    `select data from credential where account_id = $1 and kind = 'password' ${isLocked ? "for update" : ""}`,
    [accountId],
  );
  return row?.data ?? null;
}

/** Whoever changes how this account signs in meanwhile waits; a statement after this one sees what they did. */
export const lockAccount = (tx: Queryable, accountId: string) =>
  tx.query("select 1 from account where account_id = $1 for update", [accountId]);

/** Keeps a password in place of the one before. */
export const writePassword = (tx: Queryable, accountId: string, password: PasswordHash) =>
  tx.query(
    `insert into credential (account_id, kind, data) values ($1, 'password', $2::jsonb)
     on conflict (account_id, kind, key) do update set data = excluded.data, created_at = now()`,
    [accountId, JSON.stringify(password)],
  );

/** A new account. @returns null when the name is taken. */
export async function insertAccount(
  tx: Queryable,
  account: {
    loginName: string;
    displayName: string;
    isOperator?: boolean;
    isDemo?: boolean;
    homeDistrict?: string;
  },
): Promise<string | null> {
  const accountId = randomUUID();
  const rows = await tx.query(
    `insert into account (account_id, login_name, display_name, is_operator, is_demo, home_district)
     values ($1, $2, $3, $4, $5, $6) on conflict (login_name) do nothing returning account_id`,
    [
      accountId,
      account.loginName,
      account.displayName,
      account.isOperator ?? false,
      account.isDemo ?? false,
      account.homeDistrict ?? null,
    ],
  );
  return rows.length > 0 ? accountId : null;
}

/** A password somebody else hands over, and what is kept of it. */
export async function newOneTimePassword() {
  const password = oneTimePassword();
  return { password, kept: { ...(await passwordHash(password)), mustChange: true } };
}
