import { conflict, DomainError } from "../http/problem.ts";
import type { Actor } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { lockAccount, readPassword, writePassword } from "./account-store.ts";
import {
  type PasswordHash,
  passwordHash,
  requireGoodPassword,
  requirePassword,
} from "./password.ts";
import type { OwnAccount } from "./schema.ts";
import { endSessions, type SessionAccount } from "./session.ts";
import { endAll } from "./token.ts";
import { newTotpSecret, totpStep, totpUrl } from "./totp.ts";
import {
  deleteSecondFactor,
  readTotp,
  readTotpAsked,
  takeCode,
  writeRecoveryCodes,
  writeTotp,
} from "./totp-store.ts";

/** Somebody at work on their own account. */
export type Own = {
  readonly database: Database;
  readonly session: SessionAccount;
  readonly actor: Actor;
};

/** One's own account, with where it is signed in. */
export async function readOwnAccount(
  database: Database,
  session: SessionAccount,
): Promise<OwnAccount> {
  const { accountId, loginName, displayName } = session;
  const sessions = await database.query<{
    session_id: string;
    via: SessionAccount["via"];
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    address: string | null;
    user_agent: string | null;
  }>(
    `select session_id, via, created_at, last_seen_at, expires_at, address, user_agent from session
     where account_id = $1 and revoked_at is null and expires_at > now() order by last_seen_at desc`,
    [accountId],
  );
  const [left] = await database.query<{ n: number }>(
    "select count(*)::int as n from credential where account_id = $1 and kind = 'recovery'",
    [accountId],
  );
  return {
    accountId,
    loginName,
    displayName,
    totp: {
      isOn: session.hasTotp,
      isRequired: (await readTotpAsked(database, session)).by.length > 0,
      recoveryCodesLeft: left!.n,
    },
    sessions: sessions.map((row) => ({
      sessionId: row.session_id,
      via: row.via,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      address: row.address,
      userAgent: row.user_agent,
      isThis: row.session_id === session.sessionId,
    })),
  };
}

/**
 * Another password; every other session of the account ends with it, and every token: whoever knew the old one may
 * have made some.
 *
 * @throws {DomainError} `sign-in-failed` when the current one is wrong, `body-invalid` when the next is too easy.
 */
export async function changePassword(
  { database, session, actor }: Own,
  { current, next }: { current: string; next: string },
) {
  const { accountId } = session;
  const kept = await readPassword(database, accountId);
  await requirePassword(current, kept, "current");
  requireGoodPassword(next, session.loginName);
  if (next === current)
    throw new DomainError("body-invalid", "next: another password", [
      { field: "next", remedy: "another password than the current one", rule: "password-same" },
    ]);
  const hash = await passwordHash(next);
  await database.transaction(async (tx) => {
    await requireUnchanged(tx, accountId, kept);
    await writePassword(tx, accountId, hash);
    const after = await endAll(tx, accountId, { except: session.sessionId });
    await recordAccountAudit(tx, { actor, accountId, action: "password.change", after });
  });
}

/** @throws {DomainError} `conflict` when a password was changed since it was checked. */
async function requireUnchanged(tx: Queryable, accountId: string, kept: PasswordHash | null) {
  const now = await readPassword(tx, accountId, { isLocked: true });
  if (now?.hash !== kept?.hash)
    throw conflict("password-changed", "The password was changed in the same moment");
}

/**
 * A new second factor, which asks nothing of anybody until it is confirmed. Whoever has only got hold of a session does
 * not lock its owner out with it: the password is asked for where there is one.
 *
 * @throws {DomainError} `sign-in-failed`, `password-change-needed`, `conflict`.
 */
