import { cellToLatLng, latLngToCell } from "h3-js";
import { latOf, lngOf, worldX, worldY } from "./mercator.ts";

/** The H3 cells that hold some positions, and which cell each position is in. Grows as positions are appended. */
export type CellIndex = {
  readonly resolution: number;
  /** Cell of each position, as an index into `names`; NO_CELL where there is no position. */
  cellOf: Uint32Array;
  /** Positions taken in so far. */
  length: number;
  readonly names: string[];
  /** World coordinates of the centers of the cells. */
  readonly centerX: number[];
  readonly centerY: number[];
  readonly indexByName: Map<string, number>;
};

/** Stands in `cellOf` where a position is unknown. */
export const NO_CELL = 0xffffffff;

/**
 * The H3 resolution whose cells are about 20 to 45 pixels wide at a zoom.
 *
 * @param zoom  Of tiles of 512 pixels. An edge of resolution 7 is 1.4 km and shrinks by √7 a step, a pixel by 2 a zoom.
 * @returns 0 to 10.
 */
export const resolutionOfZoom = (zoom: number) =>
  Math.min(Math.max(Math.floor(7 + (zoom - 10) / Math.log2(Math.sqrt(7))), 0), 10);

export const cellIndex = (resolution: number): CellIndex => ({
  resolution,
  cellOf: new Uint32Array(0),
  length: 0,
  names: [],
  centerX: [],
  centerY: [],
  indexByName: new Map(),
});

/**
 * Takes in positions up to `end` (about 1.5 µs each): a position is in the cell that H3 says at this resolution.
 *
 * @param xs  World coordinates, as `ys`. @param hasPlace  Whether row i has a position.
 */
export function growCells(
  index: CellIndex,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  end: number,
  hasPlace: (row: number) => boolean,
): void {
  if (index.cellOf.length < end) {
    const grown = new Uint32Array(Math.max(end, Math.ceil(index.cellOf.length * 1.25)));
    grown.set(index.cellOf);
    index.cellOf = grown;
  }
  for (let row = index.length; row < end; row++) {
    index.cellOf[row] = hasPlace(row) ? cellAt(index, lngOf(xs[row]!), latOf(ys[row]!)) : NO_CELL;
  }
  index.length = Math.max(index.length, end);
}

function cellAt(index: CellIndex, lng: number, lat: number): number {
  const name = latLngToCell(lat, lng, index.resolution);
  const known = index.indexByName.get(name);
  if (known !== undefined) return known;
  const [centerLat, centerLng] = cellToLatLng(name);
  index.indexByName.set(name, index.names.length);
  index.centerX.push(worldX(centerLng));
  index.centerY.push(worldY(centerLat));
  return index.names.push(name) - 1;
}
