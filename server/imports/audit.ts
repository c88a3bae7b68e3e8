import { COMMAND_ACTOR, recordAudit } from "../store/audit.ts";
import type { Queryable } from "../store/database.ts";
import { FACILITY_COLUMNS } from "./rows.ts";

/** What an import, and taking it back, are called in the history of each facility. */
export const IMPORT_ACTIONS = ["facility.import", "facility.import-undo"] as const;
type ImportAction = (typeof IMPORT_ACTIONS)[number];

/** Columns of a facility under their wire names, as edits by hand name them in the trail. */
const COLUMNS = {
  kind: "kind",
  code: "code",
  name: "name",
  ...FACILITY_COLUMNS,
  status: "status",
  attributes: "attributes",
};

/** SQL of a facility's fields as the trail names them; null where there is no such row. */
const fieldsOf = (alias: string) =>
  `case when ${alias}.kind is not null then jsonb_build_object(
     ${Object.entries(COLUMNS)
       .map(([name, column]) => `'${name}', ${alias}.${column}`)
       .join(", ")},
     'position', case when ${alias}.position is not null
       then jsonb_build_array(st_x(${alias}.position), st_y(${alias}.position)) end) end`;

/** SQL of the fields of `one` in which it differs from `other`; all of them where there is no other. */
export const differing = (one: string, other: string) =>
  `case when ${one} is not null then coalesce((
     select jsonb_object_agg(key, value) from jsonb_each(${one})
     where ${other} is null or value is distinct from ${other} -> key), '{}') end`;

/**
 * Writes down what an import does to each facility, set by set: tens of thousands are one statement.
 *
 * Complaints have theirs in `complaint-audit.ts`. Other kinds of record are kept by `import_change` alone, which nobody can rewrite either.
 *
 * @param action  `facility.import` after it was written, `facility.import-undo` before it is taken back: what the
 *   store holds at that moment is what the import made of the record.
 */
export async function auditFacilities(
  tx: Queryable,
  districtId: string,
  importId: string,
  action: ImportAction,
) {
  const [before, after] = action === "facility.import" ? ["old", "own"] : ["own", "old"];
  await tx.query(
    `insert into audit (district_id, actor_name, via, action, record, record_id, before, after)
     select $1, $3, $4, $5, 'facility', record_id, ${differing(before, after)}, ${differing(after, before)}
     from (
       select c.sequence, c.record_id, ${fieldsOf("b")} as old, ${fieldsOf("f")} as own
       from import_change c
       left join facility f on f.district_id = $1 and f.facility_id = c.record_id
       cross join lateral jsonb_populate_record(null::facility, c.before) b
       where c.district_id = $1 and c.import_id = $2 and c.record = 'facility'
     ) changed order by sequence`,
    [districtId, importId, COMMAND_ACTOR.name, COMMAND_ACTOR.via, action],
  );
}

/** Writes down that a file was taken in, or taken back, with what it did in figures. */
export const auditImport = (
  tx: Queryable,
  districtId: string,
  importId: string,
  action: "import_run.write" | "import_run.undo",
  after: Readonly<Record<string, unknown>>,
) =>
  recordAudit(tx, districtId, {
    ...{ actor: COMMAND_ACTOR, action, record: "import_run", recordId: importId },
    before: null,
    after,
  });
