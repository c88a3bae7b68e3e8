import type { z } from "@hono/zod-openapi";
import { FLEET } from "../../data/fleet.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { fleetSetting } from "./settings.ts";
import { FleetSettingsAnswer, OwnFleetSettings } from "./settings-schema.ts";

const tags = ["fleet"];
const path = "/api/districts/{districtId}/fleet/settings";

const getSettings = endpoint({
  access: granted("district.read"),
  method: "get",
  path,
  operationId: "getFleetSettings",
  tags,
  summary: "By what vehicles are watched: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", FleetSettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  method: "put",
  path,
  operationId: "setFleetSettings",
  tags,
  summary: "Set by what vehicles are watched here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnFleetSettings) },
  responses: answers("The settings", FleetSettingsAnswer),
});

type Kept = z.infer<typeof OwnFleetSettings>;

function settingsOf(districtId: string, { own, notUnderstood }: Own<Kept>): FleetSettingsAnswer {
  const { basis, ...presets } = FLEET;
  return {
    ...{ districtId, presets, basis, own },
    ...{ notUnderstood: [...notUnderstood], merged: fleetSetting.merged(own) },
  };
}

/** By what vehicles are watched in a district, and how that is changed. */
export function fleetSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => fleetSetting.readOwn(tx, districtId);
      const own = await database.transaction(read, { districtId });
      return c.json(settingsOf(districtId, own), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => fleetSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
