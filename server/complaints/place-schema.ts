import { z } from "@hono/zod-openapi";
import { PLACE_KINDS } from "./case-schema.ts";

export const PlaceQuery = z.object({
  q: z
    .string()
    .trim()
    .min(1, "at least one character")
    .max(100, "at most 100 characters")
    .describe(
      "Street with house number, name, facility code, or two coordinates; 对面, 旁边 at the end",
    ),
});

/** In which datum two coordinates were read. */
export const DATUMS = ["wgs84", "gcj02", "bd09"] as const;

const Place = z.object({
  id: z.string().describe("Unique within the answer"),
  placeKind: z.enum(PLACE_KINDS),
  what: z
    .enum([
      "street",
      "facility",
      "building",
      "green",
      "water",
      "river",
      "railway",
      "lamp_post",
      "area",
      "coordinates",
    ])
    .describe("What it is"),
  facilityKind: z.string().nullable(),
  code: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  position: z
    .tuple([z.number(), z.number()])
    .openapi({ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 })
    .nullable()
    .describe("[lng, lat], WGS 84; null where nothing tells it"),
  by: z
    .enum(["itself", "number", "neighbor", "middle"])
    .describe(
      "What tells the position: the thing, this house number, the nearest one known, or the street's middle",
    ),
  neighborNumber: z.number().int().nullable().describe("The house number that tells it"),
  datum: z.enum(DATUMS).nullable().describe("In which datum the coordinates were read"),
  isOutside: z.boolean().describe("Outside all areas of the district"),
  address: z.string().nullable().describe("What to write down as the address"),
  placeNote: z.string().nullable().describe("对面, 旁边: where beside it"),
  streetId: z.string().nullable(),
  facilityId: z.string().nullable(),
});
export type Place = z.infer<typeof Place>;

/** What a place that was told can be, best first. */
export const FoundPlaces = z
  .object({ q: z.string(), places: z.array(Place) })
  .openapi("FoundPlaces");
