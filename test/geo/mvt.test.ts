import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Geometry } from "geojson";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { addValue, endFeature, moveTo, mvtLayer, mvtTile, tag } from "../../server/geo/mvt.ts";
import { type Tile, tileAt } from "../../server/geo/tile.ts";
import { detailLayer } from "../../server/layers/tiles.ts";
import { seededRandom, snapshotOfGeometries } from "../worlds/layer.ts";

type Drawn = Map<string, VectorTileFeature>;

function decoded(bytes: Uint8Array): Drawn {
  const layer = new VectorTile(new PbfReader(bytes)).layers.things;
  const features = Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
  return new Map(features.map((feature) => [String(feature.properties.name), feature]));
}

async function ours(
  kind: "point" | "line" | "polygon",
  geometries: readonly Geometry[],
  tile: Tile,
) {
  return decoded(mvtTile([detailLayer(await snapshotOfGeometries(kind, geometries), tile, {}, 0)]));
}

function reference(geometries: readonly Geometry[], { z, x, y }: Tile): Drawn {
  const features = geometries.map((geometry, i) => ({
    type: "Feature" as const,
    geometry,
    properties: { name: String(i) },
  }));
  const index = new GeoJSONVT(
    { type: "FeatureCollection", features },
    { maxZoom: z, tolerance: 0, buffer: 64, extent: 4096 },
  );
  const tile = index.getTile(z, x, y);
  return tile ? decoded(fromGeojsonVt({ things: tile }, { version: 2, extent: 4096 })) : new Map();
}

type Ring = { x: number; y: number }[];

/** Positions without repetitions. */
const distinct = (ring: Ring) =>
  ring.filter((at, i) => i === 0 || at.x !== ring[i - 1]!.x || at.y !== ring[i - 1]!.y);

const areaOf = (ring: Ring) =>
  ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return sum + (a.x * b.y - b.x * a.y) / 2;
  }, 0);

const lengthOf = (line: Ring) =>
  line.reduce(
    (sum, a, i) => sum + (i === 0 ? 0 : Math.hypot(a.x - line[i - 1]!.x, a.y - line[i - 1]!.y)),
    0,
  );

const total = (rings: Ring[], of: (ring: Ring) => number) =>
  rings.reduce((sum, ring) => sum + of(ring), 0);

const place = (random: () => number): [number, number] => [
  25 + 0.06 * (random() - 0.5),
  60 + 0.03 * (random() - 0.5),
];

function walk(random: () => number, steps: number): [number, number][] {
  let [lng, lat] = place(random);
  return Array.from({ length: steps }, () => {
    lng += 0.006 * (random() - 0.5);
    lat += 0.003 * (random() - 0.5);
    return [lng, lat];
  });
}

