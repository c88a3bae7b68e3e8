import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GREATEST_LAT,
  latOf,
  lngOf,
  WORLD_SIZE,
  worldX,
  worldY,
} from "../../server/geo/mercator.ts";
import { tileAt, tileBbox, tileWorldBox, withoutAntimeridian } from "../../server/geo/tile.ts";

/** Degrees with seven decimals, as registers hold them. */
const degrees = (limit: number) =>
  fc.integer({ min: -limit * 1e7, max: limit * 1e7 }).map((whole) => whole / 1e7);

describe("web mercator", () => {
  it("gives a position with seven decimals back unchanged", () => {
    fc.assert(
      fc.property(degrees(179), degrees(85), (lng, lat) => {
        expect([lngOf(worldX(lng)), latOf(worldY(lat))]).toEqual([lng, lat]);
      }),
    );
  });

  it("puts the corners of the square at its corners, x to the east and y to the south", () => {
    expect([worldX(-180), worldX(0), worldX(180)]).toEqual([0, WORLD_SIZE / 2, WORLD_SIZE - 1]);
    expect([worldY(GREATEST_LAT), worldY(0), worldY(-90)]).toEqual([
      0,
      WORLD_SIZE / 2,
      WORLD_SIZE - 1,
    ]);
  });

  it("agrees with the textbook formula at 60°N, where one degree of latitude is two of longitude", () => {
    const y = (1 - Math.asinh(Math.tan(Math.PI / 3)) / Math.PI) / 2;
    expect(worldY(60)).toBe(Math.round(y * WORLD_SIZE));
    const perDegree = (worldY(59.9995) - worldY(60.0005)) / (worldX(25.001) - worldX(25));
    expect(perDegree).toBeCloseTo(2, 3);
  });
});

describe("tiles", () => {
  it("holds the position it was asked for", () => {
    fc.assert(
      fc.property(degrees(179), degrees(85), fc.integer({ min: 0, max: 22 }), (lng, lat, z) => {
        const tile = tileAt(lng, lat, z);
        const [west, south, east, north] = tileBbox(tile);
        expect(lng >= west - 1e-7 && lng <= east + 1e-7).toBe(true);
        expect(lat >= south - 1e-7 && lat <= north + 1e-7).toBe(true);
        const box = tileWorldBox(tile, 0);
        expect(worldX(lng) >= box.minX && worldX(lng) <= box.maxX).toBe(true);
      }),
    );
  });

  it("reaches over its edges by its buffer, but not over the edge of the world", () => {
    const size = WORLD_SIZE / 4;
    const box = tileWorldBox({ z: 2, x: 0, y: 1 }, 64);
    expect(box).toEqual({
      minX: 0,
      minY: size - size / 64,
      maxX: size + size / 64,
      maxY: 2 * size + size / 64,
    });
  });

  it("splits a box at the antimeridian", () => {
    expect(withoutAntimeridian([170, -5, -170, 5])).toEqual([
      [170, -5, 180, 5],
      [-180, -5, -170, 5],
    ]);
    expect(withoutAntimeridian([20, -5, 30, 5])).toEqual([[20, -5, 30, 5]]);
  });
});
