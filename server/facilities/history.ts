import type { z } from "@hono/zod-openapi";
import type { Queryable } from "../store/database.ts";
import { SUBJECT_OF_PHOTOGRAPH } from "../store/photograph.ts";
import type { RecordHistory } from "./edit-schema.ts";

const GREATEST_ENTRIES = 200;

/** What was done to a facility and its photographs, newest first. */
export async function readHistory(
  tx: Queryable,
  districtId: string,
  facilityId: string,
): Promise<z.infer<typeof RecordHistory>> {
  type Entry = z.infer<typeof RecordHistory>["entries"][number];
  const rows = await tx.query<{
    entry_id: number;
    at: Date;
    actor_name: string;
    via: Entry["via"];
    action: string;
    record: string;
    record_id: string;
    before: Entry["before"];
    after: Entry["after"];
    total: number;
  }>(
    `select entry_id, at, actor_name, via, action, record, record_id, before, after, count(*) over ()::int as total
     from audit
     where district_id = $1 and ((record = 'facility' and record_id = $2)
       or (record = 'photograph' and ${SUBJECT_OF_PHOTOGRAPH} = $2))
     order by entry_id desc limit $3`,
    [districtId, facilityId, GREATEST_ENTRIES],
  );
  return {
    entries: rows.map((row) => ({
      entryId: row.entry_id,
      at: row.at.toISOString(),
      actorName: row.actor_name,
      via: row.via,
      action: row.action,
      photographId: row.record === "photograph" ? row.record_id.slice(facilityId.length + 1) : null,
      before: row.before,
      after: row.after,
    })),
    total: rows[0]?.total ?? 0,
  };
}
