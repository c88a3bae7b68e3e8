import type { Title } from "../ui/language.ts";

// the server's own lists, told again: test/reports/titles.test.ts
export const LEVEL_TITLES: Readonly<Record<"subdistrict" | "community", Title>> = {
  subdistrict: { zh: "乡镇、街道", en: "Townships and sub-districts" },
  community: { zh: "社区、村", en: "Communities and villages" },
};

export const ITEM_TITLES: Readonly<Record<string, Title>> = {
  exposed_waste: { zh: "暴露垃圾、成堆垃圾", en: "Exposed or heaped waste" },
  dead_corner: { zh: "卫生死角", en: "Corner never cleaned" },
  collection_late: { zh: "收集点未及时清运", en: "Collection point not emptied in time" },
  toilet_dirty: { zh: "公厕不洁", en: "Public toilet dirty" },
  bins_full: { zh: "垃圾桶满溢、脏污", en: "Bins overflowing or dirty" },
  standing_sewage: { zh: "污水积水", en: "Sewage or standing water" },
  ditch_blocked: { zh: "沟渠堵塞、漂浮物", en: "Ditch blocked or with floating waste" },
  dung: { zh: "禽畜散养、粪便", en: "Loose animals, dung" },
  litter: { zh: "路面、绿化带散落垃圾", en: "Litter on roads or green strips" },
  small_ads: { zh: "乱贴乱画小广告", en: "Stickers and scribbled advertisements" },
  sundries: { zh: "杂物乱堆乱放", en: "Things piled up outside" },
};
