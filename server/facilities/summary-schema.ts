import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { TitleText } from "./schema.ts";

const Position = z.array(z.number()).min(2).max(3);
const Rings = z.array(z.array(Position).min(4)).min(1);

const Shape = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("Polygon"), coordinates: Rings }),
    z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(Rings).min(1) }),
  ])
  .openapi({ type: "object", description: "GeoJSON Polygon or MultiPolygon, WGS 84" });

const withinMeters = z.number().positive().max(5_000).describe("How far to each side, meters");

const times = {
  date: Day.optional().describe("Local day records hold on; today when left out"),
  from: Day.optional().describe("First local day of happenings"),
  to: Day.optional().describe("Last local day of happenings, included"),
};

/** A place that is drawn, or a street, and when. */
export const SummaryQuery = z
  .union([
    z.object({ shape: Shape, ...times }),
    z.object({
      along: z
        .object({ type: z.literal("LineString"), coordinates: z.array(Position).min(2).max(5_000) })
        .describe("GeoJSON LineString, WGS 84"),
      withinMeters,
      ...times,
    }),
    z.object({ street: z.string().describe("Id of a street"), withinMeters, ...times }),
  ])
  .openapi("SummaryQuery");
export type SummaryQuery = z.infer<typeof SummaryQuery>;

/** What a place holds, layer by layer. */
export const Summary = z
  .object({
    districtId: z.string(),
    date: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    place: z.enum(["shape", "along", "street"]),
    withinMeters: z.number().nullable(),
    layers: z.array(
      z.object({
        layerId: z.string(),
        title: TitleText,
        count: z.number().int().describe("Records that touch the place; cells by their center"),
        classes: z.record(
          z.string(),
          z.array(
            z.object({
              value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
              title: TitleText,
              count: z.number().int(),
            }),
          ),
        ),
        lengthMeters: z
          .number()
          .optional()
          .describe("Of lines: how much lies inside, not the whole of what touches"),
        residents: z
          .number()
          .optional()
          .describe("Of residents: everyone recorded in cells whose center is inside"),
        ids: z.array(z.string()).describe("The first ids in order, at most 1,000"),
        hasMoreIds: z.boolean(),
      }),
    ),
  })
  .openapi("Summary");
