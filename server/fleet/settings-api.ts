import { FLEET } from "../../data/fleet.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import { FLEET_SETTING, mergedFleet, type OwnFleet as Own, understoodFleet } from "./settings.ts";
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

function settingsOf(districtId: string, { own, notUnderstood }: Own): FleetSettingsAnswer {
  const { basis, ...presets } = FLEET;
  return {
    ...{ districtId, presets, basis, own },
    ...{ notUnderstood: [...notUnderstood], merged: mergedFleet(own) },
  };
}

/** By what vehicles are watched in a district, and how that is changed. */
export function fleetSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const kept = await database.transaction((tx) => readSetting(tx, districtId, FLEET_SETTING), {
        districtId,
      });
      return c.json(settingsOf(districtId, understoodFleet(kept)), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const actor = callerOf(c);
      await database.transaction(
        async (tx) => {
          const kept = await readSetting(tx, districtId, FLEET_SETTING);
          const { own, notUnderstood } = understoodFleet(kept);
          // what is not understood goes, and the trail says so
          const before = { ...(notUnderstood.length > 0 ? (kept ?? {}) : own) };
          await changeSetting(tx, districtId, actor, { key: FLEET_SETTING, before, after });
        },
        { districtId },
      );
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
