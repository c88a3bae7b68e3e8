import { recordChange } from "../../server/store/changes.ts";
import type { Database } from "../../server/store/database.ts";

/** A complaint as a test of hotspots needs it. */
export type Report = {
  /** null has no place. */
  readonly at: readonly [lng: number, lat: number] | null;
  readonly day: string;
  readonly category?: string;
  readonly areaId?: string;
  readonly reporterId?: string;
  /** The first of so many that are alike. */
  readonly times?: number;
};

let written = 0;

/** The middle of the k-th of the twelve stretches of Middle Street in the small district. */
export const onStretch = (k: number): [number, number] => [25 + ((k + 0.5) * 0.02) / 12, 60.005];

/** Writes complaints into the small district `north`, at noon of their days. */
export async function writeReports(database: Database, reports: readonly Report[]) {
  const rows = reports.flatMap(({ times = 1, ...report }) => Array(times).fill(report));
  await database.transaction(
    async (tx) => {
      for (const id of new Set(rows.flatMap(({ reporterId }) => reporterId ?? [])))
        await tx.query(
          "insert into reporter (district_id, reporter_id) values ('north', $1) on conflict do nothing",
          [id],
        );
      await tx.query(
        `insert into complaint (district_id, complaint_id, number, channel, category, occurred_on, received_at, position,
           street_id, area_id, reporter_id)
         select 'north', id, id, '12345', category, day, (day || 'T10:00:00Z')::timestamptz,
           case when lng is null then null else st_setsrid(st_makepoint(lng, lat), 4326) end,
           case when lng is null then null else 's1' end, area_id, reporter_id
         from jsonb_to_recordset($1::jsonb)
           as r (id text, category text, day date, lng float8, lat float8, area_id text, reporter_id text)`,
        [
          JSON.stringify(
            rows.map(({ at, day, category = "road-dirty", areaId, reporterId }: Report) => ({
              id: `h${++written}`,
              ...{ category, day, lng: at?.[0] ?? null, lat: at?.[1] ?? null },
              ...{ area_id: areaId ?? null, reporter_id: reporterId ?? null },
            })),
          ),
        ],
      );
      await recordChange(tx, "north", "complaint", []);
    },
    { districtId: "north" },
  );
}
