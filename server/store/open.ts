import { join } from "node:path";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { openNative } from "./native.ts";

export type OpenOptions = {
  /** PostgreSQL with PostGIS; without it the embedded database in `dataDir`/db. */
  readonly databaseUrl?: string | undefined;
  /** The owner's address; `databaseUrl` by default. */
  readonly adminUrl?: string | undefined;
  readonly dataDir: string;
  readonly log?: (message: string) => void;
};

/**
 * Opens the store: locks it where that is needed, migrates it, and takes the server's role.
 *
 * @throws {DatabaseError} 55006 when another process has the embedded folder open (the message names it), 08001
 *   when PostgreSQL cannot be reached.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { databaseUrl, adminUrl, dataDir, log = () => {} } = options;
  const native = databaseUrl ? openNative({ databaseUrl, adminUrl, log }) : null;
  const database = native ?? (await openEmbedded({ folder: join(dataDir, "db"), log }));
  try {
    await migrate(database, log);
    await native?.admitServer();
    return database;
  } catch (error) {
    await database.close().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}
