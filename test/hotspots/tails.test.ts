import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import {
  binomialTable,
  binomialTails,
  hypergeometricTails,
  normalTwoSided,
  poissonTails,
  twoSided,
} from "../../server/hotspots/tails.ts";

/** Whole-number quotient to 17 digits; BigInt has no exponent, so it is counted. */
function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  let digits = 0;
  let scaled = numerator;
  while (scaled < denominator * 10n ** 20n) {
    scaled *= 10n ** 20n;
    digits += 20;
  }
  const text = (scaled / denominator).toString();
  return Number(`${text[0]}.${text.slice(1, 25)}e${text.length - 1 - digits}`);
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** Tails of numerators over one denominator, exactly. */
function exactTails(terms: readonly bigint[], denominator: bigint, s: number) {
  const sum = (some: readonly bigint[]) => some.reduce((a, b) => a + b, 0n);
  return {
    lower: quotient(sum(terms.slice(0, s + 1)), denominator),
    upper: quotient(sum(terms.slice(s)), denominator),
  };
}

function expectClose(got: number, exact: number, digits = 1e-12) {
  expect(Math.abs(got - exact)).toBeLessThanOrEqual(digits * Math.abs(exact));
}

const upTo = (n: number) => Array.from({ length: n + 1 }, (_, k) => k);

describe("binomialTails", () => {
  // p as a fraction a/2ᵇ, which binary numbers hold exactly.
  it.each([
    { n: 1, a: 1, b: 1 },
    { n: 12, a: 3, b: 4 },
    { n: 60, a: 1, b: 6 },
    { n: 250, a: 1, b: 9 },
    { n: 400, a: 255, b: 9 },
  ])("adds up to the exact fraction at every s of $n trials with $a/2^$b", ({ n, a, b }) => {
    const [hit, all] = [BigInt(a), 2n ** BigInt(b)];
    const terms = upTo(n).map(
      (k) => choose(n, k) * hit ** BigInt(k) * (all - hit) ** BigInt(n - k),
    );
    for (const s of upTo(n)) {
      const exact = exactTails(terms, all ** BigInt(n), s);
      const got = binomialTails(s, n, a / 2 ** b);
      expectClose(got.lower, exact.lower, exact.lower < 1e-307 ? 1e-2 : 1e-12);
      expectClose(got.upper, exact.upper, exact.upper < 1e-307 ? 1e-2 : 1e-12);
    }
  });

  it("has its digits at 1e-290 too", () => {
    const terms = upTo(1000).map((k) => choose(1000, k));
    const exact = exactTails(terms, 2n ** 1000n, 999).upper; // 1001/2¹⁰⁰⁰, about 1e-298
    expect(exact).toBeLessThan(1e-297);
    expectClose(binomialTails(999, 1000, 0.5).upper, exact);
    expectClose(binomialTails(1, 1000, 0.5).lower, exact);
  });

  it("says what is certain and what cannot be", () => {
    expect(binomialTails(-1, 5, 0.3)).toEqual({ lower: 0, upper: 1 });
    expect(binomialTails(6, 5, 0.3)).toEqual({ lower: 1, upper: 0 });
    expect(binomialTails(0, 0, 0.3)).toEqual({ lower: 1, upper: 1 });
    expect(binomialTails(0, 5, 0)).toEqual({ lower: 1, upper: 1 });
    expect(binomialTails(1, 5, 0)).toEqual({ lower: 1, upper: 0 });
    expect(binomialTails(5, 5, 1)).toEqual({ lower: 1, upper: 1 });
    expect(() => binomialTails(1, 2.5, 0.5)).toThrow(RangeError);
    expect(() => binomialTails(1, 2, 1.5)).toThrow(RangeError);
  });

  it("comes near the Poisson of the same mean where trials are many and rare", () => {
    const binomial = binomialTails(40, 1_000_000_000, 15e-9);
    expectClose(binomial.upper, poissonTails(40, 15).upper, 1e-6);
  });
});

it("doubles the smaller tail for both sides, up to certainty", () => {
  expect(twoSided({ lower: 0.99, upper: 0.02 })).toBe(0.04);
  expect(twoSided({ lower: 0.01, upper: 0.995 })).toBe(0.02);
  expect(twoSided({ lower: 0.7, upper: 0.6 })).toBe(1);
});

