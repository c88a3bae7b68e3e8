import { csvCell } from "../http/export-csv.ts";
import type { RowFault } from "./failure.ts";
import type { SourceTable } from "./source.ts";

const cellText = (value: unknown) => {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : String(value);
};
/** Numbers stay as they are, so that the corrected file can be imported again. */
const cell = (value: unknown) => {
  const text = cellText(value);
  return csvCell(text, !/^[-+]?\d[\d., -]*$/.test(text));
};

/**
 * The bad rows as CSV: every column of the file, then row, field, value and remedy.
 *
 * A row with several faults stands once; they are separated by semicolons.
 *
 * @param table  null for a file that has no rows: then only the faults are listed.
 */
export function rejectsCsv(table: SourceTable | null, faults: readonly RowFault[]): string {
  const hasGeometry = table?.rows.some(({ geometry }) => geometry) ?? false;
  const columns = table?.columns ?? [];
  const header = [
    ...columns,
    ...(hasGeometry ? ["geometry"] : []),
    "row",
    "field",
    "value",
    "remedy",
  ];
  const byRow = new Map<number, RowFault[]>();
  for (const fault of faults) byRow.set(fault.row, [...(byRow.get(fault.row) ?? []), fault]);
  const sourceByRow = new Map(table?.rows.map((row) => [row.row, row]));
  const joined = (some: readonly RowFault[], part: "field" | "value" | "remedy") =>
    [...new Set(some.map((fault) => fault[part]))].join("; ");
  const lines = [...byRow].map(([row, some]) => {
    const source = sourceByRow.get(row);
    const geometry = hasGeometry ? [source?.geometry ? JSON.stringify(source.geometry) : ""] : [];
    const original = columns.map((_, i) => source?.cells[i] ?? null);
    const said = [joined(some, "field"), joined(some, "value"), joined(some, "remedy")];
    return [...original, ...geometry, row, ...said];
  });
  return `\uFEFF${[header, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
