import type { Queryable } from "../store/database.ts";
import type {
  ActivityDraft,
  ActivityWire,
  ExposureDraft,
  ExposureWire,
  InspectionDraft,
  InspectionWire,
  JudgeDraft,
  RecordsQuery,
} from "./record-schema.ts";
import type { Found, ReportArea } from "./records.ts";

/** The most of each kind that one list holds. */
export const MOST_RECORDS = 300;

export type RecordKind = "inspection" | "activity" | "exposure";
const TABLES = {
  inspection: { table: "community_inspection", key: "inspection_id" },
  activity: { table: "hygiene_activity", key: "activity_id" },
  exposure: { table: "media_exposure", key: "exposure_id" },
} as const;
export const tableOf = (kind: RecordKind) => TABLES[kind].table;

export type PlacedArea = Omit<ReportArea, "parentCode"> & {
  readonly parentId: string | null;
  readonly position: readonly [lng: number, lat: number];
};

/** Areas that may be inspected and hold on a day, with a point within each. @param id  of one of them; null is all. */
export async function readAreas(
  tx: Queryable,
  districtId: string,
  day: string,
  id: string | null = null,
): Promise<PlacedArea[]> {
  const rows = await tx.query<Omit<PlacedArea, "position"> & { lng: number; lat: number }>(
    `select area_id as "areaId", level, code, name, name_en as "nameEn", parent_id as "parentId",
       st_x(at) as lng, st_y(at) as lat
     from (select *, st_pointonsurface(boundary) as at from area) a
     where district_id = $1 and level in ('subdistrict', 'community') and ($3::text is null or area_id = $3)
       and valid_from <= $2 and (valid_to is null or valid_to > $2)
     order by code collate "C"`,
    [districtId, day, id],
  );
  return rows.map(({ lng, lat, ...area }) => ({ ...area, position: [lng, lat] as const }));
}

type Common = {
  areaId: string;
  level: ReportArea["level"];
  areaName: string;
  areaNameEn: string | null;
  day: string;
  enteredAt: Date;
  enteredBy: string;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
};

const COMMON = `r.area_id as "areaId", a.level, a.name as "areaName", a.name_en as "areaNameEn",
  to_char(r.day, 'YYYY-MM-DD') as day, r.entered_at as "enteredAt", r.entered_by as "enteredBy",
  r.withdrawn_at as "withdrawnAt", r.withdrawn_by as "withdrawnBy", r.withdrawn_reason as "withdrawnReason"`;

const commonOf = <T extends Common>({ withdrawnAt, withdrawnBy, withdrawnReason, ...row }: T) => ({
  ...row,
  enteredAt: row.enteredAt.toISOString(),
  withdrawn: withdrawnAt && {
    ...{ at: withdrawnAt.toISOString(), by: withdrawnBy ?? "", reason: withdrawnReason ?? "" },
  },
});

/** Records of a kind: one of them, or those of a period and an area with the communities in it. */
type Wanted = { readonly id: string } | RecordsQuery;

function rowsOf<T extends Record<string, unknown>>(
  tx: Queryable,
  districtId: string,
  kind: RecordKind,
  columns: string,
  wanted: Wanted,
): Promise<(T & Common)[]> {
  const { table, key } = TABLES[kind];
  const isOne = "id" in wanted;
  return tx.query<T & Common>(
    `select ${columns}, ${COMMON} from ${table} r join area a using (district_id, area_id)
     where r.district_id = $1 and ${
       isOne
         ? `r.${key} = $2`
         : `r.day between $2 and $3 and ($4::text is null or exists (select 1 from area w left join area p
              on p.district_id = a.district_id and p.area_id = a.parent_id
            where w.district_id = $1 and w.area_id = $4
              and ((w.level = a.level and w.code = a.code) or (w.level = p.level and w.code = p.code))))`
     }
     order by r.day desc, r.entered_at desc, r.${key} limit ${MOST_RECORDS}`,
    isOne ? [districtId, wanted.id] : [districtId, wanted.from, wanted.to, wanted.areaId ?? null],
  );
}

export async function readInspections(
  tx: Queryable,
  districtId: string,
  wanted: Wanted,
): Promise<InspectionWire[]> {
  type Row = Pick<InspectionWire, "inspectionId" | "found" | "deducted" | "note" | "photographs">;
  const rows = await rowsOf<Row>(
    ...[tx, districtId, "inspection" as const],
    `r.inspection_id as "inspectionId", r.found, r.deducted, r.note,
     (select count(*)::int from photograph_link l where l.district_id = r.district_id
       and l.subject_kind = 'community-inspection' and l.subject_id = r.inspection_id) as photographs`,
    wanted,
  );
  return rows.map(commonOf);
}