describe("binomialTable", () => {
  it("is what each s has by itself, near the middle and far out", () => {
    const random = randomOf(3, "test/tails");
    for (let round = 0; round < 60; round++) {
      const n = random.whole(1, round % 2 ? 60 : 1_000_000);
      const p = round % 7 === 0 ? random.next() : random.next() * Math.min(1, 50 / n);
      const low = Math.max(0, random.whole(0, Math.ceil(2 * n * p)) - 20);
      const high = low + random.whole(0, 60);
      const table = binomialTable(n, p, low, high);
      table.forEach((value, i) => {
        expectClose(value, twoSided(binomialTails(low + i, n, p)), 1e-10);
      });
    }
    expect([...binomialTable(5, 0, 0, 2)]).toEqual([1, 0, 0]);
    expect(() => binomialTable(5, 0.5, 2, 1)).toThrow(RangeError);
  });
});

describe("hypergeometricTails", () => {
  it.each([
    { population: 10, drawn: 4, marked: 3 },
    { population: 40, drawn: 30, marked: 25 },
    { population: 300, drawn: 20, marked: 60 },
    { population: 700, drawn: 350, marked: 350 },
    { population: 9, drawn: 9, marked: 4 },
    { population: 9, drawn: 0, marked: 4 },
  ])("adds up to the exact fraction: $drawn of $population, $marked marked", (urn) => {
    const { population, drawn, marked } = urn;
    const most = Math.min(drawn, marked);
    const terms = upTo(most).map((k) => choose(marked, k) * choose(population - marked, drawn - k));
    for (const s of upTo(most)) {
      const exact = exactTails(terms, choose(population, drawn), s);
      const got = hypergeometricTails(s, urn);
      expectClose(got.lower, exact.lower, 2e-12);
      expectClose(got.upper, exact.upper, 2e-12);
    }
  });

  it("refuses an urn with more drawn than there are", () => {
    expect(() => hypergeometricTails(1, { population: 3, drawn: 4, marked: 1 })).toThrow(
      RangeError,
    );
  });
});

describe("poissonTails", () => {
  it.each([0.1, 1, 7.5, 30])("adds up, term by term, for a mean of %d", (mean) => {
    const terms = [Math.exp(-mean)];
    for (let k = 1; k < 400; k++) terms.push((terms[k - 1]! * mean) / k);
    for (const s of upTo(90)) {
      const backward = (some: readonly number[]) => some.reduceRight((a, b) => a + b, 0);
      const got = poissonTails(s, mean);
      expectClose(got.upper, backward(terms.slice(s)));
      expectClose(
        got.lower,
        terms.slice(0, s + 1).reduce((a, b) => a + b, 0),
      );
    }
  });

  it("expects nothing of a mean of 0", () => {
    expect(poissonTails(0, 0)).toEqual({ lower: 1, upper: 1 });
    expect(poissonTails(1, 0)).toEqual({ lower: 1, upper: 0 });
    expect(() => poissonTails(1, -1)).toThrow(RangeError);
  });
});

describe("normalTwoSided", () => {
  // Abramowitz & Stegun 26.2.12; what is left out is smaller than its last term.
  it.each([10, 20, 37])("is the first terms of the asymptotic series at z = %d", (z) => {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const terms = [1];
    for (let k = 1; k <= 8; k++) terms.push((-terms[k - 1]! * (2 * k - 1)) / z ** 2);
    const series = ((2 * density) / z) * terms.reduce((a, b) => a + b, 0);
    expectClose(normalTwoSided(z), series, 1e-13 + Math.abs(terms[8]!));
  });

  it("is 1 at 0, 0.05 at 1.959964, the same on both sides and without a step where the method changes", () => {
    expect(normalTwoSided(0)).toBe(1);
    expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 14);
    expect(normalTwoSided(-3)).toBe(normalTwoSided(3));
    const slope = -2 * 2 * (Math.exp(-2) / Math.sqrt(2 * Math.PI)); // 2·d/dz of the density's integral, over 2e-9
    const step = normalTwoSided(2 + 1e-9) - normalTwoSided(2 - 1e-9);
    expect(Math.abs(step - slope * 1e-9)).toBeLessThan(1e-15);
    expect(normalTwoSided(Number.NaN)).toBeNaN();
    expect(normalTwoSided(Number.POSITIVE_INFINITY)).toBe(0);
  });
});
