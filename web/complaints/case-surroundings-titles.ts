import type { Title } from "../ui/language.ts";

type Titles = Readonly<Record<string, Title>>;

/** How a cleaning route is worked. */
export const ROUTE_KIND_TITLES: Titles = {
  full_sweep: { zh: "普扫", en: "Full sweep" },
  fine_sweep: { zh: "细扫", en: "Fine sweep" },
  wash: { zh: "冲洗", en: "Wash" },
  patrol: { zh: "巡回保洁", en: "Patrol cleaning" },
  collection: { zh: "垃圾收运", en: "Collection" },
};

/** How often passes are counted. */
export const PERIOD_TITLES: Titles = {
  day: { zh: "每日", en: "daily" },
  week: { zh: "每周", en: "weekly" },
  month: { zh: "每月", en: "monthly" },
};

export const FACILITY_KIND_TITLES: Titles = {
  transfer_station: { zh: "垃圾中转站", en: "Transfer station" },
  toilet: { zh: "公厕", en: "Public toilet" },
  bin: { zh: "果皮箱", en: "Litter bin" },
  collection_point: { zh: "垃圾收集点", en: "Collection point" },
  rest_stop: { zh: "环卫工人休息点", en: "Rest stop" },
  depot: { zh: "环卫停保场", en: "Depot" },
};
