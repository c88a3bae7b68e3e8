import type { z } from "@hono/zod-openapi";
import type { Queryable } from "../store/database.ts";
import type { RecordHistory } from "./edit-schema.ts";

const GREATEST_ENTRIES = 200;

/** A photograph is audited as `<facility>/<photograph>`, and its id is that of its content, 64 digits. */
const PHOTOGRAPH_ID_LENGTH = 64;

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
       or (record = 'photograph' and left(record_id, -$4::int) = $2 || '/'))
     order by entry_id desc limit $3`,
    [districtId, facilityId, GREATEST_ENTRIES, PHOTOGRAPH_ID_LENGTH],
  );
  return {
    entries: rows.map((row) => ({
      entryId: row.entry_id,
      at: row.at.toISOString(),
      actorName: row.actor_name,
      via: row.via,
      action: row.action,
      photographId: row.record === "photograph" ? row.record_id.slice(-PHOTOGRAPH_ID_LENGTH) : null,
      before: row.before,
      after: row.after,
    })),
    total: rows[0]?.total ?? 0,
  };
}
