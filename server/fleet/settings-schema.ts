import { z } from "@hono/zod-openapi";
import { DistrictFleet, FleetPresets } from "../../data/fleet.ts";
import { Basis } from "../../data/standards.ts";

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnFleetSettings = z.strictObject(DistrictFleet.shape).openapi("DistrictFleet");
const Values = z.object(FleetPresets.omit({ basis: true }).shape).openapi("FleetValues");

/** By what vehicles of a district are watched. */
export const FleetSettingsAnswer = z
  .object({
    districtId: z.string(),
    presets: Values,
    basis: z.object(Basis.shape).describe("What the presets stand on"),
    own: OwnFleetSettings.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z.array(z.string()).describe("What it keeps that cannot be held to"),
    merged: Values.describe("What holds"),
  })
  .openapi("FleetSettings");
export type FleetSettingsAnswer = z.infer<typeof FleetSettingsAnswer>;
