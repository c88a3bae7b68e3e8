import Point from "@mapbox/point-geometry";
import { VectorTile } from "@mapbox/vector-tile";
import { fromVectorTileJs } from "@maplibre/vt-pbf";
import fc from "fast-check";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { basemapDrawing } from "../../web/map/basemap-drawing.ts";
import { displayPosition } from "../../web/map/datum.ts";
import { distanceMeters } from "../../web/map/geometry.ts";
import { mergedTile } from "../../web/map/merged-tile.ts";
import { piecesOf, tileOf } from "../../web/map/shifted-tile.ts";
import { type StyleState, styleOf, tilesUrl } from "../../web/map/style.ts";

const HENGYANG = [112.57, 26.89] as const;

describe("displayPosition", () => {
  it("leaves a base map of WGS 84 where it is", () => {
    expect(displayPosition(HENGYANG, "wgs84")).toEqual(HENGYANG);
  });

  it("moves GCJ-02 by some hundred meters in China and by nothing in Porto", () => {
    const shift = distanceMeters(HENGYANG, displayPosition(HENGYANG, "gcj02"));
    expect(shift).toBeGreaterThan(200);
    expect(shift).toBeLessThan(700);
    expect(displayPosition([-8.61, 41.15], "gcj02")).toEqual([-8.61, 41.15]);
  });

  it("moves BD-09 farther than GCJ-02", () => {
    const gcj = displayPosition(HENGYANG, "gcj02");
    expect(distanceMeters(gcj, displayPosition(HENGYANG, "bd09"))).toBeGreaterThan(500);
  });
});

describe("piecesOf", () => {
  it("is the tile itself where nothing is shifted", () => {
    expect(piecesOf(14, 13315, 6903, "wgs84")).toEqual([{ x: 13315, y: 6903, left: 0, top: 0 }]);
  });

  it("covers the whole tile", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 75, max: 130, noNaN: true }),
        fc.double({ min: 20, max: 50, noNaN: true }),
        fc.integer({ min: 6, max: 18 }),
        (lng, lat, zoom) => {
          const [x, y] = tileOf(zoom, [lng, lat]).map(Math.floor);
          const pieces = piecesOf(zoom, x!, y!, "gcj02");
          const area = pieces.reduce((sum, { left, top }) => {
            const width = Math.min(1, left + 1) - Math.max(0, left);
            const height = Math.min(1, top + 1) - Math.max(0, top);
            return sum + width * height;
          }, 0);
          expect(area).toBeGreaterThan(0.99);
        },
      ),
    );
  });

  it("puts what a GCJ-02 base shows at a place under that place, to a pixel of 256", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 120, noNaN: true }),
        fc.double({ min: 22, max: 40, noNaN: true }),
        fc.integer({ min: 10, max: 18 }),
        (lng, lat, zoom) => {
          const ours = tileOf(zoom, [lng, lat]);
          const shown = tileOf(zoom, displayPosition([lng, lat], "gcj02"));
          const [x, y] = ours.map(Math.floor);
          const piece = piecesOf(zoom, x!, y!, "gcj02").find(
            (each) => each.x === Math.floor(shown[0]) && each.y === Math.floor(shown[1]),
          );
          if (!piece) return; // the last thousandth of a tile
          expect(Math.abs(piece.left + shown[0] - piece.x - (ours[0] - x!))).toBeLessThan(1 / 256);
          expect(Math.abs(piece.top + shown[1] - piece.y - (ours[1] - y!))).toBeLessThan(1 / 256);
        },
      ),
    );
  });
});

/** A vector tile with one point in a layer. */
const tileWith = (name: string, x: number, y: number, extent: number) =>
  fromVectorTileJs({
    layers: {
      roads: {
        version: 2,
        name: "roads",
        extent,
        length: 1,
        feature: () => ({
          type: 1,
          properties: { name },
          id: undefined,
          extent,
          loadGeometry: () => [[new Point(x, y)]],
        }),
      },
    },
  }).slice().buffer;

it("merges the pieces of a vector tile, each moved by its shift and brought to one extent", () => {
  const bytes = mergedTile([
    { piece: { x: 0, y: 0, left: -0.25, top: 0.5 }, bytes: tileWith("a", 2048, 0, 4096) },
    { piece: { x: 1, y: 0, left: 0.75, top: 0.5 }, bytes: tileWith("b", 0, 256, 512) },
  ]);
  const layer = new VectorTile(new PbfReader(bytes)).layers.roads!;
  const points = [0, 1].map((index) => {
    const feature = layer.feature(index);
    const { x, y } = feature.loadGeometry()[0]![0]!;
    return { name: feature.properties.name, x: x / layer.extent, y: y / layer.extent };
  });
  expect(points).toEqual([
    { name: "a", x: 0.25, y: 0.5 },
    { name: "b", x: 0.75, y: 1 },
  ]);
});

it("changes no stored coordinate: records are asked for and drawn the same on any base map", () => {
  const records = { source: "toilets", "source-layer": "toilets" } as const;
  const state: Omit<StyleState, "base"> = {
    flavor: "light",
    language: "en",
    districtId: "zhengxiang",
    origin: "https://atlas.test",
    drawings: [
      {
        sources: {
          toilets: {
            type: "vector",
            tiles: [tilesUrl("https://atlas.test", "zhengxiang", ["toilets"])],
          },
        },
        layers: [{ slot: "points", layer: { id: "toilets", type: "symbol", ...records } }],
      },
    ],
  };
  const shifted = basemapDrawing(
    { isRaster: true, maxZoom: 18, url: "base://{z}/{x}/{y}" },
    "light",
    "en",
  );
  const own = styleOf({ ...state, base: null });
  const other = styleOf({ ...state, base: shifted });
  expect(other.sources.toilets).toEqual(own.sources.toilets);
  const recordsOf = (style: typeof own) => style.layers.filter(({ id }) => id === "toilets");
  expect(recordsOf(other)).toEqual(recordsOf(own));
});
