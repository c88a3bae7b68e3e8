import { z } from "@hono/zod-openapi";
import {
  ALARM_KINDS,
  ALARM_STATES,
  CLEARANCES,
  FEEDS,
  SEVERITIES,
  SOUNDS,
  WALL_LAYERS,
  WALL_PANELS,
  WALL_SLOTS,
  WATCHES,
} from "../../data/wall.ts";

export const instant = z.iso.datetime({ offset: true });
const count = z.number().int().nonnegative();
export const Title = z.object({ zh: z.string(), en: z.string() });
const Position = z
  .tuple([z.number().describe("lng"), z.number().describe("lat")])
  .openapi("WallPosition");

export const WallCategory = z
  .object({ category: z.string(), title: Title })
  .openapi("WallCategory");
export const WallStreet = z
  .object({ streetId: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .openapi("WallStreet");
export const WallUnit = z
  .object({ unitId: z.string(), name: z.string(), nameEn: z.string().nullable() })
  .openapi("WallUnit");
export const WallFacility = z
  .object({
    facilityId: z.string(),
    kind: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
  })
  .openapi("WallFacility");

const category = WallCategory.nullable().describe(
  "null: none, or a word that the district's list does not have",
);
const street = WallStreet.nullable();
const unit = WallUnit.nullable();
const complaintPosition = Position.nullable().describe(
  "The middle of the stretch of street it lies on; null without a street",
);

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

const DutyNow = z
  .object({
    startsAt: instant,
    endsAt: instant,
    leader: z.string().nullable().describe("带班领导; null: nobody was entered"),
    officer: z.string().describe("Whose shift it is by the roster"),
    substitute: z.string().nullable(),
    isCovered: z.boolean().describe("The substitute is on duty instead of the officer"),
    onDuty: z.string().describe("Who sits at the telephone"),
  })
  .openapi("WallDuty");
export type DutyNow = z.infer<typeof DutyNow>;

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

const Camera = z
  .strictObject({
    fit: z.literal("district").nullable().describe("null: `center` and `zoom` hold"),
    center: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).nullable(),
    zoom: z.number().min(3).max(20).nullable(),
    bearing: z.number().min(-180).max(180),
    pitch: z.number().min(0).max(60),
  })
  .openapi("WallCamera");

const sceneFields = {
  sceneId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: z.strictObject({
    zh: z.string().trim().min(1).max(40),
    en: z.string().trim().min(1).max(80),
  }),
  layers: z.array(z.enum(WALL_LAYERS)).max(WALL_LAYERS.length),
  camera: Camera,
  panels: z
    .array(z.strictObject({ panelId: z.enum(WALL_PANELS), slot: z.enum(WALL_SLOTS) }))
    .max(8)
    .describe("Within a slot in this order"),
  seconds: z.number().int().min(5).max(3600).describe("How long it stays before the next"),
  isActive: z.boolean().describe("Whether it takes its turn"),
};

/** A scene as it is written. */
export const WallSceneDraft = z.strictObject(sceneFields).openapi("WallSceneDraft");
export type WallSceneDraft = z.infer<typeof WallSceneDraft>;

export const WallScenesDraft = z
  .strictObject({
    scenes: z.array(WallSceneDraft).min(1).max(40).describe("In the order they take turns"),
  })
  .openapi("WallScenesDraft");

export const WallScenes = z
  .object({
    districtId: z.string(),
    revision: count.describe("0: those that come with the program"),
    scenes: z.array(
      z
        .object({
          ...sceneFields,
          isBuiltIn: z.boolean().describe("Comes with the program: it is switched off, not lost"),
        })
        .openapi("WallScene"),
    ),
    presets: z
      .array(WallSceneDraft)
      .describe("The scenes that come with the program, as they come"),
  })
  .openapi("WallScenes");
export type WallScenes = z.infer<typeof WallScenes>;

export const Heartbeat = z
  .strictObject({
    screen: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u)
      .describe("Which of several screens of one token"),
    sceneId: z.string().max(40).nullable(),
    appVersion: z.string().max(40),
    uptimeSeconds: z.number().int().min(0).max(1_000_000_000),
    lastError: z.string().max(300).nullable(),
    glContexts: z.number().int().min(0).max(1000).describe("WebGL contexts made since it began"),
    widthPixels: z.number().int().min(1).max(100_000).nullable().optional(),
    heightPixels: z.number().int().min(1).max(100_000).nullable().optional(),
  })
  .openapi("WallHeartbeat");
export type Heartbeat = z.infer<typeof Heartbeat>;

export const HeartbeatAnswer = z
  .object({
    serverTime: instant,
    scenesRevision: count,
    nextSeconds: z.number().int().describe("When to send the next"),
    mayAcknowledge: z.boolean().describe("Whether whoever sent this may acknowledge alarms"),
  })
  .openapi("WallHeartbeatAnswer");

export const SoundName = z.enum(SOUNDS);
