import { describe, expect, it } from "vitest";
import { caseIndex } from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { repeatChains, reporterChains } from "../../server/hotspots/repeat-chains.ts";
import { middleRow, repeatPlaces } from "../../server/hotspots/repeat-places.ts";
import { manyOfSpots, repeatReporters } from "../../server/hotspots/repeat-reporters.ts";
import { placeReturns, RETURNS } from "../../server/hotspots/repeat-returns.ts";
import { returnsByUnit } from "../../server/hotspots/repeat-units.ts";
import { DAY, drawnCase, NOW, OPEN_STATES } from "../worlds/cases.ts";
import { seededRandom } from "../worlds/layer.ts";

const TODAY = Math.floor(NOW / DAY);
const METERS_A_DEGREE = 111_195;
/** So many meters north of 60°N 25°E. */
const north = (meters: number): LngLat => [25, 60 + meters / METERS_A_DEGREE];

const plain: CaseRow = {
  ...drawnCase(seededRandom(1), "plain"),
  ...{ category: "bin-overflow", areaId: "a1", unitId: "east", streetId: "s1", reporterId: "r1" },
  ...{ duplicateOf: null, isConfidential: false, position: north(0), state: "settled" },
  ...{ settledAt: null, settledDay: null, reopened: 0 },
};
/** A complaint received so many days before now. */
const daysAgo = (id: string, days: number, more: Partial<CaseRow> = {}): CaseRow => {
  const receivedAt = NOW - days * DAY;
  return { ...plain, id, receivedAt, receivedDay: Math.floor(receivedAt / DAY), ...more };
};
const settledAgo = (days: number): Pick<CaseRow, "settledAt" | "settledDay"> => ({
  settledAt: NOW - days * DAY,
  settledDay: Math.floor((NOW - days * DAY) / DAY),
});

function registerOf(cases: readonly CaseRow[]) {
  const index = caseIndex({ openStates: OPEN_STATES });
  index.upsert(cases);
  const { rows, columns } = index.chosen({ filters: {}, scope: {}, now: NOW });
  const idsOf = (some: Iterable<number>) => [...some].map((row) => columns.ids.word(row));
  return { rows, columns, idsOf, row: (id: string) => columns.ids.find(id) };
}

const can = ({ position, category, duplicateOf, isConfidential }: CaseRow) =>
  position !== null && category !== null && duplicateOf === null && !isConfidential;

/** Spreads over all pairs until nothing changes. */
function naiveChains(cases: readonly CaseRow[], isLinked: (a: CaseRow, b: CaseRow) => boolean) {
  const left = new Set(cases);
  const chains: string[][] = [];
  for (const seed of cases) {
    if (!left.delete(seed)) continue;
    const chain = [seed];
    for (const one of chain)
      for (const other of [...left])
        if (isLinked(one, other)) {
          left.delete(other);
          chain.push(other);
        }
    chains.push(chain.map(({ id }) => id).sort());
  }
  return chains.sort();
}
const sorted = (chains: string[][]) => chains.map((chain) => [...chain].sort()).sort();

