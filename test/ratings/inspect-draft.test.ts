import { describe, expect, it } from "vitest";
import { isSignature } from "../../server/ratings/inspection-check.ts";
import {
  choicesCalled,
  choicesNear,
  choicesOfTasks,
  pathOf,
  positionOf,
  withoutSeenTo,
} from "../../web/ratings/inspect-choices.ts";
import {
  fullOf,
  groupsOf,
  marked,
  missingOf,
  noted,
  partsOf,
  scoreSoFar,
  toInspection,
} from "../../web/ratings/inspect-draft.ts";
import { whoAnswers } from "../../web/ratings/inspect-worker-rules.ts";
import { begun, complete, kitOf, rubric, taskOf, toilet } from "./inspect-world.ts";

describe("a draft", () => {
  it("has no points that nobody gave, and says what is still to do", () => {
    const draft = begun("d1");
    expect(scoreSoFar(draft)).toMatchObject({ score: null, stars: 0, deductions: [] });
    expect(missingOf(draft).map(({ part }) => part)).toEqual([
      ...groupsOf(draft).map(({ groupId }) => `group-${groupId}`),
      ...["vetoes", "sign"],
    ]);
    expect(partsOf(draft).slice(-3)).toEqual(["vetoes", "place", "sign"]);
    expect(missingOf(complete("d1"))).toEqual([]);
  });

  it("gives the rest of a group all points and leaves alone what was given", () => {
    const [group] = groupsOf(begun("d1"));
    const draft = fullOf(noted(marked(begun("d1"), "floor", 3), "walls", "湿"), group!.items);
    expect(draft.marks.floor).toEqual({ note: "", points: 3 });
    expect(draft.marks.walls).toEqual({ note: "湿", points: 6 });
    expect(missingOf(draft).some(({ part }) => part === `group-${group!.groupId}`)).toBe(false);
  });

  it("scores as the server does, by hand: 5 of 100 lost, and a veto takes every star", () => {
    const draft = marked(complete("d1"), "floor", 3);
    expect(scoreSoFar(draft)).toMatchObject({ score: 95, stars: 5 });
    expect(scoreSoFar({ ...draft, vetoes: ["fee"] })).toMatchObject({ score: 95, stars: 0 });
  });

  it("is always sent in the same words", () => {
    const draft = { ...marked(complete("d1"), "floor", 3), inspectedAt: "2026-03-02T09:00:00Z" };
    expect(JSON.stringify(toInspection(draft))).toBe(
      JSON.stringify(toInspection(structuredClone(draft))),
    );
    expect(toInspection(draft)).toMatchObject({
      ...{ inspectionId: "d1", rubricVersion: 1, level: "section", position: null },
      ...{ inspectedAt: "2026-03-02T09:00:00Z", positionSource: null, taskId: null },
    });
  });

  it("answers the task of its subject, a re-inspection before others", () => {
    const basis = { inspectionId: "before-1", items: ["floor"] };
    const again = taskOf("t1", { taskId: "again", reason: "reinspection", basis });
    expect(begun("d1", [taskOf("t2"), taskOf("t1"), again])).toMatchObject({
      ...{ taskId: "again", reinspectionOf: "before-1", again: ["floor"] },
    });
    expect(begun("d1", [taskOf("t2")]).taskId).toBeNull();
  });
});

describe("what is chosen from", () => {
  const kit = kitOf({
    subjects: [
      toilet("t1", { points: [[25, 60]] }),
      toilet("t2", { points: [[25.01, 60]] }),
      toilet("s1", { kind: "street", facilityKind: null, name: "中街" }), // no rubric is for it
    ],
    tasks: [
      taskOf("t1"),
      taskOf("t2", { assignedTo: "inspector" }),
      taskOf("t1", { assignedTo: "other" }),
    ],
  });

  it("shows one's own tasks first and nobody else's", () => {
    const tasks = choicesOfTasks(kit, "inspector", null);
    expect(tasks.map(({ subject }) => subject.id)).toEqual(["t2", "t1"]);
  });

  it("shows no task that was seen to and waits to be sent", () => {
    const seen = [{ taskId: taskOf("t2").taskId }, { taskId: null }];
    const tasks = choicesOfTasks(withoutSeenTo(kit, seen), "inspector", null);
    expect(tasks.map(({ subject }) => subject.id)).toEqual(["t1"]);
  });

  it("orders by distance: 0.01° at 60° N are 556 m", () => {
    const [first, second] = choicesNear(kit, [25.01, 60], 5);
    expect([first!.subject.id, second!.subject.id]).toEqual(["t2", "t1"]);
    expect(Math.abs(second!.distanceMeters! - 556)).toBeLessThan(1);
    expect(choicesNear(kit, [25.01, 60], 5).length).toBe(2);
  });

  it("finds by part of a name or code, however it is written", () => {
    expect(choicesCalled(kit, "Ｔ－2", 5).map(({ subject }) => subject.id)).toEqual(["t2"]);
    expect(choicesCalled(kit, "公厕", 5).length).toBe(2);
    expect(choicesCalled(kit, " ", 5)).toEqual([]);
  });

  it("reads a position longitude first, and nothing else", () => {
    expect(positionOf("112.6071，26.8936")).toEqual([112.6071, 26.8936]);
    expect(positionOf(" 112.6 26.9 ")).toEqual([112.6, 26.9]);
    for (const wrong of ["26.9", "112.6,96", "190,20", "a,b", ""])
      expect(positionOf(wrong)).toBeNull();
  });
});

it("draws a signature that the server takes, whatever the finger does", () => {
  const wild = [
    [
      [-5, 300],
      [10.123, 20.456],
      [10.1, 20.5],
      [400, -3],
    ],
    [[1, 1]],
  ] as const;
  const path = pathOf(wild);
  expect(path).toBe("M0 100L10.1 20.5L300 0");
  expect(isSignature(path)).toBe(true);
  for (const wrong of ["", "M1 1 L2 2", "L1 1", "M1 1L301 2", "M1 1L2 101", 'M1 1"/>'])
    expect(isSignature(wrong)).toBe(false);
});

describe("who answers while there is a service worker", () => {
  const files = new Set(["/assets/a-1.js"]);
  const asks = (path: string, more: object = {}) =>
    whoAnswers({ method: "GET", path, isPage: false, ...more }, files);

  it("serves its own page and files, and of answers only who one is and where", () => {
    expect(asks("/inspect", { isPage: true })).toBe("page");
    expect(asks("/assets/a-1.js")).toBe("file");
    expect([asks("/api/session"), asks("/api/districts")]).toEqual(["answer", "answer"]);
  });

  it("stands between nobody and anything else", () => {
    for (const path of ["/", "/complaints", "/inspections"])
      expect(asks(path, { isPage: true })).toBe("network");
    for (const path of ["/assets/b-1.js", "/api/districts/north/ratings/inspection-kit", "/sw.js"])
      expect(asks(path)).toBe("network");
    expect(asks("/api/session", { method: "DELETE" })).toBe("network");
  });

  it("keeps the rubric of the draft: what is taken along later does not change it", () => {
    expect(begun("d1").rubric).toBe(rubric);
  });
});
