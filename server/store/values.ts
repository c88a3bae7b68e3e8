import pg from "pg";

/** How a value of one PostgreSQL type is read from the text the server prints. */
type ReadText = (text: string) => unknown;

/**
 * A query value as PostgreSQL reads it, the same for both engines: text, or bytes for a Uint8Array.
 *
 * @param value  Dates become UTC instants, arrays become array literals, plain objects JSON.
 */
export function toWire(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return toArrayLiteral(value);
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

function toArrayLiteral(items: readonly unknown[]): string {
  const parts = items.map((item) => {
    if (Array.isArray(item)) return toArrayLiteral(item);
    const wire = toWire(item);
    if (wire === null) return "NULL";
    const text = typeof wire === "string" ? wire : `\\x${wire.toString("hex")}`;
    return `"${text.replace(/[\\"]/g, "\\$&")}"`;
  });
  return `{${parts.join(",")}}`;
}

function readInteger(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new RangeError(`${text} is beyond the integers a number can hold; cast it to text`);
  }
  return number;
}

// A fresh buffer each time, so that `.buffer` holds these bytes alone and a typed array may be laid over it.
function readBytes(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow((text.length - 2) / 2);
  bytes.write(text.slice(2), "hex");
  return new Uint8Array(bytes.buffer);
}

const readAnyInstant: ReadText = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, "text");
const PLAIN_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;

function readInstant(text: string): unknown {
  if (!PLAIN_UTC.test(text)) return readAnyInstant(text); // infinity, BC, years of five digits
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}

const asIs: ReadText = (text) => text;

// 1009 is text[]: the parser knows more OIDs than its type names.
const readTextArray: ReadText = pg.types.getTypeParser(1009 as typeof pg.types.builtins.TEXT);

function readArray(text: string, read: ReadText): unknown {
  const each = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(each);
    return typeof item === "string" ? read(item) : null;
  };
  return each(readTextArray(text));
}

/** By type OID, which PostgreSQL never changes: [reader, OID of the type, OID of its array]. */
const READERS: readonly (readonly [ReadText, number, number])[] = [
  [(text) => text === "t", 16, 1000],
  [readBytes, 17, 1001],
  [readInteger, 20, 1016], // bigint
  [Number, 21, 1005],
  [Number, 23, 1007],
  [asIs, 25, 1009], // text
  [Number, 26, 1028], // oid
  [JSON.parse, 114, 199],
  [Number, 700, 1021],
  [Number, 701, 1022],
  [asIs, 19, 1003], // name
  [asIs, 1043, 1015], // varchar
  [asIs, 1082, 1182], // date
  [readInstant, 1184, 1185],
  [readInteger, 1700, 1231], // numeric
  [asIs, 2950, 2951], // uuid
  [JSON.parse, 3802, 3807], // jsonb
];

const readerByOid = new Map<number, ReadText>(
  READERS.flatMap(([read, oid, arrayOid]) => [
    [oid, read] as const,
    [arrayOid, (text: string) => readArray(text, read)] as const,
  ]),
);

/** How the values of a type are read; anything not named here stays the text PostgreSQL prints. */
export function readerOf(oid: number): ReadText {
  return readerByOid.get(oid) ?? asIs;
}
