import { randomUUID } from "node:crypto";
import type { Role } from "../../data/roles.ts";
import { SESSION_COOKIE } from "../../server/accounts/identify.ts";
import { openSession } from "../../server/accounts/session.ts";
import type { Database } from "../../server/store/database.ts";

/** Somebody who has signed in, and what their browser sends with each request. */
export type SignedIn = { accountId: string; headers: Record<string, string> };

/**
 * Somebody with a role in a district and an open session, as if they had signed in by password.
 *
 * @param areaIds  the areas the role is limited to; null is the whole district.
 */
export async function signedIn(
  database: Database,
  districtId: string,
  role: Role,
  areaIds: readonly string[] | null = null,
): Promise<SignedIn> {
  const accountId = randomUUID();
  const secret = await database.transaction(
    async (tx) => {
      await tx.query(
        "insert into account (account_id, login_name, display_name) values ($1, $2, $3)",
        [accountId, `${role}-${accountId.slice(0, 8)}`, role],
      );
      await tx.query(
        `insert into role_grant (district_id, grant_id, account_id, role, area_ids, granted_by)
         values ($1, $2, $3, $4, $5, 'test')`,
        [districtId, randomUUID(), accountId, role, areaIds],
      );
      const origin = { address: null, userAgent: null };
      return (await openSession(tx, accountId, "password", origin)).secret;
    },
    { districtId },
  );
  return {
    accountId,
    headers: { Cookie: `${SESSION_COOKIE}=${secret}`, "Sec-Fetch-Site": "same-origin" },
  };
}

/** Whoever sends a token. */
export const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

/** The code of a problem. */
export const codeOf = async (answer: Response): Promise<string> => (await answer.json()).code;

/** Says which version of a record one has seen. */
export const ifMatch = (revision: number) => ({ "If-Match": `"${revision}"` });

/** Gives an account a role in a whole district, without anybody doing so. */
export const grantRole = (database: Database, districtId: string, accountId: string, role: Role) =>
  database.transaction(
    (tx) =>
      tx.query(
        `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
         values ($1, $2, $3, $4, 'test')`,
        [districtId, randomUUID(), accountId, role],
      ),
    { districtId },
  );
