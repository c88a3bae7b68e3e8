import fc from "fast-check";
import { expect, it } from "vitest";
import { discoveries } from "../../server/hotspots/false-discovery.ts";

/** As the paper says it. */
function naive(p: readonly number[], level: number) {
  const tests = p.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  let count = 0;
  tests.forEach((value, i) => {
    if (value <= (level * (i + 1)) / tests.length) count = i + 1;
  });
  return { count, threshold: count === 0 ? 0 : tests[count - 1]! };
}

it("finds what sorting all of them finds, ties and missing tests among them", () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 100 }).map((k) => k / 1000), // many ties, many on the line itself
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constant(Number.NaN),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.constantFrom(0.05, 0.1, 0.5), (p, level) => {
      const { count, threshold, isDiscovery } = discoveries(Float64Array.from(p), level);
      expect({ count, threshold }).toEqual(naive(p, level));
      expect([...isDiscovery]).toEqual(p.map((one) => (count > 0 && one <= threshold ? 1 : 0)));
    }),
    { seed: 5, numRuns: 500 },
  );
});

it("takes p on the line itself, and by it all that are smaller", () => {
  // The fifth of five tests at 0.05 may be 0.05; the first alone would have to be 0.01.
  expect(discoveries(Float64Array.of(0.05, 0.049, 0.04, 0.045, 0.03), 0.05).count).toBe(5);
  expect(discoveries(Float64Array.of(0.01, 0.9, 0.9, 0.9, 0.9), 0.05).count).toBe(1);
  expect(discoveries(Float64Array.of(0.011, 0.9, 0.9, 0.9, 0.9), 0.05).count).toBe(0);
});

it("shrinks one by one to nothing where every p is just above its line", () => {
  const p = Float64Array.from({ length: 1000 }, (_, i) => (0.05 * (i + 1)) / 1000 + 1e-9);
  expect(discoveries(p, 0.05).count).toBe(0);
  p[0] = 0;
  expect(discoveries(p, 0.05).count).toBe(1);
});

it("finds nothing among no tests, and refuses a level that is none", () => {
  expect(discoveries(new Float64Array(0), 0.05)).toMatchObject({ count: 0, threshold: 0 });
  expect(discoveries(Float64Array.of(Number.NaN), 0.05).count).toBe(0);
  expect(() => discoveries(new Float64Array(1), 0)).toThrow(RangeError);
});
