import { describe, expect, it } from "vitest";
import { courseRuns, knownOf, loadOf, moved, stepsOf } from "../../web/cleaning/route-course.ts";
import {
  changedFields,
  changeOf,
  edited,
  newRoute,
  redone,
  toChange,
  undone,
  withEdges,
  withWork,
} from "../../web/cleaning/route-draft.ts";
import { routeAsked, withShown } from "../../web/cleaning/route-link.ts";
import type { Network, RoutePage } from "../../web/cleaning/route-queries.ts";
import { passesADay, teamAverage } from "../../web/cleaning/route-share.ts";
import { spanOf, standsOn } from "../../web/cleaning/route-span.ts";
import { routeWords } from "../../web/cleaning/route-words.ts";

const edge = (edgeId: string, streetId: string, nodes: [number, number], more: object = {}) => ({
  ...{ edgeId, streetId, nodes, lengthMeters: 100, weight: 1, grade: 2, isMain: false },
  ...{ isDrivable: true, isWalkable: true, oneway: "no" as const },
  path: nodes.map((node) => [25 + node / 100, 60]),
  ...more,
});
// 1 ─a─ 2 ─b─ 3 ─c─ 4, drawn against each other; c weighs more, d lies apart
const NETWORK: Network = {
  districtId: "north",
  edges: [
    edge("a", "s", [1, 2]),
    edge("b", "s", [3, 2]),
    edge("c", "t", [3, 4], { weight: 1.5, lengthMeters: 200 }),
    edge("d", "s", [8, 9]),
  ],
  streets: [
    { streetId: "s", name: "中街", nameEn: null },
    { streetId: "t", name: "横街", nameEn: null },
  ],
};
const known = knownOf(NETWORK);
const steps = (ids: string) => stepsOf(known, [...ids]);

describe("a course on the screen", () => {
  const directions = (ids: string) =>
    steps(ids)
      .map(({ line }) => (line[0]![0]! < line[1]![0]! ? "→" : "←"))
      .join("");
  it("is drawn in the direction in which it is gone along", () => {
    expect(directions("abc")).toBe("→→→");
    expect(directions("cba")).toBe("←←←");
    expect(directions("b")).toBe("←"); // as it is drawn, while nothing says which way
    expect(directions("ba")).toBe("←←");
    expect(directions("abba")).toBe("→→←←"); // there and back
  });

  it("tells its streets, their lengths and where it breaks", () => {
    const runs = courseRuns(steps("abcda"));
    expect(
      runs.map(({ streetId, first, last, isBreak }) => [streetId, first, last, isBreak]),
    ).toEqual([
      ["s", 0, 1, false],
      ["t", 2, 2, false],
      ["s", 3, 3, true],
      ["s", 4, 4, true],
    ]);
    // 4 × 100 m × 1 + 200 m × 1.5
    expect(loadOf(runs)).toEqual({ lengthMeters: 600, weightedKilometers: 0.7 });
    expect(courseRuns(steps("x"))).toEqual([]); // gone from the network
  });

  it("is put in another order by parts", () => {
    const order = (first: number, last: number, to: number) =>
      moved([..."abcdef"], first, last, to).join("");
    expect(order(0, 1, 4)).toBe("cdabef");
    expect(order(3, 4, 1)).toBe("adebcf");
    expect(order(1, 2, 6)).toBe("adefbc");
    expect([order(1, 2, 1), order(1, 2, 2), order(1, 2, 3)]).toEqual(Array(3).fill("abcdef"));
  });
});

const PAGE = {
  ...{ districtId: "north", routeId: "r", code: "R", name: "普扫", nameEn: null, revision: 3 },
  ...{ work: "full_sweep", part: "whole", season: "all", proof: "positions", turn: "none" },
  ...{ team: null, vehicleKind: "sweeper", vehicles: [{ vehicleId: "v", plate: "演A1" }] },
  ...{ shifts: [{ from: "04:30", to: "07:00" }], passes: 3, period: "day", note: "" },
  ...{ validFrom: "2026-01-01", validTo: null, today: "2026-03-10", edgeIds: ["a"], stopIds: [] },
} as unknown as RoutePage; // what a draft is made of

