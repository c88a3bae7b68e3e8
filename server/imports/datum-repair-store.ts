import type { DatumReading } from "../geo/datum-fit.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";

/** What a repair, and taking it back, are called in the audit trail. */
export const REPAIR_ACTION = "facility.datum-repair";
export const UNDO_ACTION = "facility.datum-undo";
export const REPAIR_ACTIONS = [REPAIR_ACTION, UNDO_ACTION];

/** A facility's position as it was and is to be. */
export type Move = {
  readonly facilityId: string;
  readonly before: LngLat;
  readonly after: LngLat;
};

/** Puts facilities elsewhere, each a revision on; those that are gone are left out. @returns their revisions. */
export async function moveFacilities(
  tx: Queryable,
  districtId: string,
  moves: readonly Pick<Move, "facilityId" | "after">[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; revision: number }>(
    `update facility f set position = st_setsrid(st_makepoint(m.lng, m.lat), 4326),
       revision = f.revision + 1, updated_at = now()
     from unnest($2::text[], $3::float8[], $4::float8[]) as m (id, lng, lat)
     where f.district_id = $1 and f.facility_id = m.id
     returning f.facility_id as id, f.revision`,
    [
      districtId,
      moves.map(({ facilityId }) => facilityId),
      moves.map(({ after }) => after[0]),
      moves.map(({ after }) => after[1]),
    ],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** A repair that was made. */
export type Repair = {
  readonly repairId: string;
  readonly at: Date;
  readonly actorName: string;
  readonly kind: string;
  readonly origin: string;
  readonly reading: Exclude<DatumReading, "wgs84">;
  readonly count: number;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  /** Left as they were when it was taken back, because somebody had changed them since. */
  readonly kept: number;
};

/** Repairs of a district, newest first. */
export const readRepairs = (tx: Queryable, districtId: string, repairId: string | null = null) =>
  tx.query<Repair>(
    `select r.repair_id as "repairId", r.at, r.actor_name as "actorName", r.kind, r.origin, r.reading,
       r.undone_at as "undoneAt", r.undone_by as "undoneBy", count(*)::int as count,
       (count(*) filter (where m.is_kept))::int as kept
     from datum_repair r
     join datum_repair_record m on m.district_id = r.district_id and m.repair_id = r.repair_id
     where r.district_id = $1 and ($2::text is null or r.repair_id = $2)
     group by r.district_id, r.repair_id order by r.at desc limit 100`,
    [districtId, repairId],
  );

/** Writes down what a repair did to each record. */
export async function writeRepair(
  tx: Queryable,
  districtId: string,
  repair: Pick<Repair, "repairId" | "actorName" | "kind" | "origin" | "reading">,
  moves: readonly Move[],
  revisions: ReadonlyMap<string, number>,
) {
  const { repairId, actorName, kind, origin, reading } = repair;
  await tx.query(
    `insert into datum_repair (district_id, repair_id, actor_name, kind, origin, reading)
     values ($1, $2, $3, $4, $5, $6)`,
    [districtId, repairId, actorName, kind, origin, reading],
  );
  await tx.query(
    `insert into datum_repair_record (district_id, repair_id, facility_id, before, after, revision)
     select $1, $2, id, st_setsrid(st_makepoint(lng, lat), 4326), st_setsrid(st_makepoint(to_lng, to_lat), 4326), revision
     from unnest($3::text[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::bigint[])
       as m (id, lng, lat, to_lng, to_lat, revision)`,
    [
      districtId,
      repairId,
      moves.map(({ facilityId }) => facilityId),
      moves.map(({ before }) => before[0]),
      moves.map(({ before }) => before[1]),
      moves.map(({ after }) => after[0]),
      moves.map(({ after }) => after[1]),
      moves.map(({ facilityId }) => revisions.get(facilityId)!),
    ],
  );
}

/** A record of a repair, beside what became of it. */
export type Repaired = Move & {
  readonly code: string | null;
  readonly name: string | null;
  /** Whether nobody has changed it since; false when it is gone. */
  readonly isUntouched: boolean;
};

/** The records of a repair, locked until the transaction ends. */
export async function readRepaired(
  tx: Queryable,
  districtId: string,
  repairId: string,
): Promise<Repaired[]> {
  await tx.query(
    `select 1 from facility f where f.district_id = $1 and exists (
       select 1 from datum_repair_record m
       where m.district_id = $1 and m.repair_id = $2 and m.facility_id = f.facility_id
     ) for update`,
    [districtId, repairId],
  );
  type Row = Omit<Repaired, "before" | "after"> &
    Record<"lng" | "lat" | "to_lng" | "to_lat", number>;
  const rows = await tx.query<Row>(
    `select m.facility_id as "facilityId", f.code, f.name, coalesce(f.revision = m.revision, false) as "isUntouched",
       st_x(m.before) as lng, st_y(m.before) as lat, st_x(m.after) as to_lng, st_y(m.after) as to_lat
     from datum_repair_record m
     left join facility f on f.district_id = m.district_id and f.facility_id = m.facility_id
     where m.district_id = $1 and m.repair_id = $2 order by f.code, m.facility_id`,
    [districtId, repairId],
  );
  return rows.map(({ lng, lat, to_lng, to_lat, ...rest }) => ({
    ...rest,
    before: [lng, lat],
    after: [to_lng, to_lat],
  }));
}

/** Writes down that a repair was taken back, and which of its records were left as they are. */
export async function writeUndone(
  tx: Queryable,
  districtId: string,
  repairId: string,
  { actorName, keptIds }: { actorName: string; keptIds: readonly string[] },
) {
  await tx.query(
    `update datum_repair set undone_at = now(), undone_by = $3 where district_id = $1 and repair_id = $2`,
    [districtId, repairId, actorName],
  );
  await tx.query(
    `update datum_repair_record set is_kept = facility_id = any ($3) where district_id = $1 and repair_id = $2`,
    [districtId, repairId, keptIds],
  );
}
