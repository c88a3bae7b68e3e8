import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isNpmScript } from "./env.ts";

const ORPHAN_CHECK_MILLISECONDS = 500;

/** Who started a process, null where the system does not tell. */
function parentOf(pid: number): string | null {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? null;
  } catch {
    return null; // it ended, or this is not Linux
  }
}

/** The shell that npm runs us in, and npm: whoever ends npm may leave that shell behind, which passes no signal on. */
const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
const atFirst = ancestors();

/** `npm start`: builds the web application where its sources have changed, then serves from this very process. */
const { status } = spawnSync(process.execPath, ["--import", "tsx", "server/build-command.ts"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);
await import("./main.ts");

if (isNpmScript()) {
  setInterval(() => {
    if (ancestors() !== atFirst) process.kill(process.pid, "SIGTERM");
  }, ORPHAN_CHECK_MILLISECONDS).unref();
}
