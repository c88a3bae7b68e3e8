import { z } from "@hono/zod-openapi";
import { Basis } from "../../data/standards.ts";
import { DistrictWall, WallPresets } from "../../data/wall.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnWall = z.strictObject(DistrictWall.shape).openapi("DistrictWall");
const Values = z.object(WallPresets.shape).openapi("WallValues");

/** What a wall goes by in a district. */
export const WallSettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Values,
    bases: z
      .array(z.object({ of: z.string(), basis: z.object(Basis.shape) }))
      .describe("What each preset stands on"),
    own: OwnWall.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("Values it keeps from another version that cannot be held to: the presets hold"),
    merged: Values.describe("What holds"),
  })
  .openapi("WallSettings");
export type WallSettingsAnswer = z.infer<typeof WallSettingsAnswer>;
