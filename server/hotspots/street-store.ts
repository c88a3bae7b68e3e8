import type { ChangeKind } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { STRETCH_METERS, type Street, type StreetUnits, streetUnits } from "./street-units.ts";

/** A change of one of these may be one of the units; of a district, that it was emptied or made anew. */
const KINDS: readonly ChangeKind[] = ["street_edge", "street", "district"];

/** The streets of districts in memory, cut into units. */
export type StreetUnitsStore = {
  /**
   * The units of a district as the database has them when one asks; they are the same object until a street changes or
   * another length is asked for: a district has one length at a time, so those of the last are held.
   *
   * @param stretchMeters  the greatest length of a unit; left out: `STRETCH_METERS`.
   * @param tx  a transaction of the district that has not itself changed a street: it sees what the units are made of.
   *   Without, one is begun. The embedded engine has one session, so whoever is in a transaction must hand it on.
   * @returns null when there is no such district; a district without streets has no units.
   */
  get(districtId: string, stretchMeters?: number, tx?: Queryable): Promise<StreetUnits | null>;
};

type Holding = {
  readonly createdAt: number;
  /** The change of the district whose streets these are. */
  readonly readVersion: number;
  /** The last change up to which no street has changed since. */
  version: number;
  readonly units: StreetUnits;
};

type Asked = { readonly districtId: string; readonly stretchMeters: number };

type DistrictRow = { createdAt: Date; version: number };

type StreetRow = Street & { readonly path: [number, number][] };

const READ_STREETS = `
  select e.edge_id as id, e.from_node as "fromNode", e.to_node as "toNode", e.length_meters as "lengthMeters",
    e.street_id as "streetId", s.name, s.name_en as "nameEn", e.grade, e.class,
    st_asgeojson(e.path, 7)::json -> 'coordinates' as path
  from street_edge e left join street s on s.district_id = e.district_id and s.street_id = e.street_id
  where e.district_id = $1`;

/** Keeps the units of districts in memory. Nothing is read before it is asked for, and nothing again until it changed. */
export function createStreetUnits(database: Database): StreetUnitsStore {
  /**
   * What is being read is read in an open transaction, never in one that still waits for a session: whoever awaits it
   * from a transaction of his own would hold up what he waits for.
   */
  const holdings = new Map<string, Promise<Holding>>();

  function read(tx: Queryable, asked: Asked, { createdAt, version }: DistrictRow) {
    const { districtId, stretchMeters } = asked;
    const reading = tx.query<StreetRow>(READ_STREETS, [districtId]).then((rows): Holding => {
      const drawn = rows.map(({ path, ...edge }) => ({ edge, path }));
      const units = streetUnits(drawn, stretchMeters);
      return { createdAt: createdAt.getTime(), readVersion: version, version, units };
    });
    holdings.set(districtId, reading);
    return reading;
  }

  async function current(tx: Queryable, asked: Asked): Promise<StreetUnits | null> {
    const { districtId } = asked;
    const district = await readDistrict(tx, districtId);
    if (!district) {
      holdings.delete(districtId);
      return null;
    }
    for (;;) {
      const known = holdings.get(districtId);
      if (!known) return (await read(tx, asked, district)).units;
      const holding = await known.catch(() => null); // whoever read it heard of the failure
      if (holding && (await isCurrent(tx, asked, district, holding))) return holding.units;
      // of several that find it old, the first reads anew and the others wait for that
      if (holdings.get(districtId) === known) holdings.delete(districtId);
    }
  }

  return {
    get: (districtId, stretchMeters = STRETCH_METERS, tx) =>
      tx
        ? current(tx, { districtId, stretchMeters })
        : database.transaction((own) => current(own, { districtId, stretchMeters }), {
            districtId,
            readOnlySnapshot: true,
          }),
  };
}

async function readDistrict(tx: Queryable, districtId: string): Promise<DistrictRow | null> {
  const [row] = await tx.query<DistrictRow>(
    `select d.created_at as "createdAt", coalesce(c.version, 0) as version
     from district d left join change_counter c using (district_id) where d.district_id = $1`,
    [districtId],
  );
  return row ?? null;
}

/** Whether what is held is what was asked for, as a transaction sees it that is at `version`. */
async function isCurrent(
  tx: Queryable,
  { districtId, stretchMeters }: Asked,
  { createdAt, version }: DistrictRow,
  holding: Holding,
): Promise<boolean> {
  if (holding.units.stretchMeters !== stretchMeters) return false;
  if (createdAt.getTime() !== holding.createdAt || version < holding.readVersion) return false;
  if (version <= holding.version) return true;
  const [found] = await tx.query<{ hasChanged: boolean }>(
    `select exists (select 1 from change where district_id = $1 and version > $2 and version <= $3
       and kind = any ($4)) as "hasChanged"`,
    [districtId, holding.version, version, KINDS],
  );
  if (found!.hasChanged) return false;
  holding.version = Math.max(holding.version, version);
  return true;
}
