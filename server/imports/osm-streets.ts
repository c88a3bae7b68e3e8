import type { Position } from "geojson";
import { streetId } from "./key.ts";
import { lengthMeters, type NetworkLine, networkOf } from "./network.ts";
import type { OsmExtract, OsmTags, OsmWay } from "./osm.ts";
import { streetClassOf } from "./osm-rules.ts";
import type { ImportRecord } from "./record.ts";

/**
 * The street network of an OSM extract: edges between junctions, and the named streets they belong to.
 *
 * Grades are the defaults of `data/imports/highways.json`, a starting point to be edited.
 *
 * @returns `surfaces` counts what is mapped as a highway but is no street: squares, and what is not built.
 */
export function streetRecords(osm: OsmExtract) {
  const ways = [...osm.ways.values()].filter(({ tags }) => tags.highway);
  const streets = ways.filter(({ tags }) => streetClassOf(tags));
  const lines = streets.flatMap((way) => linesOf(osm, way));
  const named = new Map<string, ImportRecord>();
  const edges = networkOf(lines).map((edge): ImportRecord => {
    const { tags } = lines[edge.line]!.way;
    const street = streetClassOf(tags)!;
    if (tags.name) nameStreet(named, tags, street.class === "arterial");
    return {
      table: "street_edge",
      id: `osm-${edge.key.replace("way/", "w")}`,
      row: 0,
      values: {
        street_id: tags.name ? streetId(tags.name) : null,
        from_node: edge.fromNode,
        to_node: edge.toNode,
        class: street.class,
        highway: tags.highway!,
        grade: street.grade,
        oneway: onewayOf(tags),
        is_walkable: street.isWalkable,
        is_drivable: street.isDrivable,
        is_bridge: tags.bridge !== undefined && tags.bridge !== "no",
        width_meters: widthOf(tags),
        length_meters: lengthMeters(edge.path),
        path: { type: "LineString", coordinates: edge.path },
        source: "osm",
        source_key: edge.key,
      },
    };
  });
  return { records: [...named.values(), ...edges], surfaces: ways.length - streets.length };
}

function nameStreet(named: Map<string, ImportRecord>, tags: OsmTags, isMain: boolean) {
  const id = streetId(tags.name!);
  const known = named.get(id)?.values;
  const values = {
    name: tags.name!,
    name_en: known?.name_en ?? tags["name:en"] ?? null,
    is_main: isMain || known?.is_main === true,
  };
  named.set(id, { table: "street", id, row: 0, values });
}

/** A way as lines of the network: in pieces where its nodes are outside the extract. */
function linesOf(osm: OsmExtract, way: OsmWay): (NetworkLine & { way: OsmWay })[] {
  const pieces: { id: number; position: Position }[][] = [[]];
  for (const id of way.refs) {
    const position = osm.positionOf(id);
    if (position) pieces.at(-1)!.push({ id, position });
    else if (pieces.at(-1)!.length > 0) pieces.push([]);
  }
  return pieces
    .filter((nodes) => nodes.length > 1)
    .map((nodes) => ({ key: `way/${way.id}`, nodes, way }));
}

function onewayOf({ oneway, junction, highway }: OsmTags) {
  if (oneway === "-1" || oneway === "reverse") return "backward";
  if (oneway === "yes" || oneway === "1" || oneway === "true") return "forward";
  if (oneway === undefined && (junction === "roundabout" || highway === "motorway"))
    return "forward";
  return "no";
}

function widthOf({ width }: OsmTags) {
  const meters = Number.parseFloat(width ?? "");
  return meters > 0 && meters <= 200 && /^[\d.]+\s*m?$/.test(width!) ? meters : null;
}
