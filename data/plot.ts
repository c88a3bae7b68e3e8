type Title = { readonly zh: string; readonly en: string };

/** What urban land is used for, in the order of the standard. @see GB 50137-2011, table 3.3.2. */
export const LAND_USES = [
  "residential",
  "public",
  "commercial",
  "industrial",
  "warehouse",
  "road_transport",
  "utility",
  "green_square",
] as const;
export type LandUse = (typeof LAND_USES)[number];

/** The standard's own letter for each class. */
export const LAND_USE_CODES: Record<LandUse, string> = {
  residential: "R",
  public: "A",
  commercial: "B",
  industrial: "M",
  warehouse: "W",
  road_transport: "S",
  utility: "U",
  green_square: "G",
};

/** Titles of the classes, as the standard has them. */
export const LAND_USE_TITLES: Record<LandUse, Title> = {
  residential: { zh: "居住用地", en: "Residential" },
  public: { zh: "公共管理与公共服务用地", en: "Public services" },
  commercial: { zh: "商业服务业设施用地", en: "Commercial" },
  industrial: { zh: "工业用地", en: "Industrial" },
  warehouse: { zh: "物流仓储用地", en: "Warehousing" },
  road_transport: { zh: "道路与交通设施用地", en: "Roads and transport" },
  utility: { zh: "公用设施用地", en: "Utilities" },
  green_square: { zh: "绿地与广场用地", en: "Green and squares" },
};
