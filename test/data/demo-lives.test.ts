import { describe, expect, it } from "vitest";
import { OPEN_STATES } from "../../data/complaint-life.ts";
import { DEMO_RULES, DEMO_UNITS } from "../../data/demo/case-units.ts";
import { historyCases, laterCases } from "../../data/demo/generate.ts";
import type { DemoCase } from "../../data/demo/records.ts";
import truths from "../../data/demo/truths.json" with { type: "json" };
import { PERMISSIONS } from "../../data/roles.ts";
import { AssignmentRules, unitByRules } from "../../server/complaints/assignment.ts";
import { termsOf } from "../../server/complaints/case-due.ts";
import { CaseStep } from "../../server/complaints/case-schema.ts";
import { kindOf } from "../../server/complaints/kind.ts";
import { after, lifeStep, standingOf } from "../../server/complaints/life.ts";
import { stepFaults, stepRefusal } from "../../server/complaints/life-refusal.ts";
import { maskPersonal } from "../../server/complaints/mask.ts";
import { standingAt, toCaseEvents } from "../../server/demo-cases.ts";
import { anchor, demo } from "../worlds/demo.ts";

const terms = termsOf(null, "Asia/Shanghai");
const cases = historyCases(demo);
const standing = cases.map((one) => standingAt(one, terms, anchor));
const permissions = new Set(PERMISSIONS);

/** Why the table of lives forbids a step of a life, had everybody every permission; null when all are allowed. */
function refusalIn({ kind, importance, reporterId, events }: DemoCase) {
  const hasContact = Number(reporterId.slice(1)) % 10 < 7;
  let now = standingOf(kind, []);
  for (const [i, { action, at, actor, data }] of events.entries()) {
    const step = lifeStep(kind, action);
    if (action !== "register") {
      const { isByRule: _byRule, ...told } = data; // what intake says when the rules have assigned it
      const said = CaseStep.safeParse({ action, ...told });
      if (!step || !said.success) return `${action}: ${said.error?.message}`;
      const { action: _, ...fields } = said.data;
      const { missing, foreign } = stepFaults(step, fields);
      const who = { accountId: actor, permissions };
      const refusal = stepRefusal({ kind, importance, hasContact }, now, action, who, fields);
      if (refusal || missing.length + foreign.length > 0)
        return `${action}: ${refusal ?? [...missing, ...foreign]}`;
    }
    const [event] = toCaseEvents([{ action, at, actor, data, unitId: null }], i);
    now = after(kind, now, { ...event!, actorId: actor });
  }
  return null;
}

