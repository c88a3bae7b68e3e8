import type { components } from "../api/schema.gen.ts";
import { SOUND_NAMES } from "./sounding.ts";

type Schemas = components["schemas"];
export type WallSettings = Schemas["WallSettings"];
export type WallValues = WallSettings["merged"];
export type OwnWall = NonNullable<Schemas["DistrictWall"]>;

export type FieldUnit = "minutes" | "hours" | "days" | "seconds" | "pixels" | "zoom";

/** One value that is a number. */
export type WallNumber = {
  /** As the API names it; `windows.lateHours` is one of a group. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  readonly least: number;
  readonly most: number;
};
/** One value that is a time of day, `HH:MM`. */
export type WallTime = { readonly path: string; readonly isTime: true };
/** One value of a few. */
export type WallChoice = {
  readonly path: string;
  readonly options: readonly string[];
  /** The options are sounds, which one may listen to. */
  readonly isHeard?: true;
};
/** Any of a few. */
export type WallSet = { readonly path: string; readonly anyOf: readonly string[] };

export type WallSetting = WallNumber | WallTime | WallChoice | WallSet;
export const isTime = (setting: WallSetting): setting is WallTime => "isTime" in setting;
export const isChoice = (setting: WallSetting): setting is WallChoice => "options" in setting;
export const isSet = (setting: WallSetting): setting is WallSet => "anyOf" in setting;
export const isHeard = (setting: WallSetting) => isChoice(setting) && setting.isHeard === true;

/** Values that are read across: `rows` of the same `columns`. */
export type SettingTable = {
  /** What comes before row and column in their paths. */
  readonly id: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly settingAt: (row: string, column: string) => WallSetting;
};

/** Values of one subject. */
export type SettingGroup = {
  readonly id: string;
  /** The presets whose bases are told there. */
  readonly bases: readonly string[];
  readonly table?: SettingTable;
  readonly settings: readonly WallSetting[];
};

const KINDS = ["late-case", "new-hotspot", "downgrade", "facility-closed", "feed-silent"];
const SEVERITIES = ["critical", "warning", "info"];
const FACILITIES = [
  ...["transfer_station", "toilet", "bin", "collection_point"],
  ...["rest_stop", "depot"],
];

const whole = (path: string, unit: FieldUnit, least: number, most: number): WallNumber => ({
  ...{ path, unit, isWhole: true, least, most },
});
const time = (path: string): WallTime => ({ path, isTime: true });
const heard = (path: string): WallChoice => ({ path, options: SOUND_NAMES, isHeard: true });

const SOUNDS: SettingTable = {
  ...{ id: "sounds", rows: KINDS, columns: ["day", "evening", "night"] },
  settingAt: (row, column) => heard(`sounds.${row}.${column}`),
};

const FEEDS: SettingTable = {
  ...{ id: "feeds", rows: ["complaints", "positions", "hotspots"] },
  columns: ["silentMinutes", "from", "to"],
  settingAt: (row, column) => {
    const path = `feeds.${row}.${column}`;
    return column === "silentMinutes" ? whole(path, "minutes", 1, 10_080) : time(path);
  },
};

/** Every value, in the order of the page; the bounds are the server's (test/wall/settings-fields.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: "alarms",
    bases: ["severities", "windows", "closedKinds"],
    settings: [
      ...KINDS.map((kind) => ({ path: `severities.${kind}`, options: SEVERITIES })),
      whole("windows.lateHours", "hours", 1, 168),
      whole("windows.hotspotHours", "hours", 1, 336),
      whole("windows.downgradeDays", "days", 1, 90),
      whole("windows.closedDays", "days", 1, 90),
      { path: "closedKinds", anyOf: FACILITIES },
    ],
  },
  {
    id: "sounds",
    bases: ["sounds", "watches", "criticalSound"],
    table: SOUNDS,
    settings: [
      heard("criticalSound"),
      ...["day", "evening", "night"].map((watch) => time(`watches.${watch}`)),
    ],
  },
  { id: "feeds", bases: ["feeds"], table: FEEDS, settings: [] },
  {
    id: "camera",
    bases: ["camera"],
    settings: [
      whole("camera.holdSeconds", "seconds", 5, 600),
      { path: "camera.zoom", unit: "zoom", isWhole: false, least: 10, most: 19 },
    ],
  },
  {
    id: "upkeep",
    bases: ["upkeep"],
    settings: [
      time("upkeep.reloadAt"),
      whole("upkeep.driftPixels", "pixels", 0, 40),
      whole("upkeep.driftMinutes", "minutes", 1, 120),
      whole("upkeep.heartbeatSeconds", "seconds", 10, 300),
      whole("upkeep.lostSeconds", "seconds", 30, 3600),
    ],
  },
];

const settingsIn = ({ rows, columns, settingAt }: SettingTable) =>
  rows.flatMap((row) => columns.map((column) => settingAt(row, column)));

export const SETTINGS: readonly WallSetting[] = SETTING_GROUPS.flatMap(({ table, settings }) => [
  ...(table ? settingsIn(table) : []),
  ...settings,
]);
