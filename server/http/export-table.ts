import type { Geometry } from "geojson";

/** What a file can be asked for as. */
export const EXPORT_FORMATS = ["geojson", "csv", "xlsx", "gpkg"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The most rows one file holds. */
export const EXPORT_MAX_ROWS = 100_000;

/** One column of a file: its name for programs, its title for people. */
export type ExportColumn = {
  readonly name: string;
  readonly title: string;
  readonly type: "text" | "integer" | "number" | "boolean" | "date" | "instant";
  /** Titles of coded values; spreadsheets show them, GeoJSON and GeoPackage keep the codes. */
  readonly values?: Readonly<Record<string, string>>;
};

/** One row of a file. */
export type ExportRow = {
  readonly id: string;
  /** WGS 84; null when the place is unknown. */
  readonly geometry: Geometry | null;
  /** One value a column, in their order. */
  readonly values: readonly (string | number | boolean | null)[];
};

/** What is written to a file: a titled list of columns, and rows that are read once. */
export type ExportTable = {
  readonly district: { readonly id: string; readonly name: string; readonly isDemo: boolean };
  /** Id and title of the layer or list. */
  readonly id: string;
  readonly title: string;
  readonly language: "zh" | "en";
  /** Local day the rows hold on, `YYYY-MM-DD`. */
  readonly date: string;
  readonly columns: readonly ExportColumn[];
  /** false where rows have no place at all, and so no columns for one. */
  readonly hasPlaces?: boolean;
  readonly rows: Iterable<ExportRow>;
};

/** The label every file of a demonstration carries. */
export const demoNotice = (language: "zh" | "en") =>
  language === "zh" ? "演示数据" : "Demonstration data";

/** The same table with a last column that labels each row, when the district is a demonstration. */
export function labelled(table: ExportTable): ExportTable {
  if (!table.district.isDemo) return table;
  const notice = demoNotice(table.language);
  const title = table.language === "zh" ? "数据说明" : "Notice";
  return {
    ...table,
    columns: [...table.columns, { name: "notice", title, type: "text" }],
    rows: withNotice(table.rows, notice),
  };
}

function* withNotice(rows: Iterable<ExportRow>, notice: string) {
  for (const row of rows) yield { ...row, values: [...row.values, notice] };
}

/** The header that names the file: `{district}-{layer}-{date}.{ext}`, with 演示数据 where it is that. */
export function contentDisposition(table: ExportTable, extension: string): string {
  const { district, id, date } = table;
  const ascii = `${district.id}-${id}-${date}${district.isDemo ? "-demo" : ""}.${extension}`;
  const notice = district.isDemo ? `-${demoNotice(table.language)}` : "";
  const full = `${district.name}-${table.title}-${date}${notice}.${extension}`;
  const encoded = encodeURIComponent(full).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A value as a person reads it in a spreadsheet. */
export function shownValue(
  value: string | number | boolean | null,
  column: ExportColumn,
  language: "zh" | "en",
): string | number | null {
  if (value === null) return null;
  if (typeof value === "boolean")
    return language === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";
  return column.values?.[String(value)] ?? value;
}

/** Titles of the columns every spreadsheet has besides the table's own. */
export const placeTitles = (language: "zh" | "en") =>
  language === "zh"
    ? { id: "编号", lng: "经度", lat: "纬度" }
    : { id: "id", lng: "lng", lat: "lat" };

/** The lng and lat of a point; of anything else, nothing. */
export const pointOf = (geometry: Geometry | null): readonly [number, number] | null =>
  geometry?.type === "Point" ? [geometry.coordinates[0]!, geometry.coordinates[1]!] : null;
