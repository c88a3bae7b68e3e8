import { DistrictReports, REPORTS } from "../../data/reports.ts";
import { ownSetting } from "../store/setting.ts";

const { bases: _, items: __, ...presets } = REPORTS;

/** What bulletins and rankings are held to in a district: what it has set itself, and what holds. */
export const reportsSetting = ownSetting({
  key: "reports",
  schema: DistrictReports,
  presets,
});
