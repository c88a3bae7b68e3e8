import { describe, expect, it } from "vitest";
import { distancesOf, STATE, sharesOf, stateAt } from "../../server/coverage/coverage.ts";
import { obstacles } from "../../server/coverage/obstacles.ts";
import { totalsOf } from "../../server/coverage/study.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt } from "../worlds/streets.ts";
import { siteAt, townStudy } from "../worlds/study.ts";
import { randomWays, wayAt } from "../worlds/travel.ts";

const at = placeAt;
/** A street east along the plane's axis, as long as it says. */
const mainStreet = wayAt(
  "main",
  [1, 2],
  [
    [0, 0],
    [1000, 0],
  ],
);

describe("how far people go", () => {
  it("is their way to the street, along it, and on to the site", () => {
    const study = townStudy([mainStreet], [[at(100, 20), 10]], [siteAt("a", at(400, -5))], {
      radiusMeters: 300,
    });
    // 20 m to the street, 300 m along it, 5 m on
    expect(study.measured.nearest.firstWays[0]! / 1000).toBeCloseTo(325, 0);
    expect(stateAt(study.measured, 0)).toBe(STATE.outside);
  });

  it("is no further than the radius for who is served: the last meter decides", () => {
    for (const [east, isServed] of [
      [299, true],
      [301, false],
    ] as const) {
      const { measured } = townStudy([mainStreet], [[at(0, 0), 1]], [siteAt("a", at(east, 0))], {
        radiusMeters: 300,
      });
      expect(stateAt(measured, 0) === STATE.served).toBe(isServed);
    }
  });

  it("goes around where there is no bridge, and over it where there is one", () => {
    // two banks, 60 m apart; a bridge 800 m east
    const banks = [
      wayAt(
        "south",
        [1, 2],
        [
          [0, 0],
          [800, 0],
        ],
      ),
      wayAt(
        "north",
        [3, 4],
        [
          [0, 60],
          [800, 60],
        ],
      ),
    ];
    const bridge = wayAt(
      "bridge",
      [2, 4],
      [
        [800, 0],
        [800, 60],
      ],
    );
    const people = [[at(0, 0), 100]] as const;
    const site = [siteAt("a", at(0, 60))];
    const asked = { radiusMeters: 300 };
    const without = townStudy(banks, people, site, asked).measured;
    expect(without.nearest.firstSites[0]).toBe(-1);
    expect(distancesOf(without, [0], 50).withoutWay).toBe(100);
    const withBridge = townStudy([...banks, bridge], people, site, asked).measured;
    expect(withBridge.nearest.firstWays[0]! / 1000).toBeCloseTo(1660, 0);
  });

  it("does not step over a river to the nearest street, nor over a railway", () => {
    const far = wayAt(
      "far",
      [3, 4],
      [
        [0, -150],
        [1000, -150],
      ],
    );
    const bounds = [at(-100, 20), at(1100, 20), at(1100, 60), at(-100, 60)];
    const ring = [...bounds, bounds[0]!].map((position) => [...position]);
    const river = obstacles([{ type: "Polygon", coordinates: [ring] }]);
    const railway = obstacles([
      { type: "LineString", coordinates: [[...at(-100, -20)], [...at(1100, -20)]] },
    ]);
    const asked = { radiusMeters: 300 };
    const north = [[at(500, 80), 7]] as const; // the street is 80 m south, beyond the river
    const measured = townStudy([mainStreet], north, [siteAt("a", at(500, 0))], {
      ...asked,
      crosses: river,
    });
    expect(stateAt(measured.measured, 0)).toBe(STATE.rejected);
    expect(measured.demandFailures).toEqual(["obstacle"]);
    // who lives at the railway takes the street on their own side, though the other is nearer
    const south = [[at(500, -70), 7]] as const;
    const { network, measured: beside } = townStudy([mainStreet, far], south, [], {
      ...asked,
      crosses: railway,
    });
    expect(network.streets.edges[beside.places[0]!.edge]!.id).toBe("far");
  });

  it("leaves a river for who is counted in the middle of it: a cell's middle can lie in the water", () => {
    const bounds = [at(400, -30), at(600, -30), at(600, 30), at(400, 30)].map((p) => [...p]);
    const river = obstacles([{ type: "Polygon", coordinates: [[...bounds, bounds[0]!]] }]);
    const bank = wayAt(
      "bank",
      [1, 2],
      [
        [0, 40],
        [1000, 40],
      ],
    );
    const { measured } = townStudy([bank], [[at(500, 10), 3]], [], {
      radiusMeters: 300,
      crosses: river,
    });
    expect(measured.places[0]).not.toBeNull();
  });

  it("is infinite on an island", () => {
    const island = wayAt(
      "island",
      [8, 9],
      [
        [0, 500],
        [100, 500],
      ],
    );
    const { measured } = townStudy(
      [mainStreet, island],
      [
        [at(50, 500), 5],
        [at(50, 0), 5],
      ],
      [siteAt("a", at(60, 0))],
      { radiusMeters: 300 },
    );
    expect([0, 1].map((demand) => stateAt(measured, demand))).toEqual([
      STATE.outside,
      STATE.served,
    ]);
    expect(distancesOf(measured, [0, 1], 50)).toMatchObject({ reached: 5, withoutWay: 5 });
  });

  it("follows one-way streets by vehicle, towards the site, and not on foot", () => {
    const oneWay = wayAt(
      "main",
      [1, 2],
      [
        [0, 0],
        [1000, 0],
      ],
      { oneway: "forward" },
    );
    const around = wayAt(
      "around",
      [2, 1],
      [
        [1000, 0],
        [1000, 100],
        [0, 100],
        [0, 0],
      ],
    );
    const people = [[at(400, 0), 1]] as const;
    const behind = [siteAt("a", at(300, 0))];
    const ways = (profile: "walk" | "vehicle") =>
      townStudy([oneWay, around], people, behind, { radiusMeters: 300, profile }).measured.nearest
        .firstWays[0]! / 1000;
    expect(ways("walk")).toBeCloseTo(100, 0);
    // on to the end, back around, and along to the site: 600 + 1200 + 300
    expect(ways("vehicle")).toBeCloseTo(2100, 0);
  });

  it("says the median by people, not by cells", () => {
    const people = [
      [at(100, 0), 1],
      [at(200, 0), 1],
      [at(600, 0), 8],
    ] as const;
    const { measured } = townStudy([mainStreet], people, [siteAt("a", at(0, 0))], {
      radiusMeters: 300,
    });
    const { meanMeters, quantiles, bins } = distancesOf(measured, [0, 1, 2], 50);
    expect(meanMeters).toBeCloseTo((100 + 200 + 8 * 600) / 10, 0);
    expect(quantiles.find(({ share }) => share === 0.5)!.meters).toBeCloseTo(600, 0);
    expect(quantiles.find(({ share }) => share === 0.25)!.meters).toBeCloseTo(600, 0);
    expect(bins.reduce((sum, count) => sum + count)).toBe(10);
  });
});

