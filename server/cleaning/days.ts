import type { Database, Queryable } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import { localDay } from "../store/local-day.ts";
import { addDays, daysOf, startOf } from "./calendar.ts";
import { type DuePass, duePasses, orderPasses, periodPasses } from "./due.ts";
import { readEvidence, readKnownUntil } from "./evidence-store.ts";
import { type DayEvidence, type Evidences, type JudgedPass, judgedPass } from "./judged.ts";
import { readWorld } from "./store.ts";
import type { World } from "./world.ts";

/** The passes that count on a local day, and what became of them. */
export type JudgedDay = { readonly day: string; readonly passes: readonly JudgedPass[] };

/** Days of a district, with all that they were judged by. */
export type Judged = {
  readonly world: World;
  readonly days: readonly JudgedDay[];
  /** Passes due within the week or month of the instant asked for, which do not count before its end. */
  readonly running: readonly JudgedPass[];
  readonly evidences: Evidences;
  readonly nowMs: number;
};

export type DaysAsked = {
  readonly first: string;
  readonly last: string;
  /** What was known then; what has happened since is left out. */
  readonly nowMs: number;
  /** With the passes of the week and month that are under way. */
  readonly isWithRunning?: boolean;
  /** With what is known of so many days before the first. */
  readonly daysBefore?: number;
};

/** After so long nothing of a day changes by itself: what does is told as a change. */
const SETTLED_MS = 36 * 3_600_000;
/** Positions of today come in all the time, and tell nobody. */
const LIVE_MS = 60_000;
/** What is open or over is said so often anew. */
const JUDGED_MS = 15_000;
/** Days kept of a district: about 0.6 MB each where 3,000 streets are swept three times. */
const MOST_DAYS = 100;

type KeptEvidence = { readonly evidence: DayEvidence; readonly readMs: number };
type KeptDay = {
  readonly judged: JudgedDay;
  readonly nowMs: number;
  /** All that it was judged by: where any of it was read anew, it is judged anew. */
  readonly by: readonly DayEvidence[];
  readonly isOver: boolean;
  /** How far positions were matched, as far as that matters. */
  readonly known: string;
};

type Kept = {
  createdAt: number;
  version: number;
  world: World;
  readonly evidence: Map<string, KeptEvidence>;
  readonly days: Map<string, KeptDay>;
};

/**
 * Days of districts as they were judged, kept until what they were judged by changes.
 *
 * A change of the kind `service_record` names the local days whose records changed (`YYYY-MM-DD`); one that names anything
 * else, or nothing, may be of any day.
 */
export function createServiceDays(database: Database) {
  const worlds = createHeld<void, World>(
    database,
    [
      ...(["cleaning_route", "vehicle", "street", "street_edge", "area"] as const),
      ...(["district_setting", "service_suspension", "service_order"] as const),
    ],
    (tx, districtId) => readWorld(tx, districtId),
  );
  const keptByDistrict = new Map<string, Kept>();
  const turns = new Map<string, Promise<unknown>>();

  async function read(tx: Queryable, districtId: string, asked: DaysAsked): Promise<Judged | null> {
    const world = await worlds.get(districtId, undefined, tx);
    if (!world) {
      keptByDistrict.delete(districtId);
      return null;
    }
    const kept = await current(tx, districtId, world);
    const known = await readKnownUntil(tx, districtId);
    return judgedDays(kept, known, asked, (first, last) =>
      readEvidence(tx, districtId, world, first, last),
    );
  }

  /** What is kept of a district, without what has changed. */
  async function current(tx: Queryable, districtId: string, world: World): Promise<Kept> {
    const [row] = await tx.query<{ createdAt: Date; version: number }>(
      `select d.created_at as "createdAt", coalesce(c.version, 0) as version
       from district d left join change_counter c using (district_id) where d.district_id = $1`,
      [districtId],
    );
    const { version } = row!; // its world was read
    const createdAt = row!.createdAt.getTime();
    const kept = keptByDistrict.get(districtId);
    if (!kept || kept.world !== world || kept.createdAt !== createdAt || version < kept.version) {
      const anew = { createdAt, version, world, evidence: new Map(), days: new Map() };
      keptByDistrict.set(districtId, anew);
      return anew;
    }
    const changed = await readChangedDays(tx, districtId, kept.version);
    if (changed === null) kept.evidence.clear();
    else for (const day of changed) kept.evidence.delete(day);
    kept.version = version;
    return kept;
  }

  return {
    /**
     * Begins its own transaction: whoever asks must not be in one.
     *
     * @returns null when there is no such district.
     */
    get(districtId: string, asked: DaysAsked): Promise<Judged | null> {
      const before = turns.get(districtId) ?? Promise.resolve();
      const turn = before
        .catch(() => {}) // whoever asked before heard of it
        .then(() =>
          database.transaction((tx) => read(tx, districtId, asked), {
            districtId,
            readOnlySnapshot: true,
          }),
        );
      turns.set(districtId, turn);
      return turn;
    },
    /** What is due in a district, and by whom. @returns null when there is no such district. */
    world: (districtId: string, tx?: Queryable) => worlds.get(districtId, undefined, tx),
  };
}
export type ServiceDays = ReturnType<typeof createServiceDays>;

