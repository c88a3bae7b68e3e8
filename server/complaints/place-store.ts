import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { Place } from "./place-schema.ts";

/** Something of the district that has a name or a code. */
export type NamedThing = {
  readonly what: Exclude<Place["what"], "coordinates">;
  readonly id: string;
  readonly facilityKind: string | null;
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string | null;
  readonly address: string | null;
  readonly position: LngLat | null;
};

const EACH = 8;

/** The exact ones and the shortest first: of 中 the street 中街 before 中山南路西段. */
const ORDER = `order by (lower(name) = any($3) or lower(coalesce(code, '')) = any($3)) desc, length(name), name limit ${EACH}`;
const FITS = `(lower(name) like any($2) or lower(coalesce(name_en, '')) like any($2))`;

const NAMED = `
  select what, id, kind as "facilityKind", code, name, name_en as "nameEn", address, st_x(at) as lng, st_y(at) as lat from (
    (select 'street' as what, s.street_id as id, null as kind, null as code, s.name, s.name_en, null as address,
        (select st_lineinterpolatepoint(e.path, 0.5) from street_edge e
         where e.district_id = s.district_id and e.street_id = s.street_id
         order by e.length_meters desc, e.edge_id limit 1) as at
      from (select * from (select *, null::text as code from street where district_id = $1) named
        where ${FITS} or (length(name) > 1 and right($4, length(name)) = lower(name)) ${ORDER}) s)
    union all
    (select 'facility', facility_id, kind, code, name, name_en, address, position from facility
      where district_id = $1 and closed_on is null
        and (${FITS} or lower(code) like any($2) or lower(coalesce(address, '')) like any($2)) ${ORDER})
    union all
    (select kind, ground_id, null, null, name, name_en, null, st_pointonsurface(shape)
      from (select *, null::text as code from ground where district_id = $1 and name <> '') named
      where ${FITS} ${ORDER})
    union all
    (select 'area', area_id, null, code, name, name_en, null, st_pointonsurface(boundary) from area
      where district_id = $1 and level in ('subdistrict', 'community') and valid_to is null and ${FITS} ${ORDER})
  ) found`;

/**
 * What of the district is called so.
 *
 * @param terms  In lower case; whatever contains one is found.
 * @param street  In lower case, of a street with a house number; a street that it ends with is found too.
 */
export async function readNamed(
  tx: Queryable,
  districtId: string,
  terms: readonly string[],
  street: string,
): Promise<NamedThing[]> {
  const patterns = terms.map((term) => `%${term.replace(/[\\%_]/g, "\\$&")}%`);
  type Row = Omit<NamedThing, "position"> & { lng: number | null; lat: number | null };
  const rows = await tx.query<Row>(NAMED, [districtId, patterns, terms, street]);
  return rows.map(({ lng, lat, ...thing }) => ({
    ...thing,
    position: lng === null || lat === null ? null : [lng, lat],
  }));
}

/** A house number whose place somebody has written down. */
export type KnownNumber = { readonly number: number; readonly position: LngLat };

/** The house numbers of a street that are known: from the addresses of facilities, and of complaints set on the map. */
export async function readNumbers(
  tx: Queryable,
  districtId: string,
  { id, name }: NamedThing,
): Promise<KnownNumber[]> {
  const rows = await tx.query<{ number: number; lng: number; lat: number }>(
    `select number::int as number, st_x(position) as lng, st_y(position) as lat from (
       select substring(address from length($2::text) + 1) as rest, position from facility
         where district_id = $1 and starts_with(address, $2) and position is not null
       union all
       (select substring(address from length($2::text) + 1), position from complaint
         where district_id = $1 and street_id = $3 and starts_with(address, $2) and place_kind = 'point'
           and position is not null and not is_confidential
         order by occurred_on desc limit 500)
     ) a cross join lateral (select substring(rest from '^\\s*([0-9]{1,5})') as number) n
     where number is not null`,
    [districtId, name, id],
  );
  return rows.map(({ number, lng, lat }) => ({ number, position: [lng, lat] }));
}

/** Which of these lie outside all areas of the district; none where no area is known. */
export async function readOutside(
  tx: Queryable,
  districtId: string,
  positions: readonly LngLat[],
): Promise<boolean[]> {
  const rows = await tx.query<{ outside: boolean }>(
    `select exists (select 1 from area where district_id = $1)
       and not exists (select 1 from area a where a.district_id = $1 and a.valid_to is null
         and a.level in ('district', 'subdistrict') and st_intersects(a.boundary, st_setsrid(st_makepoint(lng, lat), 4326)))
       as outside
     from unnest($2::float8[], $3::float8[]) with ordinality as p (lng, lat, n) order by n`,
    [districtId, positions.map(([lng]) => lng), positions.map(([, lat]) => lat)],
  );
  return rows.map(({ outside }) => outside);
}
