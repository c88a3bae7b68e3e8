import type { Geometry, Position } from "geojson";

/** Text that is not a geometry; `at` is the 0-based position where it stops making sense. */
export class WktError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "WktError";
    this.at = at;
  }
}

const KINDS = "POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION";
const START = new RegExp(`\\s*(${KINDS})\\b(\\s*Z\\b)?`, "iy");

/**
 * Which geometry the well-known text at a place of a longer text means.
 *
 * A Z value is read and dropped: the map is flat. `EMPTY` is refused, because nothing is ever near it.
 *
 * @param at  0-based position where the geometry begins.
 * @returns the geometry, and the position after it.
 * @throws {WktError} when it is not well-known text; `at` says where.
 * @see OGC 06-103r4, Simple Feature Access part 1, section 7.
 */
export function parseWktAt(text: string, at: number): { geometry: Geometry; end: number } {
  const reader = createReader(text, at);
  const geometry = parseGeometry(reader);
  return { geometry, end: reader.at() };
}

/** Whether a geometry of well-known text begins at this place. */
export function isWktAt(text: string, at: number) {
  START.lastIndex = at;
  return START.test(text);
}

type Reader = ReturnType<typeof createReader>;

function createReader(text: string, start: number) {
  let at = start;
  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  return {
    at: () => at,
    has(mark: string) {
      space();
      if (text[at] !== mark) return false;
      at++;
      return true;
    },
    need(mark: string) {
      if (!this.has(mark)) throw new WktError(`expected "${mark}"`, at);
    },
    match(pattern: RegExp) {
      space();
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found) at = pattern.lastIndex;
      return found;
    },
  };
}

function parseGeometry(reader: Reader): Geometry {
  const found = reader.match(START);
  if (!found) throw new WktError("expected a geometry, such as POINT(112.57 26.89)", reader.at());
  switch (found[1]!.toUpperCase()) {
    case "POINT":
      return { type: "Point", coordinates: parseSequence(reader, parsePosition)[0]! };
    case "LINESTRING":
      return { type: "LineString", coordinates: parseLine(reader) };
    case "POLYGON":
      return { type: "Polygon", coordinates: parseSequence(reader, parseRing) };
    case "MULTIPOINT":
      return { type: "MultiPoint", coordinates: parseSequence(reader, parseLoosePosition) };
    case "MULTILINESTRING":
      return { type: "MultiLineString", coordinates: parseSequence(reader, parseLine) };
    case "MULTIPOLYGON":
      return {
        type: "MultiPolygon",
        coordinates: parseSequence(reader, () => parseSequence(reader, parseRing)),
      };
    default:
      return { type: "GeometryCollection", geometries: parseSequence(reader, parseGeometry) };
  }
}

function parseSequence<T>(reader: Reader, parseOne: (reader: Reader) => T): T[] {
  reader.need("(");
  const all = [parseOne(reader)];
  while (reader.has(",")) all.push(parseOne(reader));
  reader.need(")");
  return all;
}

const NUMBER = /[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/iy;

function parseNumber(reader: Reader) {
  const found = reader.match(NUMBER);
  if (!found) throw new WktError("expected a number", reader.at());
  return Number(found[0]);
}

function parsePosition(reader: Reader): Position {
  const position = [parseNumber(reader), parseNumber(reader)];
  reader.match(NUMBER); // a Z value
  return position;
}

/** MULTIPOINT is written with and without inner brackets. */
function parseLoosePosition(reader: Reader): Position {
  if (!reader.has("(")) return parsePosition(reader);
  const position = parsePosition(reader);
  reader.need(")");
  return position;
}

function parseLine(reader: Reader): Position[] {
  const at = reader.at();
  const line = parseSequence(reader, parsePosition);
  if (line.length < 2) throw new WktError("a line needs two positions", at);
  return line;
}

function parseRing(reader: Reader): Position[] {
  const at = reader.at();
  const ring = parseSequence(reader, parsePosition);
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1])
    throw new WktError("a ring needs four positions, the last one equal to the first", at);
  return ring;
}
