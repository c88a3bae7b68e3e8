import { forgetHeard } from "../cleaning/heard-store.ts";
import type { Queryable } from "../store/database.ts";
import type { Fix, PositionSource, RejectReason } from "./fix.ts";
import type { Refused } from "./hygiene.ts";

/** What is to be written of one vehicle. */
export type VehicleBatch = {
  readonly vehicleId: string;
  readonly source: PositionSource;
  readonly taken: readonly Fix[];
  readonly refused: readonly Refused[];
  /** From the earliest to the latest of those that are older than what was known; null when none is. */
  readonly late: { readonly fromMs: number; readonly untilMs: number } | null;
};

/** Of each vehicle, day and reason so many are kept as they came; all are counted. */
const SAMPLES = 20;
const DAY_MS = 86_400_000;

/**
 * Writes the positions of several vehicles, each vehicle once.
 *
 * @returns how many of each vehicle were not there before, in the order of the batches.
 */
export async function writePositions(
  tx: Queryable,
  districtId: string,
  batches: readonly VehicleBatch[],
  receivedAt: Date,
): Promise<number[]> {
  const owners: string[] = [];
  const fixes: Fix[] = [];
  const sources: string[] = [];
  for (const { vehicleId, taken, source } of batches) {
    for (const fix of taken) {
      owners.push(vehicleId);
      fixes.push(fix);
      sources.push(source);
    }
  }
  const stored = new Map<string, number>();
  if (fixes.length > 0) {
    const todayMs = Math.floor(receivedAt.getTime() / DAY_MS) * DAY_MS;
    const old = fixes.flatMap(({ atMs }) => (atMs < todayMs - DAY_MS ? atMs : []));
    await forgetHeard(tx, districtId, old);
    const rows = await tx.query<{ vehicleId: string; stored: number }>(
      `with inserted as (
         insert into position (district_id, vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working, source, received_at)
         select $1, vehicle, to_timestamp(at / 1000.0), lng, lat, speed, heading, working, source, $10
         from unnest($2::text[], $3::float8[], $4::float8[], $5::float8[], $6::real[], $7::smallint[], $8::boolean[], $9::text[])
           as r (vehicle, at, lng, lat, speed, heading, working, source)
         on conflict do nothing
         returning vehicle_id
       )
       select vehicle_id as "vehicleId", count(*)::int as stored from inserted group by 1`,
      [
        districtId,
        owners,
        fixes.map(({ atMs }) => atMs),
        fixes.map(({ position }) => position[0]),
        fixes.map(({ position }) => position[1]),
        fixes.map(({ speedKmh }) => speedKmh),
        fixes.map(({ headingDegrees }) =>
          headingDegrees === null ? null : Math.round(headingDegrees) % 360,
        ),
        fixes.map(({ isWorking }) => isWorking),
        sources,
        receivedAt,
      ],
    );
    for (const row of rows) stored.set(row.vehicleId, row.stored);
    await writeStates(tx, districtId, batches, receivedAt);
    await writeRedo(
      tx,
      districtId,
      batches.filter(({ vehicleId, late }) => late !== null && stored.get(vehicleId)),
    );
  }
  for (const batch of batches) await writeRefused(tx, districtId, batch, receivedAt);
  return batches.map(({ vehicleId }) => stored.get(vehicleId) ?? 0);
}

async function writeStates(
  tx: Queryable,
  districtId: string,
  batches: readonly VehicleBatch[],
  receivedAt: Date,
) {
  const moved = batches.filter(({ taken }) => taken.length > 0);
  const last = moved.map(({ taken }) => taken.reduce((a, b) => (b.atMs > a.atMs ? b : a)));
  await tx.query(
    `insert into vehicle_state (district_id, vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working, source, received_at)
     select $1, vehicle, to_timestamp(at / 1000.0), lng, lat, speed, heading, working, source, $10
     from unnest($2::text[], $3::float8[], $4::float8[], $5::float8[], $6::real[], $7::smallint[], $8::boolean[], $9::text[])
       as r (vehicle, at, lng, lat, speed, heading, working, source)
     on conflict (district_id, vehicle_id) do update set at = excluded.at, lng = excluded.lng, lat = excluded.lat,
       speed_kmh = excluded.speed_kmh, heading_degrees = excluded.heading_degrees, is_working = excluded.is_working,
       source = excluded.source, received_at = excluded.received_at
     where excluded.at > vehicle_state.at`,
    [
      districtId,
      moved.map(({ vehicleId }) => vehicleId),
      last.map(({ atMs }) => atMs),
      last.map(({ position }) => position[0]),
      last.map(({ position }) => position[1]),
      last.map(({ speedKmh }) => speedKmh),
      last.map(({ headingDegrees }) =>
        headingDegrees === null ? null : Math.round(headingDegrees) % 360,
      ),
      last.map(({ isWorking }) => isWorking),
      moved.map(({ source }) => source),
      receivedAt,
    ],
  );
}

