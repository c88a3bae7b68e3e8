import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { toEwkbHex } from "../../server/geo/ewkb.ts";

// Little-endian, by hand: order 01, kind | 0x20000000 (an SRID follows), 4326 = 0x10e6.
const head = (kind: string) => `01${kind}000020e6100000`;
const one = "000000000000f03f"; // 1 = +1.0 × 2^0
const two = "0000000000000040"; // 2 = +1.0 × 2^1

describe("toEwkbHex", () => {
  it("writes longitude before latitude", () => {
    expect(toEwkbHex({ type: "Point", coordinates: [1, 2] })).toBe(`${head("01")}${one}${two}`);
  });

  it("drops heights", () => {
    expect(toEwkbHex({ type: "Point", coordinates: [1, 2, 9] })).toBe(`${head("01")}${one}${two}`);
  });

  it("counts positions, rings and parts, and says of each part what it is", () => {
    const line = [
      [1, 2],
      [2, 1],
    ];
    const positions = `02000000${one}${two}${two}${one}`;
    const expected: [Geometry, string][] = [
      [{ type: "LineString", coordinates: line }, `${head("02")}${positions}`],
      [{ type: "Polygon", coordinates: [line] }, `${head("03")}01000000${positions}`],
      [
        { type: "MultiLineString", coordinates: [line] },
        `${head("05")}010000000102000000${positions}`,
      ],
      [
        { type: "MultiPolygon", coordinates: [[line], [line]] },
        `${head("06")}02000000${`010300000001000000${positions}`.repeat(2)}`,
      ],
    ];
    for (const [geometry, hex] of expected) expect(toEwkbHex(geometry)).toBe(hex);
  });

  it("refuses a collection", () => {
    expect(() => toEwkbHex({ type: "GeometryCollection", geometries: [] })).toThrow(TypeError);
  });
});
