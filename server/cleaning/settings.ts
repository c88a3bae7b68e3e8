import { z } from "zod";
import { CLEANING, type CleaningSettings, DistrictCleaning } from "../../data/cleaning.ts";
import { DistrictFleet, FLEET, FleetPresets } from "../../data/fleet.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps its own. */
export const CLEANING_SETTING = "cleaning";

const { bases: _, ...PRESETS } = CLEANING;

/** What a district has set itself about cleaning. */
export type OwnCleaning = {
  /** null is nothing. */
  readonly own: DistrictCleaning | null;
  /** What is kept and cannot be held to: the presets hold in its place. */
  readonly notUnderstood: readonly string[];
};

const SHAPE: Readonly<Record<string, z.ZodType>> = DistrictCleaning.shape;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was kept, value by value: what another version kept and this one does not know is left out, and the rest holds. */
export function understoodCleaning(kept: unknown): OwnCleaning {
  if (kept === null) return { own: null, notUnderstood: [] };
  if (!isRecord(kept)) return { own: null, notUnderstood: [CLEANING_SETTING] };
  const isHeld = ([name, value]: [string, unknown]) =>
    Object.hasOwn(SHAPE, name) && SHAPE[name]!.safeParse(value).success;
  const entries = Object.entries(kept);
  return {
    own: DistrictCleaning.parse(Object.fromEntries(entries.filter(isHeld))),
    notUnderstood: entries.filter((entry) => !isHeld(entry)).map(([name]) => name),
  };
}

/** The presets, but for what is set. */
export function mergedCleaning(own: DistrictCleaning | null): CleaningSettings {
  const set = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return { ...PRESETS, ...Object.fromEntries(set) };
}

/** What cleaning is held to in a district. */
export const readCleaningSettings = async (tx: Queryable, districtId: string) =>
  mergedCleaning(understoodCleaning(await readSetting(tx, districtId, CLEANING_SETTING)).own);

const Kept = z.record(z.string(), z.unknown());

/** Which vehicles prove which work, at which speeds, and how long one may be silent: settings of the fleet. */
export async function readFleetRules(tx: Queryable, districtId: string) {
  const kept = Kept.safeParse(await readSetting(tx, districtId, "fleet")).data ?? {};
  const of = <K extends "speeds" | "proves" | "matching">(name: K) =>
    DistrictFleet.shape[name].safeParse(kept[name]).data ?? FLEET[name];
  const matching = FleetPresets.shape.matching.parse(of("matching"));
  return {
    speeds: FleetPresets.shape.speeds.parse(of("speeds")),
    proves: FleetPresets.shape.proves.parse(of("proves")),
    gapSeconds: matching.gapSeconds,
  };
}