describe("a draft", () => {
  it("begins tomorrow, or when the version does that has not begun", () => {
    expect(newRoute("2026-03-10").draft.validFrom).toBe("2026-03-11");
    expect(changeOf(PAGE).draft.validFrom).toBe("2026-03-11");
    expect(changeOf({ ...PAGE, validFrom: "2026-05-01", canTakeBack: true }).draft.validFrom).toBe(
      "2026-05-01",
    );
  });

  it("goes back and forward step by step, letters of a field as one", () => {
    let editing = changeOf(PAGE);
    editing = edited(editing, { edgeIds: ["a", "b"] });
    editing = edited(editing, { name: "普" }, "name");
    editing = edited(editing, { name: "普扫二" }, "name");
    expect(changedFields(editing)).toEqual(["name", "edgeIds"]);
    editing = undone(editing);
    expect([editing.draft.name, editing.draft.edgeIds]).toEqual(["普扫", ["a", "b"]]);
    editing = undone(editing);
    expect(changedFields(editing)).toEqual([]);
    expect(undone(editing)).toBe(editing);
    editing = redone(redone(editing));
    expect(editing.draft.name).toBe("普扫二");
    expect(redone(editing)).toBe(editing);
    expect(redone(edited(undone(editing), { team: "二班" })).draft.name).toBe("普扫"); // another way was taken
  });

  it("keeps no step of what changed nothing", () => {
    const editing = changeOf(PAGE);
    expect(edited(editing, { name: "普扫" })).toBe(editing);
    expect(changedFields(edited(editing, { validFrom: "2026-04-01" }))).toEqual([]);
  });

  it("puts streets in where it was said, and no longer where there is no such place", () => {
    expect(withEdges(["a", "b"], null, ["x", "y"])).toEqual(["a", "b", "x", "y"]);
    expect(withEdges(["a", "b"], 1, ["x", "y"])).toEqual(["a", "x", "y", "b"]);
    const inserting = { ...edited(changeOf(PAGE), { edgeIds: ["a", "b", "c"] }), insertAt: 2 };
    expect(edited(inserting, { edgeIds: ["a", "b"] }).insertAt).toBeNull();
    expect(edited(inserting, { edgeIds: ["a", "b", "d"] }).insertAt).toBe(2);
  });

  it("takes the proof and vehicle that go with a work", () => {
    const { draft } = changeOf(PAGE);
    expect(withWork(draft, "patrol")).toMatchObject({
      proof: "confirmation",
      vehicleKind: null,
      vehicleIds: [],
    });
    expect(withWork(draft, "full_sweep")).toMatchObject({ proof: "positions", vehicleIds: ["v"] });
    expect(withWork(draft, "collection")).toMatchObject({
      proof: "stops",
      vehicleKind: "compactor",
    });
  });

  it("is sent with its day read and nothing for what is empty", () => {
    const { draft } = edited(changeOf(PAGE), {
      validFrom: "2026年4月1日",
      team: " ",
      passes: "0.5",
    });
    expect(toChange(draft)).toMatchObject({ validFrom: "2026-04-01", team: null, passes: 0.5 });
    expect(toChange(draft)).not.toHaveProperty("code");
  });
});

describe("workload beside the team", () => {
  it("counts passes, shifts and streets in turn as the server does", () => {
    const { draft } = changeOf(PAGE);
    expect(passesADay(draft, 2)).toBe(3);
    expect(passesADay({ ...draft, passes: "7", period: "week" }, 2)).toBe(1);
    expect(passesADay({ ...draft, work: "patrol", shifts: [] }, 2)).toBe(1);
    expect(passesADay({ ...draft, turn: "street" }, 4)).toBe(0.25);
    expect(passesADay({ ...draft, passes: "x" }, 4)).toBe(0);
  });

  it("is that of the other routes of the team", () => {
    const of = (team: string, code: string, weightedKilometers: number, aDay: number) => ({
      ...{ team, code, weightedKilometers, passesADay: aDay },
    });
    const routes = [
      of("一", "A", 2, 3),
      of("一", "B", 4, 1),
      of("一", "OWN", 100, 1),
      of("二", "C", 9, 1),
    ];
    expect(teamAverage(routes, "一", "OWN")).toEqual({ value: 5, routes: 2 }); // (6 + 4) / 2
    expect(teamAverage(routes, "三", null)).toBeNull();
  });
});

describe("the link and the words", () => {
  it("drops what makes no sense", () => {
    expect(
      routeAsked({ routeDay: "2026-02-30", routeWork: "x", routeShow: "uncovered,x" }),
    ).toEqual({
      ...{ routeId: null, day: undefined, work: null, shown: ["uncovered"] },
    });
    expect(withShown(["uncovered"], "overlaps")).toBe("overlaps,uncovered");
    expect(withShown(["uncovered"], "uncovered")).toBeUndefined();
  });

  it("tell the last day on which a version holds", () => {
    const version = { validFrom: "2026-01-01", validTo: "2026-03-01" };
    expect(spanOf(version, routeWords.en, "en")).toBe("Jan 1, 2026 to Feb 28, 2026");
    expect([standsOn(version, "2026-02-28"), standsOn(version, "2026-03-01")]).toEqual([
      "running",
      "ended",
    ]);
    expect(standsOn(version, "2025-12-31")).toBe("notBegun");
  });
});
