import { clippedLine, clippedRing } from "./clip.ts";
import { closePath, lineTo, type MvtLayer, moveTo } from "./mvt.ts";
import { TILE_EXTENT, type Tile, worldUnitsPerTileUnit } from "./tile.ts";

/** How world coordinates become whole units of one tile. */
export type TileFrame = {
  readonly tile: Tile;
  /** Tile units in a world unit. */
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  /** What is kept, in tile units on both axes. */
  readonly clip: { readonly min: number; readonly max: number };
  /** Vertices that matter less are left out, square world units; negative keeps all. */
  readonly toleranceSquared: number;
};

/**
 * The frame of a tile.
 *
 * @param buffer  Tile units kept around the tile.
 * @param tolerance  Tile units a line may deviate (8 to a pixel of a 512 pixel tile); 0 keeps every vertex.
 */
export function tileFrame(tile: Tile, buffer: number, tolerance: number): TileFrame {
  const worldUnits = worldUnitsPerTileUnit(tile.z);
  return {
    tile,
    scale: 1 / worldUnits,
    originX: tile.x * TILE_EXTENT,
    originY: tile.y * TILE_EXTENT,
    clip: { min: -buffer, max: TILE_EXTENT + buffer },
    toleranceSquared: tolerance === 0 ? -1 : (tolerance * worldUnits) ** 2,
  };
}

/** Vertices of lines and rings in world units, with how much each matters (see simplify.ts). */
export type Vertices = {
  /** x0, y0, x1, y1… */
  readonly coordinates: Uint32Array;
  readonly importance: Float32Array;
};

/** Whether a place in tile units is within what the frame keeps. */
export const isKept = ({ clip: { min, max } }: TileFrame, x: number, y: number) =>
  x >= min && x <= max && y >= min && y <= max;

/** Draws a position; one beyond the buffer is left out. */
export function drawPoint(layer: MvtLayer, frame: TileFrame, x: number, y: number): void {
  const unitX = Math.round(x * frame.scale - frame.originX);
  const unitY = Math.round(y * frame.scale - frame.originY);
  if (isKept(frame, unitX, unitY)) moveTo(layer, unitX, unitY);
}

/**
 * The vertices of a line that matter at the frame's zoom, in its units, not rounded.
 *
 * @returns Whether all of them are inside what is kept, so that nothing needs to be cut.
 */
function gather(frame: TileFrame, vertices: Vertices, first: number, end: number, out: number[]) {
  const { coordinates, importance } = vertices;
  const { scale, originX, originY, toleranceSquared } = frame;
  const { min, max } = frame.clip;
  let isInside = true;
  out.length = 0;
  for (let i = first; i < end; i++) {
    if (importance[i]! <= toleranceSquared) continue;
    const x = coordinates[2 * i]! * scale - originX;
    const y = coordinates[2 * i + 1]! * scale - originY;
    if (x < min || x > max || y < min || y > max) isInside = false;
    out.push(x, y);
  }
  return isInside;
}

/** Rounds a path to whole units in place and drops repetitions. @returns How many vertices are left. */
function rounded(path: number[]): number {
  let count = 0;
  for (let i = 0; i < path.length; i += 2) {
    const x = Math.round(path[i]!);
    const y = Math.round(path[i + 1]!);
    if (count > 0 && path[2 * count - 2] === x && path[2 * count - 1] === y) continue;
    path[2 * count] = x;
    path[2 * count + 1] = y;
    count++;
  }
  return count;
}

const gathered: number[] = []; // one for all calls: drawing never waits

/** Draws the parts of a line that are inside the frame; one shorter than a unit is left out. */
export function drawLine(
  layer: MvtLayer,
  frame: TileFrame,
  vertices: Vertices,
  first: number,
  end: number,
): void {
  const isInside = gather(frame, vertices, first, end, gathered);
  for (const piece of isInside ? [gathered] : clippedLine(gathered, frame.clip)) {
    const count = rounded(piece);
    if (count < 2) continue;
    moveTo(layer, piece[0]!, piece[1]!);
    lineTo(layer, piece, 1, count);
  }
}

/**
 * Draws a ring as far as it is inside the frame, wound as the specification asks.
 *
 * @param isHole  Outer rings run clockwise on the screen, holes the other way.
 * @returns False when nothing of it is left: then its holes must be left out too.
 */
export function drawRing(
  layer: MvtLayer,
  frame: TileFrame,
  vertices: Vertices,
  first: number,
  end: number,
  isHole: boolean,
): boolean {
  const isInside = gather(frame, vertices, first, end, gathered);
  const ring = isInside ? gathered : clippedRing(gathered, frame.clip);
  let count = rounded(ring);
  if (count > 1 && ring[0] === ring[2 * count - 2] && ring[1] === ring[2 * count - 1]) count--;
  const area = count < 3 ? 0 : doubleArea(ring, count);
  if (area === 0) return false;
  if (area > 0 === isHole) reverse(ring, count);
  moveTo(layer, ring[0]!, ring[1]!);
  lineTo(layer, ring, 1, count);
  closePath(layer);
  return true;
}

/** Twice the area, positive when it runs clockwise on a screen (y down). */
function doubleArea(ring: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    sum += ring[2 * j]! * ring[2 * i + 1]! - ring[2 * i]! * ring[2 * j + 1]!;
  }
  return sum;
}

function reverse(ring: number[], count: number): void {
  for (let i = 0, j = count - 1; i < j; i++, j--) {
    const x = ring[2 * i]!;
    const y = ring[2 * i + 1]!;
    ring[2 * i] = ring[2 * j]!;
    ring[2 * i + 1] = ring[2 * j + 1]!;
    ring[2 * j] = x;
    ring[2 * j + 1] = y;
  }
}
