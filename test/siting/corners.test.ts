import { describe, expect, it } from "vitest";
import { travelNetwork } from "../../server/coverage/network.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import { streetNetwork } from "../../server/geo/network.ts";
import { cornersOf, pairsNearer, thinned } from "../../server/siting/corners.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt } from "../worlds/streets.ts";
import { wayAt } from "../worlds/travel.ts";

/** Three streets from the middle, and one that returns to its own beginning. */
const star = [
  wayAt(
    "a",
    [1, 2],
    [
      [0, 0],
      [100, 0],
    ],
    { name: "甲路", nameEn: "A Road" },
  ),
  wayAt(
    "b",
    [3, 1],
    [
      [0, 100],
      [0, 0],
    ],
    { name: "乙路" },
  ),
  wayAt(
    "c",
    [1, 4],
    [
      [0, 0],
      [-100, 0],
    ],
    { name: "甲路", isDrivable: false },
  ),
  wayAt(
    "loop",
    [2, 2],
    [
      [100, 0],
      [120, 20],
      [100, 0],
    ],
  ),
];

describe("street corners", () => {
  it("are where three usable edges meet, with the names of the streets", () => {
    const [corner, ...others] = cornersOf(travelNetwork(streetNetwork(star), "walk"));
    expect(others).toEqual([]); // where the loop ends, two edges meet
    expect(corner).toMatchObject({ nodeId: 1, names: ["甲路", "乙路"], namesEn: ["A Road"] });
    expect(distanceMeters(corner!.position, placeAt(0, 0))).toBeLessThan(0.01);
  });

  it("are none for vehicles where one of the edges is for walkers", () => {
    expect(cornersOf(travelNetwork(streetNetwork(star), "vehicle"))).toEqual([]);
  });
});

describe("positions not too near each other", () => {
  const random = seededRandom(7);
  const positions = Array.from({ length: 300 }, () => placeAt(2000 * random(), 2000 * random()));
  const isNear = (a: number, b: number) => distanceMeters(positions[a]!, positions[b]!) < 120;

  it("are as far apart as asked, and every other one is too near one that stays", () => {
    const kept = thinned(positions, 120);
    for (const a of kept) for (const b of kept) if (a !== b) expect(isNear(a, b)).toBe(false);
    for (const i of positions.keys())
      if (!kept.includes(i)) expect(kept.some((other) => other < i && isNear(i, other))).toBe(true);
    expect(thinned([], 120)).toEqual([]);
  });

  it("are told pair by pair, every pair measured", () => {
    const expected = positions.flatMap((_, a) =>
      [...positions.keys()].flatMap((b) => (a < b && isNear(a, b) ? [`${a} ${b}`] : [])),
    );
    expect(expected.length).toBeGreaterThan(100);
    const pairs = pairsNearer(positions, 120, 10_000)!;
    expect(pairs.map((pair) => pair.join(" ")).toSorted()).toEqual(expected.toSorted());
    expect(pairsNearer(positions, 120, 100)).toBeNull();
  });
});
