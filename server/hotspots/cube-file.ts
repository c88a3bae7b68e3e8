import { cellsToMultiPolygon, cellToLatLng } from "h3-js";
import { field } from "../http/export-fields.ts";
import type { ExportTable } from "../http/export-table.ts";
import { dateOf, dayOf } from "../store/column.ts";
import { PATTERNS, type Pattern } from "./emerging.ts";
import { type FileTold, fileTable, testedFields } from "./file.ts";
import type { CubeAnswer } from "./schema.ts";
import { PATTERN_TITLES } from "./spots-file.ts";

type Cell = CubeAnswer["cells"][number];

const totalOf = ({ counts }: Cell) => counts.reduce((sum, count) => sum + count, 0);

/** The cells of a cube that have a pattern, as a file: pattern by pattern, the most events first. */
export function cubeTable(answer: CubeAnswer, told: FileTold): ExportTable {
  const of = field<Cell>();
  const { steps, daysAStep, asked } = answer;
  const { unit } = asked;
  const [from, to] = [steps[0]!, dateOf(dayOf(steps.at(-1)!) + daysAStep - 1)];
  const step = daysAStep === 7 ? { zh: "周", en: "week" } : { zh: "天", en: "day" };
  const orderOf = ({ pattern }: Cell) => PATTERNS.indexOf(pattern as Pattern); // answers hold no other
  const cells = answer.cells
    .filter(({ pattern }) => pattern !== "none")
    .sort(
      (a, b) => orderOf(a) - orderOf(b) || totalOf(b) - totalOf(a) || (a.cell < b.cell ? -1 : 1),
    );
  return fileTable(
    {
      ...{ districtId: answer.districtId, id: "hotspot-change", date: to },
      title: { zh: "热点演变", en: "Change of hotspots" },
    },
    told,
    [
      of("pattern", "演变", "Change", "text", ({ pattern }) => pattern, PATTERN_TITLES),
      of(
        "trendZ",
        "趋势 z（Mann–Kendall）",
        "Trend z, Mann–Kendall",
        "number",
        ({ trend }) => trend,
      ),
      of(
        ...(["trendP", "趋势 p（双侧，未校正）", "Trend p, two-sided, not corrected"] as const),
        ...(["number", ({ trendP }: Cell) => trendP] as const),
      ),
      of(
        "slopePerStep",
        `Sen 斜率（${unit.zh}/${step.zh}）`,
        `Sen slope, ${unit.en} a ${step.en}`,
        ...(["number", ({ slopePerStep }: Cell) => slopePerStep] as const),
      ),
      of("total", `合计（${unit.zh}）`, `Total (${unit.en})`, "integer", totalOf),
      of(
        ...(["last", `末期（${unit.zh}）`, `Last step (${unit.en})`, "integer"] as const),
        ({ counts }) => counts.at(-1)!,
      ),
      of("steps", `期数（${step.zh}）`, `Steps (${step.en}s)`, "integer", () => steps.length),
      of(
        "states",
        "逐期（h 热，c 冷，. 都不是）",
        "By step: h hot, c cold, . neither",
        ...(["text", ({ states }: Cell) => states] as const),
      ),
      ...testedFields<Cell>(asked),
      of("from", "起", "From", "date", () => from),
      of("to", "止", "To", "date", () => to),
    ],
    cells,
    ({ cell }) => ({
      id: cell,
      geometry: { type: "Polygon", coordinates: cellsToMultiPolygon([cell], true)[0]! },
      center: cellToLatLng(cell).reverse(),
    }),
  );
}
