import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { CategoryCount, count, days, Listed, lngLat, Named, title } from "./parts-schema.ts";

/** Stretches as columns of equal length; those on which nothing happened and of which nothing is said are left out. */
const StretchColumns = z.object({
  line: z.array(z.array(lngLat)).describe("Its course"),
  streetId: z.array(z.string().nullable()),
  name: z.array(z.string().nullable()),
  nameEn: z.array(z.string().nullable()),
  meters: z.array(z.number()),
  count: z.array(count).describe("Complaints"),
  events: z.array(count).describe("What is counted"),
  per100m: z.array(z.number()).describe("Complaints per 100 m"),
  neighbourhood: z
    .array(count)
    .describe("Events of the stretch and its neighbours: what is tested"),
  expected: z.array(z.number()).describe("Events expected there"),
  z: z.array(z.number().nullable()).describe("Getis-Ord Gi*"),
  p: z.array(z.number().nullable()).describe("Exact, two-sided, not corrected"),
  state: z.array(z.number().int()).describe("1 hot, -1 cold after correction, 0 neither"),
});

const HotStreet = z.object({
  streetId: z.string().nullable(),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
  stretches: z.array(z.number().int()).describe("Places in `stretches`"),
  center: lngLat,
  meters: z.number().describe("Of its hot stretches, which touch each other"),
  observed: count.describe("Events"),
  expected: z.number(),
  excess: z.number().describe("observed − expected: what streets are ranked by"),
  z: z.number().nullable().describe("Of the stretch with the greatest excess around it"),
  p: z.number().nullable(),
  complaints: count,
  reporters: count,
  before: count.nullable().describe("null: the register does not reach back so far"),
  yearAgo: count.nullable(),
  categories: z.array(CategoryCount),
  unit: Named.describe("That has most of its complaints"),
  ...Listed.shape,
});

/** What `/hotspots/streets` answers. */
export const StreetsAnswer = z
  .object({
    districtId: z.string(),
    asked: z.object({
      measure: z.enum(HOTSPOT_MEASURES),
      title,
      unit: title,
      definition: title.describe("口径"),
      level: z.number(),
      minimum: z.number().int(),
      stretchMeters: z.number().describe("The greatest length of a stretch"),
      neighbourMeters: z.number().describe("Neighbours have ends so near along streets"),
      snapMeters: z.number().describe("A complaint farther from any street is on none"),
    }),
    period: days,
    totals: z.object({
      complaints: count.describe("All that pass the filters"),
      withoutPosition: count.describe("Of them without a place"),
      offStreet: count.describe("Of them with no street within reach"),
      onStreet: count.describe("The rest: the sum of `stretches.count`"),
      events: count.describe("What is counted, on all stretches"),
    }),
    stretches: StretchColumns,
    studied: count.describe("Stretches of all streets"),
    studiedMeters: z.number(),
    tested: count,
    hot: count,
    cold: count,
    streets: z.array(HotStreet).describe("Most excess first"),
    askedAt: z.string(),
  })
  .openapi("HotspotStreets");
export type StreetsAnswer = z.infer<typeof StreetsAnswer>;
