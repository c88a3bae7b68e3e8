import {
  type ComplaintImportance,
  type ComplaintState,
  OPEN_STATES,
} from "../../data/complaint-life.ts";
import { degreesAround } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import type { Desk } from "./case-desk.ts";
import { starsOn } from "./stars.ts";

/** A complaint as the desk sees it beside a new one. */
export type NearRow = {
  readonly complaintId: string;
  readonly number: string;
  readonly state: ComplaintState;
  readonly category: string | null;
  readonly channel: string | null;
  readonly importance: ComplaintImportance;
  readonly text: string;
  readonly address: string | null;
  readonly placeNote: string | null;
  readonly position: LngLat | null;
  readonly streetId: string | null;
  readonly occurredOn: string;
  readonly receivedAt: Date;
  readonly duplicateOf: string | null;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly unitNameEn: string | null;
  readonly reporterName: string | null;
  readonly isSameCaller: boolean;
  readonly isConfidential: boolean;
};

/** What complaints are looked for by. */
export type Around = {
  readonly position: LngLat | null;
  readonly radiusMeters: number;
  /** First local day that is recent. */
  readonly since: string;
  readonly address: string | null;
  readonly streetId: string | null;
  /** As `telephoneDigits`. */
  readonly digits: string | null;
};

/** So many of each sort are compared; the latest. */
const MOST = 300;

/** A place as a geometry; a box of degrees first, so that only what is in it is measured. */
const AT = "st_setsrid(st_makepoint($2, $3), 4326)";

const FOUND = `
  with recursive found as (
    (select complaint_id, duplicate_of from complaint where district_id = $1
       and position && st_expand(${AT}, $4, $5) and st_dwithin(position::geography, ${AT}::geography, $6)
       and (occurred_on >= $7 or state = any($8))
     order by occurred_on desc limit ${MOST})
    union
    (select complaint_id, duplicate_of from complaint where district_id = $1 and occurred_on >= $7
       and ((address = $9 and address <> '') or street_id = $10)
     order by occurred_on desc limit ${MOST})
    union
    (select complaint_id, duplicate_of from complaint c where c.district_id = $1 and c.reporter_id in (
       select reporter_id from reporter where district_id = $1 and digits = $11)
     order by occurred_on desc limit ${MOST})
  ), kin as (
    select complaint_id, duplicate_of from found
    union
    select c.complaint_id, c.duplicate_of from kin
    join complaint c on c.district_id = $1 and c.complaint_id = kin.duplicate_of
  )
  select c.complaint_id as "complaintId", c.number, c.state, c.category, c.channel, c.importance, c.text, c.address,
    c.place_note as "placeNote", st_x(c.position) as lng, st_y(c.position) as lat, c.street_id as "streetId",
    c.occurred_on as "occurredOn", c.received_at as "receivedAt", c.duplicate_of as "duplicateOf",
    c.unit_id as "unitId", u.name as "unitName", u.name_en as "unitNameEn", r.name as "reporterName",
    coalesce(r.digits = $11, false) as "isSameCaller", c.is_confidential as "isConfidential"
  from (select distinct complaint_id from kin) k
  join complaint c on c.district_id = $1 and c.complaint_id = k.complaint_id
  left join reporter r on r.district_id = $1 and r.reporter_id = c.reporter_id
  left join unit u on u.district_id = $1 and u.unit_id = c.unit_id
  where not c.is_confidential or exists (select 1 from complaint_confidant f
    where f.district_id = $1 and f.complaint_id = c.complaint_id and f.account_id = $12)`;

/** Complaints around, at the same address or street, or of the same caller, that whoever is at the desk may see. */
export async function readAround(
  { tx, districtId, actor, may, unitIds }: Desk,
  around: Around,
): Promise<NearRow[]> {
  const { position, radiusMeters, since, address, streetId, digits } = around;
  const [wide, high] = position ? degreesAround(position, radiusMeters) : [0, 0];
  type Row = Omit<NearRow, "position"> & { lng: number | null; lat: number | null };
  const rows = await tx.query<Row>(FOUND, [
    ...[
      districtId,
      position?.[0] ?? null,
      position?.[1] ?? null,
      wide,
      high,
      radiusMeters,
      since,
      OPEN_STATES,
    ],
    ...[address, streetId, digits, actor.accountId],
  ]);
  return rows
    .map(
      ({ lng, lat, ...row }): NearRow => ({
        ...row,
        position: lng === null || lat === null ? null : [lng, lat],
      }),
    )
    .filter(
      ({ isConfidential, position: at, unitId }) =>
        isConfidential || may("complaints.all", at) || (unitId !== null && unitIds.has(unitId)),
    );
}

