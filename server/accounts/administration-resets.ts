import { conflict } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { newOneTimePassword, writePassword } from "./account-store.ts";
import { type Desk, manage } from "./administration-desk.ts";
import { deleteSignOn } from "./oidc-account.ts";
import type { PasswordHash } from "./password.ts";
import { endSessions } from "./session.ts";
import { endAll } from "./token.ts";
import { deleteSecondFactor } from "./totp-store.ts";

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
  return { ...(await endAll(tx, accountId, { except: null })), isUnlinked };
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
    const after = await endAll(tx, accountId, { except: null });
    await recordAccountAudit(tx, { actor: desk.caller, accountId, action: "sign_on.reset", after });
  });
}

/** Ends whatever is signed in with an account, tokens too. */
export async function revokeAll(desk: Desk, accountId: string) {
  const end = async (tx: Queryable) => {
    const after = await endAll(tx, accountId, { except: null });
    const action = "session.revoke";
    await recordAccountAudit(tx, { actor: desk.caller, accountId, action, after });
    return after;
  };
  return manage(desk, accountId, end, { isStopping: true });
}
