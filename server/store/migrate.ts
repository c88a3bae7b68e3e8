import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type Database, DatabaseError, type Queryable } from "./database.ts";

/** One numbered file of data/schema. */
export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
};

const SCHEMA = new URL("../../data/schema/", import.meta.url);

/** The migrations of this version, in order. */
export function readMigrations(folder: URL = SCHEMA): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), "utf8");
      const sha256 = createHash("sha256").update(sql).digest("hex");
      return { number: Number(name.slice(0, 4)), name, sql, sha256 };
    });
}

/** The number of the last migration of a database, 0 before the first. */
export async function schemaVersion(tx: Queryable): Promise<number> {
  const [table] = await tx.query<{ exists: boolean }>(
    "select to_regclass('migration') is not null as exists",
  );
  if (!table?.exists) return 0;
  const [last] = await tx.query<{ number: number | null }>(
    "select max(number) as number from migration",
  );
  return last?.number ?? 0;
}

/**
 * Brings a database to this version's schema, forward only, each migration whole or not at all. Several
 * processes may start at once: they take turns.
 *
 * @throws {Error} when an applied migration was edited, or the database was made by a newer version.
 */
export async function migrate(
  database: Database,
  log: (message: string) => void = () => {},
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  await asOwnerInTurn(database, prepare);
  for (const migration of migrations) {
    const isNew = await asOwnerInTurn(database, (tx) => apply(tx, migration));
    if (isNew) log(`schema: ${migration.name}`);
  }
  await asOwnerInTurn(database, async (tx) => {
    const version = await schemaVersion(tx);
    const newest = migrations.at(-1)?.number ?? 0;
    if (version > newest) {
      throw new Error(
        `The database has schema ${version}, this version knows ${newest}: update it`,
      );
    }
  });
}

function asOwnerInTurn<T>(database: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return database.transaction(
    async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('huanwei.migration'))");
      return work(tx);
    },
    { asOwner: true },
  );
}

async function prepare(tx: Queryable) {
  const [postgis] = await tx.query("select 1 from pg_extension where extname = 'postgis'");
  if (!postgis) {
    try {
      await tx.query("create extension postgis");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DatabaseError(
        `PostGIS is missing (${reason}). As a superuser: create extension postgis`,
        error instanceof DatabaseError ? error.code : "58000",
        { cause: error },
      );
    }
  }
  await tx.query(
    `create table if not exists migration (
       number integer primary key, name text not null, sha256 text not null,
       applied_at timestamptz not null default now())`,
  );
}

/** @returns whether it was not there before. */
async function apply(tx: Queryable, migration: Migration): Promise<boolean> {
  const [applied] = await tx.query<{ sha256: string }>(
    "select sha256 from migration where number = $1",
    [migration.number],
  );
  if (applied?.sha256 === migration.sha256) return false;
  if (applied) {
    throw new Error(
      `data/schema/${migration.name} was edited after this database had applied it: add a new migration`,
    );
  }
  await tx.query(migration.sql);
  await tx.query("insert into migration (number, name, sha256) values ($1, $2, $3)", [
    migration.number,
    migration.name,
    migration.sha256,
  ]);
  return true;
}
