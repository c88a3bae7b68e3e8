import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { callerOf } from "../http/caller.ts";
import { answers, body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { exportResponse, fileContent } from "../http/export.ts";
import { failure, failures } from "../http/problem.ts";
import { createRouter, type HttpEnv } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import {
  compose,
  drop,
  monthOf,
  oneOf,
  overviewOf,
  publish,
  recompose,
  remark,
} from "./document-desk.ts";
import { reportTable } from "./document-file.ts";
import {
  ComposeDraft,
  Month,
  MonthAnswer,
  OverviewAnswer,
  OverviewQuery,
  Remarks,
  ReportWire,
  Revision,
} from "./document-schema.ts";
import { readToday } from "./material-store.ts";
import { type Desk, deskOf } from "./record-desk.ts";

const tags = ["reports"];
const reading = granted("district.read");
const publishing = { permission: "reports.publish", within: "district" } as const;
const REPORTS_PATH = "/api/districts/{districtId}/reports";
const ofReport = inDistrict.extend({ reportId: z.string() });
const changed = {
  ...answers("As it is now", ReportWire),
  409: failure("It is published, or somebody has changed it"),
};

const getOverview = endpoint({
  ...{ access: reading, tags, method: "get", path: `${REPORTS_PATH}/overview` },
  operationId: "getReportsOverview",
  summary: "Bulletins and rankings that were due in a period, and those that were issued",
  request: { params: inDistrict, query: OverviewQuery },
  responses: answers("Due and issued", OverviewAnswer),
});
const getMonth = endpoint({
  ...{ access: reading, tags, method: "get", path: `${REPORTS_PATH}/rankings/{month}` },
  operationId: "getMonthRanking",
  summary: "How areas stand in a month by the records as they are, and what was published of it",
  request: { params: inDistrict.extend({ month: Month }) },
  responses: answers("The month", MonthAnswer),
});
const getReport = endpoint({
  ...{ access: reading, tags, method: "get", path: `${REPORTS_PATH}/documents/{reportId}` },
  operationId: "getReport",
  summary: "One bulletin or ranking; a draft only for whoever may publish",
  request: { params: ofReport },
  responses: answers("The bulletin or ranking", ReportWire),
});
const getFile = endpoint({
  ...{ access: reading, tags, method: "get" },
  path: `${REPORTS_PATH}/documents/{reportId}/file` as const,
  operationId: "getReportFile",
  summary: "The same as a file: one row a record, or one row an area",
  request: {
    params: ofReport,
    query: z.object({
      format: z.enum(["csv", "xlsx"]).default("csv"),
      lang: z.enum(["zh", "en"]).default("zh"),
    }),
  },
  responses: { 200: { description: "The file", content: fileContent }, ...failures },
});
const postReport = endpoint({
  ...{ access: publishing, tags, method: "post", path: `${REPORTS_PATH}/documents` },
  operationId: "composeReport",
  summary: "Compose a draft of the records of a period",
  request: { params: inDistrict, body: body(ComposeDraft) },
  responses: {
    201: { description: "The draft", ...json(ReportWire) },
    ...failures,
    409: failure("Days of the period are published, or it was corrected before"),
  },
});
const putRemarks = endpoint({
  ...{ access: publishing, tags, method: "put" },
  path: `${REPORTS_PATH}/documents/{reportId}/remarks` as const,
  operationId: "setReportRemarks",
  summary: "Write a draft's remarks; its figures are its records'",
  request: { params: ofReport, body: body(Remarks) },
  responses: changed,
});
const postRecompose = endpoint({
  ...{ access: publishing, tags, method: "post" },
  path: `${REPORTS_PATH}/documents/{reportId}/recompose` as const,
  operationId: "recomposeReport",
  summary: "Compose a draft anew of the records as they are now",
  request: { params: ofReport },
  responses: changed,
});
const postPublish = endpoint({
  ...{ access: publishing, tags, method: "post" },
  path: `${REPORTS_PATH}/documents/{reportId}/publish` as const,
  operationId: "publishReport",
  summary: "Publish a draft under the year's next number; it never changes from then on",
  request: { params: ofReport, body: body(Revision) },
  responses: changed,
});
const deleteReport = endpoint({
  ...{ access: publishing, tags, method: "delete" },
  path: `${REPORTS_PATH}/documents/{reportId}` as const,
  operationId: "dropReport",
  summary: "Take a draft away; a published one stays",
  request: { params: ofReport },
  responses: {
    204: { description: "It is gone" },
    ...failures,
    409: failure("It is published"),
  },
});

/** Bulletins and rankings: composed, reviewed, published, and read. */
export function reportDocumentApi({ database }: { database: Database }) {
  const at = deskOf(database);
  const mayPublish = async (c: Context<HttpEnv>, districtId: string) =>
    (await callerOf(c).readReach(districtId, "reports.publish"))?.isWhole === true;
  return createRouter()
    .openapi(getOverview, async (c) => {
      const { districtId } = c.req.valid("param");
      const may = await mayPublish(c, districtId);
      const read = (desk: Desk) => overviewOf(desk, c.req.valid("query"), may);
      return c.json(await at(c, districtId, read), 200);
    })
    .openapi(getMonth, async (c) => {
      const { districtId, month } = c.req.valid("param");
      const may = await mayPublish(c, districtId);
      return c.json(await at(c, districtId, (desk) => monthOf(desk, month, may)), 200);
    })
    .openapi(getReport, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      const may = await mayPublish(c, districtId);
      return c.json(await at(c, districtId, (desk) => oneOf(desk, reportId, may)), 200);
    })
    .openapi(getFile, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      const { format, lang } = c.req.valid("query");
      const may = await mayPublish(c, districtId);
      const table = await at(c, districtId, async (desk) => {
        const district = (await readToday(desk.tx, districtId))!; // the desk is opened in no other
        return reportTable(await oneOf(desk, reportId, may), { districtId, ...district }, lang);
      });
      return exportResponse(table, format);
    })
    .openapi(postReport, async (c) => {
      const draft = c.req.valid("json");
      const { districtId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => compose(desk, draft)), 201);
    })
    .openapi(putRemarks, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      const remarks = c.req.valid("json");
      return c.json(await at(c, districtId, (desk) => remark(desk, reportId, remarks)), 200);
    })
    .openapi(postRecompose, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      return c.json(await at(c, districtId, (desk) => recompose(desk, reportId)), 200);
    })
    .openapi(postPublish, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      const { revision } = c.req.valid("json");
      return c.json(await at(c, districtId, (desk) => publish(desk, reportId, revision)), 200);
    })
    .openapi(deleteReport, async (c) => {
      const { districtId, reportId } = c.req.valid("param");
      await at(c, districtId, (desk) => drop(desk, reportId));
      return c.body(null, 204);
    });
}
