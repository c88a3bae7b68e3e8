import Flatbush from "flatbush";
import type { Geometry } from "geojson";
import type { Bbox } from "../geo/bbox.ts";
import { latOf, lngOf, worldX, worldY } from "../geo/mercator.ts";
import { mortonOrder, visitMorton } from "../geo/morton.ts";
import type { WorldBox } from "../geo/tile.ts";
import type { Column, Value } from "./column.ts";
import type { LayerRecord, LayerSource } from "./layer.ts";
import { type Rows, rowBuilder } from "./rows.ts";
import { type Selection, selectedRows } from "./selection.ts";
import { textIndex } from "./text-pool.ts";

/**
 * A layer of a district at one version, in columns. It never changes: a later version is another snapshot, which may
 * share arrays with this one. Rows are numbers from 0; some of them are gone, so visit them with `visitAll`,
 * `visitBox` or `select`.
 */
export type Snapshot = {
  readonly source: LayerSource;
  /** Changes whenever an answer may change, also over a restart or a new start of the district. For ETags. */
  readonly stamp: string;
  /** The change of the district up to which it is current. */
  readonly version: number;
  readonly rows: Rows;
  /** The same rows keep their numbers in every snapshot of one generation. */
  readonly generation: object;
  /** How many records there are. */
  readonly count: number;
  /** Of them, how many have no known place. */
  readonly withoutPlace: number;
  /** Box around every record with a place; null when there is none. */
  readonly bbox: Bbox | null;
  readonly columns: readonly Column[];
  /** @throws {RangeError} when the layer has no such column. */
  column(name: string): Column;
  /** Day numbers of a date column. @throws {RangeError} when it is not one. */
  days(name: string): Int32Array;
  idAt(row: number): string;
  valueAt(row: number, column: string): Value;
  geometryAt(row: number): Geometry | null;
  /** The row of a record, null when there is none. */
  rowOf(id: string): number | null;
  /** Every record, in ascending order of rows. */
  visitAll(visit: (row: number) => void): void;
  /** Every record whose box touches `box`, in no particular order. */
  visitBox(box: WorldBox, visit: (row: number) => void): void;
  /** The rows a selection means, in ascending order. */
  select(selection: Selection): Uint32Array;
  /** The same rows in the order of their ids by UTF-16 code unit: the order of pages. */
  byId(rows: Uint32Array): Uint32Array;
  /** Memory its arrays take. */
  readonly bytes: number;
};

/** What a snapshot is made of, kept to make the next one. */
type Generation = {
  readonly builder: ReturnType<typeof rowBuilder>;
  /** Rows up to here are found by the index; later ones are looked at one by one. */
  readonly indexed: number;
  readonly index: {
    visit(rows: Rows, box: WorldBox, visit: (row: number) => void): void;
    bytes: number;
  };
};

/** Rows past the index that make a new generation worth its time. */
export const LONGEST_TAIL = 2048;

const ROWS_AT_A_STRETCH = 20_000;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Makes a snapshot of records.
 *
 * Gives way to other work every 20,000 records, so that loading does not hold up requests.
 *
 * @throws {TypeError} when a record is not of the types the layer declares.
 */
export async function loadSnapshot(
  source: LayerSource,
  records: readonly LayerRecord[],
  version: number,
  stamp: string,
): Promise<Snapshot> {
  const builder = rowBuilder(source);
  const order = source.geometry === "point" ? pointOrder(records) : null;
  for (let i = 0; i < records.length; i++) {
    builder.append(records[order ? order[i]! : i]!);
    if (i % ROWS_AT_A_STRETCH === ROWS_AT_A_STRETCH - 1) await breathe();
  }
  builder.trim();
  const rows = builder.view();
  const index = source.geometry === "point" ? pointIndex(rows) : boxIndex(rows);
  const alive = new Uint8Array(rows.length).fill(1);
  return snapshotOf(source, { builder, indexed: rows.length, index }, alive, version, stamp);
}

/** Records along the Morton curve, those without a place at the end. */
function pointOrder(records: readonly LayerRecord[]) {
  const place = ({ geometry }: LayerRecord) =>
    geometry?.type === "Point" ? geometry.coordinates : null;
  const placed: number[] = [];
  const others: number[] = [];
  records.forEach((record, i) => {
    (place(record) ? placed : others).push(i);
  });
  const xs = Uint32Array.from(placed, (i) => worldX(place(records[i]!)![0]!));
  const ys = Uint32Array.from(placed, (i) => worldY(place(records[i]!)![1]!));
  return [...Array.from(mortonOrder(xs, ys), (k) => placed[k]!), ...others];
}

function pointIndex(rows: Rows): Generation["index"] {
  let placed = rows.length;
  while (placed > 0 && rows.types[placed - 1] === 0) placed--;
  return {
    visit({ xs, ys }, box, visit) {
      visitMorton(xs, ys, placed, box, (from, end) => {
        for (let row = from; row < end; row++) visit(row);
      });
    },
    bytes: 0,
  };
}

function boxIndex({ length, shapes, types }: Rows): Generation["index"] {
  const placed: number[] = [];
  for (let row = 0; row < length; row++) if (types[row] !== 0) placed.push(row);
  if (placed.length === 0 || !shapes) return { visit: () => {}, bytes: 0 };
  const tree = new Flatbush(placed.length, 16, Uint32Array);
  const { boxes } = shapes;
  for (const row of placed)
    tree.add(boxes[4 * row]!, boxes[4 * row + 1]!, boxes[4 * row + 2]!, boxes[4 * row + 3]!);
  tree.finish();
  const rowOf = placed.length === length ? null : Uint32Array.from(placed);
  return {
    visit(_rows, { minX, minY, maxX, maxY }, visit) {
      for (const item of tree.search(minX, minY, maxX, maxY)) visit(rowOf ? rowOf[item]! : item);
    },
    bytes: tree.data.byteLength + (rowOf?.byteLength ?? 0),
  };
}

