import { beforeAll, describe, expect, it } from "vitest";
import type { CaseFacet, CaseFilters, CaseScope } from "../../server/complaints/case-filters.ts";
import {
  type CaseIndex,
  type CaseListQuestion,
  caseIndex,
} from "../../server/complaints/case-index.ts";
import { CASE_SORTS, CaseCursorError } from "../../server/complaints/case-page.ts";
import type { CaseRow } from "../../server/complaints/case-row.ts";
import { DAY, drawnCase, drawnFilters, NOW, OPEN_STATES } from "../worlds/cases.ts";
import { seededRandom } from "../worlds/layer.ts";
import { countsOf, FACETS, isInScope, passes, sorted } from "./case-oracle.ts";

const question = (
  filters: CaseFilters,
  asked: Partial<CaseListQuestion> = {},
): CaseListQuestion => ({
  filters,
  scope: { confidential: "all" },
  now: NOW,
  sort: "received",
  direction: "desc",
  limit: 20,
  cursor: null,
  ...asked,
});

/** Asks for every page. */
function allPages(index: CaseIndex, asked: CaseListQuestion): string[] {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = index.list({ ...asked, cursor });
    ids.push(...page.ids);
    ({ cursor } = page);
  } while (cursor !== null);
  return ids;
}

const counted = (counts: readonly { value: string | boolean | null; count: number }[]) =>
  new Map(counts.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]));

function expectAnswer(
  index: CaseIndex,
  rows: readonly CaseRow[],
  filters: CaseFilters,
  asked: Partial<CaseListQuestion> & { scope: CaseScope },
) {
  const seen = rows.filter((row) => isInScope(row, asked.scope));
  const asking = question(filters, { histogram: "day", ...asked });
  const answer = index.list(asking);
  const meant = seen.filter((row) => passes(row, filters));
  expect(answer.total).toBe(meant.length);
  expect(allPages(index, asking)).toEqual(
    sorted(meant, asking.sort, asking.direction).map(({ id }) => id),
  );
  for (const [facet, valueIn] of Object.entries(FACETS)) {
    const others = seen.filter((row) => passes(row, filters, facet as CaseFacet)); // its keys are facets
    expect([facet, counted(answer.counts[facet as CaseFacet])]).toEqual([
      facet,
      countsOf(others.map(valueIn)),
    ]);
  }
  const byDay = new Map<number, number>();
  for (const row of seen.filter((row) => passes(row, filters, "received")))
    byDay.set(row.receivedDay, (byDay.get(row.receivedDay) ?? 0) + 1);
  expect(answer.histogram).toEqual(
    [...byDay].sort(([a], [b]) => a - b).map(([day, count]) => ({ day, count })),
  );
  expect(index.list(question(filters, asked)).total).toBe(meant.length); // days narrow it first, then
  const { rows: chosen, columns } = index.chosen(asking);
  expect([...chosen].map((row) => columns.ids.word(row))).toEqual(
    sorted(meant, "received", "asc").map(({ id }) => id),
  );
}

