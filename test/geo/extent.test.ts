import { describe, expect, it } from "vitest";
import { commonSquareMeters, type Polygons } from "../../server/geo/extent.ts";
import { EARTH_RADIUS_METERS } from "../../server/geo/measure.ts";
import { isInside, toParts } from "../../server/geo/shape.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt } from "../worlds/streets.ts";

const ring = (...places: (readonly [number, number])[]) =>
  [...places, places[0]!].map(([east, north]) => [...placeAt(east, north)]);
const box = (west: number, south: number, east: number, north: number) =>
  ring([west, south], [east, south], [east, north], [west, north]);
/** The invented places are flat to 1 part in 10⁴ at 60°N: a degree of longitude shrinks on the way north. */
const isAbout = (found: number, squareMeters: number) =>
  expect(Math.abs(found - squareMeters)).toBeLessThanOrEqual(Math.max(0.01, squareMeters * 3e-4));

describe("the ground of an area", () => {
  it("is what it measures, without its holes, in whichever turn its rings run", () => {
    isAbout(commonSquareMeters([[box(0, 0, 200, 100)]]), 20_000);
    isAbout(commonSquareMeters([[box(0, 0, 200, 100).toReversed()]]), 20_000);
    isAbout(commonSquareMeters([[box(0, 0, 200, 100), box(50, 20, 100, 60)]]), 20_000 - 2_000);
    isAbout(commonSquareMeters([[ring([0, 0], [300, 0], [0, 400])]]), 60_000);
    isAbout(commonSquareMeters([[box(0, 0, 10, 10)], [box(50, 0, 60, 20)]]), 300);
    expect(commonSquareMeters([])).toBe(0);
  });

  it("is that of the sphere between two meridians and two parallels", () => {
    const [west, south, east, north] = [25, 60, 25.5, 60.2];
    const cell = [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ];
    const radians = Math.PI / 180;
    const expected =
      EARTH_RADIUS_METERS ** 2 *
      (east - west) *
      radians *
      (Math.sin(north * radians) - Math.sin(south * radians));
    expect(commonSquareMeters([cell]) / expected).toBeCloseTo(1, 9);
  });
});

describe("the ground two areas have in common", () => {
  it.each([
    ["a corner", box(0, 0, 100, 100), box(60, 70, 200, 200), 40 * 30],
    ["one within the other", box(0, 0, 100, 100), box(10, 10, 30, 20), 200],
    ["the same", box(0, 0, 100, 100), box(0, 0, 100, 100), 10_000],
    ["a side only", box(0, 0, 100, 100), box(100, 0, 200, 100), 0],
    ["nothing", box(0, 0, 100, 100), box(300, 0, 400, 100), 0],
    ["half along a common side", box(0, 0, 100, 100), box(0, 0, 100, 50), 5_000],
    // a diamond of half-diagonal 50 in the middle of a box that is as wide as 60: two triangles of 20 × 40 are cut off
    ["a diamond", ring([50, 0], [100, 50], [50, 100], [0, 50]), box(20, 0, 80, 100), 5_000 - 800],
  ])("is %s", (_, a, b, expected) => {
    isAbout(commonSquareMeters([[a]], [[b]]), expected);
    isAbout(commonSquareMeters([[b]], [[a]]), expected);
  });

  it("leaves out the holes of both", () => {
    const holed = [box(0, 0, 100, 100), box(40, 40, 60, 60)];
    isAbout(commonSquareMeters([holed], [[box(50, 0, 100, 100)]]), 5_000 - 200);
    isAbout(commonSquareMeters([[box(0, 0, 50, 50)]], [holed]), 2_500 - 100);
  });

  it("adds up over the parts of a town, and agrees with throwing darts", () => {
    const random = seededRandom(3);
    for (let i = 0; i < 20; i++) {
      const corners = Array.from({ length: 9 }, (_, at) => {
        const [angle, far] = [(at / 9) * 2 * Math.PI, 40 + 160 * random()];
        return [200 + far * Math.cos(angle), 200 + far * Math.sin(angle)] as const;
      });
      const plot: Polygons = [[ring(...corners)]];
      const cut = 120 + 160 * random();
      const [west, east] = [box(-50, -50, cut, 450), box(cut, -50, 450, 450)];
      const whole = commonSquareMeters(plot);
      const parts = [west, east].map((side) => commonSquareMeters(plot, [[side]]));
      expect((parts[0]! + parts[1]!) / whole).toBeCloseTo(1, 9);
      const inside = toParts({ type: "MultiPolygon", coordinates: plot });
      let hits = 0;
      const darts = 20_000;
      for (let dart = 0; dart < darts; dart++) {
        const [lng, lat] = placeAt(cut * random(), 400 * random());
        if (isInside(inside, lng, lat)) hits++;
      }
      // 4 standard errors of a share of half
      const [share, of] = [hits / darts, cut * 400];
      expect(Math.abs(parts[0]! - share * of)).toBeLessThan((4 * 0.5 * of) / Math.sqrt(darts));
    }
  });
});
