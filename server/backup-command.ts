import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, runCommand, tell } from "./command.ts";
import { readEnvironment } from "./env.ts";
import { writeBackup } from "./store/backup.ts";
import { requestBackup } from "./store/control.ts";
import { embeddedFolder, openUnmigrated } from "./store/open.ts";

/** `npm run backup -- [FILE]`: everything the store holds, in one file, also while the server runs. */
await runCommand(async () => {
  const { databaseUrl, databaseAdminUrl, dataDir } = readEnvironment();
  const [given, ...more] = process.argv.slice(2);
  if (more.length > 0 || given?.startsWith("-")) {
    throw new CommandError(2, "Usage: npm run backup -- [FILE]");
  }
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const file = resolve(given ?? join(dataDir, "backups", `huanwei-${stamp}.ndjson.gz`));

  if (!databaseUrl) {
    const report = await requestBackup(embeddedFolder(dataDir), file);
    if (report) return report;
    if (!existsSync(embeddedFolder(dataDir))) {
      throw new CommandError(2, `There is no store in ${dataDir}: set DATA_DIR or DATABASE_URL`);
    }
  }
  const where = { databaseUrl, adminUrl: databaseAdminUrl, dataDir };
  // Unmigrated: a backup before an update holds what is there.
  const database = await openUnmigrated({ ...where, log: tell });
  try {
    return await writeBackup(database, file);
  } catch (error) {
    throw error instanceof RangeError ? new CommandError(2, error.message) : error;
  } finally {
    await database.close();
  }
});
