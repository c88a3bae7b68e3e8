import { randomUUID } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { ROLE_PERMISSIONS, ROLES } from "../../data/roles.ts";
import type { TASK_STATES } from "../../data/rubric.ts";
import { conflict, DomainError } from "../http/problem.ts";
import { recordAudit, recordAudits } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import { readCounted } from "./complaint-store.ts";
import { addDays, daysBetween } from "./days.ts";
import { type Desk, holdsAny, requireAny } from "./desk.ts";
import { scoredRow } from "./inspection-answer.ts";
import { requireInspection } from "./inspection-desk.ts";
import { keyOf } from "./keys.ts";
import { type Drawn, drawOf, type PlanSubject } from "./plan.ts";
import { rubricTitle, taskOf, taskStateOf } from "./plan-answer.ts";
import {
  type DrawAnswer,
  type DrawDraft,
  MOST_TASKS,
  type PlanQuery,
  type TaskBasis,
  type TaskChange,
  type TaskWire,
} from "./plan-schema.ts";
import {
  changeTask,
  dropTask,
  insertTasks,
  type NewTask,
  readInspectors,
  readOpenTasks,
  readTask,
  readTasks,
  type TaskRow,
  takeTurn,
} from "./plan-store.ts";
import { readLast, rubricsOn, subjectsOf } from "./rated.ts";
import { refused } from "./refusal.ts";
import { type RubricVersion, readRubrics } from "./rubric-store.ts";
import { ratingSetting } from "./settings.ts";
import { readSubject, readSubjects, type Subject } from "./subject-store.ts";

const MOST_DAYS = 92;

const INSPECTING = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes("ratings.inspect"));

export const inspectorsOf = ({ tx, districtId }: Desk) =>
  readInspectors(tx, districtId, INSPECTING);

/** What is to be inspected, as it stands. */
export async function planOf(desk: Desk, query: PlanQuery) {
  const { tx, districtId, today, now } = desk;
  const rows = await readTasks(tx, districtId, query);
  const rubrics = await readRubrics(tx, districtId);
  const states = rows.map((row) => taskStateOf(row, today));
  const chosen = rows.filter((_, i) => query.state === undefined || states[i] === query.state);
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    ...{ districtId, asOf: now.toISOString(), today },
    counts: {
      ...{ due: count("due"), overdue: count("overdue"), done: count("done") },
      dropped: count("dropped"),
    } satisfies Record<(typeof TASK_STATES)[number], number>,
    tasks: urgentFirst(chosen, today)
      .slice(0, MOST_TASKS)
      .map((row) => taskOf(row, rubrics, today)),
    isCut: chosen.length > MOST_TASKS,
  };
}

/** What is open by its due day, then what is over, the latest first. */
function urgentFirst(rows: readonly TaskRow[], today: string): TaskRow[] {
  const isOpen = (row: TaskRow) => ["due", "overdue"].includes(taskStateOf(row, today));
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row)).reverse()];
}

/** Draws what is to be inspected in a period; with `isKept` it becomes tasks. */
export async function draw(
  desk: Desk,
  draft: DrawDraft,
  isKept: boolean,
): Promise<z.infer<typeof DrawAnswer>> {
  const { tx, districtId, caller, today } = desk;
  const { from, to } = draft;
  if (to < from) throw refused("to", "before-begin", "not before `from`");
  if (daysBetween(from, to) > MOST_DAYS)
    throw refused("to", "too-many-days", `at most ${MOST_DAYS} days`, MOST_DAYS);
  if (isKept) await takeTurn(tx, districtId);
  const assigned = await requireInspector(desk, draft.assignedTo);
  const all = await readRubrics(tx, districtId);
  const rubrics = rubricsOn(all, from > today ? from : today).filter(
    ({ rubricId }) => draft.rubricIds?.includes(rubricId) ?? true,
  );
  const unknown = draft.rubricIds?.find((id) => !rubrics.some(({ rubricId }) => rubricId === id));
  if (unknown !== undefined)
    throw refused("rubricIds", "record-unknown", "rubrics of the district");
  const seed = draft.seed ?? randomUUID();
  const { drawn, subjects, alreadyOpen } = await drawnOf(desk, draft, seed, { all, rubrics });
  const tasks = drawn.map(
    ({ rubricId, one }): NewTask => ({
      ...{ taskId: randomUUID(), rubricId, subjectKind: one.subject.kind, ...assigned },
      ...{ subjectId: one.subject.id, dueOn: one.dueOn, reason: one.reason, basis: one.basis },
      drawnBy: caller.name,
    }),
  );
  if (isKept) await keepTasks(desk, tasks);
  return {
    ...{ districtId, seed, from, to, subjects: subjects.length, alreadyOpen },
    drawn: drawn.map(({ rubricId, one, subject }) => ({
      ...{ rubricId, rubricTitle: rubricTitle(all, rubricId), dueOn: one.dueOn },
      ...{ reason: one.reason, basis: one.basis },
      subject: {
        ...{ kind: subject.kind, id: subject.id, code: subject.code },
        ...{ name: subject.name, nameEn: subject.nameEn },
      },
    })),
    taskIds: isKept ? tasks.map(({ taskId }) => taskId) : [],
  };
}

