import { CLEANING } from "../../data/cleaning.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database } from "../store/database.ts";
import { changeSetting, readSetting } from "../store/setting.ts";
import {
  CLEANING_SETTING,
  mergedCleaning,
  type OwnCleaning as Own,
  understoodCleaning,
} from "./settings.ts";
import { CleaningSettingsAnswer, OwnCleaning } from "./settings-schema.ts";

const tags = ["cleaning"];
const path = "/api/districts/{districtId}/cleaning/settings";

const getSettings = endpoint({
  ...{ access: granted("district.read"), method: "get", path, tags },
  operationId: "getCleaningSettings",
  summary: "What cleaning is held to: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", CleaningSettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  ...{ method: "put", path, tags },
  operationId: "setCleaningSettings",
  summary: "Set what cleaning is held to here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnCleaning) },
  responses: answers("The settings", CleaningSettingsAnswer),
});

function settingsOf(districtId: string, { own, notUnderstood }: Own): CleaningSettingsAnswer {
  const { bases, ...presets } = CLEANING;
  return {
    ...{ districtId, presets, bases, own },
    ...{ notUnderstood: [...notUnderstood], merged: mergedCleaning(own) },
  };
}

/** What cleaning is held to in a district, and how that is changed. */
export function cleaningSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const kept = await database.transaction(
        (tx) => readSetting(tx, districtId, CLEANING_SETTING),
        { districtId },
      );
      return c.json(settingsOf(districtId, understoodCleaning(kept)), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      await database.transaction(
        async (tx) => {
          const kept = await readSetting(tx, districtId, CLEANING_SETTING);
          const { own, notUnderstood } = understoodCleaning(kept);
          // what is not understood goes, and the trail says so
          const before = { ...(notUnderstood.length > 0 ? (kept ?? {}) : own) };
          const change = { key: CLEANING_SETTING, before, after };
          await changeSetting(tx, districtId, callerOf(c), change);
        },
        { districtId },
      );
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
