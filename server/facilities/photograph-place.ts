import type { ReadPlaces } from "../store/photograph-read.ts";

/** Where facilities are, of those that exist; null where the place is unknown. */
export const facilityPlaces: ReadPlaces = async (tx, districtId, ids) => {
  const rows = await tx.query<{ lng: number | null; lat: number | null }>(
    `select st_x(position) as lng, st_y(position) as lat from facility
     where district_id = $1 and facility_id = any($2)`,
    [districtId, ids],
  );
  return rows.map(({ lng, lat }) => (lng === null || lat === null ? null : [lng, lat]));
};