async function drawnOf(
  desk: Desk,
  draft: DrawDraft,
  seed: string,
  of: { readonly all: readonly RubricVersion[]; readonly rubrics: readonly RubricVersion[] },
) {
  const { tx, districtId, today, reach } = desk;
  const { risk: weights, complaints } = await ratingSetting.read(tx, districtId);
  const subjects = (await readSubjects(tx, districtId, subjectsOf(of.rubrics))).filter(
    ({ points }) => holdsAny(reach, points),
  );
  const open = new Set(
    (await readOpenTasks(tx, districtId)).map(
      (task) => `${task.rubricId} ${task.subjectKind} ${task.subjectId}`,
    ),
  );
  const { byRubric } = await readLast(desk, of.all);
  const period = { from: addDays(today, 1 - weights.complaintDays), to: today };
  const counted = await readCounted(
    tx,
    districtId,
    subjects.map(({ kind, id, points }) => ({
      ...{ subjectKind: kind, subjectId: id, position: points[0] ?? null },
    })),
    { ...period, nearMeters: complaints.facilityMeters },
  );
  const drawn: { rubricId: string; one: Drawn; subject: Subject }[] = [];
  let alreadyOpen = 0;
  for (const { rubricId, content } of of.rubrics) {
    const meant = subjects.filter((one) => isMeant(one, content.subject));
    const free = meant.filter(({ kind, id }) => !open.has(`${rubricId} ${kind} ${id}`));
    alreadyOpen += meant.length - free.length;
    const byId = new Map(meant.map((one) => [`${one.kind} ${one.id}`, one]));
    const planned = free.map(({ kind, id }): PlanSubject => {
      const last = byRubric.get(`${rubricId} ${kind} ${id}`);
      return {
        ...{ kind, id, lastOn: last?.day ?? null, lastScore: last?.score ?? null },
        ...{
          defects: last?.deductions.length ?? 0,
          complaints: counted.get(keyOf(kind, id))?.length ?? 0,
        },
      };
    });
    const { sampling } = content;
    const { from, to, subjects: disagreeing } = draft;
    for (const one of drawOf({
      ...{ rubricId, sampling, weights, free: planned, disagreeing, from, to, today, seed },
    }))
      drawn.push({ rubricId, one, subject: byId.get(`${one.subject.kind} ${one.subject.id}`)! });
  }
  return { drawn, subjects, alreadyOpen };
}

const isMeant = (one: Subject, of: RubricVersion["content"]["subject"]) =>
  of.kind === "street" ? one.kind === "street" : one.facilityKind === of.facilityKind;

async function keepTasks({ tx, districtId, caller }: Desk, tasks: readonly NewTask[]) {
  if (tasks.length === 0) return;
  await insertTasks(tx, districtId, tasks);
  await recordAudits(
    tx,
    districtId,
    tasks.map(({ taskId, drawnBy: _, reason: drawReason, ...after }) => ({
      ...{ actor: caller, action: "inspection_task.draw", record: "inspection_task" },
      ...{ recordId: taskId, before: null, after: { ...after, drawReason } },
    })),
  );
  const ids = tasks.map(({ taskId }) => taskId);
  await recordChange(tx, districtId, "inspection_task", ids.length > 2_000 ? [] : ids);
}

async function requireInspector(desk: Desk, accountId: string | null) {
  if (accountId === null) return { assignedTo: null, assignedName: null };
  const one = (await inspectorsOf(desk)).find((inspector) => inspector.accountId === accountId);
  if (!one) throw refused("assignedTo", "account-not-inspecting", "an account that may inspect");
  return { assignedTo: accountId, assignedName: one.name };
}

