import type { Work } from "../../data/cleaning.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import { addDays, daysOf, startOf } from "./calendar.ts";
import type { Passed, Said } from "./done.ts";
import type { Heard } from "./heard.ts";
import { readHeard } from "./heard-store.ts";
import type { DayEvidence } from "./judged.ts";
import type { World } from "./world.ts";

/** Bytes of a record: from and to in microseconds since 2000, two shares, speed, and whether it worked. */
const RECORD_BYTES = 8 + 8 + 4 + 4 + 4 + 2;
const POSTGRES_EPOCH_MS = 946_684_800_000;
const SEPARATOR = "\u001f";

/** Rows would take half as long again: 300,000 of them 0.7 s, like this 0.5 s. */
const RECORDS = `
  select day, vehicle_id as "vehicleId", string_agg(edge_id, '${SEPARATOR}') as edges,
    string_agg(timestamptz_send(from_at) || timestamptz_send(to_at) || float4send(from_share) || float4send(to_share)
      || float4send(coalesce(speed_kmh, 'NaN'))
      || int2send(case when is_working then 1 when is_working is null then 2 else 0 end::smallint), ''::bytea) as records
  from service_record where district_id = $1 and day between $2 and $3
  group by day, vehicle_id`;

const ENTRIES = `
  select e.entry_id as "entryId", e.kind, e.work, e.route_id as "routeId", e.from_at as "fromAt", e.to_at as "toAt",
    i.subject_kind as "subjectKind", i.subject_id as "subjectId", i.outcome, coalesce(i.reason, e.reason) as reason
  from service_entry e join service_entry_item i using (district_id, entry_id)
  where e.district_id = $1 and e.day between $2 and $3 and e.withdrawn_at is null
  order by e.entered_at, e.entry_id`;

type RecordRow = { day: string; vehicleId: string; edges: string; records: Uint8Array };
type EntryRow = {
  entryId: string;
  kind: Said["kind"];
  work: Work;
  routeId: string | null;
  fromAt: Date;
  toAt: Date;
  subjectKind: "edge" | "facility";
  subjectId: string;
  outcome: Said["outcome"];
  reason: string | null;
};
/** What is known of each local day from the first to the last. */
export async function readEvidence(
  tx: Queryable,
  districtId: string,
  world: World,
  first: string,
  last: string,
): Promise<DayEvidence[]> {
  const { timeZone } = world;
  const records = await tx.query<RecordRow>(RECORDS, [districtId, first, last]);
  // an entry is of the day on which it was entered for; its middle may lie on the next, of a night shift
  const entries = await tx.query<EntryRow>(ENTRIES, [districtId, addDays(first, -1), last]);
  const heard = await readHeard(
    tx,
    districtId,
    { fromMs: startOf(first, timeZone), toMs: startOf(addDays(last, 1), timeZone) },
    world.fleet.gapSeconds,
  );
  const saidByDay = saidOf(entries, timeZone);
  const recordsByDay = byDay(records);
  return daysOf(first, last).map((day) =>
    dayEvidence(world, day, recordsByDay.get(day) ?? [], saidByDay.get(day) ?? [], heard),
  );
}

function byDay<T extends { readonly day: string }>(rows: readonly T[]): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const row of rows) {
    const known = days.get(row.day);
    if (known) known.push(row);
    else days.set(row.day, [row]);
  }
  return days;
}

type SaidOf = { readonly subject: string; readonly said: Said };

/** What was said, by the local day of its middle. */
function saidOf(entries: readonly EntryRow[], timeZone: string): Map<string, SaidOf[]> {
  const said = entries.map(({ fromAt, toAt, subjectKind, subjectId, ...entry }) => {
    const [fromMs, toMs] = [fromAt.getTime(), toAt.getTime()];
    return {
      day: localDay(new Date((fromMs + toMs) / 2), timeZone),
      subject: `${subjectKind} ${subjectId}`,
      said: { ...entry, fromMs, toMs },
    };
  });
  return byDay(said);
}

