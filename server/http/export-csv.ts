import { type ExportTable, placeTitles, pointOf, shownValue } from "./export-table.ts";

/** Text that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One cell of RFC 4180.
 *
 * @param isText  A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers do not.
 * @see OWASP, "CSV Injection".
 */
export function csvCell(value: string | number | null, isText: boolean): string {
  if (value === null) return "";
  const text = String(value);
  const safe = isText && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A table as CSV for Excel: UTF-8 with a byte order mark, titles in the first row, lines ended by CRLF.
 *
 * Points have two columns, lng and lat; lines and polygons are left to the other formats.
 */
export function* csvOf(table: ExportTable): Generator<string> {
  const { columns, language } = table;
  const titles = placeTitles(language);
  const header = [titles.id, ...columns.map((column) => column.title), titles.lng, titles.lat];
  yield `\uFEFF${header.map((title) => csvCell(title, true)).join(",")}\r\n`;
  for (const row of table.rows) {
    const cells = row.values.map((value, i) => {
      const shown = shownValue(value, columns[i]!, language);
      return csvCell(shown, typeof shown === "string");
    });
    const [lng, lat] = pointOf(row.geometry) ?? [null, null];
    yield `${[csvCell(row.id, true), ...cells, csvCell(lng, false), csvCell(lat, false)].join(",")}\r\n`;
  }
}
