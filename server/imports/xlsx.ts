import { Buffer } from "node:buffer";
import { zipSync } from "fflate";
import readWorkbook from "read-excel-file/node";
import { ImportFailure } from "./failure.ts";
import { headerIndexOf, tableOfGrid } from "./grid.ts";
import type { Cell, ReadOptions, SourceTable } from "./source.ts";
import { unzip } from "./zip.ts";

/**
 * Reads one sheet of an XLSX workbook: the one asked for, else the first in which a header is found.
 *
 * @throws {ImportFailure} when it is damaged, or has no such sheet.
 */
export async function readXlsx(bytes: Uint8Array, options: ReadOptions): Promise<SourceTable> {
  // Unpacked under our limits and packed again without compression: the reader itself has no limits.
  const plain = Buffer.from(zipSync(unzip(bytes), { level: 0 }));
  const sheets = await readSheets(plain);
  const names = sheets.map(({ sheet }) => sheet);
  const chosen = options.sheet
    ? sheets.find(({ sheet }) => sheet === options.sheet)
    : sheets.find(({ data }) => headerIndexOf(data) >= 0);
  if (!chosen) {
    throw new ImportFailure(
      options.sheet
        ? `No sheet is called "${options.sheet}": there are ${names.join(", ")}.`
        : "The workbook has no sheet with a header row.",
    );
  }
  const { columns, rows, headerRow } = tableOfGrid(chosen.data, false);
  return {
    columns,
    rows,
    crs: null,
    detected: { sheet: chosen.sheet, sheets: names.join(", "), headerRow },
  };
}

async function readSheets(workbook: Buffer) {
  try {
    const sheets = await readWorkbook(workbook);
    // Its types say `typeof Date` where a Date comes back.
    return sheets.map(({ sheet, data }) => ({ sheet, data: data as unknown as Cell[][] }));
  } catch (error) {
    throw new ImportFailure("The workbook is damaged: open it and save it again.", {
      cause: error,
    });
  }
}
