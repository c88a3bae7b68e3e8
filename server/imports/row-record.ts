import type { Geometry, MultiPolygon } from "geojson";
import { type RowFault, shown } from "./failure.ts";
import type { ColumnMap } from "./headers.ts";
import { digest } from "./key.ts";
import type { ImportRecord } from "./record.ts";
import type { SourceRow } from "./source.ts";

/** A row as a record, or everything that is wrong with it. */
export type RowResult =
  | { readonly record: ImportRecord }
  | { readonly faults: readonly RowFault[] };

/** The fields of a row by name; null where the row gives none. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** A row with one thing wrong with it. */
export const fault = (
  row: SourceRow,
  field: string,
  value: unknown,
  remedy: string,
): { readonly faults: readonly RowFault[] } => ({
  faults: [{ row: row.row, field, value: shown(value ?? ""), remedy }],
});

/** A key that finds the record again: its number where it has one, else what makes it the one it is. */
export const keyOf = (
  kind: string,
  code: unknown,
  geometry: Geometry | null,
  ...words: unknown[]
) =>
  code
    ? `${kind}/${code}`
    : `${kind}/${digest(JSON.stringify([geometry && rounded(geometry), ...words]))}`;

/** Coordinates to 0.1 m, so that another format of the same file gives the same key. */
const rounded = (geometry: Geometry) =>
  JSON.stringify(geometry, (_, value) =>
    typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value,
  );

/** The columns that hold the place, for a report. */
export const placeField = (map: ColumnMap) =>
  [map.lng ?? map.x, map.lat ?? map.y, map.point, map.shape].filter(Boolean).join(", ") ||
  "geometry";

/** @returns null for what is no surface. */
export function asMultiPolygon(geometry: Geometry | null): MultiPolygon | null {
  if (geometry?.type === "MultiPolygon") return geometry;
  if (geometry?.type !== "Polygon") return null;
  return { type: "MultiPolygon", coordinates: [geometry.coordinates] };
}
