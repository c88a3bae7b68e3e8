import type { Queryable } from "../store/database.ts";
import type { Activity, Exposure, Inspection, Material, Period, ReportArea } from "./records.ts";

const OF_PERIOD = "r.district_id = $1 and r.day between $2 and $3 and r.withdrawn_at is null";

/** Areas that are inspected, as they were at the end of a period, and those that its records name and that ended since. */
const AREAS = `
  with named as (
    select area_id from community_inspection r where ${OF_PERIOD}
    union select area_id from hygiene_activity r where ${OF_PERIOD}
    union select area_id from media_exposure r where ${OF_PERIOD}
  ), known as (
    select distinct on (a.level, a.code) a.* from area a
    where a.district_id = $1 and a.level in ('subdistrict', 'community')
      and ((a.valid_from <= $3::date and (a.valid_to is null or a.valid_to > $3::date)) or a.area_id in (select area_id from named))
    order by a.level, a.code, a.valid_from desc
  )
  select a.area_id as "areaId", a.level, a.code, a.name, a.name_en as "nameEn",
    case when p.level = 'subdistrict' then p.code end as "parentCode"
  from known a left join area p on p.district_id = a.district_id and p.area_id = a.parent_id
  order by a.code collate "C", a.level collate "C"`;

const of = (columns: string, table: string, key: string) => `
  select ${columns}, a.level, a.code, to_char(r.day, 'YYYY-MM-DD') as day
  from ${table} r join area a using (district_id, area_id)
  where ${OF_PERIOD} order by r.day, r.${key} collate "C"`;

/** The records of a period that hold, and the areas at its end. */
export async function readMaterial(
  tx: Queryable,
  districtId: string,
  { from, to }: Period,
): Promise<Material> {
  const asked = [districtId, from, to];
  return {
    areas: await tx.query<ReportArea>(AREAS, asked),
    inspections: await tx.query<Inspection>(
      of(
        `r.inspection_id as "inspectionId", r.found, r.deducted, r.note`,
        ...(["community_inspection", "inspection_id"] as const),
      ),
      asked,
    ),
    activities: await tx.query<Activity>(
      of(
        `r.activity_id as "activityId", r.done, r.people`,
        ...(["hygiene_activity", "activity_id"] as const),
      ),
      asked,
    ),
    exposures: await tx.query<Exposure>(
      of(
        `r.exposure_id as "exposureId", r.medium, r.title, r.is_good as "isGood", r.is_upheld as "isUpheld"`,
        ...(["media_exposure", "exposure_id"] as const),
      ),
      asked,
    ),
  };
}

/** The day of the first inspection there is; null where nothing was ever inspected. */
export async function readSince(tx: Queryable, districtId: string): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `select to_char(min(day), 'YYYY-MM-DD') as day from community_inspection
     where district_id = $1 and withdrawn_at is null`,
    [districtId],
  );
  return row?.day ?? null;
}

/** Today in the district; null where there is no such district. */
export async function readToday(tx: Queryable, districtId: string) {
  const [row] = await tx.query<{
    timeZone: string;
    name: string;
    nameEn: string | null;
    isDemo: boolean;
  }>(
    `select time_zone as "timeZone", name, name_en as "nameEn", is_demo as "isDemo" from district where district_id = $1`,
    [districtId],
  );
  return row ?? null;
}
