import type { Geometry } from "geojson";
import type { Crs } from "../geo/crs.ts";
import type { RowFault } from "./failure.ts";

/** A value of a file's cell. */
export type Cell = string | number | boolean | Date | null;

/** One row of a file, as it stands there. */
export type SourceRow = {
  /** 1-based row as a person counts it: in a table the header is a row too, in GeoJSON the feature's place. */
  readonly row: number;
  /** One per column; a missing one is null. */
  readonly cells: readonly Cell[];
  /** In the file's own coordinates; undefined where the format has no geometry. */
  readonly geometry?: Geometry | null;
  /** What already the reader found wrong with the row. */
  readonly fault?: RowFault;
};

/** What a reader makes of a file of rows, whatever its format. */
export type SourceTable = {
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
  /** The system the file itself says it is in; null where it says nothing. */
  readonly crs: Crs | null;
  /** What the reader detected, for the plan: encoding, delimiter, sheet, header row, layer. */
  readonly detected: Readonly<Record<string, string | number>>;
};

/** What a user may fix by hand where detection is wrong. */
export type ReadOptions = {
  readonly sheet?: string;
  readonly layer?: string;
  readonly encoding?: string;
};

/** More rows than one import holds in memory. */
export const MAX_ROWS = 1_000_000;

/** Objects as rows: columns in the order in which they first appear. */
export function tableOfObjects(
  objects: readonly {
    row: number;
    properties: Readonly<Record<string, unknown>> | null;
    geometry: Geometry | null;
    fault?: RowFault;
  }[],
): Pick<SourceTable, "columns" | "rows"> {
  const indexOf = new Map<string, number>();
  for (const { properties } of objects) {
    for (const name of Object.keys(properties ?? {})) {
      if (!indexOf.has(name)) indexOf.set(name, indexOf.size);
    }
  }
  const columns = [...indexOf.keys()];
  const rows = objects.map(({ row, properties, geometry, fault }) => ({
    row,
    geometry,
    cells: columns.map((name) => cellOf(properties?.[name])),
    ...(fault && { fault }),
  }));
  return { columns, rows };
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return value instanceof Date ? value : JSON.stringify(value);
}
