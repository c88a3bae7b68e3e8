import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";

/** Degrees around the district in which a place is still taken: borders are drawn roughly. */
const MARGIN_DEGREES = 0.02;

/**
 * Refuses a place that lies far outside the district: a mistake, or a position of somewhere else.
 *
 * @throws {DomainError} `query-invalid`, rule `outside-district`.
 */
export async function requireInDistrict(
  snapshots: Snapshots,
  districtId: string,
  position: LngLat | null,
): Promise<void> {
  const box = position && (await snapshots.get(districtId, "areas"))?.bbox;
  if (!position || !box) return;
  const [lng, lat] = position;
  const [west, south, east, north] = box;
  const m = MARGIN_DEGREES;
  if (lng >= west - m && lng <= east + m && lat >= south - m && lat <= north + m) return;
  const remedy = "a place in the district";
  throw new DomainError("query-invalid", `position: ${remedy}`, [
    { field: "position", value: `${lng}, ${lat}`, remedy, rule: "outside-district" },
  ]);
}

/** Makes whoever sends the same thing twice at once wait for the first, so that the second finds it there. */
export const inTurn = (tx: Queryable, sender: string) =>
  tx.query("select pg_advisory_xact_lock(hashtextextended($1, 311))", [sender]);

/** The version of the district's changes in this transaction: what is read from memory is to have it. */
export async function versionNow(tx: Queryable, districtId: string): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    "select version from change_counter where district_id = $1",
    [districtId],
  );
  return row?.version ?? 0;
}
