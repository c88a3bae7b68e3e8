import type { z } from "@hono/zod-openapi";
import { CLEANING } from "../../data/cleaning.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { cleaningSetting } from "./settings.ts";
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

type Kept = z.infer<typeof OwnCleaning>;

function settingsOf(districtId: string, { own, notUnderstood }: Own<Kept>): CleaningSettingsAnswer {
  const { bases, ...presets } = CLEANING;
  return {
    ...{ districtId, presets, bases, own },
    ...{ notUnderstood: [...notUnderstood], merged: cleaningSetting.merged(own) },
  };
}

/** What cleaning is held to in a district, and how that is changed. */
export function cleaningSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => cleaningSetting.readOwn(tx, districtId);
      const own = await database.transaction(read, { districtId });
      return c.json(settingsOf(districtId, own), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => cleaningSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
