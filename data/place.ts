type Title = { readonly zh: string; readonly en: string };

/** Kinds of place where people work or gather, in the order lists and legends show them. */
export const PLACE_KINDS = [
  "work",
  "market",
  "shopping",
  "transport",
  "school",
  "hospital",
  "square",
  "park",
  "scenic",
  "culture_sport",
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Titles of the kinds: 工作场所 and the kinds of 人群集散公共场所 that GB 55013-2021 5.0.1 is about. */
export const PLACE_KIND_TITLES: Record<PlaceKind, Title> = {
  work: { zh: "工作场所", en: "Workplace" },
  market: { zh: "农贸市场", en: "Market" },
  shopping: { zh: "商场", en: "Shopping" },
  transport: { zh: "交通枢纽", en: "Station" },
  school: { zh: "学校", en: "School" },
  hospital: { zh: "医院", en: "Hospital" },
  square: { zh: "广场", en: "Square" },
  park: { zh: "公园", en: "Park" },
  scenic: { zh: "景区", en: "Sight" },
  culture_sport: { zh: "文体场馆", en: "Culture and sport" },
};
