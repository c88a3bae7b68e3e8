import { DistrictHotspots, HOTSPOTS } from "../../data/hotspots.ts";
import { ownSetting } from "../store/setting.ts";

const { basis: _, ...presets } = HOTSPOTS;

/** How hotspots are found in a district: what it has set itself, and what holds. */
export const hotspotSetting = ownSetting({ key: "hotspots", schema: DistrictHotspots, presets });
