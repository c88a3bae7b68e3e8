import { describe, expect, it } from "vitest";
import { CLEANING } from "../../data/cleaning.ts";
import { isOverlapping } from "../../server/cleaning/route-check.ts";
import {
  canTakeBack,
  endFault,
  planChange,
  restoredBy,
  type Version,
} from "../../server/cleaning/route-versions.ts";
import {
  overlapsOf,
  passesADay,
  teamLoads,
  uncoveredOf,
  workloadOf,
} from "../../server/cleaning/workload.ts";
import { route } from "../worlds/cleaning.ts";

const version = (routeId: string, validFrom: string, validTo: string | null = null): Version => ({
  ...{ routeId, validFrom, validTo },
});
const today = "2026-03-10";
const old = { today, isMadeToday: false };
const fresh = { today, isMadeToday: true };

describe("a change from a day on", () => {
  const plan = (versions: Version[], validFrom: string, time = old) =>
    planChange(versions, { routeId: versions.at(-1)!.routeId, validFrom }, time);
  const running = version("v1", "2026-01-01");

  it("ends the running version on that day and begins the next", () => {
    expect(plan([running], "2026-03-11")).toEqual({ is: "new", validTo: null, closes: "v1" });
  });

  it("keeps the end that was set", () => {
    const ending = version("v1", "2026-01-01", "2026-06-01");
    expect(plan([ending], "2026-03-11")).toMatchObject({ validTo: "2026-06-01", closes: "v1" });
    expect(plan([ending], "2026-07-01")).toEqual({ is: "new", validTo: null, closes: null });
  });

  it("is made in place while the version has not begun, and the one before ends when it begins", () => {
    const both = [version("v1", "2026-01-01", "2026-04-01"), version("v2", "2026-04-01")];
    expect(plan(both, "2026-04-05")).toEqual({ is: "in-place", validTo: null, closes: "v1" });
    expect(plan(both, "2026-03-12")).toEqual({ is: "in-place", validTo: null, closes: "v1" });
    expect(plan([version("v1", today)], today, fresh)).toMatchObject({ is: "in-place" });
  });

  it("leaves the past as it was", () => {
    expect(plan([running], "2026-03-09")).toBe("in-the-past");
    expect(plan([version("v1", today)], today)).toBe("not-after-running");
    const both = [version("v1", "2026-03-20", "2026-04-01"), version("v2", "2026-04-01")];
    expect(plan(both, "2026-03-20")).toBe("not-after-running");
    expect(planChange(both, { routeId: "v1", validFrom: "2026-05-01" }, old)).toBe("not-youngest");
  });

  it("never lets two versions hold on one day", () => {
    const days = ["2026-03-10", "2026-03-11", "2026-04-01", "2026-04-02", "2026-06-01"];
    for (const end of [null, "2026-03-15", "2026-04-02"])
      for (const from of days) {
        const versions = [
          version("v1", "2026-01-01", "2026-03-10"),
          version("v2", "2026-03-10", end),
        ];
        const made = plan(versions, from);
        if (typeof made === "string" || made.is === "in-place") continue;
        const closed = made.closes === "v2" ? from : end;
        expect(closed !== null && closed <= from).toBe(true);
        expect(made.validTo === null || made.validTo > from).toBe(true);
      }
  });
});

describe("taking back", () => {
  const both = [
    version("v1", "2026-01-01", "2026-04-01"),
    version("v2", "2026-04-01", "2026-09-01"),
  ];
  it("is for the youngest while nothing was done by it", () => {
    expect(canTakeBack(both, "v2", old)).toBeNull();
    expect(canTakeBack(both, "v1", old)).toBe("not-youngest");
    expect(canTakeBack([version("v1", today)], "v1", old)).toBe("over");
    expect(canTakeBack([version("v1", today)], "v1", fresh)).toBeNull();
  });

  it("lets the version before go on for as long", () => {
    expect(restoredBy(both)).toEqual(version("v1", "2026-01-01", "2026-09-01"));
    expect(restoredBy([both[1]!])).toBeNull();
    expect(restoredBy([version("v1", "2026-01-01", "2026-02-01"), both[1]!])).toBeNull();
  });
});

describe("an end", () => {
  const ends = (validTo: string | null, end: string | null = null) =>
    endFault([version("v1", "2026-03-01", end)], { routeId: "v1", validTo }, today);
  it("is set ahead and taken back until it has come", () => {
    expect(ends("2026-03-11")).toBeNull();
    expect(ends("2026-03-09")).toBe("in-the-past");
    expect(ends(null, "2026-03-20")).toBeNull();
    expect(ends(null, "2026-03-10")).toBe("over");
    expect(
      endFault([version("v1", "2026-05-01")], { routeId: "v1", validTo: "2026-05-01" }, today),
    ).toBe("not-after-running");
  });
});

