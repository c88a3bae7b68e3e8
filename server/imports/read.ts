import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { readCsv } from "./csv.ts";
import { ImportFailure } from "./failure.ts";
import { type FileFormat, formatOf } from "./format.ts";
import { readGeojson } from "./geojson.ts";
import { readGeopackage } from "./geopackage.ts";
import { readKml } from "./kml.ts";
import { readShapefile, type ShapefileParts } from "./shapefile.ts";
import type { ReadOptions, SourceTable } from "./source.ts";
import { readXlsx } from "./xlsx.ts";
import { unzip } from "./zip.ts";

/** Files are read whole, so that nothing is written before all of it has been checked. */
const MAX_FILE_BYTES = 500 * 1024 * 1024;

/**
 * Reads a file's bytes and tells its format.
 *
 * @throws {ImportFailure} when there is no such file, it is larger than 500 MB, or in no known format.
 */
export function readBytes(path: string): { bytes: Uint8Array; format: FileFormat } {
  const name = basename(path);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new ImportFailure(`There is no file ${path}.`);
  if (found.size > MAX_FILE_BYTES) {
    throw new ImportFailure(`${name} is larger than 500 MB: split it, or cut an extract.`, {
      reason: "limit",
    });
  }
  const bytes = readFileSync(path);
  return { bytes, format: formatOf(bytes, name) };
}

/** Reads a file of rows; `osm-pbf` is not one. */
export async function readTable(
  path: string,
  { bytes, format }: { bytes: Uint8Array; format: Exclude<FileFormat, "osm-pbf"> },
  options: ReadOptions,
): Promise<SourceTable> {
  switch (format) {
    case "csv":
      return readCsv(bytes, options);
    case "xlsx":
      return readXlsx(bytes, options);
    case "geojson":
      return readGeojson(bytes, options);
    case "geopackage":
      return readGeopackage(bytes, options);
    case "kml":
      return readKml(bytes, options);
    case "kmz":
      return readKml(
        onlyOne(
          unzip(bytes, (name) => /\.kml$/i.test(name)),
          ".kml",
        ),
        options,
      );
    case "shapefile":
      return readShapefile(partsBeside(path, bytes), options);
    case "shapefile-zip":
      return readShapefile(partsIn(bytes, options), options);
  }
}

function onlyOne(files: Record<string, Uint8Array>, extension: string) {
  const [name] = Object.keys(files).sort((a, b) => a.length - b.length); // doc.kml before its parts
  if (!name) throw new ImportFailure(`The archive holds no ${extension} file.`);
  return files[name]!;
}

const latin = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8").trim();

/** The parts of a shapefile lying beside its .shp, whatever the case of their extensions. */
function partsBeside(path: string, shp: Uint8Array): ShapefileParts {
  const stem = basename(path, extname(path)).toLowerCase();
  const part = (extension: string) => {
    const name = readdirSync(dirname(path)).find((file) => file.toLowerCase() === stem + extension);
    return name === undefined ? undefined : readFileSync(join(dirname(path), name));
  };
  return { shp, dbf: part(".dbf"), prj: latin(part(".prj")), cpg: latin(part(".cpg")) };
}

/** The parts of the shapefile in an archive: the layer asked for, else the only one. */
function partsIn(bytes: Uint8Array, { layer }: ReadOptions): ShapefileParts {
  const files = unzip(
    bytes,
    (name) => /\.(shp|dbf|prj|cpg)$/i.test(name) && !/__MACOSX/.test(name),
  );
  const stems = Object.keys(files)
    .filter((name) => /\.shp$/i.test(name))
    .map((name) => name.slice(0, -4));
  const stem = stems.length === 1 ? stems[0] : stems.find((name) => basename(name) === layer);
  if (stem === undefined) {
    const names = stems.map((name) => basename(name)).join(", ");
    throw new ImportFailure(`Say which shapefile with --layer: ${names}.`);
  }
  const part = (extension: string) =>
    Object.entries(files).find(
      ([name]) => name.toLowerCase() === stem.toLowerCase() + extension,
    )?.[1];
  return {
    shp: part(".shp")!,
    dbf: part(".dbf"),
    prj: latin(part(".prj")),
    cpg: latin(part(".cpg")),
  };
}
