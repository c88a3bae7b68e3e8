import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Ways to a store: the two engines, and whatever runs by itself, because it may open one. */
const DOORS = ["pg", "@electric-sql/pglite", "node:child_process", "node:worker_threads"];

/** More than 20 s on an idle machine. What has a process to itself begins first, so that nobody waits for these at the end. */
const LONG = [
  "accounts/command",
  "complaints/storm",
  "imports/complaints-chicago",
  "store/kill",
  "store/lock",
  "store/sessions",
];

/** What a test does to a process that the next test in it would meet. */
const LEAVES_A_MARK =
  /@vitest-environment|\bvi\.(mock|doMock|hoisted|stubEnv|stubGlobal|useFakeTimers)\b/;

/** What a file imports when it runs; types alone are gone by then. */
const importsOf = (text: string) =>
  [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?"([^"]+)";$|\bimport\("([^"]+)"\)/gm)].map(
    ([, whole, dynamic]) => whole ?? dynamic!,
  );

/**
 * Whether a file could open a database or start a program, by all that it imports, however far away.
 *
 * It would rather say yes: a test that is wrongly said to is run once more than it need be.
 *
 * @param read  the text of a file by its path; null where there is no such module of ours.
 */
export function reachesStore(file: string, read: (path: string) => string | null): boolean {
  const seen = new Set([file]);
  for (const path of seen)
    for (const name of importsOf(read(path) ?? "")) {
      if (DOORS.includes(name)) return true;
      if (name.startsWith(".")) seen.add(join(dirname(path), name)); // the loop comes to it, too
    }
  return false;
}

/** Every test file by what it needs: `store` is what has to be run on each engine, `alone` needs a process to itself. */
export function partition(folder: string) {
  const texts = new Map<string, string | null>();
  const read = (path: string) => {
    if (!/\.tsx?$/.test(path)) return null;
    if (!texts.has(path)) texts.set(path, existsSync(path) ? readFileSync(path, "utf8") : null);
    return texts.get(path) ?? null;
  };
  const files = readdirSync(join(folder, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(folder, "test", name));
  const needsProcess = (file: string) =>
    LEAVES_A_MARK.test(read(file) ?? "") || LONG.some((name) => file.endsWith(`/${name}.test.ts`));
  const where = (isStore: boolean, isAlone: boolean) =>
    files.filter((file) => reachesStore(file, read) === isStore && needsProcess(file) === isAlone);
  return {
    pure: where(false, false),
    "pure-alone": where(false, true),
    store: where(true, false),
    "store-alone": where(true, true),
  };
}
