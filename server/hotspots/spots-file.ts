import { cellsToMultiPolygon } from "h3-js";
import { field, nameIn } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import { PATTERNS } from "./emerging.ts";
import { EXACT_P, type FileTold, fileTable, testedFields } from "./file.ts";
import { patternWords } from "./patterns.ts";
import type { HotspotAnswer } from "./schema.ts";

/** Titles of the emerging hot spot categories. */
export const PATTERN_TITLES = Object.fromEntries(
  PATTERNS.map((id) => [id, patternWords(id).title]),
);

/** The spots of a period as a file, the greatest excess first. */
export function spotsTable(answer: HotspotAnswer, told: FileTold): ExportTable {
  const of = field<HotspotAnswer["spots"][number]>();
  const { from, to } = answer.period;
  const { unit } = answer.asked;
  const called = (named: HotspotAnswer["spots"][number]["street"]) => nameIn(told.language, named);
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspots", date: to },
      title: { zh: "投诉热点", en: "Complaint hotspots" },
    },
    told,
    [
      of("rank", "名次", "Rank", "integer", (_, place) => place + 1),
      of("street", "道路", "Street", "text", ({ street }) => called(street)),
      of("unit", "承办单位", "Unit", "text", ({ unit }) => called(unit)),
      of("area", "街道", "Sub-district", "text", ({ area }) => called(area)),
      of(
        ...(["observed", `实有（${unit.zh}）`, `Observed (${unit.en})`, "integer"] as const),
        ({ observed }) => observed,
      ),
      of("expected", "应有", "Expected", "number", ({ expected }) => expected),
      of("excess", "超出", "Excess", "number", ({ excess }) => excess),
      of("complaints", "投诉件数", "Complaints", "integer", ({ complaints }) => complaints),
      of("reporters", "投诉人数", "Reporters", "integer", ({ reporters }) => reporters),
      of("before", "前期件数", "Before", "integer", ({ before }) => before),
      of("yearAgo", "去年同期件数", "A year ago", "integer", ({ yearAgo }) => yearAgo),
      of("pattern", "演变", "Change", "text", ({ pattern }) => pattern, PATTERN_TITLES),
      of("z", "Gi* z", "Gi* z", "number", ({ z }) => z),
      of("p", EXACT_P.zh, EXACT_P.en, "number", ({ p }) => p),
      ...testedFields<HotspotAnswer["spots"][number]>(answer.asked),
      of("from", "起", "From", "date", () => from),
      of("to", "止", "To", "date", () => to),
      of(
        ...(["areaSquareMeters", "面积（平方米）", "Area, m²", "number"] as const),
        ({ areaSquareMeters }) => areaSquareMeters,
      ),
    ],
    answer.spots,
    ({ spotId, cells, center }) => ({
      ...{ id: spotId, center },
      geometry: { type: "MultiPolygon", coordinates: cellsToMultiPolygon([...cells], true) },
    }),
  );
}
