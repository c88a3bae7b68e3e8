import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Queryable } from "../store/database.ts";

/** What a key begins with, so that one that leaked is found by whoever scans for secrets. */
const PREFIX = "hw311_";
const HINT_CHARACTERS = 4;
/** A key is written as used at most so often. */
const SEEN_SECONDS = 60;

/** A key as lists show it. */
export type Open311Key = {
  readonly keyId: string;
  readonly name: string;
  readonly hint: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

const COLUMNS = `key_id as "keyId", name, hint, created_by as "createdBy", created_at as "createdAt",
  last_used_at as "lastUsedAt"`;

/** The hash under which a secret is kept. */
export const sha256 = (secret: string) => createHash("sha256").update(secret).digest();

/** Makes a key. @returns it, this once. */
export async function insertKey(
  tx: Queryable,
  districtId: string,
  { name, createdBy }: { readonly name: string; readonly createdBy: string },
): Promise<{ key: string; row: Open311Key }> {
  const key = PREFIX + randomBytes(32).toString("base64url");
  const [row] = await tx.query<Open311Key>(
    `insert into open311_key (district_id, key_id, key_sha256, name, hint, created_by)
     values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    [districtId, randomUUID(), sha256(key), name, key.slice(-HINT_CHARACTERS), createdBy],
  );
  return { key, row: row! };
}

/** The keys that hold, youngest first. */
export const readKeys = (tx: Queryable, districtId: string): Promise<Open311Key[]> =>
  tx.query<Open311Key>(
    `select ${COLUMNS} from open311_key where district_id = $1 and revoked_at is null
     order by created_at desc, key_id`,
    [districtId],
  );

/** Ends a key. @returns it; null when there is none that holds. */
export async function revokeKey(
  tx: Queryable,
  districtId: string,
  keyId: string,
): Promise<Open311Key | null> {
  const [row] = await tx.query<Open311Key>(
    `update open311_key set revoked_at = now()
     where district_id = $1 and key_id = $2 and revoked_at is null returning ${COLUMNS}`,
    [districtId, keyId],
  );
  return row ?? null;
}

/** Whose key it is; null when it is none that holds. Writes down that it was used. */
export async function useKey(
  tx: Queryable,
  districtId: string,
  key: string,
): Promise<Open311Key | null> {
  const [row] = await tx.query<Open311Key>(
    `select ${COLUMNS} from open311_key
     where district_id = $1 and key_sha256 = $2 and revoked_at is null`,
    [districtId, sha256(key)],
  );
  if (!row) return null;
  await tx.query(
    `update open311_key set last_used_at = now() where district_id = $1 and key_id = $2
       and (last_used_at is null or last_used_at < now() - make_interval(secs => ${SEEN_SECONDS}))`,
    [districtId, row.keyId],
  );
  return row;
}
