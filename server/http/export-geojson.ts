import { demoNotice, type ExportRow, type ExportTable } from "./export-table.ts";

/** One row as a GeoJSON feature, its columns by name. */
export function featureOf(
  row: ExportRow,
  table: { readonly columns: readonly { readonly name: string }[] },
) {
  const properties: Record<string, string | number | boolean | null> = {};
  for (const [i, column] of table.columns.entries())
    properties[column.name] = row.values[i] ?? null;
  return { type: "Feature" as const, id: row.id, geometry: row.geometry, properties };
}

/**
 * A table as a GeoJSON FeatureCollection, one feature a line.
 *
 * @param foreign  Further members of the collection, e.g. a link to the next page.
 * @see RFC 7946.
 */
export function* geojsonOf(
  table: ExportTable,
  foreign: Record<string, unknown> = {},
): Generator<string> {
  const head = {
    type: "FeatureCollection",
    name: table.id,
    ...(table.district.isDemo ? { notice: demoNotice(table.language) } : {}),
    ...foreign,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  let separator = "\n";
  for (const row of table.rows) {
    yield `${separator}${JSON.stringify(featureOf(row, table))}`;
    separator = ",\n";
  }
  yield "\n]}\n";
}
