import type { Title } from "../ui/language.ts";
import type { WallAlarm, WallFeed, WallLayerId, WallPanelId } from "./queries.ts";

export const FEED_TITLES: Readonly<Record<WallFeed["feed"], Title>> = {
  complaints: { zh: "投诉", en: "Complaints" },
  positions: { zh: "车辆定位", en: "Vehicle positions" },
  hotspots: { zh: "热点", en: "Hotspots" },
  ratings: { zh: "评星", en: "Ratings" },
  coverage: { zh: "覆盖", en: "Coverage" },
  facilities: { zh: "设施", en: "Facilities" },
};

export const ALARM_TITLES: Readonly<Record<WallAlarm["kind"], Title>> = {
  "late-case": { zh: "投诉超时", en: "Late complaints" },
  "new-hotspot": { zh: "新热点", en: "New hotspot" },
  downgrade: { zh: "降星", en: "Star lost" },
  "facility-closed": { zh: "设施暂停开放", en: "Facility closed or in repair" },
  "feed-silent": { zh: "数据中断", en: "Feed silent" },
};

export const FACILITY_STATUS_TITLES: Readonly<Record<string, Title>> = {
  open: { zh: "开放", en: "open" },
  closed: { zh: "关闭", en: "closed" },
  repair: { zh: "维修", en: "repair" },
  planned: { zh: "规划", en: "planned" },
  building: { zh: "在建", en: "under construction" },
};

export const LAYER_TITLES: Readonly<Record<WallLayerId, Title>> = {
  areas: { zh: "街道与社区界线", en: "Areas" },
  vehicles: { zh: "车辆（实时）", en: "Vehicles, live" },
  "streets-behind": { zh: "道路保洁状态", en: "How streets stand" },
  complaints: { zh: "投诉点（近 7 天）", en: "Complaints of 7 days" },
  hotspots: { zh: "投诉热点（近 28 天）", en: "Hotspots of 28 days" },
  stars: { zh: "星级公厕、站点、马路", en: "Stars" },
  "coverage-gaps": { zh: "公厕覆盖与缺口", en: "Coverage and gaps" },
  facilities: { zh: "设施", en: "Facilities" },
  stations: { zh: "垃圾中转站", en: "Transfer stations" },
  alarms: { zh: "告警位置", en: "Alarms" },
};

export const PANEL_TITLES: Readonly<Record<WallPanelId, Title>> = {
  "complaints-today": { zh: "今日投诉", en: "Complaints today" },
  categories: { zh: "今日类别", en: "Categories" },
  late: { zh: "超时在办", en: "Open and late" },
  ticker: { zh: "最新投诉（滚动条）", en: "Ticker" },
  alarms: { zh: "告警", en: "Alarms" },
  vehicles: { zh: "车辆", en: "Vehicles" },
  "streets-behind": { zh: "道路落后", en: "Streets behind" },
  hotspots: { zh: "投诉热点", en: "Hotspots" },
  stars: { zh: "在用星级", en: "Stars in force" },
  "star-changes": { zh: "星级到期与降星", en: "Stars ending or lost" },
  coverage: { zh: "公厕覆盖", en: "Coverage" },
  "coverage-gaps": { zh: "覆盖缺口", en: "Coverage gaps" },
  stations: { zh: "垃圾中转站", en: "Transfer stations" },
  facilities: { zh: "设施台账", en: "Facilities" },
  "facilities-closed": { zh: "维修与关闭", en: "In repair or closed" },
  feeds: { zh: "数据来源", en: "Data sources" },
  "handover-changed": { zh: "交接：近 8 小时变化", en: "Hand-over: changed" },
  "handover-open": { zh: "交接：在办", en: "Hand-over: open" },
  "handover-late": { zh: "交接：将超时", en: "Hand-over: late soon" },
};

// Object.keys forgets what the object's type knows
export const LAYER_IDS = Object.keys(LAYER_TITLES) as WallLayerId[];
export const PANEL_IDS = Object.keys(PANEL_TITLES) as WallPanelId[];
