import Flatbush from "flatbush";
import { bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { Counted } from "./complaint-counts.ts";
import { keyOf } from "./keys.ts";
import type { Subject } from "./register-store.ts";

type Row = {
  day: string;
  facilityId: string | null;
  streetId: string | null;
  lng: number | null;
  lat: number | null;
};

/**
 * Complaints of some days by what they are about: the facility and the street that are recorded; where no facility is, the
 * nearest of the subjects within `nearMeters` in a straight line. Confidential ones are not among them.
 *
 * @param from  First local day. @param to  Last local day.
 */
export async function readCounted(
  tx: Queryable,
  districtId: string,
  subjects: readonly Subject[],
  { from, to, nearMeters }: { from: string; to: string; nearMeters: number },
): Promise<Map<string, Counted[]>> {
  const rows = await tx.query<Row>(
    `select occurred_on::text as day, facility_id as "facilityId", street_id as "streetId", st_x(position) as lng,
       st_y(position) as lat
     from complaint where district_id = $1 and occurred_on between $2::date and $3::date and not is_confidential
     order by occurred_on`,
    [districtId, from, to],
  );
  const nearest = nearestIn(subjects, nearMeters);
  const counted = new Map<string, Counted[]>();
  const add = (key: string, one: Counted) => {
    const known = counted.get(key);
    if (known) known.push(one);
    else counted.set(key, [one]);
  };
  for (const { day, facilityId, streetId, lng, lat } of rows) {
    if (streetId !== null) add(keyOf("street", streetId), { day, isLinked: true });
    if (facilityId !== null) add(keyOf("facility", facilityId), { day, isLinked: true });
    else if (lng !== null && lat !== null) {
      const found = nearest([lng, lat]);
      if (found) add(keyOf("facility", found.subjectId), { day, isLinked: false });
    }
  }
  return counted;
}

/** Finds the facility nearest to a place; of two as near, the first by id. */
function nearestIn(subjects: readonly Subject[], withinMeters: number) {
  const placed = subjects.flatMap((one) =>
    one.subjectKind === "facility" && one.position ? [{ ...one, position: one.position }] : [],
  );
  if (placed.length === 0) return () => null;
  const index = new Flatbush(placed.length);
  for (const { position } of placed) index.add(position[0], position[1], position[0], position[1]);
  index.finish();
  return (position: LngLat) => {
    const found = index
      .search(...bboxAround(position, withinMeters))
      .map((at) => ({ one: placed[at]!, meters: distanceMeters(position, placed[at]!.position) }))
      .filter(({ meters }) => meters <= withinMeters)
      .sort((a, b) => a.meters - b.meters || (a.one.subjectId < b.one.subjectId ? -1 : 1));
    return found[0]?.one ?? null;
  };
}
