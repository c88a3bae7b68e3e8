import { z } from "zod";
import { FACILITY_KINDS } from "./facility.ts";
import wallTable from "./standards/wall.json" with { type: "json" };
import { Basis } from "./standards.ts";

type Title = { readonly zh: string; readonly en: string };
const TitleText = z.strictObject({
  zh: z.string().trim().min(1).max(40),
  en: z.string().trim().min(1).max(80),
});

/** What a wall is told of, in the order lists show it. */
export const ALARM_KINDS = [
  "late-case",
  "new-hotspot",
  "downgrade",
  "facility-closed",
  "feed-silent",
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export const ALARM_KIND_TITLES: Readonly<Record<AlarmKind, Title>> = {
  "late-case": { zh: "投诉超时", en: "Late complaints" },
  "new-hotspot": { zh: "新热点", en: "New hotspot" },
  downgrade: { zh: "降星", en: "Star lost" },
  "facility-closed": { zh: "设施暂停开放", en: "Facility closed or in repair" },
  "feed-silent": { zh: "数据中断", en: "Feed silent" },
};

export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ALARM_STATES = ["new", "acknowledged", "cleared"] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** Why an alarm is over: what it told of is, or it is too old to be news. */
export const CLEARANCES = ["over", "aged"] as const;
export type Clearance = (typeof CLEARANCES)[number];

export const CLEARANCE_TITLES: Readonly<Record<Clearance, Title>> = {
  over: { zh: "已恢复", en: "Over" },
  aged: { zh: "超出时限", en: "No longer news" },
};

/** What a wall draws, by where it comes from. */
export const FEEDS = [
  "complaints",
  "positions",
  "hotspots",
  "ratings",
  "coverage",
  "facilities",
] as const;
export type Feed = (typeof FEEDS)[number];

/** What a scene may show on its map. */
export const WALL_LAYERS = [
  "areas",
  "vehicles",
  "streets-behind",
  "complaints",
  "hotspots",
  "stars",
  "coverage-gaps",
  "facilities",
  "stations",
  "alarms",
] as const;

/** What may stand beside the map. */
export const WALL_PANELS = [
  "complaints-today",
  "categories",
  "late",
  "ticker",
  "alarms",
  "vehicles",
  "streets-behind",
  "hotspots",
  "stars",
  "star-changes",
  "coverage",
  "coverage-gaps",
  "stations",
  "facilities",
  "facilities-closed",
  "feeds",
  "handover-changed",
  "handover-open",
  "handover-late",
] as const;

export const WALL_SLOTS = ["left", "right", "bottom"] as const;

const position = z.tuple([
  z.number().min(-180).max(180).describe("lng"),
  z.number().min(-90).max(90).describe("lat"),
]);

/** Where the camera stands: the whole district, or a place. */
export const WallCamera = z.strictObject({
  fit: z.literal("district").nullable().describe("null: `center` and `zoom` hold"),
  center: position.nullable(),
  zoom: z.number().min(3).max(20).nullable(),
  bearing: z.number().min(-180).max(180),
  pitch: z.number().min(0).max(60),
});

/** One scene of a wall. */
export const WallScene = z.strictObject({
  sceneId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: TitleText,
  layers: z.array(z.enum(WALL_LAYERS)).max(WALL_LAYERS.length),
  camera: WallCamera,
  panels: z
    .array(z.strictObject({ panelId: z.enum(WALL_PANELS), slot: z.enum(WALL_SLOTS) }))
    .max(8)
    .describe("Within a slot in this order"),
  seconds: z.number().int().min(5).max(3600).describe("How long it stays before the next"),
  isActive: z.boolean().describe("Whether it takes its turn"),
});
export type WallScene = z.infer<typeof WallScene>;

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hours = z.number().int().min(1);

/** How loud something is; the wall makes the sounds. */
export const SOUNDS = ["none", "soft", "clear", "urgent"] as const;
const Sound = z.enum(SOUNDS);

/** Parts of the day for which sounds are set. */
export const WATCHES = ["day", "evening", "night"] as const;
export type WallWatch = (typeof WATCHES)[number];

const ofKinds = <T extends z.ZodType>(one: T) =>
  z.strictObject({
    "late-case": one,
    "new-hotspot": one,
    downgrade: one,
    "facility-closed": one,
    "feed-silent": one,
  });

const Expected = z.strictObject({
  silentMinutes: z.number().int().min(1).max(10_080),
  from: localTime.describe("Data are expected from then on"),
  to: localTime.describe("and until then; the same as `from` is all day"),
});

/** Every value a wall goes by. */
export const WallPresets = z.strictObject({
  severities: ofKinds(z.enum(SEVERITIES)),
  windows: z
    .strictObject({
      lateHours: hours
        .max(168)
        .describe("A complaint that is late for longer is no news: the counters have it"),
      hotspotHours: hours.max(336),
      downgradeDays: z.number().int().min(1).max(90),
      closedDays: z.number().int().min(1).max(90),
    })
    .describe("What happened longer ago is told in figures, and raises no alarm"),
  closedKinds: z
    .array(z.enum(FACILITY_KINDS))
    .max(FACILITY_KINDS.length)
    .describe("Kinds of which a closed one is news"),
  feeds: z
    .strictObject({ complaints: Expected, positions: Expected, hotspots: Expected })
    .describe(
      "When data are expected, and after how long a feed is silent; the others come by hand",
    ),
  watches: z
    .strictObject({ day: localTime, evening: localTime, night: localTime })
    .describe("When each part of the day begins"),
  sounds: ofKinds(z.strictObject({ day: Sound, evening: Sound, night: Sound })),
  criticalSound: Sound.describe(
    "Of a critical alarm where its kind would be silent, also at night",
  ),
  camera: z.strictObject({
    holdSeconds: z
      .number()
      .int()
      .min(5)
      .max(600)
      .describe("So long a critical alarm keeps the camera, unless it is acknowledged before"),
    zoom: z.number().min(10).max(19),
  }),
  upkeep: z.strictObject({
    reloadAt: localTime.describe("When a wall loads itself anew, keeping its scene"),
    driftPixels: z.number().int().min(0).max(40),
    driftMinutes: z.number().int().min(1).max(120),
    heartbeatSeconds: z.number().int().min(10).max(300),
    lostSeconds: z
      .number()
      .int()
      .min(30)
      .max(3600)
      .describe("A wall not heard for so long is lost"),
  }),
});

const Table = WallPresets.extend({
  scenes: z.array(WallScene).min(1),
  bases: z.array(z.strictObject({ of: z.string(), basis: Basis })),
});
const table = Table.parse(wallTable);

/** The scenes a district has until it makes its own. */
export const BUILT_IN_SCENES: readonly WallScene[] = table.scenes;

const { scenes: _, bases, ...presets } = table;
export const WALL = presets;
/** What each preset stands on. */
export const WALL_BASES = bases;

/** What a district sets itself (`district_setting`, key `wall`); what is left out is as the presets have it. */
export const DistrictWall = WallPresets.partial();
export type DistrictWall = z.infer<typeof DistrictWall>;
export type WallSettings = z.infer<typeof WallPresets>;
