import { beforeAll, describe, expect, it } from "vitest";
import { APPEAL_STEPS, RUBRICS } from "../../data/rubric.ts";
import { itemsOf } from "../../data/rubric-score.ts";
import { isClosed, nextSteps } from "../../server/ratings/appeal.ts";
import type { AppealWire } from "../../server/ratings/appeal-schema.ts";
import { addDays } from "../../server/ratings/days.ts";
import type { InspectionWire } from "../../server/ratings/inspection-schema.ts";
import type { TaskWire } from "../../server/ratings/plan-schema.ts";
import { localDay } from "../../server/store/local-day.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const TODAY = localDay(new Date(), "Europe/Helsinki");
const world = servedNorth();
let inspector: SignedIn;
let colleague: SignedIn;
let manager: SignedIn;
let leader: SignedIn;
let easterner: SignedIn;

beforeAll(async () => {
  const database = world.database();
  inspector = await signedIn(database, "north", "inspector");
  colleague = await signedIn(database, "north", "inspector");
  manager = await signedIn(database, "north", "manager");
  leader = await signedIn(database, "north", "team_leader");
  easterner = await signedIn(database, "north", "inspector", ["east"]);
});

const send = (who: SignedIn, method: string, rest: string, body?: object) =>
  world.send(who, method, `/api/districts/north/ratings/${rest}`, body);
const asked = async <T>(who: SignedIn, rest: string): Promise<T> =>
  (await send(who, "GET", rest)).json();
const done = async <T>(answer: Promise<Response> | Response): Promise<T> => {
  const one = await answer;
  if (one.status > 201) throw new Error(`${one.status} ${await one.text()}`);
  return one.json();
};
const ruleOf = async (answer: Promise<Response> | Response) => {
  const { rule, faults } = (await (await answer).json()) as {
    rule?: string;
    faults?: { rule?: string }[];
  };
  return rule ?? faults?.[0]?.rule;
};

let made = 0;
const inspect = (
  who: SignedIn,
  points: Record<string, number> = { floor: 3, odor: 7 },
  changes: object = {},
) =>
  done<InspectionWire>(
    send(who, "POST", "inspections", {
      ...{ inspectionId: `made-here-${++made}`, subject: { kind: "facility", id: "t1" } },
      ...{ rubricId: "star-toilet", rubricVersion: 0, level: "section", vetoes: [] },
      inspectedAt: new Date().toISOString(),
      marks: itemsOf(RUBRICS["star-toilet"]!).map((item) => ({
        ...{ itemId: item.itemId, points: points[item.itemId] ?? item.points },
      })),
      ...{ position: null, positionSource: null },
      ...changes,
    }),
  );
const raise = (inspectionId: string, who = leader) =>
  send(who, "POST", "appeals", { inspectionId, words: "当时正在保洁" });
const step = (appealId: string, body: object, who = manager) =>
  send(who, "POST", `appeals/${appealId}/steps`, { words: "核实", ...body });

describe("the steps of an appeal", () => {
  it("end in four ways, and nothing follows those", () => {
    expect(APPEAL_STEPS.filter(isClosed)).toEqual(["corrected", "voided", "rejected", "withdrawn"]);
  });

  it("decide nothing while a re-inspection is out, and never go back", () => {
    expect(nextSteps("raised", true)).toEqual(["accepted", "rejected", "withdrawn"]);
    expect(nextSteps("reinspection", false)).toEqual(["withdrawn"]);
    expect(nextSteps("reinspection", true)).toContain("corrected");
    for (const state of APPEAL_STEPS) {
      expect(nextSteps(state, true)).not.toContain("raised");
      expect(nextSteps(state, true)).not.toContain(state);
    }
  });
});