export async function beginTotp({ database, session, actor }: Own, password = "") {
  const { accountId } = session;
  if (session.mustDo === "password")
    throw new DomainError("password-change-needed", "Change the one-time password first");
  if (session.hasPassword) await requirePassword(password, await readPassword(database, accountId));
  const secret = newTotpSecret();
  await database.transaction(async (tx) => {
    await lockAccount(tx, accountId); // a factor that is confirmed in this moment stays
    if ((await readTotp(tx, accountId))?.confirmedAt)
      throw conflict("totp-is-set", "There is a second factor already: remove it first");
    await writeTotp(tx, accountId, { secret, confirmedAt: null, lastStep: 0 });
    await recordAccountAudit(tx, { actor, accountId, action: "totp.begin" });
  });
  return { secret, otpauthUrl: totpUrl(secret, session.loginName) };
}

/** From now on a code is asked for; sessions opened without one end. @returns recovery codes, shown once. */
export async function confirmTotp({ database, session, actor }: Own, code: string) {
  const { accountId } = session;
  return database.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const kept = await readTotp(tx, accountId);
    if (!kept || kept.confirmedAt)
      throw conflict("totp-not-begun", "There is no second factor to confirm: begin one first");
    const step = totpStep(kept, code);
    if (step === null)
      throw new DomainError("body-invalid", "code: not the code shown now", [
        {
          field: "code",
          remedy: "the six digits shown now; check the clock of the telephone",
          rule: "code-wrong",
        },
      ]);
    const confirmedAt = new Date().toISOString();
    await writeTotp(tx, accountId, { ...kept, confirmedAt, lastStep: step });
    const recoveryCodes = await writeRecoveryCodes(tx, accountId);
    await endSessions(tx, accountId, { except: session.sessionId }); // they were opened without it
    await recordAccountAudit(tx, { actor, accountId, action: "totp.set" });
    return { recoveryCodes };
  });
}

/** Takes the second factor away from whoever knows both. */
export async function removeTotp(
  { database, session, actor }: Own,
  given: { password: string; code: string },
) {
  const { accountId } = session;
  const password = await readPassword(database, accountId);
  await requirePassword(given.password, password);
  await database.transaction(async (tx) => {
    await requireUnchanged(tx, accountId, password);
    const kept = await readTotp(tx, accountId);
    if (!kept?.confirmedAt) throw conflict("totp-not-set", "There is no second factor");
    if (!(await takeCode(tx, accountId, kept, given.code)))
      throw new DomainError("sign-in-failed", "code: not the code shown now", [
        {
          field: "code",
          remedy: "the six digits shown now, or a recovery code",
          rule: "code-wrong",
        },
      ]);
    await deleteSecondFactor(tx, accountId);
    await recordAccountAudit(tx, { actor, accountId, action: "totp.remove" });
  });
}

/** Signs out: the session ends on the server too. */
export async function closeOwnSession({ database, session, actor }: Own) {
  const { accountId, sessionId } = session;
  await database.transaction(async (tx) => {
    await endSessions(tx, accountId, { only: sessionId });
    const before = { sessionId };
    await recordAccountAudit(tx, { actor, accountId, action: "session.close", before });
  });
}

/** Ends one session of one's own. @throws {DomainError} `record-unknown` when none of this id is open. */
export async function endOwnSession({ database, session, actor }: Own, sessionId: string) {
  const { accountId } = session;
  await database.transaction(async (tx) => {
    const ended = await endSessions(tx, accountId, { only: sessionId });
    if (ended.length === 0)
      throw new DomainError("record-unknown", "You have no such session open");
    const before = { sessionId };
    await recordAccountAudit(tx, { actor, accountId, action: "session.revoke", before });
  });
}

/** Ends every session of one's own but this one. @returns how many. */
export async function endOtherSessions({ database, session, actor }: Own): Promise<number> {
  const { accountId, sessionId } = session;
  return database.transaction(async (tx) => {
    const sessionIds = await endSessions(tx, accountId, { except: sessionId });
    if (sessionIds.length === 0) return 0;
    const before = { sessionIds };
    await recordAccountAudit(tx, { actor, accountId, action: "session.revoke", before });
    return sessionIds.length;
  });
}
