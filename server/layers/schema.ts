import { z } from "@hono/zod-openapi";
import { GREATEST_ZOOM } from "../geo/tile.ts";
import { Day as AnyDay } from "../http/day.ts";

/** A local day of the calendar. */
export const Day = AnyDay.describe("Local day, YYYY-MM-DD");

export const DistrictId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower-case letters, digits and hyphens")
  .describe("Key of a district");

export const Title = z
  .object({ zh: z.string(), en: z.string() })
  .describe("In Chinese and in English")
  .openapi("Title");

const BboxTuple = z
  .array(z.number())
  .length(4)
  .describe("West, south, east, north in degrees, WGS 84");

export const DistrictList = z
  .object({
    districts: z.array(
      z.object({
        districtId: DistrictId,
        name: z.string(),
        nameEn: z.string().nullable(),
        code: z.string().nullable().describe("GB/T 2260, six digits"),
        timeZone: z.string().describe("IANA name; days are local to it"),
        isDemo: z.boolean().describe("Everything in it is invented"),
        bbox: BboxTuple.nullable().describe(
          "Box around its areas and streets, or its facilities where it has neither",
        ),
        center: z.array(z.number()).length(2).nullable().describe("Longitude, latitude"),
        today: Day.describe("The local day now"),
        version: z.number().int().nonnegative().describe("Number of its last change"),
        attributions: z
          .array(z.string())
          .describe("Whose data it is, as the licences of imported files want it said"),
      }),
    ),
  })
  .openapi("DistrictList");

/** The days an answer is about. */
export const Days = z.object({
  date: Day.optional().describe("Records that hold on this day; today when left out"),
  from: Day.optional().describe("First day of happenings such as complaints"),
  to: Day.optional().describe("Last day of happenings, included"),
});

/** What the counts of layers are asked for. */
export const CountsQuery = Days.extend({
  area: z.string().max(200).optional().describe("Id of an area: only what lies in it is counted"),
});

export const LayerColumnDescription = z
  .object({
    name: z.string(),
    title: Title,
    type: z.enum(["text", "integer", "number", "boolean", "date", "instant"]),
    isInTiles: z.boolean().describe("Features of tiles carry it"),
    isClass: z.boolean().describe("The legend counts by it"),
    values: z.record(z.string(), Title).optional().describe("Titles of its values, in order"),
  })
  .openapi("LayerColumn");

export const ClassCount = z
  .object({
    value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
    title: Title,
    count: z.number().int().positive(),
  })
  .openapi("ClassCount");

export const LayerDescription = z
  .object({
    layerId: z.string(),
    title: Title,
    geometry: z.enum(["point", "line", "polygon"]),
    count: z.number().int().nonnegative().describe("Records on these days"),
    withoutPlace: z.number().int().nonnegative().describe("Of them, those whose place is unknown"),
    bbox: BboxTuple.nullable().describe("Box around all of its records, whatever the day"),
    detailFromZoom: z
      .number()
      .int()
      .describe("Below it points come as counts per H3 cell in the tile layer `{layerId}.cells`"),
    hasDays: z.boolean().describe("`from` and `to` limit it"),
    hasValidity: z.boolean().describe("`date` limits it"),
    columns: z.array(LayerColumnDescription),
    classes: z
      .record(z.string(), z.array(ClassCount))
      .describe("By column: how many records have each value; they add up to `count`"),
    tiles: z.string().describe("Address of its tiles with {z}, {x} and {y}"),
  })
  .openapi("Layer");

export const LayerList = z
  .object({
    districtId: DistrictId,
    date: Day,
    from: Day.optional(),
    to: Day.optional(),
    area: z.string().optional(),
    version: z.number().int().nonnegative(),
    layers: z.array(LayerDescription),
  })
  .openapi("LayerList");

const wholeNumber = (greatest: number, words: string) =>
  z.coerce
    .number({ error: words })
    .int(words)
    .min(0, words)
    .max(greatest, words)
    .openapi({ type: "integer" });

/** Where a tile is. */
export const TileParams = z
  .object({
    districtId: DistrictId,
    layerIds: z.string().max(500).describe("Layer ids, separated by commas, drawn in this order"),
    z: wholeNumber(GREATEST_ZOOM, `a zoom from 0 to ${GREATEST_ZOOM}`),
    x: wholeNumber(2 ** GREATEST_ZOOM - 1, "a column of tiles, from 0"),
    tile: z
      .string()
      .regex(/^\d{1,8}\.mvt$/, "a row of tiles, from 0 in the north, and .mvt")
      .describe("Row of tiles and format: `{y}.mvt`"),
  })
  .superRefine(({ z: zoom, x, tile }, context) => {
    const last = 2 ** zoom - 1;
    if (x > last)
      context.addIssue({ code: "custom", path: ["x"], message: `0 to ${last} at zoom ${zoom}` });
    if (Number.parseInt(tile, 10) > last)
      context.addIssue({ code: "custom", path: ["y"], message: `0 to ${last} at zoom ${zoom}` });
  });

/** TileJSON 3.0.0, as far as it is used. */
export const TileJson = z
  .object({
    tilejson: z.literal("3.0.0"),
    name: z.string(),
    attribution: z.string(),
    tiles: z.array(z.string()).length(1),
    minzoom: z.number().int(),
    maxzoom: z.number().int(),
    bounds: BboxTuple.optional(),
    center: z.array(z.number()).length(3).optional(),
    vector_layers: z.array(
      z.object({
        id: z.string(),
        description: z.string(),
        minzoom: z.number().int(),
        maxzoom: z.number().int(),
        fields: z.record(z.string(), z.string()),
      }),
    ),
  })
  .openapi("TileJson");
