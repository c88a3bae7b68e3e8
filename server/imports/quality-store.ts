import type { MultiPolygon } from "geojson";
import type { FacilityKind, FacilityStatus } from "../../data/facility.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import { IMPORT_ACTIONS } from "./audit.ts";
import { REPAIR_ACTIONS } from "./datum-repair-store.ts";

/** A facility as the checks look at it. */
export type ExaminedFacility = {
  readonly facilityId: string;
  readonly kind: FacilityKind;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly status: FacilityStatus;
  readonly owner: string | null;
  /** Empty: known to be nobody. */
  readonly manager: string | null;
  readonly verifiedOn: string | null;
  readonly position: LngLat | null;
  readonly revision: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Who set its position: one import, one source, or a person. */
  readonly origin: Origin;
};

/** Where positions came from together: what was wrong with one of them was wrong with all. */
export type Origin =
  | { readonly by: "import"; readonly id: string; readonly name: string }
  | { readonly by: "source"; readonly name: string }
  | { readonly by: "hand" };

type FacilityRow = {
  id: string;
  kind: FacilityKind;
  code: string;
  name: string;
  name_en: string | null;
  status: FacilityStatus;
  owner: string | null;
  manager: string | null;
  verified_on: string | null;
  lng: number | null;
  lat: number | null;
  revision: number;
  attributes: Record<string, unknown>;
  source: string | null;
  import_id: string | null;
  file_name: string | null;
  is_by_hand: boolean;
};

/** The last import that wrote a facility set its position, unless somebody set it by hand since. */
const READ_FACILITIES = `
  select f.facility_id as id, f.kind, f.code, f.name, f.name_en, f.status, f.owner, f.manager, f.verified_on,
    st_x(f.position) as lng, st_y(f.position) as lat, f.revision, f.attributes, f.source, i.import_id, i.file_name,
    (h.at is not null and (i.at is null or h.at > i.at)) as is_by_hand
  from facility f
  left join (
    select distinct on (c.record_id) c.record_id, r.import_id, r.file_name, r.at
    from import_change c
    join import_run r on r.district_id = c.district_id and r.import_id = c.import_id
    where c.district_id = $1 and c.record = 'facility' and c.after is not null and r.undone_at is null
    order by c.record_id, r.at desc
  ) i on i.record_id = f.facility_id
  left join (
    select record_id, max(at) as at from audit
    where district_id = $1 and record = 'facility' and jsonb_exists(after, 'position') and action <> all ($2)
    group by record_id
  ) h on h.record_id = f.facility_id
  where f.district_id = $1
  order by f.kind, f.code, f.facility_id`;

/** Every facility of a district, in the order of kind and code. */
export async function readFacilities(
  tx: Queryable,
  districtId: string,
): Promise<ExaminedFacility[]> {
  const rows = await tx.query<FacilityRow>(READ_FACILITIES, [
    districtId,
    [...REPAIR_ACTIONS, ...IMPORT_ACTIONS],
  ]);
  return rows.map((row) => ({
    facilityId: row.id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    status: row.status,
    owner: row.owner,
    manager: row.manager,
    verifiedOn: row.verified_on,
    position: row.lng === null || row.lat === null ? null : [row.lng, row.lat],
    revision: row.revision,
    attributes: row.attributes,
    origin: originOf(row),
  }));
}

function originOf({ is_by_hand, import_id, file_name, source }: FacilityRow): Origin {
  if (is_by_hand) return { by: "hand" };
  if (import_id !== null) return { by: "import", id: import_id, name: file_name ?? import_id };
  return source === null ? { by: "hand" } : { by: "source", name: source };
}

/** An area as positions are held against it. */
export type ExaminedArea = {
  readonly areaId: string;
  readonly level: "district" | "subdistrict";
  readonly name: string;
  readonly nameEn: string | null;
  readonly boundary: MultiPolygon;
};

/** The district's and its sub-districts' boundaries on a day. */
export const readAreas = (tx: Queryable, districtId: string, day: string) =>
  tx.query<ExaminedArea>(
    `select area_id as "areaId", level, name, name_en as "nameEn", st_asgeojson(boundary, 7)::json as boundary
     from area where district_id = $1 and level in ('district', 'subdistrict')
       and valid_from <= $2 and (valid_to is null or valid_to > $2) order by code, area_id`,
    [districtId, day],
  );

/** The courses of all streets. */
export async function readStreetLines(tx: Queryable, districtId: string): Promise<LngLat[][]> {
  const rows = await tx.query<{ path: LngLat[] }>(
    `select st_asgeojson(path, 6)::json -> 'coordinates' as path from street_edge where district_id = $1`,
    [districtId],
  );
  return rows.map(({ path }) => path);
}

/** A complaint whose place wants mending: nothing of it is about a person. */
export type ExaminedComplaint = {
  readonly complaintId: string;
  readonly number: string;
  readonly category: string | null;
  readonly channel: string | null;
  readonly occurredOn: string;
  /** Meters outside the boundary; null without a position. */
  readonly outsideMeters: number | null;
};

/** How many complaints there are that anybody may know of, and those without a position or outside. */
export async function readComplaints(tx: Queryable, districtId: string, day: string) {
  const [counts] = await tx.query<{ all: number; placed: number }>(
    `select count(*)::int as all, count(position)::int as placed from complaint
     where district_id = $1 and not is_confidential`,
    [districtId],
  );
  const rows = await tx.query<ExaminedComplaint>(
    `with valid as (
       select level, boundary from area
       where district_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
     ), border as materialized (
       select st_union(boundary) as shape from valid
       where level = case when exists (select 1 from valid where level = 'district') then 'district' else 'subdistrict' end
     )
     select complaint_id as "complaintId", number, category, channel, occurred_on as "occurredOn",
       st_distance(position::geography, shape::geography) as "outsideMeters"
     from complaint, border
     where district_id = $1 and not is_confidential and (position is null or not st_covers(shape, position))
     order by number`,
    [districtId, day],
  );
  return { all: counts!.all, placed: counts!.placed, rows };
}

/** Complaints of each source that are looked at for their datum. */
const GREATEST_SAMPLE = 1_500;

/** An even sample of where complaints of each source are, with how many there are. */
export async function readComplaintPlaces(tx: Queryable, districtId: string) {
  const rows = await tx.query<{ source: string | null; n: number; lng: number; lat: number }>(
    `select source, n, lng, lat from (
       select source, st_x(position) as lng, st_y(position) as lat,
         (count(*) over (partition by source))::int as n,
         row_number() over (partition by source order by complaint_id) - 1 as i
       from complaint where district_id = $1 and position is not null and not is_confidential
     ) placed where i % ((n + $2 - 1) / $2) = 0`,
    [districtId, GREATEST_SAMPLE],
  );
  const groups = new Map<string | null, { n: number; places: LngLat[] }>();
  for (const { source, n, lng, lat } of rows) {
    const group = groups.get(source) ?? { n, places: [] };
    group.places.push([lng, lat]);
    groups.set(source, group);
  }
  return [...groups].map(([source, group]) => ({ source, ...group }));
}
