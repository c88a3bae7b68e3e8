import { describe, expect, it } from "vitest";
import type { LandUse } from "../../data/plot.ts";
import { type DensityArea, densityOf, type Plot } from "../../server/coverage/density.ts";
import { seededRandom } from "../worlds/layer.ts";
import { boxAt } from "../worlds/plots.ts";
import { placeAt } from "../worlds/streets.ts";

const area = (id: string, ...corners: [number, number, number, number]): DensityArea => ({
  id,
  polygons: boxAt(...corners),
});
const plot = (landUse: LandUse | null, ...corners: [number, number, number, number]): Plot => ({
  landUse,
  polygons: boxAt(...corners),
});
// two areas of 1 km² side by side; the west is half residential, a quarter commercial
const WEST = area("west", 0, 0, 1000, 1000);
const EAST = area("east", 1000, 0, 2000, 1000);
const PLOTS = [
  plot("residential", 0, 0, 500, 1000),
  plot("commercial", 500, 0, 1000, 500),
  plot(null, 500, 500, 1000, 1000),
  plot("industrial", 1000, 0, 1400, 1000),
];
/** 3 to 5 on each square kilometer of residential land. */
const RESIDENTIAL = {
  ...{ leastPerSquareKilometer: 3, mostPerSquareKilometer: 5 },
  landUse: ["residential"] satisfies LandUse[],
};
const toilets = (...places: [number, number][]) => places.map(([x, y]) => placeAt(x, y));
const west = (places: [number, number][], lens: Parameters<typeof densityOf>[3] = RESIDENTIAL) =>
  densityOf([WEST], PLOTS, toilets(...places), lens).areas[0]!;

describe("facilities on each square kilometer of land", () => {
  it("are counted on that land only, and held to its size", () => {
    const found = densityOf(
      [WEST, EAST],
      PLOTS,
      toilets([100, 100], [400, 900], [600, 100], [1200, 5], [9000, 0]),
      RESIDENTIAL,
    );
    const [inWest, inEast] = found.areas;
    expect(inWest).toMatchObject({ areaId: "west", count: 2, verdict: "within", missing: 0 });
    expect(inWest!.squareKilometers).toBeCloseTo(0.5, 3);
    expect(inWest!.perSquareKilometer).toBeCloseTo(4, 2);
    // no residential land there: nothing is asked
    expect(inEast).toEqual({
      ...{ areaId: "east", count: 0, squareKilometers: 0, perSquareKilometer: null },
      ...{ verdict: "no-data", missing: 0 },
    });
    expect([found.onOtherLand, found.outside]).toEqual([2, 1]);
  });

  it("are below, within or above", () => {
    // on 0.5 km²: 1 is 2 per km², 2 is 4, 3 is 6
    expect(west([[10, 10]])).toMatchObject({ verdict: "below", missing: 1 });
    expect(west([])).toMatchObject({ verdict: "below", missing: 2 });
    expect(
      west([
        [10, 10],
        [20, 20],
      ]).verdict,
    ).toBe("within");
    expect(
      west([
        [10, 10],
        [20, 20],
        [30, 30],
      ]).verdict,
    ).toBe("above");
  });

  it("have no upper bound where the standard has none", () => {
    const lens = { leastPerSquareKilometer: 3, landUse: RESIDENTIAL.landUse };
    const many = Array.from({ length: 50 }, (_, i): [number, number] => [10 + i, 10 + i]);
    expect(west(many, lens).verdict).toBe("within");
  });

  it("are counted on all land where no use is asked", () => {
    const lens = { leastPerSquareKilometer: 0.3, mostPerSquareKilometer: 1.2, landUse: [] };
    const found = densityOf([WEST, EAST], [], toilets([600, 600], [1900, 900]), lens);
    expect(found.areas.map(({ count, verdict }) => [count, verdict])).toEqual([
      [1, "within"],
      [1, "within"],
    ]);
    expect(found.areas[0]!.squareKilometers).toBeCloseTo(1, 3);
  });

  it("take of a plot across a border what lies on each side", () => {
    const across = [plot("residential", 800, 0, 1600, 500)];
    const { areas } = densityOf([WEST, EAST], across, [], RESIDENTIAL);
    expect(areas[0]!.squareKilometers).toBeCloseTo(0.1, 4);
    expect(areas[1]!.squareKilometers).toBeCloseTo(0.3, 4);
  });

  it("have no data where the use of land is not known", () => {
    const { areas } = densityOf([WEST], [plot(null, 0, 0, 1000, 1000)], [], RESIDENTIAL);
    expect(areas[0]!.verdict).toBe("no-data");
  });

  it("are each counted once: on the land, on other land, or outside", () => {
    const random = seededRandom(11);
    const places = Array.from({ length: 500 }, (): [number, number] => [
      // some on the border of the areas, some beyond
      random() < 0.2 ? 1000 : 2400 * random(),
      1200 * random(),
    ]);
    const found = densityOf([WEST, EAST], PLOTS, toilets(...places), RESIDENTIAL);
    const counted = found.areas.reduce((total, { count }) => total + count, 0);
    expect(counted + found.onOtherLand + found.outside).toBe(500);
  });
});
