import type { Database } from "../../server/store/database.ts";

/** A complaint of March 2026 for tests of hotspots; what is not said does not matter to it. */
export type PlacedComplaint = {
  readonly id: string;
  readonly position: readonly [lng: number, lat: number] | null;
  /** Local days and hours of Helsinki, which was at UTC+2 until 2026-03-29. */
  readonly day?: string;
  /** null: only the day is known, as where a file has no hours. */
  readonly hour?: number | null;
  readonly category?: string;
  readonly reporterId?: string;
  readonly text?: string;
  readonly areaId?: string | null;
  readonly isConfidential?: boolean;
  readonly state?: string;
  readonly settledAt?: string;
  readonly settleBy?: string;
  readonly dueAt?: string;
  readonly reopened?: number;
};

const MERIDIAN = 25.01;

/** Writes complaints straight into the register; before anybody has asked for it. */
export async function writePlaced(
  database: Database,
  districtId: string,
  complaints: readonly PlacedComplaint[],
) {
  const rows = complaints.map(({ position, day = "2026-03-10", hour = 9, areaId, ...more }) => ({
    ...{ lng: position?.[0] ?? null, lat: position?.[1] ?? null, category: "road-dirty", day },
    received_at: `${day}T${String(hour ?? 0).padStart(2, "0")}:30:00+02:00`,
    source: hour === null ? "file" : null,
    area_id: areaId === undefined ? areaOf(position) : areaId,
    ...{ state: "assigned", text: "路面脏", reopened: 0, isConfidential: false, ...more },
  }));
  await database.transaction(
    (tx) =>
      tx.query(
        `insert into complaint (district_id, complaint_id, number, channel, category, occurred_on, received_at, source,
           source_key, position, text, state, reporter_id, area_id, is_confidential, settled_at, settle_by, due_at, reopened)
         select $1, id, id, 'telephone', category, day, received_at, source, case when source is not null then id end,
           st_setsrid(st_makepoint(lng, lat), 4326), text, state, "reporterId", area_id, "isConfidential", "settledAt",
           "settleBy", "dueAt", reopened
         from jsonb_to_recordset($2::jsonb) as r (id text, category text, day date, received_at timestamptz, source text,
           lng float8, lat float8, text text, state text, "reporterId" text, area_id text, "isConfidential" boolean,
           "settledAt" timestamptz, "settleBy" timestamptz, "dueAt" timestamptz, reopened int)`,
        [districtId, JSON.stringify(rows)],
      ),
    { districtId, asOwner: true },
  );
}

function areaOf(position: PlacedComplaint["position"]) {
  if (position === null) return null;
  return position[0] < MERIDIAN ? "west" : "east";
}
