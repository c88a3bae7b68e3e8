import { type Datum, displayPosition } from "./datum.ts";
import type { LngLat } from "./geometry.ts";

/** A tile of a base map and where its upper left corner lies in one of ours, in tiles: 0.25 is a quarter to the right. */
export type Piece = {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
};

/**
 * The tiles of a base map of another datum from which one tile of ours is put together.
 *
 * The shift is taken at the tile's middle: GCJ-02 varies by less than 3 m on a kilometer, which is under one pixel of
 * 256 across any tile.
 *
 * @returns 1 to 4 pieces that cover the tile; columns wrap around the Earth, rows beyond the poles are left out.
 */
export function piecesOf(zoom: number, x: number, y: number, datum: Datum): Piece[] {
  const middle = lngLatOf(zoom, x + 0.5, y + 0.5);
  const [shownX, shownY] = tileOf(zoom, displayPosition(middle, datum));
  const west = shownX - 0.5;
  const north = shownY - 0.5;
  const columns = spanOf(west);
  const rows = spanOf(north).filter((row) => row >= 0 && row < 2 ** zoom);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      x: ((column % 2 ** zoom) + 2 ** zoom) % 2 ** zoom,
      y: row,
      left: column - west,
      top: row - north,
    })),
  );
}

/** The whole tiles that a tile beginning at `start` lies on; a shift below a thousandth is none. */
function spanOf(start: number): number[] {
  const first = Math.floor(start + 0.001);
  return start - first < 0.001 ? [first] : [first, first + 1];
}

/** Where a place lies among the tiles of a zoom, in tiles from the north-west corner of the world. */
export function tileOf(zoom: number, [lng, lat]: LngLat): readonly [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  const x = (lng + 180) / 360;
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [x * 2 ** zoom, y * 2 ** zoom];
}

function lngLatOf(zoom: number, x: number, y: number): LngLat {
  const lng = (x / 2 ** zoom) * 360 - 180;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** zoom))) * 180) / Math.PI;
  return [lng, lat];
}
