import { expect, it } from "vitest";
import { waitAfter } from "../../web/wall/back-off.ts";
import { driftAt, untilReload } from "../../web/wall/upkeep.ts";

const HOUR = 3_600_000;

it("waits for the quiet time, of tomorrow where it is over or is now", () => {
  expect(untilReload({ hours: 3, minutes: 10 }, "04:10", 0)).toBe(HOUR);
  expect(untilReload({ hours: 4, minutes: 10 }, "04:10", 0)).toBe(24 * HOUR);
  expect(untilReload({ hours: 5, minutes: 10 }, "04:10", 0)).toBe(23 * HOUR);
  expect(untilReload({ hours: 23, minutes: 59 }, "00:00", 0)).toBe(60_000);
});

it("spreads walls over some minutes after it", () => {
  const latest = untilReload({ hours: 3, minutes: 10 }, "04:10", 0.999);
  expect(latest).toBeGreaterThan(HOUR);
  expect(latest).toBeLessThan(HOUR + 5 * 60_000);
});

it("walks round within its square and comes back", () => {
  const way = Array.from({ length: 9 }, (_, step) => driftAt(step, 6));
  expect(way.flat().every((pixels) => pixels >= 0 && pixels <= 6)).toBe(true);
  expect(new Set(way.map(String)).size).toBe(9);
  expect(driftAt(9, 6)).toEqual(driftAt(0, 6));
  expect(driftAt(4, 0)).toEqual([0, 0]);
});

it("asks a server that is away less and less often, never at the same moment as another", () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((failures) => waitAfter(failures, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 20_000, 20_000,
  ]);
  expect(waitAfter(1, 0)).toBe(500);
  expect(waitAfter(20, 0)).toBe(10_000);
});
