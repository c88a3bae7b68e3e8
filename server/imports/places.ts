import type { Geometry, Position } from "geojson";
import { type Crs, crsOf, guessCrs } from "../geo/crs.ts";
import { parseWktAt } from "../geo/wkt.ts";
import { ImportFailure, type RowFault, shown } from "./failure.ts";
import { geometryOf, mapPositions, positionsOf } from "./geometry.ts";
import { type ColumnMap, isNorthFirst } from "./headers.ts";
import type { Cell, SourceRow, SourceTable } from "./source.ts";
import { readDegrees } from "./values.ts";

/** How many rows are looked at to find the coordinate system and order. */
const SAMPLE = 500;

/** Where the places of a file come from, for the plan. */
export type PlacePlan = {
  readonly from: "geometry" | "columns" | "pairs" | "shapes" | "nothing";
  readonly columns: readonly string[];
  /** Which of a pair stands first in the file. */
  readonly order: "longitude first" | "latitude first" | "as the format says";
  readonly crs: string;
  readonly crsWhy: string;
};

/** A place in WGS 84, null when the row gives none, or what is wrong with it. */
export type Place = { readonly geometry: Geometry | null } | { readonly fault: RowFault };

type Pair = readonly [number, number];
/** What a row says of its place, in the file's coordinates and order. */
type Raw = { pair: Pair } | { geometry: Geometry } | { fault: RowFault } | null;
type Method = Pick<PlacePlan, "from" | "columns"> & {
  rawOf: (row: SourceRow) => Raw;
  /** The order the names promise; null when only magnitude tells. */
  namedOrder: "longitude first" | "latitude first" | null;
};

/**
 * How the rows of a file are placed on the map, and the placing itself.
 *
 * @param crs  what the user says; null to find out.
 * @throws {ImportFailure} when the system cannot be known.
 */
export function placesOf(table: SourceTable, map: ColumnMap, crs: Crs | null) {
  const method = methodOf(table, map);
  const sample = table.rows.slice(0, SAMPLE).flatMap((row) => pairsOf(method.rawOf(row)));
  const decided = decideCrs(method, sample, crs ?? table.crs);
  const isSwapped = decided.order === "latitude first";
  const plan: PlacePlan = {
    from: method.from,
    columns: method.columns,
    order: decided.order,
    crs: `${decided.crs.id} (${decided.crs.title})`,
    crsWhy: crs ? "as asked" : table.crs ? "the file says so" : decided.why,
  };
  const convert = (at: Position): Position => {
    const pair: Pair = isSwapped ? [at[1]!, at[0]!] : [at[0]!, at[1]!];
    const [lng, lat] = decided.crs.toWgs84(pair);
    return [tidied(lng, pair[0]), tidied(lat, pair[1])];
  };
  const middle = middleOf(sample.map(convert));

  function placeOf(row: SourceRow): Place {
    const raw = method.rawOf(row);
    if (raw === null) return { geometry: null };
    if ("fault" in raw) return raw;
    const geometry: Geometry =
      "pair" in raw ? { type: "Point", coordinates: [...raw.pair] } : raw.geometry;
    const placed = mapPositions(geometry, convert);
    for (const at of positionsOf(placed)) {
      const remedy = remedyOf(at, middle, decided.crs);
      if (remedy) {
        const field = method.columns.join(", ") || "geometry";
        return { fault: { row: row.row, field, value: shown(rawText(raw)), remedy } };
      }
    }
    return { geometry: placed };
  }
  return { plan, placeOf };
}

/** A converted coordinate to 0.1 mm, without the noise of floating point; what was not converted keeps every digit. */
const tidied = (degrees: number, original: number) =>
  degrees === original ? degrees : Math.round(degrees * 1e9) / 1e9;

const rawText = (raw: { pair: Pair } | { geometry: Geometry }) =>
  "pair" in raw ? raw.pair.join(", ") : raw.geometry;
const pairsOf = (raw: Raw): Position[] =>
  raw === null || "fault" in raw
    ? []
    : "pair" in raw
      ? [[...raw.pair]]
      : positionsOf(raw.geometry).slice(0, 4);

function methodOf(table: SourceTable, map: ColumnMap): Method {
  const at = (field: string) => (map[field] === undefined ? -1 : table.columns.indexOf(map[field]));
  const column = (index: number) => table.columns[index]!;
  if (table.rows.some(({ geometry }) => geometry)) {
    const rawOf = ({ geometry }: SourceRow) => (geometry ? { geometry } : null);
    return { from: "geometry", columns: [], rawOf, namedOrder: "longitude first" };
  }
  const [lng, lat, x, y] = [at("lng"), at("lat"), at("x"), at("y")];
  if (lng >= 0 && lat >= 0) {
    const columns = [column(lng), column(lat)];
    const rawOf = (row: SourceRow) => pairOf(row, [lng, lat], columns);
    return { from: "columns", columns, rawOf, namedOrder: "longitude first" };
  }
  if (x >= 0 && y >= 0) {
    const columns = [column(x), column(y)];
    const rawOf = (row: SourceRow) => pairOf(row, [x, y], columns);
    return { from: "columns", columns, rawOf, namedOrder: null };
  }
  const [point, shape] = [at("point"), at("shape")];
  if (shape >= 0 && table.rows.some(({ cells }) => isGeometryText(cells[shape]!))) {
    const rawOf = (row: SourceRow) => shapeOf(row, shape, column(shape));
    return { from: "shapes", columns: [column(shape)], rawOf, namedOrder: "longitude first" };
  }
  if (point >= 0) {
    const name = column(point);
    const rawOf = (row: SourceRow) => pairInText(row, point, name);
    const namedOrder = isNorthFirst(name) ? "latitude first" : null;
    return { from: "pairs", columns: [name], rawOf, namedOrder };
  }
  return { from: "nothing", columns: [], rawOf: () => null, namedOrder: "longitude first" };
}