/** @throws {DomainError} `record-unknown`; `forbidden` outside the areas of the grant. */
async function requireTask({ tx, districtId, reach }: Desk, taskId: string): Promise<TaskRow> {
  const row = await readTask(tx, districtId, taskId);
  if (!row) throw new DomainError("record-unknown", `No task ${taskId}`);
  const of = { kind: row.subjectKind, id: row.subjectId };
  requireAny(reach, (await readSubject(tx, districtId, of))?.points ?? []);
  return row;
}

const requireOpen = (row: TaskRow) => {
  if (row.droppedAt) throw conflict("task-dropped", "It was dropped before");
  if (row.doneBy) throw conflict("task-done", "It is inspected already");
};

const wireOf = async ({ tx, districtId, today }: Desk, taskId: string): Promise<TaskWire> =>
  taskOf((await readTask(tx, districtId, taskId))!, await readRubrics(tx, districtId), today);

/** Gives a task to somebody, or another due day. */
export async function change(desk: Desk, taskId: string, to: TaskChange): Promise<TaskWire> {
  const { tx, districtId, caller } = desk;
  const row = await requireTask(desk, taskId);
  requireOpen(row);
  const { assignedTo, assignedName, dueOn } = row;
  const before = { assignedTo, assignedName, dueOn };
  const after = {
    ...{ ...before, dueOn: to.dueOn ?? dueOn },
    ...(to.assignedTo === undefined ? {} : await requireInspector(desk, to.assignedTo)),
  };
  await changeTask(tx, districtId, taskId, after);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "inspection_task.change", record: "inspection_task" },
    ...{ recordId: taskId, before, after },
  });
  await recordChange(tx, districtId, "inspection_task", [taskId]);
  return wireOf(desk, taskId);
}

/** Says that a task is not to be done, and why. */
export async function drop(desk: Desk, taskId: string, reason: string): Promise<TaskWire> {
  const { tx, districtId, caller } = desk;
  requireOpen(await requireTask(desk, taskId));
  await dropTask(tx, districtId, taskId, caller.name, reason);
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "inspection_task.drop", record: "inspection_task" },
    ...{ recordId: taskId, before: { isOpen: true }, after: { isOpen: false, reason } },
  });
  await recordChange(tx, districtId, "inspection_task", [taskId]);
  return wireOf(desk, taskId);
}

/** Makes one task, as of a re-inspection or an appeal. @returns its id. */
export async function orderTask(
  desk: Desk,
  of: {
    readonly rubricId: string;
    readonly subjectKind: string;
    readonly subjectId: string;
    readonly dueOn: string;
    readonly reason: "reinspection" | "appeal";
    readonly basis: TaskBasis;
    readonly assignedTo: string | null;
  },
): Promise<string> {
  if (of.dueOn < desk.today) throw refused("dueOn", "not-ahead", "today or later");
  const taskId = randomUUID();
  const assigned = await requireInspector(desk, of.assignedTo);
  await keepTasks(desk, [{ ...of, taskId, ...assigned, drawnBy: desk.caller.name }]);
  return taskId;
}

/** Asks for another look at what an inspection found wanting. */
export async function reinspect(
  desk: Desk,
  inspectionId: string,
  asked: { readonly dueOn: string; readonly assignedTo: string | null },
): Promise<TaskWire> {
  const { tx, districtId, reach } = desk;
  const row = await requireInspection(desk, inspectionId);
  const of = { kind: row.subjectKind, id: row.subjectId };
  requireAny(reach, (await readSubject(tx, districtId, of))?.points ?? []);
  if (row.withdrawnAt || row.isVoid)
    throw conflict("inspection-withdrawn", "It was taken back or made void: it counts no more");
  const { deductions, vetoes } = scoredRow(row, await readRubrics(tx, districtId));
  const items = [...vetoes, ...deductions.map(({ itemId }) => itemId)];
  if (items.length === 0) throw conflict("nothing-to-mend", "Nothing was found wanting");
  await takeTurn(tx, districtId);
  const isOrdered = (await readOpenTasks(tx, districtId)).some(
    ({ reason, basis }) => reason === "reinspection" && basis.inspectionId === inspectionId,
  );
  if (isOrdered) throw conflict("reinspection-open", "A re-inspection of it is open already");
  const taskId = await orderTask(desk, {
    ...{ rubricId: row.rubricId, subjectKind: row.subjectKind, subjectId: row.subjectId },
    ...{ reason: "reinspection", basis: { inspectionId, items }, ...asked },
  });
  return wireOf(desk, taskId);
}
