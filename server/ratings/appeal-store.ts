import type { AppealStep } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";
import type { Correction } from "./scored-store.ts";

export type AppealEvent = {
  readonly at: string;
  readonly step: AppealStep;
  readonly actor: string;
  readonly actorName: string;
  readonly words: string;
  readonly corrections: Correction[] | null;
  readonly taskId: string | null;
};

/** An appeal as it is kept, its trail in order. */
export type AppealRow = {
  readonly appealId: string;
  readonly inspectionId: string;
  readonly raisedAt: Date;
  readonly trail: readonly AppealEvent[];
};

const COLUMNS = `
  select a.appeal_id as "appealId", a.inspection_id as "inspectionId", a.raised_at as "raisedAt",
    (select jsonb_agg(jsonb_build_object('at', e.at, 'step', e.step, 'actor', e.actor, 'actorName', e.actor_name,
       'words', e.words, 'corrections', e.corrections, 'taskId', e.task_id) order by e.sequence)
     from rating_appeal_event e where e.district_id = $1 and e.appeal_id = a.appeal_id) as trail
  from rating_appeal a join inspection i on i.district_id = $1 and i.inspection_id = a.inspection_id
  where a.district_id = $1`;

/** @returns null when there is none. */
export async function readAppeal(
  tx: Queryable,
  districtId: string,
  appealId: string,
): Promise<AppealRow | null> {
  const [row] = await tx.query<AppealRow>(`${COLUMNS} and a.appeal_id = $2`, [
    districtId,
    appealId,
  ]);
  return row ?? null;
}

/** The latest first. */
export const readAppeals = (
  tx: Queryable,
  districtId: string,
  of: {
    readonly inspectionId?: string | undefined;
    readonly subjectKind?: string | undefined;
    readonly subjectId?: string | undefined;
  },
): Promise<AppealRow[]> =>
  tx.query<AppealRow>(
    `${COLUMNS} and ($2::text is null or a.inspection_id = $2) and ($3::text is null or i.subject_kind = $3)
       and ($4::text is null or i.subject_id = $4)
     order by a.raised_at desc, a.appeal_id`,
    [districtId, of.inspectionId ?? null, of.subjectKind ?? null, of.subjectId ?? null],
  );

export const insertAppeal = (
  tx: Queryable,
  districtId: string,
  { appealId, inspectionId }: { readonly appealId: string; readonly inspectionId: string },
) =>
  tx.query(
    "insert into rating_appeal (district_id, appeal_id, inspection_id) values ($1, $2, $3)",
    [...[districtId, appealId, inspectionId]],
  );

export const insertEvent = (
  tx: Queryable,
  districtId: string,
  appealId: string,
  event: Omit<AppealEvent, "at"> & { readonly sequence: number },
) =>
  tx.query(
    `insert into rating_appeal_event (district_id, appeal_id, sequence, step, actor, actor_name, words, corrections,
       task_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)`,
    [
      ...[districtId, appealId, event.sequence, event.step, event.actor, event.actorName],
      ...[event.words, event.corrections && JSON.stringify(event.corrections), event.taskId],
    ],
  );
