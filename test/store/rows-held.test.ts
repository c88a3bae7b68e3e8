import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMAND_ACTOR, recordAudit } from "../../server/store/audit.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
/** Tables of a district that have rows of both districts. */
let tables: string[];
/** Those that only grow. */
const LOGS = ["audit", "change"];

/** Runs a statement as the server's own role, held to a district or to none. */
const asServer = (sql: string, values: unknown[] = [], districtId?: string) =>
  world.database.transaction(
    (tx) => tx.query<{ n: number }>(sql, values),
    districtId === undefined ? {} : { districtId },
  );
const asOwner = <R extends Record<string, unknown>>(sql: string) =>
  world.database.transaction((tx) => tx.query<R>(sql), { asOwner: true });

beforeAll(async () => {
  world = await openTestDatabase();
  for (const district of ["north", "south"]) {
    await writeSmallDistrict(world.database, district);
    await signedIn(world.database, district, "planner");
    await world.database.transaction(
      async (tx) => {
        const entry = { actor: COMMAND_ACTOR, action: "facility.edit", record: "facility" };
        await recordAudit(tx, district, { ...entry, recordId: "t1", before: null, after: {} });
        await tx.query("insert into district_setting values ($1, 'signInRules', '{}', now())", [
          district,
        ]);
        await tx.query(
          `insert into photograph (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
           values ($1, repeat('a', 64), 'image/jpeg', 1, 1, '', '')`,
          [district],
        );
        await tx.query(
          `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, added_by)
           values ($1, 'facility', 't1', repeat('a', 64), 'test')`,
          [district],
        );
      },
      { districtId: district },
    );
  }
  const rows = await asOwner<{ name: string }>(
    `select c.relname as name from pg_class c where c.relrowsecurity order by 1`,
  );
  tables = [];
  for (const { name } of rows) {
    const [held] = await asOwner<{ n: number }>(
      `select count(distinct district_id)::int as n from "${name}"`,
    );
    if (held!.n === 2) tables.push(name);
  }
});
afterAll(() => world?.drop());

describe("the server's own role, without the server", () => {
  it("is tried on every table that the small districts fill", () => {
    expect(tables.length).toBeGreaterThanOrEqual(16);
    expect(tables).toEqual(expect.arrayContaining(["audit", "role_grant", "photograph"]));
  });

  it("sees, changes and deletes no row of another district, and none at all without a district", async () => {
    const wrong: string[] = [];
    for (const table of tables) {
      const others = `select count(*)::int as n from "${table}" where district_id = 'south'`;
      const [seen] = await asServer(others, [], "north");
      const [unheld] = await asServer(`select count(*)::int as n from "${table}"`);
      if (seen!.n !== 0 || unheld!.n !== 0) wrong.push(`${table} is seen`);
      for (const verb of [
        `update "${table}" set district_id = district_id where district_id = 'south' returning 1 as n`,
        `delete from "${table}" where district_id = 'south' returning 1 as n`,
      ]) {
        const touched = await asServer(verb, [], "north").catch(() => []);
        if (touched.length > 0) wrong.push(`${table}: ${verb}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("writes no row into another district", async () => {
    const written: string[] = [];
    for (const table of tables) {
      const copy = `insert into "${table}" select (jsonb_populate_record(t, '{"district_id": "south"}')).*
        from "${table}" t where district_id = 'north' limit 1 returning 1 as n`;
      const error = await asServer(copy, [], "north").then(
        () => null,
        (thrown: Error) => thrown.message,
      );
      if (!error || !/row-level security|permission denied/.test(error))
        written.push(`${table}: ${error}`);
    }
    expect(written).toEqual([]);
  });

  it("rewrites no log, not even of its own district", async () => {
    for (const table of LOGS)
      for (const verb of [`update ${table} set district_id = 'north'`, `delete from ${table}`])
        await expect(asServer(verb, [], "north")).rejects.toThrow("permission denied");
    for (const verb of ["update account_audit set action = ''", "delete from account_audit"])
      await expect(asServer(verb)).rejects.toThrow("permission denied");
  });

  it("makes nobody an operator, and dates no entry of a trail", async () => {
    for (const forbidden of [
      "update account set is_operator = true",
      `insert into account_audit (account_id, at, actor_name, via, action)
       values ('a', now() - interval '1 day', 'a', 'session', 'session.open')`,
    ])
      await expect(asServer(forbidden)).rejects.toThrow("permission denied");
    await expect(
      asServer(
        `insert into audit (district_id, at, actor_name, via, action, record, record_id)
         values ('north', now() - interval '1 day', 'a', 'session', 'facility.edit', 'facility', 'f')`,
        [],
        "north",
      ),
    ).rejects.toThrow("permission denied");
  });

  it("leaves the owner every district, so that a backup holds them all", async () => {
    for (const table of tables) {
      const [all] = await asOwner<{ n: number }>(
        `select count(distinct district_id)::int as n from "${table}"`,
      );
      expect(all, table).toEqual({ n: 2 });
    }
  });
});
