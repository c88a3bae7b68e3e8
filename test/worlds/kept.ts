import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Database, DatabaseError, type Queryable } from "../../server/store/database.ts";
import { readHolder, startedTicks } from "../../server/store/lock.ts";

/** An embedded database that goes from one test file to the next of a process, emptied between them. */
export type Kept = {
  readonly database: Database;
  readonly dataDir: string;
  /** As it was when it was new. */
  readonly tables: string;
  readonly state: string;
  files: number;
};

/** What was emptied is on the disk until the next checkpoint. */
const MOST_FILES = 25;

const FOLDER = "huanwei-kept-";

/** Where a test process keeps its databases: the run that started it is in the name, and clears them away. */
export const keptPrefix = () => `${FOLDER}${process.ppid}-`;

/** At the end of a run: a process of tests ends without a word, and its last database with it. */
export async function clearKept() {
  const ours = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`${FOLDER}${process.pid}-`));
  const isHeld = (name: string) => readHolder(join(tmpdir(), name, "db")) !== null;
  for (let i = 0; i < 50 && ours().some(isHeld); i++) await pause(100);
  for (const name of ours()) remove(name);
}

/** What runs that were broken off have left. */
export function clearForsaken() {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = name.match(/^huanwei-kept-(\d+)-/) ?? [];
    if (pid && startedTicks(Number(pid)) === null) remove(name);
  }
}

const remove = (name: string) => rmSync(join(tmpdir(), name), { recursive: true, force: true });

const STATE = `
  with said(what) as (
    select format('class %s', (oid, relname, relnamespace, relkind, relowner, relpersistence, relacl, reloptions,
        relrowsecurity, relforcerowsecurity, relchecks, relnatts, relispartition))
      from pg_class where relnamespace <> 'pg_toast'::regnamespace
    union all select format('attribute %s %s %s', attrelid, attnum, xmin)
      from pg_attribute where attrelid not in (select oid from pg_class where relnamespace = 'pg_toast'::regnamespace)
    union all select format('default %s %s', oid, xmin) from pg_attrdef
    union all select format('index %s %s', indexrelid, indisvalid)
      from pg_index where indexrelid not in (select oid from pg_class where relnamespace = 'pg_toast'::regnamespace)
    union all select format('constraint %s %s', oid, xmin) from pg_constraint
    union all select format('trigger %s %s', oid, xmin) from pg_trigger
    union all select format('policy %s %s', oid, xmin) from pg_policy
    union all select format('rule %s %s', oid, xmin) from pg_rewrite
    union all select format('function %s %s', oid, xmin) from pg_proc
    union all select format('type %s %s', oid, xmin) from pg_type
    union all select format('cast %s %s', oid, xmin) from pg_cast
    union all select format('operator %s %s', oid, xmin) from pg_operator
    union all select format('schema %s %s', oid, xmin) from pg_namespace
    union all select format('extension %s %s', oid, xmin) from pg_extension
    union all select format('statistics %s %s %s', starelid, staattnum, xmin) from pg_statistic
    union all select format('role %s %s', oid, xmin) from pg_authid
    union all select format('member %s %s', oid, xmin) from pg_auth_members
    union all select format('setting of %s %s %s', setdatabase, setrole, xmin) from pg_db_role_setting
    union all select format('privileges %s %s', oid, xmin) from pg_default_acl
    union all select format('database %s %s', oid, xmin) from pg_database
    union all select format('large object %s', oid) from pg_largeobject_metadata
    union all select format('sequence %s %s %s', schemaname, sequencename, last_value) from pg_sequences
    union all select format('setting %s %s', name, setting)
      from pg_settings where name !~ '^(postgis|plpgsql)[.]' -- there once those have been used
    union all select format('migration %s', migration) from migration
    union all select format('references %s %s', count(*), max(xmin::text::bigint)) from spatial_ref_sys
    union all select format('session %s %s', session_user, current_schemas(true))
  )
  select count(*)::text || bit_xor(hashtextextended(what, 0))::text as state from said`;

/** Tables beyond those of the template, and all rows, without a trace: the next file's first row is the first in its table. */
const EMPTY = (tables: string) => `
  do $$
  declare one record; names text;
  begin
    set local session_replication_role = replica;
    for one in select c.oid::regclass as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.oid <> all ('{${tables}}'::oid[])
    loop
      if to_regclass(one.name::text) is not null then execute format('drop table %s cascade', one.name); end if;
    end loop;
    select string_agg(c.oid::regclass::text, ', ') into names from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('migration', 'spatial_ref_sys')
        and (c.relkind = 'p' or pg_relation_size(c.oid) > 0);
    if names is not null then execute format('truncate %s restart identity cascade', names); end if;
  end $$`;

const owner = { asOwner: true };

/** One word for all that a test could leave beside rows. @param tx  of the owner. */
export async function stateOf(tx: Queryable): Promise<string> {
  const [row] = await tx.query<{ state: string }>(STATE);
  return row!.state;
}

/** A database that was just copied, so that it can be used again. */
export async function keep(database: Database, dataDir: string): Promise<Kept> {
  const [row] = await database.query<{ tables: string }>(
    "select string_agg(oid::text, ',') as tables from pg_class where relkind in ('r', 'p')",
  );
  return {
    database,
    dataDir,
    tables: row!.tables,
    state: await database.transaction(stateOf, owner),
    files: 1,
  };
}

/** Closes and removes it. */
export async function discard({ database, dataDir }: Kept) {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function isLikeNew({ database, tables, state }: Kept): Promise<boolean> {
  await database.query("discard all");
  await database.query("set role huanwei_server"); // the engine believes that it still is
  await database.transaction((tx) => tx.query(EMPTY(tables)), owner);
  const [row] = await database.query<{ role: string }>("select current_user::text as role");
  return row?.role === "huanwei_server" && (await database.transaction(stateOf, owner)) === state;
}

let idle: Kept | null = null;

/** What the last file gave back, emptied; null when there is nothing, or it left something that emptying does not undo. */
export async function takeKept(): Promise<Kept | null> {
  const kept = idle;
  idle = null;
  if (!kept) return null;
  if (kept.files++ < MOST_FILES && (await isLikeNew(kept).catch(() => false))) return kept;
  await discard(kept);
  return null;
}

/** Leaves a database to the next file of this process. */
export async function giveBack(kept: Kept) {
  if (idle) return discard(kept);
  idle = kept;
}

/** A database as one file has it: once that has given it back, it is closed for it. */
export function lent({ database }: Kept) {
  const hearing = new Set<() => Promise<void>>();
  let isOpen = true;
  const held = () => {
    if (!isOpen) throw new DatabaseError("The database is closed", "08003");
    return database;
  };
  const asLent: Database = {
    engine: database.engine,
    query: async (sql, values) => held().query(sql, values),
    transaction: async (work, options) => held().transaction(work, options),
    listen: async (channel, hear) => {
      const unlisten = await held().listen(channel, hear);
      const stop = async () => {
        if (hearing.delete(stop)) await unlisten();
      };
      hearing.add(stop);
      return stop;
    },
    close: async () => {
      isOpen = false;
      await database.close();
    },
  };
  return {
    database: asLent,
    isOpen: () => isOpen,
    end: async () => {
      if (!isOpen) return;
      isOpen = false;
      for (const stop of hearing) await stop();
    },
  };
}
