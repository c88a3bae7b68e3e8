import { latLngToCell } from "h3-js";
import { starsOn } from "../complaints/stars.ts";
import { dateOf } from "../store/column.ts";
import type { Queryable } from "../store/database.ts";
import type { Spot } from "./spots.ts";
import type { Study } from "./study.ts";

/** A facility within a spot. */
export type FacilityWithin = {
  facilityId: string;
  kind: string;
  name: string;
  nameEn: string | null;
  status: string;
  /** null: no rating in force. */
  stars: number | null;
};

/** A street within a spot. */
export type StreetWithin = {
  streetId: string;
  name: string;
  nameEn: string | null;
  /** Of the street within the spot. */
  metersWithin: number;
  grades: number[];
  stars: number | null;
  /** Sweeps due a day by the cleaning routes in force; null: it is on none. */
  passesDuePerDay: number | null;
  teams: string[];
};

type FacilityRow = FacilityWithin & { lng: number; lat: number };

/** Litter bins are everywhere: they are counted, not listed. */
const COUNTED_KIND = "bin";

/** What stands within a spot on a day. */
export async function facilitiesWithin(
  tx: Queryable,
  districtId: string,
  study: Study,
  { cells }: Pick<Spot, "cells">,
  day: number,
): Promise<{ facilities: FacilityWithin[]; bins: number }> {
  const names = new Set(cells.map((code) => study.cells[code]!));
  const lngs = cells.map((code) => study.lngs[code]!);
  const lats = cells.map((code) => study.lats[code]!);
  const margin = Math.sqrt(study.cellSquareMeters) / 50_000; // two cells, in degrees of latitude
  const rows = await tx.query<FacilityRow>(
    `select facility_id as "facilityId", kind, name, name_en as "nameEn", status, st_x(position) as lng,
       st_y(position) as lat, ${starsOn("facility", "facility_id", "$2")} as stars
     from facility
     where district_id = $1 and position && st_makeenvelope($3, $4, $5, $6, 4326)
       and status in ('open', 'repair', 'closed') and (opened_on is null or opened_on <= $2::date)
       and (closed_on is null or closed_on > $2::date)
     order by kind, name, facility_id`,
    [
      ...[districtId, dateOf(day)],
      ...[Math.min(...lngs) - 2 * margin, Math.min(...lats) - margin],
      ...[Math.max(...lngs) + 2 * margin, Math.max(...lats) + margin],
    ],
  );
  const within = rows.filter(({ lng, lat }) => names.has(latLngToCell(lat, lng, study.resolution)));
  return {
    facilities: within
      .filter(({ kind }) => kind !== COUNTED_KIND)
      .map(({ lng: _lng, lat: _lat, ...facility }) => facility),
    bins: within.filter(({ kind }) => kind === COUNTED_KIND).length,
  };
}

/** Streets of a spot, the longest within it first. */
export async function streetsWithin(
  tx: Queryable,
  districtId: string,
  study: Study,
  { cells }: Pick<Spot, "cells">,
  day: number,
): Promise<StreetWithin[]> {
  const meters = new Map<string, number>();
  for (const code of cells)
    for (const { streetId, meters: length } of study.streetsIn(code))
      meters.set(streetId, (meters.get(streetId) ?? 0) + length);
  if (meters.size === 0) return [];
  const rows = await tx.query<Omit<StreetWithin, "metersWithin">>(
    `select s.street_id as "streetId", s.name, s.name_en as "nameEn",
       ${starsOn("street", "s.street_id", "$3")} as stars,
       array(select distinct e.grade::int from street_edge e
         where e.district_id = $1 and e.street_id = s.street_id and e.grade is not null order by 1) as grades,
       r.passes as "passesDuePerDay", coalesce(r.teams, '{}') as teams
     from street s
     left join lateral (
       select sum(passes) as passes, array_agg(distinct team) filter (where team is not null) as teams from (
         select distinct r.route_id, r.team,
           r.passes::float8 / (case r.period when 'day' then 1 when 'week' then 7 else 30 end) as passes
         from cleaning_route r
         join cleaning_route_edge l using (district_id, route_id)
         join street_edge e using (district_id, edge_id)
         where r.district_id = $1 and e.street_id = s.street_id and r.kind in ('full_sweep', 'fine_sweep')
           and r.valid_from <= $3::date and (r.valid_to is null or r.valid_to > $3::date)
       ) routes
     ) r on true
     where s.district_id = $1 and s.street_id = any ($2)`,
    [districtId, [...meters.keys()], dateOf(day)],
  );
  return rows
    .map((row) => ({ ...row, metersWithin: Math.round(meters.get(row.streetId)!) }))
    .sort((a, b) => b.metersWithin - a.metersWithin);
}
