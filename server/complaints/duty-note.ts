import { COMPLAINT_LIFE, type ComplaintState, OPEN_STATES } from "../../data/complaint-life.ts";
import type { Queryable } from "../store/database.ts";
import type { DutyNote } from "./duty-schema.ts";

/** What is due within this many hours is about to be late. */
export const SOON_HOURS = 24;

const LONGEST_LIST = 100;

/** The steps that settle a complaint, of whatever kind. */
const SETTLING: readonly string[] = [
  ...new Set(
    COMPLAINT_LIFE.kinds
      .flatMap(({ steps }) => steps)
      .filter(({ to }) => to === "settled")
      .map(({ action }) => action),
  ),
];

const STATE_ORDER = COMPLAINT_LIFE.states.map(({ id }) => id);

type Period = { readonly from: Date; readonly until: Date };

/**
 * What happened in a period, and what is open, late and about to be late at an instant.
 *
 * Confidential complaints are told in totals alone, and nothing is about a reporter.
 *
 * @param period  from its first instant up to its last, which is no longer part of it.
 */
export async function readNote(
  tx: Queryable,
  districtId: string,
  period: Period,
  now: Date,
): Promise<DutyNote> {
  const soonAt = new Date(now.getTime() + SOON_HOURS * 3_600_000);
  return {
    from: period.from.toISOString(),
    until: period.until.toISOString(),
    at: now.toISOString(),
    taken: await readHappened(tx, districtId, period, ["register"]),
    settled: await readHappened(tx, districtId, period, SETTLING),
    reopened: await readHappened(tx, districtId, period, ["reopen"]),
    units: await readUnitSteps(tx, districtId, period),
    open: await readOpen(tx, districtId),
    late: await readWaiting(tx, districtId, null, now),
    soon: await readWaiting(tx, districtId, now, soonAt),
  };
}

/** Complaints to which something was done, each once, by how they came. */
async function readHappened(
  tx: Queryable,
  districtId: string,
  { from, until }: Period,
  actions: readonly string[],
): Promise<DutyNote["taken"]> {
  const rows = await tx.query<{ channel: string | null; isHidden: boolean; count: number }>(
    `select c.channel, c.is_confidential as "isHidden", count(distinct c.complaint_id)::int as count
     from complaint_event e
     join complaint c on c.district_id = e.district_id and c.complaint_id = e.complaint_id
     where e.district_id = $1 and e.at >= $2 and e.at < $3 and e.action = any($4)
     group by 1, 2 order by 3 desc, 1`,
    [districtId, from, until, actions],
  );
  const told = rows.filter(({ isHidden }) => !isHidden);
  return {
    total: sumOf(rows),
    confidential: sumOf(rows) - sumOf(told),
    byChannel: told.map(({ channel, count }) => ({ channel, count })),
  };
}

const sumOf = (rows: readonly { count: number }[]) =>
  rows.reduce((sum, { count }) => sum + count, 0);

/** The steps that each unit took, and those that the office took itself. */
async function readUnitSteps(
  tx: Queryable,
  districtId: string,
  { from, until }: Period,
): Promise<DutyNote["units"]> {
  const rows = await tx.query<{
    unitId: string | null;
    name: string | null;
    action: string;
    count: number;
  }>(
    `select e.unit_id as "unitId", u.name, e.action, count(*)::int as count
     from complaint_event e
     join complaint c on c.district_id = e.district_id and c.complaint_id = e.complaint_id
     left join unit u on u.district_id = e.district_id and u.unit_id = e.unit_id
     where e.district_id = $1 and e.at >= $2 and e.at < $3 and e.action <> 'register' and not c.is_confidential
     group by 1, 2, 3 order by 2 nulls last, 4 desc, 3`,
    [districtId, from, until],
  );
  const units = new Map<string | null, DutyNote["units"][number]>();
  for (const { unitId, name, action, count } of rows) {
    const unit = units.get(unitId) ?? { unitId, name, steps: [] };
    unit.steps.push({ action, count });
    units.set(unitId, unit);
  }
  return [...units.values()];
}

async function readOpen(tx: Queryable, districtId: string): Promise<DutyNote["open"]> {
  const rows = await tx.query<{ state: ComplaintState; isHidden: boolean; count: number }>(
    `select state, is_confidential as "isHidden", count(*)::int as count
     from complaint where district_id = $1 and state = any($2) group by 1, 2`,
    [districtId, OPEN_STATES],
  );
  const told = rows.filter(({ isHidden }) => !isHidden);
  return {
    total: sumOf(rows),
    confidential: sumOf(rows) - sumOf(told),
    byState: told
      .map(({ state, count }) => ({ state, count }))
      .sort((a, b) => STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state)),
  };
}

type Line = DutyNote["late"]["complaints"][number];

/** Open complaints that are due in a period; without its beginning, all that were due before its end. */
async function readWaiting(
  tx: Queryable,
  districtId: string,
  after: Date | null,
  before: Date,
): Promise<DutyNote["late"]> {
  const rows = await tx.query<
    Omit<Line, "dueAt"> & { dueAt: Date; isHidden: boolean; total: number; hidden: number }
  >(
    `select c.complaint_id as "complaintId", c.number, c.category, s.name as street, u.name as unit, c.state,
       c.due_step as step, c.due_at as "dueAt", c.is_confidential as "isHidden", (count(*) over ())::int as total,
       (count(*) filter (where c.is_confidential) over ())::int as hidden
     from complaint c
     left join street s on s.district_id = c.district_id and s.street_id = c.street_id
     left join unit u on u.district_id = c.district_id and u.unit_id = c.unit_id
     where c.district_id = $1 and c.due_at < $3 and ($2::timestamptz is null or c.due_at >= $2)
       and c.state = any($4)
     order by c.is_confidential, c.due_at, c.number limit $5`,
    [districtId, after, before, OPEN_STATES, LONGEST_LIST],
  );
  return {
    total: rows[0]?.total ?? 0,
    confidential: rows[0]?.hidden ?? 0,
    complaints: rows
      .filter(({ isHidden }) => !isHidden)
      .map(({ isHidden: _, total: __, hidden: ___, dueAt, ...line }) => ({
        ...line,
        dueAt: dueAt.toISOString(),
      })),
  };
}
