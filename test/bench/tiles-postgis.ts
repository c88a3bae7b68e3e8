import pg from "pg";
import { benchLines, benchPoints } from "./tiles-data.ts";

/** How the tables hold geometry: WGS 84 as the register does, or in web mercator for tiles alone. */
export type Held = "wgs84" | "mercator";

/** The same content as a tile of ours: ids, columns, 4096 units, a buffer of 64, no simplification. */
function tileSql(held: Held) {
  const projected = held === "mercator" ? "shape" : "st_transform(shape, 3857)";
  const table = (name: string) => (held === "mercator" ? `${name}_mercator` : name);
  const around = "st_tileenvelope($1, $2, $3, margin => 64.0 / 4096)";
  return `
    with box as materialized (
      select st_tileenvelope($1, $2, $3) as tile,
        ${held === "mercator" ? around : `st_transform(${around}, 4326)`} as around
    )
    select (
      select coalesce(st_asmvt(t, 'points', 4096, 'g'), '') from (
        select id, category, day as "occurredOn", st_asmvtgeom(${projected}, tile, 4096, 64, true) as g
        from box, ${table("bench_point")} where shape && around
      ) t
    ) || (
      select coalesce(st_asmvt(t, 'lines', 4096, 'g'), '') from (
        select id, class, st_asmvtgeom(${projected}, tile, 4096, 64, true) as g
        from box, ${table("bench_line")} where shape && around
      ) t
    ) as tile`;
}

/** The statement for one tile, prepared once a connection. */
export const tileQuery = (held: Held, z: number, x: number, y: number) => ({
  name: held,
  text: tileSql(held),
  values: [z, x, y],
});

/** Makes the database the bench compares with: in both forms, indexed, clustered, analyzed. */
export async function fillPostgis(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("create extension if not exists postgis");
    await client.query(
      "create table bench_point (id text, category text, day text, shape geometry(Point, 4326))",
    );
    await client.query(
      "create table bench_line (id text, class text, shape geometry(LineString, 4326))",
    );
    const points = benchPoints();
    for (let from = 0; from < points.length; from += 50_000) {
      const batch = points.slice(from, from + 50_000);
      const at = (axis: number) =>
        batch.map(({ geometry }) => (geometry as { coordinates: number[] }).coordinates[axis]); // points
      await client.query(
        `insert into bench_point select id, category, day, st_setsrid(st_makepoint(lng, lat), 4326)
         from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[]) as t (id, category, day, lng, lat)`,
        [
          batch.map(({ id }) => id),
          batch.map(({ values }) => values[0]),
          batch.map(({ values }) => values[1]),
          at(0),
          at(1),
        ],
      );
    }
    const lines = benchLines();
    await client.query(
      `insert into bench_line select id, class, st_setsrid(st_geomfromgeojson(shape), 4326)
       from unnest($1::text[], $2::text[], $3::text[]) as t (id, class, shape)`,
      [
        lines.map(({ id }) => id),
        lines.map(({ values }) => values[0]),
        lines.map(({ geometry }) => JSON.stringify(geometry)),
      ],
    );
    for (const table of ["bench_point", "bench_line"])
      await client.query(
        `create table ${table}_mercator as select ${table === "bench_point" ? "id, category, day" : "id, class"},
           st_transform(shape, 3857) as shape from ${table}`,
      );
    for (const table of [
      "bench_point",
      "bench_line",
      "bench_point_mercator",
      "bench_line_mercator",
    ]) {
      await client.query(`create index ${table}_shape on ${table} using gist (shape)`);
      await client.query(`cluster ${table} using ${table}_shape`);
      await client.query(`vacuum analyze ${table}`);
    }
  } finally {
    await client.end();
  }
}
