import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { readEnvironment } from "./env.ts";
import { districtIdOf, readTarget } from "./imports/district.ts";
import { ImportFailure } from "./imports/failure.ts";
import { type ImportOptions, parseOptions, USAGE } from "./imports/options.ts";
import type { PreparedImport } from "./imports/plan.ts";
import { readImport } from "./imports/prepare.ts";
import { rejectsCsv } from "./imports/rejects.ts";
import {
  faultLines,
  planLines,
  progressBar,
  recordCounts,
  walkableMeters,
} from "./imports/report.ts";
import { runImport } from "./imports/run.ts";
import { undoImport } from "./imports/undo.ts";
import { type Database, DatabaseError } from "./store/database.ts";
import { openDatabase } from "./store/open.ts";

/** Takes files in and takes imports back: `npm run import`. One JSON object on stdout, everything else on stderr. */

const say = (line: string) => process.stderr.write(`${line}\n`);
const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** Runs work on the store of this environment and closes it again. */
async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, databaseAdminUrl, dataDir } = readEnvironment();
  const database = await openDatabase({
    databaseUrl: databaseUrl ?? undefined,
    adminUrl: databaseAdminUrl ?? undefined,
    dataDir,
    log: say,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const targetOptions = (options: ImportOptions) => ({
  timeZone: options.timeZone,
  id: options.districtId,
  isDemoAllowed: options.isDemoAllowed,
});

const summaryOf = (prepared: PreparedImport) => ({
  plan: prepared.plan,
  records: recordCounts(prepared),
  walkableMeters: walkableMeters(prepared),
});

async function takeIn(options: ImportOptions) {
  const read = await readImport(options, progressBar(process.stderr, "Reading"));
  let timeZone = options.timeZone ?? "Asia/Shanghai";
  let prepared = read.prepare(timeZone);
  planLines(prepared).forEach(say);
  faultLines(prepared.faults).forEach(say);
  if (options.isDryRun) {
    say("Nothing was written: this was a dry run.");
    const { faults } = prepared;
    answer({ isDryRun: true, district: options.district, ...summaryOf(prepared), faults });
    return faults.length > 0 && options.rejects === null ? 2 : 0;
  }
  if (prepared.faults.length > 0 && options.rejects === null) throw strictFailure(prepared);
  return withDatabase(async (database) => {
    const target = await readTarget(database, options.district, targetOptions(options));
    if (target.timeZone !== timeZone) {
      timeZone = target.timeZone;
      prepared = read.prepare(timeZone);
    }
    say(
      `District   ${target.name} (${target.districtId}${target.isNew ? ", new" : ""}, ${timeZone})`,
    );
    const bar = progressBar(process.stderr, "Writing");
    const { faults, ...outcome } = await runImport(database, target, prepared, {
      fileName: basename(options.file),
      bytes: read.bytes,
      options: { kind: prepared.plan.kind, columns: prepared.plan.columns, source: options.source },
      isLenient: options.rejects !== null,
      onProgress: (done) => bar(done / prepared.records.length),
    });
    if (options.rejects !== null) writeFileSync(options.rejects, rejectsCsv(read.table, faults));
    say(
      `${outcome.written} written, ${outcome.unchanged} unchanged, ${outcome.rejected} rejected. Take it back with --undo ${outcome.importId}`,
    );
    answer({ districtId: target.districtId, ...outcome, ...summaryOf(prepared), faults });
    return 0;
  });
}

const strictFailure = ({ faults }: PreparedImport) =>
  new ImportFailure(
    "Nothing was written, because rows are bad. Correct the file, or write the good rows and keep the bad ones with --rejects FILE.",
    { faults },
  );

async function takeBack(options: ImportOptions, importId: string) {
  return withDatabase(async (database) => {
    const allowed = { ...targetOptions(options), isDemoAllowed: true };
    const target = await readTarget(database, options.district, allowed);
    if (target.isNew) throw new ImportFailure(`There is no district ${options.district}.`);
    const { districtId } = target;
    const undone = await database.transaction((tx) => undoImport(tx, districtId, importId), {
      districtId,
    });
    say(`Import ${importId} is taken back: ${undone} records.`);
    answer({ districtId, importId, undone });
    return 0;
  });
}

/** Says what went wrong, to people and to programs. */
function failed(error: unknown): number {
  if (error instanceof ImportFailure) {
    say(error.message);
    answer({ error: error.message, reason: error.reason, faults: error.faults });
    return error.reason === "limit" ? 4 : 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  const isHeld = error instanceof DatabaseError && error.code === "55006";
  const remedy = isHeld
    ? " Stop the server, import, and start it again; with DATABASE_URL set both can work at once."
    : "";
  say(message + remedy);
  answer({ error: message + remedy, reason: isHeld ? "store-in-use" : "failed", faults: [] });
  return error instanceof Error && error.name === "EnvironmentError" ? 2 : 1;
}

async function main(argv: readonly string[]) {
  try {
    const options = parseOptions(argv);
    if (options.action === "help") {
      say(USAGE);
      return 0;
    }
    if (options.action === "undo") return await takeBack(options, options.undo);
    say(
      `Importing ${basename(options.file)} into ${options.district} (${districtIdOf(options.district)})`,
    );
    return await takeIn(options);
  } catch (error) {
    return failed(error);
  }
}

process.exitCode = await main(process.argv.slice(2));
