import { HOTSPOTS } from "../../data/hotspots.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import {
  HOTSPOT_SETTING,
  mergedHotspots,
  type OwnHotspots as Own,
  understoodHotspots,
} from "./settings.ts";
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

function settingsOf(districtId: string, { own, notUnderstood }: Own): HotspotSettingsAnswer {
  const { basis, ...presets } = HOTSPOTS;
  return {
    ...{ districtId, presets, basis, own },
    ...{ notUnderstood: [...notUnderstood], merged: mergedHotspots(own) },
  };
}

/** How hotspots are found in a district, and how that is changed. */
export function hotspotSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const kept = await database.transaction(
        (tx) => readSetting(tx, districtId, HOTSPOT_SETTING),
        { districtId },
      );
      return c.json(settingsOf(districtId, understoodHotspots(kept)), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const actor = callerOf(c);
      await database.transaction(
        async (tx) => {
          const kept = await readSetting(tx, districtId, HOTSPOT_SETTING);
          const { own, notUnderstood } = understoodHotspots(kept);
          // what is not understood goes, and the trail says so
          const before = { ...(notUnderstood.length > 0 ? (kept ?? {}) : own) };
          await changeSetting(tx, districtId, actor, { key: HOTSPOT_SETTING, before, after });
        },
        { districtId },
      );
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