describe("repeat places", () => {
  const repetition = { radiusMeters: 50, days: 28 };

  it("chain what follows nearby, and end where it is too far, too late or another matter", () => {
    const { rows, columns, idsOf } = registerOf([
      daysAgo("a1", 80),
      daysAgo("a2", 55, { position: north(45) }),
      daysAgo("a3", 27.5, { position: north(90) }), // 90 m from the first, but 45 from the second
      daysAgo("far", 55, { position: north(141) }),
      daysAgo("late", 26, { position: north(45), category: "road-dirty" }),
      daysAgo("copy", 54, { duplicateOf: "a2" }),
      daysAgo("nowhere", 54, { position: null }),
      daysAgo("again", 26.9, { position: north(-1) }), // 28.1 days after a2, and 91 m from a3
    ]);
    expect(sorted(repeatChains(columns, rows, repetition).map(idsOf))).toEqual([
      ["a1", "a2", "a3"],
      ["again"],
      ["far"],
      ["late"],
    ]);
  });

  it.each([1, 2, 3, 4])("are those that looking at every pair gives (%i)", (seed) => {
    const random = seededRandom(seed);
    const cases = Array.from({ length: 500 }, (_, i) => drawnCase(random, `c${i}`));
    const { rows, columns, idsOf } = registerOf(cases);
    for (const asked of [
      { radiusMeters: 50, days: 28 },
      { radiusMeters: 150, days: 3 },
      { radiusMeters: 1, days: 366 },
    ]) {
      const naive = naiveChains(
        cases.filter(can),
        (a, b) =>
          a.category === b.category &&
          Math.abs(a.receivedAt - b.receivedAt) <= asked.days * DAY &&
          distanceMeters(a.position!, b.position!) <= asked.radiusMeters,
      );
      expect(sorted(repeatChains(columns, rows, asked).map(idsOf))).toEqual(naive);
    }
  });

  it("say where, who and when, most complaints first", () => {
    const other = { position: north(5000), category: "road-dirty", unitId: null };
    const { rows, columns, idsOf } = registerOf([
      daysAgo("a1", 9, { reporterId: null, state: "accepted" }),
      daysAgo("a2", 8, { position: north(30), reporterId: null, unitId: "west" }),
      daysAgo("a3", 7, { position: north(60), reporterId: "r2", unitId: "west" }),
      daysAgo("a4", 6, { position: north(30), reporterId: "r2" }),
      daysAgo("b1", 5, other),
      daysAgo("b2", 4, other),
      daysAgo("b3", 3, other),
    ]);
    const [first, second, ...more] = repeatPlaces(columns, rows, { ...repetition, fewest: 3 });
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      ...{ category: "bin-overflow", reporters: 3, withoutReporter: 2, mostOfOne: 2, open: 1 },
      ...{ streetId: "s1", unitId: "east", areaId: "a1" }, // two and two: the first by name
      ...{
        firstDay: Math.floor((NOW - 9 * DAY) / DAY),
        lastDay: Math.floor((NOW - 6 * DAY) / DAY),
      },
    });
    expect(idsOf(first!.rows)).toEqual(["a1", "a2", "a3", "a4"]);
    expect(first!.position[1]).toBeCloseTo(north(30)[1], 6);
    expect(first!.reachMeters).toBeCloseTo(30, 0);
    expect(second).toMatchObject({
      category: "road-dirty",
      reporters: 1,
      mostOfOne: 3,
      unitId: null,
    });
    expect(repeatPlaces(columns, rows, { ...repetition, fewest: 5 })).toEqual([]);
  });

  it("stand where the least way to all the others is, also when they are very many", () => {
    const cases = Array.from({ length: 801 }, (_, i) =>
      daysAgo(`c${i}`, 10, { position: north(i % 801) }),
    );
    const { columns, rows, row } = registerOf(cases);
    expect(middleRow(columns.at, [...rows])).toBe(row("c400"));
    expect(middleRow(columns.at, ["c0", "c10", "c700"].map(row))).toBe(row("c10")); // not the mean
  });
});

