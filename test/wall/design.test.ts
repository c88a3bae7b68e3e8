import { expect, it } from "vitest";
import { designOf } from "../../web/wall/design.ts";

it("shows the design as it is at its own size, and twice as large at 4K", () => {
  const own = designOf({ width: 1920, height: 1080 }, 1);
  expect(own).toEqual({ unit: 1, width: 1920, height: 1080, columns: 1, mapPixels: 1 });
  const double = designOf({ width: 3840, height: 2160 }, 1);
  expect(double).toEqual({ unit: 2, width: 1920, height: 1080, columns: 1, mapPixels: 2 });
});

it("gives the width that an odd wall has left to the map and a second column", () => {
  const { unit, width, height, columns, mapPixels } = designOf({ width: 6656, height: 1792 }, 1);
  expect(unit).toBeCloseTo(1792 / 1080);
  expect(height).toBeCloseTo(1080);
  expect(width).toBeCloseTo((6656 * 1080) / 1792);
  expect(columns).toBe(2);
  expect(mapPixels).toBeCloseTo(unit); // 11.9 million pixels: native
});

it("draws the map coarser where a screen has more pixels than a card draws", () => {
  const { unit, width, height, mapPixels } = designOf({ width: 7680, height: 4320 }, 1);
  expect(unit).toBe(4);
  expect(mapPixels).toBeLessThan(4);
  expect(width * height * mapPixels ** 2).toBeCloseTo(16_000_000);
});

it("fits a standing screen by its width", () => {
  const { unit, width, height } = designOf({ width: 1080, height: 1920 }, 1);
  expect(unit).toBe(1080 / 1920);
  expect([width, height]).toEqual([1920, 1920 / (1080 / 1920)]);
});
