import { describe, expect, it } from "vitest";
import { randomOf } from "../../data/demo/random.ts";
import { fieldOf } from "../../server/hotspots/field.ts";
import { localG } from "../../server/hotspots/local-g.ts";
import { bandNeighbours, fromRows } from "../../server/hotspots/neighbours.ts";
import { binomialTails, hypergeometricTails, twoSided } from "../../server/hotspots/tails.ts";
import { honeycomb, poissonDraw } from "../worlds/counts.ts";

const ones = (count: number) => new Float64Array(count).fill(1);

/** A street of units in a row, each the neighbour of the next. */
const row = (count: number) =>
  fromRows(
    Array.from({ length: count }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < count)),
  );

describe("fieldOf", () => {
  const settings = { level: 0.05, minimum: 3 };

  it("adds the unit to its neighbours, and expects its share of all", () => {
    const events = [1, 2, 4, 8, 16, 32]; // powers of two name who was added
    const field = fieldOf({ events, exposures: ones(6), neighbours: row(6), ...settings });
    expect([...field.neighbourhood]).toEqual([0b11, 0b111, 0b1110, 0b11100, 0b111000, 0b110000]);
    expect([...field.expected]).toEqual([21, 31.5, 31.5, 31.5, 31.5, 21]);
    expect(field.total).toBe(63);
    expect(field.p[2]).toBeCloseTo(twoSided(binomialTails(14, 63, 0.5)), 15);
    expect([...field.z]).toEqual([...localG(events, row(6), { isStar: true })]);
  });

  it("tests both sides: five of five in half of the exposure are twice 1/32", () => {
    const neighbours = fromRows([[], []]);
    const field = fieldOf({ events: [5, 0], exposures: [1, 1], neighbours, ...settings });
    expect(field.p[0]).toBeCloseTo(2 / 32, 15);
    expect(field.p[1]).toBeCloseTo(2 / 32, 15);
  });

  it("expects by the exposure, and shows the z of rates", () => {
    const events = [5, 5, 5, 5];
    const exposures = [10, 10, 10, 70];
    const field = fieldOf({ events, exposures, neighbours: row(4), ...settings });
    expect([...field.expected]).toEqual([4, 6, 18, 16]);
    expect([...field.z]).toEqual([...localG([0.5, 0.5, 0.5, 5 / 70], row(4), { isStar: true })]);
  });

  it("does not test where nobody is, nor anything when nothing happened", () => {
    const nobody = fieldOf({
      ...{
        events: [0, 0, 2, 0],
        exposures: [0, 0, 5, 5],
        neighbours: fromRows([[1], [0], [3], [2]]),
      },
      ...settings,
    });
    expect([...nobody.p].map(Number.isNaN)).toEqual([true, true, false, false]);
    expect([...nobody.state]).toEqual([0, 0, 0, 0]);
    const nothing = fieldOf({ events: [0, 0], exposures: [1, 1], neighbours: row(2), ...settings });
    expect([...nothing.p]).toEqual([Number.NaN, Number.NaN]);
    const none = fieldOf({ events: [], exposures: [], neighbours: fromRows([]), ...settings });
    expect(none.state).toHaveLength(0);
  });

  it("tells shares by an urn: late ones among all, wherever most are", () => {
    const totals = [40, 40, 400, 40, 40];
    const events = [2, 2, 20, 20, 30];
    const field = fieldOf({ events, totals, exposures: [], neighbours: row(5), ...settings });
    expect([...field.neighbourhood]).toEqual([4, 24, 42, 70, 50]);
    expect(field.expected[3]).toBeCloseTo((74 * 480) / 560, 12);
    const urn = { population: 560, drawn: 80, marked: 74 };
    expect(field.p[4]).toBeCloseTo(twoSided(hypergeometricTails(50, urn)), 15);
    // Each p is below 0.05, so that correction leaves all: the sides tell who has more than expected.
    expect(Math.max(...field.p)).toBeLessThan(0.05);
    expect([...field.state]).toEqual([-1, -1, -1, 1, 1]);
  });

  it("lets a unit without cases take part with the share of all", () => {
    const field = fieldOf({
      ...{ events: [1, 0, 3], totals: [4, 0, 4], exposures: [], neighbours: row(3) },
      ...settings,
    });
    expect([...field.z]).toEqual([...localG([0.25, 0.5, 0.75], row(3), { isStar: true })]);
  });

  it("calls nothing hot below the minimum, and nothing cold that expects less", () => {
    const events = new Float64Array(400);
    events[7] = 2;
    const alone = {
      events,
      exposures: ones(400),
      neighbours: fromRows(Array.from(events, () => [])),
    };
    expect(fieldOf({ ...alone, level: 0.5, minimum: 3 }).state.some((s) => s !== 0)).toBe(false);
    expect(fieldOf({ ...alone, level: 0.5, minimum: 2 }).state[7]).toBe(1);
    // 20 units share 200 evenly but for one without any: expected 10, P(0) = 0.95²⁰⁰ = 3.5e-5.
    const even = Float64Array.from({ length: 20 }, (_, i) => (i === 4 ? 0 : 10));
    const cold = {
      events: even,
      exposures: ones(20),
      neighbours: fromRows(Array.from(even, () => [])),
    };
    expect(fieldOf({ ...cold, ...settings }).state[4]).toBe(-1);
    expect(fieldOf({ ...cold, level: 0.05, minimum: 10 }).state[4]).toBe(0);
  });

  it("finds a planted place and names nothing far from it", () => {
    const { xs, ys } = honeycomb(15, 15, 100);
    const random = randomOf(8, "test/field");
    const hot = 15 * 7 + 7;
    const isIn = (i: number) => Math.hypot(xs[i]! - xs[hot]!, ys[i]! - ys[hot]!) < 120;
    const events = xs.map((_, i) => poissonDraw(random, isIn(i) ? 6 : 1));
    const neighbours = bandNeighbours(xs, ys, 120);
    const { state } = fieldOf({ events, exposures: ones(225), neighbours, ...settings });
    expect(state[hot]).toBe(1);
    const far = xs.filter(
      (x, i) => state[i] === 1 && Math.hypot(x - xs[hot]!, ys[i]! - ys[hot]!) > 250,
    );
    expect(far).toEqual([]);
  });

  it("refuses counts that are none", () => {
    const of = (events: number[], totals?: number[]) => () =>
      fieldOf({ events, exposures: [1, 1], totals, neighbours: row(2), ...settings });
    expect(of([1])).toThrow(RangeError);
    expect(of([1, -1])).toThrow(/-1/);
    expect(of([1, 0.5])).toThrow(/0.5/);
    expect(of([3, 1], [2, 2])).toThrow(/3 of 2/);
  });
});

