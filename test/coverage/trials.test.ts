import { describe, expect, it } from "vitest";
import { STATE, stateAt } from "../../server/coverage/coverage.ts";
import { differenceOf, totalsOf } from "../../server/coverage/study.ts";
import { seededRandom } from "../worlds/layer.ts";
import { placeAt as at } from "../worlds/streets.ts";
import { siteAt, townStudy } from "../worlds/study.ts";
import { randomWays } from "../worlds/travel.ts";

describe("a site tried elsewhere", () => {
  it("changes what a town measured anew would, and leaves no trace", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seededRandom(seed);
      const streets = randomWays(random, 40, 900);
      const somewhere = () => at(1000 * random(), 600 * random());
      const people = Array.from({ length: 60 }, () => [somewhere(), 1 + 50 * random()] as const);
      const sites = Array.from({ length: 5 }, (_, i) => siteAt(`s${i}`, somewhere(), 300));
      const asked = { radiusMeters: 250, hasCapacity: seed % 2 === 0 };
      const study = townStudy(streets, people, sites, asked);
      const before = totalsOf(study.measured, 0);
      for (let move = 0; move < 10; move++) {
        const site = Math.floor(6 * random()); // the sixth is new
        const position = random() < 0.2 && site < 5 ? null : somewhere();
        const moved = sites.filter((_, i) => i !== site || position !== null);
        if (position !== null) {
          const there = siteAt(`s${site}`, position, site < 5 ? 300 : null);
          moved[site] = there;
        }
        const anew = townStudy(streets, people, moved, asked);
        const tried = study.tryOut(site, position, (after) => ({
          totals: totalsOf(after, 0),
          difference: differenceOf(study.measured, after),
        }));
        expect(tried.totals).toEqual(totalsOf(anew.measured, 0));
        // whoever is served by the greater part counts whole
        const weightServed = ({ measured }: typeof study) =>
          measured.weights.reduce(
            (sum, weight, i) => (stateAt(measured, i) === STATE.served ? sum + weight : sum),
            0,
          );
        expect(tried.difference.gained - tried.difference.lost).toBeCloseTo(
          weightServed(anew) - weightServed(study),
          6,
        );
        if (!asked.hasCapacity)
          expect(weightServed(anew) - weightServed(study)).toBe(
            tried.totals.served - before.served,
          );
      }
      expect(totalsOf(study.measured, 0)).toEqual(before);
    }
  });
});