describe("the list of complaints", () => {
  it.each([1, 2, 3])(
    "answers as looking at every complaint does, while they change (seed %i)",
    (seed) => {
      const random = seededRandom(seed);
      const index = caseIndex({ openStates: OPEN_STATES });
      const register = new Map<string, CaseRow>();
      const write = (count: number) => {
        const written = Array.from({ length: count }, () =>
          drawnCase(random, `c${Math.floor(random() * 600)}`),
        );
        for (const row of written) register.set(row.id, row);
        index.upsert(written);
      };
      write(300);
      for (let round = 0; round < 40; round++) {
        write(random() < 0.5 ? 1 : Math.floor(random() * 40));
        const gone = [...register.keys()].filter(() => random() < 0.02);
        index.remove([...gone, "was never there"]);
        for (const id of gone) register.delete(id);
        const rows = [...register.values()];
        expect(index.length).toBe(rows.length);
        expectAnswer(index, rows, drawnFilters(random), {
          sort: CASE_SORTS[round % 4]!,
          direction: random() < 0.5 ? "asc" : "desc",
          limit: 1 + Math.floor(random() * 60),
          scope:
            random() < 0.5
              ? { confidential: "all" }
              : { areaIds: ["a1", null], confidential: rows.slice(0, 50).map(({ id }) => id) },
        });
      }
    },
  );

  it("holds the same after loading in chunks as after writing one by one", async () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 500 }, (_, i) => drawnCase(random, `c${i}`));
    const loaded = caseIndex({ openStates: OPEN_STATES });
    await loaded.load([rows.slice(0, 200), [], rows.slice(200)]);
    const written = caseIndex({ openStates: OPEN_STATES });
    for (const row of rows.toReversed()) written.upsert([row]);
    for (const sort of CASE_SORTS)
      expect(loaded.list(question({}, { sort }))).toEqual(written.list(question({}, { sort })));
  });

  it("has nothing to say of no complaints", () => {
    const { total, ids, cursor, counts, histogram } = caseIndex({ openStates: [] }).list(
      question({ text: "垃圾", streetId: "s1" }, { histogram: "week" }),
    );
    expect({ total, ids, cursor, histogram }).toEqual({
      total: 0,
      ids: [],
      cursor: null,
      histogram: [],
    });
    expect(counts.kind).toEqual([]);
  });

  it("refuses a page that is too long, and a cursor of another order", () => {
    const random = seededRandom(5);
    const index = caseIndex({ openStates: OPEN_STATES });
    index.upsert(Array.from({ length: 5 }, (_, i) => drawnCase(random, `c${i}`)));
    expect(() => index.list(question({}, { limit: 201 }))).toThrow(/201/);
    const { cursor } = index.list(question({}, { limit: 2 }));
    expect(() => index.list(question({}, { cursor, direction: "asc" }))).toThrow(CaseCursorError);
    for (const wrong of ["", "x", "bnVsbA", "WzEsMl0"])
      expect(() => index.list(question({}, { cursor: wrong }))).toThrow(CaseCursorError);
  });

  it("gives ids for an export in the order of the list, no more than asked for", () => {
    const random = seededRandom(6);
    const index = caseIndex({ openStates: OPEN_STATES });
    index.upsert(Array.from({ length: 300 }, (_, i) => drawnCase(random, `c${i}`)));
    const asked = question({ isOpen: true }, { sort: "due", direction: "asc" });
    expect(index.idsOf(asked, 1000)).toEqual(allPages(index, asked));
    expect(index.idsOf(asked, 7)).toEqual(allPages(index, asked).slice(0, 7));
  });

  it("counts weeks from their Monday", () => {
    const index = caseIndex({ openStates: OPEN_STATES });
    const monday = Date.UTC(2026, 1, 23) / DAY;
    const random = seededRandom(7);
    index.upsert(
      [-1, 0, 6, 7].map((days, i) => ({
        ...drawnCase(random, `c${i}`),
        receivedDay: monday + days,
      })),
    );
    expect(index.list(question({}, { histogram: "week" })).histogram).toEqual([
      { day: monday - 7, count: 1 },
      { day: monday, count: 2 },
      { day: monday + 7, count: 1 },
    ]);
  });
});

describe("pages", () => {
  const random = seededRandom(8);
  let index: CaseIndex;
  beforeAll(() => {
    index = caseIndex({ openStates: OPEN_STATES });
    index.upsert(Array.from({ length: 200 }, (_, i) => drawnCase(random, `c${i}`)));
  });

  it.each(CASE_SORTS)("by %s show every case once while others come in and go", (sort) => {
    const before = allPages(index, question({}, { sort }));
    const shown: string[] = [];
    let cursor: string | null = null;
    do {
      const page = index.list(question({}, { sort, limit: 7, cursor }));
      shown.push(...page.ids);
      ({ cursor } = page);
      const late = drawnCase(random, `late-${sort}-${shown.length}`);
      // on top of the list in every order
      index.upsert([
        { ...late, receivedAt: NOW, number: "Z", dueAt: NOW + 99 * DAY, settledAt: null },
      ]);
      index.upsert([{ ...late, id: `${late.id}-s`, receivedAt: NOW, number: "Z", settledAt: NOW }]);
      index.remove(shown.slice(-1)); // even the case the cursor names
    } while (cursor !== null);
    const isNew = (id: string) => id.startsWith("late");
    expect(shown.filter((id) => !isNew(id) || before.includes(id))).toEqual(before);
    expect(new Set(shown).size).toBe(shown.length);
  });
});

describe("terms", () => {
  const [soon, due, veryLate] = [NOW - 6 * DAY, NOW - 4 * DAY, NOW + 8 * DAY];
  const drawn = drawnCase(seededRandom(9), "c");
  const standings = (now: number, row: Partial<CaseRow> = {}) => {
    const index = caseIndex({ openStates: OPEN_STATES });
    index.upsert([{ ...drawn, soonAt: soon, dueAt: due, veryLateAt: veryLate, ...row }]);
    const { counts } = index.list(question({}, { now }));
    return counts.due.find(({ count }) => count === 1)?.value;
  };

  it.each([
    [soon - 1, "on-time"],
    [soon, "soon"],
    [due, "soon"],
    [due + 1, "late"],
    [veryLate - 1, "late"],
    [veryLate, "late-3"],
  ])("at %i a case is %s", (now, standing) => expect(standings(now)).toBe(standing));

  it("is on time or late where nothing says from when it is soon or very late", () => {
    const bare = { soonAt: null, veryLateAt: null };
    expect([standings(due, bare), standings(due + 999 * DAY, bare)]).toEqual(["on-time", "late"]);
  });

  it("are none where nothing is due", () => {
    expect(standings(due + 1, { dueAt: null })).toBe("none");
  });
});
