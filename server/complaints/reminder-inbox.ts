import type { LngLat } from "../geo/position.ts";
import type { Desk } from "./case-desk.ts";
import { isForLeaders } from "./reminder-levels.ts";
import type { ReminderInbox, ReminderQuery } from "./reminder-schema.ts";

type Row = Omit<ReminderInbox["reminders"][number], "at" | "dueAt" | "isUnread"> & {
  readonly at: Date;
  readonly dueAt: Date;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly unitId: string | null;
};

/** Unread reminders are counted so far; who has more has not looked for weeks. */
const MOST_UNREAD = 999;
const CHUNK = 500;

/** Confidential ones are for those named; the others as complaints are read. */
const INBOX = `
  select r.number, r.level, r.due_step as "dueStep", r.due_at as "dueAt", r.at, c.complaint_id as "complaintId",
    c.number as "complaintNumber", c.kind, c.category, c.importance, c.state, c.address, c.unit_id as "unitId",
    u.name as unit, s.name as street, st_x(c.position) as lng, st_y(c.position) as lat,
    c.is_confidential as "isConfidential",
    coalesce(c.due_step = r.due_step and c.due_at = r.due_at, false)
      or (r.level = 'told' and c.due_at is not null) as "isStanding"
  from complaint_reminder r
  join complaint c on c.district_id = r.district_id and c.complaint_id = r.complaint_id
  left join unit u on u.district_id = c.district_id and u.unit_id = c.unit_id
  left join street s on s.district_id = c.district_id and s.street_id = c.street_id
  where r.district_id = $1 and r.number > $2 and r.number < $3
    and case when c.is_confidential
      then exists (select 1 from complaint_confidant f
        where f.district_id = c.district_id and f.complaint_id = c.complaint_id and f.account_id = $4)
      else $5 or c.unit_id = any($6) end
  order by r.number desc limit $7`;

/** Whether somebody's inbox has a reminder that may be read in their district. */
function isMine(desk: Desk, scope: ReminderQuery["scope"], row: Row): boolean {
  const position: LngLat | null = row.lng === null || row.lat === null ? null : [row.lng, row.lat];
  const isOfUnit = row.unitId !== null && desk.unitIds.has(row.unitId);
  if (!row.isConfidential && !isOfUnit && !desk.may("complaints.all", position)) return false;
  if (scope === "all" || isOfUnit) return true;
  return !desk.may("complaints.lead", position) || isForLeaders(row.level, row.importance);
}

/** Whose inbox it is. */
type Reader = {
  readonly desk: Desk;
  /** Whether they may read complaints of other units, somewhere: only then are those looked through. */
  readonly isBeyondUnits: boolean;
};

/** Reminders of somebody's inbox between two numbers, newest first: at most `limit` and one more. */
async function readMine(
  { desk, isBeyondUnits }: Reader,
  { scope, after, before, limit }: ReminderQuery,
): Promise<Row[]> {
  const { tx, districtId, actor, unitIds } = desk;
  const mine: Row[] = [];
  for (let below = before; mine.length <= limit; ) {
    const rows = await tx.query<Row>(INBOX, [
      ...[districtId, after, below, actor.accountId, isBeyondUnits, [...unitIds], CHUNK],
    ]);
    mine.push(...rows.filter((row) => isMine(desk, scope, row)));
    if (rows.length < CHUNK) break;
    below = rows.at(-1)!.number;
  }
  return mine.slice(0, limit + 1);
}

async function readSeen({ tx, districtId, actor }: Desk): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    "select number from complaint_reminder_seen where district_id = $1 and account_id = $2",
    [districtId, actor.accountId],
  );
  return row?.number ?? 0;
}

/** The reminders of whoever asks, and how many of them they have not seen. */
export async function reminderInbox(reader: Reader, query: ReminderQuery): Promise<ReminderInbox> {
  const { desk } = reader;
  const { scope } = query;
  const seen = await readSeen(desk);
  const rows = await readMine(reader, query);
  const unseen = await readMine(reader, {
    ...{ scope, after: seen, before: Number.MAX_SAFE_INTEGER, limit: MOST_UNREAD - 1 },
  });
  return {
    ...{ districtId: desk.districtId, scope, seen, unread: unseen.length },
    reminders: rows.slice(0, query.limit).map(({ lng, lat, unitId, at, dueAt, ...row }) => ({
      ...{ ...row, at: at.toISOString() },
      dueStep: row.level === "told" ? null : row.dueStep,
      dueAt: row.level === "told" ? null : dueAt.toISOString(),
      isUnread: row.number > seen,
    })),
    isMore: rows.length > query.limit,
  };
}

/** Remembers up to which reminder somebody has seen theirs; what was seen stays so. */
export async function seeReminders({ tx, districtId, actor }: Desk, number: number) {
  const [row] = await tx.query<{ number: number }>(
    `insert into complaint_reminder_seen (district_id, account_id, number)
     select $1, $2, least($3, coalesce((select reminders from complaint_watch where district_id = $1), 0))
     on conflict (district_id, account_id)
       do update set number = greatest(complaint_reminder_seen.number, excluded.number)
     returning number`,
    [districtId, actor.accountId, number],
  );
  return { seen: row!.number };
}
