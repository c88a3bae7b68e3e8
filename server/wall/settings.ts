import { DistrictWall, WALL } from "../../data/wall.ts";
import { ownSetting } from "../store/setting.ts";

/** What a wall goes by in a district: what it has set itself, and what holds. */
export const wallSetting = ownSetting({ key: "wall", schema: DistrictWall, presets: WALL });
