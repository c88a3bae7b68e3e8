import type { FacilityKind } from "../../data/facility.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";

/** What is rated: a facility of a kind that a rubric is for, or a street. */
export type Subject = {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly kind: FacilityKind | "street";
  /** Streets have none. */
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly position: LngLat | null;
  readonly status: string | null;
  readonly areaId: string | null;
  readonly areaName: string | null;
  readonly areaNameEn: string | null;
  readonly manager: string | null;
  readonly isModel: boolean;
  readonly lengthMeters: number | null;
};

type Row = Omit<Subject, "position"> & { lng: number | null; lat: number | null };

/** Sub-districts in force on the day `$2`. */
const AREAS = `
  select area_id, code, name, name_en, boundary from area
  where district_id = $1 and level = 'subdistrict' and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)`;

const FACILITIES = `
  with areas as (${AREAS})
  select 'facility' as "subjectKind", f.facility_id as "subjectId", f.kind, f.code, f.name, f.name_en as "nameEn",
    st_x(f.position) as lng, st_y(f.position) as lat, f.status, a.area_id as "areaId", a.name as "areaName",
    a.name_en as "areaNameEn", nullif(f.manager, '') as manager, false as "isModel", null::float8 as "lengthMeters"
  from facility f
  left join lateral (
    select * from areas where boundary && f.position and st_intersects(boundary, f.position)
    order by code, area_id limit 1 -- on the border of two it is of the first
  ) a on true
  where f.district_id = $1 and f.kind = any ($3) and f.status in ('open', 'repair', 'closed')
    and (f.opened_on is null or f.opened_on <= $2::date)
    and (f.closed_on > $2::date or (f.closed_on is null and f.status <> 'closed'))
  order by f.kind, f.code`;

const STREETS = `
  with areas as (${AREAS}), piece as (
    select e.street_id, e.length_meters as meters, a.area_id, e.path
    from street_edge e
    left join lateral (
      select area_id from areas
      where boundary && st_lineinterpolatepoint(e.path, 0.5) and st_intersects(boundary, st_lineinterpolatepoint(e.path, 0.5))
      order by code, area_id limit 1
    ) a on true
    where e.district_id = $1 and e.street_id is not null
  ), whole as (
    select street_id, sum(meters) as meters, st_collect(path) as path from piece group by street_id
  ), main_area as (
    select distinct on (street_id) street_id, area_id from (
      select street_id, area_id, sum(meters) as meters from piece where area_id is not null group by street_id, area_id
    ) sums join areas using (area_id) order by street_id, meters desc, code, area_id
  ), main_team as (
    select distinct on (street_id) street_id, team from (
      select e.street_id, r.team, sum(e.length_meters) as meters
      from cleaning_route r
      join cleaning_route_edge l using (district_id, route_id)
      join street_edge e using (district_id, edge_id)
      where r.district_id = $1 and r.kind = 'full_sweep' and r.team is not null and r.valid_from <= $2::date
        and (r.valid_to is null or r.valid_to > $2::date)
      group by e.street_id, r.team
    ) sums order by street_id, meters desc, team
  )
  select 'street' as "subjectKind", s.street_id as "subjectId", 'street' as kind, null as code, s.name,
    s.name_en as "nameEn", st_x(m.middle) as lng, st_y(m.middle) as lat, null as status, a.area_id as "areaId",
    a.name as "areaName", a.name_en as "areaNameEn", t.team as manager, s.is_model as "isModel",
    coalesce(w.meters, 0) as "lengthMeters"
  from street s
  left join whole w using (street_id)
  left join lateral (select st_closestpoint(w.path, st_centroid(w.path)) as middle) m on true
  left join main_area ma using (street_id)
  left join areas a using (area_id)
  left join main_team t using (street_id)
  where s.district_id = $1
  order by s.name, s.street_id`;

/**
 * What can be rated on a day: facilities of some kinds that stand there, by code, and all streets, by name.
 *
 * @param kinds  Of facilities; `street` among them asks for the streets.
 */
export async function readSubjects(
  tx: Queryable,
  districtId: string,
  day: string,
  kinds: readonly (FacilityKind | "street")[],
): Promise<Subject[]> {
  const ofFacilities = kinds.filter((kind) => kind !== "street");
  const rows: Row[] = [];
  if (ofFacilities.length > 0)
    rows.push(...(await tx.query<Row>(FACILITIES, [districtId, day, ofFacilities])));
  if (kinds.includes("street")) rows.push(...(await tx.query<Row>(STREETS, [districtId, day])));
  return rows.map(({ lng, lat, ...row }) => ({
    ...row,
    position: lng === null || lat === null ? null : [lng, lat],
  }));
}
