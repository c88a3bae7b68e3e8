import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { EntryWire } from "./entry-schema.ts";
import { instant, PassWire, VerdictWire } from "./schema.ts";

const share = z.number().min(0).max(1);

export const ProofAnswer = z
  .object({
    districtId: z.string(),
    streetId: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    from: Day,
    to: Day,
    asOf: instant,
    coveredShare: share.describe("What must be covered of an edge"),
    edges: z.array(
      z.object({
        edgeId: z.string(),
        lengthMeters: z.number(),
        grade: z.number().int().nullable(),
        isMain: z.boolean(),
      }),
    ),
    passes: z.array(
      PassWire.extend({
        heardShare: share
          .nullable()
          .describe("For how much of its time the vehicles that should have come were heard"),
        vehicles: z.array(z.object({ vehicleId: z.string(), plate: z.string() })),
        edges: z.array(VerdictWire.extend({ edgeId: z.string() })),
      }),
    ),
    records: z
      .array(
        z.object({
          day: Day,
          edgeId: z.string(),
          vehicleId: z.string(),
          plate: z.string().nullable(),
          fromAt: instant,
          toAt: instant,
          fromShare: share,
          toShare: share.describe("Less than `fromShare` when the edge was driven against it"),
          points: z.number().int(),
          speedKmh: z.number().nullable(),
          isWorking: z.boolean().nullable(),
          confidence: share,
        }),
      )
      .describe("Every record of a vehicle on the street, whether it counts or not"),
    entries: z.array(EntryWire).describe("Every entry about the street, withdrawn ones too"),
    isCut: z.boolean().describe("There are more records than one answer holds"),
  })
  .openapi("CleaningProof");
export type ProofAnswer = z.infer<typeof ProofAnswer>;
