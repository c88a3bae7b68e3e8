import type { TargetState } from "../../data/construction.ts";
import type { FacilityKind, FacilityStatus } from "../../data/facility.ts";
import type { Queryable } from "../store/database.ts";
import type { TargetDraft } from "./scenario-target-schema.ts";

/** A construction target as it is kept, with what the register says of its facility. */
export type StoredTarget = {
  readonly targetId: string;
  readonly revision: number;
  readonly scenarioId: string | null;
  readonly scenarioName: string | null;
  readonly siteId: string | null;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly plannedFor: string | null;
  readonly state: TargetState;
  readonly facilityId: string | null;
  readonly facilityName: string | null;
  readonly facilityNameEn: string | null;
  readonly facilityStatus: FacilityStatus | null;
  readonly costYuan: number | null;
  readonly note: string | null;
  readonly updatedBy: string;
  readonly updatedAt: Date;
};

const READ = `
  select t.target_id as "targetId", t.revision, t.scenario_id as "scenarioId", s.name as "scenarioName",
    t.site_id as "siteId", t.kind, t.name, st_x(t.position) as lng, st_y(t.position) as lat,
    t.planned_for::text as "plannedFor", t.state, t.facility_id as "facilityId", f.name as "facilityName",
    f.name_en as "facilityNameEn", f.status as "facilityStatus", t.cost_yuan as "costYuan", t.note,
    t.updated_by as "updatedBy", t.updated_at as "updatedAt"
  from construction_target t
  left join scenario s on s.district_id = t.district_id and s.scenario_id = t.scenario_id
  left join facility f on f.district_id = t.district_id and f.facility_id = t.facility_id
  where t.district_id = $1`;

export const readTargets = (tx: Queryable, districtId: string) =>
  tx.query<StoredTarget>(
    `${READ} order by t.planned_for nulls last, t.name collate "C", t.target_id`,
    [districtId],
  );

/** One that nobody else writes until the transaction ends; null when there is none. */
export async function lockTarget(
  tx: Queryable,
  districtId: string,
  targetId: string,
): Promise<StoredTarget | null> {
  await tx.query(
    "select 1 from construction_target where district_id = $1 and target_id = $2 for update",
    [districtId, targetId],
  );
  const [row] = await tx.query<StoredTarget>(`${READ} and t.target_id = $2`, [
    districtId,
    targetId,
  ]);
  return row ?? null;
}

/** Sites of a scenario that are targets already. */
export async function readTargetSites(tx: Queryable, districtId: string, scenarioId: string) {
  const rows = await tx.query<{ siteId: string }>(
    `select site_id as "siteId" from construction_target
     where district_id = $1 and scenario_id = $2 and site_id is not null`,
    [districtId, scenarioId],
  );
  return new Set(rows.map(({ siteId }) => siteId));
}

/** The kind of a facility, and the target that is linked to it, if there is one; null when there is no such facility. */
export async function readLinkable(tx: Queryable, districtId: string, facilityId: string) {
  const [row] = await tx.query<{ kind: FacilityKind; targetId: string | null }>(
    `select f.kind, t.target_id as "targetId" from facility f
     left join construction_target t on t.district_id = f.district_id and t.facility_id = f.facility_id
     where f.district_id = $1 and f.facility_id = $2`,
    [districtId, facilityId],
  );
  return row ?? null;
}

/** Where a new target comes from. */
export type TargetOrigin = {
  readonly targetId: string;
  readonly by: string;
  /** null: of no scenario. */
  readonly from: { readonly scenarioId: string; readonly siteId: string } | null;
};

const valuesOf = (draft: TargetDraft) => [
  ...[draft.kind, draft.name, draft.position?.[0] ?? null, draft.position?.[1] ?? null],
  ...[draft.plannedFor, draft.state, draft.facilityId, draft.costYuan, draft.note],
];

export const insertTarget = (
  tx: Queryable,
  districtId: string,
  { targetId, by, from }: TargetOrigin,
  draft: TargetDraft,
) =>
  tx.query(
    `insert into construction_target (district_id, target_id, kind, name, position, planned_for, state, facility_id,
       cost_yuan, note, scenario_id, site_id, created_by, updated_by)
     values ($1, $2, $3, $4, st_setsrid(st_makepoint($5::float8, $6::float8), 4326), $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
    [
      ...[districtId, targetId, ...valuesOf(draft)],
      ...[from?.scenarioId ?? null, from?.siteId ?? null, by],
    ],
  );

export const updateTarget = (
  tx: Queryable,
  districtId: string,
  { targetId, by }: Pick<TargetOrigin, "targetId" | "by">,
  draft: TargetDraft,
) =>
  tx.query(
    `update construction_target set kind = $3, name = $4,
       position = st_setsrid(st_makepoint($5::float8, $6::float8), 4326), planned_for = $7, state = $8,
       facility_id = $9, cost_yuan = $10, note = $11, updated_by = $12, updated_at = now(), revision = revision + 1
     where district_id = $1 and target_id = $2`,
    [districtId, targetId, ...valuesOf(draft), by],
  );

export const deleteTarget = (tx: Queryable, districtId: string, targetId: string) =>
  tx.query("delete from construction_target where district_id = $1 and target_id = $2", [
    districtId,
    targetId,
  ]);
