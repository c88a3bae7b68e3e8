import type { Geometry } from "geojson";
import { cql2Problem, cql2Reader, IDENTIFIER } from "./cql2-reader.ts";

/** A filter as a tree; `at` is the 0-based position in the text where the part begins. */
export type Cql2Node =
  | { kind: "literal"; type: "text" | "date" | "instant"; value: string; at: number }
  | { kind: "literal"; type: "number"; value: number; at: number }
  | { kind: "literal"; type: "boolean"; value: boolean; at: number }
  | { kind: "literal"; type: "geometry"; value: Geometry; at: number }
  | { kind: "property"; name: string; at: number }
  | { kind: "call"; op: Cql2Operator; args: Cql2Node[]; at: number };

const COMPARISONS = ["=", "<>", "<", "<=", ">", ">="] as const;
const SPATIAL = ["s_intersects", "s_within", "s_contains", "s_disjoint"] as const;
const ARITHMETIC = ["+", "-", "*", "/", "%", "div", "^"] as const;

/** What a call does; names are those of CQL2 JSON. */
export type Cql2Operator =
  | "and"
  | "or"
  | "not"
  | "like"
  | "between"
  | "in"
  | "isNull"
  | "casei"
  | (typeof COMPARISONS)[number]
  | (typeof SPATIAL)[number]
  | (typeof ARITHMETIC)[number];

/** The longest filter that is read, in characters. */
export const CQL2_MAX_LENGTH = 8_000;

/** How deep brackets may nest. */
const MAX_DEPTH = 60;

/**
 * What a CQL2 text filter says, as a tree.
 *
 * Read are: comparisons, AND, OR, NOT, LIKE, BETWEEN, IN, IS NULL, arithmetic, CASEI, DATE, TIMESTAMP, and S_INTERSECTS,
 * S_WITHIN, S_CONTAINS, S_DISJOINT with well-known text or BBOX. Other functions are refused by name.
 *
 * @throws {DomainError} `query-invalid`, with the 1-based character where the text stops making sense.
 * @see OGC 21-065r2, Common Query Language (CQL2), annex B (grammar of the text encoding).
 */
export function parseCql2(text: string): Cql2Node {
  if (text.length > CQL2_MAX_LENGTH)
    throw cql2Problem(text, CQL2_MAX_LENGTH, `give at most ${CQL2_MAX_LENGTH} characters`);
  const parser = createParser(text);
  const node = parser.parseOr();
  parser.needEnd();
  return node;
}

