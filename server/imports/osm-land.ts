import { PLACE_KIND_TITLES } from "../../data/place.ts";
import { placeRuleOf, plotRuleOf } from "./osm-rules.ts";
import { idOf, placeOf, SOURCE, type Thing } from "./osm-thing.ts";
import type { ImportRecord } from "./record.ts";
import { asMultiPolygon } from "./row-record.ts";

/** The place where people work or gather that something is, if it is one: a point, or the middle of a surface. */
export function placeRecords({ key, tags, geometry }: Thing): ImportRecord[] {
  const rule = placeRuleOf(tags);
  const place = geometry.type === "LineString" ? null : placeOf(geometry);
  if (!rule || !place) return [];
  const title = PLACE_KIND_TITLES[rule.kind];
  const values = {
    kind: rule.kind,
    name: tags.name ?? title.zh,
    name_en: tags["name:en"] ?? (tags.name ? null : title.en),
    position: { type: "Point" as const, coordinates: place },
    source: SOURCE,
    source_key: key,
  };
  return [{ table: "place", id: idOf(key), row: 0, values }];
}

/** The plot that a surface is, if its tags say what the land is used for. Whether one may build there they do not say. */
export function plotRecords({ key, tags, geometry }: Thing): ImportRecord[] {
  const rule = plotRuleOf(tags);
  const shape = asMultiPolygon(geometry);
  if (!rule || !shape) return [];
  const values = {
    code: idOf(key),
    name: tags.name ?? null,
    name_en: tags["name:en"] ?? null,
    land_use: rule.landUse,
    shape,
    source: SOURCE,
    source_key: key,
  };
  return [{ table: "plot", id: idOf(key), row: 0, values }];
}