describe("an appeal", () => {
  it("corrects an inspection: its score is another from then on, and what was found stays", async () => {
    // 5 of the floor and 1 of odour are lost, which is needed from four stars on; a fee is a veto
    const { inspectionId, score, stars } = await inspect(inspector, undefined, { vetoes: ["fee"] });
    expect([score, stars]).toEqual([94, 0]);
    const { appealId } = await done<AppealWire>(raise(inspectionId));
    expect(await ruleOf(raise(inspectionId))).toBe("appeal-open");
    const corrections = [
      { itemId: "odor", points: 8 },
      { vetoId: "fee", isStruck: true },
    ];
    const correct = { step: "corrected", corrections };
    expect(await ruleOf(step(appealId, correct))).toBe("appeal-order");
    await done(step(appealId, { step: "accepted" }));
    expect(await ruleOf(step(appealId, { step: "corrected" }))).toBe("missing");
    expect(
      await ruleOf(step(appealId, { ...correct, corrections: [{ itemId: "odor", points: 9 }] })),
    ).toBe("mark-too-many");
    expect(
      await ruleOf(step(appealId, { ...correct, corrections: [{ itemId: "odor", points: 7 }] })),
    ).toBe("mark-same");
    const over = await done<AppealWire>(step(appealId, correct));
    expect(over).toMatchObject({ state: "corrected", isClosed: true, nextSteps: [] });
    expect(over.trail.map((one) => one.step)).toEqual(["raised", "accepted", "corrected"]);
    const after = await asked<InspectionWire>(leader, `inspections/${inspectionId}`);
    expect(after).toMatchObject({ isCorrected: true, vetoes: [], foundVetoes: ["fee"] });
    expect([after.score, after.stars]).toEqual([95, 5]);
    expect(after.marks.find(({ itemId }) => itemId === "odor")!.points).toBe(7);
    expect(await ruleOf(step(appealId, { step: "voided" }))).toBe("appeal-closed");
  });

  it("is not decided by whoever inspected or appealed, and not raised against oneself", async () => {
    const own = await inspect(manager, undefined, { level: "bureau" });
    expect(await ruleOf(raise(own.inspectionId, manager))).toBe("appeal-own");
    const { appealId } = await done<AppealWire>(raise(own.inspectionId));
    expect(await ruleOf(step(appealId, { step: "accepted" }))).toBe("appeal-party");
    expect((await step(appealId, { step: "accepted" }, inspector)).status).toBe(403);
    const withdraw = (who: SignedIn) =>
      send(who, "POST", `appeals/${appealId}/withdraw`, { words: "不申诉了" });
    expect(await ruleOf(withdraw(manager))).toBe("appeal-by-other");
    expect((await done<AppealWire>(withdraw(leader))).state).toBe("withdrawn");
  });

  it("makes an inspection void: it counts no more", async () => {
    const { inspectionId } = await inspect(inspector);
    const { appealId } = await done<AppealWire>(raise(inspectionId));
    await done(step(appealId, { step: "accepted" }));
    await done(step(appealId, { step: "voided" }));
    const after = await asked<InspectionWire>(leader, `inspections/${inspectionId}`);
    expect([after.isVoid, after.appeal?.state]).toEqual([true, "voided"]);
    expect(await ruleOf(raise(inspectionId))).toBe("inspection-withdrawn");
  });

  it("has it looked at again by somebody else before it is decided", async () => {
    const { inspectionId } = await inspect(inspector);
    const { appealId } = await done<AppealWire>(raise(inspectionId));
    await done(step(appealId, { step: "accepted" }));
    const order = { step: "reinspection", dueOn: addDays(TODAY, 3) };
    expect(await ruleOf(step(appealId, { ...order, assignedTo: inspector.accountId }))).toBe(
      "appeal-same-inspector",
    );
    const ordered = await done<AppealWire>(
      step(appealId, { ...order, assignedTo: colleague.accountId }),
    );
    expect(ordered.task).toMatchObject({ reason: "appeal", state: "due" });
    await inspect(inspector); // his own second look does not settle it
    expect(await ruleOf(step(appealId, { step: "rejected" }))).toBe("appeal-looking");
    await inspect(colleague);
    const over = await done<AppealWire>(step(appealId, { step: "rejected" }));
    expect([over.state, over.task?.state]).toEqual(["rejected", "done"]);
    const open = await asked<{ total: number }>(leader, "appeals?isOpen=true");
    expect(open.total).toBe(0);
  });

  it("comes too late after so many days", async () => {
    const { inspectionId } = await inspect(inspector);
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "update inspection set received_at = now() - interval '11 days' where inspection_id = $1",
            [inspectionId],
          ),
        { asOwner: true },
      );
    expect(await ruleOf(raise(inspectionId))).toBe("appeal-too-late");
  });
});

