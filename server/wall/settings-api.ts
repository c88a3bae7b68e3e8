import type { z } from "@hono/zod-openapi";
import { WALL, WALL_BASES } from "../../data/wall.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { wallSetting } from "./settings.ts";
import { OwnWall, WallSettingsAnswer } from "./settings-schema.ts";

const tags = ["wall"];
const path = "/api/districts/{districtId}/wall/settings";

const getSettings = endpoint({
  ...{ access: granted("wall.read"), method: "get", path, tags },
  operationId: "getWallSettings",
  summary: "What a wall goes by: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", WallSettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  ...{ method: "put", path, tags },
  operationId: "setWallSettings",
  summary: "Set what a wall goes by here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnWall) },
  responses: answers("The settings", WallSettingsAnswer),
});

type Kept = z.infer<typeof OwnWall>;

const settingsOf = (districtId: string, { own, notUnderstood }: Own<Kept>): WallSettingsAnswer => ({
  ...{ districtId, presets: WALL, bases: WALL_BASES, own },
  ...{ notUnderstood: [...notUnderstood], merged: wallSetting.merged(own) },
});

/** What a wall goes by in a district, and how that is changed. */
export function wallSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => wallSetting.readOwn(tx, districtId);
      return c.json(settingsOf(districtId, await database.transaction(read, { districtId })), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => wallSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
