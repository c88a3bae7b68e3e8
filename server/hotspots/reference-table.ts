import { parse } from "csv-parse/sync";

/** One thing wrong with one row of a file, and what would be right. */
export type TableFault = {
  /** As the command was given it. */
  readonly file: string;
  /** 1-based, as a person counts: the header is a row too. */
  readonly row: number;
  readonly field: string;
  /** What stands there. */
  readonly value: string;
  readonly remedy: string;
};

/** A file that cannot be worked with; the message names file, row, field and remedy of the first fault. */
export class ReferenceFailure extends Error {
  readonly faults: readonly TableFault[];

  constructor(message: string, faults: readonly TableFault[] = [], options: ErrorOptions = {}) {
    super(message, options);
    this.name = "ReferenceFailure";
    this.faults = faults;
  }
}

export type TableRow = { readonly row: number; readonly cells: readonly string[] };

/** A table whose first row names its columns. */
export type ReferenceTable = {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
};

/** Names by which a column is known, in lower case. */
const ALIASES = {
  id: ["id", "unit", "cell", "location", "name", "key", "编号"],
  x: ["x", "easting", "xcoord", "x_m", "横坐标"],
  y: ["y", "northing", "ycoord", "y_m", "纵坐标"],
  value: ["value", "val", "count", "z", "数值", "数量"],
  t: ["t", "time", "step", "date", "day", "period", "week", "month", "year", "时间", "日期"],
  states: ["states", "state", "状态"],
  trend: ["trend", "趋势"],
  neighbor: ["neighbor", "neighbour", "to", "j", "neighbor_id", "neighbour_id", "邻居"],
  weight: ["weight", "w", "权重"],
} as const;

export type FieldName = keyof typeof ALIASES;

/** Faults are listed up to here; a file with more has one reason. */
const MOST_FAULTS = 20;

/**
 * The table in a text.
 *
 * @param file  What to call it in a message. @param delimiter  One character.
 * @throws {ReferenceFailure} when there is no header, a name repeats, or a row is longer or shorter than it.
 */
export function parseTable(text: string, file: string, delimiter: string): ReferenceTable {
  const grid = gridOf(text, file, delimiter)
    .map((cells, i) => ({ row: i + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [header, ...rows] = grid;
  if (!header) throw new ReferenceFailure(`${file} is empty: give a row of column names and rows.`);
  const number = header.cells.find((cell) => cell !== "" && Number.isFinite(Number(cell)));
  if (number !== undefined) {
    throw new ReferenceFailure(
      `${file} has no header: row ${header.row} holds the number ${number}. Put column names, such as id,x,y,value, in the first row.`,
    );
  }
  const columns = header.cells.map((cell) => cell.toLowerCase());
  const repeated = columns.find((name, i) => name !== "" && columns.indexOf(name) !== i);
  if (repeated)
    throw new ReferenceFailure(`${file} has two columns called "${repeated}": rename one.`);
  const faults = rows
    .filter(({ cells }) => cells.length !== columns.length)
    .map(({ row, cells }) => ({
      ...{ file, row, field: `${cells.length} columns`, value: cells.join(delimiter) },
      remedy: `give ${columns.length}, as the header does`,
    }));
  failWith(faults);
  if (rows.length === 0)
    throw new ReferenceFailure(`${file} has a header and no rows: give at least one.`);
  return { file, columns, rows };
}

function gridOf(text: string, file: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReferenceFailure(`${file} cannot be read as a table: ${reason}`, [], {
      cause: error,
    });
  }
}

/** @throws {ReferenceFailure} when there are faults. */
export function failWith(faults: readonly TableFault[]): void {
  const [first] = faults;
  if (!first) return;
  const value = first.value === "" ? "nothing" : `"${first.value}"`;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  throw new ReferenceFailure(
    `${first.file}, row ${first.row}, ${first.field}: ${value} stands there; ${first.remedy}.${more}`,
    faults.slice(0, MOST_FAULTS),
  );
}

/** Where a field is; -1 when the table has no such column. */
export function columnOf({ columns }: ReferenceTable, field: FieldName): number {
  for (const name of ALIASES[field]) {
    const at = columns.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}

/** Where a field is. @throws {ReferenceFailure} when the table has no such column. */
export function requiredColumn(table: ReferenceTable, field: FieldName): number {
  const at = columnOf(table, field);
  if (at >= 0) return at;
  throw new ReferenceFailure(
    `${table.file} has no column "${field}", only ${table.columns.join(", ")}: name one so, or ${ALIASES[
      field
    ]
      .slice(1, 4)
      .join(", ")}.`,
  );
}

export const faultAt = (
  table: ReferenceTable,
  { row, cells }: TableRow,
  column: number,
  remedy: string,
): TableFault => ({
  ...{ file: table.file, row, field: table.columns[column]!, value: cells[column]! },
  remedy,
});

/** The numbers of a column. @throws {ReferenceFailure} naming each row without one. */
export function numbersOf(table: ReferenceTable, column: number): Float64Array {
  const numbers = Float64Array.from(table.rows, ({ cells }) =>
    cells[column] === "" ? Number.NaN : Number(cells[column]),
  );
  failWith(
    table.rows
      .filter((_, i) => !Number.isFinite(numbers[i]))
      .map((row) => faultAt(table, row, column, "give a number, such as 12 or 0.5")),
  );
  return numbers;
}

/** The ids of a column; the number of the row where there is no such column. @throws {ReferenceFailure} where one is empty. */
export function idsOf(table: ReferenceTable, column: number): string[] {
  if (column < 0) return table.rows.map((_, i) => String(i + 1));
  failWith(
    table.rows
      .filter(({ cells }) => cells[column] === "")
      .map((row) => faultAt(table, row, column, "give an id")),
  );
  return table.rows.map(({ cells }) => cells[column]!);
}

const DATE = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ].*)?)?$/;

/**
 * When each row is: a number as it stands, or an ISO date or time as days since 1970-01-01.
 *
 * @throws {ReferenceFailure} where it is neither, or one row has a date and another a number.
 */
export function timesOf(table: ReferenceTable, column: number) {
  const isDate = DATE.test(table.rows[0]!.cells[column]!);
  const times = Float64Array.from(table.rows, ({ cells }) =>
    isDate ? dayOf(cells[column]!) : cells[column] === "" ? Number.NaN : Number(cells[column]),
  );
  const remedy = isDate
    ? "give a day, such as 2026-03-31, as the first row does"
    : "give a number, or days such as 2026-03-31 in every row";
  failWith(
    table.rows
      .filter((_, i) => !Number.isFinite(times[i]))
      .map((row) => faultAt(table, row, column, remedy)),
  );
  return { times, isDate };
}

function dayOf(text: string) {
  const parts = DATE.exec(text);
  if (!parts) return Number.NaN;
  const day = `${parts[1]}-${parts[2]}-${parts[3] ?? "01"}`;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day)
    return Number.NaN;
  if (text.length <= 10) return midnight / 86_400_000;
  const clock = text.slice(11);
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/i.test(clock);
  return Date.parse(`${day}T${clock}${isZoned ? "" : "Z"}`) / 86_400_000;
}
