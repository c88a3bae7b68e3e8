import type { Permission } from "../../data/roles.ts";
import type { Database, Queryable } from "./database.ts";
import type { PhotographSubject } from "./photograph.ts";

type Position = readonly [lng: number, lat: number];

/** Whoever asks for a photograph, and how far they may go. */
export type Viewer = {
  readonly accountId: string | null;
  /** Whether they may do something at a place; null is a place that is unknown. */
  may(permission: Permission, position: Position | null): boolean;
  /** Whether they may do it anywhere in the district. */
  mayAnywhere(permission: Permission): boolean;
};

/** Who may see what a photograph is of, for one kind of record. */
export type Sight = {
  /** What it depends on. */
  readonly asks: readonly Permission[];
  /** Of each record that exists for the viewer, whether they may see its photographs. */
  read(
    tx: Queryable,
    districtId: string,
    ids: readonly string[],
    viewer: Viewer,
  ): Promise<boolean[]>;
};

/**
 * Photographs of an internal record are seen by whoever may read what is internal, anywhere in the district.
 *
 * @param table  both are names of ours, and never what somebody sent.
 * @param key  the column that holds a record's id.
 */
export const internalSight = (table: string, key: string): Sight => ({
  asks: ["district.read"],
  async read(tx, districtId, ids, viewer) {
    const rows = await tx.query(
      `select 1 from ${table} where district_id = $1 and ${key} = any ($2)`,
      [districtId, ids],
    );
    return rows.map(() => viewer.mayAnywhere("district.read"));
  },
});

/**
 * Reads photographs for whoever serves them.
 *
 * @param sights  who may see what they are of, by its kind: one record that may be seen is enough.
 */
export function photographReader(
  database: Database,
  sights: Readonly<Record<PhotographSubject["kind"], Sight>>,
) {
  return {
    asks: [...new Set(Object.values(sights).flatMap(({ asks }) => asks))],
    /** Whether somebody may see a photograph; null when for them there is none. */
    maySee(districtId: string, photographId: string, viewer: Viewer): Promise<boolean | null> {
      return database.transaction(
        async (tx) => {
          const links = await tx.query<{ kind: PhotographSubject["kind"]; ids: string[] }>(
            `select subject_kind as kind, array_agg(subject_id) as ids from photograph_link
             where district_id = $1 and photograph_id = $2 group by subject_kind`,
            [districtId, photographId],
          );
          const seen: boolean[] = [];
          for (const { kind, ids } of links)
            seen.push(...(await sights[kind].read(tx, districtId, ids, viewer)));
          return seen.length === 0 ? null : seen.includes(true);
        },
        { districtId },
      );
    },
    async readBytes(districtId: string, photographId: string, size: "full" | "thumbnail") {
      const [row] = await database.transaction(
        (tx) =>
          tx.query<{ media_type: string; bytes: Uint8Array }>(
            `select media_type, ${size === "full" ? "bytes" : "thumbnail as bytes"} from photograph
             where district_id = $1 and photograph_id = $2`,
            [districtId, photographId],
          ),
        { districtId },
      );
      if (!row) return null;
      // a thumbnail is a JPEG whatever the photograph is
      return { mediaType: size === "full" ? row.media_type : "image/jpeg", bytes: row.bytes };
    },
  };
}
