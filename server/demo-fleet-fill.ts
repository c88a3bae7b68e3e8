import { setTimeout as pause } from "node:timers/promises";
import type { DemoEntry } from "../data/demo/confirmations.ts";
import type { FleetDay, FleetDayAsked } from "../data/demo/fleet-day.ts";
import { DEMO_DISTRICT_ID } from "../data/demo/generate.ts";
import { forgetHeard } from "./cleaning/heard-store.ts";
import type { FleetDays } from "./demo-fleet-aside.ts";
import { entryRows, positionRows, recordRows, sourceOf } from "./demo-fleet-tables.ts";
import { insertRows, type Rows } from "./demo-tables.ts";
import { recordAudit, SERVER_ACTOR } from "./store/audit.ts";
import { recordChange } from "./store/changes.ts";
import type { Database, Queryable } from "./store/database.ts";
import { localDay } from "./store/local-day.ts";

/** Service records reach back so many days, positions as they were sent so many; before them they are thin. */
const [RECORD_DAYS, POSITION_DAYS] = [30, 2];
const DAY_MS = 86_400_000;
/** Night shifts end on the next day, and are confirmed after that. */
const NIGHT_MS = 6 * 3_600_000;
const CHUNK = 2_000;
/** Others get their turn at the store between two transactions. */
const PAUSE_MS = 15;

/** Up to when the program has written the parts of each day (`YYYY-MM-DD`), in epoch milliseconds. */
type Written = Readonly<Record<Part, Readonly<Record<string, number>>>>;
type Part = "records" | "entries" | "positions";
const NOTHING: Written = { records: {}, entries: {}, positions: {} };
const PARTS = ["records", "entries", "positions"] as const;

/** The setting that says what has been written; nothing reads it but this. */
export const WRITTEN_KEY = "demoFleet";

export type FleetDemo = {
  readonly anchor: Date;
  readonly timeZone: string;
  readonly written: Written;
};

/** @returns null where there is no demonstration. */
export async function readFleetDemo(tx: Queryable): Promise<FleetDemo | null> {
  const [row] = await tx.query<{ anchor: Date; timeZone: string; written: Written | null }>(
    `select d.demo_anchor as anchor, d.time_zone as "timeZone", s.value as written
     from district d left join district_setting s on s.district_id = d.district_id and s.key = $2
     where d.district_id = $1 and d.is_demo and d.demo_anchor is not null
       and exists (select 1 from vehicle v where v.district_id = d.district_id and v.vehicle_id like 'demo-v%')`,
    [DEMO_DISTRICT_ID, WRITTEN_KEY],
  );
  return row ? { ...row, written: { ...NOTHING, ...row.written } } : null;
}

/** Which day, counted from the anchor, an instant is of. */
export const dayAt = ({ anchor }: Pick<FleetDemo, "anchor">, now: Date) =>
  Math.floor((now.getTime() - anchor.getTime()) / DAY_MS);

/** The instant by which all of a day's work is over and told. */
export const endOfDay = ({ anchor }: Pick<FleetDemo, "anchor">, day: number) =>
  anchor.getTime() + (day + 1) * DAY_MS + NIGHT_MS;

/** What is written of a day so long ago. */
const partsOf = (daysBack: number, retentionDays: number) =>
  PARTS.filter((part) => part !== "positions" || daysBack < retentionDays - 1);

/** The days before the last ones of which not all is written, newest first: one may have been broken off between two parts. */
function daysToWrite(demo: FleetDemo, now: Date, retentionDays: number): number[] {
  const today = dayAt(demo, now);
  const all = Array.from({ length: RECORD_DAYS - POSITION_DAYS }, (_, i) => POSITION_DAYS + i);
  return all.flatMap((back) => {
    const day = today - back;
    const isWritten = (part: Part) =>
      (demo.written[part][nameOf(demo, day)] ?? 0) >= endOfDay(demo, day);
    return partsOf(back, retentionDays).every(isWritten) ? [] : day;
  });
}

/** Whether all of the days before was written: then nobody need be asked what happened on them. */
export const hasHistory = (demo: FleetDemo, now: Date, retentionDays: number) =>
  daysToWrite(demo, now, retentionDays).length === 0;

const nameOf = ({ anchor, timeZone }: Pick<FleetDemo, "anchor" | "timeZone">, day: number) =>
  localDay(new Date(anchor.getTime() + day * DAY_MS), timeZone);

/** Records and entries of the last days, for the transaction that writes the district; with what it has written. */
export function recentRows(
  place: Pick<FleetDemo, "anchor" | "timeZone">,
  dayOf: (asked: FleetDayAsked) => FleetDay,
  now: Date,
): { rows: Rows[]; written: Written } {
  const today = dayAt(place, now);
  const untilMs = now.getTime();
  const days = [today - 1, today];
  const told = days.map((day) => dayOf({ day, afterMs: 0, untilMs, positions: "none" }));
  const marks = Object.fromEntries(
    days.map((day) => [nameOf(place, day), Math.min(untilMs, endOfDay(place, day))]),
  );
  const rows = told.flatMap((day) => [
    ...recordRows(day, (atMs) => localDay(new Date(atMs), place.timeZone)),
    ...entryRows(day.entries),
  ]);
  return { rows: joined(rows), written: { ...NOTHING, records: marks, entries: marks } };
}

