import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { z } from "@hono/zod-openapi";
import { endpoint } from "./endpoint.ts";
import { DomainError, failures } from "./problem.ts";
import { createRouter } from "./router.ts";

/** The base map an operator configured beside our own tiles. */
export type BasemapSettings = {
  readonly file: string | null;
  readonly url: string | null;
  readonly datum: "wgs84" | "gcj02" | "bd09";
  readonly attribution: string;
};

const Basemap = z.object({
  kind: z.enum(["pmtiles", "raster", "vector"]),
  url: z.string().describe("A PMTiles file, or a tile URL with {z}, {x} and {y}"),
  datum: z
    .enum(["wgs84", "gcj02", "bd09"])
    .describe(
      "What the base is drawn in; the shift happens at display, stored positions stay WGS 84",
    ),
  attribution: z.string(),
});

const Configuration = z
  .object({
    version: z.string().describe("Version of the program"),
    basemap: Basemap.nullable().describe("null: only our own tiles"),
  })
  .openapi("Configuration");

const getConfiguration = endpoint({
  access: "anyone",
  method: "get",
  path: "/api/configuration",
  operationId: "getConfiguration",
  tags: ["layers"],
  summary: "What the web application needs to know before it draws",
  responses: {
    200: { description: "Settings", content: { "application/json": { schema: Configuration } } },
    ...failures,
  },
});

const PMTILES_PATH = "/basemap.pmtiles";

function basemapOf({ file, url, datum, attribution }: BasemapSettings) {
  if (file) return { kind: "pmtiles" as const, url: PMTILES_PATH, datum, attribution };
  if (!url) return null;
  const kind = /\.(mvt|pbf)(\?|$)/.test(url) ? ("vector" as const) : ("raster" as const);
  return { kind, url, datum, attribution };
}

/** The settings for the browser, and the configured PMTiles file in byte ranges. */
export function configurationApi(basemap: BasemapSettings, version: string) {
  const router = createRouter();
  router.get(PMTILES_PATH, async (c) => {
    if (!basemap.file) throw new DomainError("not-found", "BASEMAP_FILE is not set");
    const { size } = await stat(basemap.file);
    const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header("range") ?? "");
    const from = range ? Number(range[1]) : 0;
    const to = Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1);
    if (from > to) return c.body(null, 416, { "Content-Range": `bytes */${size}` });
    c.header("Accept-Ranges", "bytes");
    c.header("Content-Length", String(to - from + 1));
    c.header("Content-Type", "application/vnd.pmtiles");
    if (range) c.header("Content-Range", `bytes ${from}-${to}/${size}`);
    // Node's stream type and the web's differ only in declarations.
    const body = Readable.toWeb(
      createReadStream(basemap.file, { start: from, end: to }),
    ) as ReadableStream;
    return c.body(body, range ? 206 : 200);
  });
  return router.openapi(getConfiguration, (c) =>
    c.json({ version, basemap: basemapOf(basemap) }, 200),
  );
}
