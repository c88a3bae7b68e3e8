import { z } from "@hono/zod-openapi";
import { FACILITY_LAYERS } from "../../data/facility.ts";
import { callerOf } from "../http/caller.ts";
import { clockIn, inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";
import { conflict, DomainError, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { coverageAnswer } from "./answer.ts";
import type { Coverage } from "./material.ts";
import { questionIn } from "./scenario-answer.ts";
import { ofScenario, SCENARIOS } from "./scenario-api.ts";
import { comparisonOf, triedOf } from "./scenario-compare.ts";
import { requireScenario } from "./scenario-desk.ts";
import { areasTable, comparisonTable, gapsTable, sitesTable } from "./scenario-file.ts";
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
        .enum(["sites", "gaps", "areas"])
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

const READ_DISTRICT = `select name, is_demo as "isDemo" from district where district_id = $1`;

async function readDistrict(tx: Queryable, districtId: string) {
  const [row] = await tx.query<{ name: string; isDemo: boolean }>(READ_DISTRICT, [districtId]);
  if (!row) throw new DomainError("district-unknown", `No district ${districtId}`);
  return { id: districtId, ...row };
}

/** Scenarios as files. */
export function scenarioFileApi(parts: {
  database: Database;
  snapshots: Snapshots;
  read: Coverage;
}) {
  const { database, snapshots, read } = parts;
  return createRouter()
    .openapi(exportComparison, async (c) => {
      const { districtId } = c.req.valid("param");
      const { ids, format, lang: language } = c.req.valid("query");
      const { today } = await clockIn(snapshots, districtId);
      const { scenarios, district } = await database.transaction(
        async (tx) => {
          const found = [];
          for (const id of ids) found.push(await requireScenario({ tx, districtId }, id));
          return { scenarios: found, district: await readDistrict(tx, districtId) };
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
    .openapi(exportScenario, async (c) => {
      const { districtId, scenarioId } = c.req.valid("param");
      const { part, format, lang: language } = c.req.valid("query");
      const { today: date } = await clockIn(snapshots, districtId);
      const { scenario, district } = await database.transaction(
        async (tx) => ({
          scenario: await requireScenario({ tx, districtId }, scenarioId),
          district: await readDistrict(tx, districtId),
        }),
        { districtId },
      );
      const question = questionIn(scenario);
      if (!question) throw conflict("scenario-of-another-version", "It is not understood here");
      const material = await read(districtId, question, callerOf(c));
      const raster = await material.raster();
      const answer = coverageAnswer(material.study, { ...material, districtId, raster });
      const told = { district, language, date };
      if (part === "gaps") return exportResponse(gapsTable(scenario, answer, told), format);
      const layer = part === "areas" ? "areas" : FACILITY_LAYERS[question.kind];
      const snapshot = await snapshots.get(districtId, layer);
      if (!snapshot) throw new DomainError("district-unknown", `No district ${districtId}`);
      const table =
        part === "areas"
          ? areasTable(scenario, answer, snapshot, told)
          : sitesTable(scenario, answer, triedOf(answer, question, scenario.costs, snapshot), told);
      return exportResponse(table, format);
    });
}
