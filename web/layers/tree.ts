import type { Title } from "../ui/language.ts";

/** Everything the layer tree can show. `of` is the server's layer whose records it shows. */
export const ENTRIES = {
  "transfer-stations": { of: "transfer-stations" },
  toilets: { of: "toilets" },
  bins: { of: "bins" },
  "collection-points": { of: "collection-points" },
  "rest-stops": { of: "rest-stops" },
  depots: { of: "depots" },
  "service-radius": { of: null },
  "cleaning-routes": { of: "cleaning-routes" },
  "cleaning-due": { of: "streets" },
  complaints: { of: "complaints" },
  "complaint-heat": { of: "complaints" },
  "star-facilities": { of: null },
  "star-streets": { of: "streets" },
  residents: { of: "residents" },
  areas: { of: "areas" },
  places: { of: "places" },
  plots: { of: "plots" },
} as const satisfies Record<string, { of: string | null }>;

export type EntryId = keyof typeof ENTRIES;

/** Layers whose records are facilities, in the order the tree lists them. */
export const FACILITY_ENTRIES = [
  "transfer-stations",
  "toilets",
  "bins",
  "collection-points",
  "rest-stops",
  "depots",
] as const satisfies readonly EntryId[];

type Group = {
  readonly id: string;
  readonly title: Title;
  readonly entries: readonly EntryId[];
};

export const GROUPS: readonly Group[] = [
  {
    id: "facilities",
    title: { zh: "设施", en: "Facilities" },
    entries: [...FACILITY_ENTRIES, "service-radius"],
  },
  {
    id: "cleaning",
    title: { zh: "保洁", en: "Cleaning" },
    entries: ["cleaning-routes", "cleaning-due"],
  },
  {
    id: "complaints",
    title: { zh: "投诉", en: "Complaints" },
    entries: ["complaints", "complaint-heat"],
  },
  {
    id: "stars",
    title: { zh: "星级", en: "Stars" },
    entries: ["star-facilities", "star-streets"],
  },
  {
    id: "people",
    title: { zh: "人口与区划", en: "People and areas" },
    entries: ["residents", "areas"],
  },
  {
    id: "land",
    title: { zh: "场所与用地", en: "Places and land" },
    entries: ["places", "plots"],
  },
];

type Preset = { readonly id: string; readonly title: Title; readonly layers: readonly EntryId[] };

/** Ready sets for one question each. */
export const PRESETS: readonly Preset[] = [
  {
    id: "overview",
    title: { zh: "总览", en: "Overview" },
    layers: ["transfer-stations", "toilets", "complaint-heat", "areas"],
  },
  {
    id: "facilities",
    title: { zh: "设施", en: "Facilities" },
    layers: [...FACILITY_ENTRIES],
  },
  {
    id: "cleaning",
    title: { zh: "保洁", en: "Cleaning" },
    layers: ["depots", "rest-stops", "cleaning-routes"],
  },
  {
    id: "complaints",
    title: { zh: "投诉", en: "Complaints" },
    layers: ["complaints", "complaint-heat", "areas"],
  },
  {
    id: "stars",
    title: { zh: "星级", en: "Stars" },
    layers: ["transfer-stations", "toilets", "star-facilities", "star-streets"],
  },
  {
    id: "people",
    title: { zh: "人口", en: "People" },
    layers: ["toilets", "service-radius", "residents"],
  },
];

const isEntry = (id: string): id is EntryId => id in ENTRIES;

/** The entries that are on: those of the link, unknown ones dropped, or the first preset's. */
export function shownEntries(linked: readonly string[] | null): ReadonlySet<EntryId> {
  return new Set(linked === null ? PRESETS[0]!.layers : linked.filter(isEntry));
}

/** The link's list after an entry is switched, in the tree's order so that equal views are equal links. */
export function switchedEntries(
  shown: ReadonlySet<EntryId>,
  id: EntryId,
  isOn: boolean,
): EntryId[] {
  const next = new Set(shown);
  if (isOn) next.add(id);
  else next.delete(id);
  return inTreeOrder(next);
}

export const inTreeOrder = (ids: ReadonlySet<EntryId>): EntryId[] =>
  GROUPS.flatMap(({ entries }) => entries.filter((entry) => ids.has(entry)));

/** The preset that shows exactly this, or null. */
export const presetOf = (shown: ReadonlySet<EntryId>) =>
  PRESETS.find(
    ({ layers }) => layers.length === shown.size && layers.every((entry) => shown.has(entry)),
  ) ?? null;
