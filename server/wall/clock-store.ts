import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";

/** A district as a wall names it. */
export type WallDistrict = {
  readonly districtId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly timeZone: string;
  readonly isDemo: boolean;
};

/** @throws {DomainError} `district-unknown`. */
export async function readWallDistrict(tx: Queryable, districtId: string): Promise<WallDistrict> {
  const [row] = await tx.query<WallDistrict>(
    `select district_id as "districtId", name, name_en as "nameEn", time_zone as "timeZone", is_demo as "isDemo"
     from district where district_id = $1`,
    [districtId],
  );
  if (!row) throw new DomainError("district-unknown", `No district ${districtId}`);
  return row;
}
