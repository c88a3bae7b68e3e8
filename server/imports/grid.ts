import { ImportFailure, shown } from "./failure.ts";
import { isKnownHeader } from "./headers.ts";
import { type Cell, MAX_ROWS, type SourceRow } from "./source.ts";

/** How far down a header is looked for: registers often begin with a title and a date. */
const HEADER_ROWS = 15;

const isEmpty = (cell: Cell) => cell === null || (typeof cell === "string" && cell.trim() === "");

/**
 * Which row is the header: the one with most names known here, else the first with most words.
 *
 * @returns 0-based index; -1 when there is no row with two cells of text.
 */
export function headerIndexOf(grid: readonly (readonly Cell[])[]) {
  const score = (cells: readonly Cell[]) => {
    const words = cells.filter((cell) => typeof cell === "string" && !isEmpty(cell));
    const known = words.filter((cell) => isKnownHeader(String(cell))).length;
    return words.length === 0 ? 0 : known * 1000 + words.length;
  };
  const scores = grid.slice(0, HEADER_ROWS).map(score);
  const best = Math.max(0, ...scores);
  return best === 0 ? -1 : scores.indexOf(best);
}

/**
 * The columns and rows of a grid of cells.
 *
 * @param isStrict  a row with more or fewer cells than the header is a fault: a delimiter or quote went wrong.
 * @throws {ImportFailure} when there is no header, a column's name repeats, or there are too many rows.
 */
export function tableOfGrid(grid: readonly (readonly Cell[])[], isStrict: boolean) {
  const header = headerIndexOf(grid);
  if (header < 0) throw new ImportFailure("No row names the columns: put their names in a row.");
  if (grid.length > MAX_ROWS) {
    throw new ImportFailure(`More than ${MAX_ROWS.toLocaleString("en")} rows: split the file.`, {
      reason: "limit",
    });
  }
  const names = grid[header]!.map((cell) => String(cell ?? "").trim());
  while (names.at(-1) === "") names.pop();
  const columns = names.map((name, i) => name || `column ${i + 1}`);
  const repeated = columns.find((name, i) => columns.indexOf(name) !== i);
  if (repeated) throw new ImportFailure(`Two columns are called "${repeated}": rename one.`);
  const rows = grid
    .map((cells, i) => ({ cells, row: i + 1 }))
    .slice(header + 1)
    .filter(({ cells }) => !cells.every(isEmpty))
    .map(({ cells, row }) => rowOf(cells, row, columns, isStrict));
  return { columns, rows, headerRow: header + 1 };
}

function rowOf(
  cells: readonly Cell[],
  row: number,
  columns: readonly string[],
  isStrict: boolean,
): SourceRow {
  const kept = columns.map((_, i) => (isEmpty(cells[i] ?? null) ? null : cells[i]!));
  const isRagged = isStrict && cells.length !== columns.length;
  const isOverfull = cells.slice(columns.length).some((cell) => !isEmpty(cell));
  if (!isRagged && !isOverfull) return { row, cells: kept };
  const fault = {
    row,
    field: `${cells.length} columns`,
    value: shown(cells.map((cell) => String(cell ?? "")).join(" | ")),
    remedy: `Give ${columns.length} columns, as the header does; a delimiter or quote may be missing.`,
  };
  return { row, cells: kept, fault };
}
