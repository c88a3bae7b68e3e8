import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { partition, reachesStore } from "./partition.ts";

const root = join(import.meta.dirname, "..");

describe("whether a test could reach a store", () => {
  const reaches = (files: Record<string, string>) =>
    reachesStore("test/a.test.ts", (path) => files[path] ?? null);

  it.each([
    { why: "an engine", text: 'import pg from "pg";' },
    { why: "another program", text: 'import {\n  fork,\n} from "node:child_process";' },
    { why: "a later import", text: 'await import("pg");' },
    { why: "what is handed on", text: 'export { Client } from "pg";' },
    { why: "what only its running matters of", text: 'import "pg";' },
  ])("by $why", ({ text }) => expect(reaches({ "test/a.test.ts": text })).toBe(true));

  it("through modules that import one another", () => {
    const files = {
      "test/a.test.ts": 'import { b } from "./worlds/b.ts";',
      "test/worlds/b.ts": 'import { c } from "../../server/c.ts";',
      "server/c.ts": 'import { b } from "../test/worlds/b.ts";\nimport pg from "pg";',
    };
    expect(reaches(files)).toBe(true);
    expect(reaches({ ...files, "server/c.ts": 'import { b } from "../test/worlds/b.ts";' })).toBe(
      false,
    );
  });

  it("not by a type, which is gone when it runs", () => {
    expect(reaches({ "test/a.test.ts": 'import type { Client } from "pg";' })).toBe(false);
  });
});

it("every test file is run, in one project", () => {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(root, "test", name));
  expect(Object.values(partition(root)).flat().sort()).toEqual(files.sort());
});

it("nothing that names a test database or the environment's is called pure", () => {
  const { pure, "pure-alone": alone } = partition(root);
  const wrong = [...pure, ...alone].filter(
    (file) =>
      file !== import.meta.filename &&
      /\b(openTestDatabase|servedNorth|servedApp|process\.env)\b/.test(readFileSync(file, "utf8")),
  );
  expect(wrong).toEqual([]);
  expect(pure.length).toBeGreaterThan(0);
  expect(pure.every((file) => existsSync(file))).toBe(true);
});
