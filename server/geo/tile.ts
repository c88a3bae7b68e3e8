import type { Bbox } from "./bbox.ts";
import { latOf, lngOf, WORLD_SIZE, worldX, worldY } from "./mercator.ts";

/** A tile of WebMercatorQuad: `y` counts from the north. */
export type Tile = { readonly z: number; readonly x: number; readonly y: number };

/** A box in world units (see mercator.ts), all four edges inside. */
export type WorldBox = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

/** Units a tile is divided into along each side. */
export const TILE_EXTENT = 4096;

/** How far a tile reaches over its edges, in its own units, so that lines and outlines join. */
export const TILE_BUFFER = 64;

/** The greatest zoom that is served. */
export const GREATEST_ZOOM = 22;

/** World units in one unit of a tile at a zoom; below 1 from zoom 21. */
export const worldUnitsPerTileUnit = (z: number) => 2 ** (20 - z);

/** The ground a tile shows, with `buffer` tile units more on each side, cut at the edge of the world. */
export function tileWorldBox(tile: Tile, buffer: number): WorldBox {
  const size = WORLD_SIZE / 2 ** tile.z;
  const margin = buffer * worldUnitsPerTileUnit(tile.z);
  return {
    minX: Math.max(tile.x * size - margin, 0),
    minY: Math.max(tile.y * size - margin, 0),
    maxX: Math.min((tile.x + 1) * size + margin, WORLD_SIZE - 1),
    maxY: Math.min((tile.y + 1) * size + margin, WORLD_SIZE - 1),
  };
}

/** The bounds of a tile in degrees, to seven decimals. */
export function tileBbox({ z, x, y }: Tile): Bbox {
  const size = WORLD_SIZE / 2 ** z;
  return [lngOf(x * size), latOf((y + 1) * size), lngOf((x + 1) * size), latOf(y * size)];
}

/** The tile of zoom `z` that holds a position. */
export function tileAt(lng: number, lat: number, z: number): Tile {
  const size = WORLD_SIZE / 2 ** z;
  return { z, x: Math.floor(worldX(lng) / size), y: Math.floor(worldY(lat) / size) };
}

/**
 * A bounding box in world units.
 *
 * @param bbox  Must not cross the antimeridian: split it with `withoutAntimeridian` first.
 */
export const worldBoxOf = ([west, south, east, north]: Bbox): WorldBox => ({
  minX: worldX(west),
  minY: worldY(north),
  maxX: worldX(east),
  maxY: worldY(south),
});

/** One box, or the two on either side of the antimeridian where `west` > `east`. */
export const withoutAntimeridian = ([west, south, east, north]: Bbox): Bbox[] =>
  west <= east
    ? [[west, south, east, north]]
    : [
        [west, south, 180, north],
        [-180, south, east, north],
      ];
