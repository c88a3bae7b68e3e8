import { z } from "@hono/zod-openapi";
import { CAPACITY_UNITS, FIGURE_NAMES, FIGURE_UNITS, Measure } from "../../data/coverage-lenses.ts";
import { checkDistrictLenses, DistrictLenses } from "../../data/district-lenses.ts";
import { FACILITY_KINDS } from "../../data/facility.ts";

const Title = z.object({ zh: z.string(), en: z.string() });
/** What a lens stands on. */
export const Stands = z.object({
  standard: z.string(),
  clause: z.string(),
  edition: z.string(),
  confidence: z
    .string()
    .describe(
      "READ, READ*, RECALLED-H, -M or -L, DERIVED, PROPOSAL; OWN where the district set it",
    ),
  isLaw: z.boolean().describe("Mandatory text in force"),
  note: z.string().optional(),
});

/** A service radius a standard asks of a kind of facility, and what it stands on. */
export const ServiceRadius = z
  .object({
    id: z.string(),
    facilityKind: z.string(),
    layerId: z.string().describe("The layer whose records are these facilities"),
    title: Title,
    radiusMeters: z.number().positive().describe("Straight line, as the standard measures"),
    rangeMeters: z
      .array(z.number())
      .length(2)
      .optional()
      .describe("As the text has it, where it is a range"),
    isDefault: z.boolean().describe("What is shown of this kind until another is chosen"),
    basis: Stands,
  })
  .openapi("ServiceRadius");

export const Standards = z
  .object({ districtId: z.string(), serviceRadii: z.array(ServiceRadius) })
  .openapi("Standards");

// made anew from their parts: what data made may be older than what knows of OpenAPI
export const OwnLenses = z
  .strictObject(DistrictLenses.shape)
  .superRefine(checkDistrictLenses)
  .openapi("DistrictLenses");

// pairs are lists of two on the wire, which clients read better than tuples
const pair = z.array(z.number()).length(2);
const [Radius, Density, Spacing, Station, ...others] = Measure.options;
export const LensMeasure = z.discriminatedUnion("type", [
  Radius.extend({
    rangeMeters: pair.optional().describe("As the text has it, where it is a range"),
  }),
  Density,
  Spacing,
  Station.extend({
    tonnesPerDay: pair.describe("Stations of this design throughput: from, and below"),
  }),
  ...others,
]);

const CoverageLens = z
  .object({
    id: z.string(),
    facilityKind: z.enum(FACILITY_KINDS),
    title: Title,
    measure: LensMeasure,
    figures: z
      .array(
        z.object({
          name: z.enum(FIGURE_NAMES),
          unit: z.enum(FIGURE_UNITS),
          value: z.number(),
          preset: z.number().nullable().describe("null: only this district has the lens"),
          least: z.number().describe("The least it may be set to"),
          most: z.number(),
        }),
      )
      .describe("What of it a district can set"),
    radiusMeters: z
      .number()
      .nullable()
      .describe("Drawn around facilities: the radius, or half the greatest spacing"),
    isOn: z.boolean().describe("Looked through here"),
    isOnByPreset: z.boolean(),
    isDefault: z.boolean().describe("What is shown of this kind until another is chosen"),
    isDefaultByPreset: z.boolean(),
    isPreset: z.boolean().describe("false: only this district has it"),
    isOwn: z.boolean().describe("The district has set a value: it is not law then"),
    reason: z.string().nullable().describe("Why it is set so"),
    basis: Stands,
  })
  .openapi("CoverageLens");

const CoverageCapacity = z
  .object({
    id: z.string(),
    title: Title,
    unit: z.enum(CAPACITY_UNITS),
    value: z.number(),
    preset: z.number(),
    rangeAsRead: z.array(z.number()).length(2).optional(),
    least: z.number(),
    most: z.number(),
    reason: z.string().nullable(),
    basis: Stands,
  })
  .openapi("CoverageCapacity");

/** What coverage is held to in a district. */
export const CoverageLenses = z
  .object({
    districtId: z.string(),
    lenses: z.array(CoverageLens).describe("All of them, with those that are off"),
    capacities: z.array(CoverageCapacity),
    own: OwnLenses.nullable().describe("What the district set; null is nothing"),
    notUnderstood: z
      .array(z.string())
      .describe("What it keeps from another version that cannot be held to: the presets hold"),
  })
  .openapi("CoverageLenses");
export type CoverageLenses = z.infer<typeof CoverageLenses>;
