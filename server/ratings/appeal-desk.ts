import { randomUUID } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import type { AppealStep } from "../../data/rubric.ts";
import { itemsOf } from "../../data/rubric-score.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { localDay } from "../store/local-day.ts";
import { isClosed, nextSteps } from "./appeal.ts";
import {
  type AppealDraft,
  type AppealsAnswer,
  type AppealsQuery,
  type AppealWire,
  MOST_APPEALS,
  type StepDraft,
} from "./appeal-schema.ts";
import {
  type AppealRow,
  insertAppeal,
  insertEvent,
  readAppeal,
  readAppeals,
} from "./appeal-store.ts";
import { addDays } from "./days.ts";
import { type Desk, requireAny } from "./desk.ts";
import { type Speech, summaryOf, versionOf } from "./inspection-answer.ts";
import { readSpeech, requireInspection } from "./inspection-desk.ts";
import { type InspectionRow, lockInspection } from "./inspection-store.ts";
import { taskOf } from "./plan-answer.ts";
import { orderTask } from "./plan-desk.ts";
import { readTask } from "./plan-store.ts";
import { refused } from "./refusal.ts";
import { type Correction, corrected } from "./scored-store.ts";
import { readSubject } from "./subject-store.ts";

const stateOf = ({ trail }: AppealRow): AppealStep => trail.at(-1)!.step; // the first is written with it

async function wireOf(desk: Desk, row: AppealRow, speech: Speech): Promise<AppealWire> {
  const { tx, districtId, today } = desk;
  const taskId = row.trail.findLast((event) => event.taskId !== null)?.taskId;
  const task = taskId ? await readTask(tx, districtId, taskId) : null;
  const state = stateOf(row);
  const isLooked = task === null || task.doneBy !== null || task.droppedAt !== null;
  const first = row.trail[0]!;
  return {
    appealId: row.appealId,
    inspection: summaryOf(await requireInspection(desk, row.inspectionId), speech),
    ...{ raisedAt: row.raisedAt.toISOString(), raisedBy: first.actorName, words: first.words },
    ...{ state, isClosed: isClosed(state), nextSteps: [...nextSteps(state, isLooked)] },
    task: task && taskOf(task, speech.rubrics, today),
    trail: row.trail.map(({ at, step, actorName, words, corrections }) => ({
      ...{ at: new Date(at).toISOString(), step, actorName, words, corrections },
    })),
  };
}

/** The appeals of a district, the latest first. */
export async function appealsOf(
  desk: Desk,
  query: AppealsQuery,
): Promise<z.infer<typeof AppealsAnswer>> {
  const { tx, districtId } = desk;
  const rows = (await readAppeals(tx, districtId, query)).filter((row) => {
    const state = stateOf(row);
    const isMeant = query.state === undefined || query.state === state;
    return isMeant && (query.isOpen === undefined || (query.isOpen === "true") !== isClosed(state));
  });
  const speech = await readSpeech(desk);
  const appeals: AppealWire[] = [];
  for (const row of rows.slice(0, MOST_APPEALS)) appeals.push(await wireOf(desk, row, speech));
  return { districtId, total: rows.length, appeals };
}

/** @throws {DomainError} `record-unknown`. */
export async function appealOf(desk: Desk, appealId: string): Promise<AppealWire> {
  return wireOf(desk, await requireAppeal(desk, appealId), await readSpeech(desk));
}

async function requireAppeal({ tx, districtId }: Desk, appealId: string): Promise<AppealRow> {
  const row = await readAppeal(tx, districtId, appealId);
  if (!row) throw new DomainError("record-unknown", `No appeal ${appealId}`);
  return row;
}

async function requireWithin({ tx, districtId, reach }: Desk, row: InspectionRow) {
  const of = { kind: row.subjectKind, id: row.subjectId };
  requireAny(reach, (await readSubject(tx, districtId, of))?.points ?? []);
}

/** Raises an appeal against an inspection: one at a time, and within so many days. */
export async function raise(desk: Desk, draft: AppealDraft): Promise<AppealWire> {
  const { tx, districtId, district, caller, today } = desk;
  const { inspectionId, words } = draft;
  await lockInspection(tx, districtId, inspectionId);
  const row = await requireInspection(desk, inspectionId);
  await requireWithin(desk, row);
  if (row.inspector === caller.accountId)
    throw conflict("appeal-own", "One takes one's own inspection back");
  if (row.withdrawnAt || row.isVoid)
    throw conflict("inspection-withdrawn", "It was taken back or made void: it counts no more");
  if (row.appeals.some(({ state }) => !isClosed(state)))
    throw conflict("appeal-open", "There is an open appeal against it");
  const { appealDays } = await readSpeech(desk);
  if (today > addDays(localDay(row.receivedAt, district.timeZone), appealDays))
    throw conflict("appeal-too-late", `It came in more than ${appealDays} days ago`);
  const appealId = randomUUID();
  await insertAppeal(tx, districtId, { appealId, inspectionId });
  await addStep(desk, { appealId, inspectionId, trail: [] }, { step: "raised", words });
  return appealOf(desk, appealId);
}

