import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { COMMAND_ACTOR, recordAudit } from "./audit.ts";
import {
  type BackupEnd,
  type BackupHeader,
  type BackupReport,
  type Column,
  quoted,
  readTables,
  type SequenceLine,
  type TableEnd,
  type TableHead,
  type TableReport,
} from "./backup.ts";
import type { Database, Queryable } from "./database.ts";
import { migrate, readMigrations, schemaVersion } from "./migrate.ts";

/** The file is not a whole backup, or does not fit the target. Nothing was changed. */
export class RestoreError extends Error {
  override readonly name = "RestoreError";
}

const BATCH_ROWS = 2_000;
const BATCH_CHARACTERS = 4_000_000;
const LINE_CHARACTERS = 256_000_000;

/**
 * Fills an empty store from a backup: all of it, verified by count and hash, or nothing.
 *
 * @param database  opened without migrating; it is brought to the backup's schema, filled, then to this version's.
 * @throws {RestoreError} when the file is damaged or cut off, from a newer version, or the target holds anything.
 */
export async function restoreBackup(
  database: Database,
  file: string,
  log: (message: string) => void = () => {},
): Promise<BackupReport> {
  const header = await readHeader(file);
  const known = readMigrations();
  if (header.schema > (known.at(-1)?.number ?? 0)) {
    throw new RestoreError(
      `${file} has schema ${header.schema}, from a newer version: update first`,
    );
  }
  await refuseUnlessEmpty(database, header.schema);
  const upToBackup = known.filter((migration) => migration.number <= header.schema);
  await migrate(database, log, upToBackup);

  const restored = async (tx: Queryable) => {
    const tables = await load(tx, file, log);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    if (header.schema >= SCHEMA_WITH_AUDIT) {
      // who had signed out since the backup stays so
      await tx.query("update session set revoked_at = now() where revoked_at is null");
      await auditRestore(tx, file, header, rows);
    }
    return { tables, rows };
  };
  const { tables, rows } = await database.transaction(restored, { asOwner: true });
  await migrate(database, log);
  return { file, schema: header.schema, createdAt: header.createdAt, rows, tables };
}

/** Backups of an older schema have neither sessions nor a trail to write into. */
const SCHEMA_WITH_AUDIT = 4;

/** Writes into the trail of each district that it came from a file. */
async function auditRestore(tx: Queryable, file: string, header: BackupHeader, rows: number) {
  const districts = await tx.query<{ id: string }>("select district_id as id from district");
  for (const { id } of districts)
    await recordAudit(tx, id, {
      ...{ actor: COMMAND_ACTOR, action: "backup.restore", record: "backup", recordId: id },
      before: null,
      after: { fileName: basename(file), createdAt: header.createdAt, rows },
    });
}

async function refuseUnlessEmpty(database: Database, schema: number) {
  await database.transaction(
    async (tx) => {
      const version = await schemaVersion(tx);
      if (version === 0) return;
      for (const table of (await readTables(tx)).keys()) {
        const rows = await tx.query(`select 1 from ${quoted(table)} limit 1`);
        if (rows.length > 0) {
          throw new RestoreError(
            `The target is not empty: ${table} has rows. Restore into a new store (another DATA_DIR or DATABASE_URL)`,
          );
        }
      }
      if (version > schema) {
        throw new RestoreError(
          `The target has schema ${version}, the backup ${schema}: restore into a store that was never started`,
        );
      }
    },
    { asOwner: true },
  );
}

/**
 * What a backup says of itself, without reading the rest.
 *
 * @throws {RestoreError} when it is no backup.
 */
export async function readHeader(file: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined;
  await readLines(file, async (line) => {
    header = parseLine<BackupHeader>(line, 1);
    return false;
  });
  if (header?.format !== "huanwei-backup" || header.version !== 1) {
    throw new RestoreError(`${file} is not a backup of this system`);
  }
  return header;
}

/** Rows of one table on their way in. */
type Loading = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly hash: Hash;
  rows: number;
  batch: (string | null)[][];
  characters: number;
};

/** @returns the tables as the file says they end, each proven. */
async function load(tx: Queryable, file: string, log: (message: string) => void) {
  const targets = await readTables(tx);
  const addForeignKeys = await dropForeignKeys(tx);
  const done: TableReport[] = [];
  let loading: Loading | null = null;
  let end: BackupEnd | null = null;
  let number = 0;

  await readLines(file, async (line) => {
    number++;
    if (loading && line.startsWith("[")) {
      const row = parseLine<(string | null)[]>(line, number);
      if (row.length !== loading.columns.length) {
        throw new RestoreError(
          `Line ${number}: ${row.length} values for ${loading.columns.length} columns`,
        );
      }
      loading.hash.update(`${line}\n`);
      loading.rows++;
      loading.batch.push(row);
      loading.characters += line.length;
      if (loading.batch.length >= BATCH_ROWS || loading.characters > BATCH_CHARACTERS) {
        await insert(tx, loading);
      }
      return true;
    }
    // One of the shapes in backup.ts, told apart by what it has.
    const entry = parseLine<Partial<TableHead & TableEnd & SequenceLine & BackupEnd>>(line, number);
    if (entry.table !== undefined) loading = begin(entry.table, entry.columns ?? [], targets);
    else if (entry.sequence !== undefined) {
      await tx.query("select setval($1::text::regclass, $2)", [
        quoted(entry.sequence),
        entry.value,
      ]);
    } else if (entry.end === "backup" && entry.tables !== undefined) {
      end = { end: "backup", tables: entry.tables, rows: entry.rows ?? 0 };
    } else if (loading && entry.end === loading.name) {
      await insert(tx, loading);
      done.push(prove(loading, entry));
      log(`${loading.name}: ${loading.rows} rows`);
      loading = null;
    }
    return true;
  });

  const rows = done.reduce((sum, table) => sum + table.rows, 0);
  const last = end as BackupEnd | null; // assigned in the callback, which control flow does not see
  if (last?.tables !== done.length || last.rows !== rows) {
    throw new RestoreError(`${file} is cut off after line ${number}`);
  }
  await addForeignKeys();
  return done;
}

