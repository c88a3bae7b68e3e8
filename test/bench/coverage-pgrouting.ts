import pg from "pg";
import type { TravelNetwork } from "../../server/coverage/network.ts";

/**
 * Which edges pgRouting reads: the whole table, or those that a spatial index finds near a site; and whether every site's
 * search is told and the least taken, or `equicost` says at once which site is nearest.
 */
export type HowDriven = { readonly edges: "all" | "near"; readonly isEquicost: boolean };

/** What pgRouting says of one radius. */
export type Driven = {
  /** Millimetres to the nearest site of each node within the radius, by node. */
  readonly ways: ReadonlyMap<number, number>;
  /** Median of the rounds, within the database: rows are counted there and not sent. */
  readonly milliseconds: number;
};

/** Why a server cannot be compared with; null when it can. */
export async function lacksPgrouting(url: string): Promise<string | null> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    const { rows } = await client.query(
      "select 1 from pg_available_extensions where name = 'pgrouting'",
    );
    return rows.length > 0 ? null : "PostgreSQL has no pgrouting to compare with";
  } catch (error) {
    return `PostgreSQL cannot be reached: ${error instanceof Error ? error.message : error}`;
  } finally {
    await client.end().catch(() => {}); // it may never have been connected
  }
}

/** Puts a network into an empty database: lengths in whole millimetres, as ours, so that both add up the same numbers. */
export async function fillPgrouting(client: pg.Client, network: TravelNetwork): Promise<void> {
  const { streets, lengths } = network;
  await client.query("create extension postgis; create extension pgrouting");
  await client.query(
    `create table bench_edge (id bigint primary key, source bigint, target bigint, cost float8,
       shape geometry(LineString, 4326))`,
  );
  const lines = streets.edges.map((_, edge) =>
    streets
      .lineBetween(edge, 0, streets.lengthsMeters[edge]!)
      .map(([lng, lat]) => `${lng} ${lat}`)
      .join(","),
  );
  await client.query(
    `insert into bench_edge select id, source, target, cost, st_setsrid(('linestring(' || shape || ')')::geometry, 4326)
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[], $5::text[]) as t (id, source, target, cost, shape)`,
    [
      streets.edges.map((_, edge) => edge),
      [...streets.fromNodes],
      [...streets.toNodes],
      [...lengths],
      lines,
    ],
  );
  await client.query(
    "create table bench_site (node bigint primary key, position geometry(Point, 4326))",
  );
  await client.query("create index bench_edge_shape on bench_edge using gist (shape)");
  await client.query("vacuum analyze bench_edge");
}

/** The sites that edges are read near to. */
export async function fillSites(
  client: pg.Client,
  sites: readonly { readonly node: number; readonly position: readonly [number, number] }[],
): Promise<void> {
  await client.query(
    `insert into bench_site select node, st_setsrid(st_makepoint(lng, lat), 4326)
     from unnest($1::bigint[], $2::float8[], $3::float8[]) as t (node, lng, lat)`,
    [
      sites.map(({ node }) => node),
      sites.map(({ position }) => position[0]),
      sites.map(({ position }) => position[1]),
    ],
  );
  await client.query("analyze bench_site");
}

/** Which nodes are within a radius of the nearest of all sites, undirected, each node once. */
export async function drivingDistance(
  client: pg.Client,
  radiusMillimeters: number,
  { edges, isEquicost }: HowDriven,
  rounds: number,
): Promise<Driven> {
  // a box that holds the circle at 30°N: nothing within the radius along streets lies outside of it
  const degrees = ((radiusMillimeters / 1000) * 1.2) / 96_000;
  const read =
    edges === "all"
      ? "select id, source, target, cost from bench_edge"
      : `select distinct id, source, target, cost from bench_site, bench_edge where shape && st_expand(position, ${degrees})`;
  const driven = `select node, min(agg_cost) as way from pgr_drivingdistance($1, (select array_agg(node order by node) from bench_site),
    $2::float8, directed => false, equicost => ${isEquicost}) group by node`;
  const values = [read, radiusMillimeters];
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    await client.query(`select count(*), sum(way) from (${driven}) t`, values);
    if (round > 0) times.push(performance.now() - begun); // the first warms
  }
  const { rows } = await client.query<{ node: string; way: number }>(driven, values);
  return {
    ways: new Map(rows.map(({ node, way }) => [Number(node), way])),
    milliseconds: times.sort((a, b) => a - b)[times.length >> 1]!,
  };
}
