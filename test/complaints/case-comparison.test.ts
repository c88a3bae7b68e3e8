import { describe, expect, it } from "vitest";
import type { ComparedBy } from "../../server/complaints/case-comparison.ts";
import { caseIndex } from "../../server/complaints/case-index.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { distanceMeters } from "../../server/geo/measure.ts";
import { dateOf } from "../../server/store/column.ts";
import { DAY, drawnCase, NOW, OPEN_STATES } from "../worlds/cases.ts";
import { seededRandom } from "../worlds/layer.ts";
import { countsOf, FACETS } from "./case-oracle.ts";

const asked = {
  filters: {},
  scope: { confidential: "all" },
  now: NOW,
} as const;
const NEVER = { radiusMeters: 0, days: 0 };

function indexOf(rows: readonly CaseRow[]) {
  const index = caseIndex({ openStates: OPEN_STATES });
  index.upsert(rows);
  return index;
}

/** A complaint of one kind at 60°N, where nothing happened yet. */
const plain: CaseRow = {
  ...drawnCase(seededRandom(1), "plain"),
  category: "bin-overflow",
  areaId: "a1",
  duplicateOf: null,
  position: [25, 60],
  receivedAt: NOW - 100 * DAY,
  dueAt: null,
  settledAt: null,
  settledDay: null,
};

describe("comparison", () => {
  const valueIn: Record<ComparedBy, (row: CaseRow) => string | null> = {
    area: (row) => row.areaId,
    unit: (row) => row.unitId,
    category: (row) => row.category,
    month: (row) => dateOf(row.receivedDay).slice(0, 7),
  };
  const rows = Array.from({ length: 700 }, (_, i) => drawnCase(seededRandom(i), `c${i}`));
  const index = indexOf(rows);
  const repetition = { radiusMeters: 60, days: 20 };

  function isRepeated(row: CaseRow) {
    const can = ({ position, category, duplicateOf }: CaseRow) =>
      position !== null && category !== null && duplicateOf === null;
    if (!can(row)) return null;
    return rows.some(
      (other) =>
        can(other) &&
        other.category === row.category &&
        (other.receivedAt < row.receivedAt ||
          (other.receivedAt === row.receivedAt && other.id < row.id)) &&
        row.receivedAt - other.receivedAt <= repetition.days * DAY &&
        distanceMeters(other.position!, row.position!) <= repetition.radiusMeters,
    );
  }

  it.each(["area", "unit", "category", "month"] as const)(
    "by %s gives what counting every complaint does",
    (by) => {
      const filters = { kind: ["direct", "petition"] };
      const compared = index.comparison({ ...asked, filters }, by, repetition);
      const meant = rows.filter(({ kind }) => kind !== "proposal");
      const values = new Set(meant.map(valueIn[by]));
      expect(new Set(compared.map(({ value }) => value))).toEqual(values);
      for (const { value, ...figures } of compared) {
        const own = meant.filter((row) => valueIn[by](row) === value);
        const settled = own.filter(({ settledAt }) => settledAt !== null);
        const count = (some: (row: CaseRow) => boolean) => own.filter(some).length;
        const days = settled
          .map(({ settledAt, receivedAt }) => (settledAt! - receivedAt) / DAY)
          .sort((a, b) => a - b);
        expect(figures).toEqual({
          count: own.length,
          open: count(({ state }) => OPEN_STATES.includes(state)),
          settled: settled.length,
          lateNow: count((row) => String(FACETS.due(row)).startsWith("late")),
          settledOnTime: {
            count: settled.filter((row) => row.settleBy !== null && row.settledAt! <= row.settleBy)
              .length,
            of: settled.filter(({ settleBy }) => settleBy !== null).length,
          },
          daysToSettle: {
            count: days.length,
            median: days.find((_, i) => 2 * (i + 1) >= days.length) ?? null,
            p90: days.find((_, i) => 10 * (i + 1) >= 9 * days.length) ?? null,
          },
          reopened: {
            count: count(({ reopened }) => reopened > 0),
            of: count(({ reopened, settledAt }) => reopened > 0 || settledAt !== null),
          },
          responded: { count: count((row) => row.respondedAt !== null), of: own.length },
          resolved: {
            count: count((row) => row.isResolved === true),
            of: count((row) => row.isResolved !== null),
          },
          satisfaction: expect.anything(),
          repeated: {
            count: count((row) => isRepeated(row) === true),
            of: count((row) => isRepeated(row) !== null),
          },
        });
        expect(new Map(figures.satisfaction.map(({ value, count }) => [value, count]))).toEqual(
          countsOf(own.map(({ satisfaction }) => satisfaction)),
        );
      }
    },
  );

  it("leaves median and p90 open where nothing is settled, and has no row for no case", () => {
    const [only] = indexOf([plain]).comparison(asked, "area", NEVER);
    expect(only?.daysToSettle).toEqual({ count: 0, median: null, p90: null });
    expect(indexOf([]).comparison(asked, "month", NEVER)).toEqual([]);
  });

  it("lists months in their order and other values by how many cases they have", () => {
    const areas = index.comparison(asked, "area", NEVER).map(({ count }) => count);
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
    const months = index.comparison(asked, "month", NEVER).map(({ value }) => String(value));
    expect(months).toEqual(months.toSorted());
  });
});

describe("repeated places", () => {
  const repeats = (later: Partial<CaseRow>, radiusMeters = 100) => {
    const index = indexOf([plain, { ...plain, id: "later", ...later }]);
    const [only] = index.comparison(asked, "category", { radiusMeters, days: 10 });
    return only?.repeated.count;
  };
  const degreesNorth = (meters: number) => meters / 111_195.08;
  const daysOn = (days: number) => plain.receivedAt + days * DAY;

  it.each([
    { title: "just within", later: { receivedAt: daysOn(10) }, count: 1 },
    { title: "too late", later: { receivedAt: daysOn(10) + 1 }, count: 0 },
    {
      title: "99 m north",
      later: { receivedAt: daysOn(1), position: [25, 60 + degreesNorth(99)] as const },
      count: 1,
    },
    {
      title: "101 m north",
      later: { receivedAt: daysOn(1), position: [25, 60 + degreesNorth(101)] as const },
      count: 0,
    },
    {
      title: "99 m east", // a degree of longitude is half as long at 60°N
      later: { receivedAt: daysOn(1), position: [25 + 2 * degreesNorth(99), 60] as const },
      count: 1,
    },
    { title: "another area", later: { receivedAt: daysOn(1), areaId: "a2" }, count: 1 },
    {
      title: "another category",
      later: { receivedAt: daysOn(1), category: "road-dirty" },
      count: 0,
    },
    { title: "a duplicate", later: { receivedAt: daysOn(1), duplicateOf: "plain" }, count: 0 },
    { title: "without position", later: { receivedAt: daysOn(1), position: null }, count: 0 },
  ])("of a complaint $title: $count", ({ later, count }) => expect(repeats(later)).toBe(count));

  it("counts the earlier complaint also where it is not among those compared", () => {
    const index = indexOf([plain, { ...plain, id: "later", areaId: "a2", receivedAt: daysOn(1) }]);
    const compared = index.comparison({ ...asked, filters: { areaId: ["a2"] } }, "area", {
      radiusMeters: 1,
      days: 2,
    });
    expect(compared.map(({ value, repeated }) => [value, repeated])).toEqual([
      ["a2", { count: 1, of: 1 }],
    ]);
  });
});
