import type { components } from "../api/schema.gen.ts";
import { dictionary } from "../ui/language.ts";

type Schemas = components["schemas"];
export type LensSettings = Schemas["CoverageLenses"];
export type Lens = Schemas["CoverageLens"];
export type Capacity = Schemas["CoverageCapacity"];
type Measure = Lens["measure"];

/** Words of the page of what coverage is held to. */
export const words = dictionary(
  {
    intro:
      "覆盖与选址按下列标准判断。每一项都注明条文和可靠程度；改了数值就是本区自定，不再称为强制性条文。",
    readOnly: "修改需要“修改覆盖标准”权限。",
    allPreset: "各项都与预设相同。",
    own: (count: string) => `本区另定 ${count} 项，其余与预设相同。`,
    notUnderstood: (count: string, which: string) =>
      `以前保存的 ${count} 项现在不能用，已按预设执行：${which}。下次保存时清除。`,
    saved: "已保存，覆盖按新的标准判断。",
    preset: (value: string) => `预设 ${value}`,
    law: "强制性条文",
    use: "启用",
    isDefault: "默认",
    makeDefault: "设为默认",
    makeDefaultOf: (what: string) => `设为默认：${what}`,
    off: (count: string) => `未启用的 ${count} 项：旧版、其他城市或依据较弱`,
    reason: "另定的理由",
    reasonHint: "必填，如“老城区坡陡”",
    reasonMissing: "请写明理由",
    crossed: "不能小于下限",
    capacities: "服务能力与产量",
    capacitiesDo: "用于判断“有设施而容量不足”和估算容器数；都是可改的设置，不是标准要求。",
    add: "增加本区半径",
    addTitle: "增加本区自定的服务半径",
    addZh: "名称",
    addEn: "英文名称",
    addKind: "设施",
    addRadius: "半径（米）",
    addObject: "对象",
    addProfile: "步行还是车行",
    addSave: "增加",
    remove: "删除",
    removeOf: (what: string) => `删除：${what}`,
    removeAsk: "删除这个半径？",
    removeSays: (what: string) => `“${what}”不再用于本区的覆盖分析，立即生效。`,
    yes: "启用",
    no: "不启用",
    change: (what: string, before: string, after: string) => `${what}：${before} → ${after}`,
    kind: (kind: Lens["facilityKind"]) => KINDS[kind].zh,
    kindDoes: (kind: Lens["facilityKind"]) => KINDS[kind].doesZh,
    figure: (name: string) => FIGURES[name]?.zh ?? name,
    unit: (unit: string) => UNITS[unit]?.zh ?? unit,
    object: (object: string) => OBJECTS[object]?.zh ?? object,
    profile: (profile: string): string => (profile === "walk" ? "步行" : "车行"),
    measure: (measure: Measure) => measureZh(measure),
  },
  {
    intro:
      "Coverage and siting are judged by these. Each names its clause and how sure it is; a value that is changed is the district's own and not called law.",
    readOnly: " Changing them needs the permission to change what coverage is held to.",
    allPreset: "All are as the presets have them.",
    own: (count: string) =>
      `${count} of the district's own; the others are as the presets have them.`,
    notUnderstood: (count: string, which: string) =>
      `${count} values kept from another version cannot be used, and the presets hold: ${which}. They go with the next save.`,
    saved: "Saved: coverage is judged by the new values.",
    preset: (value: string) => `Preset ${value}`,
    law: "mandatory",
    use: "In use",
    isDefault: "Default",
    makeDefault: "Make default",
    makeDefaultOf: (what: string) => `Make default: ${what}`,
    off: (count: string) => `${count} not in use: superseded, of other cities, or weak`,
    reason: "Why it is set so",
    reasonHint: "Needed, such as “steep old town”",
    reasonMissing: "A reason, please",
    crossed: "Not below the least",
    capacities: "Capacities and quantities",
    capacitiesDo:
      "For “in reach but without capacity”, and for numbers of containers. All are settings, none is law.",
    add: "Add a radius",
    addTitle: "Add a radius of the district's own",
    addZh: "Name in Chinese",
    addEn: "Name in English",
    addKind: "Facility",
    addRadius: "Radius, m",
    addObject: "Counts",
    addProfile: "On foot or by vehicle",
    addSave: "Add",
    remove: "Remove",
    removeOf: (what: string) => `Remove: ${what}`,
    removeAsk: "Remove this radius?",
    removeSays: (what: string) =>
      `“${what}” is no longer looked through in this district, from now on.`,
    yes: "in use",
    no: "not in use",
    change: (what: string, before: string, after: string) => `${what}: ${before} → ${after}`,
    kind: (kind: Lens["facilityKind"]) => KINDS[kind].en,
    kindDoes: (kind: Lens["facilityKind"]) => KINDS[kind].doesEn,
    figure: (name: string) => FIGURES[name]?.en ?? name,
    unit: (unit: string) => UNITS[unit]?.en ?? unit,
    object: (object: string) => OBJECTS[object]?.en ?? object,
    profile: (profile: string): string => (profile === "walk" ? "on foot" : "by vehicle"),
    measure: (measure: Measure) => measureEn(measure),
  },
);

