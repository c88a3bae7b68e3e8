import { featureOf } from "../http/export-geojson.ts";
import type { ExportRow } from "../http/export-table.ts";
import { dateOf, NO_DAY } from "../store/column.ts";
import type { LayerSource } from "../store/layer.ts";
import type { Snapshot } from "../store/snapshot.ts";
import { movedGeometry } from "./ogc-crs.ts";
import { cursorOf, type ItemsQuery } from "./ogc-query.ts";

/** The media type of items. */
export const GEOJSON = "application/geo+json";

/** All of a question that does not change from page to page. */
export function questionOf(parameters: URLSearchParams, today: string) {
  const whole = new URLSearchParams(parameters);
  whole.delete("limit");
  whole.delete("cursor");
  return `${today} ${whole}`;
}

/** Days as the selection takes them: records with a validity hold today, unless a time is asked for. */
export function askedDays(
  source: LayerSource,
  days: ItemsQuery["days"],
  today: string,
): { date?: string; from?: string; to?: string } {
  if (!days) return source.validity ? { date: today } : {};
  return {
    ...(days.from === null ? {} : { from: days.from }),
    ...(days.to === null ? {} : { to: days.to }),
  };
}

/** A record as a feature, in the system asked for. */
export function itemOf(record: ExportRow, snapshot: Snapshot, crs: ItemsQuery["crs"]) {
  const feature = featureOf(record, snapshot.source);
  const { geometry } = feature;
  return { ...feature, geometry: geometry && movedGeometry(geometry, crs.fromLngLat) };
}

/** Where a page of items is, where the next one is, and what they belong to. */
export function itemsLinks(
  self: string,
  parameters: URLSearchParams,
  next: string | null,
  root: string,
  layerId: string,
) {
  const here = parameters.size > 0 ? `${self}?${parameters}` : self;
  const onward = new URLSearchParams(parameters);
  if (next !== null) onward.set("cursor", cursorOf(next));
  return [
    { href: here, rel: "self", type: GEOJSON },
    ...(next === null ? [] : [{ href: `${self}?${onward}`, rel: "next", type: GEOJSON }]),
    { href: `${root}/collections/${layerId}`, rel: "collection", type: "application/json" },
  ];
}

/** First and last day in a layer of happenings. */
export function daysOf(snapshot: Snapshot): readonly [string, string] | null {
  const { day } = snapshot.source;
  if (!day) return null;
  const days = snapshot.days(day);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  snapshot.visitAll((row) => {
    if (days[row] === NO_DAY) return;
    first = Math.min(first, days[row]!);
    last = Math.max(last, days[row]!);
  });
  return first > last ? null : [dateOf(first), dateOf(last)];
}
