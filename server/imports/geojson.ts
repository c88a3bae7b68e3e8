import type { Geometry } from "geojson";
import { type Crs, crsOf } from "../geo/crs.ts";
import { ImportFailure, type RowFault, shown } from "./failure.ts";
import { geometryOf } from "./geometry.ts";
import { MAX_ROWS, type ReadOptions, type SourceTable, tableOfObjects } from "./source.ts";
import { decodeText } from "./text.ts";

/** Nesting no honest GeoJSON reaches. JSON.parse would try to hold 100 MB of `[` before it refuses. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where the features of a file stand, found by counting brackets: each is parsed by itself. */
type Slices = { root: string; features: [start: number, end: number][]; isCollection: boolean };

/**
 * Finds the features in a GeoJSON file or sequence without parsing it.
 *
 * @throws {ImportFailure} when brackets do not close, or nest deeper than 64.
 */
function slicesOf(bytes: Uint8Array): Slices {
  const features: [number, number][] = [];
  const roots: [number, number][] = [];
  let [depth, start, keyStart, keyEnd, listStart, listEnd] = [0, 0, 0, 0, -1, -1];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      const opening = i + 1;
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
      if (depth === 1) [keyStart, keyEnd] = [opening, i];
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++;
      if (depth > MAX_DEPTH) {
        throw new ImportFailure(
          `The JSON nests deeper than ${MAX_DEPTH} levels at byte ${i}: it is no GeoJSON.`,
        );
      }
      const isList = byte === 0x5b && depth === 2 && listStart < 0;
      if (depth === 1 || (depth === 3 && listStart >= 0 && listEnd < 0)) start = i;
      if (isList && textOf(bytes, keyStart, keyEnd) === "features") listStart = i;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
      if (depth < 0) throw new ImportFailure(`The JSON closes a bracket too many at byte ${i}.`);
      if (depth === 2 && listStart >= 0 && listEnd < 0) features.push([start, i + 1]);
      if (depth === 1 && listStart >= 0 && listEnd < 0) listEnd = i;
      if (depth === 0 && listStart < 0) roots.push([start, i + 1]);
      if (features.length + roots.length > MAX_ROWS) throw tooMany();
    }
  }
  if (depth !== 0) {
    throw new ImportFailure(
      `The JSON is cut off: it ends inside ${features.length > 0 ? `feature ${features.length + 1}` : "its first object"}.`,
    );
  }
  if (listStart < 0) return { root: "{}", features: roots, isCollection: false };
  const root = textOf(bytes, 0, listStart + 1) + textOf(bytes, listEnd, bytes.length);
  return { root, features, isCollection: true };
}

const tooMany = () =>
  new ImportFailure(`More than ${MAX_ROWS.toLocaleString("en")} features: split the file.`, {
    reason: "limit",
  });

const textOf = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("utf8");

/**
 * Reads GeoJSON: a collection, one feature or geometry, or a sequence of them.
 *
 * @throws {ImportFailure} when it is not JSON, or names a coordinate reference system that is not known.
 */
export function readGeojson(file: Uint8Array, options: ReadOptions): SourceTable {
  const { text, encoding } = decodeText(file, options.encoding);
  const bytes = encoding === "utf-8" ? file : new TextEncoder().encode(text);
  const { root, features, isCollection } = slicesOf(bytes);
  const collection = parseObject(root);
  const objects = features.map(([start, end], i) => featureOf(textOf(bytes, start, end), i + 1));
  if (objects.length === 0) throw new ImportFailure("The GeoJSON file holds no feature.");
  return {
    ...tableOfObjects(objects),
    crs: crsOfRoot(collection),
    detected: {
      encoding,
      structure: isCollection
        ? "FeatureCollection"
        : objects.length > 1
          ? "sequence"
          : "one object",
    },
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof value === "object" && value !== null) return { ...value };
    throw new SyntaxError("not an object");
  } catch (error) {
    throw new ImportFailure(
      `The file is not GeoJSON: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
}

/** The system the retired but usual `crs` member names. @see GeoJSON 2008, section 3. */
function crsOfRoot(root: Record<string, unknown>): Crs | null {
  const name = /"name"\s*:\s*"([^"]+)"/.exec(JSON.stringify(root.crs ?? {}))?.[1];
  if (!name) return null;
  const crs = crsOf(name);
  if (!crs) {
    throw new ImportFailure(
      `The coordinate reference system "${name}" is not known here: give --crs, or convert the file to EPSG:4326.`,
    );
  }
  return crs;
}

type FeatureRow = {
  row: number;
  properties: Record<string, unknown> | null;
  geometry: Geometry | null;
  fault?: RowFault;
};

function featureOf(text: string, row: number): FeatureRow {
  const fault = (field: string, value: unknown, remedy: string): FeatureRow => ({
    row,
    properties: null,
    geometry: null,
    fault: { row, field, value: shown(value), remedy },
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fault(
      "feature",
      text,
      `Give valid JSON: ${error instanceof Error ? error.message : ""}`,
    );
  }
  if (typeof value !== "object" || value === null)
    return fault("feature", value, "Give an object.");
  const isFeature = "type" in value && value.type === "Feature";
  const geometry = geometryOf(
    isFeature && "geometry" in value ? value.geometry : isFeature ? null : value,
  );
  if (typeof geometry === "string") return fault("geometry", value, `Correct it: ${geometry}.`);
  const properties = isFeature && "properties" in value ? value.properties : null;
  const id = isFeature && "id" in value ? { id: value.id } : {};
  return { row, geometry, properties: { ...id, ...(properties as object | null) } };
}