/** Tables that come twice as one. */
function joined(rows: readonly Rows[]): Rows[] {
  const byTable = new Map<string, Rows>();
  for (const one of rows) {
    const known = byTable.get(one.table);
    if (!known) byTable.set(one.table, one);
    else
      byTable.set(one.table, {
        table: one.table,
        columns: known.columns.map((column, i) => ({
          ...column,
          values: [...column.values, ...one.columns[i]!.values],
        })),
      });
  }
  return [...byTable.values()];
}

type Fill = {
  readonly database: Database;
  readonly days: FleetDays;
  readonly closing: AbortSignal;
  readonly tell: (sentence: string) => void;
  /** Older positions are not kept, and so not written. */
  readonly retentionDays: number;
};

/**
 * Writes what vehicles did and people said in the days that were not written yet, in small transactions, newest first. It goes on
 * where it was when it was broken off: a day is worked out the same again, and what is there stays.
 */
export function createFleetFill({ database, days, closing, tell, retentionDays }: Fill) {
  const districtId = DEMO_DISTRICT_ID;
  const inside = <T>(work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const sources = new Map(
    days.vehicles.map(({ vehicleId, terminal }) => [vehicleId, terminal ? sourceOf(terminal) : ""]),
  );

  async function insert({ table, columns }: Rows): Promise<number> {
    const count = columns[0]!.values.length;
    let inserted = 0;
    for (let from = 0; from < count && !closing.aborted; from += CHUNK) {
      const some = columns.map((column) => ({
        ...column,
        values: column.values.slice(from, from + CHUNK),
      }));
      inserted += await inside((tx) =>
        insertRows(tx, districtId, table, some, { isTakenSkipped: true }),
      );
      await pause(PAUSE_MS);
    }
    return inserted;
  }

  /** Writes one part of a day as far as it has come, and that it was written. @returns whether there was anything to write. */
  async function writePart(
    demo: FleetDemo,
    day: number,
    part: Part,
    untilMs: number,
    positions: FleetDayAsked["positions"],
  ): Promise<boolean> {
    const name = nameOf(demo, day);
    const current = await inside(readFleetDemo);
    const afterMs = current?.written[part][name] ?? 0;
    const endMs = Math.min(untilMs, endOfDay(demo, day));
    if (!current || afterMs >= endMs || closing.aborted) return false;
    const told = await days.day({ day, afterMs, untilMs: endMs, positions });
    const localOf = (atMs: number) => localDay(new Date(atMs), demo.timeZone);
    if (part === "records") for (const rows of recordRows(told, localOf)) await insert(rows);
    if (part === "entries") for (const rows of entryRows(told.entries)) await insert(rows);
    if (part === "positions") {
      const utc = [day, day + 1].map((one) => new Date(demo.anchor.getTime() + one * DAY_MS));
      await database.query(
        "select make_position_days($1::date, $2::date)",
        utc.map((at) => at.toISOString().slice(0, 10)),
      );
      await inside((tx) =>
        forgetHeard(
          tx,
          districtId,
          utc.map((at) => at.getTime()),
        ),
      );
      await insert(positionRows(told, (vehicleId) => sources.get(vehicleId) ?? "file"));
      const instants = utc.map((at) => at.getTime());
      await inside((tx) => forgetHeard(tx, districtId, instants));
    }
    if (closing.aborted) return false;
    await inside(async (tx) => {
      if (part === "positions" && positions === "all") await settle(tx, endMs);
      await mark(tx, name, part, endMs);
      if (part === "entries" && told.entries.length > 0)
        await recordChange(
          tx,
          districtId,
          "service_entry",
          told.entries.map(({ entryId }) => entryId),
        );
      else await recordChange(tx, districtId, "service_record", [name, nameOf(demo, day + 1)]);
    });
    return true;
  }

  /** Of what was written nothing is to be matched again, and the youngest position of each vehicle is kept apart. */
  async function settle(tx: Queryable, untilMs: number) {
    await tx.query(
      `insert into vehicle_matching (district_id, vehicle_id, settled_until)
       select district_id, vehicle_id, $2 from terminal where district_id = $1 and created_by = $3
       on conflict (district_id, vehicle_id) do update
         set settled_until = greatest(vehicle_matching.settled_until, excluded.settled_until)`,
      [districtId, new Date(untilMs), "演示数据 demonstration"],
    );
    await tx.query(
      `insert into vehicle_state (district_id, vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working, source, received_at)
       select distinct on (vehicle_id) district_id, vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working, source,
         received_at
       from position where district_id = $1 and at > $2 and at <= $3 order by vehicle_id, at desc
       on conflict (district_id, vehicle_id) do update set at = excluded.at, lng = excluded.lng, lat = excluded.lat,
         speed_kmh = excluded.speed_kmh, heading_degrees = excluded.heading_degrees, is_working = excluded.is_working,
         source = excluded.source, received_at = excluded.received_at
       where excluded.at > vehicle_state.at`,
      [districtId, new Date(untilMs - 2 * DAY_MS), new Date(untilMs)],
    );
  }

  return {
    /** Today and yesterday as far as they have come; positions before the rest, for the map. */
    async recent(now: Date): Promise<void> {
      const demo = await inside(readFleetDemo);
      if (!demo) return;
      const today = dayAt(demo, now);
      const untilMs = now.getTime();
      for (const day of [today, today - 1]) {
        await writePart(demo, day, "records", untilMs, "none");
        await writePart(demo, day, "entries", untilMs, "none");
      }
      let isWritten = false;
      for (const day of [today, today - 1])
        isWritten = (await writePart(demo, day, "positions", untilMs, "all")) || isWritten;
      // whoever looked at vehicles before did not know these positions
      if (isWritten) await inside((tx) => recordChange(tx, districtId, "vehicle", []));
      tell("Demonstration district: the vehicles of today and yesterday are there");
    },
    /** The days before. */
    async history(now: Date): Promise<void> {
      const demo = await inside(readFleetDemo);
      if (!demo) return;
      const today = dayAt(demo, now);
      let count = 0;
      for (const day of daysToWrite(demo, now, retentionDays)) {
        const name = nameOf(demo, day);
        const back = today - day;
        for (const part of partsOf(back, retentionDays))
          await writePart(demo, day, part, now.getTime(), part === "positions" ? "coarse" : "none");
        if (closing.aborted) return;
        count += 1;
        tell(
          `Demonstration district: the vehicles of ${name} are there (${back + 1} of ${RECORD_DAYS})`,
        );
      }
      if (count === 0 || closing.aborted) return;
      await inside((tx) =>
        recordAudit(tx, districtId, {
          ...{ actor: SERVER_ACTOR, action: "demo.load", record: "demo", recordId: districtId },
          ...{ before: null, after: { vehicleDays: count } },
        }),
      );
    },
    /** From now on vehicles send themselves what they do. */
    async goLive(now: Date): Promise<void> {
      const demo = await inside(readFleetDemo);
      if (!demo) return;
      const today = dayAt(demo, now);
      await inside(async (tx) => {
        for (const day of [today - 1, today])
          for (const part of ["records", "positions"] as const)
            await mark(tx, nameOf(demo, day), part, endOfDay(demo, day));
      });
    },
  };
}

/** Keeps that a part of a day was written up to an instant. */
async function mark(tx: Queryable, name: string, part: Part, untilMs: number) {
  const written = (await readFleetDemo(tx))?.written ?? NOTHING;
  const kept = Object.fromEntries(
    PARTS.map((one) => [
      one,
      latest({ ...written[one], ...(one === part && { [name]: untilMs }) }),
    ]),
  );
  await tx.query(
    `insert into district_setting (district_id, key, value) values ($1, $2, $3::jsonb)
     on conflict (district_id, key) do update set value = excluded.value`,
    [DEMO_DISTRICT_ID, WRITTEN_KEY, JSON.stringify(kept)],
  );
}

/** Writes what team leaders say while the demonstration runs, and up to when that was done. */
export async function writeEntries(
  database: Database,
  entries: readonly DemoEntry[],
  now: Date,
): Promise<void> {
  const districtId = DEMO_DISTRICT_ID;
  await database.transaction(
    async (tx) => {
      const demo = await readFleetDemo(tx);
      if (!demo) return;
      for (const { table, columns } of entryRows(entries))
        await insertRows(tx, districtId, table, columns, { isTakenSkipped: true });
      for (const { entryId, kind, enteredName, routeId, work, day, items } of entries)
        await recordAudit(tx, districtId, {
          ...{ actor: { ...SERVER_ACTOR, name: enteredName }, action: `service_entry.${kind}` },
          ...{ record: "service_entry", recordId: entryId, before: null },
          after: { entryKind: kind, routeId, work, day, sections: items.length },
        });
      const today = dayAt(demo, now);
      for (const day of [today - 1, today])
        await mark(tx, nameOf(demo, day), "entries", Math.min(now.getTime(), endOfDay(demo, day)));
      const ids = entries.map(({ entryId }) => entryId);
      if (ids.length > 0) await recordChange(tx, districtId, "service_entry", ids);
    },
    { districtId },
  );
}

/** Marks of days that are past all asking go. */
const latest = (marks: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(marks)
      .sort()
      .slice(-(RECORD_DAYS + 5)),
  );
