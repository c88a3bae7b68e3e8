import type { Queryable } from "../store/database.ts";
import type { Heard } from "./heard.ts";

const DAY_MS = 86_400_000;

/** Where it begins and ends that a vehicle is heard: what lies between says nothing more. */
const ENDS = `
  select vehicle_id as "vehicleId", at, before is null as begins, after is null as ends from (
    select vehicle_id, at,
      case when at - lag(at) over w <= make_interval(secs => $4) then 1 end as before,
      case when lead(at) over w - at <= make_interval(secs => $4) then 1 end as after
    from position where district_id = $1 and at >= $2 and at < $3
    window w as (partition by vehicle_id order by at)
  ) one where before is null or after is null order by vehicle_id, at`;

type EndRow = { vehicleId: string; at: Date; begins: boolean; ends: boolean };
type DayRow = { day: string; heard: Record<string, [number, number][]> };
/** From an instant up to before another, in epoch milliseconds. */
type Span = { readonly fromMs: number; readonly toMs: number };
type HeardBy = Map<string, [number, number][]>;

const utcDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const spanOf = (day: string): Span => {
  const fromMs = Date.parse(`${day}T00:00:00Z`);
  return { fromMs, toMs: fromMs + DAY_MS };
};

/**
 * When vehicles of a district were heard: of days that are summed up as it was then, of others by their positions.
 *
 * @param gapSeconds  between positions no farther apart than this one is heard.
 * @returns by vehicle; days of UTC that the span only touches may be there whole.
 */
export async function readHeard(
  tx: Queryable,
  districtId: string,
  { fromMs, toMs }: Span,
  gapSeconds: number,
): Promise<ReadonlyMap<string, Heard>> {
  const summed = await tx.query<DayRow>(
    "select day, heard from vehicle_heard where district_id = $1 and day between $2 and $3 order by day",
    [districtId, utcDay(fromMs), utcDay(toMs - 1)],
  );
  const parts: [fromMs: number, HeardBy][] = summed.map(({ day, heard }) => [
    spanOf(day).fromMs,
    new Map(Object.entries(heard)),
  ]);
  for (const span of spansBetween(
    { fromMs, toMs },
    summed.map(({ day }) => spanOf(day)),
  ))
    parts.push([span.fromMs, await readPositions(tx, districtId, span, gapSeconds)]);
  return joined(
    parts.sort(([a], [b]) => a - b).map(([, part]) => part),
    gapSeconds * 1000,
  );
}

/** What of a span none of some others covers, which are in order. */
function spansBetween({ fromMs, toMs }: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let reached = fromMs;
  for (const other of [...others, { fromMs: toMs, toMs }]) {
    if (other.fromMs > reached) left.push({ fromMs: reached, toMs: Math.min(other.fromMs, toMs) });
    reached = Math.max(reached, other.toMs);
  }
  return left;
}

async function readPositions(
  tx: Queryable,
  districtId: string,
  { fromMs, toMs }: Span,
  gapSeconds: number,
): Promise<HeardBy> {
  const ends = await tx.query<EndRow>(ENDS, [
    ...[districtId, new Date(fromMs), new Date(toMs), gapSeconds],
  ]);
  const heard: HeardBy = new Map();
  let beganMs = 0;
  for (const { vehicleId, at, begins, ends: isEnd } of ends) {
    if (begins) beganMs = at.getTime();
    if (!isEnd) continue;
    const own = heard.get(vehicleId);
    if (own) own.push([beganMs, at.getTime()]);
    else heard.set(vehicleId, [[beganMs, at.getTime()]]);
  }
  return heard;
}

/** Parts that follow one another as one: who was heard on both sides of midnight was heard at midnight. */
function joined(parts: readonly HeardBy[], gapMs: number): HeardBy {
  const all: HeardBy = new Map();
  for (const part of parts)
    for (const [vehicleId, times] of part) {
      const own = all.get(vehicleId) ?? [];
      all.set(vehicleId, own);
      for (const [from, to] of times) {
        const last = own.at(-1);
        if (last && from - last[1] <= gapMs) last[1] = Math.max(last[1], to);
        else own.push([from, to]);
      }
    }
  return all;
}

/** Holds off whoever sums up, until the end of the transaction; writers of positions do not wait for each other. */
const LOCK = "hashtextextended('huanwei.heard.' || $1, 0)";

/** Which of some days of UTC (`YYYY-MM-DD`) are not summed up by a gap. */
export async function daysToSumUp(
  tx: Queryable,
  districtId: string,
  days: readonly string[],
  gapSeconds: number,
): Promise<string[]> {
  const known = await tx.query<{ day: string }>(
    "select day from vehicle_heard where district_id = $1 and day = any ($2::date[]) and gap_seconds = $3",
    [districtId, days, gapSeconds],
  );
  const isKnown = new Set(known.map(({ day }) => day));
  return days.filter((day) => !isKnown.has(day));
}

/** Sums up when vehicles were heard on a day of UTC, so that it stays when their positions are gone. They must be there. */
export async function sumUpHeard(
  tx: Queryable,
  districtId: string,
  day: string,
  gapSeconds: number,
): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`, [districtId]);
  const heard = await readPositions(tx, districtId, spanOf(day), gapSeconds);
  await tx.query(
    `insert into vehicle_heard (district_id, day, gap_seconds, heard) values ($1, $2, $3, $4::jsonb)
     on conflict (district_id, day) do update set gap_seconds = excluded.gap_seconds, heard = excluded.heard`,
    [districtId, day, gapSeconds, JSON.stringify(Object.fromEntries(heard))],
  );
}

/** Positions of a past day came: it is summed up anew. To be called before they are written, in the same transaction. */
export async function forgetHeard(
  tx: Queryable,
  districtId: string,
  instants: Iterable<number>,
): Promise<void> {
  const days = [...new Set([...instants].map(utcDay))];
  if (days.length === 0) return;
  await tx.query(`select pg_advisory_xact_lock_shared(${LOCK})`, [districtId]);
  await tx.query("delete from vehicle_heard where district_id = $1 and day = any ($2::date[])", [
    ...[districtId, days],
  ]);
}
