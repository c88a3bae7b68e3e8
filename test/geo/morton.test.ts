import fc from "fast-check";
import { expect, it } from "vitest";
import { mortonCode, mortonOrder, visitMorton } from "../../server/geo/morton.ts";

const coordinate = fc.integer({ min: 0, max: 4_294_967_295 });
/** Many near each other, some equal, some anywhere. */
const positions = fc.array(
  fc.oneof(
    fc.tuple(coordinate, coordinate),
    fc.tuple(fc.integer({ min: 1000, max: 1300 }), fc.integer({ min: 5000, max: 5300 })),
  ),
  { maxLength: 400 },
);
const box = fc.oneof(
  fc.tuple(coordinate, coordinate, coordinate, coordinate),
  fc.tuple(
    fc.integer({ min: 900, max: 1400 }),
    fc.integer({ min: 4900, max: 5400 }),
    fc.integer({ min: 900, max: 1400 }),
    fc.integer({ min: 4900, max: 5400 }),
  ),
);

it("counts quadrants north-west, north-east, south-west, south-east", () => {
  const half = 2 ** 31;
  const codes = [
    mortonCode(0, 0),
    mortonCode(half, 0),
    mortonCode(0, half),
    mortonCode(half, half),
  ];
  expect(codes).toEqual([0, 2 ** 50, 2 * 2 ** 50, 3 * 2 ** 50]);
});

it("orders every position once, along the curve", () => {
  fc.assert(
    fc.property(positions, (list) => {
      const xs = Uint32Array.from(list, ([x]) => x);
      const ys = Uint32Array.from(list, ([, y]) => y);
      const order = mortonOrder(xs, ys);
      expect([...order].sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
      const codes = Array.from(order, (i) => mortonCode(xs[i]!, ys[i]!));
      expect(codes).toEqual([...codes].sort((a, b) => a - b));
    }),
  );
});

it("finds in a box what looking at every position finds, each once", () => {
  fc.assert(
    fc.property(positions, box, (list, [x1, y1, x2, y2]) => {
      const order = mortonOrder(
        list.map(([x]) => x),
        list.map(([, y]) => y),
      );
      const xs = Uint32Array.from(order, (i) => list[i]![0]);
      const ys = Uint32Array.from(order, (i) => list[i]![1]);
      const [minX, maxX] = [Math.min(x1, x2), Math.max(x1, x2)];
      const [minY, maxY] = [Math.min(y1, y2), Math.max(y1, y2)];
      const found: number[] = [];
      visitMorton(xs, ys, xs.length, { minX, minY, maxX, maxY }, (from, end) => {
        for (let row = from; row < end; row++) found.push(row);
      });
      const expected = list
        .map((_, row) => row)
        .filter(
          (row) => xs[row]! >= minX && xs[row]! <= maxX && ys[row]! >= minY && ys[row]! <= maxY,
        );
      expect(found).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