describe("repeat reporters", () => {
  const asked = { fewest: 3, radiusMeters: 50 };

  it("are counted with places, days and what they complain of, and nobody unknown is one", () => {
    const nobody = Array.from({ length: 5 }, (_, i) => daysAgo(`n${i}`, 3, { reporterId: null }));
    const { rows, columns, idsOf } = registerOf([
      ...nobody,
      daysAgo("a1", 9, { duplicateOf: "n0" }),
      daysAgo("a2", 9, { position: north(40), category: "road-dirty", streetId: null }),
      daysAgo("a3", 2, { position: north(500), category: "road-dirty", ...settledAgo(1) }),
      daysAgo("a4", 1, { position: null, category: null, streetId: "s2" }),
      daysAgo("b1", 1, { reporterId: "r2" }),
      daysAgo("b2", 1, { reporterId: "r2" }),
      daysAgo("hidden", 1, { reporterId: "r2", isConfidential: true }),
    ]);
    const [only, ...more] = repeatReporters(columns, rows, asked);
    expect(more).toEqual([]);
    expect(idsOf(only!.rows)).toEqual(["a1", "a2", "a3", "a4"]);
    expect(only).toMatchObject({
      ...{ reporterId: "r1", places: 2, categories: 2, streets: 2, days: 3, mostInOneDay: 2 },
      ...{ mainCategory: "road-dirty", duplicates: 1, settled: 1 },
    });
  });

  it("have the places that looking at every pair of their own gives", () => {
    const random = seededRandom(7);
    const cases = Array.from({ length: 500 }, (_, i) => drawnCase(random, `c${i}`));
    const { rows, columns, idsOf } = registerOf(cases);
    const naive = naiveChains(
      cases.filter((one) => one.position && one.reporterId && !one.isConfidential),
      (a, b) =>
        a.reporterId === b.reporterId &&
        distanceMeters(a.position!, b.position!) <= asked.radiusMeters,
    );
    expect(sorted(reporterChains(columns, rows, 50).map(idsOf))).toEqual(naive);
  });

  it("made much of a hot spot from the share on, of the one they made most of", () => {
    const reported = (id: string, reporterId: string | null) => daysAgo(id, 1, { reporterId });
    const { columns, row } = registerOf([
      ...["a1", "a2", "a3"].map((id) => reported(id, "r1")),
      ...["x1", "x2", "x3", "x4", "x5", "x6", "x7"].map((id) => reported(id, null)),
      ...["b1", "b2", "b3"].map((id) => reported(id, "r2")),
    ]);
    const spots = [
      ["a1", "a2", "a3", "x1", "x2", "x3", "x4", "x5", "x6", "x7"],
      ["b1", "b2", "x1"],
      ["a1", "b3"],
    ].map((ids) => ids.map(row));
    const all = (manyShare: number) => ({ manyShare, isTold: () => true });
    const code = (id: string) => columns.at.reporterCodes[row(id)]!;
    const many = manyOfSpots(columns, spots, all(0.3));
    expect(many.get(code("a1"))).toEqual({ spot: 2, count: 1, of: 2 });
    expect(many.get(code("b1"))).toEqual({ spot: 1, count: 2, of: 3 });
    expect(many.size).toBe(2);
    const first = spots.slice(0, 1);
    expect(manyOfSpots(columns, first, all(0.3)).get(code("a1"))).toEqual({
      spot: 0,
      count: 3,
      of: 10,
    });
    expect(manyOfSpots(columns, first, all(0.31)).size).toBe(0);
    // two of ten are all that one may know
    const isTold = (one: number) => one !== row("a3");
    expect(manyOfSpots(columns, first, { manyShare: 0.3, isTold }).size).toBe(0);
  });
});

