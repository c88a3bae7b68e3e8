import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../server/store/database.ts";
import { openEmbedded } from "../../server/store/embedded.ts";
import { codeOf, owner } from "../worlds/conforming.ts";
import { embeddedTestOptions } from "../worlds/database.ts";
import { giveBack, type Kept, keep, lent, stateOf, takeKept } from "../worlds/kept.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let others: Kept | null;
let kept: Kept;
beforeAll(async () => {
  others = await takeKept(); // what the files before this one use
  const { dataDir, ...place } = await embeddedTestOptions();
  kept = await keep(await openEmbedded(place), dataDir);
});
afterAll(async () => {
  if (others) await giveBack(others);
  await kept?.database.close();
  rmSync(kept.dataDir, { recursive: true, force: true });
});

/** A file like any other, over the database that is passed on. */
async function asOneFile(work: (database: Database) => Promise<void>) {
  const file = lent(kept);
  await work(file.database);
  await file.end();
  await giveBack(kept);
}

const rowsOf = async (database: Database) => {
  const tables = await database.transaction(
    (tx) =>
      tx.query<{ name: string }>(
        `select oid::regclass::text as name from pg_class where relkind in ('r', 'p')
           and relnamespace = 'public'::regnamespace and relname not in ('migration', 'spatial_ref_sys')`,
      ),
    owner,
  );
  const sql = tables.map(({ name }) => `select '${name}' as name from ${name}`).join(" union all ");
  return database.transaction((tx) => tx.query(sql), owner);
};

describe.skipIf(process.env.DATABASE_URL)("an embedded database that is passed on", () => {
  it("has no row, table, setting or hearer of the file before, and holds the next to its role", async () => {
    const heard: string[] = [];
    await asOneFile(async (database) => {
      await writeSmallDistrict(database);
      await database.query("select make_position_days('2026-03-01', '2026-03-02')");
      await database.query("set work_mem to '1MB'");
      await database.listen("a_channel", (payload) => heard.push(payload));
      await database.transaction((tx) => tx.query("create table note (id int)"), owner);
      expect((await rowsOf(database)).length).toBeGreaterThan(20);
    });
    expect(await takeKept()).toBe(kept);
    expect(await rowsOf(kept.database)).toEqual([]);
    const [row] = await kept.database.query(`select current_user::text as role,
      current_setting('work_mem') as memory, to_regclass('note') as note,
      to_regclass('position_20260301') as day, pg_notify('a_channel', 'x')::text as said`);
    expect(row).toMatchObject({ role: "huanwei_server", memory: "16MB", note: null, day: null });
    expect(heard).toEqual([]);
  });

  it("is closed for the file that gave it back", async () => {
    const file = lent(kept);
    await file.end();
    expect(await codeOf(file.database.query("select 1"))).toBe("08003");
    expect(await codeOf(file.database.transaction(async () => {}))).toBe("08003");
    expect(await kept.database.query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.each([
    "alter table facility disable trigger all",
    "alter table facility disable row level security",
    "alter table facility add column more text",
    "alter table facility alter column name set default 'x'",
    "grant all on facility to public",
    "create function more() returns int language sql as 'select 1'",
    "create role another",
    "alter role huanwei_server set work_mem to '1MB'",
    "drop policy of_district on facility",
    "create index on facility (name)",
    "create schema another",
    "analyze migration",
    "delete from migration where true",
  ])("is not passed on after: %s", async (statement) => {
    let seen = kept.state;
    const undone = kept.database.transaction(async (tx) => {
      await tx.query(statement);
      seen = await stateOf(tx);
      throw new Error("undo it");
    }, owner);
    await expect(undone).rejects.toThrow("undo it");
    expect(seen).not.toBe(kept.state);
    expect(await kept.database.transaction(stateOf, owner)).toBe(kept.state);
  });

  it("ends where something is left that emptying does not undo", async () => {
    await asOneFile(async (database) => {
      // a number was drawn, and no row has it
      const sql = "select nextval(pg_get_serial_sequence('audit', 'entry_id'))";
      await database.transaction((tx) => tx.query(sql), owner);
    });
    expect(await takeKept()).toBeNull();
    expect(await codeOf(kept.database.query("select 1"))).toBe("08003");
  });
});
