import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fix } from "../../server/fleet/fix.ts";
import { type HygieneLimits, NO_TRAIL, sifted } from "../../server/fleet/hygiene.ts";

const NOW = Date.UTC(2026, 2, 1, 4);
const LIMITS: HygieneLimits = { futureSeconds: 120, jumpKmh: 160, agreeing: 3, retentionDays: 90 };
/** Meters east of 112.57° E along 26.89° N, and seconds before now. */
const fix = (meters: number, secondsAgo: number, more: Partial<Fix> = {}): Fix => ({
  atMs: NOW - secondsAgo * 1_000,
  position: [112.57 + meters / 99_180, 26.89],
  ...{ speedKmh: null, headingDegrees: null, isWorking: null, isFixed: true },
  ...more,
});
const reasons = (fixes: Fix[], trail = NO_TRAIL) =>
  sifted(fixes, trail, LIMITS, NOW).refused.map(({ reason }) => reason);

describe("positions that are not taken", () => {
  it.each([
    ["invalid", fix(0, 10, { isFixed: false })],
    ["invalid", fix(0, 10, { position: [200, 26] })],
    ["invalid", fix(0, 10, { position: [Number.NaN, 26] })],
    ["invalid", fix(0, 10, { atMs: Number.NaN })],
    ["zero", fix(0, 10, { position: [0, 0] })],
    ["future", fix(0, -121)],
    ["expired", fix(0, 90 * 86_400 + 1)],
  ])("are told as %s", (reason, one) => {
    expect(reasons([one])).toEqual([reason]);
  });

  it("may be a little in the future: clocks differ", () => {
    expect(reasons([fix(0, -120)])).toEqual([]);
  });

  it("are jumps where nothing drives that fast: 900 m in 10 s, and back", () => {
    // 800 m beyond the noise in 10 s are 288 km/h
    const { taken, refused } = sifted(
      [fix(0, 30), fix(900, 20), fix(20, 10)],
      NO_TRAIL,
      LIMITS,
      NOW,
    );
    expect(taken.map(({ atMs }) => (NOW - atMs) / 1_000)).toEqual([30, 10]);
    expect(refused.map(({ reason }) => reason)).toEqual(["jump"]);
  });

  it("are no jumps within the noise, or after half an hour", () => {
    expect(reasons([fix(0, 30), fix(90, 29)])).toEqual([]);
    expect(reasons([fix(0, 3_000), fix(50_000, 0)])).toEqual([]); // 60 km/h
    expect(reasons([fix(0, 3_000), fix(500_000, 0)])).toEqual([]); // carried on a train
  });

  it("are believed once three in a row agree, so that one wrong beginning is not for ever", () => {
    const far = [fix(9_000, 40), fix(9_050, 30), fix(9_100, 20), fix(9_150, 10)];
    const { taken, refused } = sifted([fix(0, 50), ...far], NO_TRAIL, LIMITS, NOW);
    expect(refused.map(({ fix: one }) => one)).toEqual(far.slice(0, 2));
    expect(taken.slice(1)).toEqual(far.slice(2));
  });

  it("is remembered from batch to batch", () => {
    const first = sifted([fix(0, 50)], NO_TRAIL, LIMITS, NOW);
    expect(reasons([fix(900, 45)], first.trail)).toEqual(["jump"]);
  });

  it("takes late positions, and judges them among themselves", () => {
    const first = sifted([fix(0, 10)], NO_TRAIL, LIMITS, NOW);
    const late = sifted([fix(500, 100), fix(9_000, 95), fix(550, 90)], first.trail, LIMITS, NOW);
    expect(late.taken).toHaveLength(2);
    expect(late.refused.map(({ reason }) => reason)).toEqual(["jump"]);
    expect(late.trail.last).toEqual(first.trail.last);
  });
});

it("tells of every position once, whatever comes in whatever order", () => {
  const one = fc.record({
    meters: fc.integer({ min: -20_000, max: 20_000 }),
    secondsAgo: fc.integer({ min: -300, max: 9_000_000 }),
    isFixed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), fc.nat(40), (all, cut) => {
      const fixes = all.map(({ meters, secondsAgo, isFixed }) =>
        fix(meters, secondsAgo, { isFixed }),
      );
      let trail = NO_TRAIL;
      let count = 0;
      for (const part of [fixes.slice(0, cut), fixes.slice(cut)]) {
        const sift = sifted(part, trail, LIMITS, NOW);
        count += sift.taken.length + sift.refused.length;
        const times = sift.taken.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        trail = sift.trail;
      }
      expect(count).toBe(fixes.length);
    }),
  );
});
