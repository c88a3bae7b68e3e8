import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Database, Queryable } from "./database.ts";
import { schemaVersion } from "./migrate.ts";

/**
 * A backup is one gzip file of JSON lines, the same from every engine and version of PostgreSQL:
 *
 *     {"format":"huanwei-backup","version":1,"schema":2,"createdAt":"…"}
 *     {"table":"area","columns":["district_id",…]}
 *     ["zhengxiang","a1",…]                         a row, each value as PostgreSQL prints it (geometry: EWKB hex)
 *     {"end":"area","rows":1,"sha256":"…"}          of the row lines, each with its line feed
 *     {"sequence":"ticket","value":7}
 *     {"end":"backup","tables":16,"rows":123}       without this line the file is cut off
 */
export type BackupHeader = {
  readonly format: "huanwei-backup";
  readonly version: 1;
  /** The number of the last migration. */
  readonly schema: number;
  readonly createdAt: string;
};
export type TableHead = { readonly table: string; readonly columns: readonly string[] };
export type TableEnd = { readonly end: string; readonly rows: number; readonly sha256: string };
export type SequenceLine = { readonly sequence: string; readonly value: number };
export type BackupEnd = { readonly end: "backup"; readonly tables: number; readonly rows: number };

/** What was written or read back. */
export type BackupReport = {
  readonly file: string;
  readonly schema: number;
  readonly createdAt: string;
  readonly rows: number;
  readonly tables: readonly TableReport[];
};
export type TableReport = {
  readonly table: string;
  readonly rows: number;
  /** Equal contents have equal hashes, whichever engine they lie in. */
  readonly sha256: string;
};

/** A column as backups need it. */
export type Column = { readonly name: string; readonly type: string };

/** Rows read at once; fewer of those that hold whole files, of up to 2 MB each. */
const FETCH_ROWS = 2_000;
const FETCH_FILES = 8;

/** Our tables with their columns, by name; what PostGIS brought and the migrations' own table are not data. */
export async function readTables(tx: Queryable): Promise<Map<string, Column[]>> {
  const rows = await tx.query<{ table: string; name: string; type: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and a.attgenerated = '' and c.relname <> 'migration'
       and not exists (select 1 from pg_depend d
                       where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by c.relname collate "C", a.attnum`,
  );
  const columnsByTable = new Map<string, Column[]>();
  for (const { table, name, type } of rows) {
    columnsByTable.set(table, [...(columnsByTable.get(table) ?? []), { name, type }]);
  }
  return columnsByTable;
}

/** Names of ours that go into SQL. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Writes everything the store holds into one file, as of one moment.
 *
 * The embedded engine has one session: others wait until it is written.
 *
 * @param file  must not be there; it appears when it is complete and on the disk.
 */
export async function writeBackup(database: Database, file: string): Promise<BackupReport> {
  const taken = await stat(file).catch(() => null);
  if (taken) throw new RangeError(`${file} is there already; a backup does not overwrite`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  const tables: TableReport[] = [];
  try {
    const header = await database.transaction(
      async (tx) => {
        const header: BackupHeader = {
          format: "huanwei-backup",
          version: 1,
          schema: await schemaVersion(tx),
          createdAt: new Date().toISOString(),
        };
        const lines = Readable.from(backupLines(tx, header, (table) => tables.push(table)));
        await pipeline(lines, createGzip(), createWriteStream(partial, { mode: 0o600 }));
        return header;
      },
      { asOwner: true, readOnlySnapshot: true },
    );
    const written = await open(partial, "r+");
    await written.sync();
    await written.close();
    await rename(partial, file);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { file, schema: header.schema, createdAt: header.createdAt, rows, tables };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

async function* backupLines(
  tx: Queryable,
  header: BackupHeader,
  finished: (table: TableReport) => void,
): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  let tables = 0;
  let rows = 0;
  for (const [table, columns] of await readTables(tx)) {
    const head: TableHead = { table, columns: columns.map((column) => column.name) };
    yield `${JSON.stringify(head)}\n`;
    const hash = createHash("sha256");
    let count = 0;
    for await (const batch of rowLines(tx, table, columns)) {
      for (const line of batch) hash.update(line);
      count += batch.length;
      yield batch.join("");
    }
    const sha256 = hash.digest("hex");
    const end: TableEnd = { end: table, rows: count, sha256 };
    yield `${JSON.stringify(end)}\n`;
    finished({ table, rows: count, sha256 });
    tables++;
    rows += count;
  }
  const sequences = await tx.query<SequenceLine>(
    `select sequencename::text as sequence, last_value as value from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  );
  for (const sequence of sequences) yield `${JSON.stringify(sequence)}\n`;
  const end: BackupEnd = { end: "backup", tables, rows };
  yield `${JSON.stringify(end)}\n`;
}

/** In the order of the primary key by code points, so that equal contents give equal hashes everywhere. */
async function* rowLines(tx: Queryable, table: string, columns: readonly Column[]) {
  const keys = await tx.query<{ name: string; type: string }>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_index i
     cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = $1::text::regclass and i.indisprimary order by k.place`,
    [quoted(table)],
  );
  const order = keys.map(
    ({ name, type }) => quoted(name) + (type === "text" ? ' collate "C"' : ""),
  );
  const texts = columns.map((column, index) => `${quoted(column.name)}::text as c${index}`);
  await tx.query(
    `declare backup no scroll cursor for select ${texts.join(", ")} from ${quoted(table)}
     ${order.length > 0 ? `order by ${order.join(", ")}` : ""}`,
  );
  const atOnce = table === "photograph" ? FETCH_FILES : FETCH_ROWS;
  for (;;) {
    const rows = await tx.query(`fetch ${atOnce} from backup`);
    yield rows.map((row) => `${JSON.stringify(columns.map((_, index) => row[`c${index}`]))}\n`);
    if (rows.length < atOnce) break;
  }
  await tx.query("close backup");
}
