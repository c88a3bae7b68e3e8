import type { Geometry, Position } from "geojson";
import { bboxOf, doBboxesMeet } from "../geo/bbox.ts";
import { intersects, within } from "../geo/relate.ts";
import { type Cql2Node, type Cql2Operator, parseCql2 } from "./cql2.ts";
import { cql2Problem } from "./cql2-reader.ts";
import { movedGeometry } from "./ogc-crs.ts";

type Value = string | number | boolean | Geometry | null;
type Kind = "text" | "number" | "boolean" | "date" | "instant" | "geometry";

/** What a filter may ask of the rows it is put to. */
export type Cql2Subject = {
  readonly columns: readonly {
    readonly name: string;
    readonly type: "text" | "integer" | "number" | "boolean" | "date" | "instant";
  }[];
  /** Reads a column by row; a `date` is `YYYY-MM-DD`, an `instant` ISO 8601 with its zone. */
  reader(column: string): (row: number) => string | number | boolean | null;
  /** WGS 84, or null when the place is unknown. */
  geometryAt(row: number): Geometry | null;
};

/** A part of a filter made ready to be asked of rows. */
type Ready = { kind: Kind; at: number; of: (row: number) => Value; isLiteral?: true };

/**
 * Whether a row is what a CQL2 text filter asks for.
 *
 * Nothing compares to an absent value: as in SQL, the answer is then unknown, and only `IS NULL` finds it.
 *
 * @param toLngLat  Turns the positions of literals into WGS 84, when the filter is written in another system.
 * @returns a test of a row number, true or false.
 * @throws {DomainError} `query-invalid`, when the text is not CQL2, names an unknown property, or mixes types.
 */
export function cql2Matcher(
  text: string,
  subject: Cql2Subject,
  toLngLat: (position: Position) => Position = (position) => position,
): (row: number) => boolean {
  const ready = prepare(parseCql2(text), { text, subject, toLngLat });
  needKind(ready, "boolean", text);
  return (row) => ready.of(row) === true;
}

type Frame = { text: string; subject: Cql2Subject; toLngLat: (position: Position) => Position };

function prepare(node: Cql2Node, frame: Frame): Ready {
  if (node.kind === "property") return prepareProperty(node, frame);
  if (node.kind === "call") return prepareCall(node, frame);
  const { at } = node;
  if (node.type === "instant") {
    const time = Date.parse(node.value);
    return { kind: "instant", at, of: () => time, isLiteral: true };
  }
  if (node.type === "geometry") {
    const geometry = movedGeometry(node.value, frame.toLngLat);
    return { kind: "geometry", at, of: () => geometry };
  }
  const { value } = node;
  return { kind: node.type, at, of: () => value, isLiteral: true };
}

function prepareProperty(node: Cql2Node & { kind: "property" }, { text, subject }: Frame): Ready {
  const { name, at } = node;
  if (name === "geometry") return { kind: "geometry", at, of: (row) => subject.geometryAt(row) };
  const column = subject.columns.find((known) => known.name === name);
  if (!column) {
    const names = subject.columns.map((known) => known.name).join(", ");
    throw cql2Problem(text, at, `no property ${name}; there are ${names}, geometry`);
  }
  const kind = column.type === "integer" ? "number" : column.type;
  const read = subject.reader(name);
  if (kind !== "instant") return { kind, at, of: read };
  return {
    kind,
    at,
    of: (row) => {
      const value = read(row);
      return value === null ? null : Date.parse(String(value));
    },
  };
}

function needKind(part: Ready, kind: Kind, text: string) {
  if (part.kind !== kind)
    throw cql2Problem(text, part.at, `expected a ${kind} here, and this is a ${part.kind}`);
}

function prepareCall(node: Cql2Node & { kind: "call" }, frame: Frame): Ready {
  const args = node.args.map((arg) => prepare(arg, frame));
  const { at, op } = node;
  const { text } = frame;
  const all = (kind: Kind, count: number) => {
    if (args.length !== count) throw cql2Problem(text, at, `${op} takes ${count} arguments`);
    for (const arg of args) needKind(arg, kind, text);
  };
  const [a, b] = args as [Ready, Ready]; // as many as `all` or `alike` has checked
  const answer = (of: (row: number) => Value): Ready => ({ kind: "boolean", at, of });

  switch (op) {
    case "and":
      all("boolean", args.length);
      return answer((row) => allOf(args, row));
    case "or":
      all("boolean", args.length);
      return answer((row) => anyOf(args, row));
    case "not":
      all("boolean", 1);
      return answer((row) => known(a.of(row), (value) => !value));
    case "isNull":
      return answer((row) => a.of(row) === null);
    case "like":
      all("text", 2);
      return answer((row) =>
        known(a.of(row), (value) =>
          known(b.of(row), (like) => isLike(String(value), String(like))),
        ),
      );
    case "casei":
      all("text", 1);
      return {
        kind: "text",
        at,
        of: (row) => known(a.of(row), (value) => String(value).toLowerCase()),
      };
    case "between": {
      const [x, low, high] = alike(args, text) as [Ready, Ready, Ready]; // the grammar gives three
      return answer((row) =>
        both(
          compare(x.of(row), low.of(row), COMPARE[">="]),
          compare(x.of(row), high.of(row), COMPARE["<="]),
        ),
      );
    }
    case "in":
      return prepareIn(alike(args, text), at);
    case "s_intersects":
    case "s_within":
    case "s_contains":
    case "s_disjoint":
      all("geometry", 2);
      return answer(spatial(op, a, b));
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [x, y] = alike(args, text) as [Ready, Ready]; // the grammar gives two
      return answer((row) => compare(x.of(row), y.of(row), COMPARE[op]));
    }
    default:
      all("number", 2);
      return { kind: "number", at, of: arithmetic(op, a, b) };
  }
}

