import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchOf } from "../../server/fleet/match.ts";
import { coveredShares, fixesAlong, townOf } from "../worlds/match-town.ts";
import { placeAt } from "../worlds/streets.ts";

/** A street of some length between two of 500 m, all in one line, and a street across the middle of the first. */
const lineOf = (meters: number) =>
  townOf({
    before: [
      [0, 0],
      [500, 0],
    ],
    middle: [
      [500, 0],
      [500 + meters, 0],
    ],
    after: [
      [500 + meters, 0],
      [1000 + meters, 0],
    ],
    across: [
      [500, -300],
      [500, 0],
    ],
    beyond: [
      [500, 0],
      [500, 300],
    ],
  });

/** Fixes moved by up to 15 m to any side. */
const shaken = (seed: readonly number[], fixes: ReturnType<typeof fixesAlong>) =>
  fixes.map((fix, i) => {
    const [angle, far] = [
      seed[(2 * i) % seed.length]! * 6.28,
      seed[(2 * i + 1) % seed.length]! * 15,
    ];
    const [lng, lat] = fix.position;
    const [east, north] = placeAt(far * Math.cos(angle), far * Math.sin(angle));
    const [lng0, lat0] = placeAt(0, 0);
    return { ...fix, position: [lng + east - lng0, lat + north - lat0] as const };
  });

const noise = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 37,
  maxLength: 37,
});
const everySeconds = fc.constantFrom(1, 2, 5, 10, 15);

describe("whatever the noise", () => {
  it("crossing a street at right angles services none of it", () => {
    const town = lineOf(10);
    fc.assert(
      fc.property(noise, everySeconds, fc.integer({ min: 3, max: 12 }), (seed, every, speed) => {
        const course = fixesAlong(
          [
            [500, -295],
            [500, 295],
          ],
          { everySeconds: every, metersASecond: speed },
        );
        const shares = coveredShares(matchOf(town, shaken(seed, course)), town);
        expect(shares.before ?? 0).toBe(0);
        expect(shares.middle ?? 0).toBe(0);
        expect(shares.after ?? 0).toBe(0);
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it("a street of 10 m and one of 500 m are serviced end to end, and nothing more than once over", () => {
    fc.assert(
      fc.property(fc.constantFrom(10, 500), noise, everySeconds, (meters, seed, every) => {
        const town = lineOf(meters);
        const course = fixesAlong(
          [
            [100, 0],
            [900 + meters, 0],
          ],
          { everySeconds: every },
        );
        const matched = matchOf(town, shaken(seed, course));
        const shares = coveredShares(matched, town);
        expect(shares.middle).toBeCloseTo(1, 6);
        for (const share of Object.values(shares)) expect(share).toBeLessThanOrEqual(1 + 1e-9);
        for (const { fromShare, toShare, fromMs, toMs, confidence } of matched.passages) {
          for (const value of [fromShare, toShare, confidence]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
          expect(toMs).toBeGreaterThanOrEqual(fromMs);
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it("more fixes on the way never make a serviced street unserviced", () => {
    const town = lineOf(60);
    fc.assert(
      fc.property(
        noise,
        fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 60 }),
        (seed, more) => {
          const whole = fixesAlong(
            [
              [50, 0],
              [1010, 0],
            ],
            { everySeconds: 1, metersASecond: 9 },
          );
          const some = shaken(
            seed,
            whole.filter((_, i) => i % 10 === 0),
          );
          const others = [...new Set(more)].map((i) => whole[i]!).filter(Boolean);
          const all = [
            ...some,
            ...others.filter(({ atMs }) => !some.some((fix) => fix.atMs === atMs)),
          ];
          const before = coveredShares(matchOf(town, some), town);
          const after = coveredShares(
            matchOf(
              town,
              all.toSorted((a, b) => a.atMs - b.atMs),
            ),
            town,
          );
          // whole streets stay whole; the first and the last end where their fix is
          expect(before.middle).toBeCloseTo(1, 6);
          expect(after.middle).toBeCloseTo(1, 6);
          expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
        },
      ),
      { seed: 9, numRuns: 150 },
    );
  });
});
