import type { Position } from "geojson";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { Fix } from "./fix.ts";
import type { Driven, SentEdge } from "./matching-work.ts";
import { readTracks } from "./tracks.ts";

type EdgeRow = {
  readonly id: string;
  readonly fromNode: number;
  readonly toNode: number;
  readonly lengthMeters: number;
  readonly oneway: "no" | "forward" | "backward";
  readonly path: { readonly coordinates: readonly Position[] };
};

const WAYS = { no: "both", forward: "forward", backward: "backward" } as const;

/** The streets that vehicles drive on. Sanitation vehicles also go where no car may: lanes and paths count. */
export async function readDrivable(tx: Queryable, districtId: string): Promise<SentEdge[]> {
  const rows = await tx.query<EdgeRow>(
    `select edge_id as id, from_node as "fromNode", to_node as "toNode", length_meters as "lengthMeters", oneway,
       st_asgeojson(path, 8)::json as path
     from street_edge where district_id = $1 and is_drivable`,
    [districtId],
  );
  return rows.map(({ oneway, path, ...edge }) => ({
    ...edge,
    ways: WAYS[oneway],
    path: path.coordinates,
  }));
}

/** How far a vehicle has been matched, and what has to be matched again. */
export type Standing = {
  readonly vehicleId: string;
  /** Of its youngest position. */
  readonly lastMs: number;
  readonly receivedAt: Date;
  /** null before the first match. */
  readonly settledMs: number | null;
  readonly redoFromMs: number | null;
  readonly redoUntilMs: number | null;
};

/** Vehicles of which something came since an instant, or has to be matched again. */
export async function readStandings(
  tx: Queryable,
  districtId: string,
  since: Date,
): Promise<Standing[]> {
  const rows = await tx.query<{
    vehicleId: string;
    last: Date;
    receivedAt: Date;
    settled: Date | null;
    redoFrom: Date | null;
    redoUntil: Date | null;
  }>(
    `select s.vehicle_id as "vehicleId", s.at as last, s.received_at as "receivedAt", m.settled_until as settled,
       m.redo_from as "redoFrom", m.redo_until as "redoUntil"
     from vehicle_state s left join vehicle_matching m using (district_id, vehicle_id)
     where s.district_id = $1 and (s.received_at > $2 or m.redo_from is not null)`,
    [districtId, since],
  );
  return rows.map((row) => ({
    vehicleId: row.vehicleId,
    lastMs: row.last.getTime(),
    receivedAt: row.receivedAt,
    settledMs: row.settled?.getTime() ?? null,
    redoFromMs: row.redoFrom?.getTime() ?? null,
    redoUntilMs: row.redoUntil?.getTime() ?? null,
  }));
}

/** So far back, and no farther, the beginning of a run is looked for. */
const RUN_HOURS = 24;

/**
 * When the run began that a position lies in: the first one after a silence.
 *
 * @returns the position itself where there is none before it.
 */
export async function readRunStart(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  { atMs, gapSeconds }: { readonly atMs: number; readonly gapSeconds: number },
): Promise<number> {
  const [row] = await tx.query<{ at: Date | null }>(
    `select max(at) as at from (
       select at, lag(at) over (order by at) as before from position
       where district_id = $1 and vehicle_id = $2 and at <= $3
         and at > $3::timestamptz - make_interval(hours => ${RUN_HOURS})
     ) p where before is null or at - before > make_interval(secs => $4)`,
    [districtId, vehicleId, new Date(atMs), gapSeconds],
  );
  return row?.at?.getTime() ?? atMs;
}

/** When the run ends that goes on after an instant: the last position before a silence, and whether it is the youngest of all. */
export async function readRunEnd(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  { atMs, gapSeconds }: { readonly atMs: number; readonly gapSeconds: number },
): Promise<number> {
  const [row] = await tx.query<{ at: Date | null }>(
    `select min(at) as at from (
       select at, lead(at) over (order by at) as after from position
       where district_id = $1 and vehicle_id = $2 and at >= $3
         and at < $3::timestamptz + make_interval(hours => ${RUN_HOURS})
     ) p where after is null or after - at > make_interval(secs => $4)`,
    [districtId, vehicleId, new Date(atMs), gapSeconds],
  );
  return row?.at?.getTime() ?? atMs;
}

