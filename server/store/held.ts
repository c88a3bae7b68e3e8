import type { ChangeKind } from "./changes.ts";
import type { Database, Queryable } from "./database.ts";

/** What is read of districts, in memory until a change of it. */
export type Held<Asked, T> = {
  /**
   * What a district has when one asks; it is the same object until something of its kinds changes, or something else is asked for:
   * of a district, what was asked for last is held.
   *
   * @param tx  a transaction of the district that has not itself changed what is read. Without, one is begun. The embedded
   *   engine has one session, so whoever is in a transaction must hand it on.
   * @returns null when there is no such district.
   */
  get(districtId: string, asked: Asked, tx?: Queryable): Promise<T | null>;
};

type Holding<T> = {
  readonly name: string;
  readonly createdAt: number;
  /** The change of the district at which it was read. */
  readonly readVersion: number;
  /** The last change up to which nothing of its kinds has changed since. */
  version: number;
  readonly value: T;
};

type DistrictRow = { createdAt: Date; version: number };

/**
 * Keeps what is read of districts. Nothing is read before it is asked for, and nothing again until it changed.
 *
 * @param kinds  A change of one of these may be one of what is read; that the district was emptied or made anew always is.
 * @param nameOf  Says what is asked from what else may be.
 */
export function createHeld<Asked, T>(
  database: Database,
  kinds: readonly ChangeKind[],
  read: (tx: Queryable, districtId: string, asked: Asked) => Promise<T>,
  nameOf: (asked: Asked) => string = () => "",
): Held<Asked, T> {
  /**
   * What is being read is read in an open transaction, never in one that still waits for a session: whoever awaits it
   * from a transaction of his own would hold up what he waits for.
   */
  const holdings = new Map<string, Promise<Holding<T>>>();
  const heard = [...kinds, "district"];

  async function isCurrent(
    tx: Queryable,
    districtId: string,
    { createdAt, version }: DistrictRow,
    holding: Holding<T>,
  ): Promise<boolean> {
    if (createdAt.getTime() !== holding.createdAt || version < holding.readVersion) return false;
    if (version <= holding.version) return true;
    const [found] = await tx.query<{ hasChanged: boolean }>(
      `select exists (select 1 from change where district_id = $1 and version > $2 and version <= $3
         and kind = any ($4)) as "hasChanged"`,
      [districtId, holding.version, version, heard],
    );
    if (found!.hasChanged) return false;
    holding.version = Math.max(holding.version, version);
    return true;
  }

  async function current(tx: Queryable, districtId: string, asked: Asked): Promise<T | null> {
    const district = await readDistrict(tx, districtId);
    if (!district) {
      holdings.delete(districtId);
      return null;
    }
    const name = nameOf(asked);
    for (;;) {
      const known = holdings.get(districtId);
      if (!known) {
        const reading = read(tx, districtId, asked).then((value): Holding<T> => {
          const { createdAt, version } = district;
          return { name, createdAt: createdAt.getTime(), readVersion: version, version, value };
        });
        holdings.set(districtId, reading);
        return (await reading).value;
      }
      const holding = await known.catch(() => null); // whoever read it heard of the failure
      if (holding?.name === name && (await isCurrent(tx, districtId, district, holding)))
        return holding.value;
      // of several that find it old, the first reads anew and the others wait for that
      if (holdings.get(districtId) === known) holdings.delete(districtId);
    }
  }

  return {
    get: (districtId, asked, tx) =>
      tx
        ? current(tx, districtId, asked)
        : database.transaction((own) => current(own, districtId, asked), {
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
