import { conflict, DomainError } from "../http/problem.ts";
import type { Actor } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import {
  type Account,
  lockAccount,
  readAccount,
  readAccountNamed,
  readPassword,
} from "./account-store.ts";
import type { Origin } from "./connection.ts";
import type { Subject } from "./oidc.ts";
import type { Own } from "./own-account.ts";
import { requirePassword } from "./password.ts";
import { hashOf, type SessionAccount } from "./session.ts";
import { openFor } from "./sign-in.ts";
import { readTotp, takeCode } from "./totp-store.ts";

const keyOf = ({ issuer, subject }: Subject) => `${issuer} ${subject}`;
const unknown = () => new DomainError("sign-on-unknown", "Nobody here has this identity");

/**
 * Opens a session for somebody the provider vouches for, or says whose code is still to be asked.
 *
 * Their account is the one that is linked to them. The first time it is the one that an administrator made for single
 * sign-on under the name the provider gives: it has no password and nobody is linked to it yet. A name alone never
 * opens an account that has a password, and nobody is given an account by signing on.
 *
 * @returns the secret for the cookie; or the account, where it has a second factor here and the provider asked none.
 * @throws {DomainError} `sign-on-unknown`.
 */
export async function openBySubject(
  database: Database,
  subject: Subject,
  origin: Origin,
  before: SessionAccount | null,
): Promise<{ secret: string } | { codeOf: string }> {
  return database.transaction(async (tx) => {
    const account = (await readLinked(tx, subject)) ?? (await linkByName(tx, subject, origin));
    if (!account || account.isDisabled) throw unknown();
    const totp = subject.isMultiFactor ? null : await readTotp(tx, account.accountId);
    if (totp?.confirmedAt) return { codeOf: account.accountId };
    return { secret: await open(tx, account, origin, before, subject.isMultiFactor) };
  });
}

/**
 * The same once the code of the second factor has come.
 *
 * @returns the secret for the cookie; null where the code is wrong.
 * @throws {DomainError} `sign-on-unknown` when the account was disabled or unlinked meanwhile.
 */
export async function openByCode(
  database: Database,
  accountId: string,
  code: string,
  origin: Origin,
  before: SessionAccount | null,
): Promise<string | null> {
  return database.transaction(async (tx) => {
    const account = await readAccount(tx, accountId);
    if (!account || account.isDisabled || !(await readLink(tx, accountId))) throw unknown();
    const totp = await readTotp(tx, accountId);
    if (!totp?.confirmedAt) throw unknown();
    if (await takeCode(tx, accountId, totp, code)) return open(tx, account, origin, before, false);
    await recordAccountAudit(tx, {
      actor: { accountId: null, name: "?", via: "session", address: origin.address },
      accountId,
      action: "session.refuse",
      after: { what: "code" },
    });
    return null;
  });
}

async function open(
  tx: Queryable,
  account: Account,
  origin: Origin,
  before: SessionAccount | null,
  isMultiFactor: boolean,
) {
  const secret = await openFor(tx, account, "oidc", origin, before);
  if (isMultiFactor)
    await tx.query("update session set is_multi_factor = true where session_hash = $1", [
      hashOf(secret),
    ]);
  return secret;
}

async function readLinked(tx: Queryable, subject: Subject): Promise<Account | null> {
  const [row] = await tx.query<{ id: string }>(
    "select account_id as id from credential where kind = 'oidc' and key = $1",
    [keyOf(subject)],
  );
  return row ? readAccount(tx, row.id) : null;
}

async function linkByName(
  tx: Queryable,
  subject: Subject,
  { address }: Origin,
): Promise<Account | null> {
  const name = subject.preferredName;
  // the provider may tell apart what we take for one name: only capitals are folded, nothing that looks alike
  if (name === null || name !== name.normalize("NFKC")) return null;
  const account = await readAccountNamed(tx, name.toLowerCase());
  if (!account || account.isDisabled) return null;
  const { accountId } = account;
  await lockAccount(tx, accountId);
  const linked = await readLinked(tx, subject); // by the same person in another tab, meanwhile
  if (linked) return linked;
  const [free] = await tx.query(
    `select 1 from account a where account_id = $1 and not is_demo and not is_operator and not exists (
       select 1 from credential c where c.account_id = a.account_id and c.kind in ('password', 'oidc'))`,
    [accountId],
  );
  if (!free) return null;
  const actor: Actor = { accountId, name: account.displayName, via: "session", address };
  await link(tx, subject, actor, accountId);
  return account;
}

async function link(tx: Queryable, subject: Subject, actor: Actor, accountId: string) {
  await tx.query(
    "insert into credential (account_id, kind, key, data) values ($1, 'oidc', $2, '{}')",
    [accountId, keyOf(subject)],
  );
  const after = { issuer: subject.issuer };
  await recordAccountAudit(tx, { actor, accountId, action: "sign_on.link", after });
}

/** Since when an account is linked to somebody at the provider; null where it is not. */
export async function readLink(tx: Queryable, accountId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date }>(
    "select created_at as at from credential where account_id = $1 and kind = 'oidc'",
    [accountId],
  );
  return row?.at ?? null;
}

/** Lets go of whom an account is linked to at the provider of single sign-on. @returns whether it was linked. */
export const deleteSignOn = async (tx: Queryable, accountId: string): Promise<boolean> =>
  (
    await tx.query("delete from credential where account_id = $1 and kind = 'oidc' returning 1", [
      accountId,
    ])
  ).length > 0;

/** @throws {DomainError} `sign-in-failed` when it is not the password of one's own account. */
export const requireOwnPassword = async ({ database, session }: Own, password: string) =>
  requirePassword(password, await readPassword(database, session.accountId));

/**
 * Links one's own account to whom the provider vouches for.
 *
 * @throws {DomainError} `sign-on-taken` when that person, or this account, is linked already.
 */
export async function linkOwn({ database, session, actor }: Own, subject: Subject) {
  const { accountId } = session;
  await database.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const linked = await readLinked(tx, subject);
    if (linked?.accountId === accountId) return;
    if (linked || (await readLink(tx, accountId)))
      throw new DomainError("sign-on-taken", "This identity or this account is linked already");
    await link(tx, subject, actor, accountId);
  });
}

/** Takes the link away with the sessions it opened; the password remains. @throws {DomainError} `sign-in-failed`, `conflict`. */
export async function unlinkOwn(own: Own, password: string) {
  const { database, session, actor } = own;
  const { accountId } = session;
  await requireOwnPassword(own, password);
  await database.transaction(async (tx) => {
    if (!(await deleteSignOn(tx, accountId)))
      throw conflict("sign-on-not-linked", "This account is not linked to single sign-on");
    const others = await tx.query<{ id: string }>(
      `update session set revoked_at = now()
       where account_id = $1 and via = 'oidc' and session_id <> $2 and revoked_at is null returning session_id as id`,
      [accountId, session.sessionId],
    );
    const after = { sessions: others.length };
    await recordAccountAudit(tx, { actor, accountId, action: "sign_on.unlink", after });
  });
}
