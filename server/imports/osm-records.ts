import type { Geometry, MultiPolygon } from "geojson";
import { FACILITY_KIND_TITLES, FacilityAttributes } from "../../data/facility.ts";
import type { OsmExtract, OsmTags, OsmWay } from "./osm.ts";
import { placeRecords, plotRecords } from "./osm-land.ts";
import { areaLevelOf, facilityRuleOf, groundRuleOf, placeRuleOf, plotRuleOf } from "./osm-rules.ts";
import { streetRecords } from "./osm-streets.ts";
import { idOf, placeOf, SOURCE, type Thing } from "./osm-thing.ts";
import type { ImportRecord, ImportRecords } from "./record.ts";
import { multipolygonOf, oriented } from "./rings.ts";

/**
 * The register's records that an OSM extract describes.
 *
 * @param kinds  facility kinds, `street`, `area`, `place`, `plot` and ground kinds to take; null for all.
 */
export function osmRecords(osm: OsmExtract, kinds: ReadonlySet<string> | null): ImportRecords {
  const wants = (kind: string) => kinds === null || kinds.has(kind);
  const { things, cutOff } = thingsOf(osm);
  const streets = wants("street") ? streetRecords(osm) : { records: [], surfaces: 0 };
  const records = [
    ...streets.records,
    ...things.flatMap((thing) => [
      ...facilityRecords(thing, wants),
      ...groundRecords(thing, wants),
      ...(wants("area") ? areaRecords(thing) : []),
      ...(wants("place") ? placeRecords(thing) : []),
      ...(wants("plot") ? plotRecords(thing) : []),
    ]),
  ];
  return {
    records,
    leftOut: [
      { what: "boundaries and surfaces that are not whole in this extract", count: cutOff },
      {
        what: "squares mapped as surfaces, and streets that are not built",
        count: streets.surfaces,
      },
    ].filter(({ count }) => count > 0),
  };
}

function thingsOf(osm: OsmExtract) {
  const things: Thing[] = [];
  let cutOff = 0;
  for (const { id, tags } of osm.taggedNodes) {
    const position = osm.positionOf(id)!; // a tagged node carries its own place
    things.push({ key: `node/${id}`, tags, geometry: { type: "Point", coordinates: position } });
  }
  for (const way of osm.ways.values()) {
    if (!isWanted(way.tags)) continue;
    const geometry = wayGeometry(osm, way);
    if (geometry) things.push({ key: `way/${way.id}`, tags: way.tags, geometry });
    else cutOff++;
  }
  for (const { id, members, tags } of osm.relations) {
    const isSurface = tags.type === "multipolygon" || tags.type === "boundary";
    if (!isSurface || !isWanted(tags)) continue;
    const ways = members.filter(({ type }) => type === "way");
    const pieces = ways.flatMap(({ ref, role }) => {
      const way = osm.ways.get(ref);
      return way ? [{ refs: way.refs, role }] : [];
    });
    const geometry = pieces.length === ways.length ? multipolygonOf(pieces, osm.positionOf) : null;
    if (geometry) things.push({ key: `relation/${id}`, tags, geometry });
    else cutOff++;
  }
  return { things, cutOff };
}

const isWanted = (tags: OsmTags) =>
  Boolean(
    facilityRuleOf(tags) ??
      groundRuleOf(tags) ??
      areaLevelOf(tags) ??
      placeRuleOf(tags) ??
      plotRuleOf(tags),
  );

function wayGeometry(osm: OsmExtract, { refs }: OsmWay): Geometry | null {
  const path = refs.map(osm.positionOf);
  if (path.length < 2 || path.some((position) => position === null)) return null;
  const whole = path.filter((position) => position !== null);
  const isClosed = refs.length >= 4 && refs[0] === refs.at(-1);
  return isClosed
    ? { type: "Polygon", coordinates: [oriented(whole, true)] }
    : { type: "LineString", coordinates: whole };
}

const yesNo = (value: string | undefined) =>
  value === undefined ? undefined : value === "yes" ? true : value === "no" ? false : undefined;

function facilityRecords({ key, tags, geometry }: Thing, wants: (kind: string) => boolean) {
  const rule = facilityRuleOf(tags);
  const place = placeOf(geometry);
  if (!rule || !place || !wants(rule.kind)) return [];
  const title = FACILITY_KIND_TITLES[rule.kind];
  const known = {
    ...rule.attributes,
    ...(rule.kind === "toilet" && {
      isAccessible: yesNo(tags.wheelchair),
      hasFee: yesNo(tags.fee),
      hours: (tags.opening_hours === "24/7" ? "00:00-24:00" : tags.opening_hours)?.slice(0, 100),
    }),
  };
  const { kind, ...attributes } = FacilityAttributes.parse({ ...known, kind: rule.kind });
  const record: ImportRecord = {
    table: "facility",
    id: idOf(key),
    row: 0,
    values: {
      kind,
      code: idOf(key),
      name: tags.name ?? title.zh,
      name_en: tags["name:en"] ?? (tags.name ? null : title.en),
      address: addressOf(tags),
      position: { type: "Point", coordinates: place },
      owner: tags.operator ?? null,
      attributes: JSON.parse(JSON.stringify(attributes)), // drops what is not known
      source: SOURCE,
      source_key: key,
    },
  };
  return [record];
}

function addressOf(tags: OsmTags) {
  const street = tags["addr:street"];
  return street ? [street, tags["addr:housenumber"]].filter(Boolean).join(" ") : null;
}

function groundRecords({ key, tags, geometry }: Thing, wants: (kind: string) => boolean) {
  const rule = groundRuleOf(tags);
  const isArea = geometry.type === "Polygon" || geometry.type === "MultiPolygon";
  if (!rule || !wants(rule.kind) || geometry.type === "Point") return [];
  if (rule.geometry === "area" && !isArea) return [];
  const record: ImportRecord = {
    table: "ground",
    id: idOf(key),
    row: 0,
    values: {
      kind: rule.kind,
      name: tags.name ?? null,
      name_en: tags["name:en"] ?? null,
      shape: rule.geometry === "line" && isArea ? outlineOf(geometry) : geometry,
      source: SOURCE,
      source_key: key,
    },
  };
  return [record];
}

/** A ring drawn as a line: a railway loop is no surface. */
const outlineOf = (geometry: Geometry): Geometry =>
  geometry.type === "Polygon"
    ? { type: "LineString", coordinates: geometry.coordinates[0]! }
    : geometry;

function areaRecords({ key, tags, geometry }: Thing): ImportRecord[] {
  const level = areaLevelOf(tags);
  const isArea = geometry.type === "Polygon" || geometry.type === "MultiPolygon";
  if (!level || !isArea || !tags.name) return [];
  const boundary: MultiPolygon =
    geometry.type === "MultiPolygon"
      ? geometry
      : { type: "MultiPolygon", coordinates: [geometry.coordinates] };
  const values = {
    level,
    code: tags.ref ?? idOf(key),
    name: tags.name,
    name_en: tags["name:en"] ?? null,
    valid_from: "1900-01-01", // OSM does not say since when; it has to cover the past
    boundary,
    source: SOURCE,
    source_key: key,
  };
  return [{ table: "area", id: idOf(key), row: 0, values }];
}
