import { COMPLAINT_INTAKE } from "../data/complaint-intake.ts";
import {
  type ComplaintImportance,
  type ComplaintKind,
  type ComplaintState,
  OPEN_STATES,
} from "../data/complaint-life.ts";
import { lifeOf } from "../data/demo/case-life.ts";
import { unitFor } from "../data/demo/case-units.ts";
import { lifeStream } from "../data/demo/generate.ts";
import type { DemoComplaint, DemoEvent } from "../data/demo/records.ts";
import type { Queryable } from "./store/database.ts";

/** Under whom complaints of the demonstration are taken while it runs: their key is what the generator calls them. */
export const DEMO_OWNER = "demo";

/** A complaint that is not finished, as the store has it. */
type Row = {
  readonly complaintId: string;
  /** What the generator calls it; null is somebody's own. */
  readonly key: string | null;
  readonly number: string;
  readonly kind: ComplaintKind;
  readonly state: ComplaintState;
  readonly importance: ComplaintImportance;
  readonly channel: string | null;
  readonly category: string | null;
  readonly receivedAt: Date;
  readonly areaCode: string | null;
  readonly unitId: string | null;
  readonly hasContact: boolean;
  readonly isConfidential: boolean;
  readonly events: number;
  /** Events but those that the server sends by itself. */
  readonly told: number;
  readonly lastAction: string;
  readonly lastAt: Date;
};

/** A complaint with the life that was drawn for it; null once somebody has done something else with it. */
export type Scripted = Row & { readonly life: readonly DemoEvent[] | null };

const DAY_MS = 86_400_000;
/** So long after it was settled a life may go on: it is reopened, or a review is asked for. */
const AFTERMATH_DAYS: Readonly<Record<ComplaintKind, number>> = {
  direct: 10,
  petition: 45,
  proposal: 0,
};

/**
 * Complaints that may go on, each with its life.
 *
 * @param sinceUtc  By when those that were finished for good have been seen to before.
 */
export async function readScripted(
  tx: Queryable,
  districtId: string,
  sinceUtc: Date,
): Promise<Scripted[]> {
  const settledAfter = (kind: ComplaintKind) =>
    new Date(sinceUtc.getTime() - AFTERMATH_DAYS[kind] * DAY_MS);
  const rows = await tx.query<Row>(
    `select c.complaint_id as "complaintId", c.number, c.kind, c.state, c.importance, c.channel, c.category,
       coalesce(k.key, case when c.complaint_id ~ '^c([0-9]{6}|[0-9]{12})$' then c.complaint_id end) as key,
       c.received_at as "receivedAt", a.code as "areaCode", c.unit_id as "unitId", r.contact is not null as "hasContact",
       c.is_confidential as "isConfidential", c.events, e.told, e.action as "lastAction", e.at as "lastAt"
     from complaint c
     left join complaint_key k
       on k.district_id = c.district_id and k.owner = $2 and k.complaint_id = c.complaint_id
     left join area a on a.district_id = c.district_id and a.area_id = c.area_id
     left join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
     cross join lateral (
       select count(*)::int as told, (array_agg(action order by sequence desc))[1] as action, max(at) as at
       from complaint_event e
       where e.district_id = c.district_id and e.complaint_id = c.complaint_id and e.action <> 'remind') e
     where c.district_id = $1 and c.duplicate_of is null and e.told > 0 and (c.state = any ($3) or c.state = 'reviewed'
       or c.settled_at > case c.kind when 'direct' then $4::timestamptz else $5::timestamptz end)
     order by c.received_at, c.complaint_id`,
    [districtId, DEMO_OWNER, OPEN_STATES, settledAfter("direct"), settledAfter("petition")],
  );
  return rows.map((row) => ({ ...row, life: scriptOf(row) }));
}

function scriptOf(row: Row): readonly DemoEvent[] | null {
  const { key, channel, told, lastAction, lastAt } = row;
  if (key === null || channel === null) return null;
  const unit = unitFor(row.areaCode, row.category, channel);
  const life = lifeOf({ ...row, channel, unit }, lifeStream(key));
  const last = life[told - 1];
  return last?.action === lastAction && last.at.getTime() === lastAt.getTime() ? life : null;
}

/** What of a life has not happened and is to have happened by an instant. */
export const toCome = ({ life, told }: Scripted, untilUtc: Date): DemoEvent[] =>
  (life ?? []).slice(told).filter(({ at }) => at < untilUtc);

/** Which complaints of the generator were taken while it ran, and what they are called in the store. */
export async function readTaken(
  tx: Queryable,
  districtId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ key: string; id: string }>(
    `select key, complaint_id as id from complaint_key where district_id = $1 and owner = $2 and key = any ($3)
     union all select complaint_id, complaint_id from complaint where district_id = $1 and complaint_id = any ($3)`,
    [districtId, DEMO_OWNER, keys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Complaints that name no street, facility or area which is no longer in the store. */
export async function withoutLost<T extends DemoComplaint & { readonly areaId: string | null }>(
  tx: Queryable,
  districtId: string,
  complaints: readonly T[],
): Promise<T[]> {
  const rows = await tx.query<{ id: string }>(
    `select street_id as id from street where district_id = $1
     union all select facility_id from facility where district_id = $1
     union all select area_id from area where district_id = $1`,
    [districtId],
  );
  const known = new Set(rows.map(({ id }) => id));
  const kept = (id: string | null) => (id !== null && known.has(id) ? id : null);
  return complaints.map((complaint) => ({
    ...complaint,
    streetId: kept(complaint.streetId),
    facilityId: kept(complaint.facilityId),
    areaId: kept(complaint.areaId),
  }));
}

/**
 * Gives complaints the next numbers of their local days, after those that were given out meanwhile.
 *
 * Numbers that came with a file have passed no counter; they are counted past as well.
 */
export async function numbered<T extends DemoComplaint>(
  tx: Queryable,
  districtId: string,
  complaints: readonly T[],
): Promise<T[]> {
  const perDay = new Map<string, number>();
  for (const { occurredOn } of complaints)
    perDay.set(occurredOn, (perDay.get(occurredOn) ?? 0) + 1);
  const { numberPrefix, numberDigits } = COMPLAINT_INTAKE;
  const prefixOf = (day: string) => `${numberPrefix}${day.replaceAll("-", "")}`;
  const next = new Map<string, number>();
  for (const [day, count] of perDay) {
    const [row] = await tx.query<{ count: number }>(
      `insert into complaint_counter (district_id, day, count)
       select $1, $2, $3::int + coalesce(max(substr(number, length($4) + 1)::int), 0)
       from complaint where district_id = $1 and number ~ ('^' || $4 || '[0-9]{1,8}$')
       on conflict (district_id, day) do update
         set count = greatest(complaint_counter.count, excluded.count - $3::int) + $3::int
       returning count`,
      [districtId, day, count, prefixOf(day)],
    );
    next.set(day, row!.count - count + 1);
  }
  return complaints.map((complaint) => {
    const { occurredOn } = complaint;
    const count = next.get(occurredOn)!;
    next.set(occurredOn, count + 1);
    const number = prefixOf(occurredOn) + String(count).padStart(numberDigits, "0");
    return { ...complaint, number };
  });
}
