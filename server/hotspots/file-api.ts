import { z } from "@hono/zod-openapi";
import { cellsToMultiPolygon } from "h3-js";
import type { Context } from "hono";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_FORMATS, type ExportColumn } from "../http/export-table.ts";
import { failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import { MEASURE_TITLES } from "./definitions.ts";
import { PATTERNS, type Pattern } from "./emerging.ts";
import { patternWords } from "./patterns.ts";
import { HotspotQuery } from "./question.ts";
import type { HotspotAnswer } from "./schema.ts";

const FileQuery = HotspotQuery.extend({
  format: z.enum(EXPORT_FORMATS).default("csv"),
  lang: z.enum(["zh", "en"]).default("zh"),
});

const getFile = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path: "/api/districts/{districtId}/hotspots/file",
  operationId: "exportHotspots",
  tags: ["hotspots"],
  summary: "The spots of a period as a file, with their shapes",
  request: { params: inDistrict, query: FileQuery },
  responses: {
    200: { description: "One row a spot, the greatest excess first", content: fileContent },
    ...failures,
  },
});

type Language = "zh" | "en";

function columnsOf(language: Language, unit: string): ExportColumn[] {
  const column = (name: string, zh: string, en: string, type: ExportColumn["type"]) => ({
    ...{ name, type },
    title: language === "zh" ? zh : en,
  });
  const patterns = Object.fromEntries(
    PATTERNS.map((id: Pattern) => [id, patternWords(id).title[language]]),
  );
  return [
    column("rank", "名次", "Rank", "integer"),
    column("street", "道路", "Street", "text"),
    column("unit", "承办单位", "Unit", "text"),
    column("area", "街道", "Sub-district", "text"),
    column("observed", `实有（${unit}）`, `Observed (${unit})`, "integer"),
    column("expected", "应有", "Expected", "number"),
    column("excess", "超出", "Excess", "number"),
    column("complaints", "投诉件数", "Complaints", "integer"),
    column("reporters", "投诉人数", "Reporters", "integer"),
    column("before", "前期件数", "Before", "integer"),
    column("yearAgo", "去年同期件数", "A year ago", "integer"),
    { ...column("pattern", "演变", "Change", "text"), values: patterns },
    column("z", "Gi* z", "Gi* z", "number"),
    column("p", "p（未校正）", "p (not corrected)", "number"),
    column("from", "起", "From", "date"),
    column("to", "止", "To", "date"),
    column("areaSquareMeters", "面积（平方米）", "Area, m²", "number"),
  ];
}

/** The spots as a file. @param answerOf  The analysis of a period, as the page shows it. */
export const hotspotFileApi = (
  answerOf: (
    c: Context<HttpEnv>,
    districtId: string,
    query: HotspotQuery,
  ) => Promise<{ answer: HotspotAnswer; name: string }>,
) =>
  createRouter().openapi(getFile, async (c) => {
    const { districtId } = c.req.valid("param");
    const { format, lang, ...query } = c.req.valid("query");
    const { answer, name } = await answerOf(c, districtId, query);
    const nameOf = (named: HotspotAnswer["spots"][number]["street"]) =>
      named && (lang === "en" ? (named.nameEn ?? named.name) : named.name);
    const { from, to } = answer.period;
    return exportResponse(
      {
        district: { id: districtId, name, isDemo: answer.isDemo },
        ...{ id: "hotspots", title: lang === "zh" ? "投诉热点" : "Complaint hotspots" },
        ...{ language: lang, date: to },
        columns: columnsOf(lang, MEASURE_TITLES[answer.asked.measure].unit[lang]),
        rows: answer.spots.map((spot, i) => ({
          id: spot.spotId,
          geometry: {
            type: "MultiPolygon" as const,
            coordinates: cellsToMultiPolygon([...spot.cells], true),
          },
          values: [
            ...[i + 1, nameOf(spot.street), nameOf(spot.unit), nameOf(spot.area)],
            ...[spot.observed, spot.expected, spot.excess, spot.complaints, spot.reporters],
            ...[spot.before, spot.yearAgo, spot.pattern, spot.z, spot.p, from, to],
            spot.areaSquareMeters,
          ],
        })),
      },
      format,
    );
  });