/** A ring around a middle, and perhaps a hole in it. */
function pond(random: () => number): [number, number][][] {
  const [lng, lat] = place(random);
  const ring = (scale: number) => {
    const corners = 5 + Math.floor(20 * random());
    const list = Array.from({ length: corners }, (_, i): [number, number] => {
      const radius = scale * (0.001 + 0.004 * (0.5 + 0.5 * random()));
      const angle = (2 * Math.PI * i) / corners;
      return [lng + 2 * radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    });
    const closed = [...list, list[0]!];
    return random() < 0.5 ? closed : closed.reverse(); // sources wind as they like
  };
  return random() < 0.5 ? [ring(1)] : [ring(1), ring(0.3)];
}

const TILES = [10, 12, 14, 16].map((z) => tileAt(25, 60, z));

describe("tiles agree with geojson-vt and vt-pbf", () => {
  it.each(TILES)("for points at zoom $z", async (tile) => {
    const random = seededRandom(1);
    const points = Array.from(
      { length: 3000 },
      (): Geometry => ({ type: "Point", coordinates: place(random) }),
    );
    const [drawn, expected] = [await ours("point", points, tile), reference(points, tile)];
    expect([...drawn.keys()].sort()).toEqual([...expected.keys()].sort());
    expect(drawn.size).toBeGreaterThan(0);
    for (const [name, feature] of drawn) {
      const [at, there] = [
        feature.loadGeometry()[0]![0]!,
        expected.get(name)!.loadGeometry()[0]![0]!,
      ];
      expect(Math.max(Math.abs(at.x - there.x), Math.abs(at.y - there.y))).toBeLessThanOrEqual(1);
    }
  });

  it.each(TILES)("for lines at zoom $z", async (tile) => {
    const random = seededRandom(2);
    const lines = Array.from(
      { length: 400 },
      (_, i): Geometry =>
        i % 5 === 0
          ? { type: "MultiLineString", coordinates: [walk(random, 9), walk(random, 4)] }
          : { type: "LineString", coordinates: walk(random, 12) },
    );
    const [drawn, expected] = [await ours("line", lines, tile), reference(lines, tile)];
    expect(drawn.size).toBeGreaterThan(0);
    for (const [name, feature] of expected) {
      const there = feature
        .loadGeometry()
        .map(distinct)
        .filter((line) => line.length > 1);
      const length = total(there, lengthOf);
      if (length < 4) continue; // one unit of rounding decides whether it is there at all
      const pieces = drawn.get(name)!.loadGeometry();
      const vertices = there.reduce((sum, line) => sum + line.length, 0);
      expect(Math.abs(total(pieces, lengthOf) - length)).toBeLessThan(2 * vertices);
      for (const piece of pieces)
        for (const at of piece) {
          const near = there.some((line) =>
            line.some(({ x, y }) => Math.hypot(at.x - x, at.y - y) < 3),
          );
          expect(near).toBe(true);
        }
    }
  });

  it.each(TILES)(
    "for areas with holes at zoom $z, wound as the specification asks",
    async (tile) => {
      const random = seededRandom(3);
      const areas = Array.from(
        { length: 300 },
        (_, i): Geometry =>
          i % 5 === 0
            ? { type: "MultiPolygon", coordinates: [pond(random), pond(random)] }
            : { type: "Polygon", coordinates: pond(random) },
      );
      const [drawn, expected] = [await ours("polygon", areas, tile), reference(areas, tile)];
      let compared = 0;
      for (const [name, feature] of expected) {
        const there = feature.loadGeometry();
        const area = total(there, areaOf);
        const outline = total(there, lengthOf);
        if (Math.abs(area) <= outline + 4) continue; // slivers of a unit's width may be dropped
        const rings = drawn.get(name)!.loadGeometry();
        compared++;
        expect(Math.abs(total(rings, areaOf) - area)).toBeLessThan(outline + 4);
        expect(areaOf(rings[0]!)).toBeGreaterThan(0); // an outer ring comes first
      }
      expect(compared).toBeGreaterThan(3);
      for (const feature of drawn.values())
        for (const ring of feature.loadGeometry()) expect(areaOf(ring)).not.toBe(0);
    },
  );
});

describe("an area that loses its outer ring", () => {
  it("loses its holes too, which would otherwise be areas", async () => {
    const tiny = (size: number): [number, number][] => [
      [25.003, 60],
      [25.003 + size, 60],
      [25.003 + size, 60 + size],
      [25.003, 60 + size],
      [25.003, 60],
    ];
    const areas: Geometry[] = [{ type: "Polygon", coordinates: [tiny(1e-6), tiny(1e-6)] }];
    expect((await ours("polygon", areas, tileAt(25.003, 60, 10))).size).toBe(0);
    expect((await ours("polygon", areas, tileAt(25.003, 60, 22))).size).toBe(1);
  });

  it("even a hole that is larger than it", async () => {
    const flat = [
      [25.003, 60],
      [25.004, 60],
      [25.005, 60],
      [25.003, 60],
    ];
    const hole = [
      [25.003, 60],
      [25.003, 60.001],
      [25.005, 60.001],
      [25.003, 60],
    ];
    const areas: Geometry[] = [{ type: "Polygon", coordinates: [flat, hole] }];
    expect((await ours("polygon", areas, tileAt(25.003, 60, 14))).size).toBe(0);
  });
});

describe("values", () => {
  it.each([
    0,
    1,
    127,
    128,
    2 ** 31,
    2 ** 32,
    2 ** 40,
    Number.MAX_SAFE_INTEGER,
    -1,
    -0.5,
    1e-9,
    3.25,
    1e300,
    true,
    false,
    "",
    "果皮箱 🚮",
    "x".repeat(300),
  ])("come back as they went in: %s", (value) => {
    const layer = mvtLayer("things", ["name", "value"]);
    for (let i = 0; i < 200; i++) {
      tag(layer, 0, addValue(layer, `number ${i}`));
      tag(layer, 1, addValue(layer, value));
      moveTo(layer, i, 4096 - i);
      endFeature(layer, 1);
    }
    const drawn = decoded(mvtTile([layer]));
    expect(drawn.size).toBe(200);
    expect(drawn.get("number 199")?.properties.value).toBe(value);
    expect(drawn.get("number 199")?.loadGeometry()).toEqual([
      [expect.objectContaining({ x: 199, y: 3897 })],
    ]);
  });

  it("leave no trace of a feature without geometry", () => {
    const layer = mvtLayer("things", ["name"]);
    tag(layer, 0, addValue(layer, "nowhere"));
    endFeature(layer, 1);
    expect(mvtTile([layer]).length).toBe(0);
  });
});