describe("places that come back after settling", () => {
  const asked = { radiusMeters: 50, returnDays: 14, today: TODAY };

  it("are judged once the days have passed, by what came after and in time", () => {
    const { rows, columns, row } = registerOf([
      daysAgo("back", 60, settledAgo(50)),
      daysAgo("again", 36, { position: north(49.9) }), // the last moment of 14 days
      daysAgo("stayed", 60, { ...settledAgo(50), position: north(5000) }),
      daysAgo("before", 51, { position: north(5000) }), // before it was settled
      daysAgo("after", 35.9, { position: north(5000) }), // 14.1 days after
      daysAgo("copied", 60, { ...settledAgo(50), position: north(9000) }),
      daysAgo("copy", 49, { position: north(9000), duplicateOf: "copied" }),
      daysAgo("early", 20, { ...settledAgo(14), position: north(2000) }),
      daysAgo("soon", 13, { position: north(2000) }),
      daysAgo("judged", 20, { ...settledAgo(15), position: north(3000) }),
      daysAgo("merged", 60, { ...settledAgo(50), duplicateOf: "back" }),
      daysAgo("open", 60, { position: north(7000) }),
    ]);
    const ids = ["back", "stayed", "copied", "early", "judged", "merged", "open"];
    const found = placeReturns(columns, rows, { ...asked, settled: Uint32Array.from(ids, row) });
    const { returned, stayed, early, unable } = RETURNS;
    expect([...found]).toEqual([returned, stayed, stayed, early, stayed, unable, unable]);
  });

  it.each([11, 12, 13])("are those that looking at every pair gives (%i)", (seed) => {
    const random = seededRandom(seed);
    const cases = Array.from({ length: 600 }, (_, i) => drawnCase(random, `c${i}`));
    const { rows, columns, row } = registerOf(cases);
    const settled = cases.filter(
      ({ settledAt, isConfidential }) => settledAt !== null && !isConfidential,
    );
    const narrow = { radiusMeters: 80, returnDays: 14, today: TODAY };
    const naive = settled.map((one) => {
      if (!can(one)) return RETURNS.unable;
      if (one.settledDay! + 14 >= TODAY) return RETURNS.early;
      const isBack = cases.some(
        (other) =>
          can(other) &&
          other.category === one.category &&
          other.receivedAt > one.settledAt! &&
          other.receivedAt <= one.settledAt! + 14 * DAY &&
          distanceMeters(one.position!, other.position!) <= 80,
      );
      return isBack ? RETURNS.returned : RETURNS.stayed;
    });
    const codes = Uint32Array.from(settled, ({ id }) => row(id));
    const found = placeReturns(columns, rows, { ...narrow, settled: codes });
    expect([...found]).toEqual(naive);
    expect(new Set(naive).size).toBe(4);

    const { units, all } = returnsByUnit(columns, codes, found, 10);
    expect(all.settled).toBe(settled.length);
    for (const one of [...units, all]) expect(one.of + one.early + one.unable).toBe(one.settled);
    for (const { unitId, ...figures } of units) {
      const own = settled.flatMap((one, i) =>
        one.unitId === unitId ? [{ one, kind: naive[i] }] : [],
      );
      const count = own.filter(({ kind }) => kind === RETURNS.returned);
      expect(figures.returned).toEqual(count.map(({ one }) => row(one.id)));
      expect(figures.count).toBe(count.length);
      expect(figures.reopened).toBe(own.filter(({ one }) => one.reopened > 0).length);
    }
    const sum = (key: "settled" | "count" | "of" | "early" | "unable" | "reopened") =>
      units.reduce((total, unit) => total + unit[key], 0);
    for (const key of ["settled", "count", "of", "early", "unable", "reopened"] as const)
      expect(sum(key)).toBe(all[key]);
  });

  it("put the greatest share first, and after all of them those with too few to say", () => {
    const cases = [
      ["many", 12, 3],
      ["more", 12, 6],
      ["few", 9, 9],
    ].flatMap(([unitId, of, back]) =>
      Array.from({ length: Number(of) }, (_, i) => ({
        ...daysAgo(`${unitId}${i}`, 60, { ...settledAgo(50), unitId: String(unitId) }),
        back: i < Number(back),
      })),
    );
    const { columns, row } = registerOf(cases);
    const codes = Uint32Array.from(cases, ({ id }) => row(id));
    const found = Uint8Array.from(cases, ({ back }) => (back ? RETURNS.returned : RETURNS.stayed));
    const { units } = returnsByUnit(columns, codes, found, 10);
    expect(units.map(({ unitId, isTooFew }) => [unitId, isTooFew])).toEqual([
      ["more", false],
      ["many", false],
      ["few", true],
    ]);
  });
});
