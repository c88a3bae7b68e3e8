import { describe, expect, it } from "vitest";
import { type CoverageQuestion, questionOf } from "../../web/coverage/params.ts";
import { idsIn, isSame, linkOf, withId } from "../../web/coverage/scenario-link.ts";
import type { ComparisonColumn, Figures } from "../../web/coverage/scenario-queries.ts";
import { differenceIn, ROWS, shownRows } from "../../web/coverage/scenario-rows.ts";
import { readTries, toEdits } from "../../web/coverage/tries.ts";

const question: CoverageQuestion = {
  ...{ kind: "transfer_station", lensId: "station-small", profile: "vehicle" },
  ...{ demand: "daytime", statuses: ["open", "planned"], hasCapacity: true, minStars: 3 },
  ...{ isAccessible: true, openAt: "06:30", radiusMeters: 700 },
  edits: {
    added: [{ id: "new-1", position: [112.5, 26.9], capacity: 400 }],
    moved: [{ facilityId: "甲@1", position: [112.51, 26.91] }],
    closed: ["t;2"],
    barriers: [
      [
        [112.5, 26.9],
        [112.6, 26.9],
      ],
    ],
  },
};

/** The question that a link asks, as the page reads it. */
const asked = (link: ReturnType<typeof linkOf>) => {
  const given = Object.fromEntries(Object.entries(link).filter(([, value]) => value !== undefined));
  return { ...questionOf(given), edits: toEdits(readTries(link.tries)) };
};

describe("the link of a scenario", () => {
  it("asks what the scenario asks, with all it tries", () => {
    expect(asked(linkOf(question))).toEqual(question);
  });

  it("names nothing that the page has first", () => {
    const plain = { ...questionOf({}), edits: toEdits(readTries(undefined)) };
    expect(Object.values(linkOf(plain)).filter((value) => value !== undefined)).toEqual([]);
    expect(asked(linkOf(plain))).toEqual(plain);
  });

  it("tells whether two ask the same, also where nothing that is tried is left out", () => {
    const { edits: _, ...bare } = question;
    expect(isSame(question, { ...question })).toBe(true);
    expect(isSame(question, { ...question, minStars: 4 })).toBe(false);
    expect(isSame(bare as CoverageQuestion, { ...bare, edits: toEdits(readTries("")) })).toBe(true);
  });

  it("holds those that are compared, each once", () => {
    expect(idsIn("a,b,,a")).toEqual(["a", "b"]);
    expect(withId(["a", "b"], "c", true)).toBe("a,b,c");
    expect(withId(["a"], "a", true)).toBe("a");
    expect(withId(["a"], "a", false)).toBeUndefined();
  });
});

const figures = (served: number, more: Partial<Figures> = {}): Figures => ({
  ...{ at: "2026-03-01T00:00:00Z", radiusMeters: 300, backedUp: 0, straight: 0 },
  totals: { demand: 0b111, served, withoutRoom: 0, outside: 0b111 - served, rejected: 0 },
  streets: { meters: 2000, servedMeters: 500 },
  distances: { reached: 0b111, meanMeters: 100, quantiles: [{ share: 0.5, meters: 90 }] },
  compliance: null,
  stars: { sum: 9, rated: 2 },
  sites: { count: 3, added: 1, moved: 0, closed: 0 },
  gaps: { count: 2, largest: 0b100 },
  cost: { yuan: 0, known: 0, unknown: 1 },
  ...more,
});
const column = (scenarioId: string | null, now: Figures | null): ComparisonColumn => ({
  ...{ scenarioId, name: scenarioId, baseline: 0, asked: null, failure: null, now, saved: null },
  ...{ differs: [], areas: [], tried: [], sites: [], gaps: [] },
});
const row = (id: string) => ROWS.find((each) => each.id === id)!;

describe("rows of a comparison", () => {
  it("are held against the register as it is, which is held against nothing", () => {
    const columns = [column(null, figures(0b001)), column("a", figures(0b101)), column("b", null)];
    const served = columns.map((each) => differenceIn(row("served"), each, columns));
    expect(served).toEqual([null, 0b100, null]);
  });

  it("say what is not known as that, and a mean with how many it is of", () => {
    expect(row("compliance").read(figures(1))).toEqual({ value: null });
    expect(row("cost").read(figures(1)).value).toBeNull();
    expect(row("cost").read(figures(1, { cost: { yuan: 5, known: 1, unknown: 1 } })).value).toBe(5);
    expect(row("stars").read(figures(1))).toEqual({ value: 4.5, n: 2 });
    expect(row("stars").read(figures(1, { stars: { sum: 0, rated: 0 } })).value).toBeNull();
    expect(row("ninth").read(figures(1)).value).toBeNull();
  });

  it("speak of room only where it is asked for", () => {
    expect(shownRows([column("a", figures(1))]).map(({ id }) => id)).not.toContain("withoutRoom");
  });
});
