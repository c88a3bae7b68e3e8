import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHolder, startedTicks } from "../../server/store/lock.ts";
import { embeddedTestOptions } from "../worlds/database.ts";
import { type Program, startWriter } from "../worlds/program.ts";
import type { Said } from "./writer.ts";

const isOpen = (said: Said) => "found" in said;
const isHeld = (said: Said) => "failure" in said && said.code === "55006";

// The lock is the embedded engine's; PostgreSQL has its own.
describe.skipIf(process.env.DATABASE_URL)(
  "the lock of the embedded folder",
  { timeout: 180_000 },
  () => {
    let options: Awaited<ReturnType<typeof embeddedTestOptions>>;
    let programs: Program[];
    const start = (what: string) => {
      const program = startWriter({ ...options, orphanWaitSeconds: 2 }, what);
      programs.push(program);
      return program;
    };

    beforeEach(async () => {
      options = await embeddedTestOptions();
      programs = [];
    });
    afterEach(async () => {
      for (const program of programs) await program.kill();
      await new Promise((resolve) => setTimeout(resolve, 500)); // their children close the database
      rmSync(options.dataDir, { recursive: true, force: true });
    });

    it("lets one of two that start at once open it, and the other says who has it", async () => {
      const two = [start("hold"), start("hold")];
      const answers = await Promise.all(two.map((one) => one.until((s) => isOpen(s) || isHeld(s))));
      expect(answers.filter(isOpen)).toHaveLength(1);
      const holder = two[answers.findIndex(isOpen)]!.child.pid;
      expect(answers.find(isHeld)).toMatchObject({
        failure: expect.stringMatching(`is open in process ${holder} \\(writer\\.ts, since 20`),
      });
    });

    it("is free as soon as the program that had it is killed", async () => {
      const first = start("hold");
      await first.until(isOpen);
      await first.kill();
      await start("hold").until(isOpen);
    });

    it("is free when the program is killed while its database still starts", async () => {
      const first = start("hold");
      while (!readHolder(options.folder)) await new Promise((resolve) => setTimeout(resolve, 5));
      await first.kill();
      const asked = start("hold").until((said) => isOpen(said) || isHeld(said));
      expect(isOpen(await asked)).toBe(true);
    });

    it("waits for an orphan in the middle of a long statement, then ends it", async () => {
      const asking = start("ask");
      await asking.until(isOpen);
      await new Promise((resolve) => setTimeout(resolve, 300)); // now it is asking
      const orphan = readHolder(options.folder)!;
      await asking.kill();
      expect(startedTicks(orphan.pid)).toBe(orphan.startedTicks);
      const startedAt = Date.now();
      await start("hold").until(isOpen);
      expect(Date.now() - startedAt).toBeGreaterThan(2_000);
      expect(startedTicks(orphan.pid)).toBe(null);
    });

    it("does not take another process that got the number of a dead one for the holder", async () => {
      mkdirSync(options.folder, { recursive: true });
      const recycled = {
        pid: process.pid,
        startedTicks: "1",
        parentPid: 1,
        parentStartedTicks: "1",
      };
      writeFileSync(join(options.folder, "holder.json"), JSON.stringify(recycled));
      expect(readHolder(options.folder)).toBe(null);
      await start("hold").until(isOpen);
    });
  },
);