function decideCrs(method: Method, sample: readonly Position[], given: Crs | null) {
  const pairs = sample.map(([a, b]): Pair => [a!, b!]);
  if (method.from === "nothing" || pairs.length === 0) {
    return {
      crs: given ?? crsOf("wgs84")!,
      order: "as the format says" as const,
      why: "no place is given",
    };
  }
  const guess = guessCrs(pairs);
  const order =
    method.namedOrder ??
    (guess.isSwapped ? ("latitude first" as const) : ("longitude first" as const));
  if (given) return { crs: given, order, why: "" };
  if (!guess.crs && method.from === "columns" && method.namedOrder !== null) {
    return { crs: crsOf("wgs84")!, order, why: "the columns are called longitude and latitude" };
  }
  if (!guess.crs) {
    throw new ImportFailure(`The coordinate reference system is not known: ${guess.why}.`);
  }
  return { crs: guess.crs, order, why: guess.why };
}

function pairOf(row: SourceRow, [a, b]: readonly [number, number], names: readonly string[]): Raw {
  const cells = [row.cells[a] ?? null, row.cells[b] ?? null] as const;
  if (cells[0] === null && cells[1] === null) return null;
  const readings = cells.map(readDegrees);
  for (const [i, reading] of readings.entries()) {
    const isBad = "remedy" in reading || reading.value === null;
    if (!isBad) continue;
    const remedy = "remedy" in reading ? reading.remedy : "Give both coordinates, or neither.";
    return { fault: { row: row.row, field: names[i]!, value: shown(cells[i]), remedy } };
  }
  const [first, second] = readings.map((reading) => ("value" in reading ? reading.value! : 0));
  return first === 0 && second === 0 ? null : { pair: [first!, second!] }; // 0, 0 is "not filled in"
}

function pairInText(row: SourceRow, column: number, name: string): Raw {
  const cell = row.cells[column] ?? null;
  if (cell === null) return null;
  const text = String(cell);
  const json = /^\s*\{/.test(text) ? parsed(text) : null;
  if (typeof json === "object" && json !== null) {
    const values: Record<string, unknown> = { ...json };
    const lng = Number(values.lon ?? values.lng ?? values.longitude ?? values.x);
    const lat = Number(values.lat ?? values.latitude ?? values.y);
    const isNorth = isNorthFirst(name);
    if (Number.isFinite(lng) && Number.isFinite(lat))
      return { pair: isNorth ? [lat, lng] : [lng, lat] };
  }
  const numbers = text.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/gi)?.map(Number) ?? [];
  if (numbers.length === 2) return { pair: [numbers[0]!, numbers[1]!] };
  const remedy = "Give two numbers, e.g. 112.57,26.89.";
  return { fault: { row: row.row, field: name, value: shown(text), remedy } };
}

const isGeometryText = (cell: Cell) =>
  typeof cell === "string" && /^\s*(\{|(multi)?(point|linestring|polygon)\b)/i.test(cell);

function shapeOf(row: SourceRow, column: number, name: string): Raw {
  const cell = row.cells[column] ?? null;
  if (cell === null) return null;
  const text = String(cell);
  const geometry = geometryOf(/^\s*\{/.test(text) ? parsed(text) : wktOf(text));
  if (geometry !== null && typeof geometry !== "string") return { geometry };
  const remedy = `Give GeoJSON or WKT: ${geometry ?? "it is empty"}.`;
  return { fault: { row: row.row, field: name, value: shown(text), remedy } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Well-known text as GeoJSON; PostGIS may write its reference system before it. */
function wktOf(text: string): unknown {
  try {
    return parseWktAt(text.replace(/^\s*SRID=\d+;/i, ""), 0).geometry;
  } catch {
    return undefined;
  }
}

function middleOf(positions: readonly Position[]): Position | null {
  if (positions.length < 5) return null;
  const middle = (axis: 0 | 1) =>
    positions.map((at) => at[axis]!).sort((a, b) => a - b)[positions.length >> 1]!;
  return [middle(0), middle(1)];
}

/** What is wrong with a position, or null: beyond the globe, or exchanged where all others are not. */
function remedyOf([lng, lat]: Position, middle: Position | null, crs: Crs): string | null {
  const isOnGlobe =
    Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lng!) <= 180 && Math.abs(lat!) <= 90;
  const exchanged =
    "Longitude and latitude look exchanged: correct the row, or say with --map which column is which.";
  if (!isOnGlobe) {
    if (crs.isGeographic && Math.abs(lng!) <= 90 && Math.abs(lat!) <= 180) return exchanged;
    return crs.isGeographic
      ? "Give longitude within ±180 and latitude within ±90, or say with --crs what the numbers are."
      : `The place is outside the area of ${crs.id}: correct it, or give another --crs.`;
  }
  if (middle === null || !crs.isGeographic) return null;
  const away = Math.hypot(lng! - middle[0]!, lat! - middle[1]!);
  const awayExchanged = Math.hypot(lat! - middle[0]!, lng! - middle[1]!);
  return away > 5 && awayExchanged < 1 ? exchanged : null;
}
