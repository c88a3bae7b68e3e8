import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseOptions } from "../../server/imports/options.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

const folder = mkdtempSync(join(tmpdir(), "huanwei-command-"));
let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
});
afterAll(async () => {
  await store.drop();
  rmSync(folder, { recursive: true });
});

type Answer = { code: number; stderr: string; stdout: string; json: Record<string, unknown> };

/** Runs the command on the test's store. */
function command(...args: string[]): Promise<Answer> {
  const { databaseUrl, dataDir } = store.where;
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? "",
    DATABASE_ADMIN_URL: "",
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "server/import-command.ts", ...args],
      { env },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, stdout, stderr, json: stdout === "" ? {} : JSON.parse(stdout) });
      },
    );
  });
}

function file(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const GOOD = "编号,名称,经度,纬度\nA,冶金公厕,112.57,26.89\n";

describe("npm run import", () => {
  it.each([
    { why: "no district", args: ["x.csv"], says: /--district/ },
    { why: "no file", args: ["--district", "X"], says: /which file/ },
    { why: "two files", args: ["x.csv", "y.csv", "--district", "X"], says: /one file/ },
    { why: "an unknown option", args: ["x.csv", "--district", "X", "--colour"], says: /colour/ },
    {
      why: "an unknown system",
      args: ["x.csv", "--district", "X", "--crs", "mars"],
      says: /"mars".*EPSG/,
    },
    {
      why: "an unknown time zone",
      args: ["x.csv", "--district", "X", "--time-zone", "Moon"],
      says: /"Moon"/,
    },
    {
      why: "half a mapping",
      args: ["x.csv", "--district", "X", "--map", "name"],
      says: /COLUMN=FIELD/,
    },
    {
      why: "an id with spaces",
      args: ["x.csv", "--district", "X", "--district-id", "a b"],
      says: /hyphens/,
    },
  ])("does not start with $why, and says what to give", ({ args, says }) => {
    expect(() => parseOptions(args)).toThrow(says);
  });

  it("exits 2 when there is no such file", async () => {
    const { code, json, stderr } = await command("none.csv", "--district", "X");
    expect(code).toBe(2);
    expect(json.failure).toMatch(/There is no file/);
    expect(stderr).toMatch(/There is no file/);
  });

  it("shows its plan on stderr and one JSON object on stdout, and writes nothing on a dry run", async () => {
    const { code, json, stderr, stdout } = await command(
      file("公厕.csv", GOOD),
      "--district",
      "蒸湘",
      "--dry-run",
    );
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(json).toMatchObject({ isDryRun: true, records: { "facility toilet": 1 }, faults: [] });
    expect(stderr).toMatch(/经度 → lng/);
    expect(stderr).toMatch(/wgs84/);
  });

  it("lists bad rows with field, value and remedy, and exits 2", async () => {
    const bad = file("公厕bad.csv", `${GOOD}B,b,26.9,112.58\n`);
    const { code, json, stderr } = await command(bad, "--district", "蒸湘");
    expect(code).toBe(2);
    expect(json.faults).toEqual([
      {
        row: 3,
        field: "经度, 纬度",
        value: "26.9, 112.58",
        remedy: expect.stringContaining("exchanged"),
      },
    ]);
    expect(stderr).toMatch(/Row 3, 经度, 纬度: "26.9, 112.58"/);
  });

  it("exits 4 at a limit", async () => {
    const huge = Buffer.alloc(200);
    huge.write("PK\u0001\u0002", 60, "latin1"); // a directory entry that declares 4 GB
    huge.write("PK\u0003\u0004", 0, "latin1");
    huge.writeUInt32LE(0xfffffff0, 60 + 24);
    huge.write("PK\u0005\u0006", 150, "latin1");
    huge.writeUInt16LE(1, 158);
    huge.writeUInt16LE(1, 160);
    huge.writeUInt32LE(60, 166);
    const path = join(folder, "huge.zip");
    writeFileSync(path, huge.subarray(0, 172));
    const { code, json } = await command(path, "--district", "X");
    expect(json).toMatchObject({ reason: "limit", failure: expect.stringContaining("512 MB") });
    expect(code).toBe(4);
  });

  it("writes, keeps the rejected rows, and takes back, on a store nobody holds", async () => {
    const path = file("公厕2.csv", `${GOOD}B,b,500,95\n`);
    const rejects = join(folder, "rejects.csv");
    if (store.database.engine === "embedded") {
      const held = await command(file("公厕.csv", GOOD), "--district", "蒸湘");
      expect(held.code).toBe(2);
      expect(held.json.failure).toMatch(/Stop the server/);
      expect(held.stderr).toContain(String(process.pid)); // the holder is named
    }
    if (store.database.engine === "embedded") await store.database.close(); // one program at a time
    const written = await command(
      path,
      "--district",
      "蒸湘",
      "--district-id",
      "zhengxiang",
      "--rejects",
      rejects,
    );
    expect(written.stderr).toMatch(/1 written, 0 unchanged, 1 rejected/);
    expect(written).toMatchObject({
      code: 0,
      json: { districtId: "zhengxiang", rowsIn: 2, written: 1, rejected: 1 },
    });
    expect(readFileSync(rejects, "utf8")).toMatch(/B,b,500,95,3,/);
    const back = await command("--undo", String(written.json.importId), "--district", "蒸湘");
    expect(back).toMatchObject({ code: 0, json: { undone: 1 } });
  }, 120_000);
});
