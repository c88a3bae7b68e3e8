import type { Title } from "../ui/language.ts";

/** What the ways of looking at hotspots are called. */
export const TAB_TITLES = {
  spots: { zh: "热点", en: "Spots" },
  change: { zh: "演变", en: "Change" },
  streets: { zh: "道路", en: "Streets" },
  areas: { zh: "街镇", en: "Areas" },
  clusters: { zh: "聚集", en: "Clusters" },
  alarms: { zh: "预警", en: "Alarms" },
  repeats: { zh: "重复", en: "Repeats" },
} as const satisfies Record<string, Title>;
