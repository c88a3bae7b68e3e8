import { describe, expect, it } from "vitest";
import { servedStretches, streetShare } from "../../server/coverage/streets.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt as at } from "../worlds/streets.ts";
import { siteAt, townStudy } from "../worlds/study.ts";
import { randomWays, wayAt } from "../worlds/travel.ts";

/** A street east along the plane's axis, as long as it says. */
const mainStreet = wayAt(
  "main",
  [1, 2],
  [
    [0, 0],
    [1000, 0],
  ],
);

describe("streets within reach", () => {
  it("are those parts from which the site is no further than the radius", () => {
    const side = wayAt(
      "side",
      [2, 3],
      [
        [1000, 0],
        [1000, 500],
      ],
    );
    const { network, labels } = townStudy([mainStreet, side], [], [siteAt("a", at(900, 0))], {
      radiusMeters: 300,
    });
    const served = servedStretches(network, labels, 300_000);
    // 300 m back along the main street, 100 m on to its end and 200 m into the other
    const lengths = served.map((parts) => parts.reduce((sum, { from, to }) => sum + to - from, 0));
    expect(lengths[0]! / 1000).toBeCloseTo(400, 0);
    expect(lengths[1]! / 1000).toBeCloseTo(200, 0);
    const share = streetShare(network, served);
    expect(share.meters).toBeCloseTo(1500, 0);
    expect(share.servedMeters).toBeCloseTo(600, 0);
  });

  it("agree with places along them in random towns", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = seededRandom(seed);
      const streets = randomWays(random, 30, 700);
      const sites = [0, 1, 2].map((i) => siteAt(`s${i}`, at(700 * random(), 400 * random())));
      for (const profile of ["walk", "vehicle"] as const) {
        const { network, labels } = townStudy(streets, [], sites, { radiusMeters: 250, profile });
        const served = servedStretches(network, labels, 250_000);
        for (let tries = 0; tries < 60; tries++) {
          const edge = Math.floor(network.lengths.length * random());
          if (!network.isForward[edge] && !network.isBackward[edge]) continue;
          const along = Math.round(network.lengths[edge]! * random());
          const here = network.streets.lineBetween(
            edge,
            Math.min(along / 1000, network.streets.lengthsMeters[edge]!),
            network.streets.lengthsMeters[edge]!,
          )[0]!;
          // a person standing there: on the network without an offset
          const study = townStudy(streets, [[here, 1]], sites, { radiusMeters: 250, profile });
          const place = study.measured.places[0]!;
          if (place.edge !== edge) continue; // where streets meet, the place is on another
          const isWithin = served[edge]!.some(
            ({ from, to }) => from - 20 <= along && along <= to + 20,
          );
          const way = study.measured.nearest.firstWays[0]!;
          if (Math.abs(way - 250_000) > 100) expect(way < 250_000).toBe(isWithin);
        }
      }
    }
  });
});
