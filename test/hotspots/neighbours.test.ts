import { gridDisk, gridDistance, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import {
  bandNeighbours,
  fromRows,
  groundNeighbours,
  type Neighbours,
  ringNeighbours,
  rowStandardized,
} from "../../server/hotspots/neighbours.ts";

const rowsOf = ({ starts, items }: Neighbours) =>
  Array.from({ length: starts.length - 1 }, (_, i) => [
    ...items.subarray(starts[i], starts[i + 1]),
  ]);

/** Every pair measured. */
const everyPair = (count: number, isNear: (i: number, j: number) => boolean) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => j).filter((j) => j !== i && isNear(i, j)),
  );

describe("bandNeighbours", () => {
  it("takes in the distance itself, also where decimals are not exact", () => {
    expect(rowsOf(bandNeighbours([0, 30, 60.0001], [0, 0, 0], 30))).toEqual([[1], [0], []]);
    expect(0.4 - 0.1).toBeGreaterThan(0.3);
    expect(rowsOf(bandNeighbours([0.1, 0.4], [5, 5], 0.3))).toEqual([[1], [0]]);
  });

  it("takes points at one place for neighbours, at distance 0 nothing else", () => {
    expect(rowsOf(bandNeighbours([1, 1, 2], [1, 1, 1], 0))).toEqual([[1], [0], []]);
    expect(rowsOf(bandNeighbours([], [], 5))).toEqual([]);
  });

  it("finds what measuring every pair finds, of seeded random points", () => {
    const random = randomOf(4, "test/neighbours");
    for (let round = 0; round < 20; round++) {
      const n = random.whole(1, 60);
      const xs = Array.from({ length: n }, () => random.whole(-40, 40));
      const ys = Array.from({ length: n }, () => random.whole(1_000_000, 1_000_050));
      const distance = random.whole(1, 25);
      expect(rowsOf(bandNeighbours(xs, ys, distance))).toEqual(
        everyPair(n, (i, j) => Math.hypot(xs[i]! - xs[j]!, ys[i]! - ys[j]!) <= distance),
      );
    }
  });

  it("refuses a distance or a place that is none", () => {
    expect(() => bandNeighbours([0], [0], -1)).toThrow(RangeError);
    expect(() => bandNeighbours([0], [0], Number.NaN)).toThrow(/NaN/);
    expect(() => bandNeighbours([Number.NaN], [0], 1)).toThrow(RangeError);
  });
});

describe("groundNeighbours", () => {
  it.each([
    { place: "at 60°N", lng: 25, lat: 60 },
    { place: "at the antimeridian", lng: 180, lat: -17 },
    { place: "at the pole", lng: 0, lat: 89.999 },
  ])("finds what measuring every pair finds, $place", ({ lng, lat }) => {
    const random = randomOf(5, "test/neighbours");
    const n = 80;
    const lngs = Array.from({ length: n }, () => {
      const moved = lng + random.between(-0.01, 0.01);
      return moved > 180 ? moved - 360 : moved;
    });
    const lats = Array.from({ length: n }, () => Math.min(90, lat + random.between(-0.01, 0.01)));
    const near = rowsOf(groundNeighbours(lngs, lats, 300));
    expect(near).toEqual(
      everyPair(n, (i, j) => distanceMeters([lngs[i]!, lats[i]!], [lngs[j]!, lats[j]!]) <= 300),
    );
    expect(near.flat().length).toBeGreaterThan(20);
  });

  it("refuses a negative distance", () => {
    expect(() => groundNeighbours([0], [0], -5)).toThrow(RangeError);
  });
});

it("takes rings of cells as H3 does, and only cells of the list", () => {
  const middle = latLngToCell(26.9, 112.6, 9);
  const cells = gridDisk(middle, 3).filter((_, i) => i % 4 !== 3);
  expect(rowsOf(ringNeighbours(cells, 2))).toEqual(
    everyPair(cells.length, (i, j) => gridDistance(cells[i]!, cells[j]!) <= 2),
  );
  expect(ringNeighbours(cells, 0).items).toHaveLength(0);
});

it("lets the weights of each row add up to 1", () => {
  const { weights } = rowStandardized(fromRows([[1, 2], [0], []]));
  expect([...weights!]).toEqual([0.5, 0.5, 1]);
});
