import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { CommandError, runCommand, tell } from "./command.ts";
import { readEnvironment } from "./env.ts";
import { readTarget } from "./imports/district.ts";
import { ImportFailure } from "./imports/failure.ts";
import { type ImportOptions, parseOptions, USAGE } from "./imports/options.ts";
import type { PreparedImport } from "./imports/plan.ts";
import { readImport } from "./imports/prepare.ts";
import { rejectsCsv } from "./imports/rejects.ts";
import {
  faultLines,
  noteLines,
  planLines,
  progressBar,
  recordCounts,
  walkableMeters,
} from "./imports/report.ts";
import { runImport } from "./imports/run.ts";
import { undoImport } from "./imports/undo.ts";
import { type Database, DatabaseError } from "./store/database.ts";
import { openDatabase } from "./store/open.ts";

/** Opens the store of this environment; one that is in use says what to do about it. */
async function openStore() {
  const { databaseUrl, databaseAdminUrl, dataDir } = readEnvironment();
  try {
    return await openDatabase({
      databaseUrl: databaseUrl ?? undefined,
      adminUrl: databaseAdminUrl ?? undefined,
      dataDir,
      log: tell,
    });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "55006") throw error;
    const remedy =
      "Stop the server, import, and start it again; with DATABASE_URL both can work at once.";
    throw new CommandError(2, `${error.message}\n${remedy}`, { cause: error });
  }
}

async function withStore<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openStore();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** What the Open Database License asks to be shown wherever the data is. */
const OSM_ATTRIBUTION = "© OpenStreetMap contributors";

const targetOptions = (options: ImportOptions) => ({
  timeZone: options.timeZone,
  id: options.districtId,
  isDemoAllowed: options.isDemoAllowed,
});

const summaryOf = (prepared: PreparedImport) => ({
  plan: prepared.plan,
  records: recordCounts(prepared),
  walkableMeters: walkableMeters(prepared),
  noted: prepared.notes ?? [],
});

const BAD_ROWS =
  "Nothing was written, because rows are bad. Correct the file, or write the good rows and keep the bad ones with --rejects FILE.";

async function takeIn(options: ImportOptions) {
  tell(`Importing ${basename(options.file)} into ${options.district}`);
  const read = await readImport(options, progressBar(process.stderr, "Reading"));
  const timeZone = options.timeZone ?? "Asia/Shanghai";
  const prepared = read.prepare(timeZone);
  planLines(prepared).forEach(tell);
  faultLines(prepared.faults).forEach(tell);
  const { faults } = prepared;
  const details = { district: options.district, ...summaryOf(prepared), faults };
  if (faults.length > 0 && options.rejects === null) {
    throw new CommandError(2, BAD_ROWS, { details });
  }
  if (options.isDryRun) {
    const zone = options.timeZone === null ? `${timeZone}, a new district's default` : timeZone;
    tell(`Days are read in ${zone}; --time-zone says otherwise for a new district.`);
    tell(
      "Nothing was written: this was a dry run. Whether the district takes it is asked when it is written.",
    );
    return { isDryRun: true, ...details };
  }
  return withStore(async (database) => {
    const target = await readTarget(database, options.district, targetOptions(options));
    const isNew = target.isNew ? ", new" : "";
    tell(`District   ${target.name} (${target.districtId}${isNew}, ${target.timeZone})`);
    const local = target.timeZone === timeZone ? prepared : read.prepare(target.timeZone);
    const bar = progressBar(process.stderr, "Writing");
    const { faults: allFaults, ...outcome } = await runImport(database, target, local, {
      fileName: basename(options.file),
      bytes: read.bytes,
      options: {
        kind: local.plan.kind,
        columns: local.plan.columns,
        source: options.source,
        attribution: local.plan.format === "osm-pbf" ? OSM_ATTRIBUTION : null,
      },
      isLenient: options.rejects !== null,
      onProgress: (done) => bar(done / local.records.length),
    });
    if (options.rejects !== null) writeFileSync(options.rejects, rejectsCsv(read.table, allFaults));
    const { written, unchanged, rejected, importId } = outcome;
    noteLines(outcome.notes).forEach(tell);
    if (options.rejects !== null && local.complaints)
      tell(
        `${options.rejects} holds the bad rows as they came, with whoever complained: keep it safe.`,
      );
    tell(
      `${written} written, ${unchanged} unchanged, ${rejected} rejected. Take it back with --undo ${importId}`,
    );
    const { districtId } = target;
    return { districtId, ...outcome, ...summaryOf(local), faults: allFaults };
  });
}

async function takeBack(options: ImportOptions, importId: string) {
  return withStore(async (database) => {
    const allowed = { ...targetOptions(options), isDemoAllowed: true };
    const target = await readTarget(database, options.district, allowed);
    if (target.isNew) throw new ImportFailure(`There is no district ${options.district}.`);
    const { districtId } = target;
    const undone = await database.transaction((tx) => undoImport(tx, districtId, importId), {
      ...{ districtId, asOwner: true },
    });
    tell(`Import ${importId} is taken back: ${undone} records.`);
    return { districtId, importId, undone };
  });
}

/** `npm run import`: takes files in, and takes imports back. */
await runCommand(async () => {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options.action === "help") {
      tell(USAGE);
      return { usage: USAGE };
    }
    if (options.action === "undo") return await takeBack(options, options.undo);
    return await takeIn(options);
  } catch (error) {
    if (!(error instanceof ImportFailure)) throw error;
    const { message, reason, faults } = error;
    faultLines(faults).forEach(tell);
    const details = { reason, faults };
    throw new CommandError(reason === "limit" ? 4 : 2, message, { cause: error, details });
  }
});
