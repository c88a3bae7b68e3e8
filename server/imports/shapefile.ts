import { parseShp } from "shpjs";
import { crsOfWkt } from "../geo/crs.ts";
import { readDbf } from "./dbf.ts";
import { ImportFailure } from "./failure.ts";
import { MAX_ROWS, type ReadOptions, type SourceTable, tableOfObjects } from "./source.ts";

/** The files a shapefile consists of. */
export type ShapefileParts = {
  readonly shp: Uint8Array;
  readonly dbf: Uint8Array | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
};

/**
 * Reads a shapefile.
 *
 * @throws {ImportFailure} when a part is cut off, shapes and rows differ in number, or the `.prj` cannot be used.
 */
export function readShapefile(parts: ShapefileParts, options: ReadOptions): SourceTable {
  const view = new DataView(parts.shp.buffer, parts.shp.byteOffset, parts.shp.byteLength);
  if (parts.shp.length < 100 || view.getInt32(24) * 2 > parts.shp.length) {
    throw new ImportFailure("The .shp file is cut off: fetch it again.");
  }
  const shapes = shapesOf(parts.shp);
  if (shapes.length > MAX_ROWS) {
    throw new ImportFailure("More than 1,000,000 shapes: split the file.", { reason: "limit" });
  }
  const table = parts.dbf ? readDbf(parts.dbf, options.encoding ?? parts.cpg) : null;
  if (table && table.rows.length !== shapes.length) {
    throw new ImportFailure(
      `The .shp file holds ${shapes.length} shapes, the .dbf file ${table.rows.length} rows: they do not belong together.`,
    );
  }
  const crs = parts.prj ? crsOfWkt(parts.prj) : null;
  if (typeof crs === "string") throw new ImportFailure(`The .prj file cannot be used: ${crs}.`);
  const objects = shapes
    .map((geometry, i) => ({ row: i + 1, geometry, properties: table ? table.rows[i]! : {} }))
    .filter(({ properties }) => properties !== null);
  return {
    ...tableOfObjects(objects),
    crs,
    detected: { encoding: table?.encoding ?? "none", prj: parts.prj ? "present" : "missing" },
  };
}

function shapesOf(shp: Uint8Array) {
  try {
    return parseShp(shp);
  } catch (error) {
    throw new ImportFailure("The .shp file is damaged: save it again.", { cause: error });
  }
}
