import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../server/store/database.ts";
import { migrate, readMigrations, schemaVersion } from "../../server/store/migrate.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

/** Tables that are read before the district is known: the closed list of docs/architecture.md. */
const WITHOUT_DISTRICT = [
  "account",
  "account_audit",
  "credential",
  "session",
  "token",
  "terminal",
  "district",
  "migration",
];

let test: TestDatabase;
const asOwner = <R extends Record<string, unknown>>(sql: string) =>
  test.database.transaction((tx) => tx.query<R>(sql), { asOwner: true });
const listed = WITHOUT_DISTRICT.map((name) => `'${name}'`).join(", ");
const OURS = `relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  and relname not in ('spatial_ref_sys', ${listed})`;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.drop());

describe("every table of a district", () => {
  it("exists: the checks below do not pass on nothing", async () => {
    const [row] = await asOwner<{ n: number }>(
      `select count(*)::int as n from pg_class where ${OURS}`,
    );
    expect(row!.n).toBeGreaterThanOrEqual(15);
  });

  it("holds a transaction to its district", async () => {
    const open = await asOwner(`
      select relname from pg_class c where ${OURS} and not (relrowsecurity and exists (
        select 1 from pg_policies p where p.tablename = c.relname and p.cmd = 'ALL'
          and p.qual like '%district_id = current_setting(''huanwei.district''%'))`);
    expect(open).toEqual([]);
  });

  it("has the district first in every unique index", async () => {
    const wrong = await asOwner(`
      select i.indexrelid::regclass::text as index from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where ${OURS} and i.indisunique and a.attname <> 'district_id'`);
    expect(wrong).toEqual([]);
  });

  it("has a primary key", async () => {
    const without = await asOwner(`
      select relname from pg_class c where ${OURS}
        and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`);
    expect(without).toEqual([]);
  });

  it("has the district first in every foreign key, on both sides", async () => {
    const wrong = await asOwner(`
      select k.conname from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where ${OURS} and k.contype = 'f' and (a.attname <> 'district_id' or b.attname <> 'district_id')`);
    expect(wrong).toEqual([]);
  });

  it("has no trigger of its own", async () => {
    const triggers = await asOwner("select tgname from pg_trigger where not tgisinternal");
    expect(triggers).toEqual([]);
  });

  it("lets the server read, and never rewrite the logs", async () => {
    const grants = await asOwner(`
      select relname as name,
        has_table_privilege('huanwei_server', c.oid, 'select') as reads,
        has_table_privilege('huanwei_server', c.oid, 'update') as updates,
        has_table_privilege('huanwei_server', c.oid, 'delete') as deletes,
        has_table_privilege('huanwei_server', c.oid, 'truncate') as empties
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    expect(grants.filter((grant) => !grant.reads)).toEqual([]);
    expect(grants.filter((grant) => grant.empties)).toEqual([]);
    const grows = grants
      .filter((grant) => !grant.updates && !grant.deletes)
      .map((grant) => grant.name);
    expect(grows).toEqual(
      expect.arrayContaining(["change", "import_change", "district", "migration"]),
    );
  });
});

describe("areas", () => {
  const put = (database: Database, id: string, from: string, to: string | null) =>
    database.transaction(
      (tx) =>
        tx.query(
          `insert into area (district_id, area_id, level, code, name, valid_from, valid_to, boundary)
           values ('d', $1, 'community', '430408001', '社区', $2, $3,
             st_multi(st_makeenvelope(112, 26, 112.1, 26.1, 4326)))`,
          [id, from, to],
        ),
      { districtId: "d" },
    );

  it("keep their past under the same code: each day has one boundary", async () => {
    await test.database.transaction(
      (tx) => tx.query("insert into district (district_id, name) values ('d', 'd')"),
      { asOwner: true },
    );
    await put(test.database, "before", "2020-01-01", "2024-07-01");
    await put(test.database, "after", "2024-07-01", null);
    const on = (day: string) =>
      test.database.transaction(
        (tx) =>
          tx.query(
            `select area_id as id from area where district_id = 'd' and code = '430408001'
               and valid_from <= $1 and (valid_to is null or valid_to > $1)`,
            [day],
          ),
        { districtId: "d" },
      );
    expect(await on("2019-12-31")).toEqual([]);
    expect(await on("2024-06-30")).toEqual([{ id: "before" }]);
    expect(await on("2024-07-01")).toEqual([{ id: "after" }]);
  });

  it("refuse to begin twice on one day and to end before they begin", async () => {
    await expect(put(test.database, "twice", "2024-07-01", null)).rejects.toThrow("duplicate key");
    await expect(put(test.database, "empty", "2025-01-01", "2025-01-01")).rejects.toThrow("check");
  });
});

describe("migrations", () => {
  const all = readMigrations();
  const next = (sql: string) => ({
    number: all.at(-1)!.number + 1,
    name: "9999_next.sql",
    sql,
    sha256: sql,
  });
  const version = () => test.database.transaction(schemaVersion, { asOwner: true });

  it("are numbered from one without gaps", () => {
    expect(all.map((migration) => migration.number)).toEqual(all.map((_, index) => index + 1));
  });

  it("change nothing the second time", async () => {
    const lines: string[] = [];
    await migrate(test.database, (line) => lines.push(line));
    expect(lines).toEqual([]);
    expect(await version()).toBe(all.length);
  });

  it("notice one that was edited after it was applied", async () => {
    const edited = all.map((migration, index) =>
      index === 0 ? { ...migration, sha256: "other" } : migration,
    );
    await expect(migrate(test.database, undefined, edited)).rejects.toThrow(
      "0001_register.sql was edited",
    );
  });

  it("keep nothing of one that fails half way", async () => {
    const failing = next("create table half (a int); select 1/0");
    await expect(migrate(test.database, undefined, [...all, failing])).rejects.toThrow("division");
    expect(await asOwner("select to_regclass('half') is null as gone")).toEqual([{ gone: true }]);
    expect(await version()).toBe(all.length);
  });

  it("are applied once when several processes start together", async () => {
    const adding = next("create table once (district_id text)");
    const starts = [1, 2, 3].map(() => migrate(test.database, undefined, [...all, adding]));
    await Promise.all(starts);
    expect(await version()).toBe(all.length + 1);
  });

  it("refuse a database of a newer version", async () => {
    await expect(migrate(test.database)).rejects.toThrow("update it");
  });
});
