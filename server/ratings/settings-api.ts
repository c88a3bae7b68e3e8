import type { z } from "@hono/zod-openapi";
import { RATINGS } from "../../data/ratings.ts";
import { callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import type { Own } from "../store/setting.ts";
import { ratingSetting } from "./settings.ts";
import { OwnRatings, RatingSettingsAnswer } from "./settings-schema.ts";

const tags = ["ratings"];
const path = "/api/districts/{districtId}/ratings/settings";

const getSettings = endpoint({
  ...{ access: granted("district.read"), method: "get", path, tags },
  operationId: "getRatingSettings",
  summary: "What stars are watched and awarded by: presets, the district's own, and what holds",
  request: { params: inDistrict },
  responses: answers("The settings", RatingSettingsAnswer),
});
const putSettings = endpoint({
  access: { permission: "settings.edit", within: "district" },
  ...{ method: "put", path, tags },
  operationId: "setRatingSettings",
  summary:
    "Set what stars are watched and awarded by here; what is left out is as the presets have it",
  request: { params: inDistrict, body: body(OwnRatings) },
  responses: answers("The settings", RatingSettingsAnswer),
});

type Kept = z.infer<typeof OwnRatings>;

function settingsOf(districtId: string, { own, notUnderstood }: Own<Kept>): RatingSettingsAnswer {
  const { bases, ...presets } = RATINGS;
  return {
    ...{ districtId, presets, bases, own },
    ...{ notUnderstood: [...notUnderstood], merged: ratingSetting.merged(own) },
  };
}

/** What stars are watched and awarded by in a district, and how that is changed. */
export function ratingSettingsApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const read = (tx: Queryable) => ratingSetting.readOwn(tx, districtId);
      const own = await database.transaction(read, { districtId });
      return c.json(settingsOf(districtId, own), 200);
    })
    .openapi(putSettings, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const change = (tx: Queryable) => ratingSetting.change(tx, districtId, callerOf(c), after);
      await database.transaction(change, { districtId });
      return c.json(settingsOf(districtId, { own: after, notUnderstood: [] }), 200);
    });
}
