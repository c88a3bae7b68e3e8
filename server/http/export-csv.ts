import { type ExportTable, placeTitles, pointOf, shownValue } from "./export-table.ts";

/** Text that a spreadsheet would run as a formula; with East Asian input also in full width. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

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
  const hasPlaces = table.hasPlaces ?? true;
  const place = hasPlaces ? [titles.lng, titles.lat] : [];
  const header = [titles.id, ...columns.map((column) => column.title), ...place];
  yield `\uFEFF${header.map((title) => csvCell(title, true)).join(",")}\r\n`;
  for (const row of table.rows) {
    const cells = row.values.map((value, i) => {
      const shown = shownValue(value, columns[i]!, language);
      return csvCell(shown, typeof shown === "string");
    });
    const position = hasPlaces ? (pointOf(row.geometry) ?? [null, null]) : [];
    const all = [csvCell(row.id, true), ...cells, ...position.map((one) => csvCell(one, false))];
    yield `${all.join(",")}\r\n`;
  }
}
