import type { Queryable } from "../store/database.ts";

/** The positions of a vehicle in a period, as columns of equal length, in order of time. */
export type Track = {
  readonly vehicleId: string;
  /** Epoch milliseconds. */
  readonly atMs: Float64Array;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  /** km/h; NaN where the terminal does not say. */
  readonly speeds: Float32Array;
  /** Degrees from north; -1 where it does not say. */
  readonly headings: Int16Array;
  /** 1 works, 0 does not, -1 the terminal does not say. */
  readonly working: Int8Array;
};

type Row = {
  readonly vehicleId: string;
  readonly points: number;
  readonly ats: Uint8Array;
  readonly lngs: Uint8Array;
  readonly lats: Uint8Array;
  readonly speeds: Uint8Array;
  readonly headings: Uint8Array;
  readonly working: Uint8Array;
};

/**
 * Reads the positions of vehicles from `from` to before `to`. Columns come as bytes: a day of a fleet is some 400,000 rows,
 * which as rows would take seconds.
 *
 * @param vehicleIds  null is all of the district.
 */
export async function readTracks(
  tx: Queryable,
  districtId: string,
  { from, to, vehicleIds }: { from: Date; to: Date; vehicleIds: readonly string[] | null },
): Promise<Track[]> {
  const rows = await tx.query<Row>(
    `select vehicle_id as "vehicleId", count(*)::int as points,
       string_agg(float8send(date_part('epoch', at) * 1000), '') as ats,
       string_agg(float8send(lng), '') as lngs, string_agg(float8send(lat), '') as lats,
       string_agg(float4send(coalesce(speed_kmh, 'NaN')), '') as speeds,
       string_agg(int2send(coalesce(heading_degrees, -1)::smallint), '') as headings,
       string_agg(int2send((case when is_working is null then -1 when is_working then 1 else 0 end)::smallint), '') as working
     from (
       select vehicle_id, at, lng, lat, speed_kmh, heading_degrees, is_working from position
       where district_id = $1 and at >= $2 and at < $3 and ($4::text[] is null or vehicle_id = any ($4))
       order by vehicle_id, at
     ) p group by vehicle_id order by vehicle_id`,
    [districtId, from, to, vehicleIds],
  );
  return rows.map((row) => {
    const read = <T extends { [i: number]: number }>(
      into: T,
      bytes: Uint8Array,
      get: (view: DataView, i: number) => number,
    ): T => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i < row.points; i++) into[i] = get(view, i);
      return into;
    };
    const float64 = (view: DataView, i: number) => view.getFloat64(i * 8);
    const int16 = (view: DataView, i: number) => view.getInt16(i * 2);
    return {
      vehicleId: row.vehicleId,
      atMs: read(new Float64Array(row.points), row.ats, (view, i) => Math.round(float64(view, i))),
      lngs: read(new Float64Array(row.points), row.lngs, float64),
      lats: read(new Float64Array(row.points), row.lats, float64),
      speeds: read(new Float32Array(row.points), row.speeds, (view, i) => view.getFloat32(i * 4)),
      headings: read(new Int16Array(row.points), row.headings, int16),
      working: read(new Int8Array(row.points), row.working, int16),
    };
  });
}

/** The same as whole numbers, for replay. */
export type PackedTrack = {
  readonly vehicleId: string;
  readonly points: number;
  /** Seconds since `from`. */
  readonly seconds: Int32Array;
  /** Millionths of a degree. */
  readonly lngs: Int32Array;
  readonly lats: Int32Array;
  /** Tenths of km/h, up to 400; -1 where it is not known. */
  readonly speeds: Int16Array;
  readonly headings: Int16Array;
  readonly working: Int8Array;
};

const [FASTEST, LNG_BITS, SPEED_BITS, HEADING_BITS, WORKING_BITS] = [4_000, 29, 13, 9, 2];

/**
 * Reads the positions of one vehicle from `from` to before `to`, 48 hours at most, two numbers a position: each column that is
 * gathered by itself costs a day of a fleet a sixth of a second.
 *
 * @param most  no more than so many.
 */
export async function readPacked(
  tx: Queryable,
  districtId: string,
  vehicleId: string,
  { from, to, most }: { readonly from: Date; readonly to: Date; readonly most: number },
): Promise<PackedTrack> {
  const [row] = await tx.query<{ points: number; bytes: Uint8Array | null }>(
    `select count(*)::int as points, string_agg(int8send(
         (floor(date_part('epoch', at) - date_part('epoch', $3::timestamptz))::bigint << ${LNG_BITS + SPEED_BITS})
         | (round((lng + 180) * 1000000)::bigint << ${SPEED_BITS})
         | (case when speed_kmh is null then 0 else least(round(speed_kmh * 10)::int, ${FASTEST}) + 1 end)
       ) || int8send(
         (round((lat + 90) * 1000000)::bigint << ${HEADING_BITS + WORKING_BITS})
         | ((coalesce(heading_degrees, -1) + 1) << ${WORKING_BITS})
         | (case when is_working is null then 0 when is_working then 2 else 1 end)
       ), '') as bytes
     from (
       select at, lng, lat, speed_kmh, heading_degrees, is_working from position
       where district_id = $1 and vehicle_id = $2 and at >= $3 and at < $4 order by at limit $5
     ) p`,
    [districtId, vehicleId, from, to, most],
  );
  const { points, bytes } = row!;
  const track: PackedTrack = {
    ...{ vehicleId, points, seconds: new Int32Array(points) },
    ...{ lngs: new Int32Array(points), lats: new Int32Array(points) },
    ...{ speeds: new Int16Array(points), headings: new Int16Array(points) },
    working: new Int8Array(points),
  };
  if (!bytes) return track;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < points; i++) {
    // two halves of 32 bits each: 64-bit whole numbers would be ten times slower
    const [high, low] = [view.getUint32(i * 16), view.getUint32(i * 16 + 4)];
    track.seconds[i] = high >>> (LNG_BITS + SPEED_BITS - 32);
    const lng =
      ((high & ((1 << (LNG_BITS + SPEED_BITS - 32)) - 1)) << (32 - SPEED_BITS)) |
      (low >>> SPEED_BITS);
    track.lngs[i] = lng - 180_000_000;
    track.speeds[i] = (low & ((1 << SPEED_BITS) - 1)) - 1;
    const [above, below] = [view.getUint32(i * 16 + 8), view.getUint32(i * 16 + 12)];
    const bits = HEADING_BITS + WORKING_BITS;
    track.lats[i] = ((above << (32 - bits)) | (below >>> bits)) - 90_000_000;
    track.headings[i] = ((below >>> WORKING_BITS) & ((1 << HEADING_BITS) - 1)) - 1;
    track.working[i] = (below & ((1 << WORKING_BITS) - 1)) - 1;
  }
  return track;
}
