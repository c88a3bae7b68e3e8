import { parse } from "csv-parse/sync";
import { ImportFailure } from "./failure.ts";
import { tableOfGrid } from "./grid.ts";
import type { ReadOptions, SourceTable } from "./source.ts";
import { decodeText, delimiterOf } from "./text.ts";

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
};

/** Reads a CSV file; encoding, delimiter and header row are found by looking. */
export function readCsv(bytes: Uint8Array, options: ReadOptions): SourceTable {
  const { text, encoding } = decodeText(bytes, options.encoding);
  const delimiter = delimiterOf(text);
  const { columns, rows, headerRow } = tableOfGrid(parseGrid(text, delimiter), true);
  return {
    columns,
    rows,
    crs: null,
    detected: { encoding, delimiter: DELIMITER_NAMES[delimiter]!, headerRow },
  };
}

function parseGrid(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportFailure(`The CSV file cannot be read: ${reason}`, { cause: error });
  }
}
