import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectingOf } from "../../web/facilities/params.ts";
import {
  formatShape,
  MAX_CORNERS,
  MAX_WITHIN_METERS,
  parseShape,
  type Shape,
} from "../../web/facilities/shape.ts";

/** A corner on the grid of five decimals that links are written in. */
const corner = fc
  .tuple(
    fc.integer({ min: -18_000_000, max: 18_000_000 }),
    fc.integer({ min: -9_000_000, max: 9_000_000 }),
  )
  .map(([x, y]) => [x / 1e5, y / 1e5] as const);

describe("a selection shape in a link", () => {
  it("comes back as it was drawn, anywhere on earth", () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: MAX_CORNERS }), (ring) => {
        const shape: Shape = { kind: "polygon", ring };
        expect(parseShape(formatShape(shape))).toEqual(shape);
      }),
    );
  });

  it("keeps corners within half a step of five decimals, and steps do not add up along the ring", () => {
    const ring = Array.from(
      { length: MAX_CORNERS },
      (_, index) => [112.5 + index * 0.001_003_7, 26.8 + (index % 7) * 0.000_111_3] as const,
    );
    const read = parseShape(formatShape({ kind: "polygon", ring }));
    expect(read?.kind).toBe("polygon");
    if (read?.kind !== "polygon") return;
    for (const [index, [lng, lat]] of read.ring.entries()) {
      expect(Math.abs(lng - ring[index]![0])).toBeLessThanOrEqual(0.000_005_001);
      expect(Math.abs(lat - ring[index]![1])).toBeLessThanOrEqual(0.000_005_001);
    }
  });

  it("needs no escaping and stays short: twelve corners a street apart are under a hundred characters", () => {
    const ring = Array.from(
      { length: 12 },
      (_, index) => [112.57 + index * 0.002, 26.89 - (index % 3) * 0.001] as const,
    );
    const text = formatShape({ kind: "polygon", ring });
    expect(text).toMatch(/^polygon:[0-9A-Za-z_-]+$/);
    expect(text.length).toBeLessThan(100);
  });

  it("is a street and a distance where it lies along a street, whatever the street's id holds", () => {
    const shape: Shape = { kind: "street", streetId: "osm:way:17", withinMeters: 50 };
    expect(formatShape(shape)).toBe("street:50:osm:way:17");
    expect(parseShape(formatShape(shape))).toEqual(shape);
  });

  it.each([
    "",
    "circle:1",
    "polygon:",
    "polygon:AA",
    "polygon:AAAA", // two corners
    "polygon:AAAAA", // a corner without its latitude
    "polygon:AAAA!A",
    "polygon:zzzzzzzzzzzzzz", // a number that does not end
    "street:50:",
    "street:0:a",
    "street:-5:a",
    "street:ten:a",
    `street:${MAX_WITHIN_METERS + 1}:a`,
  ])("is nothing when the link says %j", (text) => {
    expect(parseShape(text)).toBeNull();
    expect(selectingOf(text)).toEqual({ step: "none" });
  });

  it("is nothing beyond the poles, and nothing with more corners than a link carries", () => {
    const ring = [
      [0, 89],
      [1, 89],
      [1, 91],
    ] as const;
    expect(parseShape(formatShape({ kind: "polygon", ring }))).toBeNull();
    const many = Array.from({ length: MAX_CORNERS + 1 }, (_, index) => [index / 1e3, 60] as const);
    expect(parseShape(formatShape({ kind: "polygon", ring: many }))).toBeNull();
  });

  it("is being drawn while the link names only the tool", () => {
    expect(selectingOf("polygon")).toEqual({ step: "drawing", tool: "polygon" });
    expect(selectingOf("street")).toEqual({ step: "drawing", tool: "street" });
    expect(selectingOf(undefined)).toEqual({ step: "none" });
  });
});
