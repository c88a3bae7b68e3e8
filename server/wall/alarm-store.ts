import type { AlarmKind, AlarmState, Clearance, Severity } from "../../data/wall.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import type { Detail, OpenAlarm, Step } from "./alarms.ts";

/** An alarm as it is kept, without what raised it. */
export type StoredAlarm = {
  readonly alarmId: string;
  readonly kind: AlarmKind;
  readonly severity: Severity;
  readonly detail: Detail;
  readonly position: LngLat | null;
  readonly happenedAt: Date;
  readonly openedAt: Date;
  readonly changedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedName: string | null;
  readonly acknowledgedDisplay: boolean | null;
  readonly clearedAt: Date | null;
  readonly clearance: Clearance | null;
};

type Row = Omit<StoredAlarm, "position"> & { lng: number | null; lat: number | null };

const COLUMNS = `a.alarm_id as "alarmId", a.kind, a.severity, a.detail, st_x(a.position) as lng, st_y(a.position) as lat,
  a.happened_at as "happenedAt", a.opened_at as "openedAt", a.changed_at as "changedAt",
  a.acknowledged_at as "acknowledgedAt", a.acknowledged_name as "acknowledgedName",
  a.acknowledged_display as "acknowledgedDisplay", a.cleared_at as "clearedAt", a.clearance`;

const OF_STATE: Readonly<Record<AlarmState | "open", string>> = {
  open: "a.cleared_at is null",
  new: "a.cleared_at is null and a.acknowledged_at is null",
  acknowledged: "a.cleared_at is null and a.acknowledged_at is not null",
  cleared: "a.cleared_at is not null",
};

const IN_ORDER = `a.cleared_at desc nulls first, a.acknowledged_at is not null,
  array_position(array['critical', 'warning', 'info'], a.severity), a.opened_at desc, a.alarm_id`;

const toAlarm = ({ lng, lat, ...row }: Row): StoredAlarm => ({
  ...row,
  position: lng === null || lat === null ? null : [lng, lat],
});

/** The state an alarm is in. */
export const stateOf = ({ acknowledgedAt, clearedAt }: StoredAlarm): AlarmState =>
  clearedAt ? "cleared" : acknowledgedAt ? "acknowledged" : "new";

/** Alarms of a state, as lists show them: what waits for somebody first. */
export async function readAlarms(
  tx: Queryable,
  districtId: string,
  { state, limit }: { readonly state: AlarmState | "open"; readonly limit: number },
): Promise<{ n: number; alarms: StoredAlarm[] }> {
  const rows = await tx.query<Row & { n: number }>(
    `select ${COLUMNS}, (count(*) over ())::integer as n from wall_alarm a
     where a.district_id = $1 and ${OF_STATE[state]} order by ${IN_ORDER} limit $2`,
    [districtId, limit],
  );
  return { n: rows[0]?.n ?? 0, alarms: rows.map(({ n: _, ...row }) => toAlarm(row)) };
}

/** Alarms to which something happened in a period, the latest first. */
export async function readAlarmsOf(
  tx: Queryable,
  districtId: string,
  { from, to, limit }: { readonly from: Date; readonly to: Date; readonly limit: number },
): Promise<StoredAlarm[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from wall_alarm a where a.district_id = $1 and exists (
       select 1 from wall_alarm_event e where e.district_id = $1 and e.alarm_id = a.alarm_id
         and e.at >= $2 and e.at <= $3)
     order by a.changed_at desc, a.alarm_id limit $4`,
    [districtId, from, to, limit],
  );
  return rows.map(toAlarm);
}

/** @param isLocked  Held until the commit, so that two who acknowledge it are told apart. */
export async function readAlarm(
  tx: Queryable,
  districtId: string,
  alarmId: string,
  { isLocked }: { readonly isLocked: boolean },
): Promise<StoredAlarm | null> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from wall_alarm a where a.district_id = $1 and a.alarm_id = $2
     ${isLocked ? "for update" : ""}`,
    [districtId, alarmId],
  );
  return row ? toAlarm(row) : null;
}

export type AlarmEvent = {
  readonly sequence: number;
  readonly action: "open" | "grow" | "acknowledge" | "clear";
  readonly at: Date;
  readonly by: string;
  readonly via: "session" | "token" | "display" | "server";
  readonly data: { readonly count?: number };
};

/** What happened to an alarm, in order. */
export const readAlarmEvents = (tx: Queryable, districtId: string, alarmId: string) =>
  tx.query<AlarmEvent>(
    `select sequence, action, at, actor_name as by, via, data from wall_alarm_event
     where district_id = $1 and alarm_id = $2 order by sequence`,
    [districtId, alarmId],
  );

/** How many are open, how many wait for somebody, and how many of these are critical. */
export async function countAlarms(tx: Queryable, districtId: string) {
  const [row] = await tx.query<{ open: number; unacknowledged: number; critical: number }>(
    `select count(*)::integer as open,
       (count(*) filter (where acknowledged_at is null))::integer as unacknowledged,
       (count(*) filter (where acknowledged_at is null and severity = 'critical'))::integer as critical
     from wall_alarm where district_id = $1 and cleared_at is null`,
    [districtId],
  );
  return row!;
}

