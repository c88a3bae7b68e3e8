import { type DatumReading, storedFor } from "../../server/geo/datum-fit.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { Database } from "../../server/store/database.ts";

const [LNG, LAT] = [112.57, 26.89];
const [PER_LNG, PER_LAT] = [99_180, 111_195]; // meters a degree, at 26.89°N

/** A place in meters east and north of the town's south-western corner. */
export const inTown = (east: number, north: number): LngLat => [
  LNG + east / PER_LNG,
  LAT + north / PER_LAT,
];

/** Streets stand so far apart: unequal, so that no shift puts one grid onto itself. */
const ACROSS = [0, 170, 420, 530, 880, 1090, 1480, 1640, 2010, 2330, 2480, 2950];
const SIDE = 3_000;

/** Bins along the streets, 5 m from their middle, `count` of them spread over the town. */
export function alongStreets(count: number): LngLat[] {
  return Array.from({ length: count }, (_, i) => {
    const street = ACROSS[i % ACROSS.length]!;
    const along = 40 + ((i * 1_237) % (SIDE - 80));
    return i % 2 === 0 ? inTown(street + 5, along) : inTown(along, street + 5);
  });
}

/**
 * A town `town` where Chinese datums are used: 3 × 3 km, a grid of streets unequally far apart, no facility.
 *
 * @returns puts bins into its register, stored as if read in a datum.
 */
export async function writeTown(database: Database) {
  const districtId = "town";
  const corner = (east: number, north: number) => inTown(east, north).join(" ");
  const border = `MULTIPOLYGON(((${corner(-50, -50)}, ${corner(SIDE + 50, -50)}, ${corner(SIDE + 50, SIDE + 50)}, ${corner(-50, SIDE + 50)}, ${corner(-50, -50)})))`;
  await database.transaction(
    async (tx) => {
      await tx.query(
        "insert into district (district_id, name, name_en) values ('town', '镇', 'Town')",
      );
      for (const level of ["district", "subdistrict"])
        await tx.query(
          `insert into area (district_id, area_id, level, code, name, valid_from, boundary)
           values ('town', $1, $1, '430408', '全镇', '2020-01-01', st_geomfromtext($2, 4326))`,
          [level, border],
        );
      for (const [i, across] of ACROSS.entries())
        for (const [axis, line] of [
          ["n", `LINESTRING(${corner(across, 0)}, ${corner(across, SIDE)})`],
          ["e", `LINESTRING(${corner(0, across)}, ${corner(SIDE, across)})`],
        ] as const)
          await tx.query(
            `insert into street_edge (district_id, edge_id, from_node, to_node, class, length_meters, path)
             values ('town', $1, $2, $3, 'branch', $4, st_geomfromtext($5, 4326))`,
            [`${axis}${i}`, i, i + 100, SIDE, line],
          );
      await recordChange(tx, districtId, "district", []);
    },
    { asOwner: true },
  );

  /** @param source  the list they came in with; null for what is of the register itself. */
  return async (
    prefix: string,
    places: readonly LngLat[],
    reading: DatumReading = "wgs84",
    source: string | null = null,
  ) =>
    database.transaction(
      async (tx) => {
        const stored = places.map((at) => storedFor(at, reading));
        await tx.query(
          `insert into facility (district_id, facility_id, kind, code, name, position, owner, manager, verified_on, source, source_key)
           select 'town', $1 || i, 'bin', $1 || i, $1 || i || '号箱', st_setsrid(st_makepoint(lng, lat), 4326), '局', '公司', now()::date,
             $4::text, case when $4::text is null then null else $1 || i end
           from unnest($2::float8[], $3::float8[]) with ordinality as p (lng, lat, i)`,
          [prefix, stored.map(([lng]) => lng), stored.map(([, lat]) => lat), source],
        );
        await recordChange(tx, districtId, "facility", []);
      },
      { districtId },
    );
}