describe("the lives of the demonstration's complaints", () => {
  it("take only steps that the table of lives allows, each with what it asks for", () => {
    const wrong = cases
      .map((one) => [one.complaintId, refusalIn(one)])
      .filter(([, refusal]) => refusal !== null);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it("go forward in time, from the registration at the complaint's own instant", () => {
    const wrong = cases.filter(({ occurredAt, events }) => {
      const instants = events.map(({ at }) => at.getTime());
      const isAscending = instants.every((at, i) => i === 0 || instants[i - 1]! <= at);
      return instants[0] !== occurredAt.getTime() || !isAscending;
    });
    expect(wrong).toEqual([]);
  });

  it("leave every state in which something is still to be done for the first day, and some of it is late", () => {
    const open = standing.filter(({ standing: { state } }) => OPEN_STATES.includes(state));
    expect(new Set(open.map((one) => one.standing.state))).toEqual(new Set(OPEN_STATES));
    expect(open.length).toBeGreaterThan(60);
    expect(open.length).toBeLessThan(400);
    const late = open.filter(({ due }) => due.next !== null && due.next.at < anchor);
    expect(late.length).toBeGreaterThan(5);
    expect(late.length).toBeLessThan(open.length / 2);
    expect(open.filter(({ due }) => due.next === null)).toEqual([]);
  });

  it("end settled for the most part, and in every other way for some", () => {
    const share = (state: string) =>
      standing.filter((one) => one.standing.state === state).length / standing.length;
    expect(share("settled")).toBeGreaterThan(0.9);
    for (const state of ["refused", "transferred", "merged", "reviewed", "concluded"]) {
      expect([state, share(state) > 0]).toEqual([state, true]);
    }
    expect(share("merged")).toBeLessThan(0.1);
    expect(share("recorded")).toBe(0);
  });

  it("hold what a duty room meets: reopenings, rework, extensions, waivers, supervision", () => {
    const actions = new Set(standing.flatMap(({ events }) => events.map(({ action }) => action)));
    for (const action of [
      ...["reopen", "rework", "return", "ask-extension", "grant-extension", "refuse-extension"],
      ...["ask-waiver", "grant-waiver", "supervise", "answer-supervision"],
      ...["triage-leader", "triage-meeting", "instruct", "merge", "ask-review", "recheck"],
    ])
      expect([action, actions.has(action)]).toEqual([action, true]);
  });

  it("are the kind that intake would give them, and go to the unit that the rules name", () => {
    const rules = AssignmentRules.parse(DEMO_RULES);
    const codeById = new Map(demo.areas.map(({ areaId, code }) => [areaId, code]));
    const units = new Set(DEMO_UNITS.map(({ unitId }) => unitId));
    expect(rules.filter(({ unitId }) => !units.has(unitId))).toEqual([]);
    for (const { kind, channel, category, areaId, events } of cases) {
      expect(kind).toBe(kindOf(channel, category));
      const areaCode = areaId && codeById.get(areaId)!;
      const given = events.find(({ data }) => data.unitId !== undefined);
      if (given)
        expect(given.data.unitId).toBe(unitByRules(rules, { areaCode, category, channel }));
    }
  });

  it("merge into a complaint about the same, near it, that was open and is no duplicate itself", () => {
    const byId = new Map(cases.map((one) => [one.complaintId, one]));
    const merged = cases.filter(({ duplicateOf }) => duplicateOf !== null);
    expect(merged.length).toBeGreaterThan(100);
    for (const one of merged) {
      const original = byId.get(one.duplicateOf!)!;
      expect(original.duplicateOf).toBeNull();
      expect(original.category).toBe(one.category);
      const before = original.events.filter(({ at }) => at <= one.occurredAt);
      expect(OPEN_STATES).toContain(standingOf(original.kind, toCaseEvents(before)).state);
    }
  });

  it("have one proposal a year, instructed and replied to", () => {
    const proposals = standing.filter(({ complaint }) => complaint.kind === "proposal");
    expect(proposals).toHaveLength(3);
    for (const { standing: one, events } of proposals) {
      expect(one.state).toBe("settled");
      expect(events.map(({ action }) => action)).toEqual([
        ...["register", "instruct", "accept", "report", "feedback", "settle"],
      ]);
    }
  });

  it("keep two petitions of the staff confidential, without a place", () => {
    const secret = cases.filter(({ isConfidential }) => isConfidential);
    expect(secret).toHaveLength(2);
    for (const { kind, category, position, streetId, facilityId, address } of secret)
      expect([kind, category, position, streetId, facilityId, address]).toEqual([
        ...["petition", "staff-pay", null, null, null, null],
      ]);
  });

  it("leave everything else of the complaints as it was drawn", () => {
    const given = new Map(demo.complaints.map((one) => [one.complaintId, one]));
    const changed = cases.filter((one) => {
      const was = given.get(one.complaintId)!;
      return !(Object.keys(was) as (keyof typeof was)[]).every((key) => one[key] === was[key]);
    });
    expect(changed.map(({ isConfidential }) => isConfidential)).toEqual([true, true]);
  });

  it("differ by unit: some are quick and please, some are slow", () => {
    const told = DEMO_UNITS.map(({ unitId }) => {
      const own = standing.filter(
        ({ standing: { unitId: is, state } }) => is === unitId && state === "settled",
      );
      const asked = own.filter(({ standing: { isResolved } }) => isResolved !== null);
      const resolved = asked.filter(({ standing: { isResolved } }) => isResolved).length;
      return { unitId, settled: own.length, share: resolved / asked.length };
    });
    expect(told.filter(({ settled }) => settled === 0)).toEqual([]);
    const shares = told.filter(({ settled }) => settled > 300).map(({ share }) => share);
    expect(Math.min(...shares)).toBeGreaterThan(0.75);
    expect(Math.max(...shares)).toBeLessThan(0.99);
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.05);
  });

  it("say a sentence or two, various, in which there is nothing to mask", () => {
    const texts = cases.map(({ text }) => text);
    expect(new Set(texts).size).toBeGreaterThan(20_000);
    for (const text of texts) {
      expect(text.length).toBeGreaterThanOrEqual(15);
      expect(text.length).toBeLessThanOrEqual(60);
      expect(text).toMatch(/。$/);
    }
    const words = cases.flatMap(({ events }) => events.flatMap(({ data }) => Object.values(data)));
    const said = [
      ...new Set([...texts.slice(-3000), ...words.filter((one) => typeof one === "string")]),
    ].filter((one) => /\p{Script=Han}/u.test(one));
    expect(said.filter((one) => maskPersonal(one).count > 0)).toEqual([]);
  });

  it("are the same for a day alone and for a day among others", () => {
    const asked = { anchor: new Date(truths.anchor), fromDay: 0, endDay: 6 };
    const days = laterCases(asked);
    expect(laterCases({ ...asked, fromDay: 5 })).toEqual(
      days.filter(({ occurredAt }) => occurredAt.getTime() >= anchor.getTime() + 5 * 86_400_000),
    );
    expect(days.filter(({ events }) => events[0]!.action !== "register")).toEqual([]);
  });
});
