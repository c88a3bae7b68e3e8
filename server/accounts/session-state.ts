import { PERMISSIONS } from "../../data/roles.ts";
import type { Database } from "../store/database.ts";
import { extentOf } from "./accounts.ts";
import { readGrants } from "./grants.ts";
import type { SessionState } from "./schema.ts";
import type { SessionAccount } from "./session.ts";

/** What somebody who is signed in may do, district by district. */
export async function accountState(
  database: Database,
  session: SessionAccount,
): Promise<NonNullable<SessionState["account"]>> {
  const { sessionId: _own, totpAskedBy, ...account } = session;
  const rows = await database.query<{ id: string }>(
    "select district_id as id from district order by 1",
  );
  const districts = [];
  for (const { id: districtId } of rows) {
    const grants = session.isOperator
      ? [{ role: "administrator" as const, areaIds: null }]
      : await readGrants(database, districtId, session.accountId);
    if (grants.length === 0) continue;
    const asksTotp = totpAskedBy.includes(districtId);
    districts.push({
      districtId,
      asksTotp,
      roles: grants.map(({ role, areaIds }) => ({ role, areaIds: areaIds && [...areaIds] })),
      permissions: PERMISSIONS.flatMap((permission) => {
        const extent = asksTotp ? null : extentOf(grants, permission);
        return extent ? [{ permission, ...extent }] : [];
      }),
    });
  }
  return { ...account, districts };
}
