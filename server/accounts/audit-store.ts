import { PERSONAL_VALUE } from "../../data/audit-fields.ts";
import { FACILITY_LAYERS, type FacilityKind } from "../../data/facility.ts";
import type { Queryable } from "../store/database.ts";
import { SUBJECT_OF_PHOTOGRAPH } from "../store/photograph.ts";
import type { AuditEntry, AuditQuery, NamedArea } from "./audit-schema.ts";

/** Which entries, with the district's time zone, in which days begin. */
export type AuditFilter = Pick<
  AuditQuery,
  "from" | "to" | "actor" | "action" | "record" | "recordId" | "q"
> & { readonly timeZone: string } & AuditReader;

/** Who reads: operators see what happened to every account, also names that nobody has. */
export type AuditReader = { readonly isOperator: boolean };

/** Where a page ends: entries of one moment are told apart by their log and their number. */
export type AuditPlace = { readonly micros: number; readonly log: "a" | "d"; readonly id: number };

/** An entry with where it stands. */
export type PlacedEntry = { readonly entry: AuditEntry; readonly place: AuditPlace };

/**
 * Since when a district may read what happened to an account: from the beginning where it was made here, from its first
 * role on where another district made it, and also after that role is taken. From where it signs in is only its own
 * district's to know.
 */
const READABLE = `
  select account_id, min(since) as since from (
    select account_id, '-infinity'::timestamptz as since from account where home_district = $1 or is_demo
    union all select account_id, granted_at from role_grant where district_id = $1
    union all select after ->> 'accountId', at from audit where district_id = $1 and action = 'role_grant.give'
  ) known group by account_id`;

/**
 * The district's own log (`d`) and what happened to accounts (`a`). Nobody is left out who did something here. Each
 * entry has its subject: a photograph's is its facility, a role's is whoever holds it.
 */
const entriesFor = ({ isOperator }: AuditReader) => `(
  select 'd' as log, entry_id, at, actor_id, actor_name, via, address, action, record, record_id, before, after,
    case record when 'photograph' then 'facility' when 'role_grant' then 'account' else record end as subject,
    case record when 'photograph' then ${SUBJECT_OF_PHOTOGRAPH}
      when 'role_grant' then coalesce(after, before) ->> 'accountId' else record_id end as subject_id
  from audit where district_id = $1
  union all
  select 'a', entry_id, at, actor_id, actor_name, via,
    ${isOperator ? "address" : "case when since = '-infinity' then address end"}, action, 'account', account_id,
    before, after, 'account', account_id
  from account_audit ${isOperator ? "" : `join (${READABLE}) readable using (account_id) where at >= since`}
) e`;

/** Entries with what their subjects are called. */
const namedFor = (reader: AuditReader) => `${entriesFor(reader)}
  left join facility f on e.subject = 'facility' and f.district_id = $1 and f.facility_id = e.subject_id
  left join account a on e.subject = 'account' and a.account_id = e.subject_id`;

/** A record that is gone is called what its entry says. */
const NAME = `coalesce(f.name, a.display_name, e.after ->> 'name', e.before ->> 'name', e.after ->> 'fileName')`;
const CODE = `coalesce(f.code, a.login_name, e.after ->> 'code', e.before ->> 'code')`;

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
  add(filter.recordId, (place) => `(e.record_id = ${place} or e.subject_id = ${place})`);
  const like = filter.q?.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  add(
    like && `%${like}%`,
    (place) =>
      `concat_ws(' ', e.actor_name, e.action, e.record_id, e.address, ${NAME}, ${CODE}, e.before::text,
        e.after::text) ilike ${place}`,
  );
  return { values, where: conditions.join(" and ") };
}

/** How many entries a filter leaves. */
export async function countEntries(tx: Queryable, districtId: string, filter: AuditFilter) {
  const { values, where } = conditionsOf(districtId, filter);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from ${namedFor(filter)} where ${where}`,
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
    record_code: string | null;
    subject: string;
    subject_id: string;
    kind: FacilityKind | null;
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
  }>(
    `select e.log, e.entry_id as id, e.at, (extract(epoch from e.at) * 1000000)::bigint as micros,
       e.actor_id, e.actor_name, e.via, e.address, e.action, e.record, e.record_id, e.subject, e.subject_id,
       ${NAME} as record_name, ${CODE} as record_code, f.kind, e.before, e.after
     from ${namedFor(filter)}
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
      recordCode: row.record_code,
      subject: {
        record: row.subject,
        id: row.subject_id,
        layerId: row.kind && FACILITY_LAYERS[row.kind],
      },
      ...changesIn(row.before, row.after),
    },
  }));
}

type Fields = AuditEntry["before"];

/** Both sides with the attributes among the other fields, those that stayed the same left out. */
function changesIn(before: Fields, after: Fields): { before: Fields; after: Fields } {
  const [was, is] = [flat(before), flat(after)];
  const isSame = (name: string) =>
    was && is && JSON.stringify(was[name] ?? null) === JSON.stringify(is[name] ?? null);
  const kept = (fields: Fields) =>
    fields &&
    Object.fromEntries(
      // a personal field says the same on both sides, and is there because it changed
      Object.entries(fields).filter(([name, value]) => value === PERSONAL_VALUE || !isSame(name)),
    );
  return { before: kept(was), after: kept(is) };
}

function flat(fields: Fields): Fields {
  if (!fields) return null;
  const { attributes, ...others } = fields;
  return typeof attributes === "object" && attributes !== null
    ? { ...others, ...attributes }
    : fields;
}

/** The areas that entries name by their ids, as they are or were called. */
export async function readNamedAreas(
  tx: Queryable,
  districtId: string,
  entries: readonly AuditEntry[],
): Promise<NamedArea[]> {
  const ids = entries.flatMap(({ before, after }) =>
    [before?.areaIds, after?.areaIds].flatMap((given) => (Array.isArray(given) ? given : [])),
  );
  if (ids.length === 0) return [];
  return tx.query<NamedArea>(
    `select area_id as "areaId", name, name_en as "nameEn" from area
     where district_id = $1 and area_id = any ($2) order by 1`,
    [districtId, [...new Set(ids)]],
  );
}

/** A moment to the microsecond, which a Date does not hold. */
const instantOf = (micros: number) =>
  new Date(Math.floor(micros / 1000))
    .toISOString()
    .replace("Z", `${String(micros % 1000).padStart(3, "0")}Z`);

/** What there is to choose from: actors by id, or by name where they have none. */
export async function readChoices(tx: Queryable, districtId: string, reader: AuditReader) {
  const actors = await tx.query<{ value: string; name: string; count: number }>(
    `select coalesce(actor_id, actor_name) as value, (array_agg(actor_name order by at desc))[1] as name,
       count(*)::int as count
     from ${entriesFor(reader)} group by 1 order by 3 desc, 1`,
    [districtId],
  );
  const counted = (column: "action" | "record") =>
    tx.query<{ value: string; count: number }>(
      `select ${column} as value, count(*)::int as count from ${entriesFor(reader)} group by 1 order by 1`,
      [districtId],
    );
  return { actors, actions: await counted("action"), records: await counted("record") };
}
