import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Database } from "../../server/store/database.ts";
import { type EmbeddedOptions, openEmbedded } from "../../server/store/embedded.ts";
import { migrate, readMigrations } from "../../server/store/migrate.ts";
import { type NativeOptions, openNative } from "../../server/store/native.ts";
import type { OpenOptions } from "../../server/store/open.ts";
import { discard, giveBack, keep, keptPrefix, lent, takeKept } from "./kept.ts";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/huanwei-atlas");

/** A template is good as long as what it was made from is the same. */
function templateKey(): string {
  const hash = createHash("sha256");
  for (const { name, sha256 } of readMigrations()) hash.update(name + sha256);
  for (const file of [
    "server/store/embedded-engine.ts",
    "node_modules/@electric-sql/pglite/package.json",
    "node_modules/@electric-sql/pglite-postgis/package.json",
  ]) {
    hash.update(readFileSync(join(import.meta.dirname, "../..", file)));
  }
  return hash.digest("hex").slice(0, 12);
}

const templateFolder = () => join(CACHE, `database-${templateKey()}`);
const templateDatabase = () => `huanwei_template_${templateKey()}`;
const serverUrl = () => process.env.DATABASE_URL || null;
/** Elsewhere, in a bench, whatever is kept would keep the program from ending. */
const isInTestFile = () => process.env.VITEST_POOL_ID !== undefined;

/** Makes the template that tests copy, when it is not there. Several may try at once. */
export async function ensureTemplate(): Promise<void> {
  const url = serverUrl();
  return url ? ensureTemplateDatabase(url) : ensureEmbeddedTemplate();
}

async function ensureEmbeddedTemplate() {
  const folder = templateFolder();
  if (existsSync(folder)) return;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  const database = await openEmbedded({ folder: partial, cacheFolder: CACHE, log: console.log });
  await migrate(database);
  await database.close();
  try {
    renameSync(partial, folder);
  } catch {
    rmSync(partial, { recursive: true }); // another run was first
  }
}

async function ensureTemplateDatabase(url: string) {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext('huanwei.test.template'))");
    const name = templateDatabase();
    const { rows } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rows.length > 0) return;
    const partial = `${name}_${process.pid}`;
    await admin.query(`create database ${partial}`);
    const database = openNative({ databaseUrl: urlOf(url, partial) });
    await migrate(database);
    await database.close();
    await admin.query(`alter database ${partial} rename to ${name}`);
  } finally {
    await admin.end();
  }
}

function urlOf(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** A database of a test's own: migrated, with no district in it. */
export type TestDatabase = {
  readonly database: Database;
  /** What `openDatabase` needs to open the same one again, once it is closed. */
  readonly where: OpenOptions;
  /** Closes and removes it. */
  drop(): Promise<void>;
};

/**
 * A fresh, migrated, empty database on the embedded engine or, with DATABASE_URL, on PostgreSQL. One a test file: it
 * costs some seconds, on the embedded engine a tenth of that where a file before it in the same process has left one.
 *
 * @param options  e.g. shorter time-outs.
 */
export async function openTestDatabase(
  options: Partial<
    Pick<EmbeddedOptions & NativeOptions, "statementSeconds" | "idleTransactionSeconds" | "log">
  > = {},
): Promise<TestDatabase> {
  const url = serverUrl();
  if (url) return openNativeTest(url, options);
  if (isInTestFile() && Object.keys(options).length === 0) return openKeptTest();
  const { dataDir, ...place } = await embeddedTestOptions();
  const database = await openEmbedded({ ...place, ...options });
  const drop = async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { database, where: { dataDir }, drop };
}

async function openKeptTest(): Promise<TestDatabase> {
  const kept = (await takeKept()) ?? (await makeKept());
  const file = lent(kept);
  let isAskedWhere = false;
  return {
    database: file.database,
    get where() {
      isAskedWhere = true; // somebody may open it again, and leave it otherwise than we know
      return { dataDir: kept.dataDir };
    },
    drop: async () => {
      const isOurs = file.isOpen() && !isAskedWhere;
      await file.end();
      await (isOurs ? giveBack(kept) : discard(kept));
    },
  };
}

async function makeKept() {
  const { dataDir, ...place } = await embeddedTestOptions(keptPrefix());
  return keep(await openEmbedded(place), dataDir);
}

/** For tests of the embedded engine itself: a new folder that will be made from the template. */
export async function embeddedTestOptions(prefix = "huanwei-test-") {
  await ensureEmbeddedTemplate();
  const dataDir = join(tmpdir(), `${prefix}${randomUUID()}`);
  mkdirSync(dataDir);
  return {
    dataDir,
    folder: join(dataDir, "db"),
    cacheFolder: CACHE,
    templateFolder: templateFolder(),
  };
}

async function openNativeTest(url: string, options: Partial<NativeOptions>): Promise<TestDatabase> {
  const name = `huanwei_test_${randomUUID().replaceAll("-", "")}`;
  const asAdmin = async (sql: string) => {
    const admin = new pg.Client(url);
    await admin.connect();
    await admin.query(sql).finally(() => admin.end());
  };
  const dataDir = join(tmpdir(), name); // nothing is kept there
  await ensureTemplateDatabase(url);
  await asAdmin(`create database ${name} template ${templateDatabase()}`);
  const databaseUrl = urlOf(url, name);
  const database = openNative({ ...options, databaseUrl });
  await database.admitServer();
  const drop = async () => {
    await database.close();
    await asAdmin(`drop database ${name} with (force)`);
  };
  return { database, where: { databaseUrl, dataDir }, drop };
}
