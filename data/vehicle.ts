/** Kinds of vehicle, in the order lists show them. */
export const VEHICLE_KINDS = [
  "sweeper",
  "scrubber",
  "washer",
  "compactor",
  "hook_lift",
  "patrol_cart",
  "other",
] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

type Title = { readonly zh: string; readonly en: string };

/** Titles of the kinds. */
export const VEHICLE_KIND_TITLES: Record<VehicleKind, Title> = {
  sweeper: { zh: "扫路车", en: "Sweeper" },
  scrubber: { zh: "洗扫车", en: "Scrubber" },
  washer: { zh: "洒水车", en: "Water truck" },
  compactor: { zh: "压缩车", en: "Compactor" },
  hook_lift: { zh: "勾臂车", en: "Hook lift" },
  patrol_cart: { zh: "电动保洁车", en: "Patrol cart" },
  other: { zh: "其他车辆", en: "Other" },
};

export const VEHICLE_STATUSES = ["in_service", "out_of_service", "retired"] as const;
export type VehicleStatus = (typeof VEHICLE_STATUSES)[number];

export const VEHICLE_STATUS_TITLES: Record<VehicleStatus, Title> = {
  in_service: { zh: "在用", en: "In service" },
  out_of_service: { zh: "停用", en: "Out of service" },
  retired: { zh: "报废", en: "Retired" },
};

/** What somebody must look at. */
export const FLEET_EVENT_KINDS = [
  "silent",
  "off_route",
  "skipped",
  "out_of_order",
  "out_of_area",
  "long_stop",
  "speeding",
] as const;
export type FleetEventKind = (typeof FLEET_EVENT_KINDS)[number];

export const FLEET_EVENT_TITLES: Record<FleetEventKind, Title> = {
  silent: { zh: "车辆失联", en: "Silent vehicle" },
  off_route: { zh: "偏离路线", en: "Off route" },
  skipped: { zh: "漏扫路段", en: "Skipped street" },
  out_of_order: { zh: "未按顺序", en: "Out of order" },
  out_of_area: { zh: "驶出辖区", en: "Out of area" },
  long_stop: { zh: "停留过久", en: "Stopped too long" },
  speeding: { zh: "作业超速", en: "Too fast while working" },
};