/** The local days whose records or entries changed since a version; null: any may have. */
async function readChangedDays(
  tx: Queryable,
  districtId: string,
  after: number,
): Promise<readonly string[] | null> {
  const changes = await tx.query<{ kind: string; ids: string[] }>(
    `select kind, ids from change where district_id = $1 and version > $2
       and kind in ('service_record', 'service_entry', 'district')`,
    [districtId, after],
  );
  const days = new Set<string>();
  const entries: string[] = [];
  for (const { kind, ids } of changes) {
    if (kind === "district" || ids.length === 0) return null;
    if (kind === "service_entry") entries.push(...ids);
    else if (ids.every((id) => /^\d{4}-\d\d-\d\d$/.test(id))) for (const id of ids) days.add(id);
    else return null;
  }
  if (entries.length === 0) return [...days];
  const rows = await tx.query<{ day: string }>(
    "select distinct day from service_entry where district_id = $1 and entry_id = any ($2)",
    [districtId, entries],
  );
  for (const { day } of rows) days.add(day).add(addDays(day, 1)); // of a night shift the middle may lie on the next
  return [...days];
}

async function judgedDays(
  kept: Kept,
  known: ReadonlyMap<string, number>,
  asked: DaysAsked,
  read: (first: string, last: string) => Promise<DayEvidence[]>,
): Promise<Judged> {
  const { world } = kept;
  const { nowMs } = asked;
  const passesByDay = new Map(
    daysOf(asked.first, asked.last).map((day) => [day, sweptOn(world, day)]),
  );
  const today = localDay(new Date(nowMs), world.timeZone);
  const running = asked.isWithRunning
    ? periodPasses(world.routes, world.suspensions, today, calendarOf(world)).filter(isSwept)
    : [];
  const needed = new Set(daysOf(addDays(asked.first, -(asked.daysBefore ?? 0)), asked.last));
  for (const pass of [...passesByDay.values(), running].flat())
    for (const day of evidenceDays(world, pass)) needed.add(day);
  await readMissing(kept, [...needed].sort(), read);
  const evidences = evidencesOf(kept, known);
  const days = [...passesByDay].map(([day, passes]) =>
    judgedOn(kept, evidences, day, passes, nowMs),
  );
  forget(kept, needed);
  return {
    ...{ world, days, evidences, nowMs },
    running: running.map((pass) => judgedPass(world, pass, evidences, nowMs)),
  };
}

export const calendarOf = ({ timeZone, settings }: World) => ({
  ...{ timeZone, graceMinutes: settings.graceMinutes, summerMonths: settings.summerMonths },
});

/** What is due in a district on a day, of routes and of orders. */
export function dueOn(world: World, day: string): DuePass[] {
  const dayOf = (instantMs: number) => localDay(new Date(instantMs), world.timeZone);
  return [
    ...duePasses(world.routes, world.suspensions, day, calendarOf(world)),
    ...orderPasses(world.orders, dayOf, world.settings.graceMinutes).filter(
      (pass) => pass.day === day,
    ),
  ];
}

/** Rounds of collection are judged by their stops, not by the streets between. */
const isSwept = ({ work }: DuePass) => work !== "collection";
const sweptOn = (world: World, day: string) => dueOn(world, day).filter(isSwept);

