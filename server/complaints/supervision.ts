import { OPEN_STATES } from "../../data/complaint-life.ts";
import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import { localDay } from "../store/local-day.ts";
import type { Desk } from "./case-desk.ts";
import { readTerms } from "./case-due.ts";
import { takeStep } from "./case-step.ts";
import { maskPersonal } from "./mask.ts";
import { proposalOf } from "./supervision-proposal.ts";
import type {
  SupervisionDraft,
  SupervisionList,
  SupervisionProposals,
  SupervisionQuery,
} from "./supervision-schema.ts";
import { supervisionNumber } from "./supervision-store.ts";

type Placed = {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly unitId: string | null;
  readonly isConfidential: boolean;
};
const positionOf = ({ lng, lat }: Placed): LngLat | null =>
  lng === null || lat === null ? null : [lng, lat];
/** Confidential ones come from the store only for those named. */
const isSeen = (desk: Desk, row: Placed) =>
  row.isConfidential ||
  desk.may("complaints.all", positionOf(row)) ||
  (row.unitId !== null && desk.unitIds.has(row.unitId));

const OF_COMPLAINT = `c.complaint_id as "complaintId", c.number as "complaintNumber", c.kind, c.state, c.category,
  c.importance, c.address, c.unit_id as "unitId", u.name as unit, s.name as street, st_x(c.position) as lng,
  st_y(c.position) as lat, c.is_confidential as "isConfidential"`;
const JOINED = `
  left join unit u on u.district_id = c.district_id and u.unit_id = c.unit_id
  left join street s on s.district_id = c.district_id and s.street_id = c.street_id`;
const NAMED = `(not c.is_confidential or exists (
  select 1 from complaint_confidant f
  where f.district_id = c.district_id and f.complaint_id = c.complaint_id and f.account_id = $2))`;

type Stored = Omit<
  SupervisionList["supervisions"][number],
  "number" | "issuedAt" | "answeredAt" | "status"
> &
  Placed & {
    readonly year: number;
    readonly count: number;
    readonly issuedAt: Date;
    readonly answeredAt: Date | null;
  };

/** Rows of one answer; whoever wants more asks for a year. */
const MOST = 2_000;

/** Supervisions of a year, with how each stands today. */
export async function supervisionList(
  desk: Desk,
  { status: wanted, year }: SupervisionQuery,
): Promise<SupervisionList> {
  const { tx, districtId, actor, now, timeZone } = desk;
  const today = localDay(now, timeZone);
  const rows = await tx.query<Stored>(
    `select p.year, p.count, p.term, e.at as "issuedAt", e.actor_name as "issuedBy", e.data ->> 'words' as words,
       p.answered_at as "answeredAt", a.actor_name as "answeredBy", a.data ->> 'words' as answer, ${OF_COMPLAINT}
     from supervision p
     join complaint c on c.district_id = p.district_id and c.complaint_id = p.complaint_id
     join complaint_event e on e.district_id = p.district_id and e.complaint_id = p.complaint_id
       and e.sequence = p.sequence
     left join complaint_event a on a.district_id = p.district_id and a.complaint_id = p.complaint_id
       and a.sequence = p.answered_sequence
     ${JOINED}
     where p.district_id = $1 and ${NAMED} and ($3::integer is null or p.year = $3)
     order by p.year desc, p.count desc limit ${MOST + 1}`,
    [districtId, actor.accountId, year ?? null],
  );
  if (rows.length > MOST)
    throw new DomainError("limit-exceeded", `More than ${MOST} supervisions: ask for one year`);
  const all = rows
    .filter((row) => isSeen(desk, row))
    .map(({ year, count, issuedAt, answeredAt, unitId, lng, lat, ...row }) => ({
      ...row,
      number: supervisionNumber(year, count),
      status: statusOf({ answeredAt, term: row.term, state: row.state }, today),
      words: maskPersonal(row.words ?? "").text,
      answer: row.answer && maskPersonal(row.answer).text,
      ...{ issuedAt: issuedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null },
    }));
  const counts = { open: 0, late: 0, answered: 0, lapsed: 0 };
  for (const { status } of all) counts[status]++;
  return {
    ...{ districtId, status: wanted ?? null, year: year ?? null, today, counts },
    supervisions: all.filter(({ status }) => wanted === undefined || status === wanted),
  };
}

/** One merged into another complaint is answered with that one, so nobody waits for it any more. */
function statusOf(
  { answeredAt, term, state }: { answeredAt: Date | null; term: string; state: string },
  today: string,
): keyof SupervisionList["counts"] {
  if (answeredAt) return "answered";
  if (state === "merged") return "lapsed";
  return term < today ? "late" : "open";
}

type Overdue = Omit<SupervisionProposals["proposals"][number], "reasons" | "dueAt" | "dueFrom"> &
  Placed & { readonly dueFrom: Date | null; readonly dueAt: Date | null };

const MOST_LOOKED_AT = 5_000;
const MOST_PROPOSED = 200;

/** Complaints that should be put under supervision, the most pressing first. */
export async function supervisionProposals(desk: Desk): Promise<SupervisionProposals> {
  const { tx, districtId, actor, now, timeZone } = desk;
  const { deadlines } = await readTerms(tx, districtId, timeZone);
  const rows = await tx.query<Overdue>(
    `select ${OF_COMPLAINT}, c.due_step as "dueStep", c.due_from as "dueFrom", c.due_at as "dueAt", c.reopened
     from complaint c ${JOINED}
     where c.district_id = $1 and ${NAMED} and c.state = any($3) and c.due_at is not null
       and (c.due_at < $4 or c.reopened >= 2)
       and not exists (select 1 from supervision p
         where p.district_id = c.district_id and p.complaint_id = c.complaint_id and p.answered_at is null)
     order by c.due_at limit ${MOST_LOOKED_AT}`,
    [districtId, actor.accountId, OPEN_STATES, now],
  );
  const ranked = rows
    .filter(
      (row) =>
        isSeen(desk, row) &&
        (row.isConfidential || desk.may("complaints.supervise", positionOf(row))),
    )
    .map((row) => ({ row, ...proposalOf(row, deadlines, now) }))
    .sort((a, b) => b.rank - a.rank);
  return {
    ...{ districtId, at: now.toISOString(), total: ranked.length },
    proposals: ranked.slice(0, MOST_PROPOSED).map(({ row, reasons }) => {
      const { unitId, lng, lat, dueFrom, dueAt, ...rest } = row;
      const iso = (at: Date | null) => at?.toISOString() ?? null;
      return { ...rest, reasons, dueFrom: iso(dueFrom), dueAt: iso(dueAt) };
    }),
  };
}

/**
 * Issues supervision of several complaints, each under its own number: all or none.
 *
 * What else happens to them meanwhile is no reason against it, so no version is asked for.
 *
 * @throws {DomainError} as `takeStep`, for the first that cannot be supervised.
 */
export async function issueSupervisions(desk: Desk, draft: SupervisionDraft): Promise<string[]> {
  const { tx, districtId } = desk;
  const ids = [...new Set(draft.complaintIds)];
  // all of them first and in one order: whoever works on one waits here, and nobody waits for each other in a circle
  await tx.query(
    `select 1 from complaint where district_id = $1 and complaint_id = any($2) order by complaint_id for update`,
    [districtId, ids],
  );
  const { term, words } = draft;
  const told: string[] = [];
  for (const id of ids) {
    const { number } = await takeStep(desk, id, null, { action: "supervise", term, words });
    told.push(number);
  }
  return told;
}
