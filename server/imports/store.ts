import type { Geometry } from "geojson";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { ewktOf } from "./ewkt.ts";
import type { RowFault } from "./failure.ts";
import type { ImportRecord, RecordTable, RecordValue } from "./record.ts";
import { fingerprintOf, stateOf, TABLE_ORDER, TABLES, UNIQUE } from "./tables.ts";

/** Records in one statement: about a megabyte. */
const CHUNK = 2_000;

/** Beyond so many changed records a reader reloads the kind instead of each. */
const MAX_CHANGE_IDS = 2_000;

const isGeometry = (value: RecordValue): value is Geometry =>
  typeof value === "object" && value !== null && "coordinates" in value;

/** Records as the statement's JSON: one object each, geometry as text PostGIS reads. */
const toJson = (records: readonly ImportRecord[]) =>
  JSON.stringify(
    records.map(({ id, values }) => ({
      id,
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          isGeometry(value) ? ewktOf(value) : value,
        ]),
      ),
    })),
  );

/** Records in lots that one statement can write: the same table, the same columns, not too many. */
function lotsOf(records: readonly ImportRecord[]) {
  const byColumns = new Map<string, ImportRecord[]>();
  for (const record of records) {
    const key = `${TABLE_ORDER.indexOf(record.table)} ${Object.keys(record.values).sort().join(" ")}`;
    const lot = byColumns.get(key);
    if (lot) lot.push(record);
    else byColumns.set(key, [record]);
  }
  return [...byColumns]
    .sort(([a], [b]) => Number(a[0]) - Number(b[0]))
    .flatMap(([, all]) =>
      Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) =>
        all.slice(i * CHUNK, (i + 1) * CHUNK),
      ),
    );
}

/**
 * Which records cannot be written because another record, from elsewhere, already has their number.
 *
 * @returns a fault for each, by the id of the record.
 */
export async function readClashes(
  tx: Queryable,
  districtId: string,
  records: readonly ImportRecord[],
): Promise<Map<string, RowFault>> {
  const faults = new Map<string, RowFault>();
  for (const lot of lotsOf(records)) {
    const { table } = lot[0]!;
    const unique = UNIQUE[table];
    if (!unique) continue;
    const { id, columns } = TABLES[table];
    const typed = unique.map((name) => `${name} ${columns[name]}`).join(", ");
    const same = unique.map((name) => `t.${name} = i.${name}`).join(" and ");
    const rows = await tx.query<{ id: string; other: string; source: string | null }>(
      `select i.id, t.${id} as other, t.source
         from jsonb_to_recordset($2::jsonb) as i(id text, ${typed})
         join ${table} t on t.district_id = $1 and ${same} and t.${id} <> i.id`,
      [districtId, toJson(lot)],
    );
    const recordById = new Map(lot.map((record) => [record.id, record]));
    for (const { id: clashing, other, source } of rows) {
      const record = recordById.get(clashing)!;
      const remedy = `The register already has this number in ${other}, from ${source ?? "elsewhere"}: give another, or import with --source ${source ?? "NAME"} if it is the same.`;
      const field = unique.at(-1) === "valid_from" ? "code" : unique.at(-1)!;
      const value = String(record.values[field]);
      faults.set(clashing, { row: record.row, field, value, remedy });
    }
  }
  return faults;
}

/**
 * Writes records: new ones are added, others changed where they differ, and each change is noted so that it can be
 * taken back.
 *
 * @param records  each once; `import_run` of `importId` exists.
 * @param onProgress  called with the records done so far.
 * @returns how many were written; the others were already so.
 */
export async function writeRecords(
  tx: Queryable,
  districtId: string,
  importId: string,
  records: readonly ImportRecord[],
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  const changed = new Map<RecordTable, string[]>();
  let [done, written] = [0, 0];
  for (const lot of lotsOf(records)) {
    const { table } = lot[0]!;
    const ids = await writeLot(tx, { districtId, importId, after: written }, lot);
    changed.set(table, [...(changed.get(table) ?? []), ...ids]);
    written += ids.length;
    done += lot.length;
    onProgress(done);
  }
  for (const [table, ids] of changed) await noteChange(tx, districtId, table, ids);
  return written;
}

