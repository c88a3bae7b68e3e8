import type { Geometry } from "geojson";

/** A value of a column as it is written. Geometry is GeoJSON in WGS 84; other objects are jsonb. */
export type RecordValue = string | number | boolean | null | Geometry | Record<string, unknown>;

/** Tables an import writes. */
export type RecordTable =
  | "facility"
  | "street"
  | "street_edge"
  | "area"
  | "ground"
  | "place"
  | "plot"
  | "complaint";

/** What one import wants one record to be. */
export type ImportRecord = {
  readonly table: RecordTable;
  /** Its key in the database, derived from `source` and `key`, so that the same record is found again. */
  readonly id: string;
  /** The columns the file speaks of; others are left as they are. */
  readonly values: Readonly<Record<string, RecordValue>>;
  /** 1-based row of the file, for reports; 0 where a record is not of one row. */
  readonly row: number;
};

/** Everything a file asks to be written, and what was left out of it on purpose. */
export type ImportRecords = {
  readonly records: readonly ImportRecord[];
  /** What is not imported although it is in the file, and why: not an error, but said. */
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
};
