import { recordAccountAudit } from "./accounts/account-audit.ts";
import {
  insertAccount,
  newOneTimePassword,
  readAccountNamed,
  toLoginName,
  writePassword,
} from "./accounts/account-store.ts";
import { replacePassword } from "./accounts/administration-resets.ts";
import { isLoginName } from "./accounts/names.ts";
import { deleteSecondFactor } from "./accounts/totp-store.ts";
import { CommandError, runCommand, tell } from "./command.ts";
import { readEnvironment } from "./env.ts";
import { COMMAND_ACTOR } from "./store/audit.ts";
import type { Database } from "./store/database.ts";
import { openDatabase } from "./store/open.ts";

const USAGE = `npm run account -- list
npm run account -- create-operator LOGIN-NAME
npm run account -- reset-password LOGIN-NAME   (also ends its sessions, tokens and single sign-on, and takes its second factor away)`;

/** `npm run account -- …`: what an operator does about accounts from the machine itself. */
await runCommand(async () => {
  const [verb, name, ...more] = process.argv.slice(2);
  const needsName = verb === "create-operator" || verb === "reset-password";
  if (more.length > 0 || (verb !== "list" && !needsName) || needsName !== (name !== undefined))
    throw new CommandError(2, USAGE);
  const { databaseUrl, databaseAdminUrl, dataDir } = readEnvironment();
  const database = await openDatabase({
    databaseUrl: databaseUrl ?? undefined,
    adminUrl: databaseAdminUrl ?? undefined,
    dataDir,
    log: tell,
  });
  try {
    if (verb === "list") return { accounts: await listed(database) };
    const loginName = toLoginName(name ?? "");
    if (verb === "create-operator") return await createOperator(database, loginName);
    return await resetPassword(database, loginName);
  } finally {
    await database.close();
  }
});

function listed(database: Database) {
  return database.query(
    `select a.login_name as "loginName", a.display_name as "displayName", a.is_operator as "isOperator",
       a.disabled_at is not null as "isDisabled",
       array(select c.kind from credential c where c.account_id = a.account_id and c.kind <> 'recovery'
         order by c.kind) as "signsInBy", max(s.last_seen_at) as "lastSeenAt"
     from account a left join session s using (account_id) group by a.account_id order by a.login_name`,
  );
}

async function createOperator(database: Database, loginName: string) {
  if (!isLoginName(loginName))
    throw new CommandError(
      2,
      "LOGIN-NAME: 2 to 64 letters of one alphabet, digits, dots, hyphens, _ or @, not beginning with demo.",
    );
  const { password, kept } = await newOneTimePassword();
  await database.transaction(async (tx) => {
    const accountId = await insertAccount(tx, {
      loginName,
      displayName: loginName,
      isOperator: true,
    });
    if (accountId === null) throw new CommandError(2, `${loginName} is taken`);
    await writePassword(tx, accountId, kept);
    const after = { loginName, isOperator: true };
    await recordAccountAudit(tx, {
      actor: COMMAND_ACTOR,
      accountId,
      action: "account.create",
      after,
    });
  });
  return { loginName, oneTimePassword: password };
}

async function resetPassword(database: Database, loginName: string) {
  const { password, kept } = await newOneTimePassword();
  const ended = await database.transaction(async (tx) => {
    const account = await readAccountNamed(tx, loginName);
    if (!account) throw new CommandError(2, `There is no account ${loginName}`);
    const { accountId } = account;
    if (account.isDemo) throw new CommandError(2, `${loginName} is entered by one click`);
    const after = await replacePassword(tx, accountId, kept);
    await deleteSecondFactor(tx, accountId);
    const action = "password.reset";
    await recordAccountAudit(tx, { actor: COMMAND_ACTOR, accountId, action, after });
    return after;
  });
  const { sessions: sessionsEnded, tokens: tokensRevoked, isUnlinked } = ended;
  return { loginName, oneTimePassword: password, sessionsEnded, tokensRevoked, isUnlinked };
}
