import type { Database, Queryable } from "../store/database.ts";
import { createHeld } from "../store/held.ts";
import { STRETCH_METERS, type Street, type StreetUnits, streetUnits } from "./street-units.ts";

/** The streets of districts in memory, cut into units. */
export type StreetUnitsStore = {
  /**
   * The units of a district as the database has them when one asks; they are the same object until a street changes or
   * another length is asked for: a district has one length at a time, so those of the last are held.
   *
   * @param stretchMeters  the greatest length of a unit; left out: `STRETCH_METERS`.
   * @param tx  as `Held.get`.
   * @returns null when there is no such district; a district without streets has no units.
   */
  get(districtId: string, stretchMeters?: number, tx?: Queryable): Promise<StreetUnits | null>;
};

type StreetRow = Street & { readonly path: [number, number][] };

const READ_STREETS = `
  select e.edge_id as id, e.from_node as "fromNode", e.to_node as "toNode", e.length_meters as "lengthMeters",
    e.street_id as "streetId", s.name, s.name_en as "nameEn", e.grade, e.class,
    st_asgeojson(e.path, 7)::json -> 'coordinates' as path
  from street_edge e left join street s on s.district_id = e.district_id and s.street_id = e.street_id
  where e.district_id = $1`;

/** Keeps the units of districts in memory. Nothing is read before it is asked for, and nothing again until it changed. */
export function createStreetUnits(database: Database): StreetUnitsStore {
  const held = createHeld(
    database,
    ["street_edge", "street"],
    async (tx, districtId, stretchMeters: number) => {
      const rows = await tx.query<StreetRow>(READ_STREETS, [districtId]);
      return streetUnits(
        rows.map(({ path, ...edge }) => ({ edge, path })),
        stretchMeters,
      );
    },
    String,
  );
  return {
    get: (districtId, stretchMeters = STRETCH_METERS, tx) =>
      held.get(districtId, stretchMeters, tx),
  };
}
