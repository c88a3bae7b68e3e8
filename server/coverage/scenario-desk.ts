import { randomUUID } from "node:crypto";
import { DomainError } from "../http/problem.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { questionIn } from "./scenario-answer.ts";
import { triedIds } from "./scenario-figures.ts";
import type { ScenarioDraft, ScenarioFigures } from "./scenario-schema.ts";
import {
  deleteScenario,
  insertScenario,
  isNameTaken,
  lockScenario,
  readScenario,
  readScenarios,
  type StoredScenario,
  updateScenario,
} from "./scenario-store.ts";

/** The most scenarios a district keeps. */
export const MOST_SCENARIOS = 200;

/** Whoever writes scenarios or targets, within one transaction. */
export type ScenarioDesk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly actor: Actor;
};

/** A write to a record that somebody else may write too. */
export type Seen<Stored> = {
  /** As it was seen. */
  readonly revision: number;
  /** A record as the endpoint answers it. */
  readonly answerOf: (stored: Stored) => object;
};

/** @throws {DomainError} `stale`, with the record as it is now. */
export function requireSeen<Stored extends { readonly revision: number }>(
  stored: Stored,
  { revision, answerOf }: Seen<Stored>,
) {
  if (stored.revision === revision) return;
  throw new DomainError("stale", `It has revision ${stored.revision} by now`, [], {
    more: { current: answerOf(stored) },
  });
}

const sorted = (costs: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(costs).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A scenario as the trail tells it. */
const told = ({ name, note, question, costs }: Pick<StoredScenario, keyof ScenarioDraft>) => ({
  ...{ name, note, costs: sorted(costs) },
  question: questionIn({ question }) ?? question,
});

async function record(
  { tx, districtId, actor }: ScenarioDesk,
  verb: "create" | "change" | "remove",
  scenarioId: string,
  [before, after]: readonly [object | null, object | null],
) {
  await recordAudit(tx, districtId, {
    ...{ actor, action: `scenario.${verb}`, record: "scenario", recordId: scenarioId },
    before: before && { ...before },
    after: after && { ...after },
  });
  await recordChange(tx, districtId, "scenario", [scenarioId]);
}

/** @throws {DomainError} `body-invalid` for a cost of a site that is not tried. */
export function requireCosts({ question, costs }: ScenarioDraft) {
  const tried = new Set(triedIds(question.edits));
  const other = Object.keys(costs).find((id) => !tried.has(id));
  if (other === undefined) return;
  const remedy = "the id of a site that is added, moved or closed";
  throw new DomainError("body-invalid", `costs: ${remedy}`, [
    { field: "costs", value: other, remedy, rule: "cost-of-no-site" },
  ]);
}

const taken = (name: string) =>
  new DomainError("name-taken", `Another scenario is called ${name}`, [
    { field: "name", value: name, remedy: "another name", rule: "scenario-name-taken" },
  ]);

/** @throws {DomainError} `limit-exceeded`, `name-taken`. */
export async function createScenario(
  desk: ScenarioDesk,
  draft: ScenarioDraft,
  figures: ScenarioFigures | null,
): Promise<StoredScenario> {
  const { tx, districtId, actor } = desk;
  if ((await readScenarios(tx, districtId)).length >= MOST_SCENARIOS) {
    const remedy = `at most ${MOST_SCENARIOS} scenarios`;
    throw new DomainError("limit-exceeded", remedy, [
      { field: "name", remedy, rule: "too-many", limit: MOST_SCENARIOS },
    ]);
  }
  const scenarioId = randomUUID();
  const written = { ...draft, figures, by: actor.name };
  if (!(await insertScenario(tx, districtId, scenarioId, written))) throw taken(draft.name);
  await record(desk, "create", scenarioId, [null, told(draft)]);
  return requireScenario(desk, scenarioId);
}

/** @throws {DomainError} `record-unknown`. */
export async function requireScenario(
  { tx, districtId }: Pick<ScenarioDesk, "tx" | "districtId">,
  scenarioId: string,
): Promise<StoredScenario> {
  const stored = await readScenario(tx, districtId, scenarioId);
  if (stored) return stored;
  throw new DomainError("record-unknown", `No scenario ${scenarioId}`);
}

/** Whether what is asked or what it costs is otherwise: then what was answered no longer belongs to it. */
export const isAskedAnew = (stored: StoredScenario, { question, costs }: ScenarioDraft) =>
  JSON.stringify([questionIn(stored), sorted(stored.costs)]) !==
  JSON.stringify([question, sorted(costs)]);

/**
 * Writes a scenario anew.
 *
 * @param figures  what it comes to; undefined leaves what was answered before.
 * @throws {DomainError} `record-unknown`, `stale`, `name-taken`.
 */
export async function changeScenario(
  desk: ScenarioDesk,
  scenarioId: string,
  seen: Seen<StoredScenario>,
  [draft, figures]: readonly [ScenarioDraft, ScenarioFigures | undefined],
): Promise<StoredScenario> {
  const { tx, districtId, actor } = desk;
  const before = await lockScenario(tx, districtId, scenarioId);
  if (!before) throw new DomainError("record-unknown", `No scenario ${scenarioId}`);
  requireSeen(before, seen);
  if (await isNameTaken(tx, districtId, scenarioId, draft.name)) throw taken(draft.name);
  if (JSON.stringify(told(before)) === JSON.stringify(told(draft)) && !figures) return before;
  const written = { ...draft, figures: figures ?? before.figures, by: actor.name };
  await updateScenario(tx, districtId, scenarioId, written);
  await record(desk, "change", scenarioId, [told(before), told(draft)]);
  return requireScenario(desk, scenarioId);
}

/** Takes a scenario away; targets that were made of it stay. @throws {DomainError} `record-unknown`, `stale`. */
export async function removeScenario(
  desk: ScenarioDesk,
  scenarioId: string,
  seen: Seen<StoredScenario>,
) {
  const { tx, districtId } = desk;
  const before = await lockScenario(tx, districtId, scenarioId);
  if (!before) throw new DomainError("record-unknown", `No scenario ${scenarioId}`);
  requireSeen(before, seen);
  await deleteScenario(tx, districtId, scenarioId);
  await record(desk, "remove", scenarioId, [told(before), null]);
  if (before.targets > 0) await recordChange(tx, districtId, "construction_target", []);
}