/** Adds a step to the trail and tells of it. */
async function addStep(
  { tx, districtId, caller }: Desk,
  row: Pick<AppealRow, "appealId" | "inspectionId" | "trail">,
  event: {
    readonly step: AppealStep;
    readonly words: string;
    readonly corrections?: Correction[] | undefined;
    readonly taskId?: string | undefined;
  },
) {
  const { appealId, inspectionId, trail } = row;
  const { step, words, corrections = null, taskId = null } = event;
  await insertEvent(tx, districtId, appealId, {
    ...{ sequence: trail.length + 1, actor: caller.accountId ?? "", actorName: caller.name },
    ...{ step, words, corrections, taskId },
  });
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: `rating_appeal.${step}`, record: "rating_appeal" },
    ...{ recordId: appealId, before: { appealStep: trail.at(-1)?.step ?? null } },
    after: { appealStep: step, inspectionId, note: words, ...(corrections ? { corrections } : {}) },
  });
  await recordChange(tx, districtId, "rating_appeal", [appealId]);
  // what an inspection says may be another thing now
  await recordChange(tx, districtId, "inspection", [inspectionId]);
}

async function requireStep(desk: Desk, appealId: string, step: AppealStep) {
  const { tx, districtId } = desk;
  const known = await requireAppeal(desk, appealId);
  await lockInspection(tx, districtId, known.inspectionId);
  const row = await requireAppeal(desk, appealId); // whoever was before us may have gone on with it
  const inspection = await requireInspection(desk, row.inspectionId);
  await requireWithin(desk, inspection);
  const { nextSteps: next, state } = await wireOf(desk, row, await readSpeech(desk));
  if (!next.includes(step))
    throw conflict(orderRule(state), `After ${state} comes ${next.join(", ") || "nothing"}`);
  return { row, inspection };
}

const orderRule = (state: AppealStep) =>
  isClosed(state) ? "appeal-closed" : state === "reinspection" ? "appeal-looking" : "appeal-order";

/** Goes on with an appeal: whoever inspected or appealed does not decide it. */
export async function decide(desk: Desk, appealId: string, draft: StepDraft): Promise<AppealWire> {
  const { caller } = desk;
  const { step, words } = draft;
  const { row, inspection } = await requireStep(desk, appealId, step);
  if ([inspection.inspector, row.trail[0]!.actor].includes(caller.accountId ?? ""))
    throw new DomainError("forbidden", "Whoever inspected or appealed does not decide it", [], {
      more: { rule: "appeal-party" },
    });
  if ((step === "corrected") !== (draft.corrections !== undefined))
    throw refused("corrections", "missing", "with `corrected`, and only then");
  if (step === "corrected") await requireCorrections(desk, inspection, draft.corrections!);
  const taskId =
    step === "reinspection" ? await orderLook(desk, row, inspection, draft) : undefined;
  await addStep(desk, row, { step, words, corrections: draft.corrections, taskId });
  return appealOf(desk, appealId);
}

async function orderLook(desk: Desk, row: AppealRow, inspection: InspectionRow, draft: StepDraft) {
  if (draft.dueOn === undefined) throw refused("dueOn", "missing", "a day");
  if (draft.assignedTo === inspection.inspector)
    throw refused("assignedTo", "appeal-same-inspector", "somebody else than inspected before");
  const { inspectionId, inspector, rubricId, subjectKind, subjectId } = inspection;
  return orderTask(desk, {
    ...{ rubricId, subjectKind, subjectId, dueOn: draft.dueOn, reason: "appeal" },
    basis: { appealId: row.appealId, inspectionId, inspector },
    assignedTo: draft.assignedTo ?? null,
  });
}

/** Whether each correction is of what holds, and is another thing. */
async function requireCorrections(
  desk: Desk,
  inspection: InspectionRow,
  corrections: readonly Correction[],
) {
  const { rubrics } = await readSpeech(desk);
  const items = itemsOf(versionOf(rubrics, inspection).content);
  const holds = corrected(inspection, inspection.corrections ?? []);
  for (const [i, one] of corrections.entries()) {
    const field = `corrections.${i}`;
    if ("vetoId" in one) {
      if (!holds.vetoes.includes(one.vetoId))
        throw refused(field, "mark-unknown", "a veto that was found and holds");
      continue;
    }
    const item = items.find(({ itemId }) => itemId === one.itemId);
    const mark = holds.marks.find(({ itemId }) => itemId === one.itemId);
    if (!item || !mark) throw refused(field, "mark-unknown", "an item of the inspection");
    if (one.points === null && !item.mayNotApply)
      throw refused(field, "mark-must-apply", "points: it applies everywhere");
    if (one.points !== null && one.points > item.points)
      throw refused(field, "mark-too-many", `at most ${item.points} points`, item.points);
    if (one.points === mark.points) throw refused(field, "mark-same", "another number of points");
  }
}

/** Takes one's own appeal back. */
export async function withdrawAppeal(
  desk: Desk,
  appealId: string,
  words: string,
): Promise<AppealWire> {
  const { row } = await requireStep(desk, appealId, "withdrawn");
  if (row.trail[0]!.actor !== desk.caller.accountId)
    throw new DomainError("forbidden", "Somebody else's appeal", [], {
      more: { rule: "appeal-by-other" },
    });
  await addStep(desk, row, { step: "withdrawn", words });
  return appealOf(desk, appealId);
}
