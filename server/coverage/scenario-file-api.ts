import { z } from "@hono/zod-openapi";
import { callerOf } from "../http/caller.ts";
import { body } from "../http/contract.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";
import { conflict, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { answerFile, FILE_PARTS, readDistrictTold } from "./answer-file.ts";
import type { Coverage } from "./material.ts";
import { CoverageQuestion } from "./question.ts";
import { questionIn } from "./scenario-answer.ts";
import { ofScenario, SCENARIOS } from "./scenario-api.ts";
import { comparisonOf } from "./scenario-compare.ts";
import { requireScenario } from "./scenario-desk.ts";
import { comparisonTable } from "./scenario-file.ts";
import { ComparisonQuery } from "./scenario-schema.ts";

const tags = ["coverage"];
const access = granted("district.read");
const lang = z.enum(["zh", "en"]).default("zh");

const exportScenario = endpoint({
  access,
  method: "get",
  path: `${SCENARIOS}/{scenarioId}/file`,
  operationId: "exportScenario",
  tags,
  summary: "A scenario with the register of today as a file",
  request: {
    params: ofScenario,
    query: z.object({
      part: z
        .enum(FILE_PARTS)
        .default("sites")
        .describe(
          "Sites with what becomes of each, gaps as polygons, or sub-districts and communities",
        ),
      format: z.enum(EXPORT_FORMATS).default("csv"),
      lang,
    }),
  },
  responses: { 200: { description: "One row each", content: fileContent }, ...failures },
});
const exportComparison = endpoint({
  access,
  method: "get",
  path: `${SCENARIOS}/compare/file`,
  operationId: "exportScenarioComparison",
  tags,
  summary: "Scenarios side by side as a table",
  request: {
    params: inDistrict,
    query: ComparisonQuery.extend({ format: z.enum(["csv", "xlsx"]).default("csv"), lang }),
  },
  responses: {
    200: { description: "A row for each, now and when it was saved", content: fileContent },
    ...failures,
  },
});

const exportCoverage = endpoint({
  access,
  method: "post",
  path: "/api/districts/{districtId}/coverage/file",
  operationId: "exportCoverage",
  tags,
  summary: "The answer to a question of coverage as a file; nothing is written",
  request: {
    params: inDistrict,
    body: body(
      z
        .strictObject({
          question: CoverageQuestion,
          part: z.enum(FILE_PARTS).default("gaps"),
          format: z.enum(EXPORT_FORMATS).default("csv"),
          lang,
        })
        .openapi("CoverageFileQuestion"),
    ),
  },
  responses: { 200: { description: "One row each", content: fileContent }, ...failures },
});
/** What stands in a file for the name of a scenario where none is saved. */
const UNSAVED = { zh: "未保存", en: "Not saved" };

/** Scenarios as files, and what is on screen without one. */
export function scenarioFileApi(parts: {
  database: Database;
  snapshots: Snapshots;
  read: Coverage;
}) {
  const { database, snapshots } = parts;
  return createRouter()
    .openapi(exportComparison, async (c) => {
      const { districtId } = c.req.valid("param");
      const { ids, format, lang: language } = c.req.valid("query");
      const { today } = await clockIn(snapshots, districtId);
      const { scenarios, district } = await database.transaction(
        async (tx) => {
          const found = [];
          for (const id of ids) found.push(await requireScenario({ tx, districtId }, id));
          return { scenarios: found, district: await readDistrictTold(tx, districtId) };
        },
        { districtId },
      );
      const asker = callerOf(c);
      const comparison = await comparisonOf(parts, districtId, scenarios, { asker, today });
      return exportResponse(
        comparisonTable(comparison, { district, language, date: today }),
        format,
      );
    })
    .openapi(exportCoverage, async (c) => {
      c.set("isQuestion", true);
      const { districtId } = c.req.valid("param");
      const { question, part, format, lang: language } = c.req.valid("json");
      const { today: date } = await clockIn(snapshots, districtId);
      const district = await database.transaction((tx) => readDistrictTold(tx, districtId), {
        districtId,
      });
      const asked = { question, name: UNSAVED[language], costs: {}, part, asker: callerOf(c) };
      return exportResponse(await answerFile(parts, asked, { district, language, date }), format);
    })
    .openapi(exportScenario, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const { part, format, lang: language } = c.req.valid("query");
      const { today: date } = await clockIn(snapshots, districtId);
      const { scenario, district } = await database.transaction(
        async (tx) => ({
          scenario: await requireScenario({ tx, districtId }, scenarioId),
          district: await readDistrictTold(tx, districtId),
        }),
        { districtId },
      );
      const question = questionIn(scenario);
      if (!question) throw conflict("scenario-of-another-version", "It is not understood here");
      const { name, costs } = scenario;
      const table = await answerFile(
        parts,
        { question, name, costs, part, asker: callerOf(c) },
        { district, language, date },
      );
      return exportResponse(table, format);
    });
}
