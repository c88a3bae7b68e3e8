import type { Title } from "../ui/language.ts";
import type { VehicleState } from "./vehicle-state.ts";

type Titles<K extends string> = Readonly<Record<K, Title>>;

/** As data/vehicle.ts has them (test/fleet/titles.test.ts). */
export const KIND_TITLES = {
  sweeper: { zh: "扫路车", en: "Sweeper" },
  scrubber: { zh: "洗扫车", en: "Scrubber" },
  washer: { zh: "洒水车", en: "Water truck" },
  compactor: { zh: "压缩车", en: "Compactor" },
  hook_lift: { zh: "勾臂车", en: "Hook lift" },
  patrol_cart: { zh: "电动保洁车", en: "Patrol cart" },
  other: { zh: "其他车辆", en: "Other" },
} as const satisfies Titles<string>;

export type VehicleKind = keyof typeof KIND_TITLES;
// Object.keys forgets what the object's type knows
export const VEHICLE_KINDS = Object.keys(KIND_TITLES) as VehicleKind[];

/** As data/vehicle.ts has them. */
export const STATUS_TITLES = {
  in_service: { zh: "在用", en: "In service" },
  out_of_service: { zh: "停用", en: "Out of service" },
  retired: { zh: "报废", en: "Retired" },
} as const satisfies Titles<string>;

export const STATE_TITLES: Titles<VehicleState> = {
  working: { zh: "作业中", en: "Working" },
  moving: { zh: "行驶", en: "Moving" },
  standing: { zh: "停着", en: "Standing" },
  located: { zh: "速度未知", en: "Speed unknown" },
  silent: { zh: "离线", en: "Offline" },
  unheard: { zh: "从未定位", en: "Never heard" },
  out: { zh: "停用", en: "Out of service" },
  retired: { zh: "报废", en: "Retired" },
};

export const REASON_TITLES: Titles<"invalid" | "zero" | "future" | "expired" | "jump"> = {
  invalid: { zh: "无效（无定位、无时间）", en: "Invalid: no fix, no time" },
  zero: { zh: "经纬度为 0", en: "At 0, 0" },
  future: { zh: "时间在未来", en: "In the future" },
  expired: { zh: "过期", en: "Too old" },
  jump: { zh: "不可能的跳变", en: "Impossible jump" },
};

export const SOURCE_TITLES: Readonly<Record<string, Title>> = {
  jt808: { zh: "JT/T 808 终端", en: "JT/T 808 terminal" },
  http: { zh: "HTTP", en: "HTTP" },
  osmand: { zh: "OsmAnd / Traccar 客户端", en: "OsmAnd / Traccar client" },
  traccar: { zh: "Traccar 服务器转发", en: "Traccar server" },
  file: { zh: "文件", en: "File" },
};

/** As data/vehicle.ts has them. */
export const EVENT_TITLES: Titles<
  "silent" | "off_route" | "skipped" | "out_of_order" | "out_of_area" | "long_stop" | "speeding"
> = {
  silent: { zh: "车辆失联", en: "Silent vehicle" },
  off_route: { zh: "偏离路线", en: "Off route" },
  skipped: { zh: "漏扫路段", en: "Skipped street" },
  out_of_order: { zh: "未按顺序", en: "Out of order" },
  out_of_area: { zh: "驶出辖区", en: "Out of area" },
  long_stop: { zh: "停留过久", en: "Stopped too long" },
  speeding: { zh: "作业超速", en: "Too fast while working" },
};
