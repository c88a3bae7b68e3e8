import { z } from "@hono/zod-openapi";
import { ALARM_KINDS, ALARM_STATES, CLEARANCES, FEEDS, SEVERITIES } from "../../data/wall.ts";
import { category, count, instant, Position, street, unit, WallFacility } from "./parts-schema.ts";

const Subject = z.object({
  category,
  street,
  unit,
  facility: WallFacility.nullable(),
  feed: z.enum(FEEDS).nullable(),
});

/** What a wall is told of. */
export const WallAlarm = z
  .object({
    alarmId: z.string(),
    kind: z.enum(ALARM_KINDS),
    severity: z.enum(SEVERITIES),
    state: z.enum(ALARM_STATES),
    subject: Subject.describe(
      "Of late complaints the unit, and the category and street where all of them share it",
    ),
    count: count.describe("How many complaints, for late ones and hotspots; otherwise 1"),
    stars: z
      .object({
        before: z.number().int(),
        after: z.number().int().nullable().describe("null: none is in force"),
        isTrial: z.boolean().describe("试评"),
      })
      .nullable(),
    happenedAt: instant.describe(
      "When the first became late, the spot was found, the star was lost, the facility closed, the feed fell silent",
    ),
    position: Position.nullable().describe(
      "Of complaints the middle of the stretch of street of the first",
    ),
    link: z
      .string()
      .nullable()
      .describe("Path and query of the page with its records, for whoever may read them"),
    openedAt: instant,
    changedAt: instant,
    acknowledged: z
      .object({
        at: instant,
        by: z.string(),
        isDisplay: z.boolean().describe("By the keyboard of a wall: `by` is its name"),
      })
      .nullable(),
    cleared: z
      .object({
        at: instant,
        clearance: z
          .enum(CLEARANCES)
          .describe("over: it is no longer so; aged: it is no longer news"),
      })
      .nullable(),
  })
  .openapi("WallAlarm");
export type WallAlarm = z.infer<typeof WallAlarm>;

export const AlarmsQuery = z.object({
  state: z
    .enum(["open", ...ALARM_STATES])
    .default("open")
    .describe("open: new and acknowledged"),
  limit: z.coerce.number().int().min(1).max(200).default(100).openapi({ type: "integer" }),
});

export const WallAlarms = z
  .object({
    districtId: z.string(),
    asOf: instant,
    lookedAt: instant.nullable().describe("When the server last looked for alarms"),
    n: count.describe("In all; `alarms` may hold fewer"),
    alarms: z.array(WallAlarm).describe("New before acknowledged, critical first, then the latest"),
  })
  .openapi("WallAlarms");
export type WallAlarms = z.infer<typeof WallAlarms>;

export const WallAlarmHistory = z
  .object({
    alarm: WallAlarm,
    events: z.array(
      z.object({
        sequence: z.number().int(),
        action: z.enum(["open", "grow", "acknowledge", "clear"]),
        at: instant,
        by: z.string(),
        via: z.enum(["session", "token", "display", "server"]),
        count: count.nullable().describe("How many it stood for then"),
      }),
    ),
  })
  .openapi("WallAlarmHistory");
export type WallAlarmHistory = z.infer<typeof WallAlarmHistory>;
