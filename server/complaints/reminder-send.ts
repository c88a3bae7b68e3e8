import { recordAudits, SERVER_ACTOR } from "../store/audit.ts";
import type { Database, Queryable } from "../store/database.ts";
import { readTerms, type Terms } from "./case-due.ts";
import { recordCaseChange } from "./case-store.ts";
import { writeReminderEvents } from "./case-write.ts";
import { type Remindable, type Reminder, remindersOf, TOLD_STEP } from "./reminder-levels.ts";

/** Reminders written in one transaction: short enough that nobody waits for it. */
const BATCH = 200;
/** Batches of one round, so that the first round over old complaints leaves the database to others too. */
const BATCHES = 20;

type Candidate = Remindable & {
  readonly complaintId: string;
  readonly isConfidential: boolean;
  readonly events: number;
  /** Levels already told, each as `key` writes it. */
  readonly told: readonly string[];
};
type Watched = { readonly districtId: string; readonly timeZone: string };

const key = ({ level, dueStep, dueAt }: Reminder) => `${level} ${dueStep} ${dueAt.getTime()}`;

/** Reminders of a complaint that have not gone out. */
function untold(candidate: Candidate, { deadlines }: Terms, now: Date) {
  const told = new Set(candidate.told);
  return remindersOf(candidate, deadlines, now).filter((reminder) => !told.has(key(reminder)));
}

const COLUMNS = `c.complaint_id as "complaintId", c.kind, c.importance, c.received_at as "receivedAt",
  c.due_step as "dueStep", c.due_from as "dueFrom", c.due_at as "dueAt", c.is_confidential as "isConfidential",
  c.events,
  (select coalesce(array_agg(r.level || ' ' || r.due_step || ' ' || round(extract(epoch from r.due_at) * 1000)::bigint),
     '{}') from complaint_reminder r
   where r.district_id = c.district_id and r.complaint_id = c.complaint_id) as told`;

/** Complaints of which something may have to be said: what is due before a day that is far enough away. */
const CANDIDATES = `
  select ${COLUMNS} from complaint c
  where c.district_id = $1 and c.due_at <= $2 and not exists (
    select 1 from complaint_reminder r where r.district_id = c.district_id and r.complaint_id = c.complaint_id
      and r.due_step = c.due_step and r.due_at = c.due_at and r.level = 'late-3')
  union all
  select ${COLUMNS} from complaint c
  where c.district_id = $1 and c.kind = 'direct' and c.importance <> 'ordinary' and c.due_at > $2 and not exists (
    select 1 from complaint_reminder r where r.district_id = c.district_id and r.complaint_id = c.complaint_id
      and r.level = 'told')`;

const MINUTE_MILLISECONDS = 60_000;

/**
 * Sends the reminders of a district that are due: each level of each term once, whatever happens to the process and however
 * many of them try at once. The row of `complaint_watch` is held until the commit, and a reminder is a row of its own with
 * its event in the same transaction.
 *
 * A complaint that somebody is just writing is passed over until the next round.
 *
 * @param isOver  asked between batches.
 * @returns how many went out.
 */
export async function sendReminders(
  database: Database,
  watched: Watched,
  now: Date,
  isOver: () => boolean = () => false,
): Promise<number> {
  const { districtId, timeZone } = watched;
  const due = await database.transaction(
    async (tx) => {
      const terms = await readTerms(tx, districtId, timeZone);
      const { atMostMinutes } = terms.deadlines.soon;
      const until = new Date(now.getTime() + atMostMinutes * MINUTE_MILLISECONDS);
      const found = await tx.query<Candidate>(CANDIDATES, [districtId, until]);
      return found.filter((candidate) => untold(candidate, terms, now).length > 0);
    },
    { districtId },
  );
  let sent = 0;
  for (let from = 0; from < Math.min(due.length, BATCH * BATCHES) && !isOver(); from += BATCH) {
    const ids = due.slice(from, from + BATCH).map(({ complaintId }) => complaintId);
    const batch = await database.transaction((tx) => sendBatch(tx, watched, ids, now), {
      districtId,
    });
    if (batch === null) break; // another process is at it
    sent += batch;
  }
  return sent;
}

/** @returns null when another process holds the district. */
async function sendBatch(
  tx: Queryable,
  { districtId, timeZone }: Watched,
  complaintIds: readonly string[],
  now: Date,
): Promise<number | null> {
  const last = await holdWatch(tx, districtId);
  if (last === null) return null;
  const terms = await readTerms(tx, districtId, timeZone);
  const rows = await tx.query<Candidate>(
    `select ${COLUMNS} from complaint c where c.district_id = $1 and c.complaint_id = any($2)
     order by c.complaint_id for update of c skip locked`,
    [districtId, complaintIds],
  );
  // what was told is read anew only by those that hold the row, and so nobody told it since
  const reminders = rows.flatMap((row) =>
    untold(row, terms, now).map((reminder, nth) => ({
      ...{ ...reminder, complaintId: row.complaintId, isConfidential: row.isConfidential },
      sequence: row.events + 1 + nth,
    })),
  );
  if (reminders.length === 0) return 0;
  const told = reminders.map((reminder, nth) => ({ ...reminder, number: last + 1 + nth }));
  await writeReminderEvents(
    tx,
    districtId,
    told.map(({ complaintId, sequence, level, dueStep, dueAt }) => ({
      ...{ complaintId, sequence, at: now },
      data: dueStep === TOLD_STEP ? { level } : { level, dueStep, dueAt: dueAt.toISOString() },
    })),
  );
  await tx.query(
    `insert into complaint_reminder (district_id, complaint_id, due_step, due_at, level, number, sequence, at)
     select $1, complaint_id, due_step, due_at, level, number, sequence, $3
     from jsonb_to_recordset($2::jsonb) as r (complaint_id text, due_step text, due_at timestamptz, level text,
       number bigint, sequence integer)`,
    [
      districtId,
      JSON.stringify(
        told.map(({ complaintId, dueStep, dueAt, level, number, sequence }) => ({
          ...{
            complaint_id: complaintId,
            due_step: dueStep,
            due_at: dueAt,
            level,
            number,
            sequence,
          },
        })),
      ),
      now,
    ],
  );
  await tx.query("update complaint_watch set reminders = $2 where district_id = $1", [
    districtId,
    last + told.length,
  ]);
  await recordAudits(
    tx,
    districtId,
    told.map(({ complaintId, level, dueStep, isConfidential }) => ({
      ...{ actor: SERVER_ACTOR, action: "complaint.remind", record: "complaint" },
      ...{ recordId: complaintId, before: null, after: { level, dueStep } },
      personal: isConfidential ? ["level", "dueStep"] : [],
    })),
  );
  await recordCaseChange(tx, districtId, [...new Set(told.map(({ complaintId }) => complaintId))]);
  return told.length;
}

/**
 * Holds the district's watch until the commit.
 *
 * @returns the number of the last reminder; null when another process holds it.
 */
export async function holdWatch(tx: Queryable, districtId: string): Promise<number | null> {
  await tx.query("insert into complaint_watch (district_id) values ($1) on conflict do nothing", [
    districtId,
  ]);
  const [row] = await tx.query<{ reminders: number }>(
    "select reminders from complaint_watch where district_id = $1 for update skip locked",
    [districtId],
  );
  return row?.reminders ?? null;
}
