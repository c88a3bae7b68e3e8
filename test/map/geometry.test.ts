import { describe, expect, it } from "vitest";
import {
  circleRing,
  distanceMeters,
  labelPosition,
  metersPerPixel,
} from "../../web/map/geometry.ts";
import { scaleBarOf } from "../../web/map/scale-bar.tsx";

describe("metersPerPixel", () => {
  it("divides the equator by the 512 pixels of the one tile of zoom 0, and halves with each zoom", () => {
    const equatorMeters = 2 * Math.PI * 6_378_137;
    expect(metersPerPixel(0, 0)).toBeCloseTo(equatorMeters / 512, 6);
    expect(metersPerPixel(0, 3)).toBeCloseTo(equatorMeters / 512 / 8, 6);
  });

  it("is half as much at 60° north", () => {
    expect(metersPerPixel(60, 10)).toBeCloseTo(metersPerPixel(0, 10) / 2, 6);
  });
});

describe("circleRing", () => {
  const center = [25, 60] as const;

  it("keeps every corner at the radius, and closes", () => {
    const ring = circleRing(center, 300);
    expect(ring).toHaveLength(49);
    expect(ring[48]).toEqual(ring[0]);
    for (const corner of ring) expect(distanceMeters(center, corner)).toBeCloseTo(300, 3);
  });

  it("is twice as wide in degrees of longitude as of latitude at 60° north", () => {
    const ring = circleRing(center, 300, 4);
    const lngs = ring.map(([lng]) => lng);
    const lats = ring.map(([, lat]) => lat);
    const spread = (all: number[]) => Math.max(...all) - Math.min(...all);
    expect(spread(lngs) / spread(lats)).toBeCloseTo(2, 3);
  });

  it("runs counter-clockwise, as GeoJSON's outer rings do", () => {
    const ring = circleRing(center, 300);
    const doubledArea = ring
      .slice(1)
      .reduce((sum, [lng, lat], index) => sum + ring[index]![0] * lat - lng * ring[index]![1], 0);
    expect(doubledArea).toBeGreaterThan(0);
  });
});

describe("scaleBarOf", () => {
  it.each([
    { perPixelMeters: 1, lengthMeters: 50, width: 50 },
    { perPixelMeters: 1.1, lengthMeters: 100, width: 100 / 1.1 },
    { perPixelMeters: 25, lengthMeters: 2000, width: 80 },
    { perPixelMeters: 0.02, lengthMeters: 1, width: 50 },
  ])("at $perPixelMeters m a pixel shows $lengthMeters m", ({ perPixelMeters, ...bar }) => {
    expect(scaleBarOf(perPixelMeters, 96).lengthMeters).toBeCloseTo(bar.lengthMeters, 9);
    expect(scaleBarOf(perPixelMeters, 96).width).toBeCloseTo(bar.width, 6);
  });
});

describe("labelPosition", () => {
  const square = (west: number, south: number, side: number): [number, number][] => [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];

  it("is the middle of the largest part, whichever way its ring runs", () => {
    expect(labelPosition([square(0, 60, 1), square(25, 60, 4)])).toEqual([27, 62]);
    expect(labelPosition([[...square(25, 60, 4)].reverse()])).toEqual([27, 62]);
  });

  it("stays in a river that bends around its own middle", () => {
    // a U of width 1 around [0, 10] × [60, 70], open to the north: its centroid lies in the gap
    const bend: [number, number][] = [
      [0, 60],
      [10, 60],
      [10, 70],
      [9, 70],
      [9, 61],
      [1, 61],
      [1, 70],
      [0, 70],
      [0, 60],
    ];
    const [lng, lat] = labelPosition([bend])!;
    expect([0.5, 9.5]).toContain(lng);
    expect(lat).toBeGreaterThan(61);
  });

  it("is nowhere without an area", () => {
    expect(labelPosition([])).toBeNull();
    expect(
      labelPosition([
        [
          [25, 60],
          [26, 60],
          [25, 60],
        ],
      ]),
    ).toBeNull();
  });
});
