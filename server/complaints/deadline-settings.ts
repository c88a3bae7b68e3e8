import {
  COMPLAINT_DEADLINES,
  DEADLINE_STEPS,
  DistrictDeadlines,
  mergedDeadlines,
} from "../../data/complaint-deadlines.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";
import { DEADLINES_SETTING, termsOf } from "./case-due.ts";
import type { DeadlineSettings, DeadlineTrial, TermTrial } from "./deadline-settings-schema.ts";
import { deadlineOf, deadlineRule, turningPoints } from "./deadlines.ts";

/** What a district has set itself about terms; null is nothing. */
export async function readOwnDeadlines(
  tx: Queryable,
  districtId: string,
): Promise<DistrictDeadlines | null> {
  const own = DistrictDeadlines.safeParse(await readSetting(tx, districtId, DEADLINES_SETTING));
  return own.success ? own.data : null;
}

/** The presets, what a district set over them, and what holds there by both. */
export const deadlineSettings = (
  districtId: string,
  own: DistrictDeadlines | null,
): DeadlineSettings => ({
  districtId,
  steps: [...DEADLINE_STEPS],
  presets: COMPLAINT_DEADLINES,
  own,
  merged: mergedDeadlines(COMPLAINT_DEADLINES, own),
});

/** When each step of a complaint would be due, if what starts its term happened at one instant. */
export function termTrial(
  own: DistrictDeadlines | null,
  timeZone: string,
  asked: TermTrial,
  now: Date,
): DeadlineTrial {
  const { own: _, from, ...subject } = asked;
  const begun = from ? new Date(from) : now;
  const { deadlines, clock } = termsOf(own, timeZone);
  const steps = DEADLINE_STEPS.filter(({ kind }) => kind === subject.kind).map((step) => {
    const rule = deadlineRule(deadlines.rules, subject, step.id);
    const known = { step: step.id, startsWith: step.from, title: step.title };
    if (!rule) return { ...known, term: null };
    const { dueAt, lastDay, isCalendarKnown } = deadlineOf(begun, rule, clock);
    const { soonAt, veryLateAt } = turningPoints({ startedAt: begun, dueAt }, deadlines);
    const { id: ruleId, amount, unit } = rule;
    return {
      ...known,
      term: {
        ...{ ruleId, amount, unit, dueAt: dueAt.toISOString(), lastDay, isCalendarKnown },
        ...{ soonAt: soonAt.toISOString(), veryLateAt: veryLateAt.toISOString() },
      },
    };
  });
  return { ...subject, from: begun.toISOString(), isOfDraft: asked.own !== undefined, steps };
}
