import { z } from "@hono/zod-openapi";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import { count, days, title } from "./parts-schema.ts";

const ratio = z.number().nullable();

const AreaRow = z.object({
  areaId: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  complaints: count,
  events: count.describe("What is counted"),
  of: count.nullable().describe("Of shares: what the events are a part of; null otherwise"),
  exposure: z.number().describe("What the area is held against, in `exposureUnit`"),
  residents: count,
  expected: z.number(),
  excess: z.number().describe("events − expected: what areas are ranked by"),
  ratio: ratio.describe("events by expected; null where nothing is expected"),
  low: ratio.describe("Of the ratio, exact, with 95 % confidence"),
  high: ratio,
  p: z
    .number()
    .nullable()
    .describe("Exact, two-sided, not corrected; null where it is not compared"),
  state: z.number().int().describe("1 above, -1 below after correction, 0 neither"),
  rank: z.number().int().nullable().describe("By excess, from 1; null: too few to compare"),
  isTooFew: z.boolean().describe("Too few to compare: never ranked"),
  tooFew: z.enum(["events", "residents"]).nullable().describe("Of what there are too few"),
  before: count.nullable().describe("null: the register does not reach back so far"),
  yearAgo: count.nullable(),
  list: z.string().describe("The parameters of `/complaints` that mean its complaints"),
});

/** What `/hotspots/areas` answers. */
export const AreasAnswer = z
  .object({
    districtId: z.string(),
    asked: z.object({
      measure: z.enum(HOTSPOT_MEASURES),
      title,
      unit: title,
      exposureUnit: title,
      definition: title.describe("口径"),
      level: z.number(),
      fewestEvents: z.number().describe("An area that expects fewer is not compared"),
      fewestResidents: z.number().describe("By residents: one with fewer neither"),
    }),
    period: days,
    before: days,
    yearAgo: days,
    totals: z.object({
      complaints: count.describe("All that pass the filters"),
      withoutArea: count.describe("Of them without a sub-district"),
      otherArea: count.describe("Of them of one that is not compared, or no longer in force"),
      events: count.describe("What is counted, in all areas"),
    }),
    areas: z.array(AreaRow).describe("By rank; those too few to compare come last"),
    askedAt: z.string(),
  })
  .openapi("HotspotAreas");
export type AreasAnswer = z.infer<typeof AreasAnswer>;