describe("the plan", () => {
  const week = { from: TODAY, to: addDays(TODAY, 6) };
  type Drawn = { seed: string; drawn: TaskWire[]; taskIds: string[]; alreadyOpen: number };
  const plan = (query = "") =>
    asked<{ counts: Record<string, number>; tasks: TaskWire[] }>(inspector, `plan${query}`);

  it("previews what it then draws, once, and an inspection closes its task unnamed", async () => {
    const preview = await done<Drawn>(send(inspector, "POST", "plan/preview", week));
    expect(preview.taskIds).toEqual([]);
    // t2 was never inspected, nor the street; t3 is closed; t1 was inspected today
    const named = preview.drawn.map(({ reason, subject }) => `${reason} ${subject.id}`);
    expect(named).toEqual(expect.arrayContaining(["interval t2", "interval s1"]));
    const draft = { ...week, seed: preview.seed, assignedTo: colleague.accountId };
    const drawn = await done<Drawn>(send(inspector, "POST", "plan", draft));
    expect(drawn.drawn).toEqual(preview.drawn);
    const again = await done<Drawn>(send(inspector, "POST", "plan", draft));
    expect([again.drawn, again.alreadyOpen]).toEqual([[], drawn.drawn.length]);

    const task = (await plan("?subjectKind=facility&subjectId=t2")).tasks[0]!;
    expect(task).toMatchObject({ state: "due", assignedName: "inspector" });
    const found = await inspect(
      colleague,
      { floor: 3 },
      { subject: { kind: "facility", id: "t2" } },
    );
    expect(found.closesTasks).toEqual([task.taskId]);
    const after = (await plan("?subjectKind=facility&subjectId=t2")).tasks[0]!;
    expect(after).toMatchObject({
      ...{ state: "done", done: { inspectionId: found.inspectionId, isLate: false } },
    });
    await done(
      send(colleague, "POST", `inspections/${found.inspectionId}/withdraw`, { reason: "误" }),
    );
    expect((await plan("?subjectKind=facility&subjectId=t2")).tasks[0]!.state).toBe("due");
  });

  it("gives a task to somebody else, and drops it with a reason", async () => {
    const [task] = (await plan("?subjectKind=street")).tasks;
    const change = (body: object, who = inspector) =>
      send(who, "PATCH", `plan/tasks/${task!.taskId}`, body);
    expect(await ruleOf(change({ assignedTo: "nobody" }))).toBe("account-not-inspecting");
    const given = await done<TaskWire>(change({ assignedTo: null, dueOn: TODAY }));
    expect([given.assignedTo, given.dueOn]).toEqual([null, TODAY]);
    const drop = () =>
      send(inspector, "POST", `plan/tasks/${task!.taskId}/drop`, { reason: "道路施工" });
    expect((await done<TaskWire>(drop())).dropped?.reason).toBe("道路施工");
    expect(await ruleOf(drop())).toBe("task-dropped");
  });

  it("draws only within one's areas", async () => {
    const { drawn } = await done<Drawn>(send(easterner, "POST", "plan/preview", week));
    expect(drawn.map(({ subject }) => subject.id)).toEqual(["s1"]);
  });

  it("names of a re-inspection what is mended and what is not", async () => {
    const found = await inspect(inspector, { floor: 3, walls: 2, odor: 7 });
    const order = { dueOn: addDays(TODAY, 2) };
    const reinspection = (id: string) =>
      send(inspector, "POST", `inspections/${id}/reinspection`, order);
    const task = await done<TaskWire>(reinspection(found.inspectionId));
    expect(task.basis.items).toEqual(["floor", "walls", "odor"]);
    expect(await ruleOf(reinspection(found.inspectionId))).toBe("reinspection-open");
    const { mended, closesTasks } = await inspect(
      colleague,
      { walls: 4 },
      { reinspectionOf: found.inspectionId, taskId: task.taskId },
    );
    expect(closesTasks).toContain(task.taskId);
    expect(mended!.map((one) => [one.itemId, one.lostBefore, one.lostNow, one.isMended])).toEqual([
      ["floor", 5, 0, true],
      ["walls", 4, 2, false],
      ["odor", 1, 0, true],
    ]);
    const clean = await inspect(inspector, {});
    expect(await ruleOf(reinspection(clean.inspectionId))).toBe("nothing-to-mend");
  });
});
