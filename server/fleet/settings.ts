import { DistrictFleet, FLEET } from "../../data/fleet.ts";
import { ownSetting } from "../store/setting.ts";

const { basis: _, ...presets } = FLEET;

/** By what vehicles of a district are watched: what it has set itself, and what holds. */
export const fleetSetting = ownSetting({ key: "fleet", schema: DistrictFleet, presets });
