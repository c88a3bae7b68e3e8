import type { LayerColumn } from "./layer.ts";

/** A property as records hold it: dates as `YYYY-MM-DD`, instants as ISO 8601 in UTC. */
export type Value = string | number | boolean | null;

type Common<T extends Value> = {
  readonly name: string;
  /** The property as it goes over the wire. */
  readonly value: (row: number) => T;
};

/** Words: each distinct one is kept once. */
export type TextColumn = Common<string | null> & {
  readonly type: "text";
  /** Index into `dictionary` by row. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  /** Distinct values; the first stands for null. */
  readonly dictionary: readonly (string | null)[];
};

/** Numbers by row; NaN is null. */
export type NumberColumn = Common<number | null> & {
  readonly type: "integer" | "number";
  readonly values: Float64Array;
};

/** Truth by row: 0 is false, 1 is true, 2 is null. */
export type BooleanColumn = Common<boolean | null> & {
  readonly type: "boolean";
  readonly values: Uint8Array;
};

/** Local days by row, counted from 1970-01-01 (see `dayOf`); NO_DAY is null. */
export type DateColumn = Common<string | null> & {
  readonly type: "date";
  readonly days: Int32Array;
};

/** Instants by row, milliseconds since 1970-01-01T00:00Z; NaN is null. */
export type InstantColumn = Common<string | null> & {
  readonly type: "instant";
  readonly milliseconds: Float64Array;
};

/** One property of all records of a snapshot. Arrays may be longer than the snapshot; read rows below its length. */
export type Column = TextColumn | NumberColumn | BooleanColumn | DateColumn | InstantColumn;

/** Stands for "no day" in a date column. */
export const NO_DAY = -2_147_483_648;

/**
 * The number of a calendar day, counted from 1970-01-01.
 *
 * @throws {RangeError} when it is not a day of the calendar, such as 2024-02-30.
 */
export function dayOf(date: string): number {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== date)
    throw new RangeError(`expected a day as YYYY-MM-DD, got ${JSON.stringify(date)}`);
  return milliseconds / 86_400_000;
}

/** The calendar day of a day number, `YYYY-MM-DD`. */
export const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** `numbers` or, when it is full, a longer copy: arrays a reader already has are never changed below its length. */
export function withRoom<T extends Numbers>(numbers: T, needed: number): T {
  if (needed <= numbers.length) return numbers;
  const Numbers = numbers.constructor as new (length: number) => T; // its own class
  const grown = new Numbers(Math.max(needed, Math.ceil(numbers.length * 1.5), 64));
  grown.set(numbers);
  return grown;
}

/** Takes in one column, value by value. */
export type ColumnBuilder = {
  append(value: Value): void;
  /** Gives back what was reserved in vain. */
  trim(): void;
  /** The column so far; later appends do not change it. */
  view(): Column;
  bytes(): number;
};

/** A builder for a column of the type the layer declares. */
export function columnBuilder(column: LayerColumn): ColumnBuilder {
  const { name, type } = column;
  const unfit = (value: Value) =>
    new TypeError(`column ${name} holds ${type}, got ${JSON.stringify(value)}`);
  if (type === "text") return textBuilder(name, unfit);
  if (type === "boolean")
    return arrayBuilder(
      new Uint8Array(0),
      (value) => {
        if (value !== null && typeof value !== "boolean") throw unfit(value);
        return value === null ? 2 : Number(value);
      },
      (values) => ({
        name,
        type,
        values,
        value: (row) => (values[row] === 2 ? null : values[row] === 1),
      }),
    );
  if (type === "date")
    return arrayBuilder(
      new Int32Array(0),
      (value) => {
        if (value !== null && typeof value !== "string") throw unfit(value);
        return value === null ? NO_DAY : dayOf(value);
      },
      (days) => ({
        name,
        type,
        days,
        value: (row) => (days[row] === NO_DAY ? null : dateOf(days[row]!)),
      }),
    );
  if (type === "instant")
    return arrayBuilder(
      new Float64Array(0),
      (value) => {
        const milliseconds = typeof value === "string" ? Date.parse(value) : Number.NaN;
        if (value !== null && Number.isNaN(milliseconds)) throw unfit(value);
        return milliseconds;
      },
      (milliseconds) => ({
        name,
        type,
        milliseconds,
        value: (row) =>
          Number.isNaN(milliseconds[row]!) ? null : new Date(milliseconds[row]!).toISOString(),
      }),
    );
  return arrayBuilder(
    new Float64Array(0),
    (value) => {
      if (value !== null && (typeof value !== "number" || Number.isNaN(value))) throw unfit(value);
      return value ?? Number.NaN;
    },
    (values) => ({
      name,
      type,
      values,
      value: (row) => (Number.isNaN(values[row]!) ? null : values[row]!),
    }),
  );
}

function arrayBuilder<T extends Numbers>(
  empty: T,
  encode: (value: Value) => number,
  view: (numbers: T) => Column,
): ColumnBuilder {
  let numbers = empty;
  let length = 0;
  return {
    append(value) {
      numbers = withRoom(numbers, length + 1);
      numbers[length++] = encode(value);
    },
    trim() {
      numbers = numbers.slice(0, length) as T; // slice keeps the class
    },
    view: () => view(numbers),
    bytes: () => numbers.byteLength,
  };
}

function textBuilder(name: string, unfit: (value: Value) => TypeError): ColumnBuilder {
  const dictionary: (string | null)[] = [null];
  const codeOf = new Map<string | null, number>([[null, 0]]);
  let codes: TextColumn["codes"] = new Uint8Array(0);
  let length = 0;
  const widened = (code: number) => {
    if (codes instanceof Uint8Array && code > 0xff) return Uint16Array.from(codes);
    if (codes instanceof Uint16Array && code > 0xffff) return Uint32Array.from(codes);
    return codes;
  };
  return {
    append(value) {
      if (value !== null && typeof value !== "string") throw unfit(value);
      let code = codeOf.get(value);
      if (code === undefined) {
        code = dictionary.push(value) - 1;
        codeOf.set(value, code);
      }
      codes = withRoom(widened(code), length + 1);
      codes[length++] = code;
    },
    trim() {
      codes = codes.slice(0, length);
    },
    view() {
      const codesNow = codes;
      return {
        name,
        type: "text",
        codes: codesNow,
        dictionary,
        value: (row) => dictionary[codesNow[row]!] ?? null,
      };
    },
    bytes: () =>
      codes.byteLength + dictionary.reduce((sum, word) => sum + 2 * (word?.length ?? 0) + 16, 0),
  };
}
