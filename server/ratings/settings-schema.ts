import { z } from "@hono/zod-openapi";
import { DistrictRatings, RatingPresets } from "../../data/ratings.ts";
import { Basis } from "../../data/standards.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnRatings = z.strictObject(DistrictRatings.shape).openapi("DistrictRatings");
const Presets = z.object(RatingPresets.omit({ bases: true }).shape).openapi("RatingPresets");
const Values = Presets.extend({
  targets: z.array(
    z.object({ year: z.number().int(), rubricId: z.string(), created: z.number().int() }),
  ),
}).openapi("RatingValues");

/** What stars are watched and awarded by in a district. */
export const RatingSettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Presets,
    bases: z
      .array(z.object({ of: z.string(), basis: z.object(Basis.shape) }))
      .describe("What each preset stands on"),
    own: OwnRatings.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("Values it keeps from another version that cannot be held to: the presets hold"),
    merged: Values.describe("What holds; a target only where the district entered one"),
  })
  .openapi("RatingSettings");
export type RatingSettingsAnswer = z.infer<typeof RatingSettingsAnswer>;
