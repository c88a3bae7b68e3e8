import initSqlJs from "sql.js";
import { type Crs, crsOfEpsg, crsOfWkt } from "../geo/crs.ts";
import { ImportFailure, shown } from "./failure.ts";
import { MAX_ROWS, type ReadOptions, type SourceTable, tableOfObjects } from "./source.ts";
import { parseWkb } from "./wkb.ts";

type Connection = InstanceType<Awaited<ReturnType<typeof initSqlJs>>["Database"]>;

/**
 * Reads one layer of a GeoPackage: the one asked for, else the only one.
 *
 * @throws {ImportFailure} when it is damaged, or has several layers and none is named.
 * @see OGC 12-128r18, GeoPackage Encoding Standard 1.3.
 */
export async function readGeopackage(
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<SourceTable> {
  const { Database } = await initSqlJs();
  let database: Connection | null = null;
  try {
    database = new Database(bytes);
    return readLayer(database, options);
  } catch (error) {
    if (error instanceof ImportFailure) throw error;
    throw new ImportFailure("The GeoPackage is damaged or cut off: save it again.", {
      cause: error,
    });
  } finally {
    database?.close();
  }
}

const rowsOf = (database: Connection, sql: string, values: (string | number)[] = []) => {
  const statement = database.prepare(sql, values);
  const rows: Record<string, unknown>[] = [];
  while (statement.step()) {
    rows.push(statement.getAsObject());
    if (rows.length > MAX_ROWS) {
      throw new ImportFailure(`More than ${MAX_ROWS.toLocaleString("en")} rows: split the layer.`, {
        reason: "limit",
      });
    }
  }
  statement.free();
  return rows;
};

function readLayer(database: Connection, options: ReadOptions): SourceTable {
  const layers = rowsOf(
    database,
    `select g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
       from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id`,
  );
  const names = layers.map(({ table_name }) => String(table_name));
  const layer = options.layer
    ? layers.find(({ table_name }) => table_name === options.layer)
    : layers.length === 1
      ? layers[0]
      : undefined;
  if (!layer) {
    throw new ImportFailure(
      names.length === 0
        ? "The GeoPackage has no layer with geometry."
        : `Say which layer with --layer: ${names.join(", ")}.`,
    );
  }
  const [table, column] = [String(layer.table_name), String(layer.column_name)];
  const quoted = `"${table.replaceAll('"', '""')}"`;
  const objects = rowsOf(database, `select * from ${quoted}`).map((values, i) => {
    const { [column]: blob, ...properties } = values;
    const row = i + 1;
    try {
      return {
        row,
        properties,
        geometry: blob instanceof Uint8Array ? geometryOfBlob(blob) : null,
      };
    } catch (error) {
      const remedy = `Correct the geometry: ${error instanceof Error ? error.message : error}.`;
      const fault = { row, field: column, value: shown(properties), remedy };
      return { row, properties, geometry: null, fault };
    }
  });
  return { ...tableOfObjects(objects), crs: crsOfLayer(layer), detected: { layer: table } };
}

function crsOfLayer(layer: Record<string, unknown>): Crs | null {
  if (String(layer.organization).toUpperCase() === "NONE" || layer.organization === null)
    return null;
  const code = Number(layer.organization_coordsys_id);
  const known = String(layer.organization).toUpperCase() === "EPSG" ? crsOfEpsg(code) : null;
  const crs = known ?? crsOfWkt(String(layer.definition));
  if (typeof crs !== "string") return crs;
  throw new ImportFailure(
    `The coordinate reference system ${layer.organization}:${code} cannot be used: ${crs}.`,
  );
}

/** Bytes of the envelope by its code in the flags. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];

function geometryOfBlob(blob: Uint8Array) {
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new RangeError("it does not begin with GP");
  const envelope = ENVELOPE_BYTES[(blob[3]! >> 1) & 7];
  if (envelope === undefined) throw new RangeError("its envelope is of an unknown kind");
  return parseWkb(blob.subarray(8 + envelope));
}
