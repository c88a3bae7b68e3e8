import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import pg from "pg";
import { mvtTile } from "../../server/geo/mvt.ts";
import { detailLayer } from "../../server/layers/tiles.ts";
import type { Snapshot } from "../../server/store/snapshot.ts";
import { type LoadResult, load } from "./load.ts";
import type { BenchResult } from "./run.ts";
import {
  benchPoints,
  benchSnapshots,
  benchTiles as chooseTiles,
  LINES,
  POINTS,
} from "./tiles-data.ts";
import { fillPostgis, type Held, tileQuery } from "./tiles-postgis.ts";

type Tile = { z: number; x: number; y: number };

const ZOOMS: [zoom: number, tiles: number][] = [
  [12, 20],
  [13, 40],
  [14, 80],
  [15, 120],
  [16, 160],
];
const CLIENTS = 8;
const SECONDS = 10;

const drawn = (layers: readonly Snapshot[], tile: Tile) =>
  mvtTile(layers.map((layer) => detailLayer(layer, tile, {}, 0)));

/** What a tile holds, feature by feature, in an order of its own. */
function content(bytes: Uint8Array) {
  const { layers } = new VectorTile(new PbfReader(bytes));
  const content = new Map<string, { properties: object; geometry: { x: number; y: number }[][] }>();
  for (const [name, layer] of Object.entries(layers))
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      content.set(`${name} ${feature.properties.id}`, {
        properties: feature.properties,
        geometry: feature.loadGeometry(),
      });
    }
  return content;
}

/** Compares both sides' tiles. @returns Share of features only one side has: rounding at the buffer's edge. */
function difference(ours: Uint8Array, theirs: Uint8Array): number {
  const [a, b] = [content(ours), content(theirs)];
  let alone = 0;
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(key), b.get(key)];
    if (!one || !other) {
      alone++;
      continue;
    }
    const properties = (of: object) => JSON.stringify(Object.entries(of).sort());
    if (properties(one.properties) !== properties(other.properties))
      throw new Error(`${key}: other properties`);
    const [p, q] = [one.geometry[0]![0]!, other.geometry[0]![0]!];
    const isPoint = one.geometry.length === 1 && one.geometry[0]!.length === 1;
    if (isPoint && Math.max(Math.abs(p.x - q.x), Math.abs(p.y - q.y)) > 1)
      throw new Error(`${key}: another place`);
  }
  return alone / Math.max(a.size, 1);
}

async function withDatabase<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `huanwei_bench_${process.pid}`;
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const address = new URL(url);
    address.pathname = `/${name}`;
    return await work(address.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Processor time a process has used, milliseconds; 0 for one that is not of this machine. */
function processorMilliseconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12])); // ticks of 10 ms in user and system mode
  } catch {
    return 0;
  }
}

type Loaded = LoadResult & { readonly processorMilliseconds: number };

/**
 * Runs a server of its own and asks it for tiles.
 *
 * @param backends  Processes of the database that work for the server.
 */
async function underLoad(
  args: string[],
  encoding: string,
  urlsOf: (port: number) => string[],
  backends: () => Promise<number[]>,
): Promise<Loaded> {
  const child = fork(fileURLToPath(new URL("tiles-server.ts", import.meta.url)), args, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout!.once("data", (line: Buffer) => resolve(JSON.parse(String(line)).port));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const urls = urlsOf(port);
    await load(urls.slice(-200), { clients: CLIENTS, seconds: 3, encoding }); // warm
    const processes = [child.pid!, ...(await backends())];
    const used = () => processes.reduce((sum, pid) => sum + processorMilliseconds(pid), 0);
    const before = used();
    const result = await load(urls, { clients: CLIENTS, seconds: SECONDS, encoding });
    return { ...result, processorMilliseconds: (used() - before) / result.requests };
  } finally {
    child.removeAllListeners("exit");
    child.kill();
  }
}

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const ROUNDS = 3;

/** Milliseconds each of some tasks takes, one after the other: the best of some rounds, so that others' work counts less. */
async function timed<T>(tasks: readonly T[], work: (task: T) => unknown): Promise<number[]> {
  const best = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, task] of tasks.entries()) {
      const begun = performance.now();
      await work(task);
      best[i] = Math.min(best[i]!, performance.now() - begun);
    }
  return best;
}

