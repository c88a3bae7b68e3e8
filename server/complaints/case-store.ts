import type {
  ComplaintImportance,
  ComplaintKind,
  ComplaintState,
  Satisfaction,
} from "../../data/complaint-life.ts";
import type { LngLat } from "../geo/position.ts";
import type { Actor } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import type { PLACE_KINDS } from "./case-schema.ts";
import type { CaseEvent, Standing, StepData } from "./life.ts";

/** A complaint as the store has it. */
export type StoredCase = {
  readonly complaintId: string;
  readonly number: string;
  readonly kind: ComplaintKind;
  readonly state: ComplaintState;
  readonly channel: string | null;
  readonly category: string | null;
  readonly importance: ComplaintImportance;
  readonly text: string;
  readonly position: LngLat | null;
  readonly placeKind: (typeof PLACE_KINDS)[number];
  readonly address: string | null;
  readonly placeNote: string | null;
  readonly streetId: string | null;
  readonly facilityId: string | null;
  readonly areaId: string | null;
  readonly unitId: string | null;
  readonly reporterId: string | null;
  readonly occurredOn: string;
  readonly receivedAt: Date;
  readonly dueStep: string | null;
  readonly dueFrom: Date | null;
  readonly dueAt: Date | null;
  readonly settledAt: Date | null;
  readonly isConfidential: boolean;
  readonly duplicateOf: string | null;
  readonly publicText: string | null;
  readonly satisfaction: Satisfaction | null;
  readonly events: number;
  readonly revision: number;
};

const COLUMNS = `complaint_id as "complaintId", number, kind, state, channel, category, importance, text,
  st_x(position) as lng, st_y(position) as lat, place_kind as "placeKind", address, place_note as "placeNote",
  street_id as "streetId", facility_id as "facilityId", area_id as "areaId", unit_id as "unitId",
  reporter_id as "reporterId", occurred_on as "occurredOn", received_at as "receivedAt", due_step as "dueStep",
  due_from as "dueFrom", due_at as "dueAt", settled_at as "settledAt", is_confidential as "isConfidential",
  duplicate_of as "duplicateOf", public_text as "publicText", satisfaction, events, revision`;

type Row = Omit<StoredCase, "position"> & { lng: number | null; lat: number | null };

/** @param isLocked  Nobody else writes it until the transaction ends. @returns null when there is none. */
export async function readCase(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<StoredCase | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from complaint where district_id = $1 and complaint_id = $2
     ${isLocked ? "for update" : ""}`,
    [districtId, complaintId],
  );
  if (!row) return null;
  const { lng, lat, ...rest } = row;
  return { ...rest, position: lng === null || lat === null ? null : [lng, lat] };
}

/** An event with the name of whoever it was. */
export type StoredEvent = CaseEvent & {
  readonly actorName: string;
  readonly unitId: string | null;
};

/** What happened to a complaint, in order. */
export const readEvents = (
  tx: Queryable,
  districtId: string,
  complaintId: string,
): Promise<StoredEvent[]> =>
  tx.query<StoredEvent>(
    `select sequence, action, at, actor_id as "actorId", actor_name as "actorName", unit_id as "unitId", data
     from complaint_event where district_id = $1 and complaint_id = $2 order by sequence`,
    [districtId, complaintId],
  );

/** Whether somebody was named as one who may read a confidential complaint. */
export async function isConfidant(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  accountId: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from complaint_confidant
     where district_id = $1 and complaint_id = $2 and account_id = $3`,
    [districtId, complaintId, accountId],
  );
  return rows.length > 0;
}

/** Writes an event as the next one of a complaint. */
export async function writeEvent(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  event: {
    readonly sequence: number;
    readonly action: string;
    readonly at: Date;
    readonly actor: Actor;
    readonly unitId: string | null;
    readonly data: StepData & Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { sequence, action, at, actor, unitId, data } = event;
  await tx.query(
    `insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_id, actor_name, unit_id, data)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    [
      ...[districtId, complaintId, sequence, action, at, actor.accountId, actor.name, unitId],
      JSON.stringify(data),
    ],
  );
}

/** When the next step is due. */
export type Due = { readonly step: string; readonly from: Date; readonly at: Date };

/** Keeps what the events come to beside the record, for lists. */
export async function writeStanding(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  standing: Standing,
  {
    next,
    respondBy,
    settleBy,
  }: {
    next: Due | null;
    respondBy: Date | null;
    settleBy: Date | null;
  },
  events: number,
): Promise<void> {
  await tx.query(
    `update complaint set state = $3, unit_id = $4, duplicate_of = $5, responded_at = $6, result_at = $7,
       settled_at = $8, is_resolved = $9, satisfaction = $10, reopened = $11, is_supervised = $12, due_step = $13,
       due_from = $14, due_at = $15, events = $16, settle_by = $17,
       respond_by = coalesce(respond_by, $18), revision = revision + 1
     where district_id = $1 and complaint_id = $2`,
    [
      ...[districtId, complaintId, standing.state, standing.unitId, standing.duplicateOf],
      ...[standing.respondedAt, standing.resultAt, standing.settledAt, standing.isResolved],
      ...[standing.satisfaction, standing.reopened, standing.isSupervised],
      ...[next?.step ?? null, next?.from ?? null, next?.at ?? null, events, settleBy],
      respondBy,
    ],
  );
}

/** The sub-district that holds a place on a day; before the first known boundary, the first one. */
export async function readAreaAt(
  tx: Queryable,
  districtId: string,
  position: LngLat | null,
  day: string,
): Promise<string | null> {
  if (!position) return null;
  const [row] = await tx.query<{ area_id: string }>(
    `select a.area_id from area a
     where a.district_id = $1 and a.level = 'subdistrict'
       and st_intersects(a.boundary, st_setsrid(st_makepoint($2, $3), 4326))
       and (a.valid_to is null or a.valid_to > $4)
       and (a.valid_from <= $4 or not exists (
         select 1 from area b where b.district_id = a.district_id and b.level = a.level and b.code = a.code
           and b.valid_from < a.valid_from))
     order by a.valid_from, a.area_id limit 1`,
    [districtId, position[0], position[1], day],
  );
  return row?.area_id ?? null;
}

/**
 * Draws the next number of a local day. The count stands in a row of its own that stays locked until the commit, so
 * that numbers follow each other without a gap: a complaint that is not written gives its number back.
 */
export async function drawCount(tx: Queryable, districtId: string, day: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `insert into complaint_counter (district_id, day, count) values ($1, $2, 1)
     on conflict (district_id, day) do update set count = complaint_counter.count + 1 returning count`,
    [districtId, day],
  );
  return row!.count;
}

/** Writes down that complaints have changed: those that only named persons read, apart from the others. */
export async function recordCaseChange(
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    `select complaint_id as id from complaint
     where district_id = $1 and complaint_id = any ($2) and is_confidential`,
    [districtId, ids],
  );
  const confidential = new Set(rows.map(({ id }) => id));
  const others = ids.filter((id) => !confidential.has(id));
  if (confidential.size > 0)
    await recordChange(tx, districtId, "confidential_complaint", [...confidential]);
  if (others.length > 0) await recordChange(tx, districtId, "complaint", others);
}
