import { z } from "@hono/zod-openapi";
import { DistrictHotspots, HotspotPresets } from "../../data/hotspots.ts";
import { Basis } from "../../data/standards.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnHotspots = z.strictObject(DistrictHotspots.shape).openapi("DistrictHotspots");
const Values = z.object(HotspotPresets.omit({ basis: true }).shape).openapi("HotspotValues");

/** How hotspots are found in a district. */
export const HotspotSettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Values,
    basis: z.object(Basis.shape).describe("What the presets stand on"),
    own: OwnHotspots.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("Values it keeps from another version that cannot be held to: the presets hold"),
    merged: Values.describe("What holds"),
  })
  .openapi("HotspotSettings");
export type HotspotSettingsAnswer = z.infer<typeof HotspotSettingsAnswer>;
