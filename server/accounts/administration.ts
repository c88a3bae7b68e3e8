import { PERSONAL_VALUE } from "../../data/audit-fields.ts";
import { DomainError } from "../http/problem.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { insertAccount, newOneTimePassword, writePassword } from "./account-store.ts";
import {
  beginAdministering,
  type Desk,
  type Managed,
  manage,
  requireAdministrators,
} from "./administration-desk.ts";
import { give, requireAreas } from "./administration-grants.ts";
import type { AccountChange, NewAccount } from "./administration-schema.ts";
import { readAdministeredBy, writeDisabled, writeDisplayName } from "./administration-store.ts";
import { endAll } from "./token.ts";

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
      const after = { loginName, displayName: PERSONAL_VALUE, signOn: asked.signOn };
      await recordAccountAudit(tx, { actor: caller, accountId, action: "account.create", after });
      const grantIds: string[] = [];
      for (const grant of asked.grants)
        grantIds.push(
          await give(tx, { districtId, actor: caller }, { accountId, loginName }, grant),
        );
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
      const changed = { displayName: PERSONAL_VALUE };
      const entry = { actor, accountId, before: changed, after: changed };
      await recordAccountAudit(tx, { ...entry, action: "account.rename" });
    }
    if (isDisabled === undefined || isDisabled === account.isDisabled) return;
    const administered = isDisabled ? await readAdministeredBy(tx, accountId) : [];
    await writeDisabled(tx, accountId, isDisabled);
    const after = isDisabled ? await endAll(tx, accountId, { except: null }) : null;
    await requireAdministrators(tx, administered);
    const action = isDisabled ? "account.disable" : "account.enable";
    await recordAccountAudit(tx, { actor, accountId, action, ...(after ? { after } : {}) });
  };
  const isStopping = isDisabled === true && displayName === undefined;
  await manage(desk, accountId, write, { isStopping });
}
