import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  COMPLAINT_IMPORTANCES,
  COMPLAINT_KINDS,
  COMPLAINT_LIFE,
  COMPLAINT_MARKS,
  type ComplaintKind,
  type ComplaintMark,
  FEEDBACK_OUTCOMES,
  OPEN_STATES,
} from "../../data/complaint-life.ts";
import { ROLE_PERMISSIONS, ROLES, type Role } from "../../data/roles.ts";
import {
  after,
  type CaseEvent,
  lifeStep,
  lifeSteps,
  type StepData,
  standingOf,
} from "../../server/complaints/life.ts";
import { stepFaults, stepRefusal } from "../../server/complaints/life-refusal.ts";

const BEGIN = Date.UTC(2026, 1, 2);
const event = (
  sequence: number,
  action: string,
  actorId: string,
  data: StepData = {},
): CaseEvent => ({
  ...{ sequence, action, actorId, data },
  at: new Date(BEGIN + sequence * 60_000),
});

type Wish = {
  action: string;
  role: Role;
  person: string;
  mark: ComplaintMark;
  outcome: (typeof FEEDBACK_OUTCOMES)[number];
};

/** What leads on; wishes are mostly of these, or hardly any complaint would come to its end. */
const ONWARD = [
  ...["assign", "triage-leader", "triage-meeting", "instruct", "accept", "arrive", "report"],
  ...["feedback", "settle", "settle", "ask-waiver", "grant-waiver", "rework", "reopen"],
];

/** Somebody's wish to take a step, sensible or not: any action, by any role, with anything said. */
const wish: fc.Arbitrary<Wish> = fc.record({
  action: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ONWARD) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(COMPLAINT_LIFE.actions)) },
  ),
  role: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Role>("administrator") },
    { weight: 2, arbitrary: fc.constantFrom(...ROLES) },
  ),
  person: fc.constantFrom("a", "b"),
  mark: fc.constantFrom(...COMPLAINT_MARKS),
  outcome: fc.constantFrom(...FEEDBACK_OUTCOMES),
});

/** What one says with a step when one says everything it asks for. */
const dataOf = (kind: ComplaintKind, { action, mark, outcome }: Wish): StepData => {
  const step = lifeStep(kind, action);
  const all: Required<Omit<StepData, "number">> = {
    ...{ unitId: "u", reason: "r", words: "w", minutes: "m", to: "t", into: "other", days: 5 },
    ...{ mark, term: "2026-03-01", way: "telephone", outcome, isResolved: true },
    ...{ satisfaction: "satisfied", isUpheld: true },
  };
  return Object.fromEntries((step?.asks ?? []).map((name) => [name, all[name]]));
};

/** Lives a complaint through wishes; those that are refused change nothing. */
function lived(
  kind: ComplaintKind,
  importance: (typeof COMPLAINT_IMPORTANCES)[number],
  hasContact: boolean,
  wishes: readonly Wish[],
) {
  const events = [event(1, "register", "a")];
  let standing = standingOf(kind, events);
  for (const one of wishes) {
    const actor = {
      accountId: one.person,
      permissions: new Set(ROLE_PERMISSIONS[one.role]),
    };
    const data = dataOf(kind, one);
    const facts = { kind, importance, hasContact };
    if (stepRefusal(facts, standing, one.action, actor, data) !== null) continue;
    const next = event(events.length + 1, one.action, one.person, data);
    events.push(next);
    standing = after(kind, standing, next);
  }
  return { events, standing };
}

/** Whether the events since it began anew show a mark, worked out without the code under test. */
function isShown(kind: ComplaintKind, mark: ComplaintMark, events: readonly CaseEvent[]) {
  const fresh = events.map(({ action }) => ["rework", "reopen"].includes(action)).lastIndexOf(true);
  const since = events.slice(fresh + 1);
  const has = (action: string) => since.some((one) => one.action === action);
  const outcomes = since
    .filter(({ action }) => action === "feedback")
    .map(({ data }) => data.outcome);
  const attempts = COMPLAINT_LIFE.kinds.find(({ id }) => id === kind)!.feedbackAttempts;
  const grant = since.findLast(
    ({ action, data }) => action === "grant-waiver" && data.mark === mark,
  );
  const asked = since.findLast(
    ({ action, data, sequence }) =>
      action === "ask-waiver" && data.mark === mark && sequence < (grant?.sequence ?? 0),
  );
  const isWaived = grant !== undefined && asked !== undefined && asked.actorId !== grant.actorId;
  if (mark === "record") return events[0]!.action === "register";
  if (mark === "on-site") return has("arrive") || isWaived;
  if (mark === "result") return has("report") || isWaived;
  return (
    isWaived ||
    outcomes.includes("answered") ||
    outcomes.includes("no-contact") ||
    outcomes.filter((outcome) => outcome === "unreachable").length >= attempts
  );
}

