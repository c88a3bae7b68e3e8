import { formatCamera, parseCamera } from "../map/camera.ts";
import type { View, ViewChange, ViewDistrict } from "../map/view.ts";
import { addDays, isDay } from "../ui/format.ts";
import type { Language } from "../ui/language.ts";

/**
 * The link's parameters after checking: what makes no sense is dropped, never guessed. Capabilities may keep
 * parameters of their own beside these.
 */
export type Search = {
  district?: string;
  /** `zoom/lat/lng[/bearing/pitch]`. */
  at?: string;
  /** Comma-separated ids of the layer tree. */
  layers?: string;
  date?: string;
  from?: string;
  to?: string;
  /** `layerId:id`. */
  select?: string;
  lang?: Language;
};

/** Days in the period one sees before choosing one: four weeks. */
export const DEFAULT_PERIOD_DAYS = 28;

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const checked = (value: unknown, isSound: (given: string) => boolean) => {
  const given = text(value);
  return given !== undefined && isSound(given) ? given : undefined;
};

/** Checks the parameters of a link. */
export function parseSearch(given: Record<string, unknown>): Search {
  const from = checked(given.from, isDay);
  const to = checked(given.to, isDay);
  const isPeriod = from !== undefined && to !== undefined && from <= to;
  const known: Record<keyof Search, string | undefined> = {
    district: checked(given.district, (id) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(id)),
    at: checked(given.at, (camera) => parseCamera(camera) !== null),
    layers:
      given.layers === ""
        ? ""
        : checked(given.layers, (ids) => /^[a-z0-9-]+(,[a-z0-9-]+)*$/.test(ids)),
    date: checked(given.date, isDay),
    from: isPeriod ? from : undefined,
    to: isPeriod ? to : undefined,
    select: checked(given.select, (selection) => /^[a-z0-9-]+:.+$/.test(selection)),
    lang: checked(given.lang, (language) => language === "en" || language === "zh-CN"),
  };
  // every value was checked against its own rule above
  return Object.fromEntries(
    Object.entries({ ...given, ...known }).filter(([, value]) => value !== undefined),
  ) as Search;
}

/** A district as the server lists it, with its box and middle as labelled tuples. */
type ListedDistrict = Omit<ViewDistrict, "bbox" | "center"> & {
  readonly bbox: readonly number[] | null;
  readonly center: readonly number[] | null;
};

function toViewDistrict(listed: ListedDistrict): ViewDistrict {
  const [west, south, east, north] = listed.bbox ?? [];
  const [lng, lat] = listed.center ?? [];
  return {
    ...listed,
    bbox: north === undefined ? null : [west!, south!, east!, north],
    center: lat === undefined ? null : [lng!, lat],
  };
}

/** The view a link stands for in a district. */
export function viewOf(search: Search, listed: ListedDistrict): View {
  const district = toViewDistrict(listed);
  const colon = search.select?.indexOf(":") ?? -1;
  const date = search.date ?? district.today;
  return {
    district,
    date,
    period:
      search.from && search.to
        ? { from: search.from, to: search.to }
        : { from: addDays(date, 1 - DEFAULT_PERIOD_DAYS), to: date },
    layers: search.layers === undefined ? null : search.layers.split(",").filter(Boolean),
    selection:
      search.select && colon > 0
        ? { layerId: search.select.slice(0, colon), id: search.select.slice(colon + 1) }
        : null,
    camera: search.at ? parseCamera(search.at) : null,
  };
}

/** The link after a step: another district keeps nothing that belongs to the last one. */
export function changedSearch(search: Search, change: ViewChange): Search {
  const next: Search = { ...search };
  const set = (key: Exclude<keyof Search, "lang">, value: string | null | undefined) => {
    if (value === undefined) return;
    if (value === null) delete next[key];
    else next[key] = value;
  };
  if (change.districtId !== undefined && change.districtId !== search.district) {
    for (const key of ["at", "select", "date", "from", "to"] as const) delete next[key];
  }
  set("district", change.districtId);
  set("date", change.date);
  set("from", change.period === null ? null : change.period?.from);
  set("to", change.period === null ? null : change.period?.to);
  set("layers", change.layers === null ? null : change.layers?.join(","));
  set(
    "select",
    change.selection === null
      ? null
      : change.selection && `${change.selection.layerId}:${change.selection.id}`,
  );
  set("at", change.camera && formatCamera(change.camera));
  return next;
}
