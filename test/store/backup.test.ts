import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeBackup } from "../../server/store/backup.ts";
import { recordChange } from "../../server/store/changes.ts";
import { requestBackup, serveBackups } from "../../server/store/control.ts";
import type { Database } from "../../server/store/database.ts";
import { openEmbedded } from "../../server/store/embedded.ts";
import { restoreBackup } from "../../server/store/restore.ts";
import { embeddedTestOptions, openTestDatabase, type TestDatabase } from "../worlds/database.ts";

const folder = join(tmpdir(), `huanwei-backup-${randomUUID()}`);
const file = join(folder, "backup.ndjson.gz");
let full: TestDatabase;
let empty: TestDatabase;

/** Every kind of value a column has, and areas whose parent's key sorts after their own. */
async function fill(database: Database) {
  await database.transaction(async (tx) => {
    await tx.query(
      "insert into account (account_id, login_name, display_name) values ('a', 'wang', '王')",
    );
    await tx.query(
      "insert into credential (account_id, kind, data) values ('a', 'password', '{\"hash\": \"x\"}')",
    );
    await tx.query(
      `insert into session (session_hash, session_id, account_id, via, expires_at)
       values ('\\x01', 's', 'a', 'password', now() + interval '1 day')`,
    );
    await tx.query(
      `insert into account_audit (account_id, actor_name, via, action)
       select 'a', '王', 'session', 'session.open' from generate_series(1, 2)`,
    );
  });
  await database.transaction(
    (tx) =>
      tx.query(
        "insert into district (district_id, name, is_demo) values ('d', '蒸湘\n\"区\"', true)",
      ),
    { asOwner: true },
  );
  await database.transaction(
    async (tx) => {
      await tx.query(
        `insert into area (district_id, area_id, level, code, name, parent_id, valid_from, boundary)
         select 'd', 'a' || g, 'grid', g::text, '格' || g, 'a' || least(g + 1, 5000), '2024-02-29',
           st_multi(st_makeenvelope(112 + g / 1e5, 26, 112.1 + g / 3e5, 26.1, 4326))
         from generate_series(1, 5000) g`,
      );
      await tx.query(
        `insert into facility (district_id, facility_id, kind, code, name, position, attributes, updated_at)
         values ('d', 'f', 'toilet', 'T1', '公厕 \\ "', st_setsrid(st_point(0.1 + 0.2, 1e-7), 4326),
           '{"名": [1.5, null, "\\\\"]}', '2024-05-06 07:08:09.123456+00')`,
      );
      await tx.query(
        `insert into demand_cell (district_id, cell, residents, daytime)
         values ('d', '8a2a1072b59ffff', 0.1, 33333.332)`,
      );
      // more photographs than are fetched at once
      for (let i = 0; i < 10; i++) {
        const bytes = randomBytes(200_000);
        const id = createHash("sha256").update(bytes).digest("hex");
        await tx.query(
          `insert into photograph (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
           values ('d', $1, 'image/jpeg', 2000, 1500, $2, $3)`,
          [id, bytes, bytes.subarray(0, 100)],
        );
        await tx.query(
          `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, added_by)
           values ('d', 'facility', 'f', $1, '甲')`,
          [id],
        );
      }
      await tx.query(
        `insert into audit (district_id, actor_name, via, action, record, record_id)
         select 'd', '甲', 'command', 'facility.edit', 'facility', 'f' from generate_series(1, 3)`,
      );
      await tx.query(
        `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
         values ('d', 'g', 'a', 'planner', '甲')`,
      );
      await recordChange(tx, "d", "area", ["a1", "逗,号", 'quo"te']);
    },
    { districtId: "d" },
  );
}

beforeAll(async () => {
  mkdirSync(folder);
  full = await openTestDatabase();
  empty = await openTestDatabase();
  await fill(full.database);
});
afterAll(async () => {
  await full?.drop();
  await empty?.drop();
  rmSync(folder, { recursive: true });
});

const rowCount = (database: Database) =>
  database.transaction(
    async (tx) => (await tx.query<{ n: number }>("select count(*)::int as n from area"))[0]!.n,
    { asOwner: true },
  );

/** The backup with one of its lines changed. */
function damaged(change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().split("\n");
  const path = join(folder, `${randomUUID()}.gz`);
  writeFileSync(path, gzipSync(change(lines).join("\n")));
  return path;
}

it("writes every row once, and does not overwrite a file", async () => {
  const report = await writeBackup(full.database, file);
  const counts = Object.fromEntries(report.tables.map(({ table, rows }) => [table, rows]));
  expect(counts).toMatchObject({ district: 1, area: 5000, facility: 1, demand_cell: 1, change: 1 });
  const accounts = { account: 1, credential: 1, account_audit: 2, role_grant: 1, audit: 3 };
  expect(counts).toMatchObject({ ...accounts, photograph: 10, photograph_link: 10 });
  expect(counts.change_counter).toBe(1);
  expect(report.rows).toBe(5034);
  expect(Object.keys(counts)).not.toContain("spatial_ref_sys");
  await expect(writeBackup(full.database, file)).rejects.toThrow("does not overwrite");
});

