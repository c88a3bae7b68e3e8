import { z } from "@hono/zod-openapi";
import { LAND_USES } from "../../data/plot.ts";

/** A plot as staff see it: with what is not published. */
export const Plot = z
  .object({
    districtId: z.string(),
    plotId: z.string(),
    code: z.string(),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    landUse: z.enum(LAND_USES).describe("Class of GB 50137-2011"),
    isAvailable: z.boolean().describe("May be built on"),
    usableAreaSquareMeters: z.number().positive().nullable().describe("null: unknown"),
    costYuan: z.number().nonnegative().nullable().describe("What the land costs; null: unknown"),
    owner: z.string().nullable().describe("An office; null: unknown"),
    objection: z.string().nullable().describe("What neighbours say (邻避); null: none is noted"),
  })
  .openapi("Plot");
