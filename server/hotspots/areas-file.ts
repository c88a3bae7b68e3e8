import type { MultiPolygon, Polygon } from "geojson";
import { field, nameIn } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import type { AreasAnswer } from "./areas-schema.ts";
import { EXACT_P, type FileTold, fileTable } from "./file.ts";

type Area = AreasAnswer["areas"][number];

const VERDICTS = {
  above: { zh: "显著偏多", en: "Significantly more" },
  below: { zh: "显著偏少", en: "Significantly fewer" },
  neither: { zh: "与应有数无显著差别", en: "No significant difference from what is expected" },
  events: { zh: "件数太少，不作比较", en: "Too few to compare" },
  residents: { zh: "居民太少，不作比较", en: "Too few residents to compare" },
} as const;

const verdictOf = ({ tooFew, state }: Area): keyof typeof VERDICTS =>
  tooFew ?? (state === 1 ? "above" : state === -1 ? "below" : "neither");

/**
 * Sub-districts compared, as a file.
 *
 * @param shapes  By id.
 */
export function areasTable(
  answer: AreasAnswer,
  shapes: ReadonlyMap<string, Polygon | MultiPolygon>,
  told: FileTold,
): ExportTable {
  const { asked, period } = answer;
  const { unit, exposureUnit, level } = asked;
  const of = field<Area>();
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-areas", date: period.to },
      title: { zh: "街镇投诉比较", en: "Sub-districts compared" },
    },
    told,
    [
      of("rank", "名次", "Rank", "integer", ({ rank }) => rank),
      of("area", "街道", "Sub-district", "text", (area) => nameIn(told.language, area)),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints),
      of(
        "events",
        `实有（${unit.zh}）`,
        `Observed (${unit.en})`,
        "integer",
        ({ events }) => events,
      ),
      of(
        "exposure",
        `对照（${exposureUnit.zh}）`,
        `Held against (${exposureUnit.en})`,
        "number",
        ({ exposure }) => exposure,
      ),
      of("residents", "居民（人）", "Residents", "integer", ({ residents }) => residents),
      of(
        "expected",
        `应有（${unit.zh}）`,
        `Expected (${unit.en})`,
        "number",
        ({ expected }) => expected,
      ),
      of("excess", "超出", "Excess", "number", ({ excess }) => excess),
      of("ratio", "实有 ÷ 应有", "Observed ÷ expected", "number", ({ ratio }) => ratio),
      of("ratioLow", "比值 95% 区间下限", "Ratio, 95 % from", "number", ({ low }) => low),
      of("ratioHigh", "比值 95% 区间上限", "Ratio, 95 % to", "number", ({ high }) => high),
      of("p", EXACT_P.zh, EXACT_P.en, "number", ({ p }) => p),
      of("verdict", "判断", "Verdict", "text", verdictOf, VERDICTS),
      of("level", "错误发现率", "False discovery rate", "number", () => level),
      of("before", "前期件数", "Before", "integer", ({ before }) => before),
      of("yearAgo", "去年同期件数", "A year ago", "integer", ({ yearAgo }) => yearAgo),
      of("from", "起", "From", "date", () => period.from),
      of("to", "止", "To", "date", () => period.to),
    ],
    answer.areas,
    ({ areaId }) => ({ id: areaId, geometry: shapes.get(areaId) ?? null }),
  );
}
