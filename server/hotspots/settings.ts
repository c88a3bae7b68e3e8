import { DistrictHotspots, HOTSPOTS, type HotspotSettings } from "../../data/hotspots.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps its own. */
export const HOTSPOT_SETTING = "hotspots";

const { basis: _, ...PRESETS } = HOTSPOTS;

/** What a district has set itself about hotspots; null is nothing. */
export async function readOwnHotspots(
  tx: Queryable,
  districtId: string,
): Promise<DistrictHotspots | null> {
  const own = DistrictHotspots.safeParse(await readSetting(tx, districtId, HOTSPOT_SETTING));
  return own.success ? own.data : null;
}

/** The presets, but for what is set. */
export function mergedHotspots(own: DistrictHotspots | null): HotspotSettings {
  const set = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return { ...PRESETS, ...Object.fromEntries(set) };
}

/** How hotspots are found in a district. */
export const readHotspotSettings = async (tx: Queryable, districtId: string) =>
  mergedHotspots(await readOwnHotspots(tx, districtId));
