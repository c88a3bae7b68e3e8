import { parentPort, workerData } from "node:worker_threads";
import { gpkgOf } from "./export-gpkg.ts";
import type { ExportTable } from "./export-table.ts";
import { xlsxOf } from "./export-xlsx.ts";

/** What a worker is started with: one file to write. */
export type ExportWork = { format: "xlsx" | "gpkg"; table: ExportTable };

const { format, table } = workerData as ExportWork; // `export.ts` is the only one who starts it
const bytes = await (format === "xlsx" ? xlsxOf(table) : gpkgOf(table));
parentPort!.postMessage(bytes, [bytes.buffer]);
