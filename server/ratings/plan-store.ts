import type { TaskReason } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";
import { IS_VOID } from "./inspection-store.ts";
import type { PlanQuery, TaskBasis } from "./plan-schema.ts";

/** A task as it is kept, with the inspection that closed it. */
export type TaskRow = {
  readonly taskId: string;
  readonly rubricId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly dueOn: string;
  readonly reason: TaskReason;
  readonly basis: TaskBasis;
  readonly assignedTo: string | null;
  readonly assignedName: string | null;
  readonly drawnAt: Date;
  readonly drawnBy: string;
  readonly doneBy: string | null;
  readonly doneOn: string | null;
  readonly droppedAt: Date | null;
  readonly droppedBy: string | null;
  readonly droppedReason: string | null;
};

/**
 * SQL: whether inspection `i` closes task `t`: it names it, or is of its subject under its rubric and was made since. Not the
 * inspection the task came of, and for an appeal none by the same inspector.
 */
const CLOSES = `i.district_id = $1 and i.withdrawn_at is null and not ${IS_VOID}
  and i.subject_kind = t.subject_kind and i.subject_id = t.subject_id and i.rubric_id = t.rubric_id
  and (i.task_id = t.task_id or i.inspected_at >= t.drawn_at)
  and i.inspection_id is distinct from t.basis ->> 'inspectionId'
  and (t.reason <> 'appeal' or i.inspector is distinct from t.basis ->> 'inspector')`;

const COLUMNS = `
  select t.task_id as "taskId", t.rubric_id as "rubricId", t.subject_kind as "subjectKind", t.subject_id as "subjectId",
    f.code, coalesce(f.name, s.name) as name, coalesce(f.name_en, s.name_en) as "nameEn", t.due_on::text as "dueOn",
    t.reason, t.basis, t.assigned_to as "assignedTo", t.assigned_name as "assignedName", t.drawn_at as "drawnAt",
    t.drawn_by as "drawnBy", done.id as "doneBy", (done.at at time zone d.time_zone)::date::text as "doneOn",
    t.dropped_at as "droppedAt", t.dropped_by as "droppedBy", t.dropped_reason as "droppedReason"
  from inspection_task t
  join district d on d.district_id = t.district_id
  left join facility f on f.district_id = $1 and t.subject_kind = 'facility' and f.facility_id = t.subject_id
  left join street s on s.district_id = $1 and t.subject_kind = 'street' and s.street_id = t.subject_id
  left join lateral (
    select i.inspection_id as id, i.inspected_at as at from inspection i where ${CLOSES}
    order by i.inspected_at, i.inspection_id limit 1
  ) done on true
  where t.district_id = $1`;

/** @returns null when there is none. */
export async function readTask(
  tx: Queryable,
  districtId: string,
  taskId: string,
): Promise<TaskRow | null> {
  const [row] = await tx.query<TaskRow>(`${COLUMNS} and t.task_id = $2`, [districtId, taskId]);
  return row ?? null;
}

/** Tasks in the order of their due days. */
export const readTasks = (
  tx: Queryable,
  districtId: string,
  asked: Omit<PlanQuery, "state">,
): Promise<TaskRow[]> =>
  tx.query<TaskRow>(
    `${COLUMNS}
       and ($2::text is null or t.rubric_id = $2) and ($3::text is null or t.reason = $3)
       and ($4::text is null or t.assigned_to = $4 or ($4 = 'none' and t.assigned_to is null))
       and ($5::text is null or t.subject_kind = $5) and ($6::text is null or t.subject_id = $6)
       and ($7::date is null or t.due_on >= $7) and ($8::date is null or t.due_on <= $8)
     order by t.due_on, t.task_id`,
    [
      ...[districtId, asked.rubricId ?? null, asked.reason ?? null, asked.assignedTo ?? null],
      ...[asked.subjectKind ?? null, asked.subjectId ?? null, asked.from ?? null, asked.to ?? null],
    ],
  );

/** Those that nobody has inspected or dropped. */
export const readOpenTasks = (tx: Queryable, districtId: string): Promise<TaskRow[]> =>
  tx.query<TaskRow>(
    `${COLUMNS} and t.dropped_at is null and done.id is null order by t.due_on, t.task_id`,
    [districtId],
  );

/** The tasks that an inspection was the first to close. */
export async function readTasksClosedBy(
  tx: Queryable,
  districtId: string,
  of: { readonly inspectionId: string; readonly subjectKind: string; readonly subjectId: string },
): Promise<string[]> {
  const rows = await tx.query<TaskRow>(
    `${COLUMNS} and t.subject_kind = $2 and t.subject_id = $3 and done.id = $4 order by t.task_id`,
    [districtId, of.subjectKind, of.subjectId, of.inspectionId],
  );
  return rows.map(({ taskId }) => taskId);
}

export type NewTask = {
  readonly taskId: string;
  readonly rubricId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly dueOn: string;
  readonly reason: TaskReason;
  readonly basis: TaskBasis;
  readonly assignedTo: string | null;
  readonly assignedName: string | null;
  readonly drawnBy: string;
};

export const insertTasks = (tx: Queryable, districtId: string, tasks: readonly NewTask[]) =>
  tx.query(
    `insert into inspection_task (district_id, task_id, rubric_id, subject_kind, subject_id, due_on, reason, basis,
       assigned_to, assigned_name, drawn_by)
     select $1, "taskId", "rubricId", "subjectKind", "subjectId", "dueOn", reason, basis, "assignedTo", "assignedName",
       "drawnBy"
     from jsonb_to_recordset($2::jsonb) as t ("taskId" text, "rubricId" text, "subjectKind" text, "subjectId" text,
       "dueOn" date, reason text, basis jsonb, "assignedTo" text, "assignedName" text, "drawnBy" text)`,
    [districtId, JSON.stringify(tasks)],
  );

/** Whoever draws a plan waits for whoever draws another: nothing is drawn twice. */
export const takeTurn = (tx: Queryable, districtId: string) =>
  tx.query("select pg_advisory_xact_lock(hashtext($1))", [`inspection plan ${districtId}`]);

export const changeTask = (
  tx: Queryable,
  districtId: string,
  taskId: string,
  to: {
    readonly assignedTo: string | null;
    readonly assignedName: string | null;
    readonly dueOn: string;
  },
) =>
  tx.query(
    `update inspection_task set assigned_to = $3, assigned_name = $4, due_on = $5
     where district_id = $1 and task_id = $2`,
    [districtId, taskId, to.assignedTo, to.assignedName, to.dueOn],
  );

export const dropTask = (
  tx: Queryable,
  districtId: string,
  taskId: string,
  by: string,
  reason: string,
) =>
  tx.query(
    `update inspection_task set dropped_at = now(), dropped_by = $3, dropped_reason = $4
     where district_id = $1 and task_id = $2 and dropped_at is null`,
    [districtId, taskId, by, reason],
  );

/** Whoever may inspect in a district and can sign in. @param roles  that may. */
export const readInspectors = (tx: Queryable, districtId: string, roles: readonly string[]) =>
  tx.query<{ accountId: string; name: string; roles: string[] }>(
    `select a.account_id as "accountId", a.display_name as name, array_agg(distinct g.role order by g.role) as roles
     from role_grant g join account a using (account_id)
     where g.district_id = $1 and a.disabled_at is null and g.role = any ($2)
     group by 1, 2 order by 2, 1`,
    [districtId, roles],
  );