/** When somebody looked for alarms last; null is never. */
export async function readLookedAt(tx: Queryable, districtId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    "select looked_at as at from wall_watch where district_id = $1",
    [districtId],
  );
  return row?.at ?? null;
}

/** The alarms that are not cleared, locked, with what raised them. */
export const readOpenAlarms = (tx: Queryable, districtId: string) =>
  tx.query<OpenAlarm>(
    `select alarm_id as "alarmId", kind, subject, severity, occurrences, detail,
       acknowledged_at is not null as "isAcknowledged"
     from wall_alarm where district_id = $1 and cleared_at is null order by opened_at, alarm_id for update`,
    [districtId],
  );

/** Which of some occurrences were in an alarm before. */
export async function readTold(
  tx: Queryable,
  districtId: string,
  occurrences: readonly string[],
): Promise<ReadonlySet<string>> {
  if (occurrences.length === 0) return new Set();
  const rows = await tx.query<{ occurrence: string }>(
    `select distinct o as occurrence from wall_alarm a, unnest(a.occurrences) as o
     where a.district_id = $1 and a.occurrences && $2::text[] and o = any($2::text[])`,
    [districtId, occurrences],
  );
  return new Set(rows.map(({ occurrence }) => occurrence));
}

/** Who did something to an alarm. */
export type AlarmActor = {
  readonly id: string | null;
  readonly name: string;
  readonly via: AlarmEvent["via"];
};

/** Adds to what happened to an alarm. */
export async function addAlarmEvent(
  tx: Queryable,
  districtId: string,
  alarmId: string,
  event: {
    readonly action: AlarmEvent["action"];
    readonly at: Date;
    readonly actor: AlarmActor;
    readonly data?: AlarmEvent["data"];
  },
): Promise<void> {
  const { action, at, actor, data = {} } = event;
  await tx.query(
    `insert into wall_alarm_event (district_id, alarm_id, sequence, action, at, actor_id, actor_name, via, data)
     select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6, $7, $8::jsonb
     from wall_alarm_event where district_id = $1 and alarm_id = $2`,
    [districtId, alarmId, action, at, actor.id, actor.name, actor.via, JSON.stringify(data)],
  );
}

const POINT = (lng: string, lat: string) =>
  `case when ${lng}::float8 is null then null else st_setsrid(st_makepoint(${lng}, ${lat}), 4326) end`;

/** Writes a new alarm. */
export async function insertAlarm(
  tx: Queryable,
  districtId: string,
  alarm: Extract<Step, { action: "open" }> & {
    readonly alarmId: string;
    readonly severity: Severity;
    readonly at: Date;
  },
): Promise<void> {
  const { alarmId, kind, subject, occurrences, severity, detail, position, happenedAt, at } = alarm;
  await tx.query(
    `insert into wall_alarm (district_id, alarm_id, kind, subject, occurrences, severity, detail, position, happened_at,
       opened_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, ${POINT("$8", "$9")}, $10, $11, $11)`,
    [
      ...[districtId, alarmId, kind, subject, occurrences, severity, JSON.stringify(detail)],
      ...[position?.[0] ?? null, position?.[1] ?? null, happenedAt, at],
    ],
  );
}

/** Says anew what an alarm stands for. */
export const adjustAlarm = (
  tx: Queryable,
  districtId: string,
  alarmId: string,
  {
    detail,
    occurrences,
    at,
  }: {
    readonly detail: Detail;
    readonly occurrences: readonly string[] | null;
    readonly at: Date;
  },
) =>
  tx.query(
    `update wall_alarm set detail = $3::jsonb, occurrences = coalesce($4::text[], occurrences), changed_at = $5
     where district_id = $1 and alarm_id = $2`,
    [districtId, alarmId, JSON.stringify(detail), occurrences, at],
  );

export const clearAlarm = (
  tx: Queryable,
  districtId: string,
  alarmId: string,
  { clearance, at }: { readonly clearance: Clearance; readonly at: Date },
) =>
  tx.query(
    `update wall_alarm set cleared_at = $3, clearance = $4, changed_at = $3
     where district_id = $1 and alarm_id = $2`,
    [districtId, alarmId, at, clearance],
  );

export const acknowledgeAlarm = (
  tx: Queryable,
  districtId: string,
  alarmId: string,
  { actor, at }: { readonly actor: AlarmActor; readonly at: Date },
) =>
  tx.query(
    `update wall_alarm set acknowledged_at = $3, acknowledged_by = $4, acknowledged_name = $5,
       acknowledged_display = $6, changed_at = $3
     where district_id = $1 and alarm_id = $2`,
    [districtId, alarmId, at, actor.id, actor.name, actor.via === "display"],
  );
