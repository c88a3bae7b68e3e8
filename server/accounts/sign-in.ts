import { DomainError } from "../http/problem.ts";
import type { Actor } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { type Account, readAccountNamed, readPassword, toLoginName } from "./account-store.ts";
import { networkOf, type Origin } from "./connection.ts";
import { FREE_PER_NETWORK, requireTime } from "./guessing.ts";
import { isPassword } from "./password.ts";
import { endSessions, openSession, type SessionAccount } from "./session.ts";
import type { Throttle } from "./throttle.ts";
import { readTotp, takeCode } from "./totp-store.ts";

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
 * @param before  The session this browser leaves.
 * @returns the secret for the cookie.
 * @throws {DomainError} `sign-in-failed`, `totp-needed` after a right password, `rate-limited`.
 */
export async function signIn(
  { database, throttle }: { database: Database; throttle: Throttle },
  given: { loginName: string; password: string; code?: string | undefined },
  origin: Origin,
  before: SessionAccount | null = null,
): Promise<string> {
  const loginName = toLoginName(given.loginName);
  const from = networkOf(origin.address);
  const byName = `name ${loginName} ${from}`;
  const byAddress = `address ${from}`;
  requireTime(throttle, origin.isHidden ? [byName] : [byName, byAddress]);
  throttle.begin(byName);
  const takeBack = origin.isHidden ? () => {} : throttle.begin(byAddress, FREE_PER_NETWORK);

  const account = await readAccountNamed(database, loginName);
  const kept =
    account && !account.isDisabled ? await readPassword(database, account.accountId) : null;
  const isRight = await isPassword(given.password, kept);
  if (!account || !isRight) {
    await noteFailure(database, account, origin, "password");
    throw failed();
  }
  const byCode = `code ${account.accountId}`;
  if (given.code !== undefined) {
    requireTime(throttle, [byCode]);
    throttle.begin(byCode);
  }
  const opened = await database.transaction(async (tx) => {
    // locked, so that whoever changes the password meanwhile ends this session too
    const now = await readPassword(tx, account.accountId, { isLocked: true });
    if (now?.hash !== kept?.hash) return "changed" as const;
    const totp = await readTotp(tx, account.accountId);
    if (totp?.confirmedAt) {
      if (given.code === undefined) return "code-needed" as const;
      if (!(await takeCode(tx, account.accountId, totp, given.code))) return "code-wrong" as const;
    }
    return { secret: await openFor(tx, account, "password", origin, before) };
  });
  if (opened === "changed") throw failed();
  if (opened === "code-needed") {
    throttle.forgive(byName);
    takeBack();
    throw new DomainError("totp-needed", "Send the code of the second factor, or a recovery code");
  }
  if (opened === "code-wrong") {
    await noteFailure(database, account, origin, "code");
    throw failed();
  }
  throttle.forgive(byName);
  throttle.forgive(byCode);
  takeBack();
  return opened.secret;
}

/**
 * Opens a session and writes that down.
 *
 * @param before  The session this browser leaves, which ends with it.
 * @returns the secret for the cookie.
 */
export async function openFor(
  tx: Queryable,
  account: Account,
  via: SessionAccount["via"],
  origin: Origin,
  before: SessionAccount | null = null,
): Promise<string> {
  if (before) await leave(tx, before, origin);
  const { secret, sessionId } = await openSession(tx, account.accountId, via, origin);
  await recordAccountAudit(tx, {
    actor: actorOf(account, origin.address),
    accountId: account.accountId,
    action: "session.open",
    after: { sessionId, via },
  });
  return secret;
}

async function leave(
  tx: Queryable,
  { accountId, sessionId, displayName }: SessionAccount,
  origin: Origin,
) {
  const ended = await endSessions(tx, accountId, { only: sessionId });
  if (ended.length === 0) return;
  await recordAccountAudit(tx, {
    actor: { accountId, name: displayName, via: "session", address: origin.address },
    accountId,
    action: "session.close",
    before: { sessionId },
  });
}

/** The same work for a name that nobody has: an administrator of all sees somebody try names. */
const noteFailure = (
  database: Database,
  account: Account | null,
  origin: Origin,
  what: "password" | "code",
) =>
  database.transaction((tx) =>
    recordAccountAudit(tx, {
      actor: { accountId: null, name: "?", via: "session", address: origin.address },
      accountId: account?.accountId ?? "?",
      action: "session.refuse",
      after: { what: account ? what : "name" },
    }),
  );