async function encodingRows(layers: readonly Snapshot[], client: pg.Client) {
  const points = benchPoints();
  const rows: string[] = [];
  for (const [zoom, count] of ZOOMS) {
    const tiles = chooseTiles(points, zoom, count, zoom);
    const askFor =
      (held: Held) =>
      async ({ z, x, y }: Tile): Promise<Uint8Array> =>
        (await client.query(tileQuery(held, z, x, y))).rows[0].tile;
    const alone: number[] = [];
    const bytes: number[] = [];
    for (const tile of tiles.slice(0, 10)) {
      const ours = drawn(layers, tile);
      bytes.push(ours.length);
      for (const held of ["wgs84", "mercator"] as const)
        alone.push(difference(ours, await askFor(held)(tile)));
    }
    const ours = mean(await timed(tiles, (tile) => drawn(layers, tile)));
    const wgs84 = mean(await timed(tiles, askFor("wgs84")));
    const mercator = mean(await timed(tiles, askFor("mercator")));
    rows.push(
      `| ${zoom} | ${tiles.length} | ${(mean(bytes) / 1024).toFixed(0)} | ${ours.toFixed(2)} | ${wgs84.toFixed(1)} | **${(wgs84 / ours).toFixed(1)} ×** | ${mercator.toFixed(1)} | ${(mercator / ours).toFixed(1)} × | ${(100 * Math.max(...alone)).toFixed(2)} % |`,
    );
  }
  return rows;
}

/** Tiles of a million points and 20,000 lines from memory, against ST_AsMVT for the same content. */
export async function benchTiles(): Promise<BenchResult> {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.DATABASE_URL;
  if (!url)
    return { skipped: "no PostgreSQL to compare with: set BENCH_DATABASE_URL or DATABASE_URL" };
  const loadBefore = loadavg()[0] ?? 0;
  const layers = await benchSnapshots();
  const megabytes = layers[0].bytes / 1e6;
  return withDatabase(url, async (address) => {
    await fillPostgis(address);
    const client = new pg.Client(address);
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version') as version, postgis_lib_version() as postgis",
    );
    const encoding = await encodingRows(layers, client);

    const points = benchPoints();
    const mix = [13, 14, 15, 16].map((zoom) => chooseTiles(points, zoom, 400, 100 + zoom));
    const urlsOf = (port: number) =>
      Array.from(
        { length: 1600 },
        (_, i) => mix[i % 4]![Math.floor(i / 4) % mix[i % 4]!.length]!,
      ).map(
        ({ z, x, y }) => `http://127.0.0.1:${port}/tiles/bench/points,lines/${z}/${x}/${y}.mvt`,
      );
    const backends = async () => {
      const { rows } = await client.query(
        "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      return rows.map(({ pid }) => Number(pid));
    };
    const sides = [
      { name: "from memory", args: ["memory"], backends: async () => [] },
      { name: "ST_AsMVT, WGS 84", args: ["wgs84", address], backends },
      { name: "ST_AsMVT, mercator", args: ["mercator", address], backends },
    ];
    const loads: string[] = [];
    for (const how of ["identity", "gzip"]) {
      let ours: Loaded | null = null;
      for (const { name, args, backends } of sides) {
        const result = await underLoad(args, how, urlsOf, backends);
        ours ??= result;
        loads.push(
          `| ${how} | ${name} | ${result.perSecond.toFixed(0)} | ${(ours.perSecond / result.perSecond).toFixed(1)} × | ${result.medianMilliseconds.toFixed(1)} | ${result.p99Milliseconds.toFixed(1)} | ${result.processorMilliseconds.toFixed(2)} | ${(result.processorMilliseconds / ours.processorMilliseconds).toFixed(1)} × | ${(result.bytes / result.requests / 1024).toFixed(0)} |`,
        );
      }
    }
    await client.end();
    return {
      report: `## Tiles

${POINTS.toLocaleString("en")} points (id, category, day) and ${LINES.toLocaleString("en")} lines (id, class) of a city of 50 × 50 km, seeded; nothing kept
between requests. Against ST_AsMVT of PostgreSQL ${String(rows[0].version).split(" ")[0]}, PostGIS ${rows[0].postgis}: tables in WGS 84 as the register's are, and
once more in web mercator, which a store for tiles alone would keep; clustered by their index, prepared statements. Both: 4096 units, buffer 64, no simplification. The points take ${megabytes.toFixed(1)} MB of memory.

Encoding one tile, not compressed, milliseconds on average of the best of ${ROUNDS} rounds for each tile; the last column is the greatest share of a tile's features
that only one side has (rounding at the edge of the buffer):

| zoom | tiles | kB | from memory | ST_AsMVT, WGS 84 | ratio | ST_AsMVT, mercator | ratio | differs |
|---|---|---|---|---|---|---|---|---|
${encoding.join("\n")}

Over HTTP, zoom 13–16 in equal parts, ${CLIENTS} clients in another process on the same 2 cores, ${SECONDS} s after 3 s of warming;
gzip 1 on both sides, or none on both. Processor time is the server's and the database's, so that it also holds on a
machine that others use:

| compression | | requests/s | ratio | median ms | p99 ms | processor ms a request | ratio | kB an answer |
|---|---|---|---|---|---|---|---|---|
${loads.join("\n")}

Targets: encoding ≥ 8 ×, HTTP ≥ 5 ×, p99 ≤ 50 ms, ≤ 30 MB a million points. Load average when it began: ${loadBefore.toFixed(1)} (near 0 is a machine to itself).`,
    };
  });
}
