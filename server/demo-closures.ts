import { ROLE_TITLES } from "../data/roles.ts";
import type { Queryable } from "./store/database.ts";

const HOUR_MS = 3_600_000;
const WHO = `演示${ROLE_TITLES.planner.zh}`;

/** Facilities that the demonstration has under repair, and how long before its first midnight that began. */
const REPAIRS = [
  { facilityId: "transfer-station-013", hoursBefore: 31 },
  { facilityId: "toilet-016", hoursBefore: 7.5 },
] as const;

/** The trail of the last repairs: without it nobody could say when they began, and no wall would tell of them. */
export async function writeRepairs(tx: Queryable, districtId: string, anchor: Date) {
  for (const { facilityId, hoursBefore } of REPAIRS)
    await tx.query(
      `insert into audit (district_id, at, actor_name, via, action, record, record_id, before, after)
       select $1, $3, $4, 'server', 'facility.edit', 'facility', facility_id, '{"status": "open"}',
         '{"status": "repair"}'
       from facility where district_id = $1 and facility_id = $2 and status = 'repair'`,
      [districtId, facilityId, new Date(+anchor - hoursBefore * HOUR_MS), WHO],
    );
}
