type Title = { readonly zh: string; readonly en: string };

/** What is checked of a facility. */
export const CHECKS: Readonly<Record<string, Title>> = {
  site: { zh: "占地", en: "Site" },
  building: { zh: "建筑面积", en: "Building" },
  gap: { zh: "与建筑间距", en: "Gap to buildings" },
  greenBelt: { zh: "绿化隔离带", en: "Green belt" },
  class: { zh: "类别", en: "Class" },
  distance: { zh: "距离", en: "Distance" },
};

/** What a distance is kept from. */
export const KEPT_FROM: Readonly<Record<string, Title>> = {
  building: { zh: "建筑", en: "buildings" },
  food_trade: { zh: "食品经营场所", en: "food trade" },
  nursery: { zh: "托幼机构", en: "nurseries" },
  water_intake: { zh: "取水点", en: "water intakes" },
  water_source: { zh: "水源", en: "water sources" },
  buried_water_tank: { zh: "埋地水池", en: "buried water tanks" },
};

/** Why something cannot be told. */
export const REASONS: Readonly<Record<string, Title>> = {
  plots: {
    zh: "本区没有地块数据，用地性质未知",
    en: "No plots in the register: land use is unknown",
  },
  streets: { zh: "本区没有这些等级的道路", en: "No streets of these classes in the register" },
  areas: { zh: "本区没有街道边界", en: "No sub-districts in the register" },
  people: { zh: "本区没有人口数据", en: "No data on people" },
  "no-buildings": { zh: "底图没有建筑", en: "no buildings in the register" },
  "perhaps-own": { zh: "紧靠一栋建筑，可能就是本设施的", en: "at a building that may be its own" },
  "green-belt-unknown": { zh: "绿化带宽度未登记", en: "green belts are not in the register" },
  "tonnage-unknown": { zh: "设计规模未登记", en: "its throughput is not recorded" },
  "site-unknown": { zh: "占地未登记", en: "its site is not recorded" },
  "vehicles-unknown": { zh: "车位数未登记", en: "its vehicle places are not recorded" },
  "class-unknown": { zh: "类别未登记", en: "its class is not recorded" },
  "no-land-there": { zh: "所在用地未知", en: "the land there is not known" },
  "no-street-near": { zh: "附近没有道路", en: "no street near" },
  "not-in-register": { zh: "台账没有这类对象", en: "the register has no such thing" },
  "none-in-register": { zh: "本区未登记这类对象", en: "none is recorded here" },
  "buildings-not-recorded": { zh: "建筑面积未登记", en: "areas of buildings are not recorded" },
  "sites-not-recorded": {
    zh: "台账不登记这类设施的占地",
    en: "The register has no sites of these facilities",
  },
  "workers-not-recorded": {
    zh: "台账没有每处的工人数",
    en: "The register has no number of workers for each",
  },
  "areas-not-recorded": { zh: "台账没有这项面积", en: "The register does not have this area" },
  "compounds-not-recorded": { zh: "台账没有小区", en: "The register has no compounds" },
  "blocks-not-recorded": {
    zh: "台账没有住宅楼的归属",
    en: "The register does not tell which blocks belong together",
  },
};

export const UNITS: Readonly<Record<string, Title>> = {
  square_meters: { zh: "平方米", en: "m²" },
  meters: { zh: "米", en: "m" },
  class: { zh: "类", en: "class" },
};

export const SIDES: Readonly<Record<string, Title>> = {
  left: { zh: "左侧", en: "Left" },
  right: { zh: "右侧", en: "Right" },
  any: { zh: "不分侧", en: "Either" },
};

/** What a place or a facility is held to be. */
export const VERDICTS: Readonly<Record<string, Title>> = {
  below: { zh: "不足", en: "Too few" },
  within: { zh: "在范围内", en: "Within" },
  above: { zh: "超出范围", en: "Over the range" },
  fails: { zh: "不符合", en: "Short of it" },
  ok: { zh: "在范围内", en: "Within" },
  "no-data": { zh: "无数据", en: "No data" },
};
