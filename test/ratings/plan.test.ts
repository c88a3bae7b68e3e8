import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../server/ratings/days.ts";
import { digestOfCandidates, drawOf, type PlanSubject, riskOf } from "../../server/ratings/plan.ts";

const weights = {
  ...{ complaintDays: 90, perComplaint: 4, perLostPoint: 1, perDefect: 3, perDay: 0.2 },
};
const TODAY = "2026-03-02";
const of = (id: string, changes: Partial<PlanSubject> = {}): PlanSubject => ({
  ...{ kind: "facility", id, lastOn: TODAY, lastScore: 100, defects: 0, complaints: 0 },
  ...changes,
});
const asked = (free: readonly PlanSubject[], changes: object = {}) => ({
  ...{ rubricId: "star-toilet", weights, free, disagreeing: [], seed: "seed", today: TODAY },
  sampling: { intervalDays: 30, randomPerWeek: 0, riskPerWeek: 0 },
  ...{ from: "2026-03-02", to: "2026-03-08" },
  ...changes,
});
const idsOf = (drawn: ReturnType<typeof drawOf>) =>
  drawn.map(({ reason, subject }) => `${reason} ${subject.id}`);

describe("days", () => {
  it("go over months and leap years", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
  });
});

describe("risk", () => {
  it("is added up by hand and says of what", () => {
    // 3 complaints × 4, 12 points lost, 2 defects × 3, 10 days × 0.2
    const one = of("a", { complaints: 3, lastScore: 88, defects: 2, lastOn: "2026-02-20" });
    const { risk, parts } = riskOf(one, weights, TODAY);
    expect(risk).toBe(12 + 12 + 6 + 2);
    expect(parts.map(({ part, value, points }) => [part, value, points])).toEqual([
      ["complaints", 3, 12],
      ["score", 12, 12],
      ["defects", 2, 6],
      ["days", 10, 2],
    ]);
  });

  it("counts what was never inspected as a year, and no more than a year", () => {
    const never = riskOf(of("a", { lastOn: null, lastScore: null }), weights, TODAY);
    expect(never.risk).toBe(73);
    expect(never.parts.at(-1)!.value).toBeNull();
    expect(riskOf(of("a", { lastOn: "2023-01-01" }), weights, TODAY).risk).toBe(73);
  });
});

describe("a draw", () => {
  it("takes whatever is over or will be within the period, each on its day", () => {
    const free = [
      of("over", { lastOn: "2026-01-01" }), // over since 31 January
      of("on-first", { lastOn: "2026-01-31" }), // 30 days later is 2 March
      of("on-last", { lastOn: "2026-02-06" }), // 8 March
      of("after", { lastOn: "2026-02-07" }), // 9 March
      of("never", { lastOn: null, lastScore: null }),
    ];
    const drawn = drawOf(asked(free));
    expect(drawn.map(({ subject, dueOn }) => `${subject.id} ${dueOn}`)).toEqual([
      "on-first 2026-03-02",
      "over 2026-03-02",
      "never 2026-03-08",
      "on-last 2026-03-08",
    ]);
    expect(drawn[0]!.basis).toEqual({ lastInspectedOn: "2026-01-31", intervalDays: 30 });
  });

  it("takes the greatest risks of those left, as many as the weeks allow, and never what has none", () => {
    const free = [
      of("calm"),
      of("some", { complaints: 1 }),
      of("more", { complaints: 2 }),
      of("due", { lastOn: "2025-01-01", complaints: 9 }),
    ];
    const sampling = { intervalDays: 30, randomPerWeek: 0, riskPerWeek: 1 };
    expect(idsOf(drawOf(asked(free, { sampling })))).toEqual(["interval due", "risk more"]);
    const fortnight = { sampling: { ...sampling, riskPerWeek: 5 }, to: "2026-03-15" };
    expect(idsOf(drawOf(asked(free, fortnight)))).toEqual([
      "interval due",
      "risk more",
      "risk some",
    ]);
  });

  it("takes those whose stars and complaints do not agree first, and each subject once", () => {
    const free = [of("five-stars", { lastOn: null, complaints: 20 }), of("other")];
    const disagreeing = [
      { kind: "facility", id: "five-stars", complaints: 20, days: 180, stars: 5 },
      { kind: "facility", id: "elsewhere", complaints: 3, days: 180, stars: 4 },
    ];
    const sampling = { intervalDays: 30, randomPerWeek: 9, riskPerWeek: 9 };
    const drawn = drawOf(asked(free, { disagreeing, sampling }));
    expect(idsOf(drawn)).toEqual(["complaints five-stars", "random other"]);
    expect(drawn[0]!.basis).toEqual({ complaints: 20, complaintDays: 180, stars: 5 });
  });

  it("draws the same with the same seed, and whoever has the seed can prove it", () => {
    const free = Array.from({ length: 40 }, (_, i) => of(`t${i}`));
    const sampling = { intervalDays: 30, randomPerWeek: 5, riskPerWeek: 0 };
    const drawn = drawOf(asked(free, { sampling }));
    const tickets = free
      .map(({ id }) => ({
        id,
        ticket: createHash("sha256").update(`seed star-toilet facility ${id}`).digest("hex"),
      }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
      .slice(0, 5);
    expect(drawn.map(({ subject }) => subject.id)).toEqual(tickets.map(({ id }) => id));
    expect(idsOf(drawOf(asked([...free].reverse(), { sampling })))).toEqual(idsOf(drawn));
    expect(drawn[0]!.basis).toMatchObject({
      ...{ seed: "seed", candidates: 40, place: 1, ticket: tickets[0]!.ticket },
      candidatesDigest: digestOfCandidates([...free].reverse()),
    });
    expect(idsOf(drawOf(asked(free, { sampling, seed: "another" })))).not.toEqual(idsOf(drawn));
  });

  it("draws every subject about as often, over many seeds", () => {
    const free = Array.from({ length: 10 }, (_, i) => of(`t${i}`));
    const sampling = { intervalDays: 30, randomPerWeek: 3, riskPerWeek: 0 };
    const count = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++)
      for (const { subject } of drawOf(asked(free, { sampling, seed: String(seed) })))
        count.set(subject.id, (count.get(subject.id) ?? 0) + 1);
    // 600 of 2000 each, with a standard deviation of √(2000 × 0.3 × 0.7) = 20.5: five of them
    for (const one of count.values()) expect(Math.abs(one - 600)).toBeLessThan(103);
    expect(count.size).toBe(10);
  });
});
