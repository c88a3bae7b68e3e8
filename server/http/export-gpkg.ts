import type { Geometry, Position } from "geojson";
import initSqlJs, { type Database } from "sql.js";
import { demoNotice, type ExportColumn, type ExportRow, type ExportTable } from "./export-table.ts";

const SQL_TYPES: Record<ExportColumn["type"], string> = {
  text: "TEXT",
  integer: "INTEGER",
  number: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
  instant: "DATETIME",
};

const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

/** Tables every GeoPackage has. See OGC 12-128r18, annex C. */
const TABLES = `
  PRAGMA application_id = 1196444487; -- "GPKG"
  PRAGMA user_version = 10300;
  CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
  CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
  CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));`;

/**
 * A table as a GeoPackage with one feature table named after the layer.
 *
 * Lines and polygons are written as their multi types, so that a table holds one type. Blocks for about a second per
 * 100,000 rows: call it off the main thread.
 *
 * @see OGC 12-128r18, GeoPackage encoding standard 1.3.
 */
export async function gpkgOf(table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
  const sqlite = await initSqlJs();
  const database = new sqlite.Database();
  try {
    write(database, table);
    return new Uint8Array(database.export());
  } finally {
    database.close();
  }
}

function write(database: Database, table: ExportTable) {
  const name = table.id.replaceAll("-", "_");
  const columns = table.columns.filter((column) => !["fid", "geom", "id"].includes(column.name));
  const kept = columns.map((column) => table.columns.indexOf(column));
  const rows = [...table.rows];
  const { type, bounds } = surveyOf(rows);
  database.exec(TABLES);
  for (const [title, id, organization, definition] of [
    ["Undefined Cartesian SRS", -1, "NONE", "undefined"],
    ["Undefined geographic SRS", 0, "NONE", "undefined"],
    ["WGS 84 geodetic", 4326, "EPSG", WGS84],
  ] as const)
    database.run("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", [
      title,
      id,
      organization,
      id,
      definition,
    ]);
  const definitions = columns.map((column) => `"${column.name}" ${SQL_TYPES[column.type]}`);
  database.exec(
    `CREATE TABLE "${name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom ${type},
       ${["id TEXT", ...definitions].join(", ")})`,
  );
  const notice = table.district.isDemo ? ` (${demoNotice(table.language)})` : "";
  database.run(
    `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
     VALUES (?, 'features', ?, ?, ?, ?, ?, ?, 4326)`,
    [name, name, `${table.district.name} ${table.title} ${table.date}${notice}`, ...bounds],
  );
  database.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", [name, type]);
  database.exec("BEGIN");
  const marks = ["?", "?", ...columns.map(() => "?")].join(", ");
  const names = ["geom", "id", ...columns.map((column) => `"${column.name}"`)].join(", ");
  const insert = database.prepare(`INSERT INTO "${name}" (${names}) VALUES (${marks})`);
  for (const row of rows) {
    const values = kept.map((from, i) => cellOf(row.values[from] ?? null, columns[i]!));
    insert.run([row.geometry && geometryBlob(asMulti(row.geometry)), row.id, ...values]);
  }
  insert.free();
  database.exec("COMMIT");
}

function cellOf(value: string | number | boolean | null, column: ExportColumn) {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value !== null && column.type === "instant") return new Date(String(value)).toISOString();
  return value;
}

/** One geometry type for all rows, and the bounds of all. */
function surveyOf(rows: readonly ExportRow[]) {
  const types = new Set<string>();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of rows) {
    if (!geometry) continue;
    types.add(asMulti(geometry).type.toUpperCase());
    for (const [lng, lat] of positionsOf(geometry)) {
      west = Math.min(west, lng!);
      south = Math.min(south, lat!);
      east = Math.max(east, lng!);
      north = Math.max(north, lat!);
    }
  }
  const bounds = west <= east ? [west, south, east, north] : [null, null, null, null];
  return { type: types.size === 1 ? [...types][0]! : "GEOMETRY", bounds };
}

function asMulti(geometry: Geometry): Geometry {
  if (geometry.type === "LineString")
    return { type: "MultiLineString", coordinates: [geometry.coordinates] };
  if (geometry.type === "Polygon")
    return { type: "MultiPolygon", coordinates: [geometry.coordinates] };
  return geometry;
}

function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case "Point":
      return [geometry.coordinates];
    case "MultiPoint":
    case "LineString":
      return geometry.coordinates;
    case "MultiLineString":
    case "Polygon":
      return geometry.coordinates.flat();
    case "MultiPolygon":
      return geometry.coordinates.flat(2);
    default:
      return geometry.geometries.flatMap(positionsOf);
  }
}

/** The header of a GeoPackage geometry (little-endian, WGS 84, no envelope), then well-known binary. */
function geometryBlob(geometry: Geometry): Uint8Array {
  const bytes: number[] = [0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0]; // "GP", version, flags, 4326
  const scratch = new DataView(new ArrayBuffer(8));
  const uint32 = (value: number) => {
    scratch.setUint32(0, value, true);
    for (let i = 0; i < 4; i++) bytes.push(scratch.getUint8(i));
  };
  const position = (at: Position) => {
    for (const ordinate of [at[0]!, at[1]!]) {
      scratch.setFloat64(0, ordinate, true);
      for (let i = 0; i < 8; i++) bytes.push(scratch.getUint8(i));
    }
  };
  const list = <T>(all: readonly T[], one: (item: T) => void) => {
    uint32(all.length);
    for (const item of all) one(item);
  };
  const line = (positions: Position[]) => list(positions, position);
  const tagged = (type: number) => {
    bytes.push(1);
    uint32(type);
  };
  const wkb = (shape: Geometry): void => {
    switch (shape.type) {
      case "Point":
        tagged(1);
        position(shape.coordinates);
        break;
      case "LineString":
        tagged(2);
        line(shape.coordinates);
        break;
      case "Polygon":
        tagged(3);
        list(shape.coordinates, line);
        break;
      case "MultiPoint":
        tagged(4);
        list(shape.coordinates, (coordinates) => wkb({ type: "Point", coordinates }));
        break;
      case "MultiLineString":
        tagged(5);
        list(shape.coordinates, (coordinates) => wkb({ type: "LineString", coordinates }));
        break;
      case "MultiPolygon":
        tagged(6);
        list(shape.coordinates, (coordinates) => wkb({ type: "Polygon", coordinates }));
        break;
      default:
        tagged(7);
        list(shape.geometries, wkb);
        break;
    }
  };
  wkb(geometry);
  return Uint8Array.from(bytes);
}
