import { CLEANING, DistrictCleaning } from "../../data/cleaning.ts";
import { DistrictFleet, FLEET } from "../../data/fleet.ts";
import type { Queryable } from "../store/database.ts";
import { ownSetting } from "../store/setting.ts";

const { bases: _, ...presets } = CLEANING;

/** What cleaning is held to in a district: what it has set itself, and what holds. */
export const cleaningSetting = ownSetting({ key: "cleaning", schema: DistrictCleaning, presets });

const fleet = ownSetting({ key: "fleet", schema: DistrictFleet, presets: FLEET });

/** Which vehicles prove which work, at which speeds, and how long one may be silent: settings of the fleet. */
export async function readFleetRules(tx: Queryable, districtId: string) {
  const { speeds, proves, matching } = await fleet.read(tx, districtId);
  return { speeds, proves, gapSeconds: matching.gapSeconds };
}
