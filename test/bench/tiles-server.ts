/**
 * A server of tiles in a process of its own: `tiles-server.ts memory` draws them from typed arrays through the
 * product's own endpoint without keeping any, `tiles-server.ts wgs84 URL` and `mercator URL` ask ST_AsMVT. Both compress with gzip 1 when they are asked to.
 * Prints its port as JSON when it is ready.
 */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";
import { layersApi } from "../../server/layers/api.ts";
import type { Database } from "../../server/store/database.ts";
import type { Snapshots } from "../../server/store/snapshots.ts";
import { benchSnapshots } from "./tiles-data.ts";
import { type Held, tileQuery } from "./tiles-postgis.ts";

const compress = promisify(gzip);

async function memoryApp() {
  const layers = await benchSnapshots();
  const snapshots: Snapshots = {
    sources: layers.map(({ source }) => source),
    clock: async () => ({
      createdAt: 0,
      version: 0,
      timeZone: "Asia/Shanghai",
      today: "2024-01-01",
    }),
    get: async (_district, layerId) => layers.find(({ source }) => source.id === layerId) ?? null,
    select: async () => null,
    area: async () => null,
    heard: async () => {},
    close: async () => {},
  };
  const unused = () => Promise.reject(new Error("tiles come from memory"));
  const database: Database = {
    engine: "embedded",
    query: unused,
    transaction: unused,
    listen: unused,
    close: async () => {},
  };
  return layersApi({ database, snapshots, cacheBytes: 0 });
}

function postgisApp(held: Held, url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  return new Hono().get("/tiles/:district/:layers/:z/:x/:y", async (c) => {
    const { z, x, y } = c.req.param();
    const { rows } = await pool.query(
      tileQuery(held, Number(z), Number(x), Number.parseInt(y, 10)),
    );
    const headers = { "Content-Type": "application/vnd.mapbox-vector-tile" };
    if (c.req.header("accept-encoding") !== "gzip") return c.body(rows[0].tile, 200, headers);
    const body = await compress(rows[0].tile, { level: 1 });
    return c.body(new Uint8Array(body), 200, { ...headers, "Content-Encoding": "gzip" });
  });
}

const [mode, url] = process.argv.slice(2);
const app =
  mode === "wgs84" || mode === "mercator" ? postgisApp(mode, url ?? "") : await memoryApp();
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
  console.log(JSON.stringify({ port })),
);
process.on("disconnect", () => process.exit(0));
