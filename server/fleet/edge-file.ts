import { lengthMeters } from "../geo/measure.ts";
import { type NetworkEdge, streetNetwork } from "../geo/network.ts";
import type { LngLat } from "../geo/position.ts";
import { type MatchNetwork, matchNetwork, type Ways } from "./match-network.ts";

/** A file of streets that cannot be worked with; the message names the feature, the field and what would be right. */
export class EdgeFileError extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "EdgeFileError";
  }
}

/** As the file has it. */
export type EdgeName = string | number;

/** A network, and the name in the file of each of its edges. */
export type EdgeFile = { readonly network: MatchNetwork; readonly names: readonly EdgeName[] };

type FileEdge = NetworkEdge & { readonly name: EdgeName; readonly ways: Ways };
type Line = { readonly name: EdgeName; readonly ways: Ways; readonly path: readonly LngLat[] };

/**
 * The streets of a GeoJSON file.
 *
 * Lines meet where an end of one has the place of a vertex of another, and where they have a vertex in common from which ways
 * lead in more than two directions: they are cut there, and each part has the name of its line.
 *
 * @param text  a FeatureCollection of LineString or MultiLineString with `id` or `eid`; `oneway` true, yes or 1 is one way as
 *   drawn, −1 or reverse against that, anything that says no both ways.
 * @throws {EdgeFileError} when it is none, or a feature has no usable id, direction or course.
 */
export function parseEdges(text: string, file: string): EdgeFile {
  const lines = featuresOf(text, file).flatMap((feature, i) =>
    linesOf(feature, `${file}, feature ${i + 1}`),
  );
  if (lines.length === 0)
    throw new EdgeFileError(`${file} has no feature: give at least one LineString.`);
  const { keys, nodeOf } = nodesOf(lines);
  const drawn = lines.flatMap((line, at) => cutAtNodes(line, keys[at]!, nodeOf, at));
  const network = matchNetwork(streetNetwork<FileEdge>(drawn), ({ ways }) => ways);
  // the network has the very edges it was given
  const names = network.streets.edges.map((edge) => (edge as FileEdge).name);
  return { network, names };
}

type Feature = {
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
};

function featuresOf(text: string, file: string): readonly Feature[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EdgeFileError(`${file} is not JSON (${why}): give a GeoJSON FeatureCollection.`, {
      cause: error,
    });
  }
  const features =
    typeof content === "object" && content !== null && "features" in content
      ? content.features
      : null;
  if (!Array.isArray(features))
    throw new EdgeFileError(`${file} has no "features": give a GeoJSON FeatureCollection.`);
  return features.map((feature: unknown, i): Feature => {
    if (typeof feature === "object" && feature !== null) return feature;
    throw new EdgeFileError(
      `${file}, feature ${i + 1} is ${JSON.stringify(feature)}: give a Feature.`,
    );
  });
}

function linesOf({ id, properties, geometry }: Feature, where: string): Line[] {
  const name = properties?.id ?? properties?.eid ?? id;
  if ((typeof name !== "string" || name === "") && typeof name !== "number")
    throw new EdgeFileError(
      `${where}, id: ${JSON.stringify(name) ?? "nothing"} stands there; give each feature an "id" or "eid" that is a number or a text.`,
    );
  const ways = waysOf(properties?.oneway, where);
  const { type, coordinates } = geometry ?? {};
  const paths: unknown =
    type === "LineString" ? [coordinates] : type === "MultiLineString" ? coordinates : null;
  if (!Array.isArray(paths))
    throw new EdgeFileError(
      `${where}, geometry: ${JSON.stringify(type ?? null)} stands there; give a LineString or a MultiLineString.`,
    );
  return paths.map((path: unknown) => ({ name, ways, path: pathOf(path, where) }));
}

function pathOf(path: unknown, where: string): LngLat[] {
  const positions = Array.isArray(path) ? path : [];
  const found = positions.map((position: unknown, i): LngLat => {
    const [lng, lat] = Array.isArray(position) ? position : [];
    if (
      typeof lng === "number" &&
      Math.abs(lng) <= 180 &&
      typeof lat === "number" &&
      Math.abs(lat) <= 90
    )
      return [lng, lat];
    throw new EdgeFileError(
      `${where}, coordinates: position ${i + 1} is ${JSON.stringify(position)}; give [lng, lat] in degrees, WGS 84.`,
    );
  });
  if (found.length >= 2) return found;
  throw new EdgeFileError(`${where}, coordinates: ${found.length} positions; give two or more.`);
}

function waysOf(oneway: unknown, where: string): Ways {
  const word = String(oneway ?? "")
    .trim()
    .toLowerCase();
  if (["true", "yes", "1"].includes(word)) return "forward";
  if (["-1", "reverse"].includes(word)) return "backward";
  if (["", "false", "no", "0", "reversible", "alternating"].includes(word)) return "both";
  throw new EdgeFileError(
    `${where}, oneway: ${JSON.stringify(oneway)} stands there; give true, yes or 1 (as drawn), -1 (against), or no.`,
  );
}

/** Places are the same to some centimeters: files are written with 7 digits. */
const DIGITS = 1e7;

/** The place of each vertex of each line, and the number of those that are nodes. */
function nodesOf(lines: readonly Line[]) {
  const places = new Map<string, number>();
  const keys = lines.map(({ path }) =>
    path.map(([lng, lat]) => {
      const key = `${Math.round(lng * DIGITS)} ${Math.round(lat * DIGITS)}`;
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, places.size);
      return places.size - 1;
    }),
  );
  const isNode = new Uint8Array(places.size);
  // two places beside each, −1 for none yet; a third makes a node of it
  const beside = new Int32Array(places.size * 2).fill(-1);
  const meet = (at: number, other: number) => {
    if (beside[2 * at] === other || beside[2 * at + 1] === other || at === other) return;
    if (beside[2 * at] === -1) beside[2 * at] = other;
    else if (beside[2 * at + 1] === -1) beside[2 * at + 1] = other;
    else isNode[at] = 1;
  };
  for (const line of keys) {
    isNode[line[0]!] = 1;
    isNode[line.at(-1)!] = 1;
    for (let i = 1; i < line.length; i++) {
      meet(line[i - 1]!, line[i]!);
      meet(line[i]!, line[i - 1]!);
    }
  }
  return { keys, nodeOf: (place: number) => (isNode[place] ? place : null) };
}

function cutAtNodes(
  { name, ways, path }: Line,
  keys: readonly number[],
  nodeOf: (place: number) => number | null,
  line: number,
) {
  const parts: { edge: FileEdge; path: readonly LngLat[] }[] = [];
  for (let from = 0, to = 1; to < path.length; to++) {
    const toNode = nodeOf(keys[to]!);
    if (toNode === null) continue;
    const part = path.slice(from, to + 1);
    const id = `${line} ${parts.length}`;
    const edge = {
      id,
      fromNode: keys[from]!,
      toNode,
      lengthMeters: lengthMeters(part),
      name,
      ways,
    };
    parts.push({ edge, path: part });
    from = to;
  }
  return parts;
}
