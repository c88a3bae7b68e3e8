import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../server/store/open.ts";
import { runCommand as run } from "../worlds/command.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

const nowhere = join(tmpdir(), `huanwei-nowhere-${process.pid}`);
let full: TestDatabase;

const place = () => {
  const { dataDir, databaseUrl } = full.where;
  return databaseUrl ? { dataDir, databaseUrl } : { dataDir };
};

beforeAll(async () => {
  full = await openTestDatabase();
  await full.database.transaction(
    (tx) => tx.query("insert into district (district_id, name) values ('d', '区')"),
    { asOwner: true },
  );
});
afterAll(async () => {
  await full?.drop();
  rmSync(nowhere, { recursive: true, force: true });
});

it("names who has the embedded store open, or is answered by the server that has", async () => {
  const file = join(tmpdir(), `huanwei-command-${process.pid}.gz`);
  if (full.database.engine === "embedded") {
    const held = await run("backup", [file], place()); // a test is no server: it does not answer
    expect(held).toMatchObject({ exitCode: 2 });
    expect(held.answer.failure).toContain(`is open in process ${process.pid}`);
    await full.database.close();
  }
  const server = await openDatabase(full.where);
  const { exitCode, answer } = await run("backup", [file], place());
  await server.close();
  expect({ exitCode, rows: answer.rows, file: answer.file }).toEqual({
    exitCode: 0,
    rows: 1,
    file,
  });

  const again = await run("restore", [file], place());
  expect(again.exitCode).toBe(2);
  expect(again.answer.failure).toContain("not empty");
  rmSync(file);
}, 60_000);

it("refuse what they do not understand, and make no store for it", async () => {
  const text = join(tmpdir(), `huanwei-text-${process.pid}`);
  writeFileSync(text, "not a backup");
  const where = { dataDir: nowhere };
  expect((await run("backup", ["a", "b"], where)).exitCode).toBe(2);
  expect((await run("backup", [], where)).answer.failure).toContain("There is no store");
  expect((await run("restore", [], where)).exitCode).toBe(2);
  expect((await run("restore", [join(nowhere, "no.gz")], where)).answer.failure).toContain(
    "no file",
  );
  expect((await run("restore", [text], where)).answer.failure).toContain("damaged or cut off");
  rmSync(text);
  expect((await run("backup", [], where)).answer.failure).toContain("There is no store");
}, 60_000);
