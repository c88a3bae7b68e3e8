import { z } from "@hono/zod-openapi";
import { FEEDS, WATCHES } from "../../data/wall.ts";
import {
  category,
  complaintPosition,
  count,
  DutyNow,
  instant,
  street,
  Title,
  unit,
} from "./parts-schema.ts";

/** Whether data come in. */
export const WallFeed = z
  .object({
    feed: z.enum(FEEDS),
    asOf: instant.nullable().describe("When the newest of it came in; null: never"),
    isExpected: z
      .boolean()
      .describe("Whether data are expected at this hour; otherwise it is not silent"),
    isSilent: z.boolean(),
    silentSince: instant.nullable(),
    silentMinutes: z
      .number()
      .int()
      .nullable()
      .describe("After so long without data it is silent; null: it comes by hand and never is"),
  })
  .openapi("WallFeed");
export type WallFeed = z.infer<typeof WallFeed>;

/** What a wall says at all times. */
export const WallState = z
  .object({
    districtId: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    isDemo: z.boolean(),
    serverTime: instant,
    timeZone: z.string(),
    watch: z.enum(WATCHES).describe("The part of the day it is, for sounds"),
    duty: DutyNow.nullable().describe("null: nobody is on the roster now"),
    nextDuty: DutyNow.nullable().describe("Who comes next"),
    scenesRevision: count.describe("0: the scenes that come with the program"),
    alarms: z.object({
      open: count,
      unacknowledged: count,
      critical: count.describe("Of those not acknowledged"),
    }),
    feeds: z.array(WallFeed),
    counters: z.object({
      complaints: z
        .object({
          from: instant.describe("The local midnight"),
          to: instant,
          today: count,
          byCategory: z
            .array(z.object({ category, n: count }))
            .describe("Of today, the most first"),
          open: count,
          late: count.describe("Of the open, those whose next step is past its term"),
          dueSoon: count.describe("Of the open, those not late yet that are due within `dueHours`"),
          dueHours: z.number().int(),
        })
        .describe(
          "Telephone and other direct complaints: no petition, no proposal, nothing confidential",
        ),
      vehicles: z.object({
        n: count.describe("In service, with a terminal that may send"),
        heard: count,
        silent: count.describe("The rest of `n`"),
        withinMinutes: z.number().int().describe("Heard within so long"),
        asOf: instant.nullable(),
      }),
    }),
  })
  .openapi("WallState");
export type WallState = z.infer<typeof WallState>;

export const TickerQuery = z.object({
  after: instant.optional().describe("Only what was received after it"),
  limit: z.coerce.number().int().min(1).max(100).default(30).openapi({ type: "integer" }),
});

const TickerEntry = z
  .object({
    key: z.string().describe("Tells one entry from another; it is no number of a complaint"),
    category,
    street,
    unit,
    receivedAt: instant,
    state: z.string(),
    stateTitle: Title,
    position: complaintPosition,
  })
  .openapi("WallTickerEntry");

/** The newest complaints, in the words that may hang in a room. */
export const WallTicker = z
  .object({
    districtId: z.string(),
    asOf: instant,
    entries: z.array(TickerEntry).describe("The latest first"),
  })
  .openapi("WallTicker");
export type WallTicker = z.infer<typeof WallTicker>;
