import { randomUUID } from "node:crypto";
import { FACILITY_KIND_TITLES } from "../../data/facility.ts";
import { DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { questionIn } from "./scenario-answer.ts";
import { requireScenario, requireSeen, type ScenarioDesk, type Seen } from "./scenario-desk.ts";
import { isLate, progressOf, stateOf } from "./scenario-target-progress.ts";
import type { Target, TargetDraft, TargetsAnswer } from "./scenario-target-schema.ts";
import {
  deleteTarget,
  insertTarget,
  lockTarget,
  readLinkable,
  readTargetSites,
  readTargets,
  type StoredTarget,
  updateTarget,
} from "./scenario-target-store.ts";

/** The most targets a district keeps. */
const MOST_TARGETS = 2_000;

/** A target as it is answered. */
export const targetAnswer =
  (today: string) =>
  (stored: StoredTarget): Target => {
    const { lng, lat, facilityId, facilityStatus, scenarioId } = stored;
    const state = stateOf(stored.state, facilityStatus);
    return {
      ...{ targetId: stored.targetId, revision: stored.revision, kind: stored.kind },
      ...{ name: stored.name, plannedFor: stored.plannedFor, costYuan: stored.costYuan },
      ...{ note: stored.note, state, statedState: stored.state },
      position: lng === null || lat === null ? null : [lng, lat],
      facility:
        facilityId && facilityStatus
          ? {
              ...{ facilityId, status: facilityStatus },
              ...{ name: stored.facilityName ?? facilityId, nameEn: stored.facilityNameEn },
            }
          : null,
      scenario: scenarioId ? { scenarioId, name: stored.scenarioName ?? "" } : null,
      isLate: isLate(state, stored.plannedFor, today),
      ...{ updatedBy: stored.updatedBy, updatedAt: stored.updatedAt.toISOString() },
    };
  };

/** All targets, and how far they are. */
export async function targetsAnswer(
  { tx, districtId }: Pick<ScenarioDesk, "tx" | "districtId">,
  today: string,
): Promise<TargetsAnswer> {
  const targets = (await readTargets(tx, districtId)).map(targetAnswer(today));
  return { districtId, progress: progressOf(targets), targets };
}

/** A target as the trail tells it. */
const told = ({ kind, name, position, plannedFor, state, ...draft }: TargetDraft) => ({
  ...{ kind, name, position, plannedFor, targetState: state },
  ...{ facilityId: draft.facilityId, costYuan: draft.costYuan, note: draft.note },
});

const draftOf = (stored: StoredTarget): TargetDraft => ({
  ...{ kind: stored.kind, name: stored.name, plannedFor: stored.plannedFor, state: stored.state },
  ...{ facilityId: stored.facilityId, costYuan: stored.costYuan, note: stored.note },
  position: stored.lng === null || stored.lat === null ? null : [stored.lng, stored.lat],
});

async function record(
  { tx, districtId, actor }: ScenarioDesk,
  verb: "create" | "change" | "remove",
  targetId: string,
  [before, after]: readonly [object | null, object | null],
) {
  await recordAudit(tx, districtId, {
    ...{ actor, action: `construction_target.${verb}`, record: "construction_target" },
    recordId: targetId,
    before: before && { ...before },
    after: after && { ...after },
  });
}

/** @throws {DomainError} `body-invalid` for a facility that the target cannot have become. */
async function requireLink(
  { tx, districtId }: ScenarioDesk,
  targetId: string,
  { kind, facilityId }: TargetDraft,
) {
  if (facilityId === null) return;
  const facility = await readLinkable(tx, districtId, facilityId);
  const refuse = (remedy: string, rule: { readonly rule: string }) =>
    new DomainError("body-invalid", `facilityId: ${remedy}`, [
      { field: "facilityId", value: facilityId, remedy, ...rule },
    ]);
  if (!facility) throw refuse("a facility of the register", { rule: "target-facility-unknown" });
  if (facility.kind !== kind)
    throw refuse("a facility of the target's kind", { rule: "target-facility-kind" });
  if (facility.targetId !== null && facility.targetId !== targetId)
    throw refuse("a facility of no other target", { rule: "target-facility-taken" });
}

/** @throws {DomainError} `limit-exceeded`. */
async function requireRoom({ tx, districtId }: ScenarioDesk, more: number) {
  if ((await readTargets(tx, districtId)).length + more <= MOST_TARGETS) return;
  const remedy = `at most ${MOST_TARGETS} targets`;
  throw new DomainError("limit-exceeded", remedy, [
    { field: "name", remedy, rule: "too-many", limit: MOST_TARGETS },
  ]);
}

/** @throws {DomainError} `body-invalid`, `limit-exceeded`. */
export async function createTarget(desk: ScenarioDesk, draft: TargetDraft) {
  const { tx, districtId, actor } = desk;
  await requireRoom(desk, 1);
  const targetId = randomUUID();
  await requireLink(desk, targetId, draft);
  await insertTarget(tx, districtId, { targetId, by: actor.name, from: null }, draft);
  await record(desk, "create", targetId, [null, told(draft)]);
  await recordChange(tx, districtId, "construction_target", [targetId]);
}

/**
 * Makes a target of each site that a scenario adds; those that are targets already are left alone.
 *
 * @throws {DomainError} `record-unknown`, `limit-exceeded`.
 */
export async function createTargetsOf(
  desk: ScenarioDesk,
  scenarioId: string,
  plannedFor: string | null,
) {
  const { tx, districtId, actor } = desk;
  const scenario = await requireScenario(desk, scenarioId);
  const question = questionIn(scenario);
  if (!question) return;
  const known = await readTargetSites(tx, districtId, scenarioId);
  const added = question.edits.added.filter(({ id }) => !known.has(id));
  if (added.length === 0) return;
  await requireRoom(desk, added.length);
  const { kind } = question;
  const targetIds: string[] = [];
  for (const { id: siteId, position } of added) {
    const targetId = randomUUID();
    const name = `${scenario.name.slice(0, 60)} ${FACILITY_KIND_TITLES[kind].zh} ${siteId.slice(4)}`;
    const draft: TargetDraft = {
      ...{ kind, name: name.slice(0, 80), position, plannedFor, state: "planned" },
      ...{ facilityId: null, costYuan: scenario.costs[siteId] ?? null, note: null },
    };
    const origin = { targetId, by: actor.name, from: { scenarioId, siteId } };
    await insertTarget(tx, districtId, origin, draft);
    await record(desk, "create", targetId, [null, { ...told(draft), scenarioId, siteId }]);
    targetIds.push(targetId);
  }
  await recordChange(tx, districtId, "construction_target", targetIds);
  await recordChange(tx, districtId, "scenario", [scenarioId]);
}

async function requireTarget(
  { tx, districtId }: ScenarioDesk,
  targetId: string,
  seen: Seen<StoredTarget>,
): Promise<StoredTarget> {
  const stored = await lockTarget(tx, districtId, targetId);
  if (!stored) throw new DomainError("record-unknown", `No construction target ${targetId}`);
  requireSeen(stored, seen);
  return stored;
}

/** @throws {DomainError} `record-unknown`, `stale`, `body-invalid`. */
export async function changeTarget(
  desk: ScenarioDesk,
  targetId: string,
  seen: Seen<StoredTarget>,
  draft: TargetDraft,
) {
  const { tx, districtId, actor } = desk;
  const before = draftOf(await requireTarget(desk, targetId, seen));
  await requireLink(desk, targetId, draft);
  if (JSON.stringify(told(before)) === JSON.stringify(told(draft))) return;
  await updateTarget(tx, districtId, { targetId, by: actor.name }, draft);
  await record(desk, "change", targetId, [told(before), told(draft)]);
  await recordChange(tx, districtId, "construction_target", [targetId]);
}

/** @throws {DomainError} `record-unknown`, `stale`. */
export async function removeTarget(desk: ScenarioDesk, targetId: string, seen: Seen<StoredTarget>) {
  const { tx, districtId } = desk;
  const before = await requireTarget(desk, targetId, seen);
  await deleteTarget(tx, districtId, targetId);
  await record(desk, "remove", targetId, [told(draftOf(before)), null]);
  await recordChange(tx, districtId, "construction_target", [targetId]);
}
