import { z } from "@hono/zod-openapi";
import { CleaningPresets, DistrictCleaning } from "../../data/cleaning.ts";
import { Basis } from "../../data/standards.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnCleaning = z.strictObject(DistrictCleaning.shape).openapi("DistrictCleaning");
const Values = z.object(CleaningPresets.omit({ bases: true }).shape).openapi("CleaningValues");

/** What cleaning is held to in a district. */
export const CleaningSettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Values,
    bases: z
      .array(z.object({ of: z.string(), basis: z.object(Basis.shape) }))
      .describe("What each preset stands on"),
    own: OwnCleaning.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("Values it keeps from another version that cannot be held to: the presets hold"),
    merged: Values.describe("What holds"),
  })
  .openapi("CleaningSettings");
export type CleaningSettingsAnswer = z.infer<typeof CleaningSettingsAnswer>;