type Pair = { readonly zh: string; readonly en: string };
const pair = (zh: string, en: string): Pair => ({ zh, en });

const KINDS: Readonly<
  Record<Lens["facilityKind"], Pair & { readonly doesZh: string; readonly doesEn: string }>
> = {
  toilet: {
    ...pair("公厕", "Public toilets"),
    doesZh: "服务半径、用地密度、间距、用地和避让。",
    doesEn: "Radius, density by land, spacing, site, and what to keep away from.",
  },
  bin: {
    ...pair("果皮箱", "Litter bins"),
    doesZh: "沿街间距，两侧分别计算。",
    doesEn: "Spacing along streets, each side by itself.",
  },
  collection_point: {
    ...pair("垃圾收集点", "Collection points"),
    doesZh: "服务半径和每个小区的数量。",
    doesEn: "Radius, and how many in each compound.",
  },
  transfer_station: {
    ...pair("垃圾中转站", "Transfer stations"),
    doesZh: "收运半径，按规模的用地与间距。",
    doesEn: "Collection radius; site and gaps by throughput.",
  },
  rest_stop: {
    ...pair("环卫工人休息点", "Rest stops"),
    doesZh: "服务半径、密度和面积。",
    doesEn: "Radius, density and area.",
  },
  depot: {
    ...pair("环卫停保场", "Depots"),
    doesZh: "按人口和车辆的数量与面积。",
    doesEn: "Number and area by people and vehicles.",
  },
};

const FIGURES: Readonly<Record<string, Pair>> = {
  radiusMeters: pair("半径", "Radius"),
  leastMeters: pair("最小", "Least"),
  mostMeters: pair("最大", "Most"),
  leastPerSquareKilometer: pair("最少", "Least"),
  mostPerSquareKilometer: pair("最多", "Most"),
  leastSiteSquareMeters: pair("用地最小", "Site, least"),
  mostSiteSquareMeters: pair("用地最大", "Site, most"),
  leastBuildingSquareMeters: pair("建筑最小", "Building, least"),
  mostBuildingSquareMeters: pair("建筑最大", "Building, most"),
  gapMeters: pair("与建筑间距", "Gap to buildings"),
  greenBeltMeters: pair("绿化带", "Green belt"),
  leastPeople: pair("最少", "Least"),
  mostPeople: pair("最多", "Most"),
  leastSquareMeters: pair("最小", "Least"),
  mostSquareMeters: pair("最大", "Most"),
};
const UNITS: Readonly<Record<string, Pair>> = {
  meters: pair("米", "m"),
  per_square_kilometer: pair("座/km²", "per km²"),
  square_meters: pair("m²", "m²"),
  people: pair("人", "people"),
  tonnes_per_day: pair("吨/日", "t/d"),
  people_per_stall_day: pair("人/日", "a day"),
  liters: pair("升", "l"),
  kilograms_per_person_day: pair("公斤/日", "kg/d"),
  times: pair("倍", "times"),
};
const OBJECTS: Readonly<Record<string, Pair>> = {
  places: pair("工作场所和人流聚集的公共场所", "places of work and where crowds gather"),
  residents: pair("居民", "residents"),
  squares: pair("城市广场", "city squares"),
  collection_points: pair("垃圾收集点", "collection points"),
  workers: pair("环卫工人", "cleaners"),
};
const LAND: Readonly<Record<string, Pair>> = {
  residential: pair("居住", "residential"),
  public: pair("公共服务", "public"),
  commercial: pair("商业", "commercial"),
  industrial: pair("工业", "industrial"),
  warehouse: pair("仓储", "warehouse"),
  road_transport: pair("道路交通", "transport"),
  utility: pair("公用设施", "utility"),
  green_square: pair("绿地与广场", "green and square"),
};
const CLASSES: Readonly<Record<string, Pair>> = {
  arterial: pair("主干道", "arterial"),
  secondary: pair("次干道", "secondary"),
  branch: pair("支路", "branch"),
  lane: pair("巷", "lane"),
};
const AWAY: Readonly<Record<string, Pair>> = {
  building: pair("相邻建筑", "neighbouring buildings"),
  food_trade: pair("食品经营", "food trade"),
  nursery: pair("托幼", "nurseries"),
  water_intake: pair("集中取水点", "central water intakes"),
  water_source: pair("饮用水源", "drinking-water sources"),
  buried_water_tank: pair("地下水池", "buried water tanks"),
};
const PER: Readonly<Record<string, Pair>> = {
  facility: pair("每座", "each facility"),
  vehicle: pair("每辆车", "each vehicle"),
  worker: pair("每名工人", "each worker"),
};

