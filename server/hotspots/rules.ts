import { randomUUID } from "node:crypto";
import { readCategories } from "../complaints/category-settings.ts";
import { DomainError } from "../http/problem.ts";
import { type Actor, recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import {
  deleteRule,
  deleteWatch,
  insertRule,
  lockRule,
  readRules,
  type StoredRule,
  updateRule,
} from "./rule-store.ts";
import type { RuleDraft } from "./rules-schema.ts";

/** Rules of one district: each is a look at all complaints once an hour. */
const MOST_RULES = 50;

/** Whoever writes a rule, within one transaction. */
export type RuleDesk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly actor: Actor;
};

/** A rule as the trail tells it. */
const told = ({ name, categories, measure, role, isActive }: RuleDraft) => ({
  ...{ name, categories, measure, role, isActive },
});

async function record(
  { tx, districtId, actor }: RuleDesk,
  verb: "create" | "change" | "remove",
  ruleId: string,
  [before, after]: readonly [RuleDraft | null, RuleDraft | null],
) {
  await recordAudit(tx, districtId, {
    ...{ actor, action: `hotspot_rule.${verb}`, record: "hotspot_rule", recordId: ruleId },
    before: before && told(before),
    after: after && told(after),
  });
  await recordChange(tx, districtId, "hotspot_rule", [ruleId]);
}

/** @throws {DomainError} `body-invalid` for a category the district does not have. */
async function requireCategories({ tx, districtId }: RuleDesk, { categories }: RuleDraft) {
  if (categories === null) return;
  const known = new Set((await readCategories(tx, districtId)).map(({ id }) => id));
  const unknown = categories.find((category) => !known.has(category));
  if (unknown === undefined) return;
  const remedy = "categories of the district, by id";
  throw new DomainError("body-invalid", `categories: ${remedy}`, [
    { field: "categories", value: unknown, remedy, rule: "category-unknown" },
  ]);
}

/** @returns its id. @throws {DomainError} `body-invalid`, `limit-exceeded`. */
export async function createRule(desk: RuleDesk, draft: RuleDraft): Promise<string> {
  const { tx, districtId, actor } = desk;
  await requireCategories(desk, draft);
  if ((await readRules(tx, districtId)).length >= MOST_RULES) {
    const remedy = `at most ${MOST_RULES} rules`;
    throw new DomainError("limit-exceeded", remedy, [
      { field: "name", remedy, rule: "too-many", limit: MOST_RULES },
    ]);
  }
  const ruleId = randomUUID();
  await insertRule(tx, districtId, { ...draft, ruleId, createdBy: actor.name });
  await record(desk, "create", ruleId, [null, draft]);
  return ruleId;
}

/** @throws {DomainError} `record-unknown`, `stale`. */
async function requireRule(
  { tx, districtId }: RuleDesk,
  ruleId: string,
  revision: number,
  answerOf: (rule: StoredRule) => object,
): Promise<StoredRule> {
  const rule = await lockRule(tx, districtId, ruleId);
  if (!rule) throw new DomainError("record-unknown", `No rule ${ruleId}`);
  if (rule.revision !== revision)
    throw new DomainError("stale", `It has revision ${rule.revision} by now`, [], {
      more: { current: answerOf(rule) },
    });
  return rule;
}

type Written = {
  readonly ruleId: string;
  /** As it was seen. */
  readonly revision: number;
  /** A rule as the endpoint answers it. */
  readonly answerOf: (rule: StoredRule) => object;
};

/**
 * Writes a rule anew. Where it asks for something else now, it begins anew: what is hot then is not told.
 *
 * @throws {DomainError} `record-unknown`, `stale`, `body-invalid`.
 */
export async function changeRule(
  desk: RuleDesk,
  { ruleId, revision, answerOf }: Written,
  draft: RuleDraft,
) {
  const { tx, districtId } = desk;
  const before = await requireRule(desk, ruleId, revision, answerOf);
  await requireCategories(desk, draft);
  if (JSON.stringify(told(before)) === JSON.stringify(told(draft))) return;
  await updateRule(tx, districtId, ruleId, draft);
  const meaning = ({ categories, measure, isActive }: RuleDraft) =>
    JSON.stringify([categories, measure, isActive]);
  if (meaning(before) !== meaning(draft)) await deleteWatch(tx, districtId, ruleId);
  await record(desk, "change", ruleId, [before, draft]);
}

/** Takes a rule away; what it told stays. @throws {DomainError} `record-unknown`, `stale`. */
export async function removeRule(desk: RuleDesk, { ruleId, revision, answerOf }: Written) {
  const { tx, districtId } = desk;
  const before = await requireRule(desk, ruleId, revision, answerOf);
  await deleteWatch(tx, districtId, ruleId);
  await deleteRule(tx, districtId, ruleId);
  await record(desk, "remove", ruleId, [before, null]);
}
