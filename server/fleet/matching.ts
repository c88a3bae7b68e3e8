import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../http/logging.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import type { Fix } from "./fix.ts";
import { withManner } from "./manner.ts";
import type { Gap } from "./match.ts";
import {
  type Records,
  readDrivable,
  readFixes,
  readRunEnd,
  readRunStart,
  readStandings,
  type Standing,
  writeRecords,
} from "./matching-store.ts";
import type { MatchingThread } from "./matching-thread.ts";
import type { Driven } from "./matching-work.ts";
import { fleetSetting } from "./settings.ts";

/** What was found out about a vehicle, for whoever looks for events in it. */
export type Found = {
  readonly districtId: string;
  readonly vehicleId: string;
  readonly fixes: readonly Fix[];
  readonly driven: readonly Driven[];
  readonly gaps: readonly Gap[];
  /** It lies in the past and was found before: late positions changed it. */
  readonly isAgain: boolean;
};

/** What is known of a vehicle between two looks. */
type Course = {
  /** Of the youngest position that has been matched. */
  lastMs: number;
  /** As it is in the store. */
  settledMs: number | null;
  isBegun: boolean;
  /** Positions since what was driven last, and the one before them: they say whether it works on what is still to be settled. */
  tail: readonly Fix[];
  /** When something came of it last, by the server's clock. */
  heardMs: number;
};

const TICK_MS = 2_000;
/** Rows become visible a little after the instant of receipt they carry. */
const SLACK_MS = 10_000;
/** So often at most whoever shows streets is told that records changed. */
const TELL_MS = 10_000;
/** Positions read and matched at once of one vehicle. */
const CHUNK = 5_000;
/** A run that goes on is matched again so often at most: a terminal may send every other position late. */
const REDO_MS = 20_000;
/** What comes of the past comes in parts: a course is ended no sooner than so long after the last of them. */
const REST_MS = 10_000;
/** Another process has this vehicle: it is looked at again after so long. */
const FOREIGN_MS = 60_000;

type Parts = {
  readonly database: Database;
  readonly thread: MatchingThread;
  readonly found?: (found: Found) => void | Promise<void>;
  readonly now?: () => number;
};

/**
 * Turns positions into service records, always from what is in the store: a start in the middle, a late batch and a second
 * process lead to the same records.
 *
 * Live, each vehicle's course goes on with what came since the last look. After a silence it ends, and what was likeliest
 * stands. Where positions come late, the whole run they belong to is matched again and its records are replaced.
 *
 * @returns a look at one district: matches all that came, and tells whether there was anything.
 */
