import { PERSONAL_VALUE } from "../../data/audit-fields.ts";
import { COMMAND_ACTOR } from "../store/audit.ts";
import type { Queryable } from "../store/database.ts";
import { differing } from "./audit.ts";

/** Columns of a complaint under the names that its own steps have in the trail. */
const COLUMNS = {
  number: "number",
  state: "state",
  channel: "channel",
  category: "category",
  importance: "importance",
  streetId: "street_id",
  facilityId: "facility_id",
  unitId: "unit_id",
  into: "duplicate_of",
  receivedAt: "received_at",
  settledAt: "settled_at",
};

/** SQL of what the trail tells of a complaint: never what was said or where the door is, only that it was written. */
const fieldsOf = (alias: string) =>
  `case when ${alias}.number is not null then jsonb_strip_nulls(jsonb_build_object(
     ${Object.entries(COLUMNS)
       .map(([name, column]) => `'${name}', ${alias}.${column}`)
       .join(", ")},
     'text', case when ${alias}.text <> '' then '${PERSONAL_VALUE}' end,
     'address', case when ${alias}.address is not null then '${PERSONAL_VALUE}' end,
     'hasReporter', case when ${alias}.reporter_id is not null then true end)) end`;

/**
 * Writes down what an import does to each complaint, in one statement.
 *
 * @param action  `complaint.import` after it was written, `complaint.import-undo` before it is taken back.
 */
export async function auditComplaints(
  tx: Queryable,
  districtId: string,
  importId: string,
  action: "complaint.import" | "complaint.import-undo",
) {
  const [before, after] = action === "complaint.import" ? ["old", "own"] : ["own", "old"];
  await tx.query(
    `insert into audit (district_id, actor_name, via, action, record, record_id, before, after)
     select $1, $3, $4, $5, 'complaint', record_id, ${differing(before, after)}, ${differing(after, before)}
     from (
       select c.sequence, c.record_id, ${fieldsOf("b")} as old, ${fieldsOf("t")} as own
       from import_change c
       left join complaint t on t.district_id = $1 and t.complaint_id = c.record_id
       cross join lateral jsonb_populate_record(null::complaint, c.before) b
       where c.district_id = $1 and c.import_id = $2 and c.record = 'complaint'
     ) changed order by sequence`,
    [districtId, importId, COMMAND_ACTOR.name, COMMAND_ACTOR.via, action],
  );
}
