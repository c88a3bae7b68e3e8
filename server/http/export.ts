import { z } from "@hono/zod-openapi";
import { csvOf } from "./export-csv.ts";
import { geojsonOf } from "./export-geojson.ts";
import {
  contentDisposition,
  type ExportFormat,
  type ExportTable,
  labelled,
} from "./export-table.ts";
import type { ExportWork } from "./export-worker.ts";
import { DomainError } from "./problem.ts";
import { startThread } from "./thread.ts";

const TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  geojson: "application/geo+json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  gpkg: "application/geopackage+sqlite3",
};

const file = { schema: z.string().openapi({ format: "binary" }) };

/** The bodies of files, for a contract beside the page's own. */
export const fileContent = {
  "application/geo+json": file,
  "text/csv": file,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": file,
  "application/geopackage+sqlite3": file,
};

/**
 * A table as a file to keep, labelled 演示数据 where it is that.
 *
 * CSV and GeoJSON are written while they are sent. Workbooks and GeoPackages are made in a worker thread, one at a
 * time, so that nobody's map waits for somebody's file.
 */
export async function exportResponse(table: ExportTable, format: ExportFormat): Promise<Response> {
  const headers = {
    "Content-Type": TYPES[format],
    "Content-Disposition": contentDisposition(table, format),
  };
  const ready = labelled(table);
  if (format === "csv") return new Response(streamOf(csvOf(ready)), { headers });
  if (format === "geojson") return new Response(streamOf(geojsonOf(ready)), { headers });
  const bytes = await inWorker({ format, table: { ...ready, rows: [...ready.rows] } });
  return new Response(bytes, { headers });
}

/** How many characters are gathered before they are sent. */
const CHUNK = 64 * 1024;

/** Text as a stream of bytes, made as fast as it is read. */
export function streamOf(parts: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      let chunk = "";
      while (chunk.length < CHUNK) {
        const next = parts.next();
        if (next.done) {
          if (chunk) controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += next.value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    cancel() {
      parts.return(undefined);
    },
  });
}

let previous: Promise<unknown> = Promise.resolve();

/** Files that may wait for their turn: a map is not kept waiting, but a processor is kept busy. */
const GREATEST_QUEUE = 12;
let queued = 0;

/** @throws {DomainError} `rate-limited` when too many files wait already. */
async function inWorker(work: ExportWork): Promise<Uint8Array<ArrayBuffer>> {
  if (queued >= GREATEST_QUEUE)
    throw new DomainError("rate-limited", "Too many files are being made at once", [], {
      more: { retryAfterSeconds: 20 },
    });
  queued++;
  const turn = previous.then(() => startWorker(work)).finally(() => queued--);
  previous = turn.catch(() => {}); // the next one does not care; this one hears it from `turn`
  return turn;
}

function startWorker(work: ExportWork): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const worker = startThread(new URL("export-worker.ts", import.meta.url), { workerData: work });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the export worker ended with ${code}`)));
  });
}