export function createMatching({ database, thread, found = () => {}, now = Date.now }: Parts) {
  const courses = new Map<string, Course>();
  const foreignUntil = new Map<string, number>();
  const redoneAt = new Map<string, number>();
  const lookedAt = new Map<string, Date>();
  const changed = new Map<string, { days: Set<string>; toldMs: number }>();
  const sentNetworks = new Map<string, unknown>();
  const settings = createHeld(
    database,
    ["district_setting", "district"],
    async (tx, districtId, _: null) => {
      const [row] = await tx.query<{ timeZone: string }>(
        `select time_zone as "timeZone" from district where district_id = $1`,
        [districtId],
      );
      return { ...(await fleetSetting.read(tx, districtId)), timeZone: row!.timeZone };
    },
  );
  const networks = createHeld(
    database,
    ["street_edge", "district_setting"],
    (tx, districtId, _: null) => readDrivable(tx, districtId),
  );
  const inside = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const nameOf = (districtId: string, vehicleId: string) => `${districtId} ${vehicleId}`;

  type Place = NonNullable<Awaited<ReturnType<typeof settings.get>>> & { districtId: string };

  /** Makes sure that the thread has the streets as they are now; with new ones every course begins anew. */
  async function sendNetwork(place: Place): Promise<boolean> {
    const edges = await networks.get(place.districtId, null);
    if (!edges || edges.length === 0) return false;
    if (sentNetworks.get(place.districtId) === edges) return true;
    const { sigmaMeters, gapSeconds: silenceSeconds } = place.matching;
    await thread.run({
      ...{ name: "network", districtId: place.districtId, edges },
      settings: { sigmaMeters, silenceSeconds },
    });
    sentNetworks.set(place.districtId, edges);
    for (const name of courses.keys())
      if (name.startsWith(`${place.districtId} `)) courses.delete(name);
    return true;
  }

  /** Writes what became certain; a vehicle that another process was first with is left to it for a while. */
  async function keep(place: Place, records: Records): Promise<boolean> {
    const { districtId, timeZone } = place;
    const days = await inside(districtId, (tx) => writeRecords(tx, districtId, timeZone, records));
    const name = nameOf(districtId, records.vehicleId);
    if (!days) {
      courses.delete(name);
      foreignUntil.set(name, now() + FOREIGN_MS);
      return false;
    }
    const known = changed.get(districtId) ?? { days: new Set<string>(), toldMs: 0 };
    for (const day of days) known.days.add(day);
    changed.set(districtId, known);
    return true;
  }

  /** Matches a past run again, or the one that goes on. */
  async function redo(place: Place, standing: Standing) {
    const { districtId, matching } = place;
    const { vehicleId, redoFromMs, redoUntilMs, lastMs, settledMs } = standing;
    const { gapSeconds } = matching;
    const [fromMs, toMs] = await inside(districtId, async (tx) => [
      await readRunStart(tx, districtId, vehicleId, { atMs: redoFromMs!, gapSeconds }),
      await readRunEnd(tx, districtId, vehicleId, { atMs: redoUntilMs!, gapSeconds }),
    ]);
    const isGoingOn = toMs >= lastMs;
    const redone = { fromMs: redoFromMs!, untilMs: redoUntilMs! };
    if (isGoingOn) return begin(place, standing, { fromMs, redone });
    const fixes = await inside(districtId, (tx) =>
      readFixes(tx, districtId, vehicleId, { fromMs, toMs }),
    );
    const { driven, gaps } = await thread.run({ name: "run", districtId, fixes });
    const isKept = await keep(place, {
      ...{ vehicleId, driven: withManner(driven, fixes), anew: { fromMs, toMs } },
      ...{ settledMs: Math.max(settledMs ?? 0, toMs), knownMs: settledMs, redone },
    });
    if (!isKept) return;
    const course = courses.get(nameOf(districtId, vehicleId));
    if (course) course.settledMs = Math.max(settledMs ?? 0, toMs);
    await found({ districtId, vehicleId, fixes, driven, gaps, isAgain: true });
  }

  /** Begins a vehicle's course anew from a run's first position. */
  async function begin(
    place: Place,
    standing: Standing,
    { fromMs, redone }: { fromMs: number; redone: Records["redone"] },
  ) {
    const { districtId } = place;
    const { vehicleId, settledMs } = standing;
    const course: Course = {
      ...{ lastMs: fromMs - 1, settledMs, isBegun: false, heardMs: now() },
      tail: [],
    };
    courses.set(nameOf(districtId, vehicleId), course);
    const anew = { fromMs, toMs: standing.lastMs };
    await goOn(place, standing, course, { anew, redone });
  }

  /** Matches what came of a vehicle since the last look. */
  async function goOn(
    place: Place,
    { vehicleId, lastMs }: Standing,
    course: Course,
    first: Pick<Records, "anew" | "redone"> = { anew: null, redone: null },
  ) {
    const { districtId } = place;
    let { anew, redone } = first;
    course.heardMs = now();
    while (course.lastMs < lastMs || anew) {
      const from = course.lastMs + 1;
      const all = await inside(districtId, (tx) =>
        readFixes(tx, districtId, vehicleId, { fromMs: from, toMs: lastMs }),
      );
      const fixes = all.slice(0, CHUNK);
      const isLast = fixes.length === all.length;
      const youngestMs = fixes.at(-1)?.atMs ?? course.lastMs;
      const { driven, gaps } = await thread.run({
        ...{ name: "push", districtId, vehicleId, fixes },
        ...{ isNew: !course.isBegun, isOver: false },
      });
      course.isBegun = true;
      const certainMs = Math.max(course.settledMs ?? 0, driven.at(-1)?.toMs ?? 0, from - 1);
      const settledMs = Math.round(certainMs);
      const known = [...course.tail, ...fixes];
      const isKept = await keep(place, {
        ...{ vehicleId, driven: withManner(driven, known), anew, redone },
        ...{ settledMs, knownMs: course.settledMs },
      });
      if (!isKept) return;
      const tail = tailOf(known, driven);
      Object.assign(course, { settledMs, lastMs: youngestMs, tail });
      await found({ districtId, vehicleId, fixes, driven, gaps, isAgain: anew !== null });
      anew = null;
      redone = null;
      if (isLast) return;
    }
  }

  async function look(place: Place, standing: Standing) {
    const name = nameOf(place.districtId, standing.vehicleId);
    if ((foreignUntil.get(name) ?? 0) > now()) return;
    const course = courses.get(name);
    const isSoon = performance.now() - (redoneAt.get(name) ?? -REDO_MS) < REDO_MS;
    if (standing.redoFromMs !== null && !(course && isSoon)) {
      redoneAt.set(name, performance.now());
      return redo(place, standing);
    }
    if (course) {
      if (course.lastMs >= standing.lastMs) return end(place, standing, course);
      if (course.isBegun) return goOn(place, standing, course);
    }
    if (standing.settledMs !== null && standing.settledMs >= standing.lastMs) return;
    const { gapSeconds } = place.matching;
    const fromMs = await inside(place.districtId, (tx) =>
      standing.settledMs === null
        ? readFirst(tx, place.districtId, standing.vehicleId)
        : readRunStart(tx, place.districtId, standing.vehicleId, {
            atMs: standing.settledMs,
            gapSeconds,
          }),
    );
    return begin(place, standing, { fromMs, redone: null });
  }

  /** What was likeliest stands, once nothing came for longer than a gap. */
  async function end(place: Place, { vehicleId }: Standing, course: Course) {
    const isSilent = now() - course.lastMs > place.matching.gapSeconds * 1_000;
    if (!course.isBegun || !isSilent || now() - course.heardMs < REST_MS) return;
    const { districtId } = place;
    const { driven, gaps } = await thread.run({
      ...{ name: "push", districtId, vehicleId, fixes: [], isNew: false, isOver: true },
    });
    course.isBegun = false;
    const isKept = await keep(place, {
      ...{ vehicleId, driven: withManner(driven, course.tail), anew: null, redone: null },
      ...{ settledMs: course.lastMs, knownMs: course.settledMs },
    });
    if (!isKept) return;
    course.tail = [];
    course.settledMs = course.lastMs;
    await found({ districtId, vehicleId, fixes: [], driven, gaps, isAgain: false });
  }

  /** @param isEnding  Tells now what changed, however short ago it was told. */
  async function tell(districtId: string, isEnding = false) {
    const known = changed.get(districtId);
    if (!known || known.days.size === 0) return;
    if (!isEnding && now() - known.toldMs < TELL_MS) return;
    const days = [...known.days].sort();
    await inside(districtId, (tx) => recordChange(tx, districtId, "service_record", days));
    known.days.clear();
    known.toldMs = now();
  }

  return {
    /** Matches all that came in a district since the last look. @returns how many vehicles were looked at. */
    async look(districtId: string): Promise<number> {
      const known = await settings.get(districtId, null);
      if (!known) return 0;
      const place = { ...known, districtId };
      const begunAt = new Date(now());
      const since = lookedAt.get(districtId) ?? new Date(0);
      const fresh = await inside(districtId, (tx) => readStandings(tx, districtId, since));
      // a course that goes on has to be ended some day, though nothing comes
      const open = [...courses].filter(
        ([name, { isBegun }]) => isBegun && name.startsWith(`${districtId} `),
      );
      const freshIds = new Set(fresh.map(({ vehicleId }) => vehicleId));
      const quiet = open
        .map(([name, { lastMs, settledMs }]) => ({
          ...{ vehicleId: name.slice(districtId.length + 1), lastMs, settledMs },
          ...{ receivedAt: begunAt, redoFromMs: null, redoUntilMs: null },
        }))
        .filter(({ vehicleId }) => !freshIds.has(vehicleId));
      if (fresh.length + quiet.length === 0) return 0;
      if (!(await sendNetwork(place))) return 0;
      for (const standing of [...fresh, ...quiet]) await look(place, standing);
      lookedAt.set(districtId, new Date(begunAt.getTime() - SLACK_MS));
      await tell(districtId);
      return fresh.length;
    },
    tell: (districtId: string) => tell(districtId, true),
  };
}

