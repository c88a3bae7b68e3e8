import { DomainError } from "../http/problem.ts";
import type { Actor } from "../store/audit.ts";
import type { Database } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { type Account, readAccountNamed, readPassword, toLoginName } from "./account-store.ts";
import { isPassword } from "./password.ts";
import { openSession, type SessionAccount } from "./session.ts";
import type { Throttle } from "./throttle.ts";
import { readTotp, takeCode } from "./totp-store.ts";

/** Where a request to sign in comes from. */
export type Origin = { readonly address: string | null; readonly userAgent: string | null };

/** Failures from one address that cost nothing: a bureau may sit behind one. */
const FREE_PER_ADDRESS = 20;

const failed = () =>
  new DomainError("sign-in-failed", "The name, the password or the code is wrong");

const actorOf = (account: Account, address: string | null): Actor => ({
  accountId: account.accountId,
  name: account.displayName,
  via: "session",
  address,
});

/**
 * Opens a session for whoever knows the password, and the code where there is a second factor.
 *
 * An unknown name, a wrong password and a disabled account answer the same, after the same work.
 *
 * @returns the secret for the cookie.
 * @throws {DomainError} `sign-in-failed`, `totp-needed` after a right password, `rate-limited`.
 */
export async function signIn(
  { database, throttle }: { database: Database; throttle: Throttle },
  given: { loginName: string; password: string; code?: string | undefined },
  origin: Origin,
): Promise<string> {
  const loginName = toLoginName(given.loginName);
  const byName = `name ${loginName} ${origin.address}`;
  const byAddress = `address ${origin.address}`;
  requireTime(throttle, [byName, byAddress]);
  throttle.begin(byName);
  throttle.begin(byAddress, FREE_PER_ADDRESS);

  const account = await readAccountNamed(database, loginName);
  const kept =
    account && !account.isDisabled ? await readPassword(database, account.accountId) : null;
  const isRight = await isPassword(given.password, kept);
  if (!account || !isRight) {
    if (account) await noteFailure(database, account, origin, "password");
    throw failed();
  }
  const opened = await database.transaction(async (tx) => {
    const totp = await readTotp(tx, account.accountId);
    if (totp?.confirmedAt) {
      if (given.code === undefined) return "code-needed" as const;
      if (!(await takeCode(tx, account.accountId, totp, given.code))) return "code-wrong" as const;
    }
    return { secret: await openFor(tx, account, "password", origin) };
  });
  if (opened === "code-needed") {
    throttle.forgive(byName);
    throw new DomainError("totp-needed", "Send the code of the second factor, or a recovery code");
  }
  if (opened === "code-wrong") {
    await noteFailure(database, account, origin, "code");
    throw failed();
  }
  throttle.forgive(byName);
  throttle.forgive(byAddress);
  return opened.secret;
}

/** Opens a session and writes that down. @returns the secret for the cookie. */
export async function openFor(
  tx: Parameters<typeof recordAccountAudit>[0],
  account: Account,
  via: SessionAccount["via"],
  origin: Origin,
): Promise<string> {
  const { secret, sessionId } = await openSession(tx, account.accountId, via, origin);
  await recordAccountAudit(tx, {
    actor: actorOf(account, origin.address),
    accountId: account.accountId,
    action: "session.open",
    after: { sessionId, via },
  });
  return secret;
}

/** @throws {DomainError} `rate-limited` while it is too early under one of the keys. */
export function requireTime(throttle: Throttle, keys: readonly string[]) {
  const seconds = throttle.waitSeconds(keys);
  if (seconds === 0) return;
  throw new DomainError("rate-limited", `Try again in ${seconds} s`, [], {
    more: { retryAfterSeconds: seconds },
  });
}

const noteFailure = (database: Database, account: Account, origin: Origin, what: string) =>
  database.transaction((tx) =>
    recordAccountAudit(tx, {
      actor: { accountId: null, name: "?", via: "session", address: origin.address },
      accountId: account.accountId,
      action: "session.refuse",
      after: { what },
    }),
  );
