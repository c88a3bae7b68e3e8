import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { bboxOf, doBboxesMeet } from "../../server/geo/bbox.ts";
import { interiorOf, intersects, stretchesInside, within } from "../../server/geo/relate.ts";
import { parseWktAt, WktError } from "../../server/geo/wkt.ts";

const wkt = (text: string): Geometry => parseWktAt(text, 0).geometry;

/** A square from (25,60) to (29,64) with a hole from (26,61) to (28,63). */
const ring = wkt(
  "POLYGON((25 60, 29 60, 29 64, 25 64, 25 60),(26 61, 28 61, 28 63, 26 63, 26 61))",
);

describe("intersects", () => {
  it.each([
    { other: "POINT(25.5 60.5)", meets: true },
    { other: "POINT(27 62)", meets: false }, // in the hole
    { other: "POINT(26 62)", meets: true }, // on the edge of the hole
    { other: "POINT(60.5 25.5)", meets: false }, // lng and lat swapped
    { other: "MULTIPOINT((0 0), 29 64)", meets: true },
    { other: "LINESTRING(26.5 61.5, 27.5 62.5)", meets: false },
    { other: "LINESTRING(27 62, 27 70)", meets: true },
    { other: "LINESTRING(20 62, 40 62)", meets: true }, // neither end inside
    { other: "LINESTRING(20 60, 25 65.1)", meets: false },
    { other: "POLYGON((26.5 61.5, 27.5 61.5, 27 62.5, 26.5 61.5))", meets: false },
    { other: "POLYGON((0 0, 90 0, 90 90, 0 90, 0 0))", meets: true }, // around it
    { other: "POLYGON((29 64, 30 64, 30 65, 29 64))", meets: true }, // a corner touches
    { other: "GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(25 59, 25 65))", meets: true },
  ])("$other and a ring: $meets, from both sides", ({ other, meets }) => {
    expect(intersects(ring, wkt(other))).toBe(meets);
    expect(intersects(wkt(other), ring)).toBe(meets);
  });
});

describe("within", () => {
  it.each([
    { other: "POINT(25.5 60.5)", isWithin: true },
    { other: "POINT(25 60.5)", isWithin: false }, // only on the boundary
    { other: "POINT(27 62)", isWithin: false },
    { other: "POINT(26 62)", isWithin: false }, // only on the edge of the hole
    { other: "LINESTRING(25.5 60.5, 28.5 60.5)", isWithin: true },
    { other: "LINESTRING(25.5 62, 28.5 62)", isWithin: false }, // over the hole, both ends inside
    { other: "LINESTRING(25 61, 25 63)", isWithin: false }, // along the boundary only
    { other: "POLYGON((25.1 60.1, 25.9 60.1, 25.9 60.9, 25.1 60.1))", isWithin: true },
    { other: "POLYGON((25 60, 29 60, 29 64, 25 64, 25 60))", isWithin: false }, // covers the hole
  ])("$other is within a ring: $isWithin", ({ other, isWithin }) => {
    expect(within(wkt(other), ring)).toBe(isWithin);
  });

  it("finds a geometry within itself", () => {
    expect(within(ring, ring)).toBe(true);
  });
});

describe("stretchesInside", () => {
  it("cuts a segment where it enters and leaves", () => {
    // From 25 to 29 at 62°: 1 degree of wall, 2 of hole, 1 of wall.
    const polygons = ring.type === "Polygon" ? [ring.coordinates] : [];
    expect(stretchesInside([25, 62], [29, 62], polygons)).toEqual([
      [0, 0.25],
      [0.75, 1],
    ]);
    expect(stretchesInside([24, 70], [29, 70], polygons)).toEqual([]);
  });

  it("finds a position inside a polygon with a hole in its middle", () => {
    const inside = interiorOf(ring.type === "Polygon" ? ring.coordinates : []);
    expect(within({ type: "Point", coordinates: inside }, ring)).toBe(true);
  });
});

describe("bboxOf", () => {
  it("goes around every part", () => {
    expect(bboxOf(ring)).toEqual([25, 60, 29, 64]);
    expect(bboxOf(wkt("GEOMETRYCOLLECTION(POINT(1 2),POINT(-3 4))"))).toEqual([-3, 2, 1, 4]);
  });

  it("of nothing meets nothing", () => {
    const nothing = bboxOf({ type: "MultiPoint", coordinates: [] });
    expect(doBboxesMeet(nothing, [-180, -90, 180, 90])).toBe(false);
  });
});

describe("parseWktAt", () => {
  it("drops a Z value and says where the geometry ends", () => {
    expect(parseWktAt("x Point Z (1 -2.5e1 9) y", 1)).toEqual({
      geometry: { type: "Point", coordinates: [1, -25] },
      end: 22,
    });
  });

  it.each([
    { text: "POINT(1)", at: 7 },
    { text: "POINT 1 2", at: 6 },
    { text: "LINESTRING(1 2)", at: 10 },
    { text: "POLYGON((0 0, 1 0, 1 1))", at: 8 },
    { text: "CIRCLE(1 2)", at: 0 },
  ])("says that $text goes wrong at $at", ({ text, at }) => {
    expect(() => parseWktAt(text, 0)).toThrow(WktError);
    try {
      parseWktAt(text, 0);
    } catch (error) {
      expect(error).toHaveProperty("at", at);
    }
  });
});