/** Of positions what is still to be known once something was driven. */
function tailOf(fixes: readonly Fix[], driven: readonly Driven[]): readonly Fix[] {
  const untilMs = driven.at(-1)?.toMs;
  if (untilMs === undefined) return fixes;
  return fixes.slice(
    Math.max(
      0,
      fixes.findLastIndex(({ atMs }) => atMs <= untilMs),
    ),
  );
}

async function readFirst(tx: Queryable, districtId: string, vehicleId: string): Promise<number> {
  const [row] = await tx.query<{ at: Date | null }>(
    "select min(at) as at from position where district_id = $1 and vehicle_id = $2",
    [districtId, vehicleId],
  );
  return row?.at?.getTime() ?? 0;
}

/**
 * Looks every two seconds, until the server closes.
 *
 * @param log  Hears of what went wrong; the next look tries again.
 */
export async function runMatching({
  closing,
  log,
  ...parts
}: Parts & { readonly closing: AbortSignal; readonly log: Logger }): Promise<void> {
  const matching = createMatching(parts);
  const { database } = parts;
  while (!closing.aborted) {
    try {
      const districts = await database.query<{ id: string }>(
        "select district_id as id from district",
      );
      for (const { id } of districts) if (!closing.aborted) await matching.look(id);
    } catch (err) {
      if (!closing.aborted) log.error({ err }, "matching to streets failed");
    }
    await pause(TICK_MS, undefined, { signal: closing, ref: false }).catch(() => {});
  }
  await parts.thread.close();
}
