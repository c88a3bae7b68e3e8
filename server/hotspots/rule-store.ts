import type { HotspotMeasure } from "../../data/hotspots.ts";
import type { Role } from "../../data/roles.ts";
import type { Queryable } from "../store/database.ts";
import type { RuleDraft } from "./rules-schema.ts";

/** A rule as it is kept, with how it stood when it was looked at last. */
export type StoredRule = {
  readonly ruleId: string;
  readonly revision: number;
  readonly name: string;
  readonly categories: string[] | null;
  readonly measure: HotspotMeasure;
  readonly role: Role;
  readonly isActive: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly evaluatedAt: Date | null;
  readonly resolution: number | null;
  readonly hotCells: string[] | null;
  readonly hotSpots: number | null;
  readonly alarms: number;
};

const READ = `
  select r.rule_id as "ruleId", r.revision, r.name, r.categories, r.measure, r.role, r.is_active as "isActive",
    r.created_by as "createdBy", r.created_at as "createdAt", w.evaluated_at as "evaluatedAt", w.resolution,
    w.hot_cells as "hotCells", w.spots as "hotSpots",
    (select count(*)::int from hotspot_alarm a where a.district_id = r.district_id and a.rule_id = r.rule_id) as alarms
  from hotspot_rule r
  left join hotspot_watch w on w.district_id = r.district_id and w.rule_id = r.rule_id
  where r.district_id = $1`;

export const readRules = (tx: Queryable, districtId: string) =>
  tx.query<StoredRule>(`${READ} order by r.name, r.rule_id`, [districtId]);

/** Rules that are at work and were not looked at since. */
export const readDueRules = (tx: Queryable, districtId: string, since: Date) =>
  tx.query<StoredRule>(
    `${READ} and r.is_active and (w.evaluated_at is null or w.evaluated_at <= $2) order by r.rule_id`,
    [districtId, since],
  );

/** A rule that nobody else writes until the transaction ends; null when there is none. */
export async function lockRule(
  tx: Queryable,
  districtId: string,
  ruleId: string,
): Promise<StoredRule | null> {
  await tx.query("select 1 from hotspot_rule where district_id = $1 and rule_id = $2 for update", [
    districtId,
    ruleId,
  ]);
  const [row] = await tx.query<StoredRule>(`${READ} and r.rule_id = $2`, [districtId, ruleId]);
  return row ?? null;
}

