import type { Queryable } from "../store/database.ts";
import { assigned } from "./complaint-assigned.ts";
import type { Counted } from "./complaint-counts.ts";
import type { Subject } from "./register-store.ts";

/** What may be complained of, and where it is. */
type Placed = Pick<Subject, "subjectKind" | "subjectId" | "position">;

type Row = {
  day: string;
  facilityId: string | null;
  streetId: string | null;
  lng: number | null;
  lat: number | null;
};

/**
 * Complaints of some days by what they are about, as `assigned`. Confidential ones are not among them.
 *
 * @param from  First local day. @param to  Last local day.
 */
export async function readCounted(
  tx: Queryable,
  districtId: string,
  subjects: readonly Placed[],
  { from, to, nearMeters }: { from: string; to: string; nearMeters: number },
): Promise<Map<string, Counted[]>> {
  const rows = await tx.query<Row>(
    `select occurred_on::text as day, facility_id as "facilityId", street_id as "streetId", st_x(position) as lng,
       st_y(position) as lat
     from complaint where district_id = $1 and occurred_on between $2::date and $3::date and not is_confidential
     order by occurred_on`,
    [districtId, from, to],
  );
  const complaints = rows.map(({ lng, lat, ...row }) => ({
    ...row,
    position: lng === null || lat === null ? null : ([lng, lat] as const),
  }));
  return assigned(complaints, subjects, nearMeters);
}