/** Tells readers of a table what has changed; nothing when nothing has. */
export async function noteChange(
  tx: Queryable,
  districtId: string,
  table: RecordTable,
  ids: readonly string[],
) {
  if (ids.length === 0) return;
  await recordChange(tx, districtId, table, ids.length > MAX_CHANGE_IDS ? [] : ids);
}

/**
 * Withdraws edges that their line no longer has, because it was split or drawn otherwise: a street would lie twice.
 *
 * Edges that a cleaning route uses stay, since withdrawing them would shorten the route without anybody being told.
 *
 * @param lines  keys of the lines as the file draws them now.
 * @param after  the last sequence number of the import so far.
 * @returns how many went, and how many stay because of a cleaning route.
 */
export async function withdrawEdges(
  tx: Queryable,
  run: Run,
  redrawn: { readonly source: string; readonly lines: readonly string[] },
  records: readonly ImportRecord[],
) {
  const kept = records.filter(({ table }) => table === "street_edge").map(({ id }) => id);
  const rows = await tx.query<{ edge_id: string; is_used: boolean }>(
    `select t.edge_id, exists (
              select 1 from cleaning_route_edge r where r.district_id = $1 and r.edge_id = t.edge_id
            ) as is_used
       from street_edge t
      where t.district_id = $1 and t.source = $2
        and regexp_replace(t.source_key, '/[^/]*$', '') in (select unnest($3::text[]))
        and t.edge_id not in (select unnest($4::text[]))`,
    [run.districtId, redrawn.source, redrawn.lines, kept],
  );
  const gone = rows.filter(({ is_used }) => !is_used).map(({ edge_id }) => edge_id);
  await tx.query(
    `with gone as (
       delete from street_edge t where t.district_id = $1 and t.edge_id = any ($3)
       returning t.edge_id as id, ${stateOf("street_edge", "t")} as before
     )
     insert into import_change (district_id, import_id, sequence, record, record_id, before)
     select $1, $2, $4::bigint + row_number() over (order by id), 'street_edge', id, before from gone`,
    [run.districtId, run.importId, gone, run.after],
  );
  await noteChange(tx, run.districtId, "street_edge", gone);
  return { withdrawn: gone.length, keptForRoutes: rows.length - gone.length };
}

type Run = { districtId: string; importId: string; after: number };

async function writeLot(tx: Queryable, run: Run, lot: readonly ImportRecord[]) {
  const { table, values } = lot[0]!;
  const { id, columns } = TABLES[table];
  const names = Object.keys(values);
  // Attributes are merged: a file that does not know the opening hours does not erase them.
  const wanted = (name: string) =>
    name === "attributes" ? "coalesce(e.attributes, '{}') || i.attributes" : `i.${name}`;
  const updates = names.map((name) => `${name} = excluded.${name}`);
  if (table === "facility") updates.push("updated_at = now()");
  if (table === "facility" || table === "complaint") updates.push("revision = t.revision + 1");
  const rows = await tx.query<{ record_id: string }>(
    `with incoming as materialized (
       select * from jsonb_to_recordset($3::jsonb)
         as r(id text, ${names.map((name) => `${name} ${columns[name]}`).join(", ")})
     ), old as materialized (
       select e.${id} as id, ${stateOf(table, "e")} as before
         from ${table} e join incoming i on i.id = e.${id} where e.district_id = $1
     ), written as (
       insert into ${table} as t (district_id, ${id}, ${names.join(", ")})
       select $1, i.id, ${names.map(wanted).join(", ")}
         from incoming i left join ${table} e on e.district_id = $1 and e.${id} = i.id
        where e.${id} is null
           or (${names.map((name) => `e.${name}`).join(", ")})
              is distinct from (${names.map(wanted).join(", ")})
       on conflict (district_id, ${id}) do update set ${updates.join(", ")}
       returning t.${id} as id, ${fingerprintOf(table, "t")} as fingerprint
     )
     insert into import_change (district_id, import_id, sequence, record, record_id, before, after)
     select $1, $2, $4::bigint + row_number() over (order by w.id), $5, w.id, old.before,
            jsonb_build_object('fingerprint', w.fingerprint)
       from written w left join old on old.id = w.id
     returning record_id`,
    [run.districtId, run.importId, toJson(lot), run.after, table],
  );
  return rows.map(({ record_id }) => record_id);
}
