import { join } from "node:path";
import { serveBackups } from "./control.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { openNative } from "./native.ts";

export type OpenOptions = {
  /** PostgreSQL with PostGIS; without it the embedded database in `dataDir`/db. */
  readonly databaseUrl?: string | null | undefined;
  /** The owner's address; `databaseUrl` by default. */
  readonly adminUrl?: string | null | undefined;
  readonly dataDir: string;
  readonly log?: (message: string) => void;
};

/** Where the embedded database of a data folder lives. */
export const embeddedFolder = (dataDir: string) => join(dataDir, "db");

/**
 * Opens the store as it is, for restoring: nothing is migrated, and only the owner can use it.
 *
 * @throws {DatabaseError} 55006 when another process has the embedded folder open; the message names it.
 */
export async function openUnmigrated(options: OpenOptions): Promise<Database> {
  const { databaseUrl, adminUrl, dataDir, log = () => {} } = options;
  if (databaseUrl) return openNative({ databaseUrl, adminUrl: adminUrl ?? undefined, log });
  return openEmbedded({ folder: embeddedFolder(dataDir), log });
}

/**
 * Opens the store: locks it where that is needed, migrates it, and takes the server's role.
 *
 * @throws {DatabaseError} 55006 when another process has the embedded folder open (the message names it), 08001
 *   when PostgreSQL cannot be reached.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { databaseUrl, adminUrl, dataDir, log = () => {} } = options;
  const native = databaseUrl
    ? openNative({ databaseUrl, adminUrl: adminUrl ?? undefined, log })
    : null;
  const database = native ?? (await openUnmigrated(options));
  try {
    await migrate(database, log);
    await native?.admitServer();
    if (native) return native;
    const control = await serveBackups(embeddedFolder(dataDir), database, log);
    const close = () => control.close().then(database.close);
    return { ...database, close };
  } catch (error) {
    await database.close().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}