export const insertRule = (
  tx: Queryable,
  districtId: string,
  { ruleId, name, categories, measure, role, isActive, createdBy }: RuleDraft & RuleOrigin,
) =>
  tx.query(
    `insert into hotspot_rule (district_id, rule_id, name, categories, measure, role, is_active, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [districtId, ruleId, name, categories, measure, role, isActive, createdBy],
  );
type RuleOrigin = { readonly ruleId: string; readonly createdBy: string };

export const updateRule = (
  tx: Queryable,
  districtId: string,
  ruleId: string,
  { name, categories, measure, role, isActive }: RuleDraft,
) =>
  tx.query(
    `update hotspot_rule set name = $3, categories = $4, measure = $5, role = $6, is_active = $7,
       revision = revision + 1
     where district_id = $1 and rule_id = $2`,
    [districtId, ruleId, name, categories, measure, role, isActive],
  );

/** Forgets what was hot: the rule begins anew. */
export const deleteWatch = (tx: Queryable, districtId: string, ruleId: string) =>
  tx.query("delete from hotspot_watch where district_id = $1 and rule_id = $2", [
    districtId,
    ruleId,
  ]);

export const deleteRule = (tx: Queryable, districtId: string, ruleId: string) =>
  tx.query("delete from hotspot_rule where district_id = $1 and rule_id = $2", [
    districtId,
    ruleId,
  ]);

export const writeWatch = (
  tx: Queryable,
  districtId: string,
  ruleId: string,
  watch: {
    readonly at: Date;
    readonly resolution: number;
    readonly hotCells: readonly string[];
    readonly spots: number;
  },
) =>
  tx.query(
    `insert into hotspot_watch (district_id, rule_id, evaluated_at, resolution, hot_cells, spots)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (district_id, rule_id) do update set evaluated_at = excluded.evaluated_at,
       resolution = excluded.resolution, hot_cells = excluded.hot_cells, spots = excluded.spots`,
    [districtId, ruleId, watch.at, watch.resolution, watch.hotCells, watch.spots],
  );

/** Cells of what a rule told since a day. */
export async function readToldCells(
  tx: Queryable,
  districtId: string,
  ruleId: string,
  since: Date,
): Promise<Set<string>> {
  const rows = await tx.query<{ cells: string[] }>(
    "select cells from hotspot_alarm where district_id = $1 and rule_id = $2 and found_at > $3",
    [districtId, ruleId, since],
  );
  return new Set(rows.flatMap(({ cells }) => cells));
}

/** A new hotspot as it is told. */
export type AlarmFields = {
  readonly alarmId: string;
  readonly spotId: string;
  readonly cells: readonly string[];
  readonly center: readonly [lng: number, lat: number];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly observed: number;
  readonly expected: number;
  readonly complaints: number;
  readonly streetId: string | null;
  readonly unitId: string | null;
  readonly category: string | null;
};

export async function insertAlarm(
  tx: Queryable,
  districtId: string,
  rule: StoredRule,
  foundAt: Date,
  alarm: AlarmFields,
) {
  await tx.query(
    `insert into hotspot_alarm (district_id, alarm_id, rule_id, rule_name, measure, categories, role, spot_id, cells,
       center, found_at, first_day, last_day, observed, expected, complaints, street_id, unit_id, category)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, st_setsrid(st_makepoint($10, $11), 4326), $12, $13, $14, $15, $16, $17,
       $18, $19, $20)`,
    [
      ...[districtId, alarm.alarmId, rule.ruleId, rule.name, rule.measure, rule.categories],
      ...[rule.role, alarm.spotId, alarm.cells, ...alarm.center, foundAt, alarm.firstDay],
      ...[alarm.lastDay, alarm.observed, alarm.expected, alarm.complaints, alarm.streetId],
      ...[alarm.unitId, alarm.category],
    ],
  );
}

/** An alarm as it is kept, and when somebody saw it. */
export type StoredAlarm = Omit<AlarmFields, "center"> & {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly measure: HotspotMeasure;
  readonly categories: string[] | null;
  readonly role: Role;
  readonly foundAt: Date;
  readonly lng: number;
  readonly lat: number;
  readonly seenAt: Date | null;
};

const ALARMS = `
  select a.alarm_id as "alarmId", a.rule_id as "ruleId", a.rule_name as "ruleName", a.measure, a.categories, a.role,
    a.spot_id as "spotId", a.cells, st_x(a.center) as lng, st_y(a.center) as lat, a.found_at as "foundAt",
    a.first_day::text as "firstDay", a.last_day::text as "lastDay", a.observed, a.expected, a.complaints,
    a.street_id as "streetId", a.unit_id as "unitId", a.category, s.at as "seenAt"
  from hotspot_alarm a
  left join hotspot_alarm_seen s on s.district_id = a.district_id and s.alarm_id = a.alarm_id and s.account_id = $2
  where a.district_id = $1
    and a.role in (select g.role from role_grant g where g.district_id = $1 and g.account_id = $2)`;

/** What the roles of somebody were told, unseen first, then the newest: so many at most. */
export const readAlarms = (tx: Queryable, districtId: string, accountId: string, most: number) =>
  tx.query<StoredAlarm>(
    `${ALARMS} order by s.at is not null, a.found_at desc, a.alarm_id limit $3`,
    [districtId, accountId, most],
  );

/** One of them; null when there is none for them. */
export async function readAlarm(
  tx: Queryable,
  districtId: string,
  accountId: string,
  alarmId: string,
): Promise<StoredAlarm | null> {
  const [row] = await tx.query<StoredAlarm>(`${ALARMS} and a.alarm_id = $3`, [
    districtId,
    accountId,
    alarmId,
  ]);
  return row ?? null;
}

/** Remembers that somebody saw an alarm; the first time counts. */
export async function writeSeen(
  tx: Queryable,
  districtId: string,
  accountId: string,
  alarmId: string,
): Promise<void> {
  await tx.query(
    `insert into hotspot_alarm_seen (district_id, alarm_id, account_id) values ($1, $2, $3) on conflict do nothing`,
    [districtId, alarmId, accountId],
  );
}
