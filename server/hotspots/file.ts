import { z } from "@hono/zod-openapi";
import type { Geometry } from "geojson";
import { fileContent } from "../http/export.ts";
import { type ExportField, field, tableOf } from "../http/export-fields.ts";
import { EXPORT_FORMATS, type ExportTable } from "../http/export-table.ts";
import { failures } from "../http/problem.ts";
import { rounded } from "./rounding.ts";
import type { Asked } from "./schema.ts";

/** What a file is asked beside the question of its answer. */
export const inFormat = {
  format: z.enum(EXPORT_FORMATS).default("csv"),
  lang: z.enum(["zh", "en"]).default("zh"),
};

/** What an endpoint answers with a file, and how it can fail. */
export const asFile = (description: string) => ({
  200: { description, content: fileContent },
  ...failures,
});

/** Whose file it is, and in which language. */
export type FileTold = {
  readonly name: string;
  readonly isDemo: boolean;
  readonly language: "zh" | "en";
};

/** How cells were tested, in every row: by it two files of one period are told apart. */
export function testedFields<Row>(asked: z.infer<typeof Asked>): ExportField<Row>[] {
  const of = field<Row>();
  const { resolution, level, minimum, rings, meters, stepsBack } = asked;
  return [
    of("resolution", "H3 级", "H3 resolution", "integer", () => resolution),
    of("rings", "邻域（圈）", "Neighbours, rings", "integer", () => rings),
    of("meters", "邻域（米）", "Neighbours, m", "number", () => meters),
    of("stepsBack", "演变另计前几期", "Steps before, histories", "integer", () => stepsBack),
    of("minimum", "最少件数", "Fewest", "integer", () => minimum),
    of("level", "错误发现率", "False discovery rate", "number", () => level),
  ];
}

/** What lies where one row is. */
export type FilePlace = {
  readonly id: string;
  readonly geometry: Geometry | null;
  /** Where a spreadsheet, which has no shapes, says it is. */
  readonly center?: readonly number[];
};

/**
 * Rows of an answer as a file.
 *
 * @param file  Its id and title, and the local day its rows hold on.
 */
export function fileTable<Row>(
  file: {
    readonly districtId: string;
    readonly id: string;
    readonly title: { readonly zh: string; readonly en: string };
    readonly date: string;
  },
  { name, isDemo, language }: FileTold,
  fields: readonly ExportField<Row>[],
  rows: readonly Row[],
  placeOf: (row: Row, place: number) => FilePlace,
): ExportTable {
  const places = rows.map(placeOf);
  const hasCenters = places.some(({ center }) => center !== undefined);
  const coordinate = (axis: 0 | 1, name: string, zh: string, en: string): ExportField<Row> => ({
    ...{ name, title: { zh, en }, type: "number" },
    value: (_, place) => {
      const degrees = places[place]!.center?.[axis];
      return degrees === undefined ? null : rounded(degrees, 6);
    },
  });
  const all = hasCenters
    ? [
        ...fields,
        coordinate(0, "centerLng", "中心经度（WGS 84）", "Center lng, WGS 84"),
        coordinate(1, "centerLat", "中心纬度（WGS 84）", "Center lat, WGS 84"),
      ]
    : fields;
  return tableOf(
    {
      district: { id: file.districtId, name, isDemo },
      ...{ id: file.id, title: file.title[language], language, date: file.date },
      hasPlaces: false, // shapes have no one lng and lat
    },
    all,
    rows,
    (_, i) => places[i]!,
  );
}

/** What a test says of a place, and what a file calls it. */
export const VERDICTS = {
  hot: { zh: "热", en: "Hot" },
  cold: { zh: "冷", en: "Cold" },
  neither: { zh: "与偶然无异", en: "No more than chance" },
} as const;
export const verdictOf = (state: number): keyof typeof VERDICTS =>
  state === 1 ? "hot" : state === -1 ? "cold" : "neither";

/** What p values of exact tests are called; those of a scan are others. */
export const EXACT_P = {
  zh: "p（精确，双侧，未校正）",
  en: "p, exact, two-sided, not corrected",
} as const;

/** The category that is most frequent in a place, and how frequent. */
export function mostFrequent<Row>(
  { language }: FileTold,
  of: (
    row: Row,
  ) => { readonly count: number; readonly title: ExportField<Row>["title"] } | undefined,
): ExportField<Row>[] {
  const column = field<Row>();
  return [
    column(
      "category",
      "最多的类别",
      "Most frequent category",
      "text",
      (row) => of(row)?.title[language] ?? null,
    ),
    column(
      "categoryComplaints",
      "该类别件数",
      "Complaints of it",
      "integer",
      (row) => of(row)?.count ?? null,
    ),
  ];
}
