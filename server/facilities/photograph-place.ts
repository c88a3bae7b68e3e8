import type { Queryable } from "../store/database.ts";
import type { Sight } from "../store/photograph-read.ts";

/** Where facilities are, of those that exist; null where the place is unknown. */
export async function facilityPlaces(
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
): Promise<([lng: number, lat: number] | null)[]> {
  const rows = await tx.query<{ lng: number | null; lat: number | null }>(
    `select st_x(position) as lng, st_y(position) as lat from facility
     where district_id = $1 and facility_id = any($2)`,
    [districtId, ids],
  );
  return rows.map(({ lng, lat }) => (lng === null || lat === null ? null : [lng, lat]));
}

/** Photographs of a facility are seen by whoever may read in its place. */
export const facilitySight: Sight = {
  asks: ["district.read"],
  async read(tx, districtId, ids, viewer) {
    const places = await facilityPlaces(tx, districtId, ids);
    return places.map((place) => viewer.may("district.read", place));
  },
};
