import { z } from "@hono/zod-openapi";
import { count, days, lngLat, Named, title } from "./parts-schema.ts";
import { HotspotQuery, NEIGHBOUR_FIELDS } from "./question.ts";

const list = z.string().describe("The parameters of `/complaints` that mean exactly these");
const listOrNull = list.nullable();

const whole = (least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).optional();
const repetition = {
  radiusMeters: z.coerce
    .number()
    .positive()
    .max(1000)
    .optional()
    .describe("What is no farther apart is the same place"),
  days: whole(1, 366).describe("Days of 24 hours after which it is no longer the same matter"),
  returnDays: whole(1, 366).describe("Days after settling within which a place came back"),
  fewest: whole(2, 1000).describe("Fewest complaints of a place or a reporter"),
};
const limit = z.coerce.number().int().min(1).max(1000).default(200).describe("The first so many");
const CELLS = {
  resolution: true,
  ...NEIGHBOUR_FIELDS,
  level: true,
  minimum: true,
  measure: true,
} as const;

/** What `/hotspots/repeats/places` is asked. */
export const RepeatPlacesQuery = HotspotQuery.omit(CELLS).extend({
  ...repetition,
  limit,
  format: z.enum(["csv", "xlsx"]).optional().describe("All places as a file"),
  lang: z.enum(["zh", "en"]).default("zh"),
});
export type RepeatPlacesQuery = z.infer<typeof RepeatPlacesQuery>;

/** What `/hotspots/repeats/reporters` is asked; cells only bear on which hot spots somebody made. */
export const RepeatReportersQuery = HotspotQuery.extend({
  ...{ radiusMeters: repetition.radiusMeters, fewest: repetition.fewest },
  limit,
});
export type RepeatReportersQuery = z.infer<typeof RepeatReportersQuery>;

/** What `/hotspots/repeats/returns` is asked. */
export const ReturnsQuery = HotspotQuery.omit({ ...CELLS, from: true, to: true }).extend({
  from: HotspotQuery.shape.from.describe("First local day of settlement"),
  to: HotspotQuery.shape.to.describe("Last local day of settlement; left out: today"),
  ...{ radiusMeters: repetition.radiusMeters, returnDays: repetition.returnDays },
});
export type ReturnsQuery = z.infer<typeof ReturnsQuery>;

const Place = z.object({
  placeId: z.string().describe("Its first complaint of the period, which names it in links"),
  position: lngLat.describe("Of the complaint in the middle of the others"),
  reachMeters: count.describe("From there to the farthest, rounded up"),
  category: z.string(),
  categoryTitle: title,
  count,
  reporters: count,
  withoutReporter: count.describe("Of them, those who did not say who they are"),
  mostOfOne: count.nullable().describe("Complaints of the most active one; null: nobody is known"),
  firstDay: z.string(),
  lastDay: z.string(),
  open: count,
  settled: count,
  judged: count.describe("Of the settled, those for which the days after settling have passed"),
  returned: count.describe("Of the judged, those after which the place was complained of again"),
  street: Named,
  unit: Named,
  area: Named,
  lists: z.object({
    all: z.string().describe("The parameters of `/complaints` that open its complaints"),
    isExact: z.boolean().describe("false: too many to name each; `all` opens about these"),
    open: listOrNull,
    returned: listOrNull,
  }),
});

const asked = {
  districtId: z.string(),
  isDemo: z.boolean(),
  period: days,
  definition: title.describe("口径"),
  askedAt: z.string(),
};

/** What `/hotspots/repeats/places` answers. */
export const RepeatPlacesAnswer = z
  .object({
    ...asked,
    radiusMeters: z.number(),
    days: z.number().int(),
    returnDays: z.number().int(),
    fewest: z.number().int(),
    complaints: count.describe("All of the period that pass the filters"),
    repeatable: count.describe("Of them, those with a place and a category, duplicates left out"),
    inPlaces: count.describe("Of them, those in a repeat place"),
    total: count.describe("Repeat places, of which `places` are the first"),
    places: z.array(Place).describe("Most complaints first"),
  })
  .openapi("RepeatPlaces");
export type RepeatPlacesAnswer = z.infer<typeof RepeatPlacesAnswer>;

/** What `/hotspots/repeats/reporters` answers: numbers stand for people. */
export const RepeatReportersAnswer = z
  .object({
    ...asked,
    radiusMeters: z.number(),
    fewest: z.number().int(),
    manyShare: z.number(),
    complaints: count.describe("All of the period that pass the filters and may be asked about"),
    withReporter: count.describe("Of them, those whose reporter is known"),
    knownReporters: count,
    byThem: count.describe("Complaints of all repeat reporters"),
    total: count.describe("Repeat reporters, of which `reporters` are the first"),
    reporters: z
      .array(
        z.object({
          reporterId: z.string().describe("A number, never a name"),
          count,
          duplicates: count.describe("Of them, those merged into others"),
          places: count.describe("No farther apart than the radius is one place"),
          categories: count,
          streets: count,
          days: count.describe("Local days with a report"),
          mostInOneDay: count,
          mainCategory: z.string().nullable(),
          mainCategoryTitle: title.nullable(),
          settled: count,
          isMany: z.boolean().describe("They made `manyShare` or more of a hot spot alone"),
          hotspot: z
            .object({ spotId: z.string(), count, of: count })
            .nullable()
            .describe("The hot spot of which they made the greatest part"),
          list,
        }),
      )
      .describe("Most reports first"),
  })
  .openapi("RepeatReporters");
export type RepeatReportersAnswer = z.infer<typeof RepeatReportersAnswer>;

const returns = {
  settled: count.describe("of + early + unable"),
  count: count.describe("Complained of again"),
  of: count.describe("Judged: the days after settling have passed"),
  early: count.describe("Still open to judge"),
  unable: count.describe("Without a place or a category, or a duplicate"),
  reopened: count.describe("Of the settled, formally reopened at least once before"),
  low: z.number().describe("Exact 95 % interval of the share (Clopper–Pearson)"),
  high: z.number(),
  isTooFew: z.boolean(),
  lists: z.object({
    settled: listOrNull,
    count: listOrNull.describe("null: none, or too many to name each"),
    of: listOrNull,
    reopened: listOrNull,
  }),
};

/** What `/hotspots/repeats/returns` answers. */
export const ReturnsAnswer = z
  .object({
    ...asked,
    radiusMeters: z.number(),
    returnDays: z.number().int(),
    fewestToRate: z.number().int(),
    lastJudged: z.string().describe("Last local day of settlement that can be judged today"),
    all: z.object(returns),
    units: z
      .array(z.object({ unit: Named.describe("null: assigned to none"), ...returns }))
      .describe("The greatest share first, those with too few after them"),
  })
  .openapi("PlaceReturns");
export type ReturnsAnswer = z.infer<typeof ReturnsAnswer>;
