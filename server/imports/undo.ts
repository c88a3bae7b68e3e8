import type { Queryable } from "../store/database.ts";
import { DatabaseError } from "../store/database.ts";
import { auditFacilities, auditImport } from "./audit.ts";
import { auditComplaints } from "./complaint-audit.ts";
import { eraseReporters, refuseLiving, takeBackEvents } from "./complaint-undo.ts";
import { ImportFailure } from "./failure.ts";
import type { RecordTable } from "./record.ts";
import { noteChange } from "./store.ts";
import { isUntouched, TABLE_ORDER, TABLES } from "./tables.ts";

/** Records that refer to others without the database holding them to it, and would be lost or left pointing at nothing. */
const REFERENCES: Readonly<Partial<Record<RecordTable, readonly { what: string; sql: string }[]>>> =
  {
    complaint: [
      {
        what: "photographs",
        sql: "photograph_link r where r.district_id = $1 and r.subject_kind like 'complaint-%' and r.subject_id = c.record_id",
      },
    ],
    facility: [
      {
        what: "photographs",
        sql: "photograph_link r where r.district_id = $1 and r.subject_kind = 'facility' and r.subject_id = c.record_id",
      },
      {
        what: "ratings",
        sql: "rating r where r.district_id = $1 and r.subject_kind = 'facility' and r.subject_id = c.record_id",
      },
    ],
    street: [
      {
        what: "ratings",
        sql: "rating r where r.district_id = $1 and r.subject_kind = 'street' and r.subject_id = c.record_id",
      },
    ],
    street_edge: [
      {
        what: "cleaning routes",
        sql: "cleaning_route_edge r where r.district_id = $1 and r.edge_id = c.record_id",
      },
    ],
  };

/**
 * Takes one import back whole: what it added is removed, what it changed or withdrew is as it was before.
 *
 * @param tx  As owner: an import's own events and reporters go with it, which the server itself can only add.
 * @returns how many records were taken back.
 * @throws {ImportFailure} when there is no such import, it is taken back already, or later changes touched its records.
 */
export async function undoImport(tx: Queryable, districtId: string, importId: string) {
  await tx.query("set local timezone = 'UTC'");
  const [run] = await tx.query<{ undone_at: Date | null; file_name: string }>(
    "select undone_at, file_name from import_run where district_id = $1 and import_id = $2 for update",
    [districtId, importId],
  );
  if (!run) throw new ImportFailure(await unknownImport(tx, districtId, importId));
  if (run.undone_at) {
    throw new ImportFailure(`Import ${importId} was taken back on ${run.undone_at.toISOString()}.`);
  }
  await refuseLiving(tx, districtId, importId);
  for (const table of TABLE_ORDER) await refuseLaterChanges(tx, districtId, importId, table);
  await auditFacilities(tx, districtId, importId, "facility.import-undo");
  await auditComplaints(tx, districtId, importId, "complaint.import-undo");
  const reporters = await takeBackEvents(tx, districtId, importId);
  let undone = 0;
  for (const table of [...TABLE_ORDER].reverse()) {
    const ids = await undoTable(tx, districtId, importId, table);
    undone += ids.length;
    await noteChange(tx, districtId, table, ids);
  }
  await eraseReporters(tx, districtId, reporters);
  await tx.query(
    "update import_run set undone_at = now() where district_id = $1 and import_id = $2",
    [districtId, importId],
  );
  await auditImport(tx, districtId, importId, "import_run.undo", {
    fileName: run.file_name,
    undone,
  });
  return undone;
}

async function unknownImport(tx: Queryable, districtId: string, importId: string) {
  const rows = await tx.query<{ import_id: string; file_name: string }>(
    `select import_id, file_name from import_run
      where district_id = $1 and undone_at is null order by at desc limit 5`,
    [districtId],
  );
  const last = rows.map(({ import_id, file_name }) => `${import_id} (${file_name})`).join(", ");
  return `There is no import ${importId} in ${districtId}. The last ones: ${last || "none"}.`;
}

async function refuseLaterChanges(
  tx: Queryable,
  districtId: string,
  importId: string,
  table: RecordTable,
) {
  const { id } = TABLES[table];
  const changed = await tx.query<{ record_id: string; count: number }>(
    `select c.record_id, count(*) over () as count from import_change c
       left join ${table} t on t.district_id = $1 and t.${id} = c.record_id
      where c.district_id = $1 and c.import_id = $2 and c.record = $3
        and case when c.after is null then t.${id} is not null
                 else t.${id} is null or not ${isUntouched(table, "t", "(c.after->>'fingerprint')")} end
      order by c.record_id limit 3`,
    [districtId, importId, table],
  );
  if (changed.length > 0) {
    throw new ImportFailure(
      `Import ${importId} cannot be taken back: ${changed[0]!.count} of its ${table} records were changed later, e.g. ${changed.map(({ record_id }) => record_id).join(", ")}. Take the later imports back first, or correct the records by hand.`,
    );
  }
  for (const { what, sql } of REFERENCES[table] ?? []) {
    const [used] = await tx.query<{ record_id: string }>(
      `select c.record_id from import_change c
        where c.district_id = $1 and c.import_id = $2 and c.record = $3 and c.before is null
          and exists (select 1 from ${sql}) limit 1`,
      [districtId, importId, table],
    );
    if (used) {
      throw new ImportFailure(
        `Import ${importId} cannot be taken back: ${what} refer to its ${table} records, e.g. ${used.record_id}. Remove them first.`,
      );
    }
  }
}

async function undoTable(tx: Queryable, districtId: string, importId: string, table: RecordTable) {
  const { id, columns } = TABLES[table];
  const names = Object.keys(columns);
  // an import of before a column was imported says nothing of it
  const sets = names.map(
    (name) => `${name} = case when c.before ? '${name}' then b.${name} else t.${name} end`,
  );
  if (table === "facility" || table === "complaint") sets.push("revision = t.revision + 1");
  const where = "c.district_id = $1 and c.import_id = $2 and c.record = $3";
  const values = [districtId, importId, table];
  try {
    const removed = await tx.query<{ id: string }>(
      `delete from ${table} t using import_change c
        where t.district_id = $1 and t.${id} = c.record_id and c.before is null and ${where}
        returning t.${id} as id`,
      values,
    );
    const restored = await tx.query<{ id: string }>(
      `update ${table} t set ${sets.join(", ")}
         from import_change c
         cross join lateral jsonb_populate_record(null::${table}, c.before) b
        where t.district_id = $1 and t.${id} = c.record_id and c.before is not null and c.after is not null and ${where}
        returning t.${id} as id`,
      values,
    );
    const returned = await tx.query<{ id: string }>(
      `insert into ${table} (district_id, ${id}, ${names.join(", ")})
       select $1, c.record_id, ${names.map((name) => `b.${name}`).join(", ")}
         from import_change c
         cross join lateral jsonb_populate_record(null::${table}, c.before) b
        where c.before is not null and c.after is null and ${where}
        returning ${id} as id`,
      values,
    );
    return [...removed, ...restored, ...returned].map((row) => row.id);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "23503") throw error;
    throw new ImportFailure(
      `Import ${importId} cannot be taken back: later records refer to its ${table} records. Remove them first.`,
      { cause: error },
    );
  }
}
