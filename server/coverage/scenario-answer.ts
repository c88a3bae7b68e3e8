import type { Reach } from "../http/caller.ts";
import { CoverageQuestion } from "./question.ts";
import { type Scenario, ScenarioFigures } from "./scenario-schema.ts";
import type { StoredScenario } from "./scenario-store.ts";

/** What a scenario asks; null where this version of the program does not understand it. */
export const questionIn = ({ question }: Pick<StoredScenario, "question">) =>
  CoverageQuestion.safeParse(question).data ?? null;

/**
 * What was answered when it was saved; null where nothing was, where it is not understood, and of complaints for
 * whoever does not read them all.
 */
export function savedFigures(
  scenario: Pick<StoredScenario, "question" | "figures">,
  complaints: Reach | null,
): ScenarioFigures | null {
  const isOfComplaints = questionIn(scenario)?.demand === "complaints";
  if (isOfComplaints && !complaints?.isWhole) return null;
  return ScenarioFigures.safeParse(scenario.figures).data ?? null;
}

/**
 * A scenario as it is answered.
 *
 * @param complaints  how far the reader reads complaints.
 */
export const scenarioAnswer =
  (complaints: Reach | null) =>
  (stored: StoredScenario): Scenario => ({
    ...{ scenarioId: stored.scenarioId, revision: stored.revision },
    ...{ name: stored.name, note: stored.note, costs: { ...stored.costs } },
    question: questionIn(stored),
    figures: savedFigures(stored, complaints),
    targets: stored.targets,
    ...{ createdBy: stored.createdBy, createdAt: stored.createdAt.toISOString() },
    ...{ updatedBy: stored.updatedBy, updatedAt: stored.updatedAt.toISOString() },
  });