function begin(name: string, columns: readonly string[], targets: Map<string, Column[]>): Loading {
  const target = targets.get(name);
  if (!target) throw new RestoreError(`The backup has a table ${name}, which its schema does not`);
  const known = new Map(target.map((column) => [column.name, column]));
  return {
    name,
    columns: columns.map((column) => {
      const found = known.get(column);
      if (!found)
        throw new RestoreError(
          `The backup has a column ${name}.${column}, which its schema does not`,
        );
      return found;
    }),
    hash: createHash("sha256"),
    rows: 0,
    batch: [],
    characters: 0,
  };
}

function prove(loading: Loading, end: Partial<TableEnd>): TableReport {
  const sha256 = loading.hash.digest("hex");
  if (end.rows !== loading.rows || end.sha256 !== sha256) {
    throw new RestoreError(
      `Table ${loading.name} is damaged: ${loading.rows} rows with hash ${sha256}, expected ${end.rows} with ${end.sha256}`,
    );
  }
  return { table: loading.name, rows: loading.rows, sha256 };
}

async function insert(tx: Queryable, loading: Loading) {
  if (loading.batch.length === 0) return;
  const names = loading.columns.map((column) => quoted(column.name));
  const values = loading.columns.map((column, index) => `c${index}::${column.type}`);
  const arrays = loading.columns.map((_, index) => `$${index + 1}::text[]`);
  const aliases = loading.columns.map((_, index) => `c${index}`);
  if (loading.name === "position") await makePositionDays(tx, loading);
  await tx.query(
    `insert into ${quoted(loading.name)} (${names.join(", ")}) overriding system value
     select ${values.join(", ")} from unnest(${arrays.join(", ")}) as r (${aliases.join(", ")})`,
    loading.columns.map((_, index) => loading.batch.map((row) => row[index])),
  );
  loading.batch = [];
  loading.characters = 0;
}

/** Positions lie in a partition a day, which comes into being with its first. */
async function makePositionDays(tx: Queryable, { columns, batch }: Loading) {
  const at = columns.findIndex(({ name }) => name === "at");
  await tx.query(
    `select make_position_days(day, day) from (
       select distinct (at::timestamptz at time zone 'UTC')::date as day from unnest($1::text[]) as r (at)
     ) days`,
    [batch.map((row) => row[at])],
  );
}

/** Rows come in any order, so references are checked once, at the end. */
async function dropForeignKeys(tx: Queryable): Promise<() => Promise<void>> {
  const keys = await tx.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`,
  );
  for (const { table, name } of keys)
    await tx.query(`alter table ${table} drop constraint ${quoted(name)}`);
  return async () => {
    for (const { table, name, definition } of keys) {
      await tx.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    }
  };
}

function parseLine<T>(line: string, number: number): T {
  try {
    return JSON.parse(line) as T; // our own format; what matters is proven by its counts and hashes
  } catch (error) {
    throw new RestoreError(`Line ${number} is damaged`, { cause: error });
  }
}

/** Gives each line to `take` until it returns false. */
async function readLines(file: string, take: (line: string) => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  let refused: { readonly error: unknown } | null = null; // the pipeline may say "aborted" in its place
  const taken = (line: string) =>
    take(line).catch((error: unknown) => {
      refused = { error };
      throw error;
    });
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        const decoder = new TextDecoder();
        let rest: string[] = []; // pieces of the line that has not ended yet
        let characters = 0;
        for await (const chunk of chunks) {
          const [first = "", ...more] = decoder.decode(chunk, { stream: true }).split("\n");
          rest.push(first);
          characters += first.length;
          if (characters > LINE_CHARACTERS) throw new RestoreError("A line has no end");
          for (const next of more) {
            if (!(await taken(rest.join("")))) return stop.abort();
            rest = [next];
            characters = next.length;
          }
        }
        if (characters > 0) throw new RestoreError("The last line is cut off");
      },
      { signal: stop.signal },
    );
  } catch (error) {
    if (stop.signal.aborted) return;
    const why = refused as { readonly error: unknown } | null; // assigned in a callback
    if (why) throw why.error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code.startsWith("Z_")) {
      throw new RestoreError(`${file} is damaged or cut off`, { cause: error });
    }
    if (code === "ENOENT") throw new RestoreError(`There is no file ${file}`, { cause: error });
    throw error;
  }
}
