import type { FacilityKind } from "../../data/facility.ts";
import type { Queryable } from "../store/database.ts";

/** What is inspected, and where it lies. */
export type Subject = {
  readonly kind: "facility" | "street";
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly facilityKind: FacilityKind | null;
  /** A facility's position; of a street, the middles of its stretches. WGS 84, to about a metre. */
  readonly points: readonly (readonly [lng: number, lat: number])[];
};

const POINT = (of: string) =>
  `jsonb_build_array(round(st_x(${of})::numeric, 5), round(st_y(${of})::numeric, 5))`;

const FACILITIES = `
  select 'facility' as kind, facility_id as id, code, name, name_en as "nameEn", kind as "facilityKind",
    jsonb_build_array(${POINT("position")}) as points
  from facility where district_id = $1`;

const STREETS = `
  select 'street' as kind, s.street_id as id, null as code, s.name, s.name_en as "nameEn", null as "facilityKind",
    coalesce(jsonb_agg(${POINT("st_lineinterpolatepoint(e.path, 0.5)")} order by e.edge_id)
      filter (where e.edge_id is not null), '[]') as points
  from street s left join street_edge e on e.district_id = $1 and e.street_id = s.street_id
  where s.district_id = $1`;

/** @returns null when there is none. */
export async function readSubject(
  tx: Queryable,
  districtId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<Subject | null> {
  const [row] = await tx.query<Subject>(
    kind === "facility"
      ? `${FACILITIES} and facility_id = $2`
      : `${STREETS} and s.street_id = $2 group by s.street_id, s.name, s.name_en`,
    [districtId, id],
  );
  return row ?? null;
}

/** Everything that is in use and could be inspected, in the order of codes and names. */
export async function readSubjects(
  tx: Queryable,
  districtId: string,
  of: { readonly facilityKinds: readonly FacilityKind[]; readonly hasStreets: boolean },
): Promise<Subject[]> {
  const facilities = await tx.query<Subject>(
    `${FACILITIES} and kind = any ($2) and status in ('open', 'repair') order by kind, code`,
    [districtId, of.facilityKinds],
  );
  if (!of.hasStreets) return facilities;
  const streets = await tx.query<Subject>(
    `${STREETS} and e.edge_id is not null group by s.street_id, s.name, s.name_en order by s.name, s.street_id`,
    [districtId],
  );
  return [...facilities, ...streets];
}

/** How far a position is from a subject, meters: from a facility, or from the nearest stretch of a street; null where it has no place. */
export async function readDistance(
  tx: Queryable,
  districtId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
  [lng, lat]: readonly [lng: number, lat: number],
): Promise<number | null> {
  const [row] = await tx.query<{ meters: number | null }>(
    `select min(st_distance(place::geography, st_setsrid(st_makepoint($3::float8, $4::float8), 4326)::geography)) as meters
     from ${
       kind === "facility"
         ? "(select position as place from facility where district_id = $1 and facility_id = $2) f"
         : "(select path as place from street_edge where district_id = $1 and street_id = $2) e"
     }`,
    [districtId, id, lng, lat],
  );
  return row?.meters ?? null;
}