/** A pass that is due, by its id; null when there is none. */
export function passOf(world: World, passId: string): DuePass | null {
  const [, day] = /:(\d{4}-\d\d-\d\d):\d+$/.exec(passId) ?? [];
  const isOwn = (pass: DuePass) => pass.passId === passId;
  if (day !== undefined) return isDay(day) ? (dueOn(world, day).find(isOwn) ?? null) : null;
  const dayOf = (instantMs: number) => localDay(new Date(instantMs), world.timeZone);
  return orderPasses(world.orders, dayOf, world.settings.graceMinutes).find(isOwn) ?? null;
}

const isDay = (day: string) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`));

function evidenceDays({ timeZone }: World, { slots }: DuePass): string[] {
  const [fromMs, toMs] = [slots[0]!.earliestMs, slots.at(-1)!.latestMs];
  return daysOf(localDay(new Date(fromMs), timeZone), localDay(new Date(toMs), timeZone));
}

/** How far positions of each vehicle were matched, up to when the passes of a day are over. */
const knownBy = ({ vehicles }: World, { knownUntil }: Evidences, untilMs: number) =>
  vehicles.map(({ vehicleId }) => Math.min(knownUntil(vehicleId), untilMs)).join(",");

async function readMissing(
  kept: Kept,
  days: readonly string[],
  read: (first: string, last: string) => Promise<DayEvidence[]>,
) {
  const { world, evidence } = kept;
  const clockMs = Date.now();
  const isGood = (day: string) => {
    const one = evidence.get(day);
    if (!one) return false;
    const isSettled = startOf(addDays(day, 1), world.timeZone) + SETTLED_MS < one.readMs;
    return isSettled || clockMs - one.readMs < LIVE_MS;
  };
  const missing = days.filter((day) => !isGood(day));
  for (const [first, last] of rangesOf(missing))
    for (const one of await read(first, last))
      evidence.set(one.day, { evidence: one, readMs: clockMs });
}

/** Days in order as ranges without a break. */
function rangesOf(days: readonly string[]): [string, string][] {
  const ranges: [string, string][] = [];
  for (const day of days) {
    const range = ranges.at(-1);
    if (range && addDays(range[1], 1) === day) range[1] = day;
    else ranges.push([day, day]);
  }
  return ranges;
}

function evidencesOf({ world, evidence }: Kept, known: ReadonlyMap<string, number>): Evidences {
  // a copy: days may be forgotten while somebody still reads
  const byDay = new Map([...evidence].map(([day, one]) => [day, one.evidence]));
  return {
    between: (fromMs, toMs) =>
      daysOf(
        localDay(new Date(fromMs), world.timeZone),
        localDay(new Date(toMs), world.timeZone),
      ).flatMap((day) => byDay.get(day) ?? []),
    knownUntil: (vehicleId) => known.get(vehicleId) ?? Number.NEGATIVE_INFINITY,
  };
}

function judgedOn(
  kept: Kept,
  evidences: Evidences,
  day: string,
  passes: readonly DuePass[],
  nowMs: number,
): JudgedDay {
  const { world } = kept;
  const fromMs = Math.min(...passes.map(({ slots }) => slots[0]!.earliestMs));
  const untilMs = Math.max(...passes.map(({ slots }) => slots.at(-1)!.latestMs));
  const by = passes.length > 0 ? evidences.between(fromMs, untilMs) : [];
  const known = knownBy(world, evidences, untilMs);
  const before = kept.days.get(day);
  if (
    before &&
    before.known === known &&
    before.by.length === by.length &&
    before.by.every((one, i) => one === by[i]) &&
    (before.isOver ? nowMs > untilMs : before.nowMs <= nowMs && nowMs - before.nowMs < JUDGED_MS)
  )
    return before.judged;
  const judged = {
    day,
    passes: passes.map((pass) => judgedPass(world, pass, evidences, nowMs)),
  };
  kept.days.set(day, { judged, nowMs, by, isOver: nowMs > untilMs, known });
  return judged;
}

/** Lets the days go that were read longest ago, but for those needed now. */
function forget({ evidence, days }: Kept, needed: ReadonlySet<string>) {
  for (const held of [evidence, days])
    for (const day of held.keys()) {
      if (held.size <= MOST_DAYS) break;
      if (!needed.has(day)) held.delete(day);
    }
}
