import type { Geometry } from "geojson";
import { type ExportField, field, nameIn, tableOf } from "../http/export-fields.ts";
import type { ExportRow, ExportTable } from "../http/export-table.ts";
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
    return fileOf(answer, told, spacingFields(told), result.gaps, (gap) => ({
      id: gap.id,
      geometry: { type: "LineString", coordinates: gap.line },
    }));
  if ("areas" in result)
    return fileOf(answer, told, AREA_FIELDS, result.areas, ({ areaId }) => ({
      id: areaId,
      geometry: shapes.get(areaId) ?? null,
    }));
  if (result.type === "cannotTell")
    return fileOf(answer, told, REASON_FIELDS, [result], () => ({
      ...{ id: answer.asked.lensId, geometry: null },
    }));
  const checks = result.facilities.flatMap((facility) =>
    facility.checks.map((check, place) => ({ facility, check, place })),
  );
  return fileOf(answer, told, checkFields(told), checks, ({ facility, place }) => ({
    id: place === 0 ? facility.id : `${facility.id}-${place + 1}`,
    geometry: { type: "Point", coordinates: facility.position },
  }));
}

type GapRow = SpacingResult["gaps"][number];
type AreaRow = AreasResult["areas"][number];
type CheckRow = {
  readonly facility: FacilitiesResult["facilities"][number];
  readonly check: LensCheck;
  readonly place: number;
};

const ofGap = field<GapRow>();
const spacingFields = (told: LensFileTold) => [
  ofGap("street", "道路", "Street", "text", (gap) => nameIn(told.language, gap)),
  ofGap("side", "侧（沿线方向）", "Side of the line", "text", ({ side }) => side, SIDES),
  ofGap("meters", "缺口长度（米）", "Length of the gap, m", "number", ({ meters }) => meters),
];

const ofReason = field<{ readonly reason: string }>();
const REASON_FIELDS = [
  ofReason(
    "reason",
    "无法判断的原因",
    "Why it cannot be told",
    "text",
    ({ reason }) => reason,
    REASONS,
  ),
];

const ofArea = field<AreaRow>();
const AREA_FIELDS = [
  ofArea("area", "街道", "Sub-district", "text", ({ name }) => name),
  ofArea("verdict", "判断", "Verdict", "text", ({ verdict }) => verdict, VERDICTS),
  ofArea("missing", "缺少（座）", "Missing", "integer", ({ missing }) => missing),
  ofArea("count", "设施（座）", "Facilities", "integer", ({ count }) => count),
  ofArea(
    "squareKilometers",
    "用地（平方公里）",
    "Land, km²",
    "number",
    ({ squareKilometers }) => squareKilometers,
  ),
  ofArea(
    "perSquareKilometer",
    "每平方公里（座）",
    "On each km²",
    "number",
    ({ perSquareKilometer }) => perSquareKilometer,
  ),
  ofArea("people", "居民（人）", "Residents", "number", ({ people }) => people),
  ofArea(
    "peoplePerFacility",
    "每座服务（人）",
    "Residents for each",
    "number",
    ({ peoplePerFacility }) => peoplePerFacility,
  ),
];

const ofCheck = field<CheckRow>();
const checkFields = (told: LensFileTold) => [
  ofCheck("facility", "设施", "Facility", "text", ({ facility }) =>
    nameIn(told.language, facility),
  ),
  ofCheck("check", "核对", "Checked", "text", ({ check }) => check.id, CHECKS),
  ofCheck("from", "距何物", "From what", "text", ({ check }) => check.from, KEPT_FROM),
  ofCheck("state", "判断", "Verdict", "text", ({ check }) => check.state, VERDICTS),
  ofCheck("value", "数值", "Value", "number", ({ check }) => check.value),
  ofCheck("least", "下限", "At least", "number", ({ check }) => check.least),
  ofCheck("most", "上限", "At most", "number", ({ check }) => check.most),
  ofCheck("unit", "单位", "Unit", "text", ({ check }) => check.unit, UNITS),
  ofCheck("near", "最近的", "Nearest", "text", ({ check }) =>
    check.near ? (nameIn(told.language, check.near) ?? check.near.id) : null,
  ),
  ofCheck("reason", "无数据的原因", "Why no data", "text", ({ check }) => check.reason, REASONS),
  ofCheck(
    "tonnesPerDay",
    "设计规模（吨/日）",
    "Throughput, t/d",
    "number",
    ({ facility }) => facility.tonnesPerDay,
  ),
];

function fileOf<Row>(
  { districtId, asked, today }: LensAnswer,
  { name, isDemo, language }: LensFileTold,
  own: readonly ExportField<Row>[],
  rows: readonly Row[],
  placeOf: (row: Row) => Pick<ExportRow, "id" | "geometry">,
): ExportTable {
  const { basis } = asked;
  const of = field<Row>();
  return tableOf(
    {
      district: { id: districtId, name, isDemo },
      ...{ id: `coverage-${asked.lensId}`, title: asked.lensTitle[language], language },
      ...{ date: today, hasPlaces: false }, // shapes have no one lng and lat
    },
    [
      ...own,
      of("lens", "标准", "Lens", "text", () => asked.lensTitle[language]),
      of("standard", "依据", "Standard", "text", () => basis.standard),
      of("clause", "条款", "Clause", "text", () => basis.clause),
      of("edition", "版本", "Edition", "text", () => basis.edition),
      of("confidence", "可信度", "Confidence", "text", () => basis.confidence),
      of("isLaw", "强制性条文", "Mandatory", "boolean", () => basis.isLaw),
    ],
    rows,
    placeOf,
  );
}
