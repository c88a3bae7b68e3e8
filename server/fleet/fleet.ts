import { setTimeout as pause } from "node:timers/promises";
import { daysToSumUp, sumUpHeard } from "../cleaning/heard-store.ts";
import type { Logger } from "../http/logging.ts";
import type { Database, Queryable } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import type { Intake } from "./fix.ts";
import { createIntake, type Heard, type TakeFor } from "./intake.ts";
import { createJt808Counters, type Jt808Counters } from "./jt808-counters.ts";
import { createLive, type Live } from "./live.ts";
import { fleetSetting } from "./settings.ts";
import { createTerminals, type Terminals } from "./terminals.ts";

/** How positions come in, and who hears of them. */
export type Fleet = {
  readonly terminals: Terminals;
  readonly take: Intake;
  readonly takeFor: TakeFor;
  readonly live: Live;
  /** What went over JT/T 808. */
  readonly metrics: Jt808Counters;
  /** Hears of what was stored by this process, after its commit. */
  onHeard(hear: (heard: Heard) => void): void;
  close(): Promise<void>;
};

/**
 * @param retentionDays  Positions older than this are not taken.
 */
export function createFleet({
  database,
  retentionDays,
}: {
  readonly database: Database;
  readonly retentionDays: number;
}): Fleet {
  const terminals = createTerminals(database);
  const live = createLive(database);
  const hearers: ((heard: Heard) => void)[] = [live.tell];
  const settings = createHeld(database, ["district_setting"], (tx, districtId) =>
    fleetSetting.read(tx, districtId),
  );
  const limits = new Map<
    string,
    { readonly atMs: number; readonly value: ReturnType<typeof read> }
  >();
  const read = async (districtId: string) => {
    const known = await settings.get(districtId, undefined);
    if (!known) throw new RangeError(`no district ${districtId}`); // a terminal refers to one that is there
    return { ...known.intake, retentionDays };
  };
  /** Asked with every transaction of positions, which is up to hundreds of times a second. */
  const limitsOf = (districtId: string) => {
    const known = limits.get(districtId);
    if (known && performance.now() - known.atMs < LIMITS_MS) return known.value;
    const value = read(districtId);
    limits.set(districtId, { atMs: performance.now(), value });
    value.catch(() => limits.delete(districtId));
    return value;
  };
  const { take, takeFor } = createIntake({
    database,
    terminals,
    limitsOf,
    hear: (heard) => {
      for (const hear of hearers) hear(heard);
    },
  });
  return {
    ...{ terminals, take, takeFor, live, metrics: createJt808Counters() },
    onHeard: (hear) => void hearers.push(hear),
    async close() {
      live.close();
      await terminals.close();
    },
  };
}

/** A changed limit holds after so long. */
const LIMITS_MS = 5_000;
const DAY_MS = 86_400_000;
const UPKEEP_MS = 3_600_000;
const DAYS_AHEAD = 3;
const DAYS_BACK = 2;

/**
 * Once an hour makes the partitions of the days to come, sums up when vehicles were heard, and drops the days that are kept no
 * longer, until the server closes.
 */
export async function runPositionDays({
  database,
  retentionDays,
  log,
  closing,
}: {
  readonly database: Database;
  readonly retentionDays: number;
  readonly log: Logger;
  readonly closing: AbortSignal;
}): Promise<void> {
  for (let hours = 0; !closing.aborted; hours++) {
    try {
      if (hours > 0) await sumUpDays(database, new Date()); // whoever comes first after a start has the machine to themselves
      await keepDays(database, retentionDays, new Date());
    } catch (err) {
      if (!closing.aborted) log.error({ err }, "the days of positions were not kept");
    }
    await pause(UPKEEP_MS, undefined, { signal: closing, ref: false }).catch(() => {});
  }
}

const dayAfter = (now: Date, days: number) =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Makes the partitions of the days to come, and drops those of days that are kept no longer, summed up.
 *
 * @returns how many days were dropped.
 */
export async function keepDays(
  database: Database,
  retentionDays: number,
  now: Date,
): Promise<number> {
  await database.query("select make_position_days($1::date, $2::date)", [
    dayAfter(now, -DAYS_BACK),
    dayAfter(now, DAYS_AHEAD),
  ]);
  await sumUpUntil(database, dayAfter(now, -retentionDays - 1));
  const [row] = await database.query<{ dropped: number }>(
    "select drop_position_days($1::date) as dropped",
    [dayAfter(now, -retentionDays)],
  );
  return row!.dropped;
}

/** Sums up when vehicles were heard on each day that is over, as long as its positions are there. */
export const sumUpDays = (database: Database, now: Date) =>
  sumUpUntil(database, dayAfter(now, -DAYS_BACK));

async function sumUpUntil(database: Database, until: string) {
  const days = await database.query<{ day: string }>(
    `select to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'position'::regclass and right(c.relname, 8) <= to_char($1::date, 'YYYYMMDD') order by 1`,
    [until],
  );
  const over = days.map(({ day }) => day);
  const districts = await database.query<{ id: string }>("select district_id as id from district");
  for (const { id } of districts) {
    const inside = <T>(work: (tx: Queryable) => Promise<T>) =>
      database.transaction(work, { districtId: id });
    const { gapSeconds } = (await inside((tx) => fleetSetting.read(tx, id))).matching;
    const left = await inside((tx) => daysToSumUp(tx, id, over, gapSeconds));
    for (const day of left) await inside((tx) => sumUpHeard(tx, id, day, gapSeconds));
  }
}
