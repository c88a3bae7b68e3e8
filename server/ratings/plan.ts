import { createHash } from "node:crypto";
import { addDays, daysBetween } from "./days.ts";
import type { TaskBasis } from "./plan-schema.ts";

/** A subject of a rubric, with what speaks for inspecting it. */
export type PlanSubject = {
  readonly kind: "facility" | "street";
  readonly id: string;
  /** Local day of the last inspection that counts; null: never. */
  readonly lastOn: string | null;
  readonly lastScore: number | null;
  readonly defects: number;
  readonly complaints: number;
};

export type Sampling = {
  readonly intervalDays: number;
  readonly randomPerWeek: number;
  readonly riskPerWeek: number;
};

export type RiskWeights = {
  readonly complaintDays: number;
  readonly perComplaint: number;
  readonly perLostPoint: number;
  readonly perDefect: number;
  readonly perDay: number;
};

/** Stars that do not agree with complaints. */
export type Disagreeing = {
  readonly kind: string;
  readonly id: string;
  readonly complaints: number;
  readonly days: number;
  readonly stars: number | null;
};

export type Drawn = {
  readonly subject: PlanSubject;
  readonly dueOn: string;
  readonly reason: "interval" | "random" | "risk" | "complaints";
  readonly basis: TaskBasis;
};

const rounded = (number: number) => Math.round(number * 100) / 100;

/** How much speaks for inspecting a subject, and of what that is made up. Days count up to a year; never inspected is a year. */
export function riskOf(subject: PlanSubject, weights: RiskWeights, today: string) {
  const { complaints, defects, lastOn, lastScore } = subject;
  const days = lastOn === null ? null : Math.max(0, daysBetween(lastOn, today));
  const lost = lastScore === null ? null : 100 - lastScore;
  const parts = [
    { part: "complaints", value: complaints, points: complaints * weights.perComplaint },
    { part: "score", value: lost, points: (lost ?? 0) * weights.perLostPoint },
    { part: "defects", value: defects, points: defects * weights.perDefect },
    { part: "days", value: days, points: Math.min(days ?? 365, 365) * weights.perDay },
  ] as const;
  return {
    risk: rounded(parts.reduce((sum, { points }) => sum + points, 0)),
    parts: parts.map(({ part, value, points }) => ({
      ...{ part, value: value === null ? null : rounded(value), points: rounded(points) },
    })),
  };
}

/** What is drawn by in place of chance: whoever has the seed can work it out again with any SHA-256. */
export const ticketOf = (
  seed: string,
  rubricId: string,
  { kind, id }: Pick<PlanSubject, "kind" | "id">,
) => createHash("sha256").update(`${seed} ${rubricId} ${kind} ${id}`).digest("hex");

const named = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind} ${id}`;
const byName = (a: PlanSubject, b: PlanSubject) => (named(a) < named(b) ? -1 : 1);

/** The same candidates in the same order have the same digest. */
export const digestOfCandidates = (candidates: readonly PlanSubject[]) =>
  createHash("sha256")
    .update([...candidates].sort(byName).map(named).join("\n"))
    .digest("hex");

/**
 * Which subjects of a rubric are to be inspected in a period: those whose stars and complaints do not agree, those whose interval
 * is over or will be, those at most risk, and some at random of the others. Each at most once, and none that has an open task.
 *
 * @param free  subjects without an open task.
 * @returns in that order; due within the period.
 */
export function drawOf(asked: {
  readonly rubricId: string;
  readonly sampling: Sampling;
  readonly weights: RiskWeights;
  readonly free: readonly PlanSubject[];
  readonly disagreeing: readonly Disagreeing[];
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly seed: string;
}): Drawn[] {
  const { sampling, from, to } = asked;
  const weeks = (daysBetween(from, to) + 1) / 7;
  const taken = new Set<string>();
  const take = (drawn: Drawn[]) => {
    for (const { subject } of drawn) taken.add(named(subject));
    return drawn;
  };
  const left = () => asked.free.filter((one) => !taken.has(named(one)));
  return [
    ...take(disagreeingOf(left(), asked.disagreeing, to)),
    ...take(dueOf(left(), sampling.intervalDays, from, to)),
    ...take(atRiskOf(left(), asked, Math.round(sampling.riskPerWeek * weeks))),
    ...take(randomOf(left(), asked, Math.round(sampling.randomPerWeek * weeks))),
  ];
}

function disagreeingOf(
  free: readonly PlanSubject[],
  disagreeing: readonly Disagreeing[],
  to: string,
): Drawn[] {
  const byId = new Map(disagreeing.map((one) => [named(one), one]));
  return free.flatMap((subject) => {
    const one = byId.get(named(subject));
    if (!one) return [];
    const basis = { complaints: one.complaints, complaintDays: one.days, stars: one.stars };
    return [{ subject, dueOn: to, reason: "complaints" as const, basis }];
  });
}

function dueOf(
  free: readonly PlanSubject[],
  intervalDays: number,
  from: string,
  to: string,
): Drawn[] {
  return free
    .map((subject) => {
      const over = subject.lastOn === null ? to : addDays(subject.lastOn, intervalDays);
      return {
        ...{ subject, dueOn: over < from ? from : over, reason: "interval" as const },
        basis: { lastInspectedOn: subject.lastOn, intervalDays },
      };
    })
    .filter(({ dueOn }) => dueOn <= to)
    .sort((a, b) =>
      a.dueOn === b.dueOn ? byName(a.subject, b.subject) : a.dueOn < b.dueOn ? -1 : 1,
    );
}

function atRiskOf(
  free: readonly PlanSubject[],
  asked: { readonly weights: RiskWeights; readonly today: string; readonly to: string },
  most: number,
): Drawn[] {
  const { weights, today, to } = asked;
  return free
    .map((subject) => ({ subject, ...riskOf(subject, weights, today) }))
    .filter(({ risk }) => risk > 0)
    .sort((a, b) => b.risk - a.risk || byName(a.subject, b.subject))
    .slice(0, most)
    .map(({ subject, risk, parts }, i) => ({
      ...{ subject, dueOn: to, reason: "risk" as const },
      basis: { risk, parts, complaintDays: weights.complaintDays, place: i + 1 },
    }));
}

function randomOf(
  free: readonly PlanSubject[],
  asked: { readonly seed: string; readonly rubricId: string; readonly to: string },
  most: number,
): Drawn[] {
  const { seed, rubricId, to } = asked;
  const candidates = free.length;
  const candidatesDigest = digestOfCandidates(free);
  return free
    .map((subject) => ({ subject, ticket: ticketOf(seed, rubricId, subject) }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .slice(0, most)
    .map(({ subject, ticket }, i) => ({
      ...{ subject, dueOn: to, reason: "random" as const },
      basis: { seed, candidates, candidatesDigest, ticket, place: i + 1 },
    }));
}
