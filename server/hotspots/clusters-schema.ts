import { z } from "@hono/zod-openapi";
import { CategoryCount, count, days, Listed, lngLat, Named, title } from "./parts-schema.ts";
import { HotspotQuery, NEIGHBOUR_FIELDS } from "./question.ts";

/** What `/hotspots/clusters` is asked. */
export const ClustersQuery = HotspotQuery.omit({
  measure: true,
  ...NEIGHBOUR_FIELDS,
  level: true,
  minimum: true,
  resolution: true,
}).extend({
  epsMeters: z.coerce.number().gt(0).max(5000).optional().describe("How near is near"),
  epsDays: z.coerce.number().min(0).max(366).optional().describe("How soon is soon"),
  minPoints: z.coerce
    .number()
    .int()
    .min(2)
    .max(1000)
    .optional()
    .describe("Complaints within both, itself among them, that make a place dense"),
});

const Cluster = z.object({
  complaints: count,
  reporters: count.describe("Whoever did not say who they are is somebody else each time"),
  mostOfOne: count.nullable().describe("Of whoever reported most; null when nobody said"),
  days: days.describe("First and last local day of receipt"),
  perDay: z.number().describe("Complaints by days from the first to the last"),
  category: CategoryCount.nullable().describe("The most frequent"),
  categories: z.array(CategoryCount),
  street: Named,
  unit: Named,
  center: lngLat,
  radiusMeters: z.number().describe("From the center to the farthest of it"),
  ring: z
    .array(lngLat)
    .describe("Its convex hull, closed; a hexagon around it where it has no area"),
  ...Listed.shape,
});

/** What `/hotspots/clusters` answers. */
export const ClustersAnswer = z
  .object({
    districtId: z.string(),
    asked: z.object({
      epsMeters: z.number(),
      epsDays: z.number(),
      minPoints: z.number().int(),
      definition: title.describe("口径"),
    }),
    suggestedEpsMeters: z
      .number()
      .nullable()
      .describe("A distance to begin with, from the complaints themselves; null: too few"),
    period: days,
    totals: z.object({
      complaints: count.describe("All that pass the filters"),
      withoutPosition: count.describe("Of them without a place"),
      clustered: count,
      noise: count.describe("Of those with a place, in no cluster"),
    }),
    found: count.describe("Clusters, of which at most 500 are told"),
    clusters: z.array(Cluster).describe("Most complaints first"),
    askedAt: z.string(),
  })
  .openapi("HotspotClusters");
export type ClustersAnswer = z.infer<typeof ClustersAnswer>;
