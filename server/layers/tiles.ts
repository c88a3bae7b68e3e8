import { drawLine, drawPoint, drawRing, isKept, type TileFrame, tileFrame } from "../geo/draw.ts";
import { type CellIndex, cellIndex, growCells, NO_CELL, resolutionOfZoom } from "../geo/h3.ts";
import {
  addValue,
  endFeature,
  MOST_POINT_TAGS,
  type MvtLayer,
  mvtLayer,
  mvtTile,
  pointFeature,
  tag,
  textValue,
} from "../geo/mvt.ts";
import { TILE_BUFFER, type Tile, tileWorldBox } from "../geo/tile.ts";
import { type Column, dateOf, NO_DAY } from "../store/column.ts";
import type { Rows } from "../store/rows.ts";
import { factTest, type Selection } from "../store/selection.ts";
import type { Snapshot } from "../store/snapshot.ts";

/** From this zoom on lines keep every vertex; clients that zoom in further draw these tiles larger. */
export const FULL_DETAIL_ZOOM = 16;

/** How far a line may deviate in coarser tiles: 3 tile units, 0.4 pixels of a 512 pixel tile. */
const TOLERANCE = 3;

/** The days a tile shows; place is the tile's own. */
export type TileDays = Pick<Selection, "date" | "from" | "to">;

/**
 * Draws layers into one Mapbox Vector Tile.
 *
 * A layer is named by its id; a feature has the property `id` and the columns that are in tiles. Below
 * `detailFromZoom` lines and areas are left out, and points become the layer `{id}.cells`: the center of each H3 cell
 * with `cell` and `count`, so that every point is counted and none is drawn for others.
 *
 * @returns Empty when there is nothing to draw.
 */
export async function encodedTile(
  snapshots: readonly Snapshot[],
  tile: Tile,
  days: TileDays,
): Promise<Uint8Array<ArrayBuffer>> {
  const layers: MvtLayer[] = [];
  for (const snapshot of snapshots) {
    if (tile.z >= snapshot.source.detailFromZoom) layers.push(detailLayer(snapshot, tile, days));
    else if (snapshot.source.geometry === "point")
      layers.push(cellLayer(snapshot, await readyCells(snapshot, tile.z), tile, days));
  }
  return mvtTile(layers);
}

/**
 * One layer of a tile, feature by feature.
 *
 * @param tolerance  Tile units a line may deviate; 0 keeps every vertex.
 */
export function detailLayer(
  snapshot: Snapshot,
  tile: Tile,
  days: TileDays,
  tolerance = tile.z >= FULL_DETAIL_ZOOM ? 0 : TOLERANCE,
): MvtLayer {
  const { rows, source } = snapshot;
  const columns = source.columns
    .filter((column) => column.isInTiles)
    .map(({ name }) => snapshot.column(name));
  const layer = mvtLayer(source.id, ["id", ...columns.map(({ name }) => name)]);
  const valueIndexes = columns.map((column) => valueIndex(layer, column));
  const frame = tileFrame(tile, TILE_BUFFER, tolerance);
  const isMeant = factTest(snapshot, days);
  const values = new Int32Array(1 + columns.length);
  const valuesOf = (row: number) => {
    const { utf8, starts } = rows.ids;
    values[0] = textValue(layer, utf8, starts[row], starts[row + 1]);
    for (let i = 0; i < valueIndexes.length; i++) values[i + 1] = valueIndexes[i]!(row);
    return values;
  };
  const draw =
    rows.shapes || values.length > MOST_POINT_TAGS
      ? (row: number) => drawFeature(layer, frame, rows, row, valuesOf)
      : (row: number) => {
          const x = Math.round(rows.xs[row]! * frame.scale - frame.originX);
          const y = Math.round(rows.ys[row]! * frame.scale - frame.originY);
          if (isKept(frame, x, y)) pointFeature(layer, x, y, valuesOf(row));
        };
  snapshot.visitBox(tileWorldBox(tile, TILE_BUFFER), (row) => {
    if (!isMeant || isMeant(row)) draw(row);
  });
  return layer;
}

function drawFeature(
  layer: MvtLayer,
  frame: TileFrame,
  rows: Rows,
  row: number,
  valuesOf: (row: number) => Int32Array,
) {
  if (rows.shapes) drawShape(layer, frame, rows, row);
  else drawPoint(layer, frame, rows.xs[row]!, rows.ys[row]!);
  if (layer.geometry.length === 0) return;
  valuesOf(row).forEach((value, key) => {
    if (value >= 0) tag(layer, key, value);
  });
  const type = rows.types[row]!;
  endFeature(layer, type < 3 ? 1 : type < 5 ? 2 : 3);
}

function drawShape(layer: MvtLayer, frame: TileFrame, rows: Rows, row: number) {
  const shapes = rows.shapes!; // drawShape is chosen for layers that have them
  const type = rows.types[row]!;
  let isOuterDrawn = false;
  for (let part = shapes.partStarts[row]!; part < shapes.partStarts[row + 1]!; part++) {
    const first = shapes.vertexStarts[part]!;
    const end = shapes.vertexStarts[part + 1]!;
    const isHole = shapes.isHole[part] === 1;
    if (type < 3)
      drawPoint(layer, frame, shapes.coordinates[2 * first]!, shapes.coordinates[2 * first + 1]!);
    else if (type < 5) drawLine(layer, frame, shapes, first, end);
    else if (!isHole) isOuterDrawn = drawRing(layer, frame, shapes, first, end, false);
    else if (isOuterDrawn) drawRing(layer, frame, shapes, first, end, true);
  }
}

