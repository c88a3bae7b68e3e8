import { DomainError } from "../http/problem.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { type Account, readAccountNamed, toLoginName } from "./account-store.ts";
import type { Subject } from "./oidc.ts";
import type { SessionAccount } from "./session.ts";
import { type Origin, openFor } from "./sign-in.ts";

const keyOf = ({ issuer, subject }: Subject) => `${issuer} ${subject}`;

/**
 * Opens a session for somebody the provider vouches for.
 *
 * Their account is the one that is linked to them. The first time it is the one that an administrator made for single
 * sign-on under the name the provider gives: it has no password and nobody is linked to it yet. A name alone never
 * opens an account that has a password, and nobody is given an account by signing on.
 *
 * @returns the secret for the cookie.
 * @throws {DomainError} `sign-on-unknown`.
 */
export async function openBySubject(
  database: Database,
  subject: Subject,
  origin: Origin,
  before: SessionAccount | null,
): Promise<string> {
  return database.transaction(async (tx) => {
    const account = (await readLinked(tx, subject)) ?? (await linkByName(tx, subject, origin));
    if (!account || account.isDisabled)
      throw new DomainError("sign-on-unknown", "Nobody here has this identity");
    return openFor(tx, account, "oidc", origin, before);
  });
}

async function readLinked(tx: Queryable, subject: Subject): Promise<Account | null> {
  const [row] = await tx.query<{ name: string }>(
    `select a.login_name as name from credential c join account a using (account_id)
     where c.kind = 'oidc' and c.key = $1`,
    [keyOf(subject)],
  );
  return row ? readAccountNamed(tx, row.name) : null;
}

async function linkByName(
  tx: Queryable,
  subject: Subject,
  { address }: Origin,
): Promise<Account | null> {
  if (subject.preferredName === null) return null;
  const account = await readAccountNamed(tx, toLoginName(subject.preferredName));
  if (!account || account.isDisabled) return null;
  const { accountId } = account;
  const [free] = await tx.query(
    `select 1 from account a where account_id = $1 and not is_demo and not is_operator and not exists (
       select 1 from credential c where c.account_id = a.account_id and c.kind in ('password', 'oidc'))
     for update`,
    [accountId],
  );
  if (!free) return null;
  await tx.query(
    "insert into credential (account_id, kind, key, data) values ($1, 'oidc', $2, '{}')",
    [accountId, keyOf(subject)],
  );
  await recordAccountAudit(tx, {
    actor: { accountId, name: account.displayName, via: "session", address },
    accountId,
    action: "sign_on.link",
    after: { issuer: subject.issuer },
  });
  return account;
}
