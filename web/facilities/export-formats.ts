/** Files the server writes, the office's own first. */
export const FORMATS = [
  { format: "xlsx", title: "Excel (XLSX)" },
  { format: "csv", title: "CSV" },
  { format: "geojson", title: "GeoJSON" },
  { format: "gpkg", title: "GeoPackage" },
] as const;

export type Format = (typeof FORMATS)[number]["format"];

/** The most records the server puts into one file. */
export const FILE_MAX_RECORDS = 100_000;