/** The reporters known by a number's digits. */
export async function readCallers({ tx, districtId }: Desk, digits: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "select reporter_id as id from reporter where district_id = $1 and digits = $2",
    [districtId, digits],
  );
  return rows.map(({ id }) => id);
}

/** Whether somebody has matched a reporter's number in the last minutes: one call is one look. */
export async function hasMatched(
  { tx, districtId, actor, now }: Desk,
  reporterId: string,
  minutes: number,
) {
  const rows = await tx.query(
    `select 1 from audit where district_id = $1 and record = 'reporter' and record_id = $2
       and action = 'reporter.match' and actor_id = $3 and at > $4 limit 1`,
    [districtId, reporterId, actor.accountId, new Date(now.getTime() - minutes * 60_000)],
  );
  return rows.length > 0;
}

type Named = { readonly id: string; readonly name: string; readonly nameEn: string | null };
export type StreetThere = Named & {
  readonly isModel: boolean;
  readonly distanceMeters: number | null;
  readonly stars: number | null;
};
export type FacilityThere = Named & {
  readonly kind: string;
  readonly code: string;
  readonly status: string;
  readonly distanceMeters: number | null;
  readonly stars: number | null;
};

const STREET_METERS = 60;
const FACILITY_METERS = 120;

/** The street that was named, or else the nearest one within some steps; null when there is none. */
export async function readStreetThere(
  { tx, districtId }: Desk,
  streetId: string | null,
  position: LngLat | null,
  today: string,
): Promise<StreetThere | null> {
  const box = position ? degreesAround(position, STREET_METERS) : [0, 0];
  const [row] = await tx.query<StreetThere>(
    `select s.street_id as id, s.name, s.name_en as "nameEn", s.is_model as "isModel", d.meters as "distanceMeters",
       ${starsOn("street", "s.street_id", "$8")} as stars
     from street s left join lateral (
       select min(st_distance(e.path::geography, ${AT}::geography)) as meters from street_edge e
       where e.district_id = s.district_id and e.street_id = s.street_id
     ) d on true
     where s.district_id = $1 and s.street_id = coalesce($6, (
       select e.street_id from street_edge e where e.district_id = $1 and e.street_id is not null
         and e.path && st_expand(${AT}, $4, $5) and st_dwithin(e.path::geography, ${AT}::geography, $7)
       order by st_distance(e.path::geography, ${AT}::geography), e.edge_id limit 1))`,
    [
      ...[districtId, position?.[0] ?? null, position?.[1] ?? null, ...box],
      ...[streetId, STREET_METERS, today],
    ],
  );
  return row ?? null;
}

/** The facility that was named, and the nearest ones within some steps. */
export async function readFacilitiesThere(
  { tx, districtId }: Desk,
  facilityId: string | null,
  position: LngLat | null,
  today: string,
): Promise<FacilityThere[]> {
  const box = position ? degreesAround(position, FACILITY_METERS) : [0, 0];
  return tx.query<FacilityThere>(
    `select f.facility_id as id, f.name, f.name_en as "nameEn", f.kind, f.code, f.status,
       st_distance(f.position::geography, ${AT}::geography) as "distanceMeters",
       ${starsOn("facility", "f.facility_id", "$8")} as stars
     from facility f
     where f.district_id = $1 and f.status <> 'closed' and (f.facility_id = $6 or (f.position && st_expand(${AT}, $4, $5)
       and st_dwithin(f.position::geography, ${AT}::geography, $7)))
     order by (f.facility_id = $6) desc nulls last, 7 nulls last, f.facility_id limit 4`,
    [
      ...[districtId, position?.[0] ?? null, position?.[1] ?? null, ...box],
      ...[facilityId, FACILITY_METERS, today],
    ],
  );
}
