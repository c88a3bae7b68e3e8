import type { FacilityKind } from "../../data/facility.ts";
import type { Queryable } from "../store/database.ts";
import { ratingInForce } from "../store/rating.ts";

/** What the page of a facility says beside its snapshot. */
export type FacilityRecord = {
  facility_id: string;
  kind: FacilityKind;
  code: string;
  name: string;
  name_en: string | null;
  address: string | null;
  lng: number | null;
  lat: number | null;
  status: string;
  owner: string | null;
  manager: string | null;
  opened_on: string | null;
  closed_on: string | null;
  verified_on: string | null;
  verified_by: string | null;
  attributes: Record<string, string | number | boolean | null>;
  stars: number | null;
  stars_to: string | null;
};

/** The rating of a subject in force on a day, as a lateral join named `r`. */
const RATING = (kind: "facility" | "street", id: string) => `
  left join lateral ${ratingInForce({ district: "$1", kind: `'${kind}'`, id, day: "$3::date" })} r on true`;

/** @returns null when there is no such facility. */
export async function readFacility(
  tx: Queryable,
  districtId: string,
  facilityId: string,
  today: string,
): Promise<FacilityRecord | null> {
  const rows = await tx.query<FacilityRecord>(
    `select f.facility_id, f.kind, f.code, f.name, f.name_en, f.address, st_x(f.position) as lng,
       st_y(f.position) as lat, f.status, f.owner, f.manager, f.opened_on, f.closed_on, f.verified_on,
       f.verified_by, f.attributes, r.stars, r.valid_to as stars_to
     from facility f ${RATING("facility", "f.facility_id")}
     where f.district_id = $1 and f.facility_id = $2`,
    [districtId, facilityId, today],
  );
  return rows[0] ?? null;
}

/** A street with the sum of its edges. */
export type StreetRecord = {
  street_id: string;
  name: string;
  name_en: string | null;
  is_main: boolean;
  is_model: boolean;
  stars: number | null;
  edges: number;
  length_meters: number;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
};

/** @returns null when there is no such street. */
export async function readStreet(
  tx: Queryable,
  districtId: string,
  streetId: string,
  today: string,
): Promise<StreetRecord | null> {
  const rows = await tx.query<StreetRecord>(
    `select s.street_id, s.name, s.name_en, s.is_main, s.is_model, r.stars, e.edges, e.length_meters,
       st_xmin(e.box) as west, st_ymin(e.box) as south, st_xmax(e.box) as east, st_ymax(e.box) as north
     from street s ${RATING("street", "s.street_id")}
     left join lateral (
       select count(*) as edges, coalesce(sum(length_meters), 0) as length_meters, st_extent(path) as box
       from street_edge where district_id = $1 and street_id = s.street_id
     ) e on true
     where s.district_id = $1 and s.street_id = $2`,
    [districtId, streetId, today],
  );
  return rows[0] ?? null;
}
