import { LAND_USE_CODES, LAND_USES } from "../../data/plot.ts";
import { isAmount, readAmount } from "./amounts.ts";
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
  placeKind: readWord("placeKind"),
  landUse: readLandUse,
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
  isAvailable: readYesNo,
  oneway: readYesNo,
};

/** A day; a year alone is its first day, as registers of buildings write it. */
function readYearOrDay(cell: Cell): Reading<string> {
  const year = /^\s*((?:19|20)\d\d)\s*年?\s*$/.exec(String(cell ?? ""))?.[1];
  return year ? { value: `${year}-01-01` } : readDay(cell);
}

/** A use of land: a word, or a code of GB 50137 with or without its words, e.g. R2, A33 中小学用地. */
function readLandUse(cell: Cell): Reading<string> {
  const text = String(cell ?? "")
    .normalize("NFKC")
    .trim();
  const letter = /^([RABMWSUG])\d{0,3}\s*\p{Script=Han}*$/iu.exec(text)?.[1]?.toUpperCase();
  const use = LAND_USES.find((one) => LAND_USE_CODES[one] === letter);
  return use ? { value: use } : readWord("landUse")(cell);
}

/** The fields of a row by name; what cannot be read is a fault, what is empty is null. */
export function fieldReader(table: SourceTable, map: ColumnMap) {
  const columns = Object.entries(map).map(([field, column]) => ({
    field,
    column,
    index: table.columns.indexOf(column),
    reader: isAmount(field) ? readAmount(field, column) : (READERS[field] ?? readText),
  }));
  return (row: SourceRow, fields: readonly string[]) => {
    const values: Record<string, string | number | boolean | null> = {};
    const faults: RowFault[] = [];
    for (const { field, column, index, reader } of columns) {
      if (!fields.includes(field)) continue;
      const cell = row.cells[index] ?? null;
      const reading = reader(cell);
      if ("remedy" in reading) {
        faults.push({ row: row.row, field: column, value: shown(cell), remedy: reading.remedy });
      } else values[field] = reading.value;
    }
    return { values, faults };
  };
}
