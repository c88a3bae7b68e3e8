import type { z } from "@hono/zod-openapi";
import { HOTSPOTS } from "../../data/hotspots.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { hotspotSetting } from "./settings.ts";
import { HotspotSettingsAnswer, OwnHotspots } from "./settings-schema.ts";

const tags = ["hotspots"];
const path = "/api/districts/{districtId}/hotspots/settings";

const getSettings = endpoint({
  access: granted("complaints.all"),
  method: "get",
  path,
  operationId: "getHotspotSettings",
  tags,
  summary: "How hotspots are found: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", HotspotSettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  method: "put",
  path,
  operationId: "setHotspotSettings",
  tags,
  summary: "Set how hotspots are found here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnHotspots) },
  responses: answers("The settings", HotspotSettingsAnswer),
});

type Kept = z.infer<typeof OwnHotspots>;

function settingsOf(districtId: string, { own, notUnderstood }: Own<Kept>): HotspotSettingsAnswer {
  const { basis, ...presets } = HOTSPOTS;
  return {
    ...{ districtId, presets, basis, own },
    ...{ notUnderstood: [...notUnderstood], merged: hotspotSetting.merged(own) },
  };
}

/** How hotspots are found in a district, and how that is changed. */
export function hotspotSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => hotspotSetting.readOwn(tx, districtId);
      const own = await database.transaction(read, { districtId });
      return c.json(settingsOf(districtId, own), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => hotspotSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