function dayEvidence(
  world: World,
  day: string,
  rows: readonly RecordRow[],
  saidOfDay: readonly SaidOf[],
  heard: ReadonlyMap<string, Heard>,
): DayEvidence {
  const passed = columnsOf(world, rows);
  const said = new Map<string, Said[]>();
  for (const { subject, said: one } of saidOfDay) {
    const known = said.get(subject);
    if (known) known.push(one);
    else said.set(subject, [one]);
  }
  const fromMs = startOf(day, world.timeZone);
  const toMs = startOf(addDays(day, 1), world.timeZone);
  const heardBy = new Map<string, [number, number][]>();
  for (const [vehicleId, times] of heard) {
    const own = times.flatMap(([from, to]): [number, number][] => {
      const [begin, end] = [Math.max(from, fromMs), Math.min(to, toMs)];
      return begin > end ? [] : [[begin, end]];
    });
    if (own.length > 0) heardBy.set(vehicleId, own);
  }
  const spoken = [...said.keys()].flatMap((subject) =>
    subject.startsWith("edge ") ? (world.edgeById.get(subject.slice(5)) ?? []) : [],
  );
  return {
    day,
    passedOf: passed.of,
    saidOf: (kind, id) => (said.size === 0 ? NOTHING : (said.get(`${kind} ${id}`) ?? NOTHING)),
    heardBy,
    touched: [...new Set([...passed.edges, ...spoken])],
  };
}

const NOTHING: readonly never[] = [];

/** Records of a day by edge, as columns: as objects those of a month would take 50 MB. */
function columnsOf(world: World, rows: readonly RecordRow[]) {
  const vehicles = rows.map(({ vehicleId }) => vehicleId);
  const all: { edge: number; row: number; view: DataView; at: number; fromMs: number }[] = [];
  rows.forEach(({ edges, records }, row) => {
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    edges.split(SEPARATOR).forEach((edgeId, i) => {
      const edge = world.edgeById.get(edgeId); // it may have been taken from the network since
      const at = i * RECORD_BYTES;
      if (edge !== undefined) all.push({ edge, row, view, at, fromMs: msAt(view, at) });
    });
  });
  all.sort((a, b) => a.edge - b.edge || a.fromMs - b.fromMs);
  const rowOf = Uint16Array.from(all, ({ row }) => row);
  const fromMs = Float64Array.from(all, (one) => one.fromMs);
  const toMs = Float64Array.from(all, ({ view, at }) => msAt(view, at + 8));
  const fromShare = Float32Array.from(all, ({ view, at }) => view.getFloat32(at + 16));
  const toShare = Float32Array.from(all, ({ view, at }) => view.getFloat32(at + 20));
  const speed = Float32Array.from(all, ({ view, at }) => view.getFloat32(at + 24));
  const working = Uint8Array.from(all, ({ view, at }) => view.getInt16(at + 28));
  const starts = new Int32Array(world.edges.length + 1);
  for (const { edge } of all) starts[edge + 1]!++;
  for (let edge = 0; edge < world.edges.length; edge++) starts[edge + 1]! += starts[edge]!;
  const passedAt = (i: number): Passed => ({
    ...{ fromMs: fromMs[i]!, toMs: toMs[i]!, fromShare: fromShare[i]!, toShare: toShare[i]! },
    speedKmh: Number.isNaN(speed[i]!) ? null : speed[i]!,
    isWorking: working[i] === 2 ? null : working[i] === 1,
    vehicleId: vehicles[rowOf[i]!]!,
  });
  const of = (edge: number, sinceMs: number, untilMs: number): readonly Passed[] => {
    const found: Passed[] = [];
    for (let i = starts[edge]!; i < starts[edge + 1]!; i++)
      if (fromMs[i]! >= sinceMs && fromMs[i]! <= untilMs) found.push(passedAt(i));
    return found.length > 0 ? found : NOTHING;
  };
  return { of, edges: [...new Set(all.map(({ edge }) => edge))] };
}

const msAt = (view: DataView, at: number) =>
  Number(view.getBigInt64(at)) / 1000 + POSTGRES_EPOCH_MS;

/** Up to when it is known what the positions of each vehicle say, in epoch milliseconds. */
export async function readKnownUntil(
  tx: Queryable,
  districtId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ vehicleId: string; until: Date | null }>(
    `select vehicle_id as "vehicleId", least(settled_until, coalesce(redo_from, settled_until)) as until
     from vehicle_matching where district_id = $1`,
    [districtId],
  );
  return new Map(
    rows.map(({ vehicleId, until }) => [vehicleId, until?.getTime() ?? Number.NEGATIVE_INFINITY]),
  );
}
