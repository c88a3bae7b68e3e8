import { RUBRICS } from "../../data/rubric.ts";
import type { Caller } from "../http/caller.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Queryable } from "../store/database.ts";
import { kindOf, rubricsOf } from "./book.ts";
import { refused, requireAhead } from "./refusal.ts";
import type {
  RubricApproval,
  RubricDraft,
  RubricVersionDraft,
  RubricWire,
  RubricWithdrawal,
} from "./rubric-schema.ts";
import {
  decideVersion,
  insertVersion,
  keepPreset,
  type RubricVersion,
  readRubrics,
  versionOn,
} from "./rubric-store.ts";

/** Somebody at work on rubrics. */
export type RubricDesk = {
  readonly tx: Queryable;
  readonly districtId: string;
  readonly today: string;
  readonly caller: Caller;
};

const unknown = (rubricId: string) => new DomainError("record-unknown", `No rubric ${rubricId}`);

/** A rubric with all of its versions. */
export function rubricWire(versions: readonly RubricVersion[], today: string): RubricWire {
  const { rubricId } = versions[0]!;
  const scoredBy = versionOn(versions, today);
  const isInForce = scoredBy?.state === "approved" && scoredBy.effectiveFrom <= today;
  return {
    rubricId,
    inForce: isInForce ? scoredBy.version : null,
    scoredBy: scoredBy?.version ?? null,
    lastVersion: versions.at(-1)!.version,
    versions: [...versions],
  };
}

/** @throws {DomainError} `record-unknown`. */
export async function readRubric(
  { tx, districtId, today }: Omit<RubricDesk, "caller">,
  rubricId: string,
): Promise<RubricWire> {
  const versions = (await readRubrics(tx, districtId)).filter((one) => one.rubricId === rubricId);
  if (versions.length === 0) throw unknown(rubricId);
  return rubricWire(versions, today);
}

async function written(desk: RubricDesk, rubricId: string, version: number, action: string) {
  const { tx, districtId, caller } = desk;
  const rubric = await readRubric(desk, rubricId);
  const one = rubric.versions.find((each) => each.version === version)!; // it was just written
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: `rubric.${action}`, record: "rubric" },
    ...{ recordId: `${rubricId}@${version}`, before: null },
    after: {
      ...{ title: one.content.title.zh, version, state: one.state },
      ...{ effectiveFrom: one.effectiveFrom, note: one.decisionNote ?? one.note },
    },
  });
  await recordChange(tx, districtId, "rubric", [rubricId]);
  return rubric;
}

/** A new rubric, proposed. @throws {DomainError} `name-taken`, `conflict`, `body-invalid`. */
export async function createRubric(desk: RubricDesk, draft: RubricDraft): Promise<RubricWire> {
  const { tx, districtId, today, caller } = desk;
  const { rubricId, content, effectiveFrom, note } = draft;
  requireAhead("effectiveFrom", effectiveFrom, today);
  const known = rubricsOf(await readRubrics(tx, districtId));
  if (known.some((one) => one.rubricId === rubricId) || Object.hasOwn(RUBRICS, rubricId))
    throw new DomainError("name-taken", `There is a rubric ${rubricId}`);
  const same = known.find(({ kind }) => kind === kindOf(content.subject));
  if (same)
    throw conflict(
      "rubric-same-subject",
      `${same.rubricId} is for the same: write another version of it`,
    );
  const by = { rubricId, version: 1, content, effectiveFrom, note, createdBy: caller.name };
  await insertVersion(tx, districtId, by);
  return written(desk, rubricId, 1, "create");
}

/** Another wording of a rubric, proposed. @throws {DomainError} `record-unknown`, `stale`, `body-invalid`. */
export async function addVersion(
  desk: RubricDesk,
  rubricId: string,
  draft: RubricVersionDraft,
): Promise<RubricWire> {
  const { tx, districtId, today, caller } = desk;
  const { content, effectiveFrom, note, lastVersion } = draft;
  requireAhead("effectiveFrom", effectiveFrom, today);
  const rubric = await readRubric(desk, rubricId);
  // a preset is the same whether it is kept by now or not
  const isPreset = rubric.lastVersion <= 1 && !rubric.versions.at(-1)!.createdBy;
  if (lastVersion !== rubric.lastVersion && !(isPreset && lastVersion <= 1))
    throw new DomainError("stale", `The last version is ${rubric.lastVersion}`, [], {
      more: { current: rubric },
    });
  if (kindOf(content.subject) !== kindOf(rubric.versions[0]!.content.subject))
    throw refused("content.subject", "subject-changed", "the same as in its other versions");
  const last = rubric.lastVersion || (await keepPreset(tx, districtId, rubricId));
  const version = last + 1;
  await insertVersion(tx, districtId, {
    ...{ rubricId, version, content, effectiveFrom, note, createdBy: caller.name },
  });
  return written(desk, rubricId, version, "propose");
}

async function proposalOf(desk: RubricDesk, rubricId: string, version: number) {
  const rubric = await readRubric(desk, rubricId);
  const one = rubric.versions.find((each) => each.version === version);
  const isKeptPreset = version === 0 && !rubric.versions[0]!.createdBy;
  const found = one ?? (isKeptPreset ? rubric.versions[0] : undefined);
  if (!found) throw new DomainError("record-unknown", `No version ${version} of ${rubricId}`);
  if (found.state !== "proposal")
    throw conflict("rubric-decided", `Version ${version} was ${found.state} before`);
  return found.version || keepPreset(desk.tx, desk.districtId, rubricId);
}

/** From then on it is scored by, and stars by it are official. @throws {DomainError} `conflict`, `body-invalid`. */
export async function approveVersion(
  desk: RubricDesk,
  at: { readonly rubricId: string; readonly version: number },
  { effectiveFrom, note }: RubricApproval,
): Promise<RubricWire> {
  requireAhead("effectiveFrom", effectiveFrom, desk.today);
  const version = await proposalOf(desk, at.rubricId, at.version);
  await decideVersion(desk.tx, desk.districtId, {
    ...{ rubricId: at.rubricId, version, state: "approved", effectiveFrom, note },
    by: desk.caller.name,
  });
  return written(desk, at.rubricId, version, "approve");
}

/** A proposal that is no longer one. @throws {DomainError} `conflict`. */
export async function withdrawVersion(
  desk: RubricDesk,
  at: { readonly rubricId: string; readonly version: number },
  { note }: RubricWithdrawal,
): Promise<RubricWire> {
  const version = await proposalOf(desk, at.rubricId, at.version);
  await decideVersion(desk.tx, desk.districtId, {
    ...{ rubricId: at.rubricId, version, state: "withdrawn", effectiveFrom: null, note },
    by: desk.caller.name,
  });
  return written(desk, at.rubricId, version, "withdraw");
}