type Comparable = string | number | boolean;

const COMPARE = {
  "=": (one: Comparable, other: Comparable) => one === other,
  "<>": (one: Comparable, other: Comparable) => one !== other,
  "<": (one: Comparable, other: Comparable) => one < other,
  "<=": (one: Comparable, other: Comparable) => one <= other,
  ">": (one: Comparable, other: Comparable) => one > other,
  ">=": (one: Comparable, other: Comparable) => one >= other,
};

/** The parts as one kind; a text literal beside a day or a time is read as that. */
function alike(args: Ready[], text: string): Ready[] {
  const lead = args.find((arg) => !arg.isLiteral) ?? args[0]!;
  if (lead.kind === "geometry")
    throw cql2Problem(text, lead.at, "compare geometries with S_INTERSECTS or S_WITHIN");
  return args.map((arg) => {
    if (arg.kind === lead.kind) return arg;
    if (arg.isLiteral && arg.kind === "text" && (lead.kind === "date" || lead.kind === "instant"))
      return toTime(arg, lead.kind, text);
    throw cql2Problem(text, arg.at, `a ${lead.kind} is compared with this ${arg.kind}`);
  });
}

function toTime(arg: Ready, kind: "date" | "instant", text: string): Ready {
  const written = String(arg.of(0));
  const time = Date.parse(written);
  if (Number.isNaN(time) || (kind === "date" && !/^\d{4}-\d\d-\d\d$/.test(written)))
    throw cql2Problem(
      text,
      arg.at,
      kind === "date" ? "write DATE('2026-05-01')" : "write a TIMESTAMP",
    );
  const value = kind === "date" ? written : time;
  return { kind, at: arg.at, of: () => value, isLiteral: true };
}

const known = <T extends Value>(value: Value, of: (value: NonNullable<Value>) => T) =>
  value === null ? null : of(value);

const both = (one: boolean | null, other: boolean | null) =>
  one === false || other === false ? false : one === null || other === null ? null : true;

function compare(one: Value, other: Value, test: (a: Comparable, b: Comparable) => boolean) {
  // `alike` has refused geometries
  return one === null || other === null ? null : test(one as Comparable, other as Comparable);
}

function allOf(args: Ready[], row: number) {
  let answer: boolean | null = true;
  for (const arg of args) {
    const value = arg.of(row);
    if (value === false) return false;
    if (value === null) answer = null;
  }
  return answer;
}

function anyOf(args: Ready[], row: number) {
  let answer: boolean | null = false;
  for (const arg of args) {
    const value = arg.of(row);
    if (value === true) return true;
    if (value === null) answer = null;
  }
  return answer;
}

function prepareIn([subject, ...options]: Ready[], at: number): Ready {
  const isFixed = options.every((option) => option.isLiteral);
  const values = isFixed ? new Set(options.map((option) => option.of(0))) : null;
  return {
    kind: "boolean",
    at,
    of: (row) => {
      const value = subject!.of(row);
      if (value === null) return null;
      if (values) return values.has(value);
      const found = options.map((option) => option.of(row));
      return found.includes(value) ? true : found.includes(null) ? null : false;
    },
  };
}

function spatial(op: Cql2Operator, a: Ready, b: Ready) {
  return (row: number) => {
    const [one, other] = [a.of(row), b.of(row)] as [Geometry | null, Geometry | null]; // checked kinds
    if (!one || !other) return null;
    if (!doBboxesMeet(bboxOf(one), bboxOf(other))) return op === "s_disjoint";
    if (op === "s_within") return within(one, other);
    if (op === "s_contains") return within(other, one);
    return intersects(one, other) === (op === "s_intersects");
  };
}

function arithmetic(op: Cql2Operator, a: Ready, b: Ready) {
  return (row: number) => {
    const [one, other] = [a.of(row), b.of(row)] as [number | null, number | null]; // checked kinds
    if (one === null || other === null) return null;
    const result = calculate(op, one, other);
    return Number.isFinite(result) ? result : null; // a division by 0 is unknown
  };
}

function calculate(op: Cql2Operator, one: number, other: number) {
  if (op === "+") return one + other;
  if (op === "-") return one - other;
  if (op === "*") return one * other;
  if (op === "/") return one / other;
  if (op === "%") return one % other;
  return op === "div" ? Math.trunc(one / other) : one ** other;
}

/**
 * Whether a text is like a pattern: `%` is any run of characters, `_` one, `\` takes the next as it is.
 *
 * Linear but for the last `%`, so that no pattern can hold the server.
 */
export function isLike(text: string, pattern: string): boolean {
  let [t, p] = [0, 0];
  let [retryText, retryPattern] = [-1, -1];
  while (t < text.length) {
    const mark = pattern[p];
    const isEscape = mark === "\\" && p + 1 < pattern.length;
    if (mark === "%") {
      retryPattern = ++p;
      retryText = t;
    } else if (mark === "_" || (isEscape ? pattern[p + 1] === text[t] : mark === text[t])) {
      p += isEscape ? 2 : 1;
      t++;
    } else if (retryPattern >= 0) {
      p = retryPattern;
      t = ++retryText;
    } else return false;
  }
  while (pattern[p] === "%") p++;
  return p === pattern.length;
}
