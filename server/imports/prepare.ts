import { basename } from "node:path";
import { meaningsOf } from "./complaint-words.ts";
import { ImportFailure } from "./failure.ts";
import { parseKind } from "./kind.ts";
import type { ImportOptions } from "./options.ts";
import { readOsm } from "./osm.ts";
import { osmRecords } from "./osm-records.ts";
import { type PreparedImport, prepareTable } from "./plan.ts";
import { readBytes, readTable } from "./read.ts";
import type { SourceTable } from "./source.ts";

/** A file as read, and how it is prepared once the district's time zone is known. */
export type ReadImport = {
  readonly bytes: Uint8Array;
  /** null for OSM, which has no rows. */
  readonly table: SourceTable | null;
  prepare(timeZone: string): PreparedImport;
};

/**
 * Reads a file and everything it says.
 *
 * @param onProgress  called with the share done, 0 to 1, while a long file is read.
 * @throws {ImportFailure} when it cannot be read.
 */
export async function readImport(
  options: ImportOptions,
  onProgress: (share: number) => void = () => {},
): Promise<ReadImport> {
  const { bytes, format } = readBytes(options.file);
  if (format === "osm-pbf") {
    const prepared = prepareOsm(bytes, options, onProgress);
    return { bytes, table: null, prepare: () => prepared };
  }
  const table = await readTable(options.file, { bytes, format }, options.read);
  if (table.rows.length === 0) throw new ImportFailure("The file holds no row.");
  const { kind, crs, map, source, level, unknownCategory } = options;
  const meanings = options.mapValues === null ? {} : await readMeanings(options.mapValues);
  const fileName = basename(options.file);
  return {
    bytes,
    table,
    prepare: (timeZone) =>
      prepareTable(table, {
        ...{ fileName, format, kind, crs, map, source, level, timeZone },
        ...{ unknownCategory, meanings },
      }),
  };
}

async function readMeanings(path: string) {
  const { bytes, format } = readBytes(path);
  if (format === "osm-pbf") throw new ImportFailure(`${basename(path)} is no table.`);
  return meaningsOf(await readTable(path, { bytes, format }, {}));
}

function prepareOsm(
  bytes: Uint8Array,
  { kind }: ImportOptions,
  onProgress: (share: number) => void,
): PreparedImport {
  const kinds = kind === null || kind === "all" ? null : new Set(kind.split(",").map(parseKind));
  const osm = readOsm(bytes, (done) => onProgress(done / bytes.length));
  const { records, leftOut } = osmRecords(osm, kinds);
  if (records.length === 0) throw new ImportFailure("The OSM file holds nothing of these kinds.");
  return {
    plan: {
      format: "osm-pbf",
      kind: kinds ? [...kinds].join(", ") : "all",
      kindWhy: kinds ? "as asked" : "an OSM file describes many kinds",
      detected: osm.counts,
      place: null,
      columns: {},
      ignored: [],
      rows: records.length,
      leftOut,
    },
    records,
    faults: [],
    ...((kinds === null || kinds.has("street")) && {
      redrawn: { source: "osm", lines: [...osm.ways.keys()].map((id) => `way/${id}`) },
    }),
  };
}
