import { expect, it } from "vitest";
import { RUBRICS, RubricContent } from "../../data/rubric.ts";
import { assessmentOf, type Counted, itemsOf, scoreOf, starsOf } from "../../data/rubric-score.ts";
import { ratingOn } from "../../server/ratings/in-force.ts";

const toilet = RUBRICS["star-toilet"]!;
const full = itemsOf(toilet).map(({ itemId, points }) => ({ itemId, points }));
const given = (points: Record<string, number | null>) =>
  full.map((mark) => (mark.itemId in points ? { ...mark, points: points[mark.itemId]! } : mark));
const of = (points: Record<string, number | null>, vetoes: string[] = []) =>
  scoreOf(toilet, { marks: given(points), vetoes });

it("scores by hand: 100 points, of which some are lost or do not apply", () => {
  expect(of({}).score).toBe(100);
  expect(of({ floor: 3 }).score).toBeCloseTo(95, 12);
  // without 5 for accessible fittings and 3 for the ratio 92 can be had; 4.6 lost are 5 of 100
  expect(of({ accessible: null, ratio: null, pans: 3.4 }).score).toBeCloseTo(95, 12);
  expect(of({ floor: 3 }).deductions).toEqual([{ itemId: "floor", lost: 5, of: 8, note: "" }]);
});

it("gives stars at their thresholds and not below", () => {
  const stars = (score: number) => starsOf(toilet, { score, vetoes: [], cappedFrom: null });
  expect([100, 95, 94.99, 90, 89.9, 80, 70, 60, 59.9].map(stars)).toEqual([
    5, 5, 4, 4, 3, 3, 2, 1, 0,
  ]);
});

it("gives no star with a veto, and fewer where a needed item is missing", () => {
  expect(starsOf(toilet, of({}, ["fee"]))).toBe(0);
  // odour is needed from four stars on, opening as posted from three
  expect(starsOf(toilet, of({ odor: 7 }))).toBe(3);
  expect(starsOf(toilet, of({ odor: 7, open: 6 }))).toBe(2);
});

it("takes the mean of a window, its vetoes, and says where it is small", () => {
  const counted = [100, 90, 86].map(
    (score, at): Counted => ({
      ...{ score, vetoes: [], cappedFrom: null, deductions: [] },
      ...{ inspectionId: `i${at}`, day: `2026-03-0${at + 1}` },
    }),
  );
  expect(assessmentOf(toilet, counted)).toMatchObject({
    n: 3,
    score: 92,
    stars: 4,
    isSmall: false,
  });
  expect(assessmentOf(toilet, counted.slice(0, 2))).toMatchObject({
    n: 2,
    stars: 5,
    isSmall: true,
  });
  expect(assessmentOf(toilet, [])).toMatchObject({ n: 0, score: null, stars: 0, isSmall: true });
  expect(assessmentOf(toilet, [...counted, { ...counted[0]!, vetoes: ["fee"] }])).toMatchObject({
    stars: 0,
    vetoes: ["fee"],
  });
});

it("refuses rubrics that contradict themselves", () => {
  const refused = (change: Partial<RubricContent>) =>
    RubricContent.safeParse({ ...toilet, ...change }).success;
  expect(refused({})).toBe(true);
  expect(
    refused({
      stars: [
        { stars: 5, atLeast: 80 },
        { stars: 4, atLeast: 90 },
      ],
    }),
  ).toBe(false);
  expect(refused({ vetoes: [toilet.vetoes[0]!, toilet.vetoes[0]!] })).toBe(false);
  expect(refused({ groups: [{ ...toilet.groups[3]! }] })).toBe(false);
});

it("ships no item of 七无六净", () => {
  expect(toilet.groups.find(({ groupId }) => groupId === "seven-six")?.items).toEqual([]);
});

/** Small and seeded, so that a failure can be seen again. */
function draws(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

it("never gives a star with a veto, nor fewer stars for more points", () => {
  const next = draws(8);
  for (const rubric of Object.values(RUBRICS))
    for (let round = 0; round < 300; round += 1) {
      const items = itemsOf(rubric);
      const marks = items.map(({ itemId, points, mayNotApply }) => ({
        itemId,
        points:
          mayNotApply && next() < 0.3 ? null : next() < 0.6 ? points : Math.floor(next() * points),
      }));
      const before = scoreOf(rubric, { marks, vetoes: [] });
      const more = marks.map((mark, at) => {
        if (mark.points === null || next() < 0.5) return mark;
        return { ...mark, points: Math.min(items[at]!.points, mark.points + next() * 3) };
      });
      const after = scoreOf(rubric, { marks: more, vetoes: [] });
      expect(starsOf(rubric, after)).toBeGreaterThanOrEqual(starsOf(rubric, before));
      const veto = rubric.vetoes[Math.floor(next() * rubric.vetoes.length)]!.vetoId;
      expect(starsOf(rubric, scoreOf(rubric, { marks, vetoes: [veto] }))).toBe(0);
    }
});

it("answers the same for a past date, whatever is decided later", () => {
  const next = draws(9);
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
  const ratings: Parameters<typeof ratingOn>[0][number][] = [];
  const answers: (string | null)[] = [];
  for (let today = 0; today < 120; today += 1) {
    if (next() < 0.2) {
      const from = today + Math.floor(next() * 5);
      ratings.push({
        ...{ ratingId: `r${today}`, isTrial: next() < 0.2, validFrom: day(from) },
        validTo: next() < 0.3 ? null : day(from + 1 + Math.floor(next() * 40)),
        decidedAt: new Date(Date.UTC(2026, 0, 1 + today, 9)).toISOString(),
      });
    }
    answers.push(ratingOn(ratings, day(today))?.ratingId ?? null);
  }
  expect(answers.some((one) => one !== null)).toBe(true);
  for (const [at, answer] of answers.entries())
    expect(ratingOn(ratings, day(at))?.ratingId ?? null).toBe(answer);
});
