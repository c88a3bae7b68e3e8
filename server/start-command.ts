import { spawnSync } from "node:child_process";

const ORPHAN_CHECK_MILLISECONDS = 500;
const parent = process.ppid;

/** `npm start`: builds the web application where its sources have changed, then serves from this very process. */
const { status } = spawnSync(process.execPath, ["--import", "tsx", "server/build-command.ts"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);
await import("./main.ts");

// Whoever ends npm ends the shell between npm and us, and that shell passes no signal on.
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, ORPHAN_CHECK_MILLISECONDS).unref();
