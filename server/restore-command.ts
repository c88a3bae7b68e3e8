import { CommandError, runCommand, tell } from "./command.ts";
import { readEnvironment } from "./env.ts";
import { openUnmigrated } from "./store/open.ts";
import { RestoreError, readHeader, restoreBackup } from "./store/restore.ts";

/** `npm run restore -- FILE`: fills an empty store from a backup, verified, all or nothing. */
await runCommand(async () => {
  const { databaseUrl, databaseAdminUrl, dataDir } = readEnvironment();
  const [file, ...more] = process.argv.slice(2);
  if (!file || file.startsWith("-") || more.length > 0) {
    throw new CommandError(2, "Usage: npm run restore -- FILE");
  }
  const asInput = (error: unknown): never => {
    throw error instanceof RestoreError ? new CommandError(2, error.message) : error;
  };
  await readHeader(file).catch(asInput); // before a store is made for it

  const where = { databaseUrl, adminUrl: databaseAdminUrl, dataDir };
  const database = await openUnmigrated({ ...where, log: tell });
  try {
    return await restoreBackup(database, file, tell).catch(asInput);
  } finally {
    await database.close();
  }
});
