import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { EXPORT_FORMATS } from "../http/export-table.ts";

/** The most records one page holds. */
export const FEATURES_MAX_LIMIT = 10_000;

/** What of a layer is asked for, and in which form. */
export const FeaturesQuery = z.object({
  bbox: z
    .string()
    .optional()
    .describe("west,south,east,north in degrees (WGS 84); records that touch it")
    .openapi({ example: "112.54,26.86,112.60,26.92" }),
  date: Day.optional().describe("Local day the records hold on; today when left out"),
  from: Day.optional().describe("First local day of happenings"),
  to: Day.optional().describe("Last local day of happenings, included"),
  area: z.string().optional().describe("Id of an area: records that touch it"),
  shape: z
    .string()
    .max(8_000)
    .optional()
    .describe("POLYGON or MULTIPOLYGON as well-known text (WGS 84): records that touch it")
    .openapi({ example: "POLYGON((112.56 26.88,112.57 26.88,112.57 26.89,112.56 26.88))" }),
  street: z.string().max(200).optional().describe("Id of a street: records along it"),
  withinMeters: z.coerce
    .number()
    .positive()
    .max(5_000)
    .default(50)
    .describe("How far to each side of `street`, meters"),
  ids: z
    .string()
    .max(8_000)
    .optional()
    .describe("Ids of records, with commas")
    .openapi({ example: "toilet-1,toilet-2" }),
  filter: z
    .string()
    .max(8_000)
    .optional()
    .describe("CQL2 text over the layer's columns and geometry")
    .openapi({ example: "stars >= 3 AND status = 'open'" }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(FEATURES_MAX_LIMIT)
    .optional()
    .describe("Records of a page; 1,000 when neither it nor format is given"),
  cursor: z.string().optional().describe("Where the page begins, from `next` of the one before"),
  format: z
    .enum(EXPORT_FORMATS)
    .optional()
    .describe(
      "A file of everything chosen, at most 100,000 records; with geojson and a limit, a page of it",
    ),
  lang: z.enum(["zh", "en"]).default("zh").describe("Language of titles in files"),
});

/** A page of records. It names its question, so that an answer is never shown under another. */
export const FeaturesPage = z
  .object({
    type: z.literal("FeatureCollection"),
    districtId: z.string(),
    layerId: z.string(),
    version: z.number().int().describe("The change of the district it is current to"),
    date: z.string().describe("Local day the records hold on"),
    numberMatched: z.number().int().describe("Records chosen, over all pages"),
    numberReturned: z.number().int().describe("Records of this page"),
    next: z.string().nullable().describe("Cursor of the next page; null at the end"),
    notice: z.string().optional().describe("演示数据, where it is that"),
    features: z.array(
      z.object({
        type: z.literal("Feature"),
        id: z.string(),
        geometry: z
          .looseObject({ type: z.string() })
          .nullable()
          .describe("GeoJSON, WGS 84; null when the place is unknown"),
        properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
  })
  .openapi("FeaturesPage");
