import { getResolution, latLngToCell } from "h3-js";
import { withRoom } from "../store/column.ts";
import { type CaseColumns, NO_DEGREES, PER_DEGREE } from "./case-columns.ts";

/** Stands for "in no cell": the place is not known. */
export const NO_PLACE_CELL = 0xffffffff;

/** Which H3 cell of one resolution each complaint lies in. */
export type PlaceCells = {
  readonly resolution: number;
  /** Index into `names` by row, for the rows that `fill` was given; NO_PLACE_CELL without a place. */
  readonly codes: Uint32Array;
  readonly names: readonly string[];
};

/** A cell column as it grows; where a place was corrected since, its cell is worked out again. */
type Growing = {
  codes: Uint32Array;
  lngs: Int32Array;
  lats: Int32Array;
  readonly names: string[];
  readonly codeOf: Map<string, number>;
};

/** The cells of complaints, kept by resolution: a cell is what H3 says of the position, about 1.5 µs each the first time. */
export function caseCells({ at }: CaseColumns) {
  const columns = new Map<number, Growing>();

  function growing(resolution: number): Growing {
    const known = columns.get(resolution);
    if (known) return known;
    const empty = { codes: new Uint32Array(0), lngs: new Int32Array(0), lats: new Int32Array(0) };
    const column = { ...empty, names: [], codeOf: new Map<string, number>() };
    columns.set(resolution, column);
    return column;
  }

  function codeAt({ names, codeOf }: Growing, resolution: number, lng: number, lat: number) {
    const name = latLngToCell(lat / PER_DEGREE, lng / PER_DEGREE, resolution);
    const known = codeOf.get(name);
    if (known !== undefined) return known;
    const code = names.push(name) - 1;
    codeOf.set(name, code);
    return code;
  }

  /** The cells of some rows. */
  function fill(resolution: number, rows: Uint32Array): PlaceCells {
    const column = growing(resolution);
    const { lngs, lats } = at;
    const before = column.codes.length;
    column.codes = withRoom(column.codes, lngs.length);
    column.lngs = withRoom(column.lngs, lngs.length);
    column.lats = withRoom(column.lats, lngs.length);
    column.codes.fill(NO_PLACE_CELL, before);
    column.lngs.fill(NO_DEGREES, before);
    const { codes, lngs: seenLngs, lats: seenLats } = column;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const [lng, lat] = [lngs[row]!, lats[row]!];
      if (seenLngs[row] === lng && (lng === NO_DEGREES || seenLats[row] === lat)) continue;
      codes[row] = lng === NO_DEGREES ? NO_PLACE_CELL : codeAt(column, resolution, lng, lat);
      seenLngs[row] = lng;
      seenLats[row] = lat;
    }
    return { resolution, codes, names: column.names };
  }

  return {
    fill,
    /** Of some rows, those that lie in one of the cells, which are of one resolution; shortened in place. */
    within(rows: Uint32Array, count: number, into: Uint32Array, cells: readonly string[]): number {
      const [first] = cells;
      if (first === undefined) return 0;
      const resolution = getResolution(first);
      const { codes, names } = fill(resolution, rows.subarray(0, count));
      const wanted = new Uint8Array(names.length);
      const { codeOf } = growing(resolution);
      for (const cell of cells) {
        const code = codeOf.get(cell);
        if (code !== undefined) wanted[code] = 1;
      }
      let left = 0;
      for (let i = 0; i < count; i++) {
        const row = rows[i]!;
        const code = codes[row]!;
        if (code !== NO_PLACE_CELL && wanted[code] === 1) into[left++] = row;
      }
      return left;
    },
    bytes: () =>
      [...columns.values()].reduce(
        (sum, { codes, lngs, lats, names }) =>
          sum + codes.byteLength + lngs.byteLength + lats.byteLength + names.length * 64,
        0,
      ),
  };
}
export type CaseCells = ReturnType<typeof caseCells>;
