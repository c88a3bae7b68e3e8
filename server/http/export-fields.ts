import type { ExportColumn, ExportRow, ExportTable } from "./export-table.ts";

type Title = { readonly zh: string; readonly en: string };

/** One column of a file with where its value comes from, so that neither can slip against the other. */
export type ExportField<Row> = {
  readonly name: string;
  readonly title: Title;
  readonly type: ExportColumn["type"];
  readonly value: (row: Row, place: number) => ExportRow["values"][number];
  /** Titles of coded values. */
  readonly values?: Readonly<Record<string, Title>>;
};

/** Makes columns of a file. */
export const field =
  <Row>() =>
  (
    name: string,
    zh: string,
    en: string,
    type: ExportColumn["type"],
    value: ExportField<Row>["value"],
    values?: ExportField<Row>["values"],
  ): ExportField<Row> => ({
    ...{ name, title: { zh, en }, type, value },
    ...(values ? { values } : {}),
  });

/** A name in the language of a file; null where there is none. */
export const nameIn = (
  language: ExportTable["language"],
  named: { readonly name: string | null; readonly nameEn: string | null } | null,
) => named && (language === "en" ? (named.nameEn ?? named.name) : named.name);

/** Rows as a file. @param placeOf  What each is called, and where it lies. */
export function tableOf<Row>(
  file: Omit<ExportTable, "columns" | "rows">,
  fields: readonly ExportField<Row>[],
  rows: readonly Row[],
  placeOf: (row: Row, place: number) => Pick<ExportRow, "id" | "geometry">,
): ExportTable {
  const { language } = file;
  return {
    ...file,
    columns: fields.map(({ name, title, type, values }) => ({
      ...{ name, title: title[language], type },
      ...(values
        ? {
            values: Object.fromEntries(
              Object.entries(values).map(([code, words]) => [code, words[language]]),
            ),
          }
        : {}),
    })),
    rows: rows.map((row, i) => {
      const { id, geometry } = placeOf(row, i);
      return { id, geometry, values: fields.map(({ value }) => value(row, i)) };
    }),
  };
}
