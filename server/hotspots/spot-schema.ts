import { z } from "@hono/zod-openapi";
import { CaseLine } from "../complaints/case-list-schema.ts";
import { count, days, title } from "./parts-schema.ts";
import { Asked } from "./schema.ts";

const share = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    count,
    ofAll: count.describe("Among all complaints of the period"),
    expected: z.number().describe("By the share of all"),
    standsOut: z.boolean().describe("More than chance, corrected over all values"),
  });

/** What `/hotspots/spots/{spotId}` answers: everything a card says of one spot. */
export const SpotAnswer = z
  .object({
    districtId: z.string(),
    isDemo: z.boolean(),
    asked: Asked,
    period: days,
    spotId: z.string(),
    rank: z.number().int().describe("Place among the spots of its sign by excess, from 1"),
    of: z.number().int(),
    state: z.number().int().describe("1 hot, -1 cold"),
    cells: z.array(z.string()),
    areaSquareMeters: z.number(),
    observed: count,
    expected: z.number(),
    excess: z.number(),
    ofAll: count.describe("Events of the district in the period"),
    z: z.number().nullable(),
    p: z.number().nullable(),
    pattern: z.string(),
    patternTitle: title,
    patternMeaning: title,
    history: z
      .array(z.object({ from: z.string(), count, state: z.enum(["h", "c", "."]) }))
      .describe("Complaints of its cells by step, and the state of its peak cell"),
    complaints: count,
    before: count.nullable().describe("null: the register does not reach back so far"),
    yearAgo: count.nullable(),
    reporters: count,
    withoutReporter: count,
    mostOfOne: count.nullable(),
    open: count,
    late: count,
    reopened: count,
    duplicates: count,
    categories: z.array(share(z.string()).extend({ title })),
    weekdays: z.array(share(z.number().int().describe("1 Monday to 7 Sunday"))),
    hours: z.array(share(z.number().int().describe("First hour of three"))),
    withHour: count,
    units: z.array(
      z.object({ unitId: z.string(), name: z.string(), nameEn: z.string().nullable(), count }),
    ),
    withoutUnit: count,
    facilities: z.array(
      z.object({
        facilityId: z.string(),
        kind: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        status: z.string(),
        stars: z.number().int().nullable(),
      }),
    ),
    bins: count,
    streets: z.array(
      z.object({
        streetId: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        metersWithin: z.number(),
        complaints: count.describe("Of the spot, those that name it"),
        grades: z.array(z.number().int()),
        stars: z.number().int().nullable(),
        passesDuePerDay: z.number().nullable(),
        teams: z.array(z.string()),
        lastService: z
          .string()
          .nullable()
          .describe("null: no data, which is not the same as never"),
      }),
    ),
    sentences: z.array(
      z.object({
        about: z.string(),
        zh: z.string(),
        en: z.string(),
        isCaution: z.boolean().describe("It tells against taking the figures at their face"),
      }),
    ),
    cases: z.array(CaseLine).describe("The newest 20; all are in the register under `list`"),
    list: z
      .string()
      .nullable()
      .describe(
        "The parameters of the page `/complaints` that mean exactly its complaints; null: more cells than a link can name",
      ),
  })
  .openapi("HotspotCard");
export type SpotAnswer = z.infer<typeof SpotAnswer>;