async function writeRedo(tx: Queryable, districtId: string, late: readonly VehicleBatch[]) {
  if (late.length === 0) return;
  await tx.query(
    `insert into vehicle_matching (district_id, vehicle_id, redo_from, redo_until)
     select $1, vehicle, to_timestamp(from_ms / 1000.0), to_timestamp(until_ms / 1000.0)
     from unnest($2::text[], $3::float8[], $4::float8[]) as r (vehicle, from_ms, until_ms)
     on conflict (district_id, vehicle_id) do update
       set redo_from = least(vehicle_matching.redo_from, excluded.redo_from),
         redo_until = greatest(vehicle_matching.redo_until, excluded.redo_until)`,
    [
      districtId,
      late.map(({ vehicleId }) => vehicleId),
      late.map((batch) => batch.late!.fromMs),
      late.map((batch) => batch.late!.untilMs),
    ],
  );
}

async function writeRefused(
  tx: Queryable,
  districtId: string,
  { vehicleId, refused }: VehicleBatch,
  receivedAt: Date,
) {
  const byReason = new Map<RejectReason, Fix[]>();
  for (const { fix, reason } of refused)
    byReason.set(reason, [...(byReason.get(reason) ?? []), fix]);
  for (const [reason, fixes] of byReason) {
    const samples = fixes.slice(0, SAMPLES).map(({ atMs, position, speedKmh, isFixed }) => ({
      receivedAt: receivedAt.toISOString(),
      at: Number.isFinite(atMs) ? new Date(atMs).toISOString() : null,
      position: position.every(Number.isFinite) ? position : null,
      ...{ speedKmh, isFixed },
    }));
    await tx.query(
      `insert into position_reject (district_id, vehicle_id, day, reason, rejected, samples)
       select $1, $2, ($3::timestamptz at time zone d.time_zone)::date, $4, $5, $6::jsonb from district d where d.district_id = $1
       on conflict (district_id, vehicle_id, day, reason) do update
         set rejected = position_reject.rejected + excluded.rejected,
           samples = case when jsonb_array_length(position_reject.samples) >= ${SAMPLES} then position_reject.samples
             else jsonb_path_query_array(position_reject.samples || excluded.samples, '$[0 to ${SAMPLES - 1}]') end`,
      [districtId, vehicleId, receivedAt, reason, fixes.length, JSON.stringify(samples)],
    );
  }
}

/** Makes sure that the days of some positions have their partitions. */
export async function makeDays(tx: Queryable, fixes: Iterable<Fix>, known: Set<number>) {
  const missing = new Set<number>();
  for (const { atMs } of fixes) {
    const day = Math.floor(atMs / DAY_MS);
    if (!known.has(day)) missing.add(day);
  }
  for (const day of missing) {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    await tx.query("select make_position_days($1::date, $1::date)", [date]);
  }
  return missing;
}

/** The youngest position of a vehicle as it is kept; null before the first. */
export async function readLast(
  tx: Queryable,
  districtId: string,
  vehicleIds: readonly string[],
): Promise<Map<string, Fix>> {
  const rows = await tx.query<{
    vehicleId: string;
    at: Date;
    lng: number;
    lat: number;
  }>(
    `select vehicle_id as "vehicleId", at, lng, lat from vehicle_state
     where district_id = $1 and vehicle_id = any ($2)`,
    [districtId, vehicleIds],
  );
  return new Map(
    rows.map(({ vehicleId, at, lng, lat }) => [
      vehicleId,
      {
        atMs: at.getTime(),
        position: [lng, lat],
        ...{ speedKmh: null, headingDegrees: null, isWorking: null, isFixed: true },
      },
    ]),
  );
}
