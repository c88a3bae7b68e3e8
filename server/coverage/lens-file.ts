import type { Geometry } from "geojson";
import type { ExportColumn, ExportRow, ExportTable } from "../http/export-table.ts";
import { CHECKS, KEPT_FROM, REASONS, SIDES, UNITS, VERDICTS } from "./lens-file-words.ts";
import type {
  AreasResult,
  FacilitiesResult,
  LensAnswer,
  LensCheck,
  SpacingResult,
} from "./lens-schema.ts";

/** Whose file it is, and in which language. */
export type LensFileTold = {
  readonly name: string;
  readonly isDemo: boolean;
  readonly language: "zh" | "en";
};

type Title = { readonly zh: string; readonly en: string };
type Value = ExportRow["values"][number];
/** One column with where its value comes from, so that neither can slip against the other. */
type Field<Row> = {
  readonly name: string;
  readonly title: Title;
  readonly type: ExportColumn["type"];
  readonly value: (row: Row) => Value;
  readonly values?: Readonly<Record<string, Title>>;
};
type Placed<Row> = { readonly id: string; readonly geometry: Geometry | null; readonly row: Row };

/** Columns are named by what makes them; `values` are titles of coded ones. */
const field = <Row>(
  name: string,
  zh: string,
  en: string,
  type: ExportColumn["type"],
  value: (row: Row) => Value,
  values?: Readonly<Record<string, Title>>,
): Field<Row> => ({ name, title: { zh, en }, type, value, ...(values ? { values } : {}) });

/**
 * What a lens calls a gap as a file, with the clause in every row: stretches of street, sub-districts, or facilities by
 * what was checked of them.
 *
 * @param shapes  Of sub-districts, by id.
 */
export function lensTable(
  answer: LensAnswer,
  shapes: ReadonlyMap<string, Geometry>,
  told: LensFileTold,
): ExportTable {
  const { result } = answer;
  if (result.type === "spacing")
    return tableOf(answer, told, spacingFields(told), result.gaps, (gap) => ({
      id: gap.id,
      geometry: { type: "LineString", coordinates: gap.line },
    }));
  if ("areas" in result)
    return tableOf(answer, told, AREA_FIELDS, result.areas, ({ areaId }) => ({
      id: areaId,
      geometry: shapes.get(areaId) ?? null,
    }));
  if (result.type === "cannotTell")
    return tableOf(answer, told, REASON_FIELDS, [result], () => ({
      ...{ id: answer.asked.lensId, geometry: null },
    }));
  const checks = result.facilities.flatMap((facility) =>
    facility.checks.map((check, place) => ({ facility, check, place })),
  );
  return tableOf(answer, told, checkFields(told), checks, ({ facility, place }) => ({
    id: place === 0 ? facility.id : `${facility.id}-${place + 1}`,
    geometry: { type: "Point", coordinates: facility.position },
  }));
}

const nameIn = (
  { language }: LensFileTold,
  { name, nameEn }: { name: string | null; nameEn: string | null },
) => (language === "en" ? (nameEn ?? name) : name);

type GapRow = SpacingResult["gaps"][number];
type AreaRow = AreasResult["areas"][number];
type CheckRow = {
  readonly facility: FacilitiesResult["facilities"][number];
  readonly check: LensCheck;
  readonly place: number;
};

const spacingFields = (told: LensFileTold): Field<GapRow>[] => [
  field("street", "道路", "Street", "text", (gap) => nameIn(told, gap)),
  field("side", "侧（沿线方向）", "Side of the line", "text", ({ side }) => side, SIDES),
  field("meters", "缺口长度（米）", "Length of the gap, m", "number", ({ meters }) => meters),
];

const REASON_FIELDS: readonly Field<{ readonly reason: string }>[] = [
  field(
    "reason",
    "无法判断的原因",
    "Why it cannot be told",
    "text",
    ({ reason }) => reason,
    REASONS,
  ),
];

const AREA_FIELDS: readonly Field<AreaRow>[] = [
  field("area", "街道", "Sub-district", "text", ({ name }) => name),
  field("verdict", "判断", "Verdict", "text", ({ verdict }) => verdict, VERDICTS),
  field("missing", "缺少（座）", "Missing", "integer", ({ missing }) => missing),
  field("count", "设施（座）", "Facilities", "integer", ({ count }) => count),
  field(
    "squareKilometers",
    "用地（平方公里）",
    "Land, km²",
    "number",
    ({ squareKilometers }) => squareKilometers,
  ),
  field(
    "perSquareKilometer",
    "每平方公里（座）",
    "On each km²",
    "number",
    ({ perSquareKilometer }) => perSquareKilometer,
  ),
  field("people", "居民（人）", "Residents", "number", ({ people }) => people),
  field(
    "peoplePerFacility",
    "每座服务（人）",
    "Residents for each",
    "number",
    ({ peoplePerFacility }) => peoplePerFacility,
  ),
];

const checkFields = (told: LensFileTold): Field<CheckRow>[] => [
  field("facility", "设施", "Facility", "text", ({ facility }) => nameIn(told, facility)),
  field("check", "核对", "Checked", "text", ({ check }) => check.id, CHECKS),
  field("from", "距何物", "From what", "text", ({ check }) => check.from, KEPT_FROM),
  field("state", "判断", "Verdict", "text", ({ check }) => check.state, VERDICTS),
  field("value", "数值", "Value", "number", ({ check }) => check.value),
  field("least", "下限", "At least", "number", ({ check }) => check.least),
  field("most", "上限", "At most", "number", ({ check }) => check.most),
  field("unit", "单位", "Unit", "text", ({ check }) => check.unit, UNITS),
  field("near", "最近的", "Nearest", "text", ({ check }) =>
    check.near ? (nameIn(told, check.near) ?? check.near.id) : null,
  ),
  field("reason", "无数据的原因", "Why no data", "text", ({ check }) => check.reason, REASONS),
  field(
    "tonnesPerDay",
    "设计规模（吨/日）",
    "Throughput, t/d",
    "number",
    ({ facility }) => facility.tonnesPerDay,
  ),
];

function tableOf<Row>(
  { districtId, asked, today }: LensAnswer,
  { name, isDemo, language }: LensFileTold,
  own: readonly Field<Row>[],
  rows: readonly Row[],
  placeOf: (row: Row) => Omit<Placed<Row>, "row">,
): ExportTable {
  const { basis } = asked;
  const fields: Field<Row>[] = [
    ...own,
    field("lens", "标准", "Lens", "text", () => asked.lensTitle[language]),
    field("standard", "依据", "Standard", "text", () => basis.standard),
    field("clause", "条款", "Clause", "text", () => basis.clause),
    field("edition", "版本", "Edition", "text", () => basis.edition),
    field("confidence", "可信度", "Confidence", "text", () => basis.confidence),
    field("isLaw", "强制性条文", "Mandatory", "boolean", () => basis.isLaw),
  ];
  return {
    district: { id: districtId, name, isDemo },
    ...{ id: `coverage-${asked.lensId}`, title: asked.lensTitle[language], language, date: today },
    hasPlaces: false, // shapes have no one lng and lat
    columns: fields.map(({ name: column, title, type, values }) => ({
      ...{ name: column, title: title[language], type },
      ...(values
        ? {
            values: Object.fromEntries(
              Object.entries(values).map(([code, words]) => [code, words[language]]),
            ),
          }
        : {}),
    })),
    rows: rows.map((row) => ({
      ...placeOf(row),
      values: fields.map(({ value }) => value(row)),
    })),
  };
}
