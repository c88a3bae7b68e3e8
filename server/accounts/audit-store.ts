import type { Queryable } from "../store/database.ts";
import type { AuditEntry, AuditQuery } from "./audit-schema.ts";

/** Which entries, with the district's time zone, in which days begin. */
export type AuditFilter = Pick<
  AuditQuery,
  "from" | "to" | "actor" | "action" | "record" | "recordId" | "q"
> & { readonly timeZone: string };

/** Where a page ends: entries of one moment are told apart by their log and their number. */
export type AuditPlace = { readonly micros: number; readonly log: "a" | "d"; readonly id: number };

/** An entry with where it stands. */
export type PlacedEntry = { readonly entry: AuditEntry; readonly place: AuditPlace };

/**
 * The district's own log (`d`) and what happened to accounts that hold roles here (`a`), as one table. Nobody is left
 * out who did something here; what an account did in other districts is theirs to see.
 */
const ENTRY = `(
  select 'd' as log, entry_id, at, actor_id, actor_name, via, address, action, record, record_id, before, after
  from audit where district_id = $1
  union all
  select 'a', entry_id, at, actor_id, actor_name, via, address, action, 'account', account_id, before, after
  from account_audit where account_id in (select account_id from role_grant where district_id = $1)
) e`;

/** The conditions of a filter, and their values from `$1`, the district, on. */
function conditionsOf(districtId: string, filter: AuditFilter) {
  const values: unknown[] = [districtId];
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  values.push(filter.timeZone);
  // Days are local: the first instant of a day is midnight in the district's time zone.
  const midnight = (place: string) => `((${place}::date)::timestamp at time zone $2)`;
  conditions.push("$2::text is not null");
  add(filter.from, (place) => `e.at >= ${midnight(place)}`);
  add(filter.to, (place) => `e.at < ((${place}::date + 1)::timestamp at time zone $2)`);
  add(filter.actor, (place) => `coalesce(e.actor_id, e.actor_name) = ${place}`);
  add(filter.action, (place) => `e.action = ${place}`);
  add(filter.record, (place) => `e.record = ${place}`);
  add(filter.recordId, (place) => `e.record_id = ${place}`);
  const like = filter.q?.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  add(
    like && `%${like}%`,
    (place) =>
      `concat_ws(' ', e.actor_name, e.action, e.record_id, e.address, e.before::text, e.after::text) ilike ${place}`,
  );
  return { values, where: conditions.join(" and ") };
}

/** How many entries a filter leaves. */
export async function countEntries(tx: Queryable, districtId: string, filter: AuditFilter) {
  const { values, where } = conditionsOf(districtId, filter);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from ${ENTRY} where ${where}`,
    values,
  );
  return row!.n;
}

/** Entries, newest first, at most `limit`. */
export async function readEntries(
  tx: Queryable,
  districtId: string,
  filter: AuditFilter,
  { after, limit }: { after: AuditPlace | null; limit: number },
): Promise<PlacedEntry[]> {
  const { values, where } = conditionsOf(districtId, filter);
  const next = values.length + 1;
  const beyond = after
    ? `and (e.at, e.log, e.entry_id) < ($${next}::text::timestamptz, $${next + 1}, $${next + 2}::bigint)`
    : "";
  const rows = await tx.query<{
    log: "a" | "d";
    id: number;
    at: Date;
    micros: number;
    actor_id: string | null;
    actor_name: string;
    via: AuditEntry["via"];
    address: string | null;
    action: string;
    record: string;
    record_id: string;
    record_name: string | null;
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
  }>(
    `select e.log, e.entry_id as id, e.at, (extract(epoch from e.at) * 1000000)::bigint as micros,
       e.actor_id, e.actor_name, e.via, e.address, e.action, e.record, e.record_id,
       coalesce(f.name, a.login_name) as record_name, e.before, e.after
     from ${ENTRY}
     left join facility f on e.record = 'facility' and f.district_id = $1 and f.facility_id = e.record_id
     left join account a on e.record = 'account' and a.account_id = e.record_id
     where ${where} ${beyond}
     order by e.at desc, e.log desc, e.entry_id desc limit ${limit}`,
    after ? [...values, instantOf(after.micros), after.log, after.id] : values,
  );
  return rows.map((row) => ({
    place: { micros: row.micros, log: row.log, id: row.id },
    entry: {
      entryId: `${row.log}${row.id}`,
      at: row.at.toISOString(),
      actorId: row.actor_id,
      actorName: row.actor_name,
      via: row.via,
      address: row.address,
      action: row.action,
      record: row.record,
      recordId: row.record_id,
      recordName: row.record_name,
      before: row.before,
      after: row.after,
    },
  }));
}

/** A moment to the microsecond, which a Date does not hold. */
const instantOf = (micros: number) =>
  new Date(Math.floor(micros / 1000))
    .toISOString()
    .replace("Z", `${String(micros % 1000).padStart(3, "0")}Z`);

/** What there is to choose from: actors by id, or by name where they have none. */
export async function readChoices(tx: Queryable, districtId: string) {
  const actors = await tx.query<{ value: string; name: string; count: number }>(
    `select coalesce(actor_id, actor_name) as value, (array_agg(actor_name order by at desc))[1] as name,
       count(*)::int as count
     from ${ENTRY} group by 1 order by 3 desc, 1`,
    [districtId],
  );
  const counted = (column: "action" | "record") =>
    tx.query<{ value: string; count: number }>(
      `select ${column} as value, count(*)::int as count from ${ENTRY} group by 1 order by 1`,
      [districtId],
    );
  return { actors, actions: await counted("action"), records: await counted("record") };
}
