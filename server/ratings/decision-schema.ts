import { z } from "@hono/zod-openapi";
import { Day } from "../http/day.ts";
import { RatingWire } from "./subject-schema.ts";

export const DECISION_KINDS = ["creation", "review", "lowering", "removal"] as const;

export const RatingDecision = z
  .strictObject({
    kind: z.enum(DECISION_KINDS),
    stars: z
      .number()
      .int()
      .min(0)
      .max(5)
      .describe("At most what the inspections give; 0 for a removal"),
    validFrom: Day.describe("Today or later"),
    reason: z.string().trim().min(1).max(500),
  })
  .openapi("RatingDecision");
export type RatingDecision = z.infer<typeof RatingDecision>;

export const DecidedRating = z
  .object({ districtId: z.string(), rating: RatingWire })
  .openapi("DecidedRating");
