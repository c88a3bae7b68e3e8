import { Role } from "../../data/roles.ts";
import type { Database } from "../store/database.ts";
import type { Grant } from "./accounts.ts";

/** What an account is granted in a district. A role of a later version is left out: it cannot be known what it may do. */
export async function readGrants(
  database: Database,
  districtId: string,
  accountId: string,
): Promise<Grant[]> {
  const rows = await database.transaction(
    (tx) =>
      tx.query<{ role: string; area_ids: string[] | null }>(
        "select role, area_ids from role_grant where district_id = $1 and account_id = $2",
        [districtId, accountId],
      ),
    { districtId },
  );
  return rows.flatMap(({ role, area_ids: areaIds }) => {
    const known = Role.safeParse(role);
    return known.success ? [{ role: known.data, areaIds }] : [];
  });
}
