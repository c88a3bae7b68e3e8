import { z } from "@hono/zod-openapi";
import { DistrictReports, REPORTS, ReportPresets } from "../../data/reports.ts";
import { Basis } from "../../data/standards.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { TextWire } from "./document-schema.ts";
import { reportsSetting } from "./settings.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
const OwnReports = z.strictObject(DistrictReports.shape).openapi("DistrictReports");
const Values = z
  .object(ReportPresets.omit({ items: true, bases: true }).shape)
  .openapi("ReportValues");
const SettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Values,
    bases: z
      .array(z.object({ of: z.string(), basis: z.object(Basis.shape) }))
      .describe("What each preset stands on"),
    items: z.array(z.object({ itemId: z.string(), title: TextWire })),
    own: OwnReports.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("Values it keeps from another version that cannot be held to: the presets hold"),
    merged: Values.describe("What holds"),
  })
  .openapi("ReportSettings");

const tags = ["reports"];
const path = "/api/districts/{districtId}/reports/settings";

const getSettings = endpoint({
  ...{ access: granted("district.read"), method: "get", path, tags },
  operationId: "getReportSettings",
  summary: "What bulletins and rankings are held to: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", SettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  ...{ method: "put", path, tags },
  operationId: "setReportSettings",
  summary:
    "Set what bulletins and rankings are held to; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnReports) },
  responses: answers("The settings", SettingsAnswer),
});

function settingsOf(districtId: string, { own, notUnderstood }: Own<z.infer<typeof OwnReports>>) {
  const { bases, items, ...presets } = REPORTS;
  return {
    ...{ districtId, presets, bases, items, own },
    ...{ notUnderstood: [...notUnderstood], merged: reportsSetting.merged(own) },
  };
}

/** What bulletins and rankings are held to in a district, and how that is changed. */
export function reportSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => reportsSetting.readOwn(tx, districtId);
      return c.json(settingsOf(districtId, await database.transaction(read, { districtId })), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => reportsSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
