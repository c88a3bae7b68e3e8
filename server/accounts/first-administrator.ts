import { SERVER_ACTOR } from "../store/audit.ts";
import type { Database } from "../store/database.ts";
import { recordAccountAudit } from "./account-audit.ts";
import { insertAccount, newOneTimePassword, writePassword } from "./account-store.ts";

const FIRST = "admin";

/**
 * Gives an empty store its administrator. Of several processes that start at once, one does.
 *
 * @param say  Told the one-time password, this once. `npm run account -- reset-password admin` gives another.
 */
export async function ensureAdministrator(database: Database, say: (line: string) => void) {
  const [known] = await database.query("select 1 from account where is_operator limit 1");
  if (known) return;
  const { password, kept } = await newOneTimePassword();
  const isMade = await database.transaction(async (tx) => {
    const accountId = await insertAccount(tx, {
      loginName: FIRST,
      displayName: "系统管理员",
      isOperator: true,
    });
    if (accountId === null) return false;
    await writePassword(tx, accountId, kept);
    await recordAccountAudit(tx, {
      actor: SERVER_ACTOR,
      accountId,
      action: "account.create",
      after: { loginName: FIRST, isOperator: true },
    });
    return true;
  });
  if (isMade)
    say(`管理员 Administrator: ${FIRST}  一次性密码 one-time password (shown once): ${password}`);
}