/** Index among the layer's values of what a row holds, added when first met; −1 for null, which tiles leave out. */
function valueIndex(layer: MvtLayer, column: Column): (row: number) => number {
  if (column.type === "text") {
    const { codes, dictionary } = column;
    return rememberedIndex(column, dictionary.length, (code) => {
      const word = dictionary[code];
      return word === null || word === undefined ? -1 : addValue(layer, word);
    })((row) => codes[row]!);
  }
  if (column.type === "date") {
    const { days } = column;
    const add = (day: number) => (day === NO_DAY ? -1 : textValue(layer, dayText(day)));
    return rememberedIndex(column, DAYS_REMEMBERED, add)((row) => days[row]!);
  }
  const numbers = column.type === "instant" ? column.milliseconds : column.values;
  const indexes = new Map<number, number>(); // holds NaN, which stands for null, as one key
  return (row) => {
    const number = numbers[row]!;
    const known = indexes.get(number);
    if (known !== undefined) return known;
    const value = column.value(row);
    const index = value === null ? -1 : addValue(layer, value);
    indexes.set(number, index);
    return index;
  };
}

/** Days from 1970 on that are remembered in an array: to 2149. */
const DAYS_REMEMBERED = 65_536;

/** What a tile has met of a column, kept from tile to tile: entries of an earlier turn do not count. */
type Memory = { readonly indexes: Int32Array; readonly turns: Uint32Array; turn: number };
const memories = new WeakMap<Column, Memory>();

/**
 * Remembers for each code which index its value got. A Map made anew for every tile took half of the time of a small
 * one.
 *
 * @param size  Codes from 0 to below it are remembered; a value of any other is added each time.
 */
function rememberedIndex(column: Column, size: number, add: (code: number) => number) {
  const known = memories.get(column);
  const memory = known ?? {
    indexes: new Int32Array(size),
    turns: new Uint32Array(size),
    turn: 0,
  };
  memories.set(column, memory);
  const turn = ++memory.turn;
  const { indexes, turns } = memory;
  return (codeOf: (row: number) => number) => (row: number) => {
    const code = codeOf(row);
    if (code < 0 || code >= indexes.length) return add(code);
    if (turns[code] !== turn) {
      turns[code] = turn;
      indexes[code] = add(code);
    }
    return indexes[code]!;
  };
}

const texts: (Uint8Array | undefined)[] = [];
const encoder = new TextEncoder();

/** A day as text, kept: the days of ten years are 3,650, and spelling one takes longer than drawing a point. */
function dayText(day: number): Uint8Array {
  if (day < 0 || day >= DAYS_REMEMBERED) return encoder.encode(dateOf(day));
  texts[day] ??= encoder.encode(dateOf(day));
  return texts[day];
}

const cellsByGeneration = new WeakMap<object, Map<number, CellIndex>>();
const ROWS_AT_A_STRETCH = 20_000;

/** The cells of a snapshot at a zoom, worked out once for all snapshots of a generation, giving way in between. */
async function readyCells(snapshot: Snapshot, zoom: number): Promise<CellIndex> {
  const resolution = resolutionOfZoom(zoom);
  const byResolution = cellsByGeneration.get(snapshot.generation) ?? new Map<number, CellIndex>();
  cellsByGeneration.set(snapshot.generation, byResolution);
  const index = byResolution.get(resolution) ?? cellIndex(resolution);
  byResolution.set(resolution, index);
  const { rows } = snapshot;
  while (index.length < rows.length) {
    const end = Math.min(index.length + ROWS_AT_A_STRETCH, rows.length);
    growCells(index, rows.xs, rows.ys, end, (row) => rows.types[row] !== 0);
    if (end < rows.length) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return index;
}

/** How many records each cell holds, for the cells whose center is in the tile or its buffer. */
export function cellLayer(
  snapshot: Snapshot,
  cells: CellIndex,
  tile: Tile,
  days: TileDays,
): MvtLayer {
  const layer = mvtLayer(`${snapshot.source.id}.cells`, ["cell", "count"]);
  const { minX, minY, maxX, maxY } = tileWorldBox(tile, TILE_BUFFER);
  const counts = new Map<number, number>();
  for (let cell = 0; cell < cells.names.length; cell++) {
    const x = cells.centerX[cell]!;
    const y = cells.centerY[cell]!;
    if (x >= minX && x <= maxX && y >= minY && y <= maxY) counts.set(cell, 0);
  }
  if (counts.size === 0) return layer;
  const isMeant = factTest(snapshot, days);
  snapshot.visitAll((row) => {
    const cell = cells.cellOf[row]!;
    const count = cell === NO_CELL ? undefined : counts.get(cell);
    if (count === undefined || (isMeant && !isMeant(row))) return;
    counts.set(cell, count + 1);
  });
  const frame = tileFrame(tile, TILE_BUFFER, 0);
  for (const [cell, count] of counts) {
    if (count === 0) continue;
    drawPoint(layer, frame, cells.centerX[cell]!, cells.centerY[cell]!);
    if (layer.geometry.length === 0) continue;
    tag(layer, 0, addValue(layer, cells.names[cell]!));
    tag(layer, 1, addValue(layer, count));
    endFeature(layer, 1);
  }
  return layer;
}
