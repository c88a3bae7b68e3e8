import { gridDisk, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { cellFeatures, outlineOf, ringOf, strengthOf } from "../../web/hotspots/cells-drawing.ts";
import { cutRing } from "../../web/hotspots/cut.ts";
import { heatOf } from "../../web/hotspots/density.tsx";
import { questionOf } from "../../web/hotspots/params.ts";
import { patternColor } from "../../web/hotspots/pattern-colors.ts";
import { palettes } from "../../web/map/palette.ts";

describe("a ring that is cut by a line", () => {
  const square: [number, number][] = [
    [0, 0],
    [4, 0],
    [4, 2],
    [0, 2],
    [0, 0],
  ];
  const areaOf = (ring: readonly (readonly [number, number])[]) =>
    Math.abs(
      ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0) / 2,
    );

  it.each([
    { x: -1, left: 0, right: 8 },
    { x: 1, left: 2, right: 6 },
    { x: 3, left: 6, right: 2 },
    { x: 5, left: 8, right: 0 },
  ])(
    "gives $left left and $right right of x = $x, and never more than the whole",
    ({ x, left, right }) => {
      const before = cutRing(square, ([at]) => x - at);
      const behind = cutRing(square, ([at]) => at - x);
      expect(before ? areaOf(before) : 0).toBeCloseTo(left, 9);
      expect(behind ? areaOf(behind) : 0).toBeCloseTo(right, 9);
    },
  );

  it("stays closed", () => {
    const cut = cutRing(square, ([x, y]) => 3 - x - y)!;
    expect(cut[0]).toEqual(cut.at(-1));
    expect(areaOf(cut)).toBeCloseTo(4, 9); // a trapezium: (3 + 1) / 2 × 2
  });
});

describe("cells on the map", () => {
  const center = latLngToCell(60.01, 25.03, 9);

  it("has the borders of a flower of seven cells but those inside it", () => {
    // each of the six has 3 sides outside: 6 × 6 + 6 sides in all, 12 of them shared by two
    expect(outlineOf(gridDisk(center, 1))).toHaveLength(18);
    expect(outlineOf([center])).toHaveLength(6);
  });

  it("is longitude first, and closed", () => {
    const ring = ringOf(center);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [lng, lat] of ring) {
      expect(lng).toBeCloseTo(25.03, 1);
      expect(lat).toBeCloseTo(60.01, 1);
    }
  });

  it.each([
    { z: null, strength: 0 },
    { z: 2.99, strength: 0 },
    { z: 3, strength: 1 },
    { z: -4, strength: 1 },
    { z: 6, strength: 2 },
  ])("is drawn at strength $strength with z = $z", ({ z, strength }) => {
    expect(strengthOf(z)).toBe(strength);
  });

  it("leaves out what a cut leaves nothing of", () => {
    const cell = { cell: center, state: 1, z: 4, complaints: 3 };
    expect(cellFeatures([cell], () => null).features).toEqual([]);
    expect(cellFeatures([cell]).features[0]!.properties).toEqual({
      id: center,
      state: 1,
      strength: 1,
      complaints: 3,
    });
  });
});

describe("the picture of density", () => {
  it("has its peak where a single place has all of them: n over 2πσ²", () => {
    const cell = latLngToCell(60.01, 25.03, 10);
    const { cells, peakPerHectare } = heatOf({ cell: [cell], complaints: [5] });
    expect(cells).toHaveLength(1);
    expect(peakPerHectare).toBeCloseTo((5 / (2 * Math.PI * 100 ** 2)) * 10_000, 9);
  });

  it("draws nothing of cells without complaints", () => {
    expect(heatOf({ cell: [latLngToCell(60, 25, 10)], complaints: [0] }).cells).toEqual([]);
  });
});

describe("the question of a link", () => {
  it("keeps what makes sense and drops what does not", () => {
    expect(
      questionOf({
        measure: "reporters",
        hotCategory: "bin-overflow,none",
        hotWeekday: "6,7",
        hotHours: "18-21",
        hotDuplicates: "false",
        resolution: "9",
        level: "0.1",
        rings: "2",
        aroundMeters: "300",
        stepsBack: "0",
      }),
    ).toEqual({
      measure: "reporters",
      category: "bin-overflow,none",
      weekday: "6,7",
      hours: "18-21",
      duplicate: "false",
      resolution: 9,
      level: 0.1,
      meters: 300,
      stepsBack: "0",
    });
    expect(
      questionOf({
        measure: "loudness",
        hotWeekday: "8",
        hotHours: "late",
        hotDuplicates: "perhaps",
        resolution: "99",
        level: "2",
        rings: "x",
        aroundMeters: "-1",
        stepsBack: "3",
      }),
    ).toEqual({});
  });
});

describe("the colours of categories", () => {
  it.each(["light", "dark"] as const)("are hot or cold and never each other's (%s)", (flavor) => {
    const colors = palettes[flavor];
    for (const kind of ["new", "consecutive", "persistent", "historical"]) {
      expect(colors.hot).toContain(patternColor(`${kind}-hot`, colors));
      expect(colors.cold).toContain(patternColor(`${kind}-cold`, colors));
    }
    expect(patternColor("none", colors)).toBe(colors.byChance);
  });
});
