import type { Fix } from "../../server/fleet/fix.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Database, Queryable } from "../../server/store/database.ts";

/** A vehicle `v1` with the terminal `13900000001`, and so on. */
export async function writeVehicles(
  database: Database,
  districtId: string,
  count: number,
  { kind = "sweeper", digits = "1390000000" }: { kind?: string; digits?: string } = {},
): Promise<void> {
  await database.transaction(
    async (tx) => {
      for (let i = 1; i <= count; i++) {
        await tx.query(
          "insert into vehicle (district_id, vehicle_id, plate, kind, team) values ($1, $2, $3, $4, '一班')",
          [districtId, `v${i}`, `演A${districtId}${i}`, kind],
        );
        await tx.query(
          "insert into terminal (terminal_id, district_id, vehicle_id, created_by) values ($1, $2, $3, 'test')",
          [`${digits}${i}`, districtId, `v${i}`],
        );
      }
      await recordChange(tx, districtId, "vehicle", []);
    },
    { districtId },
  );
}

/** A position that a terminal vouches for. */
export const fixAt = (
  atMs: number,
  position: readonly [lng: number, lat: number],
  more: Partial<Fix> = {},
): Fix => ({
  ...{ atMs, position, speedKmh: null, headingDegrees: null, isWorking: null, isFixed: true },
  ...more,
});

/** The street of the small district in one edge after the other, each 0.002 degrees of longitude (111 m), from 25 to 25.02. */
export async function writeEdges(tx: Queryable, districtId: string): Promise<void> {
  for (let i = 0; i < 10; i++) {
    const [west, east] = [25 + i * 0.002, 25 + (i + 1) * 0.002];
    await tx.query(
      `insert into street_edge (district_id, edge_id, from_node, to_node, class, length_meters, path)
       select $1, $2, $3, $4, 'branch', st_length(path::geography), path
       from (select st_setsrid(st_makeline(st_makepoint($5, 60.002), st_makepoint($6, 60.002)), 4326) as path) p`,
      [districtId, `f${i}`, 1_000 + i, 1_001 + i, west, east],
    );
  }
}
