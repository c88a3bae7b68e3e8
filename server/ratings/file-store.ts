import type { Queryable } from "../store/database.ts";

type Subject = { readonly subjectKind: "facility" | "street"; readonly subjectId: string };

/** How many photographs each inspection of a subject has. */
export async function readPhotographCounts(
  tx: Queryable,
  districtId: string,
  { subjectKind, subjectId }: Subject,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ id: string; n: number }>(
    `select p.inspection_id as id, count(*)::int as n
     from inspection_photograph p join inspection i using (district_id, inspection_id)
     where p.district_id = $1 and i.subject_kind = $2 and i.subject_id = $3 group by 1`,
    [districtId, subjectKind, subjectId],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Photographs of a facility itself. */
export async function countPhotographs(
  tx: Queryable,
  districtId: string,
  { subjectKind, subjectId }: Subject,
): Promise<number> {
  if (subjectKind === "street") return 0;
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from photograph_link
     where district_id = $1 and subject_kind = 'facility' and subject_id = $2`,
    [districtId, subjectId],
  );
  return row!.n;
}

/** Appeals against inspections of a subject, each with the step it stands at; the latest first. */
export async function readAppeals(
  tx: Queryable,
  districtId: string,
  { subjectKind, subjectId }: Subject,
) {
  const rows = await tx.query<{
    appealId: string;
    inspectionId: string;
    raisedAt: Date;
    step: string;
    stepAt: Date;
  }>(
    `select distinct on (a.raised_at, a.appeal_id) a.appeal_id as "appealId", a.inspection_id as "inspectionId",
       a.raised_at as "raisedAt", e.step, e.at as "stepAt"
     from rating_appeal a
     join rating_appeal_event e using (district_id, appeal_id)
     join inspection i using (district_id, inspection_id)
     where a.district_id = $1 and i.subject_kind = $2 and i.subject_id = $3
     order by a.raised_at desc, a.appeal_id, e.sequence desc`,
    [districtId, subjectKind, subjectId],
  );
  return rows.map(({ raisedAt, stepAt, ...row }) => ({
    ...row,
    raisedAt: raisedAt.toISOString(),
    stepAt: stepAt.toISOString(),
  }));
}

/** Inspections that were drawn of a subject; the latest first. */
export const readTasks = (tx: Queryable, districtId: string, { subjectKind, subjectId }: Subject) =>
  tx.query<{
    taskId: string;
    dueOn: string;
    reason: string;
    state: "open" | "done" | "dropped";
    inspectionId: string | null;
  }>(
    `select t.task_id as "taskId", t.due_on::text as "dueOn", t.reason,
       case when t.dropped_at is not null then 'dropped' when d.inspection_id is null then 'open' else 'done' end as state,
       d.inspection_id as "inspectionId"
     from inspection_task t
     left join lateral (
       select inspection_id from inspection i
       where i.district_id = $1 and i.task_id = t.task_id and i.withdrawn_at is null
       order by inspected_at limit 1
     ) d on true
     where t.district_id = $1 and t.subject_kind = $2 and t.subject_id = $3
     order by t.due_on desc, t.task_id`,
    [districtId, subjectKind, subjectId],
  );
