import { z } from "@hono/zod-openapi";
import { CategoryCount, count, days, Listed, lngLat, Named, title } from "./parts-schema.ts";
import { HotspotQuery, NEIGHBOUR_FIELDS } from "./question.ts";

const whole = (least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).optional();

/** What `/hotspots/alarms` is asked. */
export const AlarmsQuery = HotspotQuery.omit({
  measure: true,
  ...NEIGHBOUR_FIELDS,
  level: true,
  minimum: true,
  from: true,
}).extend({
  days: whole(1, 31).describe("It began within so many days up to `to`"),
  baselineDays: whole(14, 731).describe("Against these days up to `to`"),
  radiusMeters: z.coerce.number().min(0).max(5000).optional().describe("Of the greatest circle"),
  counts: z
    .enum(["reporters", "complaints"])
    .default("reporters")
    .describe("reporters: whoever reports one cell several times on one day counts once"),
});

const Alarm = z.object({
  center: lngLat,
  radiusMeters: z.number().describe("To the middle of its farthest cell"),
  cells: z.array(z.string()).describe("H3, the center first"),
  days: days.describe("From when to today"),
  observed: count.describe("What was counted there in these days"),
  expected: z.number().describe("What place and days would give by themselves"),
  p: z.number().describe("By permuting days; corrected for looking at every place and length"),
  recurrenceDays: z
    .number()
    .describe("Asked once a day, chance alone gives such an alarm once in so many days"),
  complaints: count.describe("All there in these days"),
  reporters: count,
  categories: z.array(CategoryCount),
  street: Named,
  unit: Named,
  ...Listed.shape,
});

/** What `/hotspots/alarms` answers. */
export const AlarmsAnswer = z
  .object({
    districtId: z.string(),
    asked: z.object({
      days: z.number().int(),
      baselineDays: z.number().int(),
      radiusMeters: z.number(),
      permutations: z.number().int(),
      level: z.number().describe("Alarms with a greater p are not told"),
      fewestEvents: z.number().int(),
      counts: z.enum(["reporters", "complaints"]),
      resolution: z.number().int().describe("H3"),
      definition: title.describe("口径"),
      note: title.describe("What an alarm is not"),
    }),
    baseline: days,
    totals: z.object({
      complaints: count.describe("Of the baseline: all that pass the filters"),
      withoutPosition: count.describe("Of them without a place"),
      repeats: count.describe("Of them left out because the same reporter counts already"),
      counted: count.describe("The rest"),
      recent: count.describe("Of those, within the last `days`"),
    }),
    strongest: z
      .object({ p: z.number(), observed: count, expected: z.number() })
      .nullable()
      .describe("The most likely of all, told also where it is no alarm; null without any"),
    alarms: z.array(Alarm).describe("The most likely first"),
    askedAt: z.string(),
  })
  .openapi("HotspotAlarms");
export type AlarmsAnswer = z.infer<typeof AlarmsAnswer>;
