import writeExcelFile from "write-excel-file/node";
import {
  demoNotice,
  type ExportColumn,
  type ExportTable,
  placeTitles,
  pointOf,
  shownValue,
} from "./export-table.ts";

type Cell = { value: string | number | Date; format?: string; fontWeight?: "bold" } | null;

const bold = (value: string): Cell => ({ value, fontWeight: "bold" });

function cellOf(
  value: string | number | boolean | null,
  column: ExportColumn,
  language: "zh" | "en",
): Cell {
  const shown = shownValue(value, column, language);
  if (shown === null || shown === "") return null;
  if (column.type !== "date") return { value: shown };
  return { value: new Date(`${shown}T00:00:00Z`), format: "yyyy-mm-dd" };
}

/**
 * A table as an Excel workbook: the rows, and a sheet that says what they are.
 *
 * A text is written as text, so that nothing in it is run as a formula.
 */
export async function xlsxOf(table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
  const { columns, language, district } = table;
  const titles = placeTitles(language);
  const hasPlaces = table.hasPlaces ?? true;
  const place = hasPlaces ? [titles.lng, titles.lat] : [];
  const rows: Cell[][] = [
    [titles.id, ...columns.map((column) => column.title), ...place].map(bold),
  ];
  for (const row of table.rows) {
    const position = hasPlaces ? (pointOf(row.geometry) ?? [null, null]) : [];
    rows.push([
      { value: row.id },
      ...row.values.map((value, i) => cellOf(value, columns[i]!, language)),
      ...position.map((one) => (one === null ? null : { value: one })),
    ]);
  }
  const isChinese = language === "zh";
  const about: Cell[][] = [
    [bold(isChinese ? "区划" : "District"), { value: district.name }],
    [bold(isChinese ? "内容" : "Content"), { value: table.title }],
    [bold(isChinese ? "截至日期" : "As of"), { value: table.date }],
    [bold(isChinese ? "行数" : "Rows"), { value: rows.length - 1 }],
    ...(hasPlaces
      ? [[bold(isChinese ? "坐标系" : "Coordinates"), { value: "WGS 84 (EPSG:4326)" }]]
      : []),
    ...(district.isDemo
      ? [[bold(isChinese ? "数据说明" : "Notice"), { value: demoNotice(language) }]]
      : []),
  ];
  const width = (column: ExportColumn) => ({ width: column.type === "text" ? 22 : 12 });
  const bytes = await writeExcelFile([
    {
      data: rows,
      sheet: isChinese ? "数据" : "Data",
      columns: [{ width: 18 }, ...columns.map(width), ...place.map(() => ({ width: 12 }))],
      stickyRowsCount: 1,
    },
    { data: about, sheet: isChinese ? "说明" : "About", columns: [{ width: 14 }, { width: 40 }] },
  ]).toBuffer();
  return new Uint8Array(bytes);
}
