import { describe, expect, it } from "vitest";
import { RUBRICS } from "../../data/rubric.ts";
import { wasCreatedIn } from "../../server/ratings/created.ts";
import { addMonths } from "../../server/ratings/days.ts";
import { retold } from "../../server/ratings/preview.ts";
import type { Rating } from "../../server/ratings/rating-store.ts";
import { candidatesOf, type MonthFigures } from "../../server/ratings/red-flag.ts";
import { marksOf } from "../worlds/inspected.ts";

const rule = { leastInspections: 2, leastScore: 90, mostComplaints: 2 };
const month = (code: string, more: Partial<MonthFigures> = {}): MonthFigures => ({
  subject: {
    ...{ subjectKind: "facility", subjectId: code, kind: "toilet", code, name: code, nameEn: null },
    ...{ position: null, status: "open", areaId: null, areaName: null, areaNameEn: null },
    ...{ manager: null, isModel: false, lengthMeters: null },
  },
  ...{ n: 2, score: 95, complaints: 0, vetoes: 0, ...more },
});
const codes = (found: readonly MonthFigures[]) => found.map(({ subject }) => subject.code);

describe("the red flag of a month", () => {
  it("goes to the greatest mean of those who may have it", () => {
    const { candidates, winner, tied } = candidatesOf(
      [
        month("W1", { score: 99, n: 1 }),
        month("W2", { score: 98, complaints: 3 }),
        month("W3", { score: 97, vetoes: 1 }),
        month("W4", { score: 96 }),
        month("W5", { score: 90 }),
        month("W6", { score: 89.9 }),
        month("W7", { score: null, n: 0 }),
      ],
      rule,
    );
    expect(winner?.subject.code).toBe("W4");
    expect(tied).toEqual([]);
    expect(candidates.map(({ subject, place, failed }) => [subject.code, place, failed])).toEqual([
      ["W4", 1, []],
      ["W5", 2, []],
      ["W1", null, ["inspections"]],
      ["W2", null, ["complaints"]],
      ["W3", null, ["veto"]],
      ["W6", null, ["score"]],
      ["W7", null, ["inspections", "score"]],
    ]);
  });

  it("of equal means goes to the fewest complaints, then the first code, and says what was tied", () => {
    const equal = [month("W3"), month("W1", { complaints: 1 }), month("W2")];
    const { winner, tied } = candidatesOf(equal, rule);
    expect(winner?.subject.code).toBe("W2");
    expect(codes(tied)).toEqual(["W2", "W3"]);
  });

  it("goes to nobody where nobody may have it", () => {
    expect(candidatesOf([month("W1", { n: 1 })], rule)).toMatchObject({ winner: null, tied: [] });
  });
});

describe("a star created in a year", () => {
  const rating = (id: string, more: Partial<Rating>): Rating => ({
    ...{ ratingId: id, subjectKind: "facility", subjectId: "t", stars: 4, isTrial: false },
    ...{ kind: "creation", validFrom: "2026-03-01", validTo: null, reason: "" },
    ...{ rubricId: null, rubricVersion: null, score: null, evidence: [], decidedBy: null },
    decidedAt: "2026-03-01T01:00:00.000Z",
    ...more,
  });

  it("is one that held on its first day, in the year and by the day", () => {
    const created = rating("a", {});
    const removed = rating("b", {
      kind: "removal",
      stars: 0,
      decidedAt: "2026-03-01T02:00:00.000Z",
    });
    const later = rating("c", { kind: "removal", stars: 0, validFrom: "2026-03-02" });
    expect(wasCreatedIn([created], 2026, "2026-03-01")).toBe(true);
    expect(wasCreatedIn([created], 2026, "2026-02-28")).toBe(false);
    expect(wasCreatedIn([created], 2025, "2026-03-01")).toBe(false);
    expect(wasCreatedIn([created, removed], 2026, "2026-12-31")).toBe(false);
    expect(wasCreatedIn([created, later], 2026, "2026-12-31")).toBe(true);
    expect(wasCreatedIn([rating("d", { kind: "entered" })], 2026, "2026-12-31")).toBe(false);
  });
});

it("ends on the same day of the month, or its last", () => {
  expect(addMonths("2026-03-15", 12)).toBe("2027-03-15");
  expect(addMonths("2024-02-29", 12)).toBe("2025-02-28");
  expect(addMonths("2026-08-31", 6)).toBe("2027-02-28");
  expect(addMonths("2026-01-31", -1)).toBe("2025-12-31");
});

it("tells marks in other words by their share, and what has none does not count", () => {
  const toilet = RUBRICS["star-toilet"]!;
  const [first, ...others] = toilet.groups;
  const items = first!.items.map((item) =>
    item.itemId === "floor" ? { ...item, points: 4 } : item,
  );
  const after = {
    ...toilet,
    groups: [{ ...first!, items: [...items, { ...items[0]!, itemId: "new" }] }, ...others],
    vetoes: toilet.vetoes.slice(1),
  };
  const told = retold(toilet, after, {
    marks: marksOf(toilet, { floor: 6 }),
    vetoes: [toilet.vetoes[0]!.vetoId, toilet.vetoes[1]!.vetoId],
  });
  expect(told.marks.find(({ itemId }) => itemId === "floor")?.points).toBe(3); // six of eight
  expect(told.marks.find(({ itemId }) => itemId === "new")?.points).toBe(null);
  expect(told.unmarked).toEqual(["new"]);
  expect(told.vetoes).toEqual([toilet.vetoes[1]!.vetoId]);
});
