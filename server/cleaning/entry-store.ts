import type { Queryable } from "../store/database.ts";
import type { EntryWire } from "./entry-schema.ts";

type Row = {
  entryId: string;
  kind: EntryWire["kind"];
  routeId: string | null;
  work: EntryWire["work"];
  day: string;
  fromAt: Date;
  toAt: Date;
  reason: string | null;
  note: string;
  lng: number | null;
  lat: number | null;
  enteredAt: Date;
  enteredName: string;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  items: EntryWire["items"];
  photographs: number;
};

const COLUMNS = `
  select e.entry_id as "entryId", e.kind, e.route_id as "routeId", e.work, e.day, e.from_at as "fromAt", e.to_at as "toAt",
    e.reason, e.note, st_x(e.position) as lng, st_y(e.position) as lat, e.entered_at as "enteredAt",
    e.entered_name as "enteredName", e.withdrawn_at as "withdrawnAt", e.withdrawn_reason as "withdrawnReason",
    (select coalesce(jsonb_agg(jsonb_build_object('subjectKind', i.subject_kind, 'subjectId', i.subject_id,
       'outcome', i.outcome, 'reason', i.reason) order by i.subject_kind, i.subject_id), '[]')
     from service_entry_item i where i.district_id = $1 and i.entry_id = e.entry_id) as items,
    (select count(*) from photograph_link p where p.district_id = $1 and p.subject_kind = 'service-entry'
       and p.subject_id = e.entry_id) as photographs
  from service_entry e where e.district_id = $1`;

const toEntry = ({ lng, lat, fromAt, toAt, enteredAt, ...row }: Row): EntryWire => {
  const { withdrawnAt, withdrawnReason, ...rest } = row;
  return {
    ...rest,
    ...{ fromAt: fromAt.toISOString(), toAt: toAt.toISOString() },
    position: lng === null || lat === null ? null : [lng, lat],
    enteredAt: enteredAt.toISOString(),
    withdrawn: withdrawnAt && { at: withdrawnAt.toISOString(), reason: withdrawnReason },
  };
};

/** @returns null when there is none. */
export async function readEntry(tx: Queryable, districtId: string, entryId: string) {
  const rows = await tx.query<Row>(`${COLUMNS} and e.entry_id = $2`, [districtId, entryId]);
  return rows[0] ? toEntry(rows[0]) : null;
}

/** Entries of some days, the latest first; withdrawn ones too. */
export async function readEntries(
  tx: Queryable,
  districtId: string,
  asked: {
    readonly from: string;
    readonly to: string;
    readonly routeId?: string | undefined;
    readonly work?: string | undefined;
    readonly edgeIds?: readonly string[];
  },
  limit: number,
): Promise<EntryWire[]> {
  const { from, to, routeId = null, work = null, edgeIds = null } = asked;
  const rows = await tx.query<Row>(
    `${COLUMNS} and e.day between $2 and $3 and ($4::text is null or e.route_id = $4)
       and ($5::text is null or e.work = $5)
       and ($6::text[] is null or exists (select 1 from service_entry_item i where i.district_id = $1
         and i.entry_id = e.entry_id and i.subject_kind = 'edge' and i.subject_id = any ($6)))
     order by e.entered_at desc, e.entry_id limit $7`,
    [districtId, from, to, routeId, work, edgeIds, limit],
  );
  return rows.map(toEntry);
}

/** An entry as it is to be written. */
export type NewEntry = Pick<EntryWire, "entryId" | "kind" | "routeId" | "work" | "day" | "note"> & {
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly reason: string | null;
  readonly position: readonly [number, number] | null;
  readonly enteredBy: string;
  readonly enteredName: string;
  readonly items: EntryWire["items"];
};

export async function insertEntry(tx: Queryable, districtId: string, entry: NewEntry) {
  const { entryId, kind, routeId, work, day, fromAt, toAt, reason, note, position } = entry;
  await tx.query(
    `insert into service_entry (district_id, entry_id, kind, route_id, work, day, from_at, to_at, reason, note, position,
       entered_by, entered_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
       case when $11::float8 is null then null else st_setsrid(st_makepoint($11::float8, $12::float8), 4326) end, $13, $14)`,
    [
      ...[districtId, entryId, kind, routeId, work, day, fromAt, toAt, reason, note],
      ...[position?.[0] ?? null, position?.[1] ?? null, entry.enteredBy, entry.enteredName],
    ],
  );
  await tx.query(
    `insert into service_entry_item (district_id, entry_id, subject_kind, subject_id, outcome, reason)
     select $1, $2, kind, id, outcome, reason
     from jsonb_to_recordset($3::jsonb) as i (kind text, id text, outcome text, reason text)`,
    [
      ...[districtId, entryId],
      JSON.stringify(
        entry.items.map(({ subjectKind, subjectId, ...rest }) => ({
          ...{ kind: subjectKind, id: subjectId },
          ...rest,
        })),
      ),
    ],
  );
}

/** @returns whether there was one that was not withdrawn yet. */
export async function withdrawEntry(
  tx: Queryable,
  districtId: string,
  entryId: string,
  by: string,
  reason: string,
): Promise<boolean> {
  const rows = await tx.query(
    `update service_entry set withdrawn_at = now(), withdrawn_by = $3, withdrawn_reason = $4
     where district_id = $1 and entry_id = $2 and withdrawn_at is null returning entry_id`,
    [districtId, entryId, by, reason],
  );
  return rows.length > 0;
}

type Place = {
  readonly id: string;
  readonly position: readonly [lng: number, lat: number] | null;
};

/** Where edges, by their middles, and facilities lie. */
export async function readPlaces(
  tx: Queryable,
  districtId: string,
  edgeIds: readonly string[],
  facilityIds: readonly string[],
): Promise<Place[]> {
  const rows = await tx.query<{ id: string; lng: number | null; lat: number | null }>(
    `select id, st_x(p) as lng, st_y(p) as lat from (
       select edge_id as id, st_lineinterpolatepoint(path, 0.5) as p from street_edge
       where district_id = $1 and edge_id = any ($2)
       union all select facility_id, position from facility where district_id = $1 and facility_id = any ($3)) places`,
    [districtId, edgeIds, facilityIds],
  );
  return rows.map(({ id, lng, lat }) => ({
    id,
    position: lng === null || lat === null ? null : [lng, lat],
  }));
}

/** Which of some facilities there are. */
export async function readKnownFacilities(
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    "select facility_id as id from facility where district_id = $1 and facility_id = any ($2)",
    [districtId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
