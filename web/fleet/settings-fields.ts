import type { components } from "../api/schema.gen.ts";
import { VEHICLE_KINDS } from "./titles.ts";

type Schemas = components["schemas"];
export type FleetSettings = Schemas["FleetSettings"];
export type FleetValues = FleetSettings["merged"];

/** What a number counts. */
export type FieldUnit = "seconds" | "minutes" | "meters" | "kmh" | "days" | "positions";

/** One number vehicles are watched by. */
export type FleetField = {
  /** As the API names it: `silent.minutes`; of a work's speeds `speeds.wash.mostKmh`. */
  readonly path: string;
  readonly unit: FieldUnit;
  readonly isWhole: boolean;
  readonly least: number;
  /** `least` itself is too small. */
  readonly isAbove?: true;
  readonly most: number;
};

/** Which of a few words hold: `proves.sweeper`. */
export type FleetSet = { readonly path: string; readonly options: readonly string[] };

export type FleetSetting = FleetField | FleetSet;
export const isSet = (setting: FleetSetting): setting is FleetSet => "options" in setting;

export type SettingGroup = { readonly id: string; readonly settings: readonly FleetSetting[] };

type Bounds = readonly [least: number, most: number];
const whole = (path: string, unit: FieldUnit, [least, most]: Bounds): FleetField => ({
  ...{ path, unit, isWhole: true, least, most },
});
const number = (path: string, unit: FieldUnit, [least, most]: Bounds): FleetField => ({
  ...{ path, unit, isWhole: false, least, most },
});
const above0 = (path: string, unit: FieldUnit, most: number): FleetField => ({
  ...number(path, unit, [0, most]),
  isAbove: true,
});
const minutes = (path: string) => above0(path, "minutes", 1440);
const meters = (path: string, most: number) => above0(path, "meters", most);

/** Works whose speed can be good or not, and which a vehicle's pass can prove. */
export const WORKS = ["full_sweep", "fine_sweep", "wash", "patrol", "collection"] as const;
export type Work = (typeof WORKS)[number];

/** Every value, in the order of the page; the bounds are the server's (test/fleet/settings-fields.test.ts). */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  { id: "silent", settings: [minutes("silent.minutes")] },
  { id: "offRoute", settings: [meters("offRoute.meters", 2000), minutes("offRoute.minutes")] },
  {
    id: "skipped",
    settings: [
      meters("skipped.beyondMeters", 5000),
      minutes("skipped.minutes"),
      meters("skipped.leastMeters", 1000),
    ],
  },
  {
    id: "outOfOrder",
    settings: [meters("outOfOrder.beyondMeters", 5000), minutes("outOfOrder.minutes")],
  },
  { id: "outOfArea", settings: [meters("outOfArea.meters", 5000), minutes("outOfArea.minutes")] },
  {
    id: "longStop",
    settings: [
      meters("longStop.meters", 500),
      minutes("longStop.minutes"),
      meters("longStop.depotMeters", 1000),
    ],
  },
  {
    id: "speeds",
    settings: [
      whole("speeding.seconds", "seconds", [5, 1800]),
      ...(["full_sweep", "wash"] as const).flatMap((work) => [
        number(`speeds.${work}.leastKmh`, "kmh", [0, 60]),
        above0(`speeds.${work}.mostKmh`, "kmh", 120),
      ]),
    ],
  },
  {
    id: "proves",
    settings: VEHICLE_KINDS.map((kind) => ({ path: `proves.${kind}`, options: WORKS })),
  },
  {
    id: "due",
    settings: [
      whole("due.overhaulDays", "days", [0, 365]),
      whole("due.safetyCheckDays", "days", [0, 365]),
    ],
  },
  {
    id: "matching",
    settings: [
      number("matching.sigmaMeters", "meters", [3, 50]),
      whole("matching.gapSeconds", "seconds", [30, 1800]),
      whole("matching.lagSeconds", "seconds", [0, 900]),
    ],
  },
  {
    id: "intake",
    settings: [
      whole("intake.futureSeconds", "seconds", [0, 3600]),
      number("intake.jumpKmh", "kmh", [60, 400]),
      whole("intake.agreeing", "positions", [2, 20]),
    ],
  },
];

export const SETTINGS: readonly FleetSetting[] = SETTING_GROUPS.flatMap(({ settings }) => settings);
