import { z } from "@hono/zod-openapi";

/** A service radius a standard asks of a kind of facility, and what it stands on. */
export const ServiceRadius = z
  .object({
    id: z.string(),
    facilityKind: z.string(),
    layerId: z.string().describe("The layer whose records are these facilities"),
    title: z.object({ zh: z.string(), en: z.string() }),
    radiusMeters: z.number().positive().describe("Straight line, as the standard measures"),
    rangeMeters: z
      .array(z.number())
      .length(2)
      .optional()
      .describe("As the text has it, where it is a range"),
    isDefault: z.boolean().describe("What is shown of this kind until another is chosen"),
    basis: z.object({
      standard: z.string(),
      clause: z.string(),
      edition: z.string(),
      confidence: z.string().describe("READ, READ*, RECALLED-H, -M or -L, DERIVED, PROPOSAL"),
      isLaw: z.boolean().describe("Mandatory text in force"),
      note: z.string().optional(),
    }),
  })
  .openapi("ServiceRadius");

export const Standards = z
  .object({ districtId: z.string(), serviceRadii: z.array(ServiceRadius) })
  .openapi("Standards");
