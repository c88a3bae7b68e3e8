import { z } from "@hono/zod-openapi";
import { CoverageQuestion } from "./question.ts";

const meters = z.number().nonnegative();
const amount = z.number().nonnegative().describe("People");
const lngLat = z.array(z.number()).length(2).describe("WGS 84, [lng, lat]");

/** Facilities that close, and when. */
export const ClosureQuestion = z
  .strictObject({
    question: CoverageQuestion.describe("Whom the facilities serve; what it tries out counts"),
    closings: z
      .array(
        z.strictObject({
          facilityId: z.string().min(1).max(100),
          from: z.iso.date().nullable().default(null).describe("First local day; null: at once"),
          to: z.iso.date().nullable().default(null).describe("Last local day; null: for good"),
        }),
      )
      .min(1)
      .max(100),
  })
  .openapi("ClosureQuestion");

export const ClosureAnswer = z
  .object({
    radiusMeters: meters,
    served: amount.describe("Served while nothing is closed"),
    periods: z
      .array(
        z.object({
          from: z.string().nullable(),
          to: z.string().nullable(),
          days: z.number().int().nullable().describe("null: without an end"),
          facilityIds: z.array(z.string()),
          lost: amount.describe("Served before, and not while these are closed"),
          further: amount.describe("Still served, but further"),
          lostDays: z.number().nullable().describe("People times days"),
          ways: z.object({
            beforeMeanMeters: meters.nullable(),
            afterMeanMeters: meters
              .nullable()
              .describe("Of those who lose it and have a way to another one"),
            afterMostMeters: meters.nullable(),
            withoutWay: amount.describe("Those of them who have no way to another one"),
          }),
          cells: z.object({
            cell: z.array(z.string()),
            demand: z.array(amount),
            beforeMeters: z.array(meters.nullable()),
            afterMeters: z.array(meters.nullable()),
          }),
          areas: z
            .array(
              z.object({
                areaId: z.string(),
                name: z.string(),
                nameEn: z.string().nullable(),
                lost: amount,
              }),
            )
            .describe("Sub-districts and communities with somebody who loses it, the most first"),
          proposals: z
            .array(
              z.object({
                position: lngLat,
                demand: amount.describe("Of those who lose it, whom a place there would serve"),
                street: z.string().nullable(),
                streetEn: z.string().nullable(),
              }),
            )
            .describe("Temporary places, the most people first"),
        }),
      )
      .describe("In order; in each the same facilities are closed"),
  })
  .openapi("ClosureAnswer");
