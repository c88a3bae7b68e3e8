import type { Title } from "../ui/language.ts";
import type { Route } from "./route-queries.ts";

export const PART_TITLES: Readonly<Record<Route["part"], Title>> = {
  whole: { zh: "整幅", en: "Whole road" },
  fast_lane: { zh: "快车道", en: "Fast lanes" },
  slow_lane: { zh: "慢车道", en: "Slow lanes" },
  planter: { zh: "花坛", en: "Planters" },
};

export const SEASON_TITLES: Readonly<Record<Route["season"], Title>> = {
  all: { zh: "全年", en: "All year" },
  summer: { zh: "夏季", en: "Summer" },
  other: { zh: "夏季以外", en: "All but summer" },
};

export const PROOF_TITLES: Readonly<Record<Route["proof"], Title>> = {
  positions: { zh: "车辆定位", en: "Positions" },
  confirmation: { zh: "班长确认", en: "Team leader confirms" },
  stops: { zh: "站点停靠", en: "Stops" },
};

export const TURN_TITLES: Readonly<Record<Route["turn"], Title>> = {
  none: { zh: "每次全程", en: "All of it each time" },
  street: { zh: "每日一条路，轮流", en: "One street a day, in turn" },
};

export const PERIOD_TITLES: Readonly<Record<Route["period"], Title>> = {
  day: { zh: "每日", en: "a day" },
  week: { zh: "每周", en: "a week" },
  month: { zh: "每月", en: "a month" },
};

export const STOP_TITLES: Readonly<Record<string, Title>> = {
  transfer_station: { zh: "中转站", en: "Transfer station" },
  collection_point: { zh: "收集点", en: "Collection point" },
  bin: { zh: "果皮箱", en: "Litter bin" },
};

const GRADES = ["一级", "二级", "三级", "四级"];
/** Grades of a stretch, as signs and sheets write them. */
export const gradeTitle = (grade: number): Title => ({
  zh: GRADES[grade - 1] ?? String(grade),
  en: `Grade ${grade}`,
});
