import type {
  ComplaintImportance,
  ComplaintKind,
  LifeStep,
  StepField,
} from "../../data/complaint-life.ts";
import type { Permission } from "../../data/roles.ts";
import { lifeStep, missingMarks, type Standing, type StepData } from "./life.ts";

/** Who wants to take a step. */
export type StepActor = {
  readonly accountId: string | null;
  readonly permissions: ReadonlySet<Permission>;
};

/** What a complaint is, besides what happened to it. */
export type CaseFacts = {
  readonly kind: ComplaintKind;
  readonly importance: ComplaintImportance;
  /** Whoever complained left a way to reach them. */
  readonly hasContact: boolean;
};

/** Why a step cannot be taken; each is a rule of a `conflict`, but `not-granted`, which is `forbidden`. */
export type StepRefusal =
  | "step-unknown"
  | "not-granted"
  | "state-wrong"
  | "importance-wrong"
  | "marks-missing"
  | "contact-known"
  | "waiver-not-asked"
  | "waiver-own"
  | "mark-not-needed"
  | "extension-not-asked"
  | "extension-own"
  | "supervision-none";

/**
 * Whether somebody may take a step now.
 *
 * @param data  What they say with it; null asks whether it can be offered at all.
 * @returns null when they may.
 */
export function stepRefusal(
  facts: CaseFacts,
  standing: Standing,
  action: string,
  actor: StepActor,
  data: StepData | null,
): StepRefusal | null {
  const step = lifeStep(facts.kind, action);
  if (!step) return "step-unknown";
  if (!step.permission.some((one) => actor.permissions.has(one))) return "not-granted";
  if (!step.from.includes(standing.state)) return "state-wrong";
  if (step.importances && !step.importances.includes(facts.importance)) return "importance-wrong";
  if (step.isMarksNeeded && missingMarks(facts.kind, standing).length > 0) return "marks-missing";
  return conditionOf(facts, standing, action, actor, data);
}

function conditionOf(
  facts: CaseFacts,
  standing: Standing,
  action: string,
  { accountId }: StepActor,
  data: StepData | null,
): StepRefusal | null {
  const asked = data?.mark && standing.waiversAsked[data.mark];
  switch (action) {
    case "feedback":
      return data?.outcome === "no-contact" && facts.hasContact ? "contact-known" : null;
    case "ask-waiver": {
      if (!data?.mark) return null;
      const isOpen = missingMarks(facts.kind, standing).includes(data.mark);
      return isOpen && data.mark !== "record" ? null : "mark-not-needed";
    }
    case "grant-waiver":
    case "refuse-waiver":
      if (Object.keys(standing.waiversAsked).length === 0) return "waiver-not-asked";
      if (data && asked === undefined) return "waiver-not-asked";
      return data && action === "grant-waiver" && asked === accountId ? "waiver-own" : null;
    case "grant-extension":
    case "refuse-extension":
      if (!standing.extensionAsked) return "extension-not-asked";
      return action === "grant-extension" && standing.extensionAsked.by === accountId
        ? "extension-own"
        : null;
    case "answer-supervision":
      return standing.supervision ? null : "supervision-none";
    default:
      return null;
  }
}

/** Fields that a step asks for and were not given, and those that were given and are none of its. */
export function stepFaults(
  step: LifeStep,
  data: Readonly<Record<string, unknown>>,
): { missing: StepField[]; foreign: string[] } {
  const given = Object.keys(data).filter((name) => data[name] !== undefined);
  const known: readonly string[] = [...step.asks, ...step.may];
  return {
    missing: step.asks.filter((name) => !given.includes(name)),
    foreign: given.filter((name) => !known.includes(name)),
  };
}