const generations = new WeakMap<Snapshot, { generation: Generation; alive: Uint8Array }>();

/**
 * The snapshot after some records changed; the given one stays as it is.
 *
 * @param ids  Records that changed. @param records  Those of them that still exist.
 * @returns null when so much has changed since the last load that loading again is the better way.
 */
export function changedSnapshot(
  snapshot: Snapshot,
  ids: readonly string[],
  records: readonly LayerRecord[],
  version: number,
  stamp: string,
): Snapshot | null {
  const { generation, alive: before } = generations.get(snapshot)!;
  const { length } = snapshot.rows;
  if (length - generation.indexed + records.length > LONGEST_TAIL) return null;
  const alive = new Uint8Array(length + records.length);
  alive.set(before.subarray(0, length));
  alive.fill(1, length);
  for (const id of ids) {
    const row = snapshot.rowOf(id);
    if (row !== null) alive[row] = 0;
  }
  for (const record of records) generation.builder.append(record);
  return snapshotOf(snapshot.source, generation, alive, version, stamp);
}

function snapshotOf(
  source: LayerSource,
  generation: Generation,
  alive: Uint8Array,
  version: number,
  stamp: string,
): Snapshot {
  const rows = generation.builder.view();
  const columnByName = new Map(rows.columns.map((column) => [column.name, column]));
  let index: ReturnType<typeof textIndex> | null = null;
  let ranks: Uint32Array | null = null;

  const column = (name: string) => {
    const found = columnByName.get(name);
    if (!found) throw new RangeError(`layer ${source.id} has no column ${name}`);
    return found;
  };
  const touches = (row: number, { minX, minY, maxX, maxY }: WorldBox) => {
    if (rows.types[row] === 0) return false;
    if (!rows.shapes) {
      const [x, y] = [rows.xs[row]!, rows.ys[row]!];
      return x >= minX && x <= maxX && y >= minY && y <= maxY;
    }
    const { boxes } = rows.shapes;
    return (
      boxes[4 * row]! <= maxX &&
      boxes[4 * row + 1]! <= maxY &&
      boxes[4 * row + 2]! >= minX &&
      boxes[4 * row + 3]! >= minY
    );
  };

  const snapshot: Snapshot = {
    source,
    stamp,
    version,
    rows,
    generation,
    ...totals(rows, alive),
    columns: rows.columns,
    column,
    days(name) {
      const found = column(name);
      if (found.type !== "date")
        throw new RangeError(`column ${name} holds ${found.type}, not days`);
      return found.days;
    },
    idAt: (row) => rows.ids.text(row),
    valueAt: (row, name) => column(name).value(row),
    geometryAt: rows.geometry,
    rowOf(id) {
      index ??= textIndex(rows.ids, rows.length);
      for (const row of index.rowsOf(id)) if (alive[row]) return row;
      return null;
    },
    visitAll(visit) {
      for (let row = 0; row < rows.length; row++) if (alive[row]) visit(row);
    },
    visitBox(box, visit) {
      generation.index.visit(rows, box, (row) => {
        if (alive[row]) visit(row);
      });
      for (let row = generation.indexed; row < rows.length; row++)
        if (alive[row] && touches(row, box)) visit(row);
    },
    select: (selection) => selectedRows(snapshot, selection),
    byId(chosen) {
      ranks ??= ranksById(rows);
      const rankOf = ranks;
      return chosen.slice().sort((a, b) => rankOf[a]! - rankOf[b]!);
    },
    get bytes() {
      return (
        generation.builder.bytes() + generation.index.bytes + alive.byteLength + (index?.bytes ?? 0)
      );
    },
  };
  generations.set(snapshot, { generation, alive });
  return snapshot;
}

function ranksById(rows: Rows): Uint32Array {
  const ids = Array.from({ length: rows.length }, (_, row) => rows.ids.text(row));
  const order = Uint32Array.from(ids.keys()).sort((a, b) =>
    ids[a]! < ids[b]! ? -1 : ids[a] === ids[b] ? 0 : 1,
  );
  const ranks = new Uint32Array(rows.length);
  order.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return ranks;
}

function totals({ length, types, xs, ys, shapes }: Rows, alive: Uint8Array) {
  let count = 0;
  let withoutPlace = 0;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < length; row++) {
    if (!alive[row]) continue;
    count++;
    if (types[row] === 0) {
      withoutPlace++;
      continue;
    }
    minX = Math.min(minX, shapes ? shapes.boxes[4 * row]! : xs[row]!);
    minY = Math.min(minY, shapes ? shapes.boxes[4 * row + 1]! : ys[row]!);
    maxX = Math.max(maxX, shapes ? shapes.boxes[4 * row + 2]! : xs[row]!);
    maxY = Math.max(maxY, shapes ? shapes.boxes[4 * row + 3]! : ys[row]!);
  }
  const bbox: Bbox | null =
    minX === Infinity ? null : [lngOf(minX), latOf(maxY), lngOf(maxX), latOf(minY)];
  return { count, withoutPlace, bbox };
}
