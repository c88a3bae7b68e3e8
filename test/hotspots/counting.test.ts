import { cellToLatLng, gridDisk, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import { HOTSPOT_MEASURES } from "../../data/hotspots.ts";
import type { CaseFilters } from "../../server/complaints/case-filters.ts";
import { caseIndex } from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { type Counted, countPeriod, countSteps, NO_CODE } from "../../server/hotspots/counting.ts";
import { type Study, studyOf } from "../../server/hotspots/study.ts";
import { passes } from "../complaints/case-oracle.ts";
import { DAY, drawnCase, drawnFilters, NOW } from "../worlds/cases.ts";
import { seededRandom } from "../worlds/layer.ts";

const FIRST = 20_400;
/** Two cells of resolution 9 in the small world. */
const [WEST, EAST] = [
  [25.002, 60.004],
  [25.016, 60.007],
] as const;
const cellOf = ([lng, lat]: readonly [number, number], at = 9) => latLngToCell(lat, lng, at);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

/** Everything plain and settled in time; what a test is about is said in `more`. */
const written = (id: string, more: Partial<CaseRow>): CaseRow => ({
  ...drawnCase(() => 0.999, id),
  ...{ state: "settled", receivedDay: FIRST, receivedAt: FIRST * DAY, position: WEST },
  ...{ settledAt: FIRST * DAY, settledDay: FIRST, settleBy: (FIRST + 1) * DAY, dueAt: null },
  ...{ soonAt: null, veryLateAt: null, reopened: 0, reporterId: null, isConfidential: false },
  ...more,
});

function indexOf(rows: readonly CaseRow[]) {
  const index = caseIndex({ openStates: OPEN_STATES });
  index.upsert(rows);
  return index;
}

/** What is counted of an index under some filters, in a study area of wherever something was complained of. */
function countedOf(rows: readonly CaseRow[], filters: CaseFilters = {}, resolution = 9) {
  const index = indexOf(rows);
  const chosen = index.chosen({ filters, scope: { confidential: "all" }, now: NOW });
  const places = index.placeCells(resolution, chosen.rows);
  const sources = { streets: [], residents: [], complained: [...places.names] };
  const study = studyOf(resolution, sources, { holds: null, mostCells: 20_000 })!;
  const codes = Int32Array.from(chosen.rows, (row) => {
    const code = places.codes[row]!;
    return code < places.names.length ? study.codeOf(places.names[code]!) : NO_CODE;
  });
  const counted: Counted = { ...chosen, codes, now: NOW };
  return { counted, study };
}

const FOREVER = { from: -1e6, to: 1e6 };
/** A column of cells as the figures of west and east. */
const beside = (study: Study, values: ArrayLike<number>) =>
  [WEST, EAST].map((place) => values[study.codeOf(cellOf(place))]);

describe("countPeriod", () => {
  /**
   * | | west | east |
   * |---|---|---|
   * | by r1 | a b | g |
   * | by r2 | c | |
   * | by nobody known | d e | h |
   * | without a place | f, by r1 | |
   */
  const people = [
    written("a", { reporterId: "r1" }),
    written("b", { reporterId: "r1" }),
    written("c", { reporterId: "r2" }),
    written("d", {}),
    written("e", {}),
    written("f", { reporterId: "r1", position: null }),
    written("g", { reporterId: "r1", position: EAST }),
    written("h", { position: EAST }),
  ];

  it("counts complaints, and those without a place beside them", () => {
    const { counted, study } = countedOf(people);
    const counts = countPeriod(counted, study, "count", FOREVER);
    expect(beside(study, counts.events)).toEqual([5, 2]);
    expect([counts.total, counts.withoutPosition, counts.totals]).toEqual([8, 1, null]);
    expect(beside(study, counts.exposures)).toEqual([1, 1]);
  });

  it("counts everybody once where cells are far apart, and who did not say each time", () => {
    const { counted, study } = countedOf(people);
    const counts = countPeriod(counted, study, "reporters", FOREVER);
    expect(beside(study, counts.events)).toEqual([4, 2]);
    expect(beside(study, counts.complaints)).toEqual([5, 2]);
  });

  it("counts somebody who walks about once in any neighbourhood, where they complained most", () => {
    const middle = cellOf(WEST, 10);
    const rows = [middle, ...gridDisk(middle, 3).filter((cell) => cell !== middle)].flatMap(
      (cell, i) => {
        const [lat, lng] = cellToLatLng(cell);
        const by = { reporterId: "r1", position: [lng, lat] as const };
        return [written(`a${i}`, by), ...(i === 5 ? [written("more", by)] : [])];
      },
    );
    const { counted, study } = countedOf(rows, {}, 10);
    const one = countPeriod(counted, study, "reporters", FOREVER);
    expect([sum(one.events), sum(one.complaints)]).toEqual([1, 38]);
    const [lng, lat] = rows.find(({ id }) => id === "more")!.position!;
    expect(one.events[study.codeOf(latLngToCell(lat, lng, 10))]).toBe(1);
  });

  it.each([1, 2])("never counts somebody twice in a neighbourhood of %i rings", (rings) => {
    const random = seededRandom(17);
    const rows = Array.from({ length: 500 }, (_, i) => ({
      ...drawnCase(random, `c${i}`),
      reporterId: `r${Math.floor(random() * 40)}`,
    }));
    const { counted, study } = countedOf(rows, {}, 9);
    const { events } = countPeriod(counted, study, "reporters", FOREVER, rings);
    const { starts, items } = study.neighbours(rings);
    study.cells.forEach((_, code) => {
      const near = [code, ...items.subarray(starts[code], starts[code + 1])];
      const people = new Set(
        rows
          .filter(({ position }) => position && near.includes(study.codeOf(cellOf(position))))
          .map(({ reporterId }) => reporterId),
      );
      expect(sum(near.map((other) => events[other]!))).toBeLessThanOrEqual(people.size);
    });
    expect(sum(events)).toBeGreaterThanOrEqual(40); // everybody somewhere
  });

  it("takes the first and the last day in, and no other", () => {
    const rows = [-1, 0, 3, 4].map((day, i) =>
      written(`d${i}`, { receivedDay: FIRST + day, receivedAt: (FIRST + day) * DAY }),
    );
    const { counted, study } = countedOf(rows);
    const period = { from: FIRST, to: FIRST + 3 };
    expect(countPeriod(counted, study, "count", period).total).toBe(2);
    expect(countPeriod(counted, study, "count", { from: FIRST + 4, to: FIRST + 3 }).total).toBe(0);
  });

  it("calls late what was settled after its term or is open past it, among those with a term", () => {
    const [past, ahead] = [NOW - 1, NOW + 1];
    const open = { state: "assigned", settledAt: null, settledDay: null };
    const after = { settledAt: (FIRST + 2) * DAY };
    const late = {
      "settled after its term": after,
      "open past it": { ...open, dueAt: past },
      "settled in time, but open again and past the new one": { state: "in-review", dueAt: past },
    };
    const inTime = {
      "settled in time": {},
      "settled at the last moment": { settledAt: (FIRST + 1) * DAY },
      "open before it": { ...open, dueAt: ahead },
      "open, due this very moment": { ...open, dueAt: NOW },
    };
    const without = {
      "open without one": open,
      "settled without one": { ...after, settleBy: null },
      "merged, whatever it was due": { ...open, state: "merged", dueAt: past },
      "a record only": { ...open, state: "recorded" },
    };
    for (const [kinds, events, totals] of [
      [late, 1, 1],
      [inTime, 0, 1],
      [without, 0, 0],
    ] as const)
      for (const [name, more] of Object.entries(kinds)) {
        const { counted, study } = countedOf([written("a", more)]);
        const counts = countPeriod(counted, study, "late", FOREVER);
        expect([name, counts.events[0], counts.totals![0]]).toEqual([name, events, totals]);
        expect(counts.complaints[0]).toBe(1);
      }
  });

  it("counts what was reopened among all", () => {
    const rows = [1, 0, 3].map((reopened, i) => written(`a${i}`, { reopened }));
    const { counted, study } = countedOf(rows);
    const counts = countPeriod(counted, study, "reopened", FOREVER);
    expect([counts.events[0], counts.totals![0]]).toEqual([2, 3]);
  });

  it("holds complaints against streets and people", () => {
    const { counted } = countedOf(people);
    const study = studyOf(
      9,
      {
        streets: [{ streetId: "s", path: [WEST, EAST] }],
        residents: [{ cell: cellOf(EAST, 10), residents: 64 }],
        complained: [cellOf(WEST), cellOf(EAST)],
      },
      { holds: null, mostCells: 100 },
    )!;
    const codes = Int32Array.from(counted.codes, (code) => (code === NO_CODE ? code : 0));
    const given = { ...counted, codes };
    const byStreet = countPeriod(given, study, "per-street", FOREVER);
    expect(byStreet.exposures).toBe(study.streetKilometers);
    const byPeople = countPeriod(given, study, "per-resident", FOREVER);
    expect(sum(byPeople.exposures)).toBe(64);
    expect([byStreet.events[0], byPeople.events[0]]).toEqual([7, 7]);
  });

  it("loses nothing: cells and what is without a place make up all that match, under any filter", () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: 400 }, (_, i) => drawnCase(random, `c${i}`));
    let met = 0;
    for (let round = 0; round < 150; round++) {
      const { isOpen: _, ...filters } = drawnFilters(random); // the oracle has open states of its own
      const resolution = 7 + (round % 5);
      const { counted, study } = countedOf(rows, filters, resolution);
      const from = FIRST + Math.floor(random() * 50);
      const period = { from, to: from + Math.floor(random() * 60) };
      const own = rows.filter(
        (row) =>
          passes(row, filters) && row.receivedDay >= period.from && row.receivedDay <= period.to,
      );
      const { total, withoutPosition, events, complaints } = countPeriod(
        counted,
        study,
        "count",
        period,
      );
      expect(total).toBe(own.length);
      expect(sum(events) + withoutPosition).toBe(total);
      expect(withoutPosition).toBe(own.filter(({ position }) => position === null).length);
      study.cells.forEach((cell, code) => {
        const here = own.filter(
          ({ position }) => position && cellOf(position, resolution) === cell,
        ).length;
        expect([complaints[code], events[code]]).toEqual([here, here]);
      });
      met += own.length;
    }
    expect(met).toBeGreaterThan(1000);
  });
});

