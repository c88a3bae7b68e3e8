import { createHash, randomInt } from "node:crypto";
import { Role } from "../../data/roles.ts";
import type { Database, Queryable } from "../store/database.ts";
import { type TotpKept, totpStep } from "./totp.ts";

/** The second factor of an account; null when none was begun. */
export async function readTotp(tx: Queryable, accountId: string): Promise<TotpKept | null> {
  const [row] = await tx.query<{ data: TotpKept }>(
    "select data from credential where account_id = $1 and kind = 'totp' for update",
    [accountId],
  );
  return row?.data ?? null;
}

export const writeTotp = (tx: Queryable, accountId: string, kept: TotpKept) =>
  tx.query(
    `insert into credential (account_id, kind, data) values ($1, 'totp', $2::jsonb)
     on conflict (account_id, kind, key) do update set data = excluded.data`,
    [accountId, JSON.stringify(kept)],
  );

/** Takes an account's second factor away, recovery codes and all. */
export const deleteSecondFactor = (tx: Queryable, accountId: string) =>
  tx.query("delete from credential where account_id = $1 and kind in ('totp', 'recovery')", [
    accountId,
  ]);

const codeKey = (code: string) =>
  createHash("sha256").update(code.replace(/[\s-]/g, "").toLowerCase()).digest("hex");

/** Ten codes for the day the telephone is lost, in place of those before. Only their hashes are kept. */
export async function writeRecoveryCodes(tx: Queryable, accountId: string): Promise<string[]> {
  const group = () => String(randomInt(100_000)).padStart(5, "0");
  const codes = Array.from({ length: 10 }, () => `${group()}-${group()}-${group()}`);
  await tx.query("delete from credential where account_id = $1 and kind = 'recovery'", [accountId]);
  for (const code of codes)
    await tx.query(
      "insert into credential (account_id, kind, key, data) values ($1, 'recovery', $2, '{}')",
      [accountId, codeKey(code)],
    );
  return codes;
}

/** Takes a code of the second factor, or a recovery code, each once. @returns whether it was right. */
export async function takeCode(
  tx: Queryable,
  accountId: string,
  kept: TotpKept,
  code: string,
): Promise<boolean> {
  const step = totpStep(kept, code.trim());
  if (step !== null) {
    await writeTotp(tx, accountId, { ...kept, lastStep: step });
    return true;
  }
  const used = await tx.query(
    "delete from credential where account_id = $1 and kind = 'recovery' and key = $2 returning key",
    [accountId, codeKey(code)],
  );
  return used.length > 0;
}

/** Where an account is asked for a second factor: no district's rule reaches into another. */
export type TotpAsked = {
  /** Districts where one of its roles asks for one: `signInRules.totpRoles` of their settings. */
  readonly by: readonly string[];
  /** It holds roles, and each of its districts asks. */
  readonly isEverywhere: boolean;
};

/** Which of an account's districts ask for a second factor. */
export async function readTotpAsked(
  database: Database,
  account: { accountId: string; isOperator: boolean },
): Promise<TotpAsked> {
  const districts = await database.query<{ id: string }>("select district_id as id from district");
  const by: string[] = [];
  let held = 0;
  for (const { id } of districts) {
    const rows = await database.transaction(
      (tx) =>
        tx.query<{ roles: unknown; held: string[] | null }>(
          `select s.value->'totpRoles' as roles,
             (select array_agg(role) from role_grant where district_id = $1 and account_id = $2) as held
           from (select 1) one
           left join district_setting s on s.district_id = $1 and s.key = 'signInRules'`,
          [id, account.accountId],
        ),
      { districtId: id },
    );
    const roles = Role.array().safeParse(rows[0]?.roles);
    const ownRoles = account.isOperator ? ["administrator"] : (rows[0]?.held ?? []);
    if (ownRoles.length > 0) held++;
    if (roles.success && roles.data.some((role) => ownRoles.includes(role))) by.push(id);
  }
  return { by, isEverywhere: held > 0 && by.length === held };
}

/** Nobody asks. */
export const TOTP_NOT_ASKED: TotpAsked = { by: [], isEverywhere: false };
