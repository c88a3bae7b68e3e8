import type { Queryable } from "../store/database.ts";
import { ImportFailure } from "./failure.ts";

/** Numbers that a refusal lists. */
const LISTED = 20;

/**
 * Refuses to take back an import when one of its complaints has gone on living: something happened to it that is not
 * of this import.
 *
 * @throws {ImportFailure} with the numbers.
 */
export async function refuseLiving(tx: Queryable, districtId: string, importId: string) {
  const rows = await tx.query<{ number: string; count: number }>(
    `select t.number, count(*) over ()::int as count from import_change c
     join complaint t on t.district_id = $1 and t.complaint_id = c.record_id
     where c.district_id = $1 and c.import_id = $2 and c.record = 'complaint' and exists (
       select 1 from complaint_event e
       where e.district_id = $1 and e.complaint_id = c.record_id
         and e.sequence > (
           select coalesce(max(own.sequence), 0) from complaint_event own
           where own.district_id = $1 and own.complaint_id = c.record_id and own.data ->> 'importId' = $2
         ))
     order by t.number limit ${LISTED}`,
    [districtId, importId],
  );
  const [first] = rows;
  if (!first) return;
  const { count } = first;
  const more = count > rows.length ? ` and ${count - rows.length} more` : "";
  throw new ImportFailure(
    `Import ${importId} cannot be taken back: something has happened since to ${count} of its complaints: ${rows.map(({ number }) => number).join(", ")}${more}. What happened to a complaint is never lost; later imports are taken back first.`,
  );
}

/**
 * Takes an import's own events out of the timelines of its complaints; nothing where it brought none.
 *
 * @returns the reporters that came with complaints that it added.
 */
export async function takeBackEvents(
  tx: Queryable,
  districtId: string,
  importId: string,
): Promise<string[]> {
  const some = await tx.query(
    `select 1 from import_change
     where district_id = $1 and import_id = $2 and record = 'complaint' limit 1`,
    [districtId, importId],
  );
  if (some.length === 0) return [];
  const reporters = await tx.query<{ id: string }>(
    `select distinct t.reporter_id as id from import_change c
     join complaint t on t.district_id = $1 and t.complaint_id = c.record_id
     where c.district_id = $1 and c.import_id = $2 and c.record = 'complaint' and c.before is null
       and t.reporter_id is not null`,
    [districtId, importId],
  );
  await tx.query(
    `with gone as (
       delete from complaint_event e using import_change c
       where e.district_id = $1 and c.district_id = $1 and c.import_id = $2 and c.record = 'complaint'
         and e.complaint_id = c.record_id and e.data ->> 'importId' = $2
       returning e.complaint_id
     ), counted as (select complaint_id, count(*)::int as n from gone group by complaint_id)
     update complaint t set events = t.events - counted.n from counted
     where t.district_id = $1 and t.complaint_id = counted.complaint_id`,
    [districtId, importId],
  );
  return reporters.map(({ id }) => id);
}

/** Erases who complained where no complaint is left of them, and keeps that it was done. */
export async function eraseReporters(tx: Queryable, districtId: string, ids: readonly string[]) {
  if (ids.length === 0) return;
  await tx.query(
    `with gone as (
       delete from reporter r where r.district_id = $1 and r.reporter_id = any ($2) and not exists (
         select 1 from complaint c where c.district_id = $1 and c.reporter_id = r.reporter_id
       ) returning r.reporter_id
     )
     insert into reporter_erasure (district_id, reporter_id, reason)
     select $1, reporter_id, '撤回导入 import taken back' from gone
     on conflict (district_id, reporter_id) do nothing`,
    [districtId, ids],
  );
}
