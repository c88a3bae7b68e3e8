import type { Queryable } from "./database.ts";
import { localDay } from "./local-day.ts";

/** A district as everybody may know it. */
export type District = {
  readonly districtId: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** GB/T 2260, where there is one. */
  readonly code: string | null;
  readonly timeZone: string;
  readonly isDemo: boolean;
  /** The local day, `YYYY-MM-DD`. */
  readonly today: string;
};

type DistrictRow = {
  district_id: string;
  name: string;
  name_en: string | null;
  code: string | null;
  time_zone: string;
  is_demo: boolean;
};

/** Every district, the default one first: real ones before the demonstration, older ones before younger. */
export async function readDistricts(database: Queryable): Promise<District[]> {
  const rows = await database.query<DistrictRow>(
    `select district_id, name, name_en, code, time_zone, is_demo
     from district order by is_demo, created_at, district_id`,
  );
  const now = new Date();
  return rows.map((row) => ({
    districtId: row.district_id,
    name: row.name,
    nameEn: row.name_en,
    code: row.code,
    timeZone: row.time_zone,
    isDemo: row.is_demo,
    today: localDay(now, row.time_zone),
  }));
}
