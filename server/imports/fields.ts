import { type RowFault, shown } from "./failure.ts";
import type { ColumnMap } from "./headers.ts";
import type { Cell, SourceRow, SourceTable } from "./source.ts";
import {
  type Reading,
  readCount,
  readDay,
  readNumber,
  readText,
  readWord,
  readYesNo,
} from "./values.ts";

/** How each field is read. A field that is not here is text. */
const READERS: Readonly<Record<string, (cell: Cell) => Reading<string | number | boolean>>> = {
  status: readWord("status"),
  openedOn: readYearOrDay,
  closedOn: readYearOrDay,
  verifiedOn: readDay,
  validFrom: readDay,
  toiletClass: readWord("toiletClass"),
  level: readWord("level"),
  grade: readWord("grade"),
  importance: readWord("importance"),
  stallsMale: readCount,
  stallsFemale: readCount,
  containers: readCount,
  seats: readCount,
  vehiclePlaces: readCount,
  tonnesPerDay: readNumber,
  siteSquareMeters: readNumber,
  volumeLiters: readNumber,
  width: readNumber,
  isAccessible: readYesNo,
  hasThirdBathroom: readYesNo,
  hasFee: readYesNo,
  hasCompaction: readYesNo,
  isSorted: readYesNo,
  hasWater: readYesNo,
  hasToilet: readYesNo,
  oneway: readYesNo,
};

/** A day; a year alone is its first day, as registers of buildings write it. */
function readYearOrDay(cell: Cell): Reading<string> {
  const year = /^\s*((?:19|20)\d\d)\s*年?\s*$/.exec(String(cell ?? ""))?.[1];
  return year ? { value: `${year}-01-01` } : readDay(cell);
}

/** The fields of a row by name; what cannot be read is a fault, what is empty is null. */
export function fieldReader(table: SourceTable, map: ColumnMap) {
  const columns = Object.entries(map).map(([field, column]) => ({
    field,
    column,
    index: table.columns.indexOf(column),
  }));
  return (row: SourceRow, fields: readonly string[]) => {
    const values: Record<string, string | number | boolean | null> = {};
    const faults: RowFault[] = [];
    for (const { field, column, index } of columns) {
      if (!fields.includes(field)) continue;
      const cell = row.cells[index] ?? null;
      const reading = (READERS[field] ?? readText)(cell);
      if ("remedy" in reading) {
        faults.push({ row: row.row, field: column, value: shown(cell), remedy: reading.remedy });
      } else values[field] = reading.value;
    }
    return { values, faults };
  };
}
