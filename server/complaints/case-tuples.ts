import { withRoom } from "../store/column.ts";

/** What a property of a complaint can be; null where it is not known or there is none. */
export type CaseValue = string | boolean | null;

/** One property of every combination in a table. */
export type TupleField = {
  /** Index into `values` by combination. */
  codes: Uint16Array;
  readonly values: CaseValue[];
  readonly codeOf: Map<CaseValue, number>;
};

/**
 * The combinations of some properties that occur: a row keeps one number for all of them.
 *
 * A filter is worked out once for each combination, and rows are counted by combination: thousands of them, not a
 * million rows.
 */
export function tupleTable<Name extends string>(names: readonly Name[]) {
  const fields = new Map<Name, TupleField>(
    names.map((name) => [name, { codes: new Uint16Array(0), values: [], codeOf: new Map() }]),
  );
  const inOrder = [...fields.values()];
  const codes = new Map<string, number>();
  const codeOf = (field: TupleField, value: CaseValue) => {
    const known = field.codeOf.get(value);
    if (known !== undefined) return known;
    if (field.values.length > 0xffff)
      throw new RangeError(`expected at most 65,536 different values, got ${field.values.length}`);
    field.codeOf.set(value, field.values.push(value) - 1);
    return field.values.length - 1;
  };
  return {
    get length() {
      return codes.size;
    },
    field(name: Name): TupleField {
      const field = fields.get(name);
      if (!field) throw new RangeError(`expected one of ${names.join(", ")}, got ${name}`);
      return field;
    },
    /** The number of a combination, its values in the order of the names; a new one when it is new. */
    intern(values: readonly CaseValue[]): number {
      const parts = inOrder.map((field, i) => codeOf(field, values[i] ?? null));
      const key = String.fromCharCode(...parts);
      const known = codes.get(key);
      if (known !== undefined) return known;
      const code = codes.size;
      codes.set(key, code);
      for (const [i, field] of inOrder.entries()) {
        field.codes = withRoom(field.codes, code + 1);
        field.codes[code] = parts[i]!;
      }
      return code;
    },
  };
}