describe("demand", () => {
  it("is served, without room, outside and rejected together, always", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const streets = randomWays(random, 30, 900);
      const somewhere = () => at(1400 * random() - 200, 900 * random() - 150);
      const people = Array.from({ length: 80 }, () => [somewhere(), 50 * random()] as const);
      const sites = Array.from({ length: 6 }, (_, i) =>
        siteAt(`s${i}`, somewhere(), random() < 0.7 ? 200 * random() : null),
      );
      const { measured } = townStudy(streets, people, sites, {
        radiusMeters: 350,
        hasCapacity: seed % 2 === 0,
        profile: seed % 3 === 0 ? "vehicle" : "walk",
      });
      const { demand, served, withoutRoom, outside, rejected } = totalsOf(measured, 0);
      expect(demand).toBe(measured.weights.reduce((sum, weight) => sum + weight));
      expect(served + withoutRoom + outside + rejected).toBe(demand); // whole thousandths: to the last
      if (!measured.allocation) continue;
      // nobody serves more than it has room for, and what sites serve is what is served
      for (const [site, load] of measured.allocation.loads.entries())
        expect(load).toBeLessThanOrEqual((sites[site]!.capacity ?? Infinity) * 1000);
      expect(measured.allocation.loads.reduce((sum, load) => sum + load)).toBe(served);
    }
  });

  it("goes to the next site within reach when the nearest is full, in part if need be", () => {
    const people = [
      [at(100, 0), 60],
      [at(120, 0), 60],
      [at(150, 0), 60],
    ] as const;
    const sites = [siteAt("a", at(100, 0), 100), siteAt("b", at(200, 0), 50)];
    const { measured } = townStudy([mainStreet], people, sites, {
      radiusMeters: 100,
      hasCapacity: true,
    });
    // a takes 60 and 40; the third is as near to both and goes to b with 50, which leaves 10 + 20 without room
    expect([...measured.allocation!.loads]).toEqual([100_000, 50_000]);
    expect(sharesOf(measured, [0, 1, 2])).toMatchObject({ served: 150_000, withoutRoom: 30_000 });
    expect(stateAt(measured, 1)).toBe(STATE.served); // the greater part of it
  });
});