/** Positions of a vehicle from `fromMs` to `toMs`, both included, in order of time. */
export async function readFixes(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Fix[]> {
  const [track] = await readTracks(tx, districtId, {
    from: new Date(fromMs),
    to: new Date(toMs + 1),
    vehicleIds: [vehicleId],
  });
  if (!track) return [];
  return Array.from(track.atMs, (atMs, i): Fix => {
    const speed = track.speeds[i]!;
    const heading = track.headings[i]!;
    const working = track.working[i]!;
    return {
      atMs,
      position: [track.lngs[i]!, track.lats[i]!],
      speedKmh: Number.isNaN(speed) ? null : speed,
      headingDegrees: heading < 0 ? null : heading,
      isWorking: working < 0 ? null : working === 1,
      isFixed: true,
    };
  });
}

/** What is written of one vehicle. */
export type Records = {
  readonly vehicleId: string;
  readonly driven: readonly (Driven & {
    readonly isWorking: boolean | null;
    readonly speedKmh: number | null;
  })[];
  /** Records that begin from here to there are taken back first; null takes none back. */
  readonly anew: { readonly fromMs: number; readonly toMs: number } | null;
  readonly settledMs: number;
  /** As it was when this was begun: where another process was first, nothing is written. */
  readonly knownMs: number | null;
  /** What was to be matched again and has been; null was nothing. */
  readonly redone: { readonly fromMs: number; readonly untilMs: number } | null;
};

/**
 * Writes what became certain of a vehicle.
 *
 * @returns the local days of which something changed; null when another process was first.
 */
export async function writeRecords(
  tx: Queryable,
  districtId: string,
  timeZone: string,
  { vehicleId, driven, anew, settledMs, knownMs, redone }: Records,
): Promise<Set<string> | null> {
  const [row] = await tx.query<{ settled: Date | null }>(
    `insert into vehicle_matching (district_id, vehicle_id) values ($1, $2)
     on conflict (district_id, vehicle_id) do update set vehicle_id = excluded.vehicle_id
     returning settled_until as settled`,
    [districtId, vehicleId],
  );
  if ((row!.settled?.getTime() ?? null) !== knownMs) return null;
  const days = new Set<string>();
  if (anew) {
    const gone = await tx.query<{ day: string }>(
      `with gone as (
         delete from service_record where district_id = $1 and vehicle_id = $2 and from_at between $3 and $4 returning day
       ) select distinct day from gone`,
      [districtId, vehicleId, new Date(anew.fromMs), new Date(anew.toMs)],
    );
    for (const { day } of gone) days.add(day);
  }
  if (driven.length > 0) {
    const local = driven.map(({ fromMs }) => localDay(new Date(fromMs), timeZone));
    for (const day of local) days.add(day);
    await tx.query(
      `insert into service_record (district_id, day, vehicle_id, from_at, edge_id, to_at, from_share, to_share, points,
         speed_kmh, is_working, confidence)
       select $1, day, $2, to_timestamp(from_ms / 1000.0), edge, to_timestamp(to_ms / 1000.0), from_share, to_share, points,
         speed, working, confidence
       from unnest($3::date[], $4::float8[], $5::text[], $6::float8[], $7::real[], $8::real[], $9::int[], $10::real[],
           $11::boolean[], $12::real[])
         as r (day, from_ms, edge, to_ms, from_share, to_share, points, speed, working, confidence)
       on conflict do nothing`,
      [
        ...[districtId, vehicleId, local],
        driven.map(({ fromMs }) => Math.round(fromMs)),
        driven.map(({ edgeId }) => edgeId),
        driven.map(({ fromMs, toMs }) => Math.max(Math.round(fromMs), Math.round(toMs))),
        driven.map(({ fromShare }) => clamped(fromShare)),
        driven.map(({ toShare }) => clamped(toShare)),
        driven.map(({ points }) => points),
        driven.map(({ speedKmh }) => speedKmh),
        driven.map(({ isWorking }) => isWorking),
        driven.map(({ confidence }) => clamped(confidence)),
      ],
    );
  }
  await tx.query(
    "update vehicle_matching set settled_until = $3 where district_id = $1 and vehicle_id = $2",
    [...[districtId, vehicleId, new Date(settledMs)]],
  );
  // what came late meanwhile is still to be done
  if (redone)
    await tx.query(
      `update vehicle_matching set redo_from = null, redo_until = null where district_id = $1 and vehicle_id = $2
         and date_trunc('milliseconds', redo_from) = $3 and date_trunc('milliseconds', redo_until) = $4`,
      [districtId, vehicleId, new Date(redone.fromMs), new Date(redone.untilMs)],
    );
  return days;
}

/** Arithmetic of shares may leave the interval by a rounding. */
const clamped = (share: number) => Math.min(1, Math.max(0, share));