const NUMBER = /(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/iy;
const OPERATOR = /<>|<=|>=|=|<|>/y;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const RESERVED = /^(and|or|not|like|between|in|is|null|div)$/i;

function createParser(text: string) {
  const reader = cql2Reader(text);
  const { fail, match, mark, need, word } = reader;
  let depth = 0;

  const call = (op: Cql2Operator, args: Cql2Node[], where: number): Cql2Node => {
    return { kind: "call", op, args, at: where };
  };
  const negate = (node: Cql2Node, isNegated: boolean) =>
    isNegated ? call("not", [node], node.at) : node;

  function parseOr(): Cql2Node {
    if (++depth > MAX_DEPTH) throw fail(`nest at most ${MAX_DEPTH} brackets`);
    const args = [parseAnd()];
    while (word("or")) args.push(parseAnd());
    depth--;
    return args.length === 1 ? args[0]! : call("or", args, args[0]!.at);
  }

  function parseAnd(): Cql2Node {
    const args = [parseNot()];
    while (word("and")) args.push(parseNot());
    return args.length === 1 ? args[0]! : call("and", args, args[0]!.at);
  }

  function parseNot(): Cql2Node {
    let isNegated = false;
    while (word("not")) isNegated = !isNegated;
    return negate(parsePredicate(), isNegated);
  }

  function parsePredicate(): Cql2Node {
    const left = parseSum();
    const operator = match(OPERATOR);
    // OPERATOR matches exactly the comparisons
    if (operator) return call(operator as Cql2Operator, [left, parseSum()], left.at);
    if (word("is")) {
      const isNegated = word("not");
      if (!word("null")) throw fail("expected NULL");
      return negate(call("isNull", [left], left.at), isNegated);
    }
    const isNegated = word("not");
    if (word("like")) return negate(call("like", [left, parseSum()], left.at), isNegated);
    if (word("between")) {
      const low = parseSum();
      if (!word("and")) throw fail("expected AND between the two bounds");
      return negate(call("between", [left, low, parseSum()], left.at), isNegated);
    }
    if (word("in")) return negate(call("in", [left, ...parseArguments()], left.at), isNegated);
    if (isNegated) throw fail("expected LIKE, BETWEEN or IN after NOT");
    return left;
  }

  function parseArguments(): Cql2Node[] {
    need("(");
    const args = [parseOr()];
    while (mark(",")) args.push(parseOr());
    need(")");
    return args;
  }

  function parseSum(): Cql2Node {
    let left = parseProduct();
    for (;;) {
      const op = mark("+") ? "+" : mark("-") ? "-" : null;
      if (!op) return left;
      left = call(op, [left, parseProduct()], left.at);
    }
  }

  function parseProduct(): Cql2Node {
    let left = parsePower();
    for (;;) {
      const op = mark("*") ? "*" : mark("/") ? "/" : mark("%") ? "%" : word("div") ? "div" : null;
      if (!op) return left;
      left = call(op, [left, parsePower()], left.at);
    }
  }

  function parsePower(): Cql2Node {
    const base = parseSigned();
    return mark("^") ? call("^", [base, parseSigned()], base.at) : base;
  }

  function parseSigned(): Cql2Node {
    const start = reader.next();
    if (!mark("-")) {
      mark("+");
      return parsePrimary();
    }
    const zero: Cql2Node = { kind: "literal", type: "number", value: 0, at: start };
    return call("-", [zero, parsePrimary()], start);
  }

  function parsePrimary(): Cql2Node {
    const start = reader.next();
    if (mark("(")) {
      const inner = parseOr();
      need(")");
      return inner;
    }
    if (reader.isNext("'"))
      return { kind: "literal", type: "text", value: reader.quoted("'"), at: start };
    if (reader.isNext('"')) return { kind: "property", name: reader.quoted('"'), at: start };
    const number = match(NUMBER);
    if (number !== undefined)
      return { kind: "literal", type: "number", value: Number(number), at: start };
    const geometry = reader.geometry();
    if (geometry) return { kind: "literal", type: "geometry", value: geometry, at: start };
    const name = match(IDENTIFIER);
    if (name === undefined) throw fail("expected a property, a value or a bracket");
    if (RESERVED.test(name)) throw fail(`expected a property or a value before ${name}`, start);
    if (reader.isNext("(")) return parseCall(name.toLowerCase(), start);
    if (/^(true|false)$/i.test(name))
      return {
        kind: "literal",
        type: "boolean",
        value: name.toLowerCase() === "true",
        at: start,
      };
    return { kind: "property", name, at: start };
  }

  function parseCall(name: string, start: number): Cql2Node {
    if (name === "date" || name === "timestamp") return parseTime(name, start);
    const args = parseArguments();
    if (name === "bbox") return toBox(args, start);
    if (name === "casei") return call("casei", args, start);
    const spatial = SPATIAL.find((known) => known === name);
    if (spatial) return call(spatial, args, start);
    throw fail(
      `no function ${name.toUpperCase()}; there are CASEI, DATE, TIMESTAMP, BBOX and ${SPATIAL.join(", ").toUpperCase()}`,
      start,
    );
  }

  function parseTime(name: "date" | "timestamp", start: number): Cql2Node {
    need("(");
    if (!reader.isNext("'")) throw fail("expected a quoted time");
    const value = reader.quoted("'");
    need(")");
    if (!(name === "date" ? DATE : INSTANT).test(value) || !isOnCalendar(value))
      throw fail(
        name === "date" ? "write DATE('2026-05-01')" : "write TIMESTAMP('2026-05-01T08:00:00Z')",
        start,
      );
    return { kind: "literal", type: name === "date" ? "date" : "instant", value, at: start };
  }

  function toBox(args: Cql2Node[], start: number): Cql2Node {
    const numbers = args.map(toNumber);
    if (numbers.length !== 4 || numbers.some(Number.isNaN))
      throw fail("write BBOX(west, south, east, north)", start);
    const [west, south, east, north] = numbers as [number, number, number, number]; // four, just checked
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const value: Geometry = { type: "Polygon", coordinates: [ring] };
    return { kind: "literal", type: "geometry", value, at: start };
  }

  return {
    parseOr,
    needEnd() {
      if (!reader.isOver()) throw fail("expected AND, OR or the end");
    },
  };
}

/** Whether the day exists: 30 February is well written, and is not a day. */
function isOnCalendar(value: string) {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.slice(0, 10));
}

/** The number a node is, where it is one with or without a sign; otherwise NaN. */
function toNumber(node: Cql2Node): number {
  if (node.kind === "literal" && node.type === "number") return node.value;
  if (node.kind === "call" && node.op === "-" && node.args[0]!.at === node.at)
    return toNumber(node.args[0]!) - toNumber(node.args[1]!);
  return Number.NaN;
}
