import { type Counted, type Mark, scoreOf } from "../../data/rubric-score.ts";
import type { Queryable } from "../store/database.ts";
import { localDay } from "../store/local-day.ts";
import type { RubricVersion } from "./rubric-store.ts";

/** An inspection with its score, under the version it was scored with. */
export type ScoredInspection = Counted & {
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly rubricId: string;
  readonly rubricVersion: number;
  readonly level: string;
  readonly inspectedAt: string;
  readonly inspectorName: string;
  readonly distanceMeters: number | null;
  readonly reinspectionOf: string | null;
  readonly taskId: string | null;
  readonly isCorrected: boolean;
  /** What was found, corrections of appeals in it. */
  readonly marks: readonly Mark[];
};

export type Correction =
  | { readonly itemId: string; readonly points: number | null }
  | { readonly vetoId: string; readonly isStruck: true };

type Row = {
  inspectionId: string;
  subjectKind: "facility" | "street";
  subjectId: string;
  rubricId: string;
  rubricVersion: number;
  level: string;
  inspectedAt: Date;
  inspectorName: string;
  distanceMeters: number | null;
  reinspectionOf: string | null;
  taskId: string | null;
  marks: Mark[];
  vetoes: string[];
  corrections: Correction[] | null;
};

/** What was found, with what appeals corrected of it. */
export function corrected(
  found: { readonly marks: readonly Mark[]; readonly vetoes: readonly string[] },
  corrections: readonly Correction[],
) {
  const points = new Map(
    corrections.flatMap((one) => ("itemId" in one ? [[one.itemId, one.points] as const] : [])),
  );
  const struck = new Set(corrections.flatMap((one) => ("vetoId" in one ? [one.vetoId] : [])));
  return {
    marks: found.marks.map((mark) =>
      points.has(mark.itemId) ? { ...mark, points: points.get(mark.itemId)! } : mark,
    ),
    vetoes: found.vetoes.filter((vetoId) => !struck.has(vetoId)),
  };
}

/**
 * The inspections that count between two instants, in order of time: not those taken back, nor those an appeal made void.
 */
export async function readScored(
  tx: Queryable,
  of: {
    readonly districtId: string;
    readonly timeZone: string;
    readonly from: Date;
    readonly before: Date;
    readonly rubrics: readonly RubricVersion[];
    readonly subject?: { readonly kind: string; readonly id: string };
  },
): Promise<ScoredInspection[]> {
  const rows = await tx.query<Row>(
    `select inspection_id as "inspectionId", subject_kind as "subjectKind", subject_id as "subjectId",
       rubric_id as "rubricId", rubric_version as "rubricVersion", level, inspected_at as "inspectedAt",
       inspector_name as "inspectorName", distance_meters::float8 as "distanceMeters",
       reinspection_of as "reinspectionOf", task_id as "taskId", marks, vetoes,
       (select jsonb_agg(c order by e.at, e.sequence) from rating_appeal a
          join rating_appeal_event e using (district_id, appeal_id), jsonb_array_elements(e.corrections) c
        where a.district_id = $1 and a.inspection_id = i.inspection_id) as corrections
     from inspection i
     where district_id = $1 and inspected_at >= $2 and inspected_at < $3 and withdrawn_at is null
       and ($4::text is null or (subject_kind = $4 and subject_id = $5))
       and not exists (select 1 from rating_appeal a join rating_appeal_event e using (district_id, appeal_id)
         where a.district_id = $1 and a.inspection_id = i.inspection_id and e.step = 'voided')
     order by inspected_at, inspection_id`,
    [of.districtId, of.from, of.before, of.subject?.kind ?? null, of.subject?.id ?? null],
  );
  const contentOf = new Map(
    of.rubrics.map((one) => [`${one.rubricId} ${one.version}`, one.content]),
  );
  return rows.map(({ marks, vetoes, corrections, inspectedAt, ...row }) => {
    const found = corrected({ marks, vetoes }, corrections ?? []);
    return {
      ...row,
      ...scoreOf(contentOf.get(`${row.rubricId} ${row.rubricVersion}`)!, found), // held by a foreign key
      marks: found.marks,
      inspectedAt: inspectedAt.toISOString(),
      day: localDay(inspectedAt, of.timeZone),
      isCorrected: (corrections ?? []).length > 0,
    };
  });
}
