import type { AppealStep, InspectionLevel } from "../../data/rubric.ts";
import type { Mark } from "../../data/rubric-score.ts";
import type { Queryable } from "../store/database.ts";
import type { Correction } from "./scored-store.ts";

/** An inspection as it is kept, with what appeals said of it. */
export type InspectionRow = {
  readonly inspectionId: string;
  readonly subjectKind: "facility" | "street";
  readonly subjectId: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly facilityKind: string | null;
  readonly rubricId: string;
  readonly rubricVersion: number;
  readonly level: InspectionLevel;
  readonly inspectedAt: Date;
  readonly receivedAt: Date;
  readonly inspector: string;
  readonly inspectorName: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly positionSource: "device" | "typed" | null;
  readonly accuracyMeters: number | null;
  readonly distanceMeters: number | null;
  readonly marks: readonly Mark[];
  readonly vetoes: readonly string[];
  readonly remark: string;
  readonly signature: string | null;
  readonly reinspectionOf: string | null;
  readonly taskId: string | null;
  readonly digest: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
  readonly corrections: readonly Correction[] | null;
  readonly isVoid: boolean;
  readonly appeals: readonly { appealId: string; state: AppealStep }[];
  readonly photographCount: number;
};

/** SQL: whether an appeal made inspection `i` of district `$1` void. */
export const IS_VOID = `exists (select 1 from rating_appeal a join rating_appeal_event e using (district_id, appeal_id)
  where a.district_id = $1 and a.inspection_id = i.inspection_id and e.step = 'voided')`;

const COLUMNS = `
  select i.inspection_id as "inspectionId", i.subject_kind as "subjectKind", i.subject_id as "subjectId", f.code,
    coalesce(f.name, s.name) as name, coalesce(f.name_en, s.name_en) as "nameEn", f.kind as "facilityKind",
    i.rubric_id as "rubricId", i.rubric_version as "rubricVersion", i.level, i.inspected_at as "inspectedAt",
    i.received_at as "receivedAt", i.inspector, i.inspector_name as "inspectorName", st_x(i.position) as lng,
    st_y(i.position) as lat, i.position_source as "positionSource", i.accuracy_meters::float8 as "accuracyMeters",
    i.distance_meters::float8 as "distanceMeters", i.marks, i.vetoes, i.remark, i.signature,
    i.reinspection_of as "reinspectionOf", i.task_id as "taskId", i.digest, i.withdrawn_at as "withdrawnAt",
    i.withdrawn_by as "withdrawnBy", i.withdrawn_reason as "withdrawnReason", ${IS_VOID} as "isVoid",
    (select jsonb_agg(c order by e.at, e.sequence) from rating_appeal a
       join rating_appeal_event e using (district_id, appeal_id), jsonb_array_elements(e.corrections) c
     where a.district_id = $1 and a.inspection_id = i.inspection_id) as corrections,
    (select coalesce(jsonb_agg(jsonb_build_object('appealId', a.appeal_id, 'state',
       (select e.step from rating_appeal_event e where e.district_id = $1 and e.appeal_id = a.appeal_id
        order by e.sequence desc limit 1)) order by a.raised_at), '[]')
     from rating_appeal a where a.district_id = $1 and a.inspection_id = i.inspection_id) as appeals,
    (select count(*) from photograph_link p where p.district_id = $1 and p.subject_kind = 'inspection'
       and p.subject_id = i.inspection_id)::int as "photographCount"
  from inspection i
  left join facility f on f.district_id = $1 and i.subject_kind = 'facility' and f.facility_id = i.subject_id
  left join street s on s.district_id = $1 and i.subject_kind = 'street' and s.street_id = i.subject_id
  where i.district_id = $1`;

/** @returns null when there is none. */
export async function readInspection(
  tx: Queryable,
  districtId: string,
  inspectionId: string,
): Promise<InspectionRow | null> {
  const [row] = await tx.query<InspectionRow>(`${COLUMNS} and i.inspection_id = $2`, [
    districtId,
    inspectionId,
  ]);
  return row ?? null;
}

/** Holds an inspection still until the transaction ends: appeals against it take turns. */
export const lockInspection = (tx: Queryable, districtId: string, inspectionId: string) =>
  tx.query("select 1 from inspection where district_id = $1 and inspection_id = $2 for update", [
    districtId,
    inspectionId,
  ]);

export type InspectionsAsked = {
  readonly timeZone: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly rubricId?: string | undefined;
  readonly level?: string | undefined;
  readonly inspector?: string | undefined;
};

const CHOSEN = `
  and ($2::date is null or i.inspected_at >= ($2::date)::timestamp at time zone $4)
  and ($3::date is null or i.inspected_at < ($3::date + 1)::timestamp at time zone $4)
  and ($5::text is null or i.subject_kind = $5) and ($6::text is null or i.subject_id = $6)
  and ($7::text is null or i.rubric_id = $7) and ($8::text is null or i.level = $8)
  and ($9::text is null or i.inspector = $9)`;

