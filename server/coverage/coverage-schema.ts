import { z } from "@hono/zod-openapi";
import { FACILITY_KINDS } from "../../data/facility.ts";
import { TRAVEL_PROFILES } from "./network.ts";
import { DEMAND_KINDS } from "./question.ts";
import { Stands } from "./schema.ts";

const lngLat = z.tuple([z.number(), z.number()]).describe("WGS 84, [lng, lat]");
const meters = z.number().nonnegative();
const amount = z.number().nonnegative().describe("People or complaints");
const count = z.number().int().nonnegative();

/** What becomes of demand; the parts add up to it. */
export const Shares = z
  .object({
    demand: amount,
    served: amount.describe("Within reach of a site with room"),
    withoutRoom: amount.describe("Within reach, and every site within reach is full"),
    outside: amount.describe("On the network, no site within reach"),
    rejected: amount.describe("Not on the network, or without a place: nothing can be said of it"),
  })
  .openapi("CoverageShares");

export const Distances = z
  .object({
    reached: amount.describe("Who has a way to a site at all: the n of mean and quantiles"),
    withoutWay: amount,
    meanMeters: meters.nullable(),
    quantiles: z.array(z.object({ share: z.number(), meters })),
    binMeters: meters,
    bins: z
      .array(amount)
      .describe("By how far they go, from 0 in steps; the last is what is farther"),
  })
  .openapi("CoverageDistances");

export const CoverageAsked = z
  .object({
    kind: z.enum(FACILITY_KINDS),
    lensId: z.string().nullable().describe("null where the radius is no lens's"),
    lensTitle: z.object({ zh: z.string(), en: z.string() }).nullable(),
    basis: Stands.nullable(),
    isOwn: z.boolean().describe("A value of the lens is the district's own: then it is never law"),
    radiusMeters: meters,
    profile: z.enum(TRAVEL_PROFILES),
    demand: z.enum(DEMAND_KINDS),
    complaintDays: count.nullable(),
    hasCapacity: z.boolean(),
  })
  .openapi("CoverageAsked");

export const CoverageSite = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
    position: lngLat,
    from: lngLat.nullable().describe("Where it stands in the register, when it was moved"),
    isNew: z.boolean(),
    stars: z.number().int().nullable(),
    failure: z
      .enum(["no-street", "obstacle"])
      .nullable()
      .describe("Why it is on no street: then it serves nobody"),
    nearest: amount.describe("Within reach, and no other site is nearer"),
    alone: amount.describe("Within reach, and no other site is: who loses it when it closes"),
    capacity: z.number().nullable().describe("null: not known, or not asked for"),
    load: amount
      .nullable()
      .describe("What it serves of its capacity; null where none is asked for"),
  })
  .openapi("CoverageSite");

export const CoverageArea = Shares.extend({
  areaId: z.string(),
  level: z.enum(["subdistrict", "community"]),
  name: z.string(),
  nameEn: z.string().nullable(),
  parentId: z.string().nullable(),
  medianMeters: meters.nullable().describe("Of those who have a way"),
  sites: count,
}).openapi("CoverageArea");

export const CoverageGap = z
  .object({
    id: z.string().describe("H3 cell with the most of it"),
    demand: amount,
    cells: z.array(z.string()),
    position: lngLat,
    farthestMeters: meters.nullable().describe("null: somebody in it has no way at all"),
    areaId: z.string().nullable().describe("The subdistrict of its densest cell"),
    streetId: z.string().nullable(),
    street: z.string().nullable(),
    streetEn: z.string().nullable(),
    shape: z
      .object({
        type: z.literal("MultiPolygon"),
        coordinates: z.array(z.array(z.array(z.array(z.number())))),
      })
      .describe("What lies farther than the radius along streets, within cells with demand"),
  })
  .openapi("CoverageGap");

export const CoverageAnswer = z
  .object({
    districtId: z.string(),
    at: z.iso.datetime().describe("When it was worked out"),
    asked: CoverageAsked,
    totals: Shares,
    backedUp: amount.describe("Within reach of a second site"),
    straight: amount.describe(
      "Within the radius in a straight line of a site: how the standards measure",
    ),
    distances: Distances,
    compliance: z
      .object({
        object: z.string(),
        radiusMeters: meters,
        total: count,
        within: count.describe("Within the radius in a straight line"),
        kinds: z.array(z.object({ kind: z.string(), total: count, within: count })),
        outsideIds: z.array(z.string()).describe("Which are not, by id, the first 500"),
      })
      .nullable()
      .describe("Of the lens's own object; null where the district has none of it in its register"),
    streets: z.object({ meters, servedMeters: meters }),
    sites: z.array(CoverageSite),
    closed: z
      .array(
        z.object({ id: z.string(), name: z.string().nullable(), nameEn: z.string().nullable() }),
      )
      .describe("Facilities that the question closes"),
    leftOut: z
      .record(z.string(), count)
      .describe("Facilities of the kind that do not count, by reason"),
    rejected: z.object({
      noStreet: amount,
      obstacle: amount,
      noPlace: amount,
      cells: z.array(z.string()),
    }),
    cells: z
      .object({
        cell: z.array(z.string()),
        demand: z.array(amount),
        state: z
          .array(z.number().int())
          .describe("0 outside, 1 served, 2 without room, 3 rejected"),
        meters: z.array(meters.nullable()),
        site: z.array(z.number().int()).describe("Place of the nearest in `sites`; -1 is none"),
        secondMeters: z.array(meters.nullable()),
      })
      .describe("Columns: the k-th of each is of the k-th cell"),
    areas: z.array(CoverageArea),
    gaps: z.array(CoverageGap).describe("Most demand first"),
    gapsLeftOut: z
      .object({ count, demand: amount })
      .describe("The smallest gaps, where there are more than are listed"),
  })
  .openapi("CoverageAnswer");

export const CoverageTrialAnswer = z
  .object({
    position: lngLat.nullable().describe("Where it meets a street"),
    failure: z.enum(["no-street", "obstacle"]).nullable(),
    totals: Shares,
    before: Shares,
    gained: amount.describe("Served now, and not before"),
    lost: amount.describe("Served before, and no more"),
    meanMeters: meters.nullable(),
    beforeMeanMeters: meters.nullable(),
    changed: z
      .object({
        index: z.array(z.number().int()).describe("Places in the cells of the question's answer"),
        state: z.array(z.number().int()),
        meters: z.array(meters.nullable()),
      })
      .describe("Cells that are otherwise than in the question's answer"),
  })
  .openapi("CoverageTrialAnswer");

export const CoverageStreets = z
  .object({
    served: z.object({ type: z.literal("MultiLineString"), coordinates: z.array(z.array(lngLat)) }),
    outside: z.object({
      type: z.literal("MultiLineString"),
      coordinates: z.array(z.array(lngLat)),
    }),
  })
  .openapi("CoverageStreets");
