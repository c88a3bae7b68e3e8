import { DistrictFleet, FLEET, type FleetSettings } from "../../data/fleet.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps its own. */
export const FLEET_SETTING = "fleet";

const { basis: _, ...PRESETS } = FLEET;

/** What a district has set itself about vehicles. */
export type OwnFleet = {
  /** null is nothing. */
  readonly own: DistrictFleet | null;
  /** What is kept and cannot be held to: the presets hold in its place. */
  readonly notUnderstood: readonly string[];
};

/** What was kept, group by group: an earlier version may have kept what this one does not know. */
export function understoodFleet(kept: unknown): OwnFleet {
  if (kept === null) return { own: null, notUnderstood: [] };
  if (typeof kept !== "object") return { own: null, notUnderstood: [FLEET_SETTING] };
  const held: [string, unknown][] = [];
  const notUnderstood: string[] = [];
  for (const [name, value] of Object.entries(kept)) {
    if (DistrictFleet.safeParse({ [name]: value }).success) held.push([name, value]);
    else notUnderstood.push(name);
  }
  return { own: DistrictFleet.parse(Object.fromEntries(held)), notUnderstood };
}

/** The presets, but for what is set. */
export function mergedFleet(own: DistrictFleet | null): FleetSettings {
  const set = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return { ...PRESETS, ...Object.fromEntries(set) };
}

/** By what vehicles of a district are watched. */
export const readFleetSettings = async (tx: Queryable, districtId: string) =>
  mergedFleet(understoodFleet(await readSetting(tx, districtId, FLEET_SETTING)).own);