describe("countSteps", () => {
  it("ends the last step with the last day, and leaves out what was before the first", () => {
    const days = [-1, 0, 6, 7, 20, 21];
    const rows = days.map((day, i) =>
      written(`d${i}`, { receivedDay: FIRST + day, receivedAt: (FIRST + day) * DAY }),
    );
    const { counted, study } = countedOf(rows);
    const cube = countSteps(counted, study, "count", {
      ...{ lastDay: FIRST + 20, daysAStep: 7, stepCount: 3 },
    });
    expect(cube.firstDay).toBe(FIRST);
    expect([...cube.counts]).toEqual([2, 1, 1]);
  });

  it("counts a person once in each step and cell", () => {
    const at = (id: string, day: number, more: Partial<CaseRow>) =>
      written(id, { receivedDay: FIRST + day, receivedAt: (FIRST + day) * DAY, ...more });
    const by = { reporterId: "r1" };
    const { counted, study } = countedOf([
      ...[at("a", 0, by), at("b", 0, by), at("c", 1, by), at("d", 1, {}), at("e", 1, {})],
      at("f", 1, { ...by, position: EAST }),
    ]);
    const { counts } = countSteps(counted, study, "reporters", {
      ...{ lastDay: FIRST + 1, daysAStep: 1, stepCount: 2 },
    });
    const [west, east] = [WEST, EAST].map((place) => 2 * study.codeOf(cellOf(place)));
    expect([...counts.subarray(west, west! + 2)]).toEqual([1, 3]);
    expect([...counts.subarray(east, east! + 2)]).toEqual([0, 1]);
  });

  it.each(HOTSPOT_MEASURES)("is the same as one period after the other: %s", (measure) => {
    const random = seededRandom(11);
    const rows = Array.from({ length: 600 }, (_, i) => drawnCase(random, `c${i}`));
    const { counted, study } = countedOf(rows, {}, 8);
    const [daysAStep, stepCount] = [7, 12];
    const cube = countSteps(counted, study, measure, {
      ...{ lastDay: FIRST + 95, daysAStep, stepCount },
    });
    const bases = new Float64Array(study.cells.length);
    for (let step = 0; step < stepCount; step++) {
      const from = cube.firstDay + step * daysAStep;
      const one = countPeriod(counted, study, measure, { from, to: from + daysAStep - 1 });
      for (let code = 0; code < bases.length; code++) {
        expect(cube.counts[code * stepCount + step]).toBe(one.events[code]);
        bases[code]! += one.totals?.[code] ?? 0;
      }
      if (!one.totals) expect([...cube.exposures]).toEqual([...one.exposures]);
    }
    if (measure === "late" || measure === "reopened")
      expect([...cube.exposures]).toEqual([...bases]);
  });
});