it.each([
  [
    "a value that was changed",
    (lines: string[]) => lines.map((l) => l.replace('格7"', '格8"')),
    "is damaged",
  ],
  [
    "a row that is missing",
    (lines: string[]) => lines.filter((l) => !l.includes('"格7"')),
    "is damaged",
  ],
  ["an end that is missing", (lines: string[]) => lines.slice(0, -2), "cut off"],
  [
    "a table that is missing",
    (lines: string[]) => lines.filter((l) => !/"(table|end)":"street"/.test(l)),
    "cut off",
  ],
  ["another format", () => ['{"format":"tar"}', ""], "not a backup"],
  [
    "a newer schema",
    (lines: string[]) => [lines[0]!.replace(/"schema":\d+/, '"schema":9999'), ...lines.slice(1)],
    "newer version",
  ],
])("refuses a file with %s and changes nothing", async (_, change, message) => {
  await expect(restoreBackup(empty.database, damaged(change))).rejects.toThrow(message);
  expect(await rowCount(empty.database)).toBe(0);
});

it("refuses a file that was cut off, one that is no archive and one that is not there", async () => {
  const cut = join(folder, "cut.gz");
  const bytes = readFileSync(file);
  writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
  await expect(restoreBackup(empty.database, cut)).rejects.toThrow("damaged or cut off");
  writeFileSync(cut, "text");
  await expect(restoreBackup(empty.database, cut)).rejects.toThrow("damaged or cut off");
  await expect(restoreBackup(empty.database, join(folder, "no"))).rejects.toThrow("no file");
  expect(await rowCount(empty.database)).toBe(0);
});

/** Restoring is itself written into the trail, and ends sessions. */
const exceptTrail = <T extends { table: string }>(tables: readonly T[]) =>
  tables.filter(({ table }) => table !== "audit" && table !== "session");

it("restores everything, to the last digit", async () => {
  const report = await restoreBackup(empty.database, file);
  expect(report.rows).toBe(5034);
  const again = await writeBackup(empty.database, join(folder, "again.gz"));
  expect(exceptTrail(again.tables)).toEqual(exceptTrail(report.tables));
  expect(await empty.database.query("select name from district")).toEqual([{ name: '蒸湘\n"区"' }]);
});

it("writes into each district's trail where it came from, after what was there", async () => {
  const rows = await empty.database.transaction(
    (tx) => tx.query("select entry_id as id, action, via, after from audit order by entry_id"),
    { districtId: "d" },
  );
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  const { rows: restored } = await writeBackup(full.database, join(folder, "more.gz"));
  expect(rows.at(-1)).toMatchObject({ action: "backup.restore", via: "command" });
  expect(rows.at(-1)?.after).toMatchObject({ fileName: "backup.ndjson.gz", rows: restored });
});

it("leaves nobody signed in who may have signed out since", async () => {
  const open = (database: Database) =>
    database.query<{ n: number }>(
      "select count(*)::int as n from session where revoked_at is null",
    );
  expect(await open(full.database)).toEqual([{ n: 1 }]);
  expect(await open(empty.database)).toEqual([{ n: 0 }]);
});

it("is a file for its owner alone", () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("goes on counting the entries of the trails where they were", async () => {
  const next = await empty.database.transaction(
    async (tx) => [
      ...(await tx.query<{ id: number }>(
        `insert into audit (district_id, actor_name, via, action, record, record_id)
         values ('d', '甲', 'command', 'facility.edit', 'facility', 'f') returning entry_id as id`,
      )),
      ...(await tx.query<{ id: number }>(
        `insert into account_audit (account_id, actor_name, via, action)
         values ('a', '王', 'session', 'session.open') returning entry_id as id`,
      )),
    ],
    { districtId: "d" },
  );
  expect(next.map(({ id }) => id)).toEqual([5, 3]);
});

it("puts the references and their checks back", async () => {
  const orphan = empty.database.transaction(
    (tx) =>
      tx.query(
        `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, reason)
         values ('nowhere', 'r', 'facility', 'f', 1, '2024-01-01', 'x')`,
      ),
    { asOwner: true },
  );
  await expect(orphan).rejects.toThrow("foreign key");
});

it("refuses a store that holds anything", async () => {
  await expect(restoreBackup(empty.database, file)).rejects.toThrow("not empty");
});

it("is written by the program that has the store open, when another asks", async () => {
  const control = await serveBackups(folder, full.database, () => {});
  const asked = join(folder, "asked.gz");
  expect((await requestBackup(folder, asked))?.rows).toBe(5034);
  expect(existsSync(asked)).toBe(true);
  await expect(requestBackup(folder, asked)).rejects.toThrow("does not overwrite");
  await control.close();
  expect(await requestBackup(folder, join(folder, "late.gz"))).toBe(null);
});

// Without PostgreSQL there is only one engine to move between.
it.skipIf(!process.env.DATABASE_URL)(
  "goes from PostgreSQL to the embedded engine and back",
  async () => {
    const { dataDir, ...place } = await embeddedTestOptions();
    const embedded = await openEmbedded(place);
    const native = await openTestDatabase();
    try {
      const from = await restoreBackup(embedded, file);
      const between = join(folder, "between.gz");
      const moved = await writeBackup(embedded, between);
      expect(exceptTrail(moved.tables)).toEqual(exceptTrail(from.tables));
      await restoreBackup(native.database, between);
      const back = await writeBackup(native.database, join(folder, "back.gz"));
      expect(exceptTrail(back.tables)).toEqual(exceptTrail(from.tables));
    } finally {
      await embedded.close();
      await native.drop();
      rmSync(dataDir, { recursive: true });
    }
  },
);
