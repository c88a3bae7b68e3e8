import { z } from "@hono/zod-openapi";
import { WallAlarm } from "./alarm-schema.ts";
import {
  category,
  complaintPosition,
  count,
  DutyNow,
  instant,
  Position,
  street,
  unit,
  WallFacility,
} from "./parts-schema.ts";

export const HandoverQuery = z.object({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(24)
    .default(8)
    .openapi({ type: "integer" })
    .describe("How far back, and how far ahead"),
});

const HandoverEntry = z
  .object({
    key: z.string(),
    category,
    street,
    unit,
    at: instant,
    position: complaintPosition,
  })
  .openapi("WallHandoverEntry");
const HandoverLot = z
  .object({
    n: count,
    byCategory: z.array(z.object({ category, n: count })),
    byUnit: z.array(z.object({ unit, n: count })),
    entries: z.array(HandoverEntry).describe("The first of them; `n` says how many there are"),
  })
  .openapi("WallHandoverLot");
export type HandoverLot = z.infer<typeof HandoverLot>;

const RatingChange = z
  .object({
    facility: WallFacility.nullable(),
    street,
    before: z.number().int().nullable().describe("null: no star was in force"),
    after: z.number().int().nullable(),
    isTrial: z.boolean().describe("试评"),
    on: z.string().describe("Local day"),
  })
  .openapi("WallStarChange");

export const StarChangesQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30).openapi({ type: "integer" }),
});
export const WallStarChanges = z
  .object({
    districtId: z.string(),
    from: z.string().describe("Local day, included"),
    to: z.string().describe("Today"),
    n: count,
    changes: z.array(RatingChange).describe("The latest first, 100 at most"),
  })
  .openapi("WallStarChanges");

/** What whoever comes next needs to know. */
export const WallHandover = z
  .object({
    districtId: z.string(),
    hours: z.number().int(),
    from: instant,
    at: instant,
    until: instant,
    duty: DutyNow.nullable(),
    nextDuty: DutyNow.nullable(),
    changed: z
      .object({
        received: HandoverLot,
        settled: HandoverLot,
        reopened: HandoverLot,
        facilities: z.array(
          z.object({
            facility: WallFacility,
            position: Position.nullable(),
            before: z.string().nullable(),
            after: z.string().describe("Status"),
            at: instant,
          }),
        ),
        ratings: z.array(RatingChange).describe("The latest first, 100 at most"),
        alarms: z.array(WallAlarm).describe("Opened, acknowledged or cleared in these hours"),
      })
      .describe("Between `from` and `at`"),
    open: HandoverLot.describe("Open at `at`; `at` of an entry is when it was received"),
    late: HandoverLot.describe("Of those, late at `at`; `at` of an entry is when it was due"),
    soonLate: HandoverLot.describe("Due between `at` and `until`; `at` of an entry is when"),
  })
  .openapi("WallHandover");
export type WallHandover = z.infer<typeof WallHandover>;
