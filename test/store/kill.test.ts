import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readHolder } from "../../server/store/lock.ts";
import { embeddedTestOptions } from "../worlds/database.ts";
import { startWriter } from "../worlds/program.ts";
import type { Said } from "./writer.ts";

const CYCLES = 20;
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const isFound = (said: Said): said is Extract<Said, { found: unknown }> => "found" in said;

// PostgreSQL's own durability is not ours to test.
it.skipIf(process.env.DATABASE_URL)(
  `loses nothing acknowledged in ${CYCLES} kills while writing, and opens every time`,
  async () => {
    const options = await embeddedTestOptions();
    const acknowledged = new Set<number>();
    for (let cycle = 0; cycle <= CYCLES; cycle++) {
      const program = startWriter({ ...options, orphanWaitSeconds: 5 }, "write");
      await program.until(isFound);
      const { found } = program.said.find(isFound)!;
      const ids = new Set(found.map((row) => row.id));
      expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
      expect(found.filter((row) => row.parts !== 2)).toEqual([]); // a transaction is whole or absent
      // It writes without pause, so wherever a kill falls, it falls into a write.
      const commitsOf = () => program.said.filter((said) => "acknowledged" in said).length;
      const first = 3 + ((cycle * 7) % 20);
      await program.until(() => commitsOf() >= first);

      // In turn: the program alone, the database's process alone and then both, both at once.
      const holder = readHolder(options.folder)!;
      if (cycle % 3 === 1) {
        process.kill(holder.pid, "SIGKILL");
        const before = commitsOf();
        await program.until(() => commitsOf() >= before + 3); // on a new one, by itself
      }
      if (cycle % 3 === 2) process.kill(holder.pid, "SIGKILL");
      await program.kill();
      for (const said of program.said)
        if ("acknowledged" in said) acknowledged.add(said.acknowledged);
    }
    expect(acknowledged.size).toBeGreaterThan(CYCLES * 3);
    await later(1_000);
    rmSync(options.dataDir, { recursive: true, force: true });
  },
  600_000, // 45 s on an idle machine of two cores
);

const hasStrace = spawnSync("strace", ["-V"]).status === 0;

// Skipped where strace is not installed: only the kernel can say what reached it.
it.skipIf(process.env.DATABASE_URL || !hasStrace)(
  "asks the kernel to write to disk at every commit",
  async () => {
    const options = await embeddedTestOptions();
    const commits = 50;
    const writer = fileURLToPath(new URL("./writer.ts", import.meta.url));
    const trace = `${options.dataDir}/strace`;
    const node = [
      process.execPath,
      "--import",
      "tsx",
      writer,
      JSON.stringify(options),
      `${commits}`,
    ];
    const strace = ["-f", "-y", "-qq", "-e", "trace=fsync", "-o", trace, ...node];
    await new Promise((resolve) => spawn("strace", strace).once("exit", resolve));
    const ofTheLog = /fsync\(\d+<[^>]*\/pg_wal\/[0-9A-F]{24}>\)/;
    const syncs = readFileSync(trace, "utf8")
      .split("\n")
      .filter((line) => ofTheLog.test(line));
    expect(syncs.length).toBeGreaterThanOrEqual(commits);
    rmSync(options.dataDir, { recursive: true, force: true });
  },
  180_000,
);
