import { existsSync, readFileSync } from "node:fs";
import { parseEdges } from "../../server/fleet/edge-file.ts";
import { type MatchNetwork, matchNetwork } from "../../server/fleet/match-network.ts";
import { type NetworkEdge, streetNetwork } from "../../server/geo/network.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { streetRecords } from "../../server/imports/osm-streets.ts";

export const PORTO_FILE = "../shared/data/osm/vb_porto.osm.pbf";
export const SHENZHEN_FILE = "../shared/data/matching/normalized/edges.geojson";

/** Which of the files with real streets is missing; null when none is. */
export const missingCity = () =>
  [PORTO_FILE, SHENZHEN_FILE].find((file) => !existsSync(file)) ?? null;

type PortoEdge = NetworkEdge & { readonly oneway: string };

/** What one may drive in Porto, as the importer takes it in. */
export function readPorto(): MatchNetwork {
  const { records } = streetRecords(readOsm(readFileSync(PORTO_FILE)));
  const drawn = records.flatMap(({ table, id, values }) => {
    if (table !== "street_edge" || values.is_drivable !== true) return [];
    const edge: PortoEdge = {
      ...{ id, fromNode: Number(values.from_node), toNode: Number(values.to_node) },
      ...{ lengthMeters: Number(values.length_meters), oneway: String(values.oneway) },
    };
    // the importer gives each edge a LineString
    const { coordinates } = values.path as { coordinates: LngLat[] };
    return [{ edge, path: coordinates }];
  });
  return matchNetwork(streetNetwork(drawn), ({ oneway }) =>
    oneway === "forward" || oneway === "backward" ? oneway : "both",
  );
}

/** A part of Shenzhen, most of it one-way. */
export const readShenzhen = () => parseEdges(readFileSync(SHENZHEN_FILE, "utf8"), "edges.geojson");
