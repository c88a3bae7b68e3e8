import { CLEANING } from "../../data/cleaning.ts";
import { COMPLAINT_INTAKE } from "../../data/complaint-intake.ts";
import { degreesAround } from "../geo/bbox.ts";
import type { LngLat } from "../geo/position.ts";
import { localDay } from "../store/local-day.ts";
import { maySeeReporter } from "./case-answer.ts";
import type { Desk } from "./case-desk.ts";
import { openCase } from "./case-read.ts";
import type { StoredCase } from "./case-store.ts";
import { starsOn } from "./stars.ts";
import type { Surroundings } from "./surroundings-schema.ts";

const { spotMeters, weeks, facilityMeters } = COMPLAINT_INTAKE.surroundings;

/** Earlier complaints that one answer lists at most. */
const GREATEST_LISTED = 50;

type Street = NonNullable<Surroundings["street"]>;

/** The street of a complaint: the one that was recorded, or the nearest within reach. */
async function readStreet(desk: Desk, complaint: StoredCase, day: string): Promise<Street | null> {
  const { tx, districtId } = desk;
  const found = complaint.streetId
    ? { id: complaint.streetId, distanceMeters: null }
    : await nearestStreet(desk, complaint.position);
  if (!found) return null;
  const [street] = await tx.query<Pick<Street, "name" | "nameEn" | "stars">>(
    `select name, name_en as "nameEn", ${starsOn("street", "street_id", "$3")} as stars from street
     where district_id = $1 and street_id = $2`,
    [districtId, found.id, day],
  );
  if (!street) return null;
  const grades = await tx.query<Street["grades"][number]>(
    `select grade, sum(length_meters) as "lengthMeters" from street_edge
     where district_id = $1 and street_id = $2 group by grade order by grade nulls last`,
    [districtId, found.id],
  );
  const routes = await tx.query<Street["routes"][number]>(
    `select r.route_id as "routeId", r.code, r.name, r.kind, r.team, r.passes::float8 as passes, r.period, r.shifts
     from cleaning_route r
     where r.district_id = $1 and r.valid_from <= $3::date and (r.valid_to is null or r.valid_to > $3::date)
       and (r.season = 'all' or (r.season = 'summer') = coalesce((
         select value -> 'summerMonths' from district_setting where district_id = $1 and key = 'cleaning'
       ), $4::jsonb) @> to_jsonb(extract(month from $3::date)::int))
       and exists (select 1 from cleaning_route_edge l join street_edge e using (district_id, edge_id)
         where l.district_id = $1 and l.route_id = r.route_id and e.street_id = $2)
     order by r.kind, r.code`,
    [districtId, found.id, day, JSON.stringify(CLEANING.summerMonths)],
  );
  return { streetId: found.id, ...street, distanceMeters: found.distanceMeters, grades, routes };
}

async function nearestStreet({ tx, districtId }: Desk, position: LngLat | null) {
  if (!position) return null;
  const [row] = await tx.query<{ id: string; distanceMeters: number }>(
    `select street_id as id, st_distance(path::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography)
       as "distanceMeters"
     from street_edge
     where district_id = $1 and street_id is not null
       and path && st_expand(st_setsrid(st_makepoint($2, $3), 4326), $4, $5)
     order by 2, 1 limit 1`,
    [districtId, ...position, ...degreesAround(position, spotMeters)],
  );
  return row && row.distanceMeters <= spotMeters ? row : null;
}

/** The nearest of each kind that was there on the day. */
async function readFacilities(
  { tx, districtId }: Desk,
  { position }: StoredCase,
  day: string,
): Promise<Surroundings["facilities"]> {
  if (!position) return [];
  return tx.query<Surroundings["facilities"][number]>(
    `select distinct on (kind) facility_id as "facilityId", kind, code, name, name_en as "nameEn", status,
       ${starsOn("facility", "facility_id", "$3")} as stars, meters as "distanceMeters"
     from (
       select *, st_distance(position::geography, st_setsrid(st_makepoint($4, $5), 4326)::geography) as meters
       from facility
       where district_id = $1 and position && st_expand(st_setsrid(st_makepoint($4, $5), 4326), $6, $7)
         and status in ('open', 'repair', 'closed') and (opened_on is null or opened_on <= $3::date)
         and (closed_on > $3::date or (closed_on is null and status <> 'closed'))
     ) f
     where meters <= $2 order by kind, meters, facility_id`,
    [districtId, facilityMeters, day, ...position, ...degreesAround(position, facilityMeters)],
  );
}