const MARKS: Record<ComplaintKind, readonly ComplaintMark[]> = {
  direct: ["record", "on-site", "result", "feedback"],
  petition: ["record", "result", "feedback"],
  proposal: ["record", "result", "feedback"],
};

const life = fc.record({
  kind: fc.constantFrom(...COMPLAINT_KINDS),
  importance: fc.constantFrom(...COMPLAINT_IMPORTANCES),
  hasContact: fc.boolean(),
  wishes: fc.array(wish, { minLength: 100, maxLength: 200 }),
});

describe("whatever anybody does", () => {
  it("settles no complaint without the marks its kind needs, each shown since it last began anew", () => {
    let settled = 0;
    fc.assert(
      fc.property(life, ({ kind, importance, hasContact, wishes }) => {
        const { events } = lived(kind, importance, hasContact, wishes);
        for (const [i, { action, data }] of events.entries()) {
          if (action === "feedback" && data.outcome === "no-contact")
            expect(hasContact).toBe(false);
          if (action !== "settle") continue;
          settled++;
          const before = events.slice(0, i);
          expect(MARKS[kind].filter((mark) => !isShown(kind, mark, before))).toEqual([]);
        }
      }),
      { numRuns: 3_000, seed: 4 },
    );
    expect(settled).toBeGreaterThan(200); // otherwise nothing was tried
  });

  it("keeps every event, in order, and stands where the events as a whole put it", () => {
    fc.assert(
      fc.property(life, ({ kind, importance, hasContact, wishes }) => {
        const { events, standing } = lived(kind, importance, hasContact, wishes);
        expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
        expect(standingOf(kind, events)).toEqual(standing);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it("lets nobody without a permission of the step change anything", () => {
    fc.assert(
      fc.property(life, ({ kind, importance, hasContact, wishes }) => {
        const { standing } = lived(kind, importance, hasContact, wishes);
        const nobody = { accountId: "x", permissions: new Set<never>() };
        const facts = { kind, importance, hasContact };
        for (const { action } of lifeSteps(kind))
          expect(stepRefusal(facts, standing, action, nobody, {})).toBe("not-granted");
      }),
      { numRuns: 50, seed: 6 },
    );
  });
});

describe("the table", () => {
  it("lets every state be reached and every open one be left, for each kind", () => {
    for (const kind of COMPLAINT_KINDS) {
      const reached = new Set(["registered"]);
      for (let before = 0; before !== reached.size; ) {
        before = reached.size;
        for (const { from, to } of lifeSteps(kind))
          if (to !== null && from.some((state) => reached.has(state))) reached.add(to);
      }
      expect(reached).toContain("settled");
      const stuck = [...reached].filter(
        (state) =>
          (OPEN_STATES as readonly string[]).includes(state) &&
          !lifeSteps(kind).some(
            ({ from, to }) => to !== null && to !== state && (from as string[]).includes(state),
          ),
      );
      expect(stuck).toEqual([]);
    }
  });

  it("gives every step to some role, and asks no step for a field twice", () => {
    for (const kind of COMPLAINT_KINDS)
      for (const step of lifeSteps(kind)) {
        const who = ROLES.filter((role) =>
          step.permission.some((one) => ROLE_PERMISSIONS[role].includes(one)),
        );
        expect(who.length, `${kind} ${step.action}`).toBeGreaterThan(1); // not the administrator alone
        const fields = [...step.asks, ...step.may];
        expect(new Set(fields).size).toBe(fields.length);
      }
  });

  it("tells what a step lacks and what is none of its", () => {
    const step = lifeStep("direct", "assign")!;
    expect(stepFaults(step, { reason: "r", words: undefined })).toEqual({
      missing: ["unitId"],
      foreign: ["reason"],
    });
  });
});