export async function readActivities(
  tx: Queryable,
  districtId: string,
  wanted: Wanted,
): Promise<ActivityWire[]> {
  const rows = await rowsOf<Pick<ActivityWire, "activityId" | "done" | "people">>(
    ...[tx, districtId, "activity" as const],
    `r.activity_id as "activityId", r.done, r.people`,
    wanted,
  );
  return rows.map(commonOf);
}

export async function readExposures(
  tx: Queryable,
  districtId: string,
  wanted: Wanted,
): Promise<ExposureWire[]> {
  const rows = await rowsOf<
    Pick<ExposureWire, "exposureId" | "medium" | "title" | "isGood"> & {
      isUpheld: boolean | null;
      judgedAt: Date | null;
      judgedBy: string | null;
      judgedReason: string | null;
    }
  >(
    ...[tx, districtId, "exposure" as const],
    `r.exposure_id as "exposureId", r.medium, r.title, r.is_good as "isGood", r.is_upheld as "isUpheld",
     r.judged_at as "judgedAt", r.judged_by as "judgedBy", r.judged_reason as "judgedReason"`,
    wanted,
  );
  return rows.map(({ isUpheld, judgedAt, judgedBy, judgedReason, ...row }) => ({
    ...commonOf(row),
    judged:
      judgedAt === null || isUpheld === null
        ? null
        : {
            ...{ isUpheld, at: judgedAt.toISOString() },
            ...{ by: judgedBy ?? "", reason: judgedReason ?? "" },
          },
  }));
}

/** How many records of a kind hold in a period, of an area and the communities in it. */
export async function countRecords(
  tx: Queryable,
  districtId: string,
  kind: RecordKind,
  { from, to, areaId }: RecordsQuery,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from ${TABLES[kind].table} r join area a using (district_id, area_id)
     where r.district_id = $1 and r.day between $2 and $3 and r.withdrawn_at is null
       and ($4::text is null or exists (select 1 from area w left join area p
              on p.district_id = a.district_id and p.area_id = a.parent_id
            where w.district_id = $1 and w.area_id = $4
              and ((w.level = a.level and w.code = a.code) or (w.level = p.level and w.code = p.code))))`,
    [districtId, from, to, areaId ?? null],
  );
  return row?.count ?? 0;
}

type By = { readonly id: string; readonly by: string };

/** @returns whether it is new: one that was sent before is there already. */
export async function insertInspection(
  tx: Queryable,
  districtId: string,
  {
    id,
    by,
    found,
    deducted,
    ...draft
  }: By &
    Pick<InspectionDraft, "areaId" | "day" | "note"> & {
      readonly found: readonly Found[];
      readonly deducted: number;
    },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into community_inspection (district_id, inspection_id, area_id, day, found, deducted, note, entered_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8) on conflict do nothing returning 1`,
    [districtId, id, draft.areaId, draft.day, JSON.stringify(found), deducted, draft.note, by],
  );
  return rows.length > 0;
}

export async function insertActivity(
  tx: Queryable,
  districtId: string,
  { id, by, ...draft }: By & Pick<ActivityDraft, "areaId" | "day" | "done" | "people">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into hygiene_activity (district_id, activity_id, area_id, day, done, people, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    [districtId, id, draft.areaId, draft.day, draft.done, draft.people ?? null, by],
  );
  return rows.length > 0;
}

export async function insertExposure(
  tx: Queryable,
  districtId: string,
  { id, by, ...draft }: By & Pick<ExposureDraft, "areaId" | "day" | "medium" | "title" | "isGood">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into media_exposure (district_id, exposure_id, area_id, day, medium, title, is_good, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
    [districtId, id, draft.areaId, draft.day, draft.medium, draft.title, draft.isGood, by],
  );
  return rows.length > 0;
}

/** @returns whether it was there and held. */
export async function withdrawRecord(
  tx: Queryable,
  districtId: string,
  kind: RecordKind,
  { id, by, reason }: By & { readonly reason: string },
): Promise<boolean> {
  const { table, key } = TABLES[kind];
  const rows = await tx.query(
    `update ${table} set withdrawn_at = now(), withdrawn_by = $3, withdrawn_reason = $4
     where district_id = $1 and ${key} = $2 and withdrawn_at is null returning 1`,
    [districtId, id, by, reason],
  );
  return rows.length > 0;
}

export const judgeExposure = (
  tx: Queryable,
  districtId: string,
  { id, by, isUpheld, reason }: By & JudgeDraft,
) =>
  tx.query(
    `update media_exposure set is_upheld = $3, judged_at = now(), judged_by = $4, judged_reason = $5
     where district_id = $1 and exposure_id = $2`,
    [districtId, id, isUpheld, by, reason],
  );
