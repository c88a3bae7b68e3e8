import type { Database, Queryable } from "./database.ts";
import type { PhotographSubject } from "./photograph.ts";

type Position = readonly [lng: number, lat: number];

/** Where records of one kind are, of those that exist; null where the place is unknown. */
export type ReadPlaces = (
  tx: Queryable,
  districtId: string,
  ids: readonly string[],
) => Promise<(Position | null)[]>;

/**
 * Reads photographs for whoever serves them.
 *
 * @param places  where what they are of lies, by its kind: who may go there may see them.
 */
export function photographReader(
  database: Database,
  places: Readonly<Record<PhotographSubject["kind"], ReadPlaces>>,
) {
  return {
    readPlaces(districtId: string, photographId: string): Promise<(Position | null)[]> {
      return database.transaction(
        async (tx) => {
          const links = await tx.query<{ kind: PhotographSubject["kind"]; ids: string[] }>(
            `select subject_kind as kind, array_agg(subject_id) as ids from photograph_link
             where district_id = $1 and photograph_id = $2 group by subject_kind`,
            [districtId, photographId],
          );
          const found: (Position | null)[] = [];
          for (const { kind, ids } of links)
            found.push(...(await places[kind](tx, districtId, ids)));
          return found;
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