type OtherRow = {
  complaintId: string;
  number: string;
  receivedAt: Date;
  state: string;
  category: string | null;
  unitId: string | null;
  lng: number | null;
  lat: number | null;
  distanceMeters: number | null;
};

const OTHER = `complaint_id as "complaintId", number, received_at as "receivedAt", state, category, unit_id as "unitId",
  st_x(position) as lng, st_y(position) as lat`;

/** Those that whoever asks may open. */
const openable = (desk: Desk, rows: readonly OtherRow[]) =>
  rows
    .filter(({ unitId, lng, lat }) => {
      const place = lng === null || lat === null ? null : ([lng, lat] as const);
      return desk.may("complaints.all", place) || (unitId !== null && desk.unitIds.has(unitId));
    })
    .slice(0, GREATEST_LISTED)
    .map(({ complaintId, number, receivedAt, state, category, distanceMeters }) => ({
      ...{ complaintId, number, receivedAt: receivedAt.toISOString(), state, category },
      distanceMeters,
    }));

/** How many rows are read at most to find those that may be opened; a spot with more is counted by `total` alone. */
const GREATEST_READ = 500;

async function readSpot(desk: Desk, complaint: StoredCase): Promise<Surroundings["spot"]> {
  const { position, complaintId, receivedAt } = complaint;
  if (!position) return null;
  const since = new Date(receivedAt.getTime() - weeks * 7 * 86_400_000);
  const rows = await desk.tx.query<OtherRow & { total: number }>(
    `select ${OTHER}, meters as "distanceMeters", count(*) over ()::int as total
     from (
       select *, st_distance(position::geography, st_setsrid(st_makepoint($5, $6), 4326)::geography) as meters
       from complaint
       where district_id = $1 and complaint_id <> $2 and not is_confidential
         and received_at >= $3 and received_at < $4
         and position && st_expand(st_setsrid(st_makepoint($5, $6), 4326), $7, $8)
     ) c
     where meters <= ${spotMeters} order by received_at desc, number desc limit ${GREATEST_READ}`,
    [
      ...[desk.districtId, complaintId, since, receivedAt, ...position],
      ...degreesAround(position, spotMeters),
    ],
  );
  return {
    ...{ radiusMeters: spotMeters, weeks, total: rows[0]?.total ?? 0 },
    complaints: openable(desk, rows),
  };
}

/** Earlier complaints of the same person; of whom they are is told to nobody here. */
async function readOfReporter(
  desk: Desk,
  complaint: StoredCase,
): Promise<Surroundings["reporter"]> {
  const { reporterId, complaintId, receivedAt } = complaint;
  if (reporterId === null) return null;
  const rows = await desk.tx.query<OtherRow & { total: number }>(
    `select ${OTHER}, null::float8 as "distanceMeters", count(*) over ()::int as total
     from complaint
     where district_id = $1 and reporter_id = $2 and complaint_id <> $3 and received_at < $4 and not is_confidential
     order by received_at desc, number desc limit ${GREATEST_READ}`,
    [desk.districtId, reporterId, complaintId, receivedAt],
  );
  return {
    total: rows[0]?.total ?? 0,
    complaints: maySeeReporter(desk, complaint) ? openable(desk, rows) : null,
  };
}

/**
 * What was there before a complaint came: what cleaning its street was due, what stands near, what was said before.
 *
 * @throws {DomainError} as `openCase`.
 */
export async function surroundingsOf(desk: Desk, complaintId: string): Promise<Surroundings> {
  const { complaint } = await openCase(desk, complaintId);
  const day = localDay(complaint.receivedAt, desk.timeZone);
  return {
    ...{ complaintId, day, street: await readStreet(desk, complaint, day), lastService: null },
    facilities: await readFacilities(desk, complaint, day),
    spot: await readSpot(desk, complaint),
    reporter: await readOfReporter(desk, complaint),
  };
}