describe("shifts", () => {
  const shifts = (...spans: [string, string][]) => spans.map(([from, to]) => ({ from, to }));
  it.each([
    { spans: shifts(["04:30", "07:00"], ["07:00", "09:00"]), is: false },
    { spans: shifts(["07:00", "09:00"], ["04:30", "07:01"]), is: true },
    { spans: shifts(["22:30", "04:30"]), is: false },
    { spans: shifts(["22:30", "04:30"], ["04:00", "06:00"]), is: true },
    { spans: shifts(["22:30", "04:30"], ["04:30", "22:30"]), is: false },
    { spans: [], is: false },
  ])("$spans overlap: $is", ({ spans, is }) => {
    expect(isOverlapping(spans)).toBe(is);
  });
});

// 100 m of a main road, 200 m of grade two, 400 m of grade four, 800 m without a grade
const EDGES = [
  { edgeId: "a", streetId: "s", lengthMeters: 100, grade: 1, isMain: true, areas: [] },
  { edgeId: "b", streetId: "s", lengthMeters: 200, grade: 2, isMain: false, areas: [] },
  { edgeId: "c", streetId: "t", lengthMeters: 400, grade: 4, isMain: false, areas: [] },
  { edgeId: "d", streetId: null, lengthMeters: 800, grade: null, isMain: false, areas: [] },
];

describe("workload", () => {
  it("is kilometres times the weight of their grade", () => {
    // 0.1 × 1.5 + 0.2 × 1.1 + 0.4 × 0.8 + 0.8 × 1
    expect(workloadOf(EDGES, CLEANING).weightedKilometers).toBeCloseTo(1.49, 9);
    expect(workloadOf(EDGES, CLEANING).lengthMeters).toBe(1_500);
    expect(workloadOf([], CLEANING)).toEqual({ lengthMeters: 0, weightedKilometers: 0 });
  });

  it("of a day counts passes, shifts of a patrol, and one street of those in turn", () => {
    expect(passesADay(route({ passes: 3 }))).toBe(3);
    expect(passesADay(route({ passes: 7, period: "week" }))).toBe(1);
    expect(passesADay(route({ work: "patrol", shifts: [] }))).toBe(1);
    expect(passesADay(route({ turn: "street", streets: [[0], [1], [2], [3]] }))).toBe(0.25);
    expect(passesADay(route({ turn: "street", streets: [] }))).toBe(0);
  });

  it("of teams is added up over their routes, the most first", () => {
    const loads = teamLoads(
      [
        route({ team: "一班", edges: [0], passes: 2 }), // 0.2 km a day, 0.3 weighted
        route({ team: "二班", edges: [2], passes: 1 }), // 0.4 km a day, 0.32 weighted
        route({ team: "一班", edges: [1], passes: 1 }), // 0.2 km a day, 0.22 weighted
      ],
      EDGES,
      CLEANING,
    );
    expect(loads.map(({ team, routes }) => [team, routes])).toEqual([
      ["一班", 2],
      ["二班", 1],
    ]);
    expect(loads[0]!.kilometersADay).toBeCloseTo(0.4, 9);
    expect(loads[0]!.weightedKilometersADay).toBeCloseTo(0.52, 9);
  });
});

describe("what is served twice, and what by nobody", () => {
  it("is the same work on the same part", () => {
    const [one, two] = [
      route({ routeId: "1", edges: [0, 1] }),
      route({ routeId: "2", edges: [1, 1, 2] }),
    ];
    expect(overlapsOf([one, two]).map(({ edges }) => edges)).toEqual([[1]]);
    expect(overlapsOf([one, { ...two, work: "wash" }])).toEqual([]);
    expect(overlapsOf([one, { ...two, part: "slow_lane" }])).toEqual([]);
    expect(overlapsOf([two])).toEqual([]); // gone along twice by itself
  });

  it("is each graded edge that is swept by none", () => {
    const edges = (routes: Parameters<typeof uncoveredOf>[0]) =>
      uncoveredOf(routes, EDGES).map(({ edges: own }) => own.join());
    expect(edges([])).toEqual(["0", "1", "", "2"]);
    expect(edges([route({ edges: [0] }), route({ work: "fine_sweep", edges: [2] })])).toEqual([
      ...["", "1", "", ""],
    ]);
    expect(edges([route({ work: "wash", edges: [0, 1, 2] })])).toEqual(["0", "1", "", "2"]);
  });
});