const namedZh = (ids: readonly string[], table: Readonly<Record<string, Pair>>) =>
  ids.map((id) => table[id]?.zh ?? id).join("、");
const namedEn = (ids: readonly string[], table: Readonly<Record<string, Pair>>) =>
  ids.map((id) => table[id]?.en ?? id).join(", ");
const landZh = (ids: readonly string[] = []) =>
  ids.length > 0 ? `${namedZh(ids, LAND)}用地` : "各类用地";
const landEn = (ids: readonly string[] = []) =>
  ids.length > 0 ? `${namedEn(ids, LAND)} land` : "any land";

/** What a lens measures, in one sentence. */
function measureZh(measure: Measure): string {
  switch (measure.type) {
    case "radius":
      return `规范口径：直线半径，对象是${OBJECTS[measure.object]!.zh}。管理口径按沿路${measure.profile === "walk" ? "步行" : "车行"}。`;
    case "density":
      return `${landZh(measure.landUse)}上每平方公里的座数。`;
    case "spacing":
      return `${namedZh(measure.streetClasses, CLASSES)}沿路相邻两处的间距，${measure.sides === "both" ? "两侧分别计算" : "不分侧"}${measure.landUse ? `；限${landZh(measure.landUse)}旁` : ""}。`;
    case "station":
      return `设计规模 ${measure.tonnesPerDay[0]}–${measure.tonnesPerDay[1]} 吨/日的站。`;
    case "perPeople":
      return "每处服务的人数。";
    case "areaPerPeople":
      return `每 ${measure.people} 人的面积。`;
    case "site":
      return `${PER[measure.per]!.zh}的面积${measure.landUse.length > 0 ? `，${landZh(measure.landUse)}` : ""}。`;
    case "exclusion":
      return keptZh(measure.from);
    case "atLeast":
      return "不能从数据核对，选址时在地点旁注明。";
    case "toiletClass":
      return `${measure.landUse ? landZh(measure.landUse) : `${namedZh(measure.streetClasses ?? [], CLASSES)}沿线`}的公厕类别。`;
  }
}

type Kept = Extract<Measure, { type: "exclusion" }>["from"];

function keptZh(from: Kept): string {
  const said = (isChecked: boolean) =>
    namedZh(
      from.filter(({ checkedBy }) => checkedBy.length > 0 === isChecked).map(({ id }) => id),
      AWAY,
    );
  return [
    said(true) && `新设施与${said(true)}的距离，按台账核对。`,
    said(false) && `${said(false)}不能从数据核对，在地点旁注明。`,
  ]
    .filter(Boolean)
    .join("");
}

function measureEn(measure: Measure): string {
  switch (measure.type) {
    case "radius":
      return `By the clause: straight line, counting ${OBJECTS[measure.object]!.en}. For management: along streets, ${measure.profile === "walk" ? "on foot" : "by vehicle"}.`;
    case "density":
      return `Facilities on each km² of ${landEn(measure.landUse)}.`;
    case "spacing":
      return `Between neighbours along streets (${namedEn(measure.streetClasses, CLASSES)}), ${measure.sides === "both" ? "each side by itself" : "either side"}${measure.landUse ? `, beside ${landEn(measure.landUse)} only` : ""}.`;
    case "station":
      return `Stations designed for ${measure.tonnesPerDay[0]}–${measure.tonnesPerDay[1]} t/d.`;
    case "perPeople":
      return "People that one of them is for.";
    case "areaPerPeople":
      return `Area for ${measure.people} people.`;
    case "site":
      return `Area of ${PER[measure.per]!.en}${measure.landUse.length > 0 ? ` on ${landEn(measure.landUse)}` : ""}.`;
    case "exclusion":
      return keptEn(measure.from);
    case "atLeast":
      return "Cannot be checked from data: it is noted beside a site.";
    case "toiletClass":
      return `Class of toilets ${measure.landUse ? `on ${landEn(measure.landUse)}` : `along streets (${namedEn(measure.streetClasses ?? [], CLASSES)})`}.`;
  }
}

function keptEn(from: Kept): string {
  const said = (isChecked: boolean) =>
    namedEn(
      from.filter(({ checkedBy }) => checkedBy.length > 0 === isChecked).map(({ id }) => id),
      AWAY,
    );
  return [
    said(true) && `From a new facility to ${said(true)}, checked against the register.`,
    said(false) && `Not to be checked from data, and noted beside a site: ${said(false)}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