const chosen = (districtId: string, asked: InspectionsAsked) => [
  ...[districtId, asked.from ?? null, asked.to ?? null, asked.timeZone, asked.subjectKind ?? null],
  ...[
    asked.subjectId ?? null,
    asked.rubricId ?? null,
    asked.level ?? null,
    asked.inspector ?? null,
  ],
];

/** The latest first. @param after  the last one of the page before. */
export const readInspections = (
  tx: Queryable,
  districtId: string,
  asked: InspectionsAsked,
  page: { readonly after: { readonly at: string; readonly id: string } | null; limit: number },
): Promise<InspectionRow[]> =>
  tx.query<InspectionRow>(
    `${COLUMNS} ${CHOSEN}
       and ($10::timestamptz is null or (i.inspected_at, i.inspection_id) < ($10::timestamptz, $11))
     order by i.inspected_at desc, i.inspection_id desc limit ${page.limit}`,
    [...chosen(districtId, asked), page.after?.at ?? null, page.after?.id ?? ""],
  );

export async function countInspections(
  tx: Queryable,
  districtId: string,
  asked: InspectionsAsked,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from inspection i where i.district_id = $1 ${CHOSEN}`,
    chosen(districtId, asked),
  );
  return row!.count;
}

export type NewInspection = Pick<
  InspectionRow,
  | "inspectionId"
  | "subjectKind"
  | "subjectId"
  | "rubricId"
  | "rubricVersion"
  | "level"
  | "inspectedAt"
  | "inspector"
  | "inspectorName"
  | "lng"
  | "lat"
  | "positionSource"
  | "accuracyMeters"
  | "distanceMeters"
  | "marks"
  | "vetoes"
  | "remark"
  | "signature"
  | "reinspectionOf"
  | "taskId"
  | "digest"
>;

export const insertInspection = (tx: Queryable, districtId: string, one: NewInspection) =>
  tx.query(
    `insert into inspection (district_id, inspection_id, subject_kind, subject_id, rubric_id, rubric_version, level,
       inspected_at, inspector, inspector_name, position, position_source, accuracy_meters, distance_meters, marks, vetoes,
       remark, signature, reinspection_of, task_id, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
       case when $11::float8 is null then null else st_setsrid(st_makepoint($11::float8, $12::float8), 4326) end,
       $13, $14, $15, $16::jsonb, $17::jsonb, $18, $19, $20, $21, $22)`,
    [
      ...[districtId, one.inspectionId, one.subjectKind, one.subjectId, one.rubricId],
      ...[one.rubricVersion, one.level, one.inspectedAt, one.inspector, one.inspectorName],
      ...[one.lng, one.lat, one.positionSource, one.accuracyMeters, one.distanceMeters],
      ...[JSON.stringify(one.marks), JSON.stringify(one.vetoes), one.remark, one.signature],
      ...[one.reinspectionOf, one.taskId, one.digest],
    ],
  );

/** @returns whether there was one that was not taken back yet. */
export async function withdrawInspection(
  tx: Queryable,
  districtId: string,
  inspectionId: string,
  by: string,
  reason: string,
): Promise<boolean> {
  const rows = await tx.query(
    `update inspection set withdrawn_at = now(), withdrawn_by = $3, withdrawn_reason = $4
     where district_id = $1 and inspection_id = $2 and withdrawn_at is null returning 1 as one`,
    [districtId, inspectionId, by, reason],
  );
  return rows.length > 0;
}

/** The photographs of an inspection say what each shows. @returns item or veto by photograph; null is the whole. */
export async function readPhotographItems(
  tx: Queryable,
  districtId: string,
  inspectionId: string,
): Promise<Map<string, string | null>> {
  const rows = await tx.query<{ photographId: string; itemId: string | null }>(
    `select photograph_id as "photographId", item_id as "itemId" from inspection_photograph
     where district_id = $1 and inspection_id = $2`,
    [districtId, inspectionId],
  );
  return new Map(rows.map(({ photographId, itemId }) => [photographId, itemId]));
}

/** Says what a photograph shows; one that is there already stays as it is. */
export const insertPhotographItem = (
  tx: Queryable,
  districtId: string,
  of: {
    readonly inspectionId: string;
    readonly photographId: string;
    readonly itemId: string | null;
  },
) =>
  tx.query(
    `insert into inspection_photograph (district_id, inspection_id, photograph_id, item_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [districtId, of.inspectionId, of.photographId, of.itemId],
  );

/** The roles somebody has in a district. */
export async function readRoles(tx: Queryable, districtId: string, accountId: string) {
  const rows = await tx.query<{ role: string }>(
    "select distinct role from role_grant where district_id = $1 and account_id = $2",
    [districtId, accountId],
  );
  return rows.map(({ role }) => role);
}
