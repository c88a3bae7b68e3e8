import { OPEN_STATES } from "../../data/complaint-life.ts";
import { DatabaseError, type Queryable } from "../store/database.ts";
import type { UnitDraft, UnitMembers, Units } from "./unit-schema.ts";

/** The units of a district with what is still open at each. */
export const readUnits = (tx: Queryable, districtId: string): Promise<Units["units"]> =>
  tx.query<Units["units"][number]>(
    `select u.unit_id as "unitId", u.name, u.name_en as "nameEn", u.is_active as "isActive",
       coalesce(c.count, 0)::int as "openComplaints"
     from unit u
     left join (
       select unit_id, count(*) as count from complaint
       where district_id = $1 and unit_id is not null and not is_confidential and state = any ($2)
       group by unit_id
     ) c on c.unit_id = u.unit_id
     where u.district_id = $1 order by u.is_active desc, u.name`,
    [districtId, OPEN_STATES],
  );

/** A unit as it is kept. */
export type StoredUnit = UnitDraft & { readonly isActive: boolean };

/** @returns null when there is none. */
export async function lockUnit(
  tx: Queryable,
  districtId: string,
  unitId: string,
): Promise<StoredUnit | null> {
  const [row] = await tx.query<StoredUnit>(
    `select name, name_en as "nameEn", is_active as "isActive" from unit
     where district_id = $1 and unit_id = $2 for update`,
    [districtId, unitId],
  );
  return row ?? null;
}

/** @returns whether its name was free. */
export async function writeUnit(
  tx: Queryable,
  districtId: string,
  unitId: string,
  { name, nameEn, isActive }: StoredUnit,
): Promise<boolean> {
  try {
    await tx.query(
      `insert into unit (district_id, unit_id, name, name_en, is_active) values ($1, $2, $3, $4, $5)
       on conflict (district_id, unit_id)
       do update set name = excluded.name, name_en = excluded.name_en, is_active = excluded.is_active`,
      [districtId, unitId, name, nameEn, isActive],
    );
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return false;
    throw error;
  }
}

/** Whoever has a role in the district, with their units. */
export const readMembers = (tx: Queryable, districtId: string): Promise<UnitMembers["accounts"]> =>
  tx.query<UnitMembers["accounts"][number]>(
    `select a.account_id as "accountId", a.display_name as "displayName",
       array_agg(distinct g.role) as roles,
       array(select m.unit_id from unit_member m
         where m.district_id = $1 and m.account_id = a.account_id order by 1) as "unitIds"
     from role_grant g join account a using (account_id)
     where g.district_id = $1 and a.disabled_at is null
     group by a.account_id, a.display_name order by a.display_name, a.account_id`,
    [districtId],
  );

/** The accounts that belong to a unit. */
export async function readMembersOf(
  tx: Queryable,
  districtId: string,
  unitId: string,
): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    "select account_id from unit_member where district_id = $1 and unit_id = $2 order by 1",
    [districtId, unitId],
  );
  return rows.map(({ account_id }) => account_id);
}

/** Makes these the members of a unit, and nobody else. */
export async function writeMembersOf(
  tx: Queryable,
  districtId: string,
  unitId: string,
  accountIds: readonly string[],
) {
  await tx.query(
    "delete from unit_member where district_id = $1 and unit_id = $2 and account_id <> all ($3)",
    [districtId, unitId, accountIds],
  );
  await tx.query(
    `insert into unit_member (district_id, unit_id, account_id)
     select $1, $2, account_id from unnest($3::text[]) as account_id on conflict do nothing`,
    [districtId, unitId, accountIds],
  );
}
