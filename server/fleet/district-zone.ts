import { DomainError } from "../http/problem.ts";
import type { Database } from "../store/database.ts";

/** The time zone of a district that has a vehicle. @throws {DomainError} `record-unknown`. */
export async function localZone(
  database: Database,
  districtId: string,
  vehicleId: string,
): Promise<string> {
  const [row] = await database.transaction(
    (tx) =>
      tx.query<{ timeZone: string }>(
        `select d.time_zone as "timeZone" from vehicle v join district d using (district_id)
         where v.district_id = $1 and v.vehicle_id = $2`,
        [districtId, vehicleId],
      ),
    { districtId },
  );
  if (row) return row.timeZone;
  throw new DomainError("record-unknown", `No vehicle ${vehicleId}`);
}