describe("fields of pure noise", () => {
  const LEVEL = 0.05;
  const FIELDS = 200; // 1,000 in npm run bench -- hotspots
  const { xs, ys } = honeycomb(15, 15, 100);
  const neighbours = bandNeighbours(xs, ys, 120);
  const limit = LEVEL + 2 * Math.sqrt((LEVEL * (1 - LEVEL)) / FIELDS);

  it.each([0.1, 0.5, 2, 10])("of mean %d show a hot spot no oftener than the level", (mean) => {
    const random = randomOf(9, `test/field/${mean}`);
    let declared = 0;
    for (let k = 0; k < FIELDS; k++) {
      const events = xs.map(() => poissonDraw(random, mean));
      const { state } = fieldOf({
        ...{ events, exposures: ones(225), neighbours, level: LEVEL, minimum: 1 },
      });
      if (state.some((one) => one !== 0)) declared++;
    }
    expect(declared / FIELDS).toBeLessThanOrEqual(limit);
  });

  it("of shares show one no oftener either", () => {
    const random = randomOf(10, "test/field/share");
    let declared = 0;
    for (let k = 0; k < FIELDS; k++) {
      const totals = xs.map(() => poissonDraw(random, 4));
      const events = totals.map((all) => {
        let late = 0;
        for (let i = 0; i < all; i++) if (random.chance(0.2)) late++;
        return late;
      });
      const { state } = fieldOf({
        ...{ events, totals, exposures: [], neighbours, level: LEVEL, minimum: 1 },
      });
      if (state.some((one) => one !== 0)) declared++;
    }
    expect(declared / FIELDS).toBeLessThanOrEqual(limit);
  });
});
